"""How forms are arranged: what comes first, what stands together, how wide. A field named nowhere comes last, under «More»."""

from __future__ import annotations

from baseldesk.i18n import N_
from ui.widgets.form_arrangement import FULL, HALF, QUARTER, THIRD, Group, Item, Page

HEADCOUNT, SUGGESTIONS = "headcount_line", "key_activity_suggestions"  # places for widgets of the activity's own

EXITS = {"activity": ("cancelled",), "partner": ("dormant", "ended"), "contribution": ("declined",)}
FIRST_STAGE = {"activity": "identified", "partner": "prospect", "contribution": "sought"}


def _line(width: int, *names: str) -> tuple[Item, ...]:
    return tuple(Item(name, width) for name in names)


_ACTIVITY = (
    Page(
        "short",
        N_("In short"),
        (
            Group((
                Item("title", FULL),
                Item("kind", HALF), *_line(QUARTER, "starts_on", "ends_on"),
                *_line(THIRD, "mode", "country", "city"),
                *_line(THIRD, "countries", "waste_streams", "themes"),
                Item(HEADCOUNT, FULL, is_slot=True),
                Item("summary", FULL),
            )),
        ),
    ),
    Page(
        "details",
        N_("Details"),
        (
            Group((*_line(HALF, "need", "outputs", "objectives_text", "outcomes", "challenges", "lessons"),)),
            Group(
                (
                    *_line(QUARTER, "started_on", "ended_on"), Item("asked_by", HALF),
                    *_line(HALF, "officer", "publish", "not_ready", "links", "external_ids", "newsletter", "cancelled_why"),
                    *_line(THIRD, "reference", "core_function", "kind_other"),
                    Item("other_data", FULL),
                ),
                N_("Who, when and where it is told"),
            ),
        ),
    ),
    Page(
        "plan",
        N_("Work plan"),
        (
            Group((
                Item("key_activity", FULL), Item(SUGGESTIONS, FULL, is_slot=True),
                Item("objective", FULL), Item("components", FULL),
                *_line(THIRD, "work_plan", "in_plan", "instruments"),
            )),
            Group((*_line(THIRD, "planned_budget", "planned_currency", "planned_sources"),), N_("Planned budget")),
            Group((*_line(HALF, "y_codes", "waste_other"),), N_("Wastes")),
        ),
    ),
    Page("places", N_("Countries"), (Group((Item("countries_present", FULL), *_line(THIRD, "venue", "level", "languages"))),)),
)  # fmt: skip

_PARTNER = (
    Page(
        "partner",
        N_("Partner"),
        (
            Group((
                Item("name", FULL),
                Item("acronym", QUARTER), Item("stakeholder_kind", HALF), Item("country", QUARTER),
                *_line(HALF, "countries_of_work", "website"),
                *_line(THIRD, "industry_sector", "is_association", "cooperation_since"),
            )),
            Group((
                *_line(HALF, "stakeholder_other", "directory_partner", "external_ids", "publish", "not_ready"),
                Item("other_data", FULL),
            ), N_("More")),
        ),
    ),
)  # fmt: skip


PAGES: dict[str, tuple[Page, ...]] = {"activity": _ACTIVITY, "partner": _PARTNER}


def pages(record_type: str) -> tuple[Page, ...]:
    """The arrangement of a type's form; () leaves it to the order of the declaration."""
    return PAGES.get(record_type, ())


LINES: dict[str, tuple[tuple[str, int], ...]] = {
    "activity_partner": (("activity", 0), ("partner", 0), ("role", 22)),
    "headcount": (("women", 15), ("men", 15), ("other", 15), ("not_stated", 15), ("country", 20), ("stakeholder_kind", 0)),
    "budget_line": (("category", 0), ("planned", 14), ("spent", 14), ("currency", 16)),
    "contribution": (("title", 0), ("donor", 26), ("form", 14), ("amount", 14), ("currency", 16), ("stage", 12)),
    "payment": (("direction", 12), ("paid_on", 16), ("amount", 14), ("currency", 16), ("description", 0)),
    "document": (("title", 0), ("file_name", 30), ("kind", 20), ("language", 14)),
    "contact": (("person", 0), ("role", 24), ("email", 30), ("phone", 20)),
    "shared_contact": (("person", 0), ("role", 24), ("email", 30), ("phone", 20)),
}


def lines(record_type: str) -> tuple[tuple[str, int], ...]:
    """The columns (field, width in letters; 0 takes what is left) of a list inside a form; () leaves it to the declaration."""
    return LINES.get(record_type, ())

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
                    *_line(HALF, "officer", "publish", "links", "external_ids", "newsletter", "cancelled_why"),
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
                *_line(HALF, "stakeholder_other", "directory_partner", "external_ids", "publish"), Item("other_data", FULL),
            ), N_("More")),
        ),
    ),
)  # fmt: skip


PAGES: dict[str, tuple[Page, ...]] = {"activity": _ACTIVITY, "partner": _PARTNER}


def pages(record_type: str) -> tuple[Page, ...]:
    """The arrangement of a type's form; () leaves it to the order of the declaration."""
    return PAGES.get(record_type, ())

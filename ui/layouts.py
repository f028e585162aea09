"""How forms are arranged: what comes first, what stands together, how wide. A field named nowhere comes last, under «More»."""

from __future__ import annotations

from baseldesk.i18n import N_
from ui import layouts_records
from ui.layouts_records import place_in_line as _line
from ui.widgets.form_arrangement import FULL, HALF, QUARTER, THIRD, Group, Item, Page

HEADCOUNT, SUGGESTIONS, ENDED = (
    "headcount_line",
    "key_activity_suggestions",
    "actual_end",
)  # places for widgets of the activity's own

EXITS = {
    "activity": ("cancelled",), "partner": ("dormant", "ended"), "contribution": ("declined",),
    "partnership": ("dormant", "ended"), "submission": ("accepted", "returned"),
}  # fmt: skip
FIRST_STAGE = {
    "activity": "identified", "partner": "prospect", "contribution": "sought", "partnership": "prospect", "submission": "draft",
}  # fmt: skip


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
                Item("summary", FULL - QUARTER), Item(ENDED, QUARTER, is_slot=True),
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
                is_rest=True,
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

PAGES: dict[str, tuple[Page, ...]] = {"activity": _ACTIVITY, "partner": _PARTNER, **layouts_records.PAGES}

# What stands in a tab of a record though it does not belong to it alone.
ALSO = {
    "partnership": ("follow_up", "assessment"), "interaction": ("follow_up",), "opportunity": ("follow_up",),
    "contribution": ("expense",),
}  # fmt: skip


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
    "session": (("title", 0), ("held_on", 16), ("starts", 9), ("ends", 9), ("place", 22)),
    "participant": (("name", 0), ("sex", 12), ("organisation", 26), ("country", 18), ("stakeholder_kind", 22)),
    "attendance": (("participant", 0), ("present", 12)),
    "result": (("title", 0), ("unit", 14), ("baseline", 14), ("judgement", 16)),
    "result_figure": (("starts_on", 16), ("ends_on", 16), ("target", 14), ("actual", 14), ("sex", 12), ("country", 0)),
    "follow_up": (("what", 0), ("who", 20), ("due_on", 16), ("done_on", 16)),
    "expense": (("description", 0), ("category", 20), ("paid_on", 16), ("amount", 14), ("currency", 16)),
    "reporting_duty": (("what", 0), ("due_on", 16), ("done_on", 16)),
    "assessment": (("partner", 0), ("assessed_on", 16), ("decision", 18), ("decided_on", 16)),
    "partnership_partner": (("partnership", 0), ("partner", 0), ("role", 30)),
    "interaction_partner": (("interaction", 0), ("partner", 0), ("attended", 12)),
    "submission_answer": (("verdict", 16), ("given_on", 16), ("remarks", 0)),
}

LISTS: dict[str, tuple[tuple[str, int], ...]] = {
    "contribution": (("title", 0), ("donor", 22), ("stage", 11), ("amount", 12), ("currency", 12), ("decision_due", 14)),
    "interaction": (("title", 0), ("kind", 18), ("held_on", 14), ("country", 18)),
    "opportunity": (("title", 0), ("received_on", 14), ("answer_due", 14), ("decision", 16)),
    "follow_up": (("what", 0), ("who", 22), ("due_on", 14), ("done_on", 14)),
    "submission": (("title", 0), ("kind", 18), ("ends_on", 13), ("version", 8), ("stage", 11)),
    "waste_figure": (("country", 0), ("year", 8), ("waste_stream", 22), ("quantity", 12), ("unit", 10)),
    "feedback": (("country", 24), ("given_on", 14), ("by_whom", 0)),
}


def lines(record_type: str) -> tuple[tuple[str, int], ...]:
    """The columns (field, width in letters; 0 takes what is left) of a list inside a form; () leaves it to the declaration."""
    return LINES.get(record_type, ())


# Lists inside a form that are typed into like a sheet: the columns, and those that wait under «More».
SHEETS: dict[str, tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]] = {
    "participant": (
        (("name", 0), ("sex", 11), ("organisation", 22), ("function", 18), ("country", 16), ("stakeholder_kind", 20)),
        (("age_band", 12), ("email", 24), ("enforcement", 14), ("remote", 14), ("returning", 14), ("consent", 14),
         ("score_before", 12), ("score_after", 12), ("certificate", 16)),
    ),
    "session": ((("title", 0), ("held_on", 16), ("starts", 9), ("ends", 9), ("place", 22)), ()),
    "expense": ((("description", 0), ("category", 20), ("paid_on", 16), ("amount", 14), ("currency", 18)), ()),
    "budget_line": (
        (("category", 0), ("planned", 14), ("spent", 14), ("currency", 18)),
        (("period_starts_on", 14), ("period_ends_on", 14)),
    ),
}  # fmt: skip


def sheet(record_type: str) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """The columns (field, width in letters) of a list that is typed into, and those under «More»."""
    return SHEETS[record_type]


def lists(record_type: str) -> tuple[tuple[str, int], ...]:
    """The columns of a type's own list, as those of lines; () leaves it to the declaration."""
    return LISTS.get(record_type, ())

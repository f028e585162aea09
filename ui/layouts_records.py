"""How the forms of partnerships, meetings, results, contributions and reports are arranged."""

from __future__ import annotations

from baseldesk.i18n import N_
from ui.widgets.form_arrangement import FULL, HALF, QUARTER, THIRD, Group, Item, Page


def place_in_line(width: int, *names: str) -> tuple[Item, ...]:
    """Fields beside each other, each of the same width."""
    return tuple(Item(name, width) for name in names)


_line = place_in_line

_PARTNERSHIP = (
    Page("partnership", N_("Partnership"), (
        Group((
            Item("title", FULL), Item("key_activity", FULL),
            *_line(THIRD, "form", "starts_on", "ends_on", "is_new", "signed_on", "reference"),
            Item("initiative", FULL), *_line(HALF, "goal", "roles"),
        )),
    )),
    Page("open", N_("Openness and safeguards"), (
        Group((
            *_line(HALF, "nature", "open_to_others"), Item("safeguards", FULL), *_line(HALF, "no_endorsement", "publish"),
            Item("other_data", FULL),
        )),
    )),
)  # fmt: skip

_CRITERIA = tuple(
    item for letter in "abcd" for item in (Item(f"criterion_{letter}", QUARTER), Item(f"evidence_{letter}", QUARTER * 3))
)
_ASSESSMENT = (
    Page("assessment", N_("Assessment"), (
        Group((
            *_line(HALF, "partner", "partnership", "activity", "assessor"),
            *_line(THIRD, "assessed_on", "decision", "decided_on"),
        )),
        Group((Item("decided_by", HALF), Item("remarks", FULL)), N_("Decision")),
    )),
    Page("criteria", N_("Selection criteria"), (Group(_CRITERIA),)),
    Page("principles", N_("United Nations principles"), (
        Group((
            *_line(HALF, *(f"principle_{letter}" for letter in "abcde"), "global_compact"), Item("principles_evidence", FULL),
        )),
    )),
)  # fmt: skip

_INTERACTION = (
    Page("interaction", N_("Meeting or letter"), (
        Group((
            Item("title", FULL), *_line(THIRD, "kind", "held_on", "ended_on"), *_line(HALF, "country", "place"),
            Item("parties", FULL), *_line(HALF, "summary", "decisions"),
        )),
        Group((Item("agenda", FULL), *_line(HALF, "partnership", "activity"), Item("other_data", FULL)), N_("More")),
    )),
)  # fmt: skip

_OPPORTUNITY = (
    Page("opportunity", N_("Opportunity"), (
        Group((
            Item("title", FULL), *_line(HALF, "partner", "from_whom"), *_line(THIRD, "received_on", "answer_due", "answered_on"),
            Item("description", FULL), *_line(HALF, "objective", "decision"), Item("fit", FULL),
            *_line(HALF, "proposed_key_activity", "not_ready"),
        )),
    )),
)  # fmt: skip

_FEEDBACK = (
    Page("feedback", N_("Feedback from a Party"), (
        Group((
            *_line(THIRD, "country", "given_on", "by_whom"), Item("activity", FULL),
            *_line(HALF, "services", "challenges", "gaps", "priorities"), Item("recommendations", FULL),
        )),
    )),
)  # fmt: skip

_RESULT = (
    Page("result", N_("Result"), (
        Group((
            Item("title", FULL), Item("activity", FULL), *_line(HALF, "indicator", "measure"),
            *_line(QUARTER, "unit", "baseline", "baseline_on", "falling"), Item("statement", FULL),
            *_line(HALF, "judgement", "source"),
        )),
        Group((Item("method", FULL), *_line(HALF, "evidence", "external_ids"), Item("other_data", FULL)), N_("More")),
    )),
)  # fmt: skip

_CENTRE_YEAR = (
    Page("year", N_("Year of the centre"), (
        Group((*_line(QUARTER, "year", "staff_women", "staff_men", "currency"),)),
        Group((
            *_line(THIRD, "income_host", "income_parties", "income_funds", "income_private", "income_other", "spending"),
            *_line(HALF, "host_support", "remarks"),
        ), N_("Income and spending")),
    )),
)  # fmt: skip

_CONTRIBUTION = (
    Page("contribution", N_("Contribution"), (
        Group((
            Item("title", FULL), *_line(HALF, "donor", "activity"), *_line(QUARTER, "form", "purpose", "amount", "currency"),
            Item("stage", FULL),
            *_line(THIRD, "asked_on", "decision_due", "agreed_on"), *_line(HALF, "project_id", "publish"),
        )),
        Group((
            *_line(HALF, "recipient", "recognition_wished"), *_line(HALF, "reporting_duties", "recognition_given"),
            Item("external_ids", FULL), Item("other_data", FULL),
        ), N_("More")),
    )),
)  # fmt: skip

_REPORT = ("summary", "cooperation", "constraints", "lessons", "plans")
_PLAN = ("background", "goals", "smart_objectives", "resources", "strategies")
_SUBMISSION = (
    Page("submission", N_("Report or plan"), (
        Group((
            Item("title", FULL), *_line(THIRD, "kind", "starts_on", "ends_on"), *_line(HALF, "call", "prepared_by"),
        )),
        Group((
            *_line(THIRD, "approved_by", "approver_function", "approved_on"), *_line(HALF, "printed", "signed"),
            *_line(THIRD, "version", "publish"), Item("supersedes", HALF), Item("frozen_hash", FULL),
        ), N_("Approval")),
    )),
    Page("report_text", N_("Texts of a report"), (Group(_line(FULL, *_REPORT)),)),
    Page("plan_text", N_("Texts of a plan"), (Group(_line(FULL, *_PLAN)),)),
)  # fmt: skip

PAGES: dict[str, tuple[Page, ...]] = {
    "partnership": _PARTNERSHIP, "assessment": _ASSESSMENT, "interaction": _INTERACTION, "opportunity": _OPPORTUNITY,
    "feedback": _FEEDBACK, "result": _RESULT, "centre_year": _CENTRE_YEAR, "contribution": _CONTRIBUTION,
    "submission": _SUBMISSION,
}  # fmt: skip

"""What is asked and handed in: Parties, calls for reports, a centre's year, submissions, and remarks on what was handed in."""

from __future__ import annotations

from baseldesk.i18n import N_
from baseldesk.records.field import Field as F
from baseldesk.records.field import Kind, RecordType, Scope

PARTY = RecordType(
    "party", N_("Party"), N_("Parties"), Scope.PUBLIC, title="country", secretariat_only=True,
    fields=(
        F("country", Kind.CODE, N_("Country"), vocabulary="country", fixed=True),
        F("standing", Kind.CODE, N_("Standing"), vocabulary="party_standing"),
        F("centre", Kind.CODE, N_("Served by"), vocabulary="centre"),
        F("focal_point", Kind.TEXT, N_("Focal point (office)")),
        F("competent_authority", Kind.TEXT, N_("Competent authority (office)")),
    ),
)  # fmt: skip

PARTY_STATUS = RecordType(
    "party_status", N_("Status of a Party"), N_("Status of Parties"), Scope.PUBLIC, link=("party", "instrument"), parent="party",
    secretariat_only=True,
    fields=(
        F("party", Kind.RECORD, N_("Party"), target="party", fixed=True),
        F("instrument", Kind.CODE, N_("Instrument or group"), vocabulary="treaty_instrument", fixed=True),
        F("status", Kind.CODE, N_("Status"), vocabulary="treaty_status"),
        F("since", Kind.DATE, N_("Since")),
        F("until", Kind.DATE, N_("Until")),
    ),
)  # fmt: skip

REPORTING_CALL = RecordType(
    "reporting_call", N_("Call for reports"), N_("Calls for reports"), Scope.PUBLIC, title="title", secretariat_only=True,
    fields=(
        F("title", Kind.TEXT, N_("Title"), translatable=True, searched=True),
        F("kind", Kind.CODE, N_("What is asked"), vocabulary="submission_kind"),
        F("starts_on", Kind.DATE, N_("Period from")),
        F("ends_on", Kind.DATE, N_("Period to")),
        F("due_on", Kind.DATE, N_("Due")),
        F("languages", Kind.CODES, N_("Languages"), vocabulary="language"),
        F("basis", Kind.TEXT, N_("Basis")),
        F("template", Kind.INTEGER, N_("Version of the template")),
    ),
)  # fmt: skip

CENTRE_YEAR = RecordType(
    "centre_year", N_("Year of the centre"), N_("Years of the centre"), Scope.SHARED, title="year",
    fields=(
        F("year", Kind.INTEGER, N_("Year"), fixed=True),
        F("staff_women", Kind.INTEGER, N_("Staff: women")),
        F("staff_men", Kind.INTEGER, N_("Staff: men")),
        F("currency", Kind.CODE, N_("Currency"), vocabulary="currency"),
        F("income_host", Kind.DECIMAL, N_("Income from the host country")),
        F("income_parties", Kind.DECIMAL, N_("Income from other Parties")),
        F("income_funds", Kind.DECIMAL, N_("Income from funds and United Nations bodies")),
        F("income_private", Kind.DECIMAL, N_("Income from industry and foundations")),
        F("income_other", Kind.DECIMAL, N_("Other income")),
        F("host_support", Kind.PROSE, N_("Support of the host country in kind")),
        F("spending", Kind.DECIMAL, N_("Spending")),
        F("remarks", Kind.PROSE, N_("Remarks")),
    ),
)  # fmt: skip

_SECTIONS = (
    ("summary", N_("Summary")),
    ("cooperation", N_("Cooperation")),
    ("constraints", N_("Constraints")),
    ("lessons", N_("Lessons learned")),
    ("plans", N_("Plans")),
    ("background", N_("Background")),
    ("goals", N_("Goals")),
    ("smart_objectives", N_("Objectives: specific, measurable, attainable, relevant, with a date")),
    ("resources", N_("Resources")),
    ("strategies", N_("Strategies: what, by when, by whom")),
)

SUBMISSION = RecordType(
    "submission", N_("Report or plan handed in"), N_("Reports and plans handed in"), Scope.SHARED, title="title", stage="stage",
    fields=(
        F("title", Kind.TEXT, N_("Title"), translatable=True, searched=True),
        F("call", Kind.RECORD, N_("Answers the call"), target="reporting_call"),
        F("kind", Kind.CODE, N_("Kind"), vocabulary="submission_kind", required_for="draft"),
        F("starts_on", Kind.DATE, N_("Period from"), required_for="approved"),
        F("ends_on", Kind.DATE, N_("Period to"), required_for="approved"),
        F("version", Kind.INTEGER, N_("Version"), fixed=True),
        F("supersedes", Kind.RECORD, N_("Takes the place of"), target="submission", fixed=True),
        *(F(name, Kind.PROSE, label, translatable=True, searched=True) for name, label in _SECTIONS),
        F("prepared_by", Kind.RECORD, N_("Prepared by"), target="officer", printed=False),
        F("stage", Kind.CODE, N_("Stage"), vocabulary="submission_stage"),
        F("approved_by", Kind.RECORD, N_("Approved by"), target="officer", printed=False, required_for="approved"),
        F("approver_function", Kind.TEXT, N_("Function of the approver"), required_for="approved"),
        F("approved_on", Kind.DATE, N_("Approved on"), required_for="approved"),
        F("frozen_hash", Kind.HASH, N_("SHA-256 of what was approved"), printed=False),
        F("printed", Kind.RECORD, N_("Printed report"), target="document"),
        F("signed", Kind.RECORD, N_("Signed copy"), target="document"),
        F("publish", Kind.CODE, N_("May be published"), vocabulary="publish"),
    ),
)  # fmt: skip

SUBMISSION_ANSWER = RecordType(
    "submission_answer", N_("Answer to a report or plan"), N_("Answers to reports and plans"), Scope.SHARED, parent="submission",
    secretariat_only=True,
    fields=(
        F("submission", Kind.RECORD, N_("Report or plan"), target="submission", fixed=True, printed=False),
        F("verdict", Kind.CODE, N_("Answer"), vocabulary="submission_verdict", printed=False),
        F("given_on", Kind.DATE, N_("Date"), printed=False),
        F("remarks", Kind.PROSE, N_("Remarks"), printed=False),
    ),
)  # fmt: skip

REMARK = RecordType(
    "remark", N_("Remark"), N_("Remarks"), Scope.SHARED, title="text", secretariat_too=True,
    fields=(
        F("about_type", Kind.TEXT, N_("About: kind of record"), fixed=True, printed=False),
        F("about", Kind.TEXT, N_("About: record"), fixed=True, printed=False),
        F("register", Kind.TEXT, N_("About: field"), fixed=True, printed=False),
        F("submission", Kind.RECORD, N_("In the report or plan"), target="submission", printed=False),
        F("kind", Kind.CODE, N_("Kind"), vocabulary="remark_kind", printed=False),
        F("text", Kind.PROSE, N_("Text"), printed=False, searched=True),
        F("proposed", Kind.TEXT, N_("Proposed value"), printed=False),
        F("asked_on", Kind.DATE, N_("Asked on"), printed=False),
        F("answer_due", Kind.DATE, N_("Answer due"), printed=False),
        F("holds_up", Kind.YES_NO, N_("Holds up acceptance"), printed=False),
        F("answer", Kind.PROSE, N_("Answer"), printed=False, searched=True),
        F("answered_on", Kind.DATE, N_("Answered on"), printed=False),
        F("closed_on", Kind.DATE, N_("Closed on"), printed=False),
    ),
)  # fmt: skip

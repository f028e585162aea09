"""Activities and what belongs to one: headcounts, budget lines, follow-ups."""

from __future__ import annotations

from baseldesk.i18n import N_
from baseldesk.records.field import Field as F
from baseldesk.records.field import Kind, RecordType, Scope

ACTIVITY = RecordType(
    "activity", N_("Activity"), N_("Activities"), Scope.SHARED, title="title", stage="stage",
    fields=(
        F("reference", Kind.TEXT, N_("Reference"), N_("Given when the activity is first saved: centre, year, computer and number."), searched=True),
        F("title", Kind.TEXT, N_("Title"), N_("What was done, in a few words. One language is enough."), translatable=True, required_for="identified", searched=True),
        F("summary", Kind.PROSE, N_("Summary"), N_("What was done, for whom and with what result."), translatable=True, searched=True),
        F("kind", Kind.CODE, N_("Kind of activity"), vocabulary="activity_kind", required_for="identified"),
        F("kind_other", Kind.TEXT, N_("Other kind, in words")),
        F("core_function", Kind.CODE, N_("Core function"), N_("Follows from the kind of activity; can be changed."), vocabulary="core_function"),
        F("instruments", Kind.CODES, N_("Instruments served"), vocabulary="instrument"),
        F("work_plan", Kind.CODE, N_("Work plan"), vocabulary="work_plan"),
        F("objective", Kind.CODE, N_("Objective"), vocabulary="objective"),
        F("components", Kind.CODES, N_("Components"), vocabulary="component"),
        F("key_activity", Kind.CODE, N_("Key activity"), N_("«Outside the work plan» is a full answer: leave it empty."), vocabulary="key_activity"),
        F("themes", Kind.CODES, N_("Themes"), vocabulary="theme"),
        F("waste_streams", Kind.CODES, N_("Waste streams"), vocabulary="waste_stream"),
        F("waste_other", Kind.TEXT, N_("Other waste stream, in words")),
        F("y_codes", Kind.CODES, N_("Waste categories (Y codes)"), vocabulary="y_code"),
        F("level", Kind.CODE, N_("Level"), vocabulary="level"),
        F("stage", Kind.CODE, N_("Stage"), vocabulary="activity_stage"),
        F("cancelled_why", Kind.TEXT, N_("Why it was cancelled"), required_for="cancelled"),
        F("starts_on", Kind.DATE, N_("Planned start")),
        F("ends_on", Kind.DATE, N_("Planned end")),
        F("started_on", Kind.DATE, N_("Actual start")),
        F("ended_on", Kind.DATE, N_("Actual end"), required_for="completed"),
        F("mode", Kind.CODE, N_("Held"), vocabulary="mode"),
        F("country", Kind.CODE, N_("Country where it takes place"), vocabulary="country"),
        F("city", Kind.TEXT, N_("City"), searched=True),
        F("venue", Kind.TEXT, N_("Venue")),
        F("countries", Kind.CODES, N_("Beneficiary Parties"), N_("With shares in per cent where they are known."), vocabulary="country", shares=True),
        F("countries_present", Kind.CODES, N_("Countries present"), vocabulary="country"),
        F("need", Kind.PROSE, N_("Need answered"), searched=True, required_for="identified"),
        F("asked_by", Kind.TEXT, N_("Who asked for it"), required_for="identified"),
        F("objectives_text", Kind.PROSE, N_("Objectives of the activity"), translatable=True, searched=True),
        F("outputs", Kind.PROSE, N_("Outputs"), translatable=True, searched=True),
        F("outcomes", Kind.PROSE, N_("Outcomes"), translatable=True, searched=True),
        F("challenges", Kind.PROSE, N_("Challenges"), translatable=True),
        F("lessons", Kind.PROSE, N_("Lessons learned"), translatable=True),
        F("languages", Kind.CODES, N_("Languages used"), vocabulary="language"),
        F("officer", Kind.RECORD, N_("Officer in charge"), target="officer", printed=False),
        F("links", Kind.LABELS, N_("Links")),
        F("external_ids", Kind.LABELS, N_("Project identifiers elsewhere (GEF, SGP, IATI)"), searched=True),
        F("newsletter", Kind.YES_NO, N_("Item for the newsletter")),
        F("in_plan", Kind.YES_NO, N_("In the centre's plan")),
        F("planned_budget", Kind.DECIMAL, N_("Planned budget")),
        F("planned_currency", Kind.CODE, N_("Currency of the planned budget"), vocabulary="currency"),
        F("planned_sources", Kind.TEXT, N_("Planned sources of funds")),
        F("publish", Kind.CODE, N_("May be published"), vocabulary="publish"),
        F("not_ready", Kind.YES_NO, N_("Not ready to share"), N_("Stays on the centre's own computers until this is switched off."), printed=False),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

HEADCOUNT = RecordType(
    "headcount", N_("Headcount"), N_("Headcounts"), Scope.SHARED, parent="activity",
    fields=(
        F("activity", Kind.RECORD, N_("Activity"), target="activity", fixed=True),
        F("women", Kind.INTEGER, N_("Women")),
        F("men", Kind.INTEGER, N_("Men")),
        F("other", Kind.INTEGER, N_("Other")),
        F("not_stated", Kind.INTEGER, N_("Not stated")),
        F("country", Kind.CODE, N_("Party"), vocabulary="country"),
        F("stakeholder_kind", Kind.CODE, N_("Kind of stakeholder"), vocabulary="stakeholder_kind"),
        F("remote", Kind.YES_NO, N_("Took part at a distance")),
        F("returning", Kind.YES_NO, N_("Took part before")),
        F("source", Kind.CODE, N_("Source of the figures"), vocabulary="headcount_source"),
    ),
)  # fmt: skip

BUDGET_LINE = RecordType(
    "budget_line", N_("Budget line"), N_("Budget lines"), Scope.SHARED, title="category", parent="activity",
    fields=(
        F("activity", Kind.RECORD, N_("Activity"), target="activity", fixed=True),
        F("category", Kind.TEXT, N_("Category"), searched=True),
        F("period_starts_on", Kind.DATE, N_("Period from")),
        F("period_ends_on", Kind.DATE, N_("Period to")),
        F("planned", Kind.DECIMAL, N_("Planned")),
        F("spent", Kind.DECIMAL, N_("Spent")),
        F("currency", Kind.CODE, N_("Currency"), vocabulary="currency"),
        F("value_date", Kind.DATE, N_("Date of the exchange rate")),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

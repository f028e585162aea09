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
        F("kind", Kind.CODE, N_("Kind of activity"), N_("What was mainly done: the kinds that the Basel Declaration names for putting environmentally sound management into practice. Choose the one that fits best."), vocabulary="activity_kind", required_for="identified"),
        F("kind_other", Kind.TEXT, N_("Other kind, in words"), N_("Only where no kind in the list fits.")),
        F("core_function", Kind.CODE, N_("Core function"), N_("Follows from the kind of activity; can be changed."), vocabulary="core_function"),
        F("instruments", Kind.CODES, N_("Instruments served"), N_("The Convention, and others that the activity serves as well."), vocabulary="instrument"),
        F("work_plan", Kind.CODE, N_("Work plan"), N_("The plan in force when the work was done."), vocabulary="work_plan"),
        F("objective", Kind.CODE, N_("Objective"), N_("The objective of the Partnership Programme’s work plan that the activity serves. Choosing a suggested key activity fills it in."), vocabulary="objective"),
        F("components", Kind.CODES, N_("Components"), N_("The parts of the plan under this objective, such as awareness-raising or stakeholder involvement."), vocabulary="component"),
        F("key_activity", Kind.CODE, N_("Key activity"), N_("«Outside the work plan» is a full answer: leave it empty."), vocabulary="key_activity"),
        F("themes", Kind.CODES, N_("Themes"), N_("What it was about, beside the kind of waste."), vocabulary="theme"),
        F("waste_streams", Kind.CODES, N_("Waste streams"), N_("The wastes it was about. The Strategic Plan names eight as priorities."), vocabulary="waste_stream"),
        F("waste_other", Kind.TEXT, N_("Other waste stream, in words")),
        F("y_codes", Kind.CODES, N_("Waste categories (Y codes)"), N_("Categories of wastes to be controlled, as in annexes I and II to the Convention."), vocabulary="y_code"),
        F("level", Kind.CODE, N_("Level"), N_("How far it reached."), vocabulary="level"),
        F("stage", Kind.CODE, N_("Stage"), vocabulary="activity_stage"),
        F("cancelled_why", Kind.TEXT, N_("Why it was cancelled"), required_for="cancelled"),
        F("starts_on", Kind.DATE, N_("Planned start"), N_("As planned. What differed in the end stands under “Details”.")),
        F("ends_on", Kind.DATE, N_("Planned end"), N_("The last day. Type 5 alone for the fifth of the month in which it begins.")),
        F("started_on", Kind.DATE, N_("Actual start"), N_("Only where it differs from the plan.")),
        F("ended_on", Kind.DATE, N_("Actual end"), N_("The last day of the work. “Completed” needs it."), required_for="completed"),
        F("mode", Kind.CODE, N_("Held"), N_("Where people met: in one place, at a distance, or both."), vocabulary="mode"),
        F("country", Kind.CODE, N_("Country where it takes place"), N_("Where people met. Countries that benefit stand under “Beneficiary Parties”."), vocabulary="country"),
        F("city", Kind.TEXT, N_("City"), searched=True),
        F("venue", Kind.TEXT, N_("Venue")),
        F("countries", Kind.CODES, N_("Beneficiary Parties"), N_("With shares in per cent where they are known."), vocabulary="country", shares=True),
        F("countries_present", Kind.CODES, N_("Countries present"), N_("Where the participants came from."), vocabulary="country"),
        F("need", Kind.PROSE, N_("Need answered"), N_("What was missing or wrong before, and how that is known."), searched=True, required_for="identified"),
        F("asked_by", Kind.TEXT, N_("Who asked for it"), N_("The Party or office that asked for it, or the decision that calls for it."), required_for="identified"),
        F("objectives_text", Kind.PROSE, N_("Objectives of the activity"), N_("What was to be reached."), translatable=True, searched=True),
        F("outputs", Kind.PROSE, N_("Outputs"), N_("What was made or delivered: people trained, guidelines, equipment."), translatable=True, searched=True),
        F("outcomes", Kind.PROSE, N_("Outcomes"), N_("What is different since: laws, practice, quantities of waste."), translatable=True, searched=True),
        F("challenges", Kind.PROSE, N_("Challenges"), N_("What made it difficult."), translatable=True),
        F("lessons", Kind.PROSE, N_("Lessons learned"), N_("What you would do again, or otherwise."), translatable=True),
        F("languages", Kind.CODES, N_("Languages used"), vocabulary="language"),
        F("officer", Kind.RECORD, N_("Officer in charge"), target="officer", printed=False),
        F("links", Kind.LABELS, N_("Links")),
        F("external_ids", Kind.LABELS, N_("Project identifiers elsewhere (GEF, SGP, IATI)"), searched=True),
        F("newsletter", Kind.YES_NO, N_("Item for the newsletter"), N_("The secretariat can take the summary into the newsletter of the Convention.")),
        F("in_plan", Kind.YES_NO, N_("In the centre's plan"), N_("Comes into the centre’s own plan, which is approved and handed in like a report.")),
        F("planned_budget", Kind.DECIMAL, N_("Planned budget")),
        F("planned_currency", Kind.CODE, N_("Currency of the planned budget"), vocabulary="currency"),
        F("planned_sources", Kind.TEXT, N_("Planned sources of funds"), N_("Who is expected to pay, in words.")),
        F("publish", Kind.CODE, N_("May be published"), N_("Only what is marked “yes” goes into reports for outsiders and into files for IATI."), vocabulary="publish"),
        F("not_ready", Kind.YES_NO, N_("Not ready to share"), N_("Stays on the centre's own computers until this is switched off."), printed=False),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

HEADCOUNT = RecordType(
    "headcount", N_("Headcount"), N_("Headcounts"), Scope.SHARED, parent="activity",
    fields=(
        F("activity", Kind.RECORD, N_("Activity"), target="activity", fixed=True),
        F("women", Kind.INTEGER, N_("Women"), N_("How many people took part, not who. Names stay in the list of participants at the centre.")),
        F("men", Kind.INTEGER, N_("Men"), N_("How many people took part, not who. Names stay in the list of participants at the centre.")),
        F("other", Kind.INTEGER, N_("Other"), N_("Those who named neither.")),
        F("not_stated", Kind.INTEGER, N_("Not stated"), N_("Those of whom nobody asked or wrote it down.")),
        F("country", Kind.CODE, N_("Party"), N_("Empty: of all Parties together."), vocabulary="country"),
        F("stakeholder_kind", Kind.CODE, N_("Kind of stakeholder"), vocabulary="stakeholder_kind"),
        F("remote", Kind.YES_NO, N_("Took part at a distance")),
        F("returning", Kind.YES_NO, N_("Took part before")),
        F("source", Kind.CODE, N_("Source of the figures"), N_("Counted from the list of participants, or estimated."), vocabulary="headcount_source"),
    ),
)  # fmt: skip

BUDGET_LINE = RecordType(
    "budget_line", N_("Budget line"), N_("Budget lines"), Scope.SHARED, title="category", parent="activity",
    fields=(
        F("activity", Kind.RECORD, N_("Activity"), target="activity", fixed=True),
        F("category", Kind.TEXT, N_("Category"), N_("As in the centre’s own budget: travel, interpretation, printing."), searched=True),
        F("period_starts_on", Kind.DATE, N_("Period from")),
        F("period_ends_on", Kind.DATE, N_("Period to")),
        F("planned", Kind.DECIMAL, N_("Planned")),
        F("spent", Kind.DECIMAL, N_("Spent")),
        F("currency", Kind.CODE, N_("Currency"), vocabulary="currency"),
        F("value_date", Kind.DATE, N_("Date of the exchange rate"), N_("The day whose exchange rate was used.")),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

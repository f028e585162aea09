"""What came of it: results with figures per period or a statement, and figures on wastes."""

from __future__ import annotations

from baseldesk.i18n import N_
from baseldesk.records.field import Field as F
from baseldesk.records.field import Kind, RecordType, Scope

RESULT = RecordType(
    "result", N_("Result"), N_("Results"), Scope.SHARED, title="title",
    fields=(
        F("activity", Kind.RECORD, N_("Activity"), N_("Empty: a result of the centre as a whole."), target="activity"),
        F("title", Kind.TEXT, N_("What is measured"), translatable=True, searched=True),
        F("indicator", Kind.CODE, N_("Indicator of the work plan"), N_("The indicator of the work plan that this result speaks of."), vocabulary="indicator"),
        F("measure", Kind.CODE, N_("Ready-made measure"), N_("Worked out from the records."), vocabulary="measure"),
        F("unit", Kind.TEXT, N_("Unit"), N_("What is counted: people, tonnes, laws.")),
        F("baseline", Kind.DECIMAL, N_("Baseline"), N_("How it was before.")),
        F("baseline_on", Kind.DATE, N_("Date of the baseline")),
        F("falling", Kind.YES_NO, N_("Less is better"), N_("Such as tonnes of stored pesticides.")),
        F("statement", Kind.PROSE, N_("Statement"), N_("Where a number would be false."), translatable=True, searched=True),
        F("judgement", Kind.CODE, N_("Judgement"), N_("How far the goal was reached, in your own judgement."), vocabulary="judgement"),
        F("method", Kind.PROSE, N_("Method"), N_("How it was found out, so that somebody else could do it again.")),
        F("source", Kind.TEXT, N_("Source")),
        F("evidence", Kind.RECORD, N_("Evidence"), target="document"),
        F("external_ids", Kind.LABELS, N_("Identifiers elsewhere"), searched=True),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

RESULT_FIGURE = RecordType(
    "result_figure", N_("Figure of a result"), N_("Figures of results"), Scope.SHARED, parent="result",
    fields=(
        F("result", Kind.RECORD, N_("Result"), target="result", fixed=True),
        F("starts_on", Kind.DATE, N_("Period from")),
        F("ends_on", Kind.DATE, N_("Period to")),
        F("target", Kind.DECIMAL, N_("Target"), N_("What was to be reached in this period.")),
        F("actual", Kind.DECIMAL, N_("Actual"), N_("What was reached.")),
        F("sex", Kind.CODE, N_("Sex"), N_("Empty: all together."), vocabulary="sex"),
        F("country", Kind.CODE, N_("Country"), vocabulary="country"),
        F("stakeholder_kind", Kind.CODE, N_("Kind of stakeholder"), vocabulary="stakeholder_kind"),
        F("waste_stream", Kind.CODE, N_("Waste stream"), vocabulary="waste_stream"),
        F("remarks", Kind.TEXT, N_("Remarks")),
    ),
)  # fmt: skip

WASTE_FIGURE = RecordType(
    "waste_figure", N_("Figure on wastes"), N_("Figures on wastes"), Scope.SHARED,
    fields=(
        F("country", Kind.CODE, N_("Country"), vocabulary="country"),
        F("city", Kind.TEXT, N_("City"), searched=True),
        F("year", Kind.INTEGER, N_("Year")),
        F("waste_stream", Kind.CODE, N_("Waste stream"), vocabulary="waste_stream"),
        F("y_code", Kind.CODE, N_("Waste category (Y code)"), N_("As in annexes I and II to the Convention."), vocabulary="y_code"),
        F("flow", Kind.CODE, N_("What happened to it"), N_("One figure speaks of one thing that happened."), vocabulary="waste_flow"),
        F("from_country", Kind.CODE, N_("From"), vocabulary="country"),
        F("to_country", Kind.CODE, N_("To"), vocabulary="country"),
        F("operation", Kind.CODE, N_("Disposal or recovery operation"), N_("As in annex IV to the Convention: D for disposal, R for recovery."), vocabulary="operation"),
        F("quantity", Kind.DECIMAL, N_("Quantity")),
        F("unit", Kind.CODE, N_("Unit"), vocabulary="mass_unit"),
        F("estimate", Kind.YES_NO, N_("Estimate"), N_("Switch it on where nobody weighed.")),
        F("source", Kind.TEXT, N_("Source"), searched=True),
        F("quality", Kind.CODE, N_("Quality"), N_("How far the figure can be relied on."), vocabulary="data_quality"),
        F("remarks", Kind.PROSE, N_("Remarks")),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

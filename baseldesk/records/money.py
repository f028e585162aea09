"""Contributions and their payments. Amounts keep their own currency, as decimals."""

from __future__ import annotations

from baseldesk.i18n import N_
from baseldesk.records.field import Field as F
from baseldesk.records.field import Kind, RecordType, Scope

CONTRIBUTION = RecordType(
    "contribution", N_("Contribution"), N_("Contributions"), Scope.SHARED, title="title", stage="stage",
    fields=(
        F("title", Kind.TEXT, N_("What it is for, in a few words"), searched=True),
        F("donor", Kind.RECORD, N_("Donor"), N_("Who gives. Money, goods and work count alike."), target="partner", required_for="pledged"),
        F("recipient", Kind.RECORD, N_("Recipient, if not the centre"), N_("Only where it did not go to the centre, such as a Party that was paid directly."), target="partner"),
        F("activity", Kind.RECORD, N_("Activity"), target="activity"),
        F("purpose", Kind.CODE, N_("Purpose"), N_("What the donor gave it for."), vocabulary="contribution_purpose"),
        F("form", Kind.CODE, N_("Form"), N_("In cash; in kind: goods, premises, travel paid for; technical support: experts and their time."), vocabulary="contribution_form"),
        F("amount", Kind.DECIMAL, N_("Amount"), N_("In the donor’s own currency. Of what is given in kind, its estimated value."), required_for="pledged"),
        F("currency", Kind.CODE, N_("Currency"), vocabulary="currency", required_for="pledged"),
        F("stage", Kind.CODE, N_("Stage"), N_("Sought: asked for. Pledged: promised. Agreed: signed. Closed: received and accounted for."), vocabulary="contribution_stage"),
        F("asked_on", Kind.DATE, N_("Asked on")),
        F("decision_due", Kind.DATE, N_("Decision due")),
        F("agreed_on", Kind.DATE, N_("Agreed on")),
        F("project_id", Kind.TEXT, N_("Donor's project identifier"), searched=True),
        F("reporting_duties", Kind.PROSE, N_("Reporting duties: what, due, done")),
        F("recognition_wished", Kind.CODE, N_("Recognition wished"), N_("Whether the donor wants to be named. Who wants to stay anonymous is not named in the list of thanks."), vocabulary="recognition"),
        F("recognition_given", Kind.TEXT, N_("Recognition given: what and when")),
        F("external_ids", Kind.LABELS, N_("Identifiers elsewhere"), searched=True),
        F("publish", Kind.CODE, N_("May be published"), vocabulary="publish"),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

PAYMENT = RecordType(
    "payment", N_("Payment"), N_("Payments"), Scope.SHARED, parent="contribution",
    fields=(
        F("contribution", Kind.RECORD, N_("Contribution"), target="contribution", fixed=True),
        F("direction", Kind.CODE, N_("Received or spent"), vocabulary="payment_direction"),
        F("paid_on", Kind.DATE, N_("Date")),
        F("amount", Kind.DECIMAL, N_("Amount")),
        F("currency", Kind.CODE, N_("Currency"), vocabulary="currency"),
        F("rate", Kind.DECIMAL, N_("Rate to US dollars"), N_("How many US dollars one unit is worth.")),
        F("rate_source", Kind.TEXT, N_("Source of the rate")),
        F("rate_on", Kind.DATE, N_("Date of the rate")),
        F("amount_usd", Kind.DECIMAL, N_("Amount in US dollars"), N_("By the rate beside it.")),
        F("description", Kind.TEXT, N_("Description"), searched=True),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

EXPENSE = RecordType(
    "expense", N_("Expense"), N_("Expenses"), Scope.SHARED, title="description", parent="activity",
    fields=(
        F("activity", Kind.RECORD, N_("Activity"), target="activity", printed=False),
        F("contribution", Kind.RECORD, N_("Paid from the contribution"), target="contribution", printed=False),
        F("category", Kind.CODE, N_("Category"), vocabulary="expense_category", printed=False),
        F("description", Kind.TEXT, N_("Description"), printed=False, searched=True),
        F("paid_on", Kind.DATE, N_("Date"), printed=False),
        F("amount", Kind.DECIMAL, N_("Amount"), printed=False),
        F("currency", Kind.CODE, N_("Currency"), vocabulary="currency", printed=False),
        F("evidence", Kind.RECORD, N_("Evidence"), target="document", printed=False),
        F("other_data", Kind.DATA, N_("Other data from an import"), printed=False),
    ),
)  # fmt: skip

REPORTING_DUTY = RecordType(
    "reporting_duty", N_("Reporting duty"), N_("Reporting duties"), Scope.SHARED, title="what", parent="contribution",
    fields=(
        F("contribution", Kind.RECORD, N_("Contribution"), target="contribution", fixed=True),
        F("what", Kind.TEXT, N_("What is to be reported"), searched=True),
        F("due_on", Kind.DATE, N_("Due")),
        F("done_on", Kind.DATE, N_("Done")),
        F("document", Kind.RECORD, N_("The report"), target="document"),
    ),
)  # fmt: skip

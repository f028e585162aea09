"""Choices for the reports on donors and on wastes; apart, so that lists of reports open without what prints them."""

from __future__ import annotations

from baseldesk.i18n import N_
from baseldesk.reports.request import Option

SUMMARY, RECOGNITION, LETTERS = "summary", "recognition", "letters"
WHAT = Option(
    "what", N_("What to print"), SUMMARY,
    (
        (SUMMARY, N_("Donors and contributions")), (RECOGNITION, N_("Recognition of donors")),
        (LETTERS, N_("A letter to each donor")),
    ),
)  # fmt: skip
COUNTRY = Option("country", N_("Only this country"), "", vocabulary="country")

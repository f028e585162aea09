"""The means of a plan: what it costs, what is secured and sought, and what is still to be found, currency by currency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block, Cell, Note
from baseldesk.reports.escape import plain_text
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_figures import Money, sum_money
from baseldesk.reports.periodic_records import Item
from baseldesk.reports.periodic_words import rows, said
from baseldesk.reports.plan_tables import planned
from baseldesk.reports.values import write_money

_START, _END = "start", "end"
_SECURED, _HOPED = ("agreed", "closed"), ("sought", "pledged")


def show_means(data: PeriodData, t: Translator) -> Iterator[Block]:
    """Planned, secured, sought, to be found."""
    found = means(data)
    lines: list[list[Cell]] = [
        [plain_text(code) or said(t, N_("not stated")), *(write_money(held.get(code), code, t) for held in found)]
        for code in sorted({code for held in found for code in held})
    ]
    columns = (
        (N_("Currency"), _START), (N_("Planned"), _END), (N_("Agreed"), _END), (N_("Sought or pledged"), _END),
        (N_("Still to be found"), _END),
    )  # fmt: skip
    yield rows(columns, lines, t, N_("Funding of the planned activities"))
    if lines:
        text = N_("Still to be found is what each activity lacks, in its own currency; what one has too much helps no other.")
        yield Note(said(t, text))


def means(data: PeriodData) -> tuple[Money, Money, Money, Money]:
    """(what the planned activities cost, what was agreed for them, what was sought or pledged, what is still to be found)."""
    lacking: Money = {}
    gifts: list[Item] = []
    found = planned(data.records)
    for one in found:
        own = data.records.parts("contribution", "activity", one.id)
        gifts += own
        cost, secured = sum_money([(one["planned_budget"], one["planned_currency"])]), _sum(own, _SECURED)
        for code, price in cost.items():
            lacking[code] = lacking.get(code, Decimal(0)) + max(price - secured.get(code, Decimal(0)), Decimal(0))
    cost = sum_money((one["planned_budget"], one["planned_currency"]) for one in found)
    return cost, _sum(gifts, _SECURED), _sum(gifts, _HOPED), lacking


def _sum(gifts: Iterable[Item], stages: tuple[str, ...]) -> Money:
    return sum_money((one["amount"], one["currency"]) for one in gifts if one["stage"] in stages)

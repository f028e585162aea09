"""The indicators of an objective: the ready-made measure that stands under each, and the results recorded for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from baseldesk.i18n import N_, Translator
from baseldesk.records import vocabulary
from baseldesk.reports.blocks import Block, Cell
from baseldesk.reports.escape import Said, plain_text, say
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_figures import (
    amount,
    completed_in,
    in_dollars,
    parties,
    partners_in,
    partnerships,
    payments,
    people_trained,
    standing,
)  # fmt: skip
from baseldesk.reports.periodic_records import Item, texts
from baseldesk.reports.periodic_results import division_of, figures_of
from baseldesk.reports.periodic_words import label, name_of, rows, said
from baseldesk.reports.values import write_money, write_text
from baseldesk.reports.words import Span

_START, _END = "start", "end"
_LOCAL, _NGO = ("SK-CITY", "SK-AUTH"), ("SK-ENGO", "SK-NGO")


def show_indicators(objective: str, data: PeriodData, t: Translator) -> Iterator[Block]:
    """A line for each indicator of the objective."""
    lines = [_indicator(code, data, t) for code in vocabulary.indicators_of(objective)]
    columns = ((N_("Indicator"), _START), (N_("Worked out from the records"), _START), (N_("Results recorded"), _START))
    yield rows(columns, lines, t, N_("Indicators"))


def _indicator(code: str, data: PeriodData, t: Translator) -> list[Cell]:
    measures = [one for one in vocabulary.codes("measure") if code in vocabulary.links("measure", one, "indicator")]
    figures = [figure for one in measures if (figure := _measure(one, data, t))]
    results = [_result(one, data, t) for one in data.records.of("result") if one["indicator"] == code]
    nothing: Cell = (Span(said(t, N_("Nothing is recorded.")), grey=0.35),)
    return [label(code, "indicator", t), Said("\n".join(figures)), Said("\n".join(results)) or nothing]


def _measure(code: str, data: PeriodData, t: Translator) -> str:
    """«Activities with a local or regional partner: 12»; "" where it cannot be worked out from these records."""
    if code not in MEASURES:
        return ""
    found = MEASURES[code](data)
    number = write_money(found, "USD", t) if code in _MONEY else Said(t.number(found))
    return say(t, N_("{choice}: {words}"), choice=label(code, "measure", t), words=number)


def _result(result: Item, data: PeriodData, t: Translator) -> str:
    """Its figures of the period, or its statement and judgement."""
    figures = [one for one in figures_of(data.records, result, data.period) if not division_of(one)]
    written = [Said(t.number(number)) for one in figures if (number := amount(one["actual"])) is not None]
    judged = label(str(result["judgement"] or ""), "judgement", t, "") if result["judgement"] else ""
    words = ", ".join(part for part in (*written, judged) if part)
    statement = plain_text(write_text(texts(result["statement"]), t).text)
    title = name_of(result, t)
    first = say(t, N_("{choice}: {words}"), choice=title, words=Said(words)) if title and words else plain_text(title) or words
    return "\n".join(part for part in (first, statement) if part)


# --- the measures of the programme, on the records given; as `baseldesk.desk.measures` counts them on the whole desk
def _with_partner_of(data: PeriodData, kinds: tuple[str, ...]) -> list[tuple[Item, list[Item]]]:
    found = [(one, partners_in(data.records, one)) for one in standing(data.records)]
    return [(one, held) for one, partners in found if (held := [each for each in partners if each["stakeholder_kind"] in kinds])]


def _supporters(data: PeriodData) -> Decimal:
    """Industry sectors and non-governmental organizations that take part, each once."""
    taking_part = [each for _, partners in _with_partner_of(data, ("SK-IND", *_NGO)) for each in partners]
    return Decimal(
        len({each["industry_sector"] if each["stakeholder_kind"] == "SK-IND" else each.id for each in taking_part} - {None})
    )


def _received(data: PeriodData, purpose: str = "") -> Decimal:
    pairs = payments(data.records, data.period, "received")
    return in_dollars((one, gift) for one, gift in pairs if not purpose or (gift and gift["purpose"] == purpose))[0]


def _countries_with_figures(data: PeriodData) -> Decimal:
    years = range(data.period.first.year, data.period.last.year + 1)
    return Decimal(len({one["country"] for one in data.records.of("waste_figure") if one["year"] in years and one["country"]}))


_MONEY = ("M-FUNDS", "M-CORE")
MEASURES: dict[str, Callable[[PeriodData], Decimal]] = {
    "M-PARTN": lambda data: Decimal(len(partnerships(data.records, data.period))),
    "M-RATIF": lambda data: Decimal(data.ratified),
    "M-LOCAL": lambda data: Decimal(len(_with_partner_of(data, _LOCAL))),
    "M-WASTE": _countries_with_figures,
    "M-FUNDS": _received,
    "M-SECTOR": _supporters,
    "M-CORE": lambda data: _received(data, "core"),
    "M-NEWS": lambda data: Decimal(sum(one["newsletter"] is True for one in standing(data.records))),
    "M-PEOPLE": lambda data: Decimal(sum(people_trained(data.records).values())),
    "M-DONE": lambda data: Decimal(len(completed_in(data.records, data.period))),
    "M-PARTY": lambda data: Decimal(len(parties(data.records))),
}

"""The programme's ready-made measures, worked out from the records of a period; each says which records it counts.

What a measure counts stands in its function. Money is counted in US dollars: a payment in dollars, or one that carries its
amount in dollars; the others are kept apart, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.records import vocabulary

_BEGUN, _OVER = "coalesce(t.started_on, t.starts_on)", "coalesce(t.ended_on, t.ends_on, t.started_on, t.starts_on)"
_LOCAL = ("SK-CITY", "SK-AUTH")
_NGO = ("SK-ENGO", "SK-NGO")
_TRAINING = "CF-TRAIN"
_COUNTED = ("women", "men", "other", "not_stated")
Record = tuple[str, bytes]


@dataclass(slots=True)
class Measure:
    """A figure and what stands behind it.

    Attributes:
        code: as in the programme, such as `M-DONE`.
        total: the figure.
        parts: {what it is divided by: {code: figure}}; parts may overlap (an activity in two countries) and need not add up.
        records: what was counted.
        apart: what could not be counted: payments without an amount in dollars.
    """

    code: str
    total: Decimal = Decimal(0)
    parts: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    apart: list[Record] = field(default_factory=list)

    def count(self, kind: str, record: bytes, amount: Decimal = Decimal(1), **by: list[str]) -> None:
        """Adds a record, under each code that it is divided by."""
        self.total += amount
        self.records.append((kind, record))
        for name, codes in by.items():
            held = self.parts.setdefault(name, {})
            for code in filter(None, codes):
                held[code] = held.get(code, Decimal(0)) + amount


def measures(reader: Reader, first: date, last: date) -> list[Measure]:
    """All of them for a period, both days included, in the order of the programme."""
    period = _Period(reader, first, last)
    return [_MEASURES[code](period) for code in vocabulary.codes("measure") if code in _MEASURES]


class _Period:
    """The records of a period."""

    def __init__(self, reader: Reader, first: date, last: date) -> None:
        self._reader = reader
        self._named = {
            "first": first.isoformat(),
            "after": (last + timedelta(days=1)).isoformat(),
            "from_year": first.year,
            "to_year": last.year,
        }

    def rows(self, kind: str, columns: str, where: str, joined: str = "") -> Iterator[tuple[Any, ...]]:
        """Columns of the records of a type that stand; the id comes first."""
        sql = f"SELECT r.id, {columns} FROM r_{kind} t JOIN record r ON r.n = t.n {joined} WHERE r.hidden = 0 AND {where}"
        used = {name: held for name, held in self._named.items() if f":{name}" in sql}
        return ((bytes(row[0]), *row[1:]) for row in self._reader.rows(sql, **used))

    def activities(self, columns: str, where: str = "1 = 1", joined: str = "") -> Iterator[tuple[Any, ...]]:
        """Activities that were going on in the period."""
        return self.rows("activity", columns, f"{_BEGUN} < :after AND {_OVER} >= :first AND {where}", joined)


def _codes(text: str | None) -> list[str]:
    """The codes of a field that holds several."""
    return list(msgspec.json.decode(text)) if text else []


def _partnerships(period: _Period) -> Measure:
    """Partnerships active in the period, by the priority streams of their key activity."""
    out = Measure("M-PARTN")
    where = (
        "coalesce(t.stage, 'active') IN ('active', 'ended', 'dormant') AND coalesce(t.starts_on, t.signed_on) < :after "
        "AND coalesce(t.ends_on, :first) >= :first"
    )
    for record, key_activity in period.rows("partnership", "t.key_activity", where):
        streams = vocabulary.streams_of(key_activity) if key_activity else ()
        out.count("partnership", record, waste_stream=[one for one in streams if vocabulary.is_priority(one)])
    return out


def _ratifications(period: _Period) -> Measure:
    """Ratifications, acceptances, approvals and accessions of the period, by instrument."""
    out = Measure("M-RATIF")
    where = "t.status IN ('ratified', 'acceded') AND t.since >= :first AND t.since < :after"
    for record, instrument in period.rows("party_status", "t.instrument", where):
        out.count("party_status", record, treaty_instrument=[instrument])
    return out


def _local_partners(period: _Period) -> Measure:
    """Activities with a city or a regional or national authority among their partners."""
    out = Measure("M-LOCAL")
    joined = (
        "JOIN r_activity_partner l ON l.activity = r.id JOIN record lr ON lr.n = l.n AND lr.hidden = 0 "
        "JOIN record pr ON pr.id = l.partner AND pr.hidden = 0 JOIN r_partner p ON p.n = pr.n"
    )
    kinds: dict[bytes, list[str]] = {}
    for record, kind in period.activities("p.stakeholder_kind", f"p.stakeholder_kind IN {_LOCAL}", joined):
        kinds.setdefault(record, []).append(kind)
    for record, found in kinds.items():
        out.count("activity", record, stakeholder_kind=sorted(set(found)))
    return out


def _waste_figures(period: _Period) -> Measure:
    """Countries with waste figures for a year of the period."""
    out = Measure("M-WASTE")
    seen: set[str] = set()
    for record, country in period.rows(
        "waste_figure", "t.country", "t.year BETWEEN :from_year AND :to_year AND t.country IS NOT NULL"
    ):
        out.count("waste_figure", record, Decimal(country not in seen), country=[country])
        seen.add(country)
    return out


def _received(period: _Period, code: str, where: str = "1 = 1") -> Measure:
    """What was received in US dollars, by the donor's kind."""
    out = Measure(code)
    joined = (
        "JOIN record cr ON cr.id = t.contribution AND cr.hidden = 0 JOIN r_contribution c ON c.n = cr.n "
        "LEFT JOIN record pr ON pr.id = c.donor AND pr.type = 'partner' LEFT JOIN r_partner p ON p.n = pr.n"
    )
    paid = f"t.direction = 'received' AND t.paid_on >= :first AND t.paid_on < :after AND {where}"
    columns = "coalesce(t.amount_usd, CASE WHEN coalesce(t.currency, c.currency) = 'USD' THEN t.amount END), p.stakeholder_kind"
    for record, amount, kind in period.rows("payment", columns, paid, joined):
        if amount is None:
            out.apart.append(("payment", record))
        else:
            out.count("payment", record, Decimal(amount), stakeholder_kind=[kind or ""])
    return out


def _supporters(period: _Period) -> Measure:
    """Industry sectors and non-governmental organizations that take part in an activity of the period."""
    out = Measure("M-SECTOR")
    joined = (
        "JOIN r_activity_partner l ON l.activity = r.id JOIN record lr ON lr.n = l.n AND lr.hidden = 0 "
        "JOIN record pr ON pr.id = l.partner AND pr.hidden = 0 JOIN r_partner p ON p.n = pr.n"
    )
    seen: set[object] = set()
    columns = "pr.id, p.stakeholder_kind, p.industry_sector"
    for _, partner, kind, sector in period.activities(columns, f"p.stakeholder_kind IN {('SK-IND', *_NGO)}", joined):
        key = sector if kind == "SK-IND" else bytes(partner)
        if key and key not in seen:
            seen.add(key)
            out.count("partner", bytes(partner), stakeholder_kind=[kind], industry_sector=[sector] if kind == "SK-IND" else [])
    return out


def _newsletter(period: _Period) -> Measure:
    """Activities of the period that are an item for the newsletter."""
    out = Measure("M-NEWS")
    for record, _ in period.activities("1", "t.newsletter = 1"):
        out.count("activity", record)
    return out


def _people(period: _Period) -> Measure:
    """People who took part in training of the period that was not cancelled, by sex and Party, as the headcounts say."""
    out = Measure("M-PEOPLE")
    counted = ", ".join(f"h.{name}" for name in _COUNTED)
    joined = "JOIN r_headcount h ON h.activity = r.id JOIN record hr ON hr.n = h.n AND hr.hidden = 0"
    trainings = [code for code in vocabulary.codes("activity_kind") if vocabulary.core_function_of(code) == _TRAINING]
    kinds = ", ".join(f"'{code}'" for code in trainings)
    function = f"coalesce(t.core_function, CASE WHEN t.kind IN ({kinds}) THEN '{_TRAINING}' END)"
    where = f"{function} = '{_TRAINING}' AND coalesce(t.stage, '') <> 'cancelled'"
    for record, headcount, country, *numbers in period.activities(f"hr.id, h.country, {counted}", where, joined):
        for name, number in zip(_COUNTED, numbers, strict=True):
            if number:
                out.count("headcount", bytes(headcount), Decimal(number), sex=[name], country=[country or ""])
        out.records = list(dict.fromkeys([*out.records, ("activity", record)]))
    return out


def _completed(period: _Period) -> Measure:
    """Activities that were completed and ended in the period, by function."""
    out = Measure("M-DONE")
    where = "t.stage = 'completed' AND coalesce(t.ended_on, t.ends_on) >= :first AND coalesce(t.ended_on, t.ends_on) < :after"
    for record, function, kind in period.rows("activity", "t.core_function, t.kind", where):
        out.count("activity", record, core_function=[function or vocabulary.core_function_of(kind or "")])
    return out


def _parties(period: _Period) -> Measure:
    """Parties that benefited from an activity that was carried out in the period."""
    out = Measure("M-PARTY")
    seen: set[str] = set()
    for record, countries, country in period.activities("t.countries, t.country", "t.stage IN ('implemented', 'completed')"):
        for code in _codes(countries) or [country]:
            if code:
                out.count("activity", record, Decimal(code not in seen), country=[code])
                seen.add(code)
    return out


_MEASURES: dict[str, Callable[[_Period], Measure]] = {
    "M-PARTN": _partnerships,
    "M-RATIF": _ratifications,
    "M-LOCAL": _local_partners,
    "M-WASTE": _waste_figures,
    "M-FUNDS": lambda period: _received(period, "M-FUNDS"),
    "M-SECTOR": _supporters,
    "M-CORE": lambda period: _received(period, "M-CORE", "c.purpose = 'core'"),
    "M-NEWS": _newsletter,
    "M-PEOPLE": _people,
    "M-DONE": _completed,
    "M-PARTY": _parties,
}

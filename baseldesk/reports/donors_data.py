"""Contributions of a period with their donors, as reports print them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.same import shown_for
from baseldesk.desk.shown import Row
from baseldesk.reports.donors_front import is_of
from baseldesk.reports.request import OUTSIDERS, Request

Texts = Mapping[str, str]
SURE = ("agreed", "closed")
MADE = ("pledged", *SURE)


@dataclass(frozen=True, slots=True)
class Given:
    """One contribution.

    Attributes:
        payments: what was received and spent on it, within the period of the report.
        activity: the title of what it is for; to outsiders only of an activity that is marked for publication.
        is_new: whether it was agreed (or asked for) in the period; an earlier one is there for what was paid in it.
    """

    id: bytes
    values: Mapping[str, Any]
    payments: Sequence[Mapping[str, Any]] = ()
    activity: Texts = field(default_factory=dict)
    undecided: int = 0
    is_new: bool = True

    @property
    def is_anonymous(self) -> bool:
        """Whether the donor wishes not to be named for it."""
        return bool(self.values.get("recognition_wished") == "anonymous")

    @property
    def is_sure(self) -> bool:
        """Whether it was agreed: what was only sought or pledged is not thanked for."""
        return self.values.get("stage") in SURE


@dataclass(frozen=True, slots=True)
class Donor:
    """A donor with its contributions; `id` is None for those of which it is not recorded who gives."""

    id: bytes | None
    name: Texts
    acronym: str
    country: str
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Donors:
    """The donors of a period, and how many contributions have no date to tell whether they belong there."""

    donors: tuple[Donor, ...]
    undated: int

    @property
    def given(self) -> list[Given]:
        """All contributions."""
        return [one for donor in self.donors for one in donor.given]


def gather(desk: Desk, request: Request) -> Donors:
    """The contributions agreed, pledged or asked for in the period, or with a payment in it; declined ones are left out."""
    rows = [row for row in desk.find("contribution") if is_of(desk, request, row.owner) and row.values.get("stage") != "declined"]
    if request.is_on(OUTSIDERS):
        rows = [row for row in rows if row.values.get("publish") == "yes"]
    gathering = _Gathering(desk, request)
    held = [(row, gathering.payments(row.id)) for row in rows]
    dated = [(row, paid) for row, paid in held if _dates(row, paid)]
    inside = [
        (row, paid) for row, paid in dated if request.period is None or any(day in request.period for day in _dates(row, paid))
    ]
    undated = len(held) - len(dated) if request.period else 0
    chosen = inside if request.period else held
    return Donors(tuple(gathering.donors(chosen)), undated)


def _dates(row: Row, paid: Iterable[Mapping[str, Any]]) -> list[date]:
    """When it was agreed, else asked for; and when something was paid."""
    return [day for day in (_begun(row), *(one.get("paid_on") for one in paid)) if isinstance(day, date)]


def _begun(row: Row) -> date | None:
    """The day that a contribution counts from."""
    found = row.values.get("agreed_on") or row.values.get("asked_on") or row.values.get("decision_due")
    return found if isinstance(found, date) else None


class _Gathering:
    """Reads what belongs to contributions."""

    def __init__(self, desk: Desk, request: Request) -> None:
        self._desk, self._request, self._outsiders = desk, request, request.is_on(OUTSIDERS)
        self._payments: dict[bytes, list[Mapping[str, Any]]] = {}
        for row in desk.find("payment"):
            self._payments.setdefault(row.values.get("contribution") or b"", []).append(row.values)
        self._activities: dict[bytes, Texts] = {}

    def payments(self, contribution: bytes) -> list[Mapping[str, Any]]:
        return sorted(self._payments.get(contribution, []), key=lambda one: str(one.get("paid_on") or ""))

    def donors(self, held: Iterable[tuple[Row, list[Mapping[str, Any]]]]) -> list[Donor]:
        """Each donor once, where it is recorded twice, too."""
        by_donor: dict[bytes | None, list[Given]] = {}
        for row, paid in held:
            by_donor.setdefault(self._shown(row.values.get("donor")), []).append(self._given(row, paid))
        return [self._donor(identity, given) for identity, given in by_donor.items()]

    def _given(self, row: Row, paid: list[Mapping[str, Any]]) -> Given:
        period, begun = self._request.period, _begun(row)
        is_new = period is None or begun is None or begun in period
        return Given(row.id, row.values, self._inside(paid), self._activity(row.values.get("activity")), row.conflicts, is_new)

    def _inside(self, paid: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        period = self._request.period
        return [one for one in paid if period is None or one.get("paid_on") in period]

    def _shown(self, identity: object) -> bytes | None:
        if not isinstance(identity, bytes):
            return None
        with self._desk.read() as reader:
            return shown_for(reader, "partner", identity)

    def _donor(self, identity: bytes | None, given: list[Given]) -> Donor:
        found = self._desk.record("partner", identity) if identity else None
        values = found.values if found else {}
        name = values.get("name") or {}
        return Donor(identity, name, str(values.get("acronym") or ""), str(values.get("country") or ""), tuple(given))

    def _activity(self, identity: object) -> Texts:
        if not isinstance(identity, bytes):
            return {}
        if identity not in self._activities:
            found = self._desk.record("activity", identity)
            hidden = found is None or found.deleted or (self._outsiders and found.values.get("publish") != "yes")
            self._activities[identity] = {} if found is None or hidden else found.values.get("title") or {}
        return self._activities[identity]


def add_up(given: Iterable[Given]) -> dict[str, Decimal]:
    """{currency: amount} of what was agreed or pledged; "" for amounts without a currency."""
    sums: dict[str, Decimal] = {}
    for one in given:
        amount = one.values.get("amount")
        if isinstance(amount, Decimal | int) and one.values.get("stage") in MADE:
            currency = str(one.values.get("currency") or "")
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    return dict(sorted(sums.items()))


def add_payments(given: Iterable[Given], direction: str) -> dict[str, Decimal]:
    """{currency: amount} of what was received, or spent."""
    sums: dict[str, Decimal] = {}
    for payment in (payment for one in given for payment in one.payments):
        amount = payment.get("amount")
        if payment.get("direction") == direction and isinstance(amount, Decimal | int):
            currency = str(payment.get("currency") or "")
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    return dict(sorted(sums.items()))

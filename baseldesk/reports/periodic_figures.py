"""The figures of a report on a period, worked out from its records: what each counts stands in its function.

They count as the programme's ready-made measures do (`baseldesk.desk.measures`), but on the records given, so that an approved
report keeps its figures. A value that is not of its field's kind, as a foreign file may bring, counts as none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from baseldesk.records import vocabulary
from baseldesk.reports.periodic_records import Item, Records, activities, codes, ended_on
from baseldesk.reports.request import Period

COUNTED = ("women", "men", "other", "not_stated")
DONE, UNDER_WAY, CANCELLED = "completed", "implemented", "cancelled"
_CARRIED_OUT = (DONE, UNDER_WAY)
_TRAINING = "CF-TRAIN"
Money = dict[str, Decimal]  # amounts by currency; "" where none is entered


@dataclass(slots=True)
class Tally:
    """How many activities share something, and the people who took part in them.

    Attributes:
        activities: not cancelled.
        completed: of these.
        people: by women, men, other, not stated; what nobody counted is not 0 but absent.
    """

    activities: int = 0
    completed: int = 0
    people: Counter[str] = field(default_factory=Counter)

    def add(self, activity: Item, people: Counter[str]) -> None:
        """Counts one more activity."""
        self.activities += 1
        self.completed += activity["stage"] == DONE
        self.people.update(people)


def standing(records: Records) -> list[Item]:
    """The activities that were not cancelled."""
    return [one for one in activities(records) if one["stage"] != CANCELLED]


def people_of(records: Records, activity: Item, country: str = "") -> Counter[str]:
    """Who took part, as the headcounts say; of one country, or of all."""
    found: Counter[str] = Counter()
    for one in records.parts("headcount", "activity", activity.id):
        if not country or one["country"] == country:
            found.update({name: number for name in COUNTED if (number := whole(one[name])) is not None})
    return found


def tallies(records: Records, codes_of: Callable[[Item], Sequence[str]]) -> dict[str, Tally]:
    """{code: what shares it}; an activity counts under each of its codes, under "" where it has none."""
    found: dict[str, Tally] = {}
    for one in standing(records):
        people = people_of(records, one)
        for code in codes_of(one) or ("",):
            found.setdefault(code, Tally()).add(one, people)
    return found


def total(records: Records) -> Tally:
    """All activities that were not cancelled."""
    return tallies(records, lambda one: ["all"]).get("all", Tally())


def function_of(activity: Item) -> str:
    """The core function, from the kind where it is not entered."""
    return str(activity["core_function"] or vocabulary.core_function_of(str(activity["kind"] or "")))


def objective_of(activity: Item) -> str:
    """The objective, from the key activity where it is not entered; "" outside the work plan."""
    return str(activity["objective"] or vocabulary.objective_of(str(activity["key_activity"] or "")))


def benefited(activity: Item) -> list[str]:
    """The Parties that an activity was for, else the country where it took place."""
    return codes(activity, "countries") or ([str(activity["country"])] if activity["country"] else [])


def parties(records: Records) -> dict[str, Tally]:
    """{country: activities carried out for it, and its people}, as far as headcounts name countries."""
    found: dict[str, Tally] = {}
    for one in standing(records):
        for code in benefited(one) if one["stage"] in _CARRIED_OUT else ():
            found.setdefault(code, Tally()).add(one, people_of(records, one, code))
    return found


def completed_in(records: Records, period: Period) -> list[Item]:
    """Activities that were completed and ended in the period."""
    return [one for one in activities(records) if one["stage"] == DONE and ended_on(one) in period]


def people_trained(records: Records) -> Counter[str]:
    """Who took part in training."""
    found: Counter[str] = Counter()
    for one in standing(records):
        if function_of(one) == _TRAINING:
            found.update(people_of(records, one))
    return found


# --- money
def amount(value: object) -> Decimal | None:
    """A decimal or whole number; None for anything else."""
    return Decimal(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else None


def whole(value: object) -> int | None:
    """A count; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def sum_money(pairs: Iterable[tuple[object, object]]) -> Money:
    """Amounts with their currencies, added up by currency; currencies in the order of their codes."""
    found: Money = {}
    for value, currency in pairs:
        number = amount(value)
        if number is not None:
            found[str(currency or "")] = found.get(str(currency or ""), Decimal(0)) + number
    return dict(sorted(found.items()))


def payments(records: Records, period: Period, direction: str) -> Iterator[tuple[Item, Item | None]]:
    """What was received or spent in the period, each payment with its contribution."""
    for one in records.of("payment"):
        if one["direction"] == direction and one["paid_on"] in period:
            yield one, records.get("contribution", one["contribution"])


def paid(pairs: Iterable[tuple[Item, Item | None]]) -> Money:
    """Payments by currency; one without takes that of its contribution."""
    return sum_money((one["amount"], one["currency"] or (gift["currency"] if gift else "")) for one, gift in pairs)


def in_dollars(pairs: Iterable[tuple[Item, Item | None]]) -> tuple[Decimal, int]:
    """What payments come to in US dollars, and how many have no amount in dollars."""
    found, apart = Decimal(0), 0
    for one, gift in pairs:
        own = amount(one["amount"]) if (one["currency"] or (gift["currency"] if gift else "")) == "USD" else None
        dollars = amount(one["amount_usd"]) if amount(one["amount_usd"]) is not None else own
        found, apart = (found + dollars, apart) if dollars is not None else (found, apart + 1)
    return found, apart


def agreed_in(records: Records, period: Period) -> list[Item]:
    """Contributions agreed in the period."""
    return [one for one in records.of("contribution") if one["stage"] in ("agreed", "closed") and one["agreed_on"] in period]


def partnerships(records: Records, period: Period) -> list[Item]:
    """Partnerships that were active in the period."""
    found = [one for one in records.of("partnership") if (one["stage"] or "active") in ("active", "ended", "dormant")]
    return [one for one in found if _was_active(one, period)]


def _was_active(partnership: Item, period: Period) -> bool:
    begun = partnership["starts_on"] or partnership["signed_on"]
    over = partnership["ends_on"]
    return isinstance(begun, date) and begun <= period.last and not (isinstance(over, date) and over < period.first)


def partners_in(records: Records, activity: Item, roles: Sequence[str] = ()) -> list[Item]:
    """The partners of an activity that are named, each once; in some roles, or in any."""
    links = records.parts("activity_partner", "activity", activity.id)
    found = {one["partner"]: records.get("partner", one["partner"]) for one in links if not roles or one["role"] in roles}
    return [one for one in found.values() if one is not None]

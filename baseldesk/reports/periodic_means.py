"""With whom and with what means: partnerships and meetings of a period, resources raised and spent, the centre's years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from baseldesk.i18n import N_, Translator
from baseldesk.records import vocabulary
from baseldesk.reports.blocks import Block, Cell, Fact, Facts, Note
from baseldesk.reports.escape import Said, plain_text, say, say_plural
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_figures import Money, agreed_in, amount, in_dollars, paid, partnerships, payments, sum_money
from baseldesk.reports.periodic_records import Item, Records, codes
from baseldesk.reports.periodic_words import OUTSIDE, between, count, label, name_lines, name_of, rows, said, sum_lines
from baseldesk.reports.values import join, write_money

_START, _END = "start", "end"
Paid = tuple[Item, Item | None]  # a payment and its contribution
_NO_DOLLARS = (N_("{n} payment has no amount in US dollars"), N_("{n} payments have no amount in US dollars"))
_YEAR_LINES = {
    "staff_women": N_("Staff: women"), "staff_men": N_("Staff: men"), "income_host": N_("Income from the host country"),
    "income_parties": N_("Income from other Parties"), "income_funds": N_("Income from funds and United Nations bodies"),
    "income_private": N_("Income from industry and foundations"), "income_other": N_("Other income"), "spending": N_("Spending"),
}  # fmt: skip


def show_cooperation(data: PeriodData, t: Translator) -> Iterator[Block]:
    """Partners, partnerships and meetings of the period."""
    records = data.records
    yield from _partners(data, t)
    found = sorted(partnerships(records, data.period), key=lambda one: (str(one["starts_on"] or one["signed_on"]), one.id))
    lines = [_partnership(one, records, t) for one in found]
    columns = (
        (N_("Partnership"), _START),
        (N_("Partners"), _START),
        (N_("Key activity"), _START),
        (N_("Dates"), _START),
        (N_("Stage"), _START),
    )
    yield rows(columns, lines, t, N_("Partnerships active in the period"))
    meetings = sorted(
        (one for one in records.of("interaction") if one["held_on"] in data.period), key=lambda one: (one["held_on"], one.id)
    )
    if meetings:
        heads = ((N_("Date"), _START), (N_("Kind"), _START), (N_("Subject"), _START), (N_("Place"), _START), (N_("With"), _START))
        yield rows(heads, [_meeting(one, records, t) for one in meetings], t, N_("Meetings and letters"))


def _partners(data: PeriodData, t: Translator) -> Iterator[Block]:
    """How many partners took part in activities, by kind; how many are new."""
    held = data.records
    named = {one["partner"] for one in held.of("activity_partner")}
    found = [one for one in held.of("partner") if one.id in named]
    by_kind: dict[str, int] = {}
    for one in found:
        by_kind[str(one["stakeholder_kind"] or "")] = by_kind.get(str(one["stakeholder_kind"] or ""), 0) + 1
    order = [*vocabulary.codes("stakeholder_kind"), *sorted(set(by_kind) - set(vocabulary.codes("stakeholder_kind")))]
    lines = [[label(code, "stakeholder_kind", t), count(by_kind[code], t)] for code in order if code in by_kind]
    totals = [said(t, N_("Total")), count(len(found), t)] if lines else []
    yield rows(
        ((N_("Kind of partner"), _START), (N_("Partners"), _END)), lines, t, N_("Partners in the activities"), totals=totals
    )
    if new := sum(one["cooperation_since"] in data.period for one in found):
        yield Note(say_plural(t, N_("{n} of them is new in this period."), N_("{n} of them are new in this period."), new))


def _partnership(one: Item, records: Records, t: Translator) -> list[Cell]:
    begun = between(one["starts_on"] or one["signed_on"], None, t)
    days = (
        between(one["starts_on"] or one["signed_on"], one["ends_on"], t)
        if one["ends_on"]
        else say(t, N_("since {day}"), day=begun)
    )
    stage = label(str(one["stage"] or ""), "partnership_stage", t)
    return [name_of(one, t), _with_whom(records, "partnership", one, t), _key_activity(one, t), days, stage]


def _with_whom(records: Records, kind: str, item: Item, t: Translator) -> str:
    links = records.parts(f"{kind}_partner", kind, item.id)
    return name_lines(sorted(name_of(records.get("partner", one["partner"]), t) for one in links))


def _key_activity(partnership: Item, t: Translator) -> str:
    return label(str(partnership["key_activity"] or ""), "key_activity", t, OUTSIDE)


def _meeting(one: Item, records: Records, t: Translator) -> list[Cell]:
    where = [str(one["place"] or ""), t.country(str(one["country"])) if one["country"] else ""]
    parties = [t.country(code) for code in sorted(codes(one, "parties"))]
    partners = _with_whom(records, "interaction", one, t)
    with_whom = "\n".join(part for part in (partners, join(parties, t)) if part)
    kind = label(str(one["kind"] or ""), "interaction_kind", t, N_("not yet entered"))
    place = Said(", ".join(plain_text(part) for part in where if part))
    return [between(one["held_on"], one["ended_on"], t), kind, name_of(one, t), place, Said(with_whom)]


# --- resources
def show_resources(data: PeriodData, t: Translator) -> Iterator[Block]:
    """What was agreed, received and spent in the period by donor, the budgets of its activities, and the centre's years."""
    yield from _totals(data, t)
    yield _donors(data, t)
    yield from _budgets(data, t)
    yield from _years(data, t)


def _totals(data: PeriodData, t: Translator) -> Iterator[Block]:
    """In each currency as it is; in dollars what carries an amount in dollars, the rest counted apart."""
    received, spent = (list(payments(data.records, data.period, one)) for one in ("received", "spent"))
    for pairs, heading in ((received, N_("Received")), (spent, N_("Spent"))):
        if pairs:
            dollars, apart = in_dollars(pairs)
            several = set(paid(pairs)) != {"USD"}
            notes = (say_plural(t, *_NO_DOLLARS, apart),) if apart else ()
            in_all = say(t, N_("together {amount}"), amount=Said(write_money(dollars, "USD", t))) if several and dollars else ""
            text = "\n".join(part for part in (sum_lines(paid(pairs), t), in_all) if part)
            yield Facts((Fact(said(t, heading), Said(text), notes),))


@dataclass(slots=True)
class _Gifts:
    """What came from one donor."""

    agreed: list[Item] = field(default_factory=list)
    received: list[Paid] = field(default_factory=list)
    spent: list[Paid] = field(default_factory=list)


def _donors(data: PeriodData, t: Translator) -> Block:
    """One line a donor: agreed, received, spent."""
    found: dict[object, _Gifts] = {}
    for agreed in agreed_in(data.records, data.period):
        found.setdefault(agreed["donor"], _Gifts()).agreed.append(agreed)
    for direction in ("received", "spent"):
        for one, gift in payments(data.records, data.period, direction):
            gifts = found.setdefault(gift["donor"] if gift else None, _Gifts())
            (gifts.received if direction == "received" else gifts.spent).append((one, gift))
    lines = [_donor(data.records.get("partner", donor), gifts, t) for donor, gifts in found.items()]
    columns = (
        (N_("Donor"), _START), (N_("Kind of stakeholder"), _START), (N_("Agreed"), _END), (N_("Received"), _END),
        (N_("Spent"), _END),
    )  # fmt: skip
    return rows(columns, sorted(lines, key=lambda line: str(line[0])), t, N_("By donor"))


def _donor(donor: Item | None, gifts: _Gifts, t: Translator) -> list[Cell]:
    agreed: Money = sum_money((one["amount"], one["currency"]) for one in gifts.agreed)
    kind = label(str(donor["stakeholder_kind"] or ""), "stakeholder_kind", t) if donor else ""
    name = name_of(donor, t) or said(t, N_("not named"))
    return [name, kind, sum_lines(agreed, t), sum_lines(paid(gifts.received), t), sum_lines(paid(gifts.spent), t)]


def _budgets(data: PeriodData, t: Translator) -> Iterator[Block]:
    """Planned and spent on the activities, by currency, where budgets were kept."""
    lines = data.records.of("budget_line")
    planned, spent = (sum_money((one[name], one["currency"]) for one in lines) for name in ("planned", "spent"))
    cells: list[list[Cell]] = [
        [plain_text(code) or said(t, N_("not stated")), *(write_money(held.get(code), code, t) for held in (planned, spent))]
        for code in sorted({*planned, *spent})
    ]
    if cells:
        yield rows(
            ((N_("Currency"), _START), (N_("Planned"), _END), (N_("Spent"), _END)), cells, t, N_("Budgets of the activities")
        )


def _years(data: PeriodData, t: Translator) -> Iterator[Block]:
    """Staff, income and spending, a column for each year."""
    years = [one for one in data.records.of("centre_year") if isinstance(one["year"], int)]
    years = sorted(
        (one for one in years if data.period.first.year <= one["year"] <= data.period.last.year), key=lambda one: one["year"]
    )
    for start in range(0, len(years), 4):
        shown = years[start : start + 4]
        lines: list[list[Cell]] = [
            [said(t, heading), *(_of_year(one, name, t) for one in shown)]
            for name, heading in _YEAR_LINES.items()
            if any(one[name] is not None for one in shown)
        ]
        columns = ((N_("Year"), _START), *((str(one["year"]), _END) for one in shown))
        yield rows(columns, lines, t, N_("The centre's years"))
    for one in years:
        if one["host_support"]:
            title = say(t, N_("Support of the host country in kind, {year}"), year=str(one["year"]))
            yield Facts((Fact(title, str(one["host_support"])),))


def _of_year(one: Item, name: str, t: Translator) -> str:
    number = amount(one[name])
    if number is None:
        return ""
    return Said(t.number(number)) if name.startswith("staff") else write_money(Decimal(number), one["currency"], t)

"""Transactions become contributions, one per provider and currency: promises make the contribution, movements its payments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from baseldesk.formats.draft import Draft, Ref
from baseldesk.formats.iati import codes
from baseldesk.formats.iati.organisations import Key, Organisations
from baseldesk.formats.iati.reading import Reading
from baseldesk.formats.iati.tree import Node, first, stated, take, take_children

_KNOWN = frozenset({*codes.COMMITMENTS, *codes.PLEDGES, *codes.DIRECTIONS, *codes.NO_DIRECTION})
# Whose amounts add up to the contribution: the firmest promise that there is, else what has come in.
_AMOUNT_FROM = (*codes.COMMITMENTS, *codes.PLEDGES, "1")


@dataclass(slots=True)
class _Transaction:
    """One transaction whose amount could be read; `node` still holds everything."""

    node: Node
    type: str
    amount: Decimal
    currency: str
    provider: Key | None
    receiver: Key | None

    @property
    def is_promise(self) -> bool:
        return self.type in codes.COMMITMENTS or self.type in codes.PLEDGES


def read_transactions(reading: Reading, organisations: Organisations, activity: Node, title: str) -> Iterator[Draft]:
    """The contributions with their payments; a transaction without an amount stays with the activity."""
    groups: dict[tuple[str, ...], list[_Transaction]] = {}
    unreadable: list[Node] = []
    for node in take_children(activity, "transaction"):
        one = _read(reading, organisations, node)
        if one is None:
            unreadable.append(node)
        else:
            groups.setdefault((*(one.provider or ()), one.currency), []).append(one)
    if unreadable:
        activity["transaction"] = unreadable
        reading.warn("iati.transaction_incomplete", count=len(unreadable))
    for name, found in groups.items():
        contribution = Draft("contribution", (reading.identifier, *name), _contribution(reading, organisations, found, title))
        yield contribution
        yield from _payments(reading, contribution, found)


def _read(reading: Reading, organisations: Organisations, node: Node) -> _Transaction | None:
    value = first(node, "value")
    amount = reading.read_amount(value, "transaction")
    if amount is None:
        return None
    kind = stated(first(node, "transaction-type"), "code")
    if kind not in _KNOWN:
        reading.warn("iati.code_unknown", element="transaction-type", value=kind[:20])
    provider, receiver = (organisations.mention(first(node, tag)) for tag in ("provider-org", "receiver-org"))
    if provider is None and kind in codes.OUTGOING:
        provider = organisations.reporter
    return _Transaction(node, kind, amount, reading.currency_of(value), provider, receiver)


def _contribution(reading: Reading, organisations: Organisations, found: list[_Transaction], title: str) -> dict[str, object]:
    other: Node = {}
    promises = [one for one in found if one.is_promise]
    values: dict[str, object] = {
        "activity": reading.activity,
        "purpose": "activity",
        "title": _only(reading.read_text(first(one.node, "description")) for one in promises) or title,
        "donor": _settle(organisations, found, "provider-org", found[0].provider, other),
        "recipient": _settle(organisations, found, "receiver-org", _only(one.receiver for one in found if one.receiver), other),
        "project_id": _take_project(found),
        "currency": _take_currency(reading, found),
        **_amount_and_stage(reading, found),
    }
    other["transaction"] = [one.node for one in promises]
    values["other_data"] = reading.other_data(other)
    return {name: held for name, held in values.items() if held not in (None, "")}


def _only(items: Iterable[Key | str | None]) -> Key | str | None:
    """The one thing that all of these are, if they are."""
    different = set(items)
    return different.pop() if len(different) == 1 else None


def _settle(organisations: Organisations, found: list[_Transaction], tag: str, key: Key | str | None, other: Node) -> Ref | None:
    """The partner at one end of a contribution; its transactions need not name it again."""
    if not isinstance(key, tuple):
        return None
    if introduction := organisations.introduction(key):
        other[tag] = [introduction]
    for one in found:
        if (one.provider if tag == "provider-org" else one.receiver) == key:
            organisations.forget_known(first(one.node, tag), key)
    return Ref("partner", key)


def _take_project(found: list[_Transaction]) -> str:
    """The donor's own identifier of the project, where all that name one name the same."""
    providers = [node for one in found if stated(node := first(one.node, "provider-org"), "provider-activity-id")]
    project = _only(stated(one, "provider-activity-id") for one in providers)
    if not isinstance(project, str):
        return ""
    for one in providers:
        del one["provider-activity-id"]
    return project


def _take_currency(reading: Reading, found: list[_Transaction]) -> str:
    """The one currency of the group; one warning is enough."""
    currency = ""
    for one in found:
        value = first(one.node, "value")
        if one is found[0]:
            currency = reading.take_currency(value, "transaction")
        elif currency:
            take(value, "currency")
    return currency


def _amount_and_stage(reading: Reading, found: list[_Transaction]) -> dict[str, object]:
    """Amount, stage and date of agreement; promises stay whole among the other data, so that the sum can be followed."""
    kinds = {one.type for one in found}
    source = next((kind for kind in _AMOUNT_FROM if kind in kinds), None)
    days = (reading.read_date(first(one.node, "transaction-date")) for one in found if one.type in codes.COMMITMENTS)
    agreed = sorted(day for day in days if day)
    firm = kinds & {*codes.COMMITMENTS, *codes.DIRECTIONS}
    return {
        "amount": sum((one.amount for one in found if one.type == source), Decimal(0)) if source else None,
        "stage": "agreed" if firm else "pledged" if kinds & set(codes.PLEDGES) else None,
        "agreed_on": agreed[0] if agreed else None,
    }


def _payments(reading: Reading, contribution: Draft, found: list[_Transaction]) -> Iterator[Draft]:
    """A payment for each movement, known by its reference, else by type and date, and its place among equals."""
    seen: Counter[tuple[str, ...]] = Counter()
    for one in found:
        if not one.is_promise:
            ref = stated(one.node, "ref")
            name = ("ref", ref) if ref else (one.type, stated(first(one.node, "transaction-date"), "iso-date"))
            seen[name] += 1
            yield Draft("payment", (*contribution.identifier, *name, str(seen[name])), _payment(reading, contribution, one))


def _payment(reading: Reading, contribution: Draft, one: _Transaction) -> dict[str, object]:
    node = one.node
    value = first(node, "value")
    found = {
        "contribution": contribution.ref,
        "direction": codes.DIRECTIONS.get(one.type),
        "paid_on": reading.take_date(first(node, "transaction-date"), "transaction-date"),
        "amount": reading.take_amount(value, "transaction"),
        "currency": contribution.values.get("currency"),
        "rate_on": reading.take_date(value, "transaction", "value-date"),
        "description": reading.take_text(first(node, "description")),
        "other_data": reading.other_data(node),
    }
    return {name: held for name, held in found.items() if held not in (None, "")}

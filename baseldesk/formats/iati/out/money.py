"""Budget lines become budgets; contributions and payments become transactions. Promises that were imported come back whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from baseldesk.desk.shown import Row
from baseldesk.formats.iati.out.organisations import Organisations
from baseldesk.formats.iati.out.parts import Going, child, kept, put_date, put_value
from baseldesk.formats.iati.out.structure import activity_place, expand
from baseldesk.formats.iati.tree import NARRATIVE, Node, children, first

# Stage of a contribution of our own → transaction type, and the field that says when.
_PROMISES = {"agreed": ("11", "agreed_on"), "closed": ("11", "agreed_on"), "pledged": ("13", "asked_on")}
_MOVEMENTS = {"received": "1", "spent": "4"}


def budgets(going: Going) -> Iterator[Node]:
    """A budget for each line that has an amount and a period: its own, else the activity's."""
    for row in going.found.parts["budget_line"]:
        node = kept(row.values, activity_place().at("budget"))
        is_ours = not node and not going.is_imported
        starts, ends = row.values.get("period_starts_on"), row.values.get("period_ends_on")
        if is_ours:
            starts = starts or going.values.get("starts_on") or going.values.get("started_on")
            ends = ends or going.values.get("ends_on") or going.values.get("ended_on")
            node.update({"type": "1", "status": "1"})
        put_date(node, "period-start", starts)
        put_date(node, "period-end", ends)
        put_value(
            node,
            row.values.get("planned"),
            row.values.get("currency"),
            row.values.get("value_date") or (starts if is_ours else None),
        )
        yield node


class Money:
    """The transactions of one activity. The parts that organisations play in them are known before the first is written."""

    def __init__(self, going: Going, organisations: Organisations) -> None:
        self._going, self._organisations = going, organisations
        self._contributions = [
            (row, _kept_with(row.values)) for row in going.found.parts["contribution"] if going.may_go(row.values)
        ]
        for row, other in self._contributions:
            for tag, end in (("provider-org", "donor"), ("receiver-org", "recipient")):
                if node := first(other, tag):
                    organisations.introduce_stranger(row.values.get(end), node)

    def transactions(self) -> Iterator[Node]:
        """The promises and payments of each contribution, then those that could not be read when they came."""
        for row, other in self._contributions:
            promises = children(other, "transaction")
            for node in promises:
                self._put_common(node, row.values)
                yield node
            if not promises:
                yield from self._promise(row.values)
            for payment in self._going.found.below[row.id]:
                yield self._movement(row.values, payment)
        yield from children(self._going.node, "transaction")

    def _put_common(self, node: Node, values: dict[str, Any]) -> None:
        """What the contribution says for all of its transactions."""
        if values.get("currency"):
            child(node, "value")["currency"] = values["currency"]
        if values.get("recognition_wished") == "anonymous":
            node.pop("provider-org", None)
        else:
            self._put_end(node, "provider-org", values.get("donor"), values.get("project_id"))
        self._put_end(node, "receiver-org", values.get("recipient"), None)

    def _put_end(self, node: Node, tag: str, partner: bytes | None, project: str | None) -> None:
        """An organisation at one end, as far as the transaction does not name it itself."""
        if partner is not None and not self._organisations.may_name(partner):
            node.pop(tag, None)
            return
        if partner is not None:
            self._organisations.restore(child(node, tag), partner)
        if project:
            child(node, tag).setdefault("provider-activity-id", project)

    def _promise(self, values: dict[str, Any]) -> Iterator[Node]:
        """The promise of a contribution that was recorded here; one without a day cannot be told."""
        code, field = _PROMISES.get(str(values.get("stage")), ("", ""))
        day = values.get(field)
        if not code or values.get("amount") is None:
            return
        if day is None:
            if not self._going.is_imported:
                self._going.publisher.left_out["iati.promise_undated"] += 1
            return
        node: Node = {"transaction-type": [{"code": code}]}
        put_date(node, "transaction-date", day)
        put_value(node, values["amount"], values.get("currency"), day)
        if values.get("title"):
            node["description"] = [{NARRATIVE: {self._going.language: values["title"]}}]
        self._put_common(node, values)
        if not values.get("recipient"):
            node["receiver-org"] = [dict(self._going.reporter)]
            node["receiver-org"][0].pop("secondary-reporter", None)
        yield node

    def _movement(self, values: dict[str, Any], payment: Row) -> Node:
        node = kept(payment.values, activity_place().at("transaction"))
        is_ours = "transaction-type" not in node
        day = payment.values.get("paid_on")
        if is_ours and (code := _MOVEMENTS.get(str(payment.values.get("direction")))):
            node["transaction-type"] = [{"code": code}]
        put_date(node, "transaction-date", day)
        currency = payment.values.get("currency") or values.get("currency")
        put_value(node, payment.values.get("amount"), currency, payment.values.get("rate_on") or (day if is_ours else None))
        self._put_description(node, payment.values.get("description"))
        if is_ours and payment.values.get("direction") == "spent":
            return node  # by the centre: the donor gave, it did not spend
        self._put_common(node, values)
        return node

    def _put_description(self, node: Node, text: str | None) -> None:
        if text:
            target = child(node, "description")
            held = dict(target.get(NARRATIVE) or {})
            rest = held.pop(self._going.language, "")
            target[NARRATIVE] = {self._going.language: f"{text}\n\n{rest}" if rest else text, **held}


def _kept_with(values: dict[str, Any]) -> Node:
    """The other data of a contribution: its promises, and its two ends."""
    other = kept(values, activity_place())
    place = activity_place().at("transaction")
    ends: Node = {tag: other[tag] for tag in ("provider-org", "receiver-org") if tag in other}
    return {**other, **expand(ends, place)}

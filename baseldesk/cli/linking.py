"""Links between two records: which type of link joins them, and the one id that the link has on every computer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from baseldesk.errors import UsageError
from baseldesk.records import vocabulary
from baseldesk.records.field import Kind, RecordType
from baseldesk.records.identity import derived_id
from baseldesk.records.types import TYPES

Place = tuple[str, bytes]  # type and id


def find_link(first: Place, relation: str, second: Place) -> tuple[RecordType, dict[str, object]]:
    """The link's type and the values that make its id; the ends may be given in either order.

    Raises:
        UsageError: no link joins these types, or none in this relation.
    """
    declared = next((one for one in link_types() if sorted(_ends(one).values()) == sorted((first[0], second[0]))), None)
    if declared is None:
        known = "; ".join(" – ".join(_ends(one).values()) for one in link_types())
        raise UsageError("cli.not_linkable", one=first[0], other=second[0], known=known)
    values: dict[str, object] = {}
    waiting = [first, second]
    for name, target in _ends(declared).items():
        end = next(one for one in waiting if one[0] == target)
        waiting.remove(end)
        values[name] = end[1]
    return declared, values | _relation(declared, relation)


def link_types() -> Iterator[RecordType]:
    """The types whose records are links."""
    return (one for one in TYPES.values() if one.link)


def _ends(declared: RecordType) -> dict[str, str]:
    """{field: type of the record at this end}."""
    return {name: declared.by_name[name].target for name in declared.link if declared.by_name[name].kind is Kind.RECORD}


def _relation(declared: RecordType, relation: str) -> dict[str, object]:
    """The field that says how the ends are related."""
    for name in declared.link:
        one = declared.by_name[name]
        if one.kind is Kind.CODE:
            if not vocabulary.has(one.vocabulary, relation):
                raise UsageError("cli.relation_unknown", relation=relation, known=", ".join(vocabulary.codes(one.vocabulary)))
            return {name: relation}
    if relation != declared.name:
        raise UsageError("cli.relation_unknown", relation=relation, known=declared.name)
    return {}


def link_id(owner: str, declared: RecordType, values: Mapping[str, object]) -> bytes:
    """The id that (owner, type, ends, role) always gives.

    Raises:
        UsageError: one of them is not given.
    """
    parts: list[str | bytes] = []
    for name in declared.link:
        part = values.get(name)
        if not isinstance(part, str | bytes) or not part:
            raise UsageError("cli.option_missing", option=name, command="baseldesk link")
        parts.append(part)
    return derived_id(owner, declared.name, *parts)

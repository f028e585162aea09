"""Records as JSON: the stable keys that scripts rely on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baseldesk.desk.shown import Candidate, HistoryLine, Row, Shown
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.records.types import TYPES

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk


def as_json(record: Shown) -> dict[str, Any]:
    """`{type, id, values, conflicts, deleted}` and what else is worth knowing."""
    values, shares = split_values(TYPES.get(record.type), record.values)
    out: dict[str, Any] = {"type": record.type, "id": record.id, "owner": record.owner, "values": values}
    if shares:
        out["shares"] = shares
    out["conflicts"] = conflicts(record)
    out["deleted"] = record.deleted
    out["changed_at"] = record.changed_at
    if record.beside:
        out["secretariat"] = list(record.beside)  # registers whose value is the secretariat's own, the centre's being empty
        out["unconfirmed"] = record.is_unconfirmed
    if record.unknown:
        out["unknown"] = record.unknown
    return out


def same_as_json(desk: Desk, kind: str, identity: bytes) -> dict[str, Any]:
    """`{same_as}`, the other records that are the same; with `shown_as`, the one that lists show for all, where there are any."""
    from baseldesk.desk import same

    with desk.read() as reader:
        others, shown = same.same_as(reader, kind, identity), same.shown_for(reader, kind, identity)
    return {"same_as": others, **({"shown_as": shown} if others else {})}


def row_as_json(row: Row, *, deleted: bool) -> dict[str, Any]:
    """A row of a list whose record is in no conflict, as `as_json` gives it."""
    values, shares = split_values(TYPES.get(row.type), row.values)
    out: dict[str, Any] = {"type": row.type, "id": row.id, "owner": row.owner, "values": values}
    if shares:
        out["shares"] = shares
    return {**out, "conflicts": {}, "deleted": deleted, "changed_at": row.changed_at}


def split_values(declared: RecordType | None, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """({field: value}, {field: {element: share}}): sets as arrays, their shares apart."""
    plain: dict[str, Any] = {}
    shares: dict[str, Any] = {}
    for name, value in values.items():
        one = declared.by_name.get(name) if declared else None
        plain[name] = plain_value(one, value)
        held = {key: share for key, share in value.items() if isinstance(share, Decimal)} if one and one.is_set else {}
        if held:
            shares[name] = held
    return plain, shares


def plain_value(one: Field | None, value: Any) -> Any:
    """One value: a set as a sorted array, bytes by what they are."""
    if one is not None and one.is_set and isinstance(value, Mapping):
        return sorted(value)
    if one is not None and one.kind is Kind.HASH and isinstance(value, bytes):
        return value.hex()
    return value


def conflicts(record: Shown) -> dict[str, list[dict[str, Any]]]:
    """{field: candidates}; each names its language or element where the field has several."""
    out: dict[str, list[dict[str, Any]]] = {}
    for register, candidates in record.conflicts.items():
        name, _, key = register.partition("/")
        out.setdefault(name, []).extend(candidate(one, part_of(record.type, name, key)) for one in candidates)
    return out


def candidate(one: Candidate, part: Mapping[str, str]) -> dict[str, Any]:
    """`{dot, value, author, device, at}`."""
    return {"dot": one.dot, **part, "value": one.value, "author": one.author, "device": one.device, "at": one.at}


def part_of(kind: str, name: str, key: str) -> dict[str, str]:
    """What a register names beside its field: `{language}` or `{element}`."""
    declared = TYPES.get(kind)
    one = declared.by_name.get(name) if declared else None
    return {} if not key else {"element" if one and one.is_set else "language": key}


def history(kind: str, lines: Iterable[HistoryLine]) -> list[dict[str, Any]]:
    """The history, newest first."""
    out = []
    for line in lines:
        name, _, key = line.register.partition("/")
        said = {"at": line.at, "author": line.author, "device": line.device.hex(), "field": name, **part_of(kind, name, key)}
        out.append({**said, "old": line.old, "new": line.new, "dot": line.dot})
    return out

"""What a report rests on, as it stood when it was approved: a file of records and values, kept like any document.

Decision: a file and not a list of versions. It can be read without the journal, printed from for ever, and compared field by
field with what stands today; the journal still proves each value. Personal fields and what stays at the centre never go in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

from baseldesk.desk.columns import quoted
from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.journal.port import State
from baseldesk.records.field import Kind, RecordType, Scope
from baseldesk.records.identity import is_kept
from baseldesk.records.types import TYPES

FORMAT = 1
MOST_BYTES = 64 << 20
_BLOCK = 500
# What places a record in time: it belongs to a period that its days, or its year, overlap.
_DAYS = {
    "activity": ("started_on", "starts_on", "ended_on", "ends_on"),
    "partnership": ("signed_on", "starts_on", "ends_on", "ends_on"),
    "interaction": ("held_on", "held_on", "ended_on", "held_on"),
    "feedback": ("given_on", "given_on", "given_on", "given_on"),
    "opportunity": ("received_on", "received_on", "answered_on", "received_on"),
    "payment": ("paid_on", "paid_on", "paid_on", "paid_on"),
}
_YEARS = {"waste_figure": "year", "centre_year": "year"}
_NEVER = frozenset(("submission", "submission_answer", "remark", "officer", "assessment", "expense", "same_as"))


class FrozenRecord(msgspec.Struct, frozen=True):
    """A record as it stood; values by register, bytes as hexadecimal digits."""

    type: str
    id: str
    values: dict[str, Any]


class Frozen(msgspec.Struct, frozen=True):
    """All that a report rests on."""

    format: int
    owner: str
    starts_on: str
    ends_on: str
    narrative: dict[str, Any]
    records: list[FrozenRecord]


@dataclass(frozen=True, slots=True)
class Difference:
    """One register that says something else now than when the report was approved; `then` or `now` None: was not, is no more."""

    type: str
    record: bytes
    register: str
    then: Any
    now: Any


_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Frozen)


def freeze(reader: Reader, owner: str, starts: date, ends: date, narrative: Mapping[str, Any]) -> bytes:
    """The file of what stands now and belongs to the period; the same records give the same bytes."""
    held = collect(reader, owner, starts, ends)
    records = [FrozenRecord(*key, values) for key, values in sorted(held.items())]
    return _encoder.encode(Frozen(FORMAT, owner, starts.isoformat(), ends.isoformat(), dict(narrative), records))


def read_frozen(raw: bytes, hashed: bytes) -> Frozen | None:
    """The content of such a file; None where it is not the one of this hash, or none at all."""
    if len(raw) > MOST_BYTES or hashlib.sha256(raw).digest() != hashed:
        return None
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def collect(reader: Reader, owner: str, starts: date, ends: date) -> dict[tuple[str, str], dict[str, Any]]:
    """The records of a centre that belong to a period, those that hang on them, and those that they name."""
    chosen: dict[tuple[str, bytes], State] = {}
    for kind in (*_DAYS, *_YEARS):
        _take(reader, chosen, owner, kind, list(_of_period(reader, kind, starts, ends)))
    _take_children(reader, chosen, owner)
    _take_named(reader, chosen, owner)
    return {(kind, identity.hex()): _values(TYPES[kind], state) for (kind, identity), state in chosen.items()}


def differences(reader: Reader, frozen: Frozen) -> Iterator[Difference]:
    """What says something else now, register by register; records that came since, and those that are gone."""
    starts, ends = date.fromisoformat(frozen.starts_on), date.fromisoformat(frozen.ends_on)
    now = collect(reader, frozen.owner, starts, ends)
    then = {(one.type, one.id): one.values for one in frozen.records}
    now |= _still_here(reader, [key for key in then if key not in now])
    for key in sorted({*then, *now}):
        before, after = then.get(key, {}), now.get(key, {})
        for register in sorted({*before, *after}):
            if before.get(register) != after.get(register):
                yield Difference(key[0], bytes.fromhex(key[1]), register, before.get(register), after.get(register))


def _still_here(reader: Reader, keys: list[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Records that no longer belong to the period, but are here: they have changed, not gone."""
    found = JournalReader(reader).load([(kind, bytes.fromhex(identity)) for kind, identity in keys if kind in TYPES])
    states = (state for state in found.values() if not state.hidden)
    return {(state.type, state.id.hex()): _values(TYPES[state.type], state) for state in states}


def _of_period(reader: Reader, kind: str, starts: date, ends: date) -> Iterator[bytes]:
    if kind in _YEARS:
        year = quoted(_YEARS[kind])
        sql = f"SELECT r.id FROM r_{kind} t JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND t.{year} BETWEEN :a AND :b"
        yield from (bytes(row[0]) for row in reader.rows(sql, a=starts.year, b=ends.year))
        return
    first, second, third, fourth = (quoted(name) for name in _DAYS[kind])
    begun, over = f"coalesce(t.{first}, t.{second})", f"coalesce(t.{third}, t.{fourth}, t.{first}, t.{second})"
    sql = f"SELECT r.id FROM r_{kind} t JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND {begun} < :after AND {over} >= :starts"
    after = (ends + timedelta(days=1)).isoformat()
    yield from (bytes(row[0]) for row in reader.rows(sql, after=after, starts=starts.isoformat()))


def _take(reader: Reader, chosen: dict[tuple[str, bytes], State], owner: str, kind: str, ids: list[bytes]) -> None:
    """Adds those of these records that the secretariat may see and that stand."""
    journal, wanted = JournalReader(reader), [one for one in ids if (kind, one) not in chosen and not is_kept(one, owner)]
    for start in range(0, len(wanted), _BLOCK):
        found = journal.load([(kind, one) for one in wanted[start : start + _BLOCK]])
        chosen.update({key: state for key, state in found.items() if not state.hidden and state.owner == owner})


def _take_children(reader: Reader, chosen: dict[tuple[str, bytes], State], owner: str) -> None:
    """What hangs on the chosen records, and on that in turn: partners of an activity, its budget, the payments of its funding."""
    parents = list(chosen)
    while parents:
        before = set(chosen)
        for declared, name, target in _references():
            ids = [identity for kind, identity in parents if kind == target]
            if ids and declared.scope is Scope.SHARED and declared.name not in (*_NEVER, *_DAYS, "partner"):
                _take(reader, chosen, owner, declared.name, _referring(reader, declared.name, name, ids))
        parents = [key for key in chosen if key not in before]


def _take_named(reader: Reader, chosen: dict[tuple[str, bytes], State], owner: str) -> None:
    """The partners and partnerships that the chosen records name."""
    for target in ("partnership", "partner"):
        named = {
            state.values[one.name]
            for state in list(chosen.values())
            for one in TYPES[state.type].fields
            if one.target == target and state.values.get(one.name)
        }
        _take(reader, chosen, owner, target, sorted(named))


def _references() -> Iterator[tuple[RecordType, str, str]]:
    return ((declared, one.name, one.target) for declared in TYPES.values() for one in declared.fields if one.target)


def _referring(reader: Reader, kind: str, name: str, ids: list[bytes]) -> list[bytes]:
    sql = f"SELECT r.id FROM r_{kind} t JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND t.{quoted(name)} IN (:among)"
    return sorted(bytes(row[0]) for row in reader.among(sql, ids))


def _values(declared: RecordType, state: State) -> dict[str, Any]:
    """The registers of a record but for personal ones and what came with an import."""
    kept = {one.name for one in declared.fields if not one.personal and one.kind is not Kind.DATA}
    held = {register: value for register, value in state.values.items() if register.partition("/")[0] in kept}
    return {register: value.hex() if isinstance(value, bytes) else value for register, value in sorted(held.items())}

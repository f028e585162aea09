"""What a report rests on, as it stood when it was approved: a file of records and values, kept like any document.

Decision: a file and not a list of versions. It can be read without the journal, printed from for ever, and compared field by
field with what stands today; the journal still proves each value. Personal fields and what stays at the centre never go in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.period_records import collect, register_values
from baseldesk.records.types import TYPES

FORMAT = 1
MOST_BYTES = 64 << 20
Held = dict[tuple[str, str], dict[str, Any]]


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


def differences(reader: Reader, frozen: Frozen) -> Iterator[Difference]:
    """What says something else now, register by register; records that came since, and those that are gone."""
    starts, ends = date.fromisoformat(frozen.starts_on), date.fromisoformat(frozen.ends_on)
    now = collect(reader, frozen.owner, starts, ends)
    then = _by_record(frozen)
    now |= _still_here(reader, [key for key in then if key not in now])
    return _differing(then, now)


def differences_between(then: Frozen, now: Frozen) -> Iterator[Difference]:
    """What a later version of a report says otherwise than the one before."""
    return _differing(_by_record(then), _by_record(now))


def _by_record(frozen: Frozen) -> Held:
    return {(one.type, one.id): one.values for one in frozen.records}


def _differing(then: Held, now: Held) -> Iterator[Difference]:
    for key in sorted({*then, *now}):
        before, after = then.get(key, {}), now.get(key, {})
        for register in sorted({*before, *after}):
            if before.get(register) != after.get(register):
                yield Difference(key[0], bytes.fromhex(key[1]), register, before.get(register), after.get(register))


def _still_here(reader: Reader, keys: list[tuple[str, str]]) -> Held:
    """Records that no longer belong to the period, but are here: they have changed, not gone."""
    found = JournalReader(reader).load([(kind, bytes.fromhex(identity)) for kind, identity in keys if kind in TYPES])
    states = (state for state in found.values() if not state.hidden)
    return {(state.type, state.id.hex()): register_values(state) for state in states}

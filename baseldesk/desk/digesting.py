"""One hash of everything merged, equal on two desks that hold the same, whatever the order in which it came.

Defined over (record type, record id, register, sorted set of canonical live values, life), unknown fields included, personal
values by their leaf's hash, in order of type, id and register; never over local numbers or times of arrival.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.shown import Digest
from baseldesk.journal.change import Set
from baseldesk.journal.port import LIFE, Local, State
from baseldesk.records.beside import field_of
from baseldesk.records.types import TYPES

_encoder = msgspec.msgpack.Encoder(order="deterministic")
_TAG = b"baseldesk/digest/1\0"
_BLOCK = 500


def digest(reader: Reader, scope: str, owner: str | None) -> Digest:
    """The hash of every record of this scope, of one owner or of all."""
    hashed, records = hashlib.sha256(_TAG), 0
    journal = JournalReader(reader)
    for kind, identities in _records(reader, scope, owner):
        for start in range(0, len(identities), _BLOCK):
            held = journal.load([(kind, one) for one in identities[start : start + _BLOCK]])
            for key in sorted(held):
                for line in _lines(journal, held[key]):
                    hashed.update(_encoder.encode(line))
                records += 1
    return Digest(hashed.hexdigest(), records, scope)


def _records(reader: Reader, scope: str, owner: str | None) -> Iterator[tuple[str, list[bytes]]]:
    """Every record whose base stands in an audience of the scope, by type, ids in order."""
    sql = (
        "SELECT r.type, r.id FROM record r JOIN change c ON c.n = r.base_change JOIN chain h ON h.n = c.chain "
        "WHERE h.audience LIKE :audience ORDER BY r.type, r.id"
    )
    by_type: dict[str, list[bytes]] = {}
    for kind, identity in reader.rows(sql, audience="public" if scope == "public" else f"{scope}/{owner or '%'}"):
        by_type.setdefault(kind, []).append(bytes(identity))
    yield from by_type.items()


def _lines(journal: JournalReader, state: State) -> Iterator[tuple[Any, ...]]:
    for register in sorted({*state.values, *state.versions} - {LIFE}):
        yield state.type, state.id, register, sorted(_encoder.encode(one) for one in _values(journal, state, register))
    yield state.type, state.id, LIFE, not state.hidden


def _values(journal: JournalReader, state: State, register: str) -> Iterable[Any]:
    declared = TYPES.get(state.type)
    one = field_of(declared, register) if declared else None
    live = state.live(register)
    if one is not None and one.personal:
        return {_leaf_hash(journal, place) for place in live}
    if len(live) == 1:
        return [state.values.get(register)]
    return {_encoder.encode(value): value for value in (journal.written(place, register).value for place in live)}.values()


def _leaf_hash(journal: JournalReader, place: Local) -> bytes:
    op = journal.decoded(place.change)[2][place.op]
    return op.leaf or b"" if isinstance(op, Set) else b""

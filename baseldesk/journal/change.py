"""A change set: one user action in one audience, in bytes that never change.

Decision ◆ (`v` = 1). The bytes are MessagePack in deterministic order (shortest forms, map keys sorted):

    [v, replica 16, device 16, audience, seq, prev 32 | nil, hlc, wall, user 8, app, schema, [features], action 16, [ops]]

`hlc` is milliseconds << 16 | counter, `wall` milliseconds UTC as the clock showed them. The id is SHA-256(tag ‖ bytes); a *dot*
is id ‖ op index (two bytes, big-endian). Later versions may append elements; readers keep the bytes and ignore what they do not
know. Arrays rather than maps: the names would be 130 of 1,500 bytes.

The ops, by their first element:

    birth   [birth, centre, public key 32, old replica | nil, old head | nil, reason]      first op of the first change of a chain
    set     [set, type, record 16, {register: value}, {register: [dot]}, leaf 32 | nil, [register]]
    unset   [unset, type, record, {register: [dot]}]
    life    [life, type, record, yes?, [dot seen], [dot covered]]
    choose  [choose, type, record, register, value, [dot covered], reason]                  at least two dots covered
    blob    [blob, hash 32, size]
    adopt   [adopt, replica, audience, id]
    erase   [erase, type, record]

A `set` with personal registers carries the hash of their *leaf* and their names; the leaf, [16 random bytes, {register:
value}], travels beside the change and can be destroyed. Anything else that is an array with a name first is an op from a newer
version: kept, forwarded, not applied.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, NamedTuple

import msgspec

from baseldesk.errors import BundleRefused

VERSION = 1
SCHEMA = 1
MOST_OPS = 10_000
MOST_FEATURES = 1_000
MOST_REGISTERS = 10_000  # of one op
_LARGE = 1 << 20  # bytes of an op or leaf from which on it is looked at before it is decoded
OPS_PER_CHANGE = 1_000
LONGEST_CHANGE = 64 << 20
LONGEST_VALUE = 1 << 20  # characters or bytes
_CHANGE_TAG = b"baseldesk/change/1\0"
_LEAF_TAG = b"baseldesk/leaf/1\0"
_ACTION_TAG = b"baseldesk/action/1\0"
_SINGLES = frozenset((type(None), bool, int, str, bytes))

Dot = bytes
Values = Annotated[dict[str, Any], msgspec.Meta(max_length=MOST_REGISTERS)]
Covers = Annotated[dict[str, list[bytes]], msgspec.Meta(max_length=MOST_REGISTERS)]


class Birth(msgspec.Struct, array_like=True, tag="birth", tag_field="op", frozen=True):
    """Names the chain's centre and key, and the chain that this one goes on from."""

    centre: str
    public_key: bytes
    old_replica: bytes | None = None
    old_head: bytes | None = None
    reason: str = ""


class Set(msgspec.Struct, array_like=True, tag="set", tag_field="op", frozen=True):
    """Writes registers of one record, replacing the versions it names."""

    type: str
    record: bytes
    values: Values
    covers: Covers
    leaf: bytes | None = None
    leaf_registers: Annotated[list[str], msgspec.Meta(max_length=MOST_REGISTERS)] = []


class Unset(msgspec.Struct, array_like=True, tag="unset", tag_field="op", frozen=True):
    """Empties registers of one record."""

    type: str
    record: bytes
    covers: Covers


class Life(msgspec.Struct, array_like=True, tag="life", tag_field="op", frozen=True):
    """Deletes (yes = False) or brings back a record; a delete names all versions that its author saw."""

    type: str
    record: bytes
    yes: bool
    seen: list[bytes]
    covers: list[bytes]


class Choose(msgspec.Struct, array_like=True, tag="choose", tag_field="op", frozen=True):
    """Decides between two or more versions of one register."""

    type: str
    record: bytes
    register: str
    value: Any
    covers: list[bytes]
    reason: str = ""


class Blob(msgspec.Struct, array_like=True, tag="blob", tag_field="op", frozen=True):
    """Says that the bytes of a document belong to the change."""

    hash: bytes
    size: int


class Adopt(msgspec.Struct, array_like=True, tag="adopt", tag_field="op", frozen=True):
    """Stands in for a chain whose key was lost, up to a change."""

    replica: bytes
    audience: str
    id: bytes


class Erase(msgspec.Struct, array_like=True, tag="erase", tag_field="op", frozen=True):
    """Destroys the personal values of a record."""

    type: str
    record: bytes


class Unknown(NamedTuple):
    """An op of a newer version, as it came."""

    raw: bytes


Op = Birth | Set | Unset | Life | Choose | Blob | Adopt | Erase | Unknown
KnownOp = Birth | Set | Unset | Life | Choose | Blob | Adopt | Erase


class Change(msgspec.Struct, array_like=True, frozen=True):
    """The decoded head of a change; `ops` stay raw until `ops_of` reads them."""

    v: int
    replica: bytes
    device: bytes
    audience: str
    seq: int
    prev: bytes | None
    hlc: int
    wall: int
    user: bytes
    app: str
    schema: int
    features: Annotated[list[str], msgspec.Meta(max_length=MOST_FEATURES)]
    action: bytes
    ops: Annotated[list[msgspec.Raw], msgspec.Meta(max_length=MOST_OPS)]


class Leaf(msgspec.Struct, array_like=True, frozen=True):
    """The personal values of one op."""

    salt: bytes
    values: Values


_encoder = msgspec.msgpack.Encoder(order="deterministic")
_changes = msgspec.msgpack.Decoder(Change)
_leaves = msgspec.msgpack.Decoder(Leaf)
_op = msgspec.msgpack.Decoder(KnownOp)
_pieces = msgspec.msgpack.Decoder(Annotated[list[msgspec.Raw], msgspec.Meta(max_length=64)])
_mapping = msgspec.msgpack.Decoder(Annotated[dict[str, msgspec.Raw], msgspec.Meta(max_length=MOST_REGISTERS)])
_MAPS = frozenset(bytes([one]) for one in (*range(0x80, 0x90), 0xDE, 0xDF))
_ARRAYS = frozenset(bytes([one]) for one in (*range(0x90, 0xA0), 0xDC, 0xDD))
_VALUES_AT = {b"\xa3set": 3, b"\xa6choose": 4}  # of a leaf: 1


def encode_op(op: KnownOp) -> msgspec.Raw:
    """The op's bytes, ready to stand in a change."""
    return msgspec.Raw(_encoder.encode(op))


def encode_change(change: Change) -> bytes:
    """The bytes of a change, the same on every machine."""
    return _encoder.encode(change)


def change_id(raw: bytes) -> bytes:
    """The 32 bytes that name these bytes for ever."""
    return hashlib.sha256(_CHANGE_TAG + raw).digest()


def own_action(replica: bytes, audience: str, seq: int, prev: bytes | None, hlc: int, user: bytes) -> bytes:
    """The id of the action that begins with the change of this head: SHA-256(tag ‖ MessagePack of the six)[:16].

    Decision: it need not travel, because whoever holds the change can work it out; no two changes have the same place and
    clock. Any other 16 bytes are as good for a reader: earlier versions drew them by lot.
    """
    return hashlib.sha256(_ACTION_TAG + _encoder.encode([replica, audience, seq, prev, hlc, user])).digest()[:16]


def dot(change: bytes, index: int) -> Dot:
    """The name of one op: 34 bytes."""
    return change + index.to_bytes(2, "big")


def decode_change(raw: bytes) -> Change:
    """Reads a change of this or a newer version.

    Raises:
        BundleRefused: the bytes are no change set, or beyond the limits.
    """
    if len(raw) > LONGEST_CHANGE:
        raise BundleRefused("change.too_large", bytes=len(raw), most=LONGEST_CHANGE)
    try:
        change = _changes.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BundleRefused("change.malformed") from None
    _check_shape(change)
    return change


def _check_shape(change: Change) -> None:
    """Refuses lengths and numbers that no version may have."""
    ids_fit = len(change.replica) == len(change.device) == len(change.action) == 16 and len(change.user) == 8
    chained = (change.seq == 1) == (change.prev is None) and (change.prev is None or len(change.prev) == 32)
    sane = 1 <= change.seq < 1 << 53 and 0 <= change.hlc < 1 << 63 and -1 << 63 <= change.wall < 1 << 63
    named = 0 < len(change.audience) <= 64
    if not (ids_fit and chained and sane and named) or len(change.ops) > MOST_OPS:
        raise BundleRefused("change.malformed")


def ops_of(change: Change) -> list[Op]:
    """The ops in order; what this version does not know is `Unknown`."""
    return [_decode_op(bytes(raw)) for raw in change.ops]


def _decode_op(raw: bytes) -> Op:
    try:
        op = _op.decode(raw) if len(raw) < _LARGE or _is_flat(raw) else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Unknown(raw)
    return op if op is not None and _is_sound(op) else Unknown(raw)


def _is_flat(raw: bytes) -> bool:
    """Whether the values of a large op or leaf are single ones: what is nested would take many times its size in memory.

    Raises:
        msgspec.DecodeError: it is no array of few pieces.
    """
    pieces = list(map(bytes, _pieces.decode(raw)))
    at = _VALUES_AT.get(pieces[0], 1) if pieces else 1
    held = pieces[at] if at < len(pieces) else b"\xc0"
    if held[:1] not in _MAPS:
        return held[:1] not in _ARRAYS
    return not any(bytes(one)[:1] in _MAPS | _ARRAYS for one in _mapping.decode(held).values())


def _is_sound(op: KnownOp) -> bool:
    """Whether values are single, registers named once, and ids of their length; msgspec has checked the rest."""
    if isinstance(op, Set):
        named = {*op.values, *op.leaf_registers}
        once = len(named) == len(op.values) + len(op.leaf_registers)
        return len(op.record) == 16 and once and all(map(_is_single, op.values.values()))
    if isinstance(op, Choose):
        return len(op.record) == 16 and _is_single(op.value) and len(set(op.covers)) >= 2
    if isinstance(op, Adopt):
        return len(op.replica) == 16 and len(op.id) == 32 and 0 < len(op.audience) <= 64
    return not isinstance(op, Unset | Life | Erase) or len(op.record) == 16


def _is_single(value: Any) -> bool:
    """Whether this may be the value of a register: of one kind, a whole number of 64 bits, a text of at most 1 MiB."""
    if type(value) is int:
        return -1 << 63 <= value < 1 << 63
    return type(value) in _SINGLES and (not isinstance(value, str | bytes) or len(value) <= LONGEST_VALUE)


def make_leaf(salt: bytes, values: Values) -> tuple[bytes, bytes]:
    """The bytes of a leaf and the hash that stands in its op."""
    raw = _encoder.encode(Leaf(salt, values))
    return raw, leaf_hash(raw)


def leaf_hash(raw: bytes) -> bytes:
    """What an op says of its leaf."""
    return hashlib.sha256(_LEAF_TAG + raw).digest()


def decode_leaf(raw: bytes) -> Values:
    """The personal values of an op.

    Raises:
        BundleRefused: the bytes are no leaf.
    """
    try:
        leaf = _leaves.decode(raw if len(raw) < _LARGE or _is_flat(raw) else b"")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BundleRefused("change.leaf_malformed") from None
    if len(leaf.salt) != 16 or not all(map(_is_single, leaf.values.values())):
        raise BundleRefused("change.leaf_malformed")
    return leaf.values


def is_leaf(raw: bytes) -> bool:
    """Whether these bytes can be read as a leaf."""
    try:
        decode_leaf(raw)
    except BundleRefused:
        return False
    return True

"""Recognises the ops and changes that fit into columns: those that this version would write in exactly these bytes."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from typing import Any

import msgspec

from baseldesk.records.identity import owner_prefix
from baseldesk.records.types import TYPES
from baseldesk.sync.column_block import EACH, is_ref

_SET_PARTS, _UNSET_PARTS, _CHANGE_PARTS = 7, 4, 14
_LARGEST = 1 << 62
_RECORD_TAG = b"baseldesk/record/1\0"  # ◆ of `derived_id`, written out because it runs once per link
_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoder = msgspec.msgpack.Decoder()


def read_canonical(raw: bytes) -> list[Any] | None:
    """The decoded change, if it is one that comes back to the same bytes."""
    try:
        decoded = _decoder.decode(raw)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None
    if not isinstance(decoded, list) or len(decoded) != _CHANGE_PARTS or _encoder.encode(decoded) != raw:
        return None
    head = [type(one) for one in decoded]
    wanted = [int, bytes, bytes, str, int, head[5], int, int, bytes, str, int, list, bytes, list]
    fits = head == wanted and len(decoded[12]) == 16 and 0 <= decoded[6] < _LARGEST and abs(decoded[7]) < _LARGEST
    return decoded if fits and all(type(one) is str for one in decoded[11]) else None


def read_shaped(op: Any) -> tuple[dict[str, Any], dict[str, Any], bytes | None, list[str] | None] | None:
    """(values, covers, leaf, personal registers) of a `set` or `unset` in its plain form; None for any other op."""
    if not isinstance(op, list) or len(op) < _UNSET_PARTS or type(op[1]) is not str or not is_ref(op[2]):
        return None
    if op[0] == "unset" and len(op) == _UNSET_PARTS and _are_covers(op[3]):
        return {}, op[3], None, None
    if op[0] != "set" or len(op) != _SET_PARTS or not isinstance(op[3], dict) or not _are_covers(op[4]):
        return None
    leaf, registers = op[5], op[6]
    has_leaf = type(leaf) is bytes and len(leaf) == 32 and isinstance(registers, list)
    if not ((has_leaf and all(type(one) is str for one in registers)) or (leaf is None and registers == [])):
        return None
    if not all(map(_is_plain_name, op[3])):
        return None
    return op[3], op[4], leaf, registers if has_leaf else None


@lru_cache(maxsize=20_000)
def _is_plain_name(register: Any) -> bool:
    return type(register) is str and not register.endswith(EACH)


def _are_covers(covers: Any) -> bool:
    return covers == {} or (
        isinstance(covers, dict)
        and all(
            type(register) is str and isinstance(dots, list) and all(type(one) is bytes and len(one) == 34 for one in dots)
            for register, dots in covers.items()
        )
    )


def find_link(record_type: str, record: bytes, values: dict[str, Any], owner: str) -> list[str]:
    """The registers from which the id of this record is derived, where it is: a link's ends and role."""
    declared = TYPES.get(record_type)
    link = list(declared.link) if declared else []
    return link if link and derive(owner, record_type, link, values) == record else []


def derive(owner: str, record_type: str, link: list[str], values: dict[str, Any]) -> bytes | None:
    """The id that these registers give, as `derived_id` does; None where one of them is missing, or no owner is named."""
    pieces = [_begin(owner, record_type)]
    for register in link:
        part = values.get(register)
        raw = part.encode() if type(part) is str else part
        if type(raw) is not bytes:
            return None
        pieces += (len(raw).to_bytes(4, "big"), raw)
    return owner_prefix(owner) + hashlib.sha256(b"".join(pieces)).digest()[:12] if owner and link else None


@lru_cache(maxsize=256)
def _begin(owner: str, record_type: str) -> bytes:
    """What thousands of links of one owner and type have in common."""
    parts = (owner.encode(), record_type.encode())
    return _RECORD_TAG + b"".join(len(one).to_bytes(4, "big") + one for one in parts)


@cache
def sets_of(record_type: str) -> frozenset[str]:
    """The fields of a type that are sets, with a register per element."""
    declared = TYPES.get(record_type)
    return frozenset(one.name for one in declared.fields if one.is_set) if declared else frozenset()


@lru_cache(maxsize=20_000)
def _split(register: str, sets: frozenset[str]) -> tuple[str, str] | None:
    """(field with `/*`, element) of an element of a set; None for any other register."""
    field, slash, element = register.partition("/")
    return (field + EACH, element) if slash and field in sets else None


def gather(values: dict[str, Any], sets: frozenset[str]) -> tuple[list[str], list[Any]]:
    """Registers and values, those of a set as one: `countries/*` with ([elements], [values])."""
    names: list[str] = []
    out: list[Any] = []
    for register, value in values.items():
        split = _split(register, sets)
        if split is None:
            names.append(register)
            out.append(value)
        elif names and names[-1] == split[0]:
            out[-1][0].append(split[1])
            out[-1][1].append(value)
        else:
            names.append(split[0])
            out.append(([split[1]], [value]))
    return names, out

"""How a record's registers lie in its table: one column per field, a mapping as JSON text; needs no SQLAlchemy.

The first rows of a list are read with `json` alone: msgspec, quicker for many, takes longer to import than they do to read.

What a newer version recorded and this one does not know stays in the column `unknown`, as MessagePack {register: value}.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from baseldesk.records.beside import fill
from baseldesk.records.field import Kind, RecordType
from baseldesk.records.types import TYPES
from baseldesk.records.values import from_wire

UNKNOWN = "unknown"
_FILLED = "@beside"  # in it: the registers whose column holds what the secretariat wrote beside the centre's empty one
_FITS: dict[Kind, type] = {
    Kind.INTEGER: int,
    Kind.INSTANT: int,
    Kind.YES_NO: bool,
    Kind.RECORD: bytes,
    Kind.HASH: bytes,
}


def quoted(name: str) -> str:
    """A column name in SQL; some are words of the language."""
    return f'"{name}"'


@cache
def column_names(record_type: str) -> tuple[str, ...]:
    """The columns after `n`, in order."""
    declared = TYPES.get(record_type)
    return (*(one.name for one in declared.fields), UNKNOWN) if declared else (UNKNOWN,)


def to_row(record_type: str, values: dict[str, Any]) -> dict[str, Any]:
    """Gives {column: stored form} from {register: wire value}."""
    row: dict[str, Any] = dict.fromkeys(column_names(record_type))
    mapped: dict[str, dict[str, Any]] = {}
    unknown: dict[str, Any] = {}
    to_json, to_pack = _encoders()
    for register, wire in values.items():
        name, key, fits = _place(record_type, register)
        if type(wire) not in fits:
            unknown[register] = wire
        elif key is None:
            row[name] = wire
        else:
            mapped.setdefault(name, {})[key] = wire
    for register, wire in _beside(record_type, values, unknown).items():
        name, key, _ = _place(record_type, register)
        if key is None:
            row[name] = wire
        else:
            mapped.setdefault(name, {})[key] = wire
    for name, held in mapped.items():
        row[name] = to_json(held).decode()
    if unknown:
        row[UNKNOWN] = to_pack(unknown)
    return row


@cache
def _encoders() -> tuple[Callable[[object], bytes], Callable[[object], bytes]]:
    import msgspec

    return msgspec.json.Encoder(order="sorted").encode, msgspec.msgpack.Encoder(order="deterministic").encode


def _beside(record_type: str, values: dict[str, Any], unknown: dict[str, Any]) -> dict[str, Any]:
    """What lists show of the secretariat's own where the centre's is empty; notes which columns hold what is not the centre's."""
    declared = TYPES.get(record_type)
    if declared is None or not any("~" in register for register in unknown):
        return {}
    shown = {one: wire for one, wire in fill(declared, values).items() if type(wire) in _place(record_type, one)[2]}
    if shown:
        unknown[_FILLED] = sorted(shown)
    return shown


@lru_cache(maxsize=10_000)
def _place(record_type: str, register: str) -> tuple[str, str | None, tuple[type, ...]]:
    """(column, key in its mapping or None, types it holds): a newer or hostile app may have written another, which none fits."""
    name, slash, key = register.partition("/")
    declared = TYPES.get(record_type) if "~" not in register else None  # the secretariat's own beside the centre's
    one = declared.by_name.get(name) if declared else None
    if one is None or one.is_mapped != bool(slash):
        return name, None, ()
    return name, key if slash else None, (bool, str) if one.is_set else (_FITS.get(one.kind, str),)


def is_known(record_type: str, register: str, wire: Any) -> bool:
    """Whether the register is one of the declaration's and the wire value has its form."""
    return type(wire) in _place(record_type, register)[2]


def to_registers(record_type: str, row: Sequence[Any]) -> dict[str, Any]:
    """Gives {register: wire value} from the columns in `column_names` order."""
    import msgspec

    declared = TYPES.get(record_type)
    out: dict[str, Any] = {}
    for one, held in zip(declared.fields if declared else (), row, strict=False):
        if held is None:
            continue
        if one.is_mapped:
            out.update((f"{one.name}/{key}", wire) for key, wire in msgspec.json.decode(held).items())
        else:
            out[one.name] = bool(held) if one.kind is Kind.YES_NO else held
    if row[-1] is not None:
        unknown = msgspec.msgpack.decode(row[-1])
        for register in unknown.pop(_FILLED, ()):
            out.pop(register, None)
        out.update(unknown)
    return out


def to_values(declared: RecordType, columns: Sequence[str], row: Sequence[Any]) -> dict[str, object]:
    """Gives {field: value} from some of the columns; what is empty is left out."""
    out: dict[str, object] = {}
    for name, held in zip(columns, row, strict=True):
        if held is None:
            continue
        one = declared.by_name[name]
        if one.is_mapped:
            out[name] = {key: from_wire(one, wire) for key, wire in json.loads(held).items()}
        else:
            out[name] = bool(held) if one.kind is Kind.YES_NO else from_wire(one, held)
    return out

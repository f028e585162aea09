"""Canonical values: what a person or file gives → what stands in a change; equal values have equal bytes.

A *value* is what the rest of the program handles (`date`, `Decimal`, `dict` per language …); a *wire value* is what stands in
a change: text in NFC, whole numbers, true, 16-byte ids, decimals and dates as text. A *register* is `field`, `field/language`
or `field/element`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from baseldesk.errors import RuleBroken, UsageError
from baseldesk.records.field import Field, Kind, RecordType

Wire = None | bool | int | str | bytes
LONGEST_TEXT = 1 << 20  # bytes in UTF-8
_INT64 = 1 << 63
_SURROGATES = re.compile("[\ud800-\udfff]")


def to_wire(one: Field, value: object) -> Wire:
    """Gives the canonical form of one plain value (not a mapping); None where it is empty.

    Raises:
        RuleBroken: the value is not of the field's kind.
    """
    if value is None or value == "":
        return None
    try:
        return _WIRE[one.kind](one, value)
    except (ValueError, TypeError, KeyError, InvalidOperation, OverflowError):
        raise RuleBroken(f"value.not_{one.kind}", one.name, value=str(value)[:80]) from None


_WRITTEN_OTHERWISE = frozenset({Kind.DATE, Kind.DECIMAL, Kind.INSTANT, Kind.CODES, Kind.LABELS})


def from_wire(one: Field, wire: Wire) -> object:
    """Gives the value that a wire value stands for; a foreign form is handed on as it is."""
    if one.kind not in _WRITTEN_OTHERWISE:
        return wire
    try:
        if one.kind is Kind.DATE and isinstance(wire, str):
            return date.fromisoformat(wire)
        if one.kind is Kind.DECIMAL and isinstance(wire, str):
            return _sane(Decimal(wire))
        if one.kind is Kind.INSTANT and isinstance(wire, int):
            return datetime.fromtimestamp(wire / 1000, UTC)
        if one.is_set and isinstance(wire, str):
            return _sane(Decimal(wire))
    except (ValueError, InvalidOperation, OverflowError, OSError):
        pass
    return wire


def registers(record_type: RecordType, values: Mapping[str, object]) -> dict[str, Wire]:
    """Gives the registers and wire values that a mapping {field: value} sets; an empty value is None.

    Raises:
        UsageError: a field that the type does not have.
        RuleBroken: a value that is not of its field's kind.
    """
    out: dict[str, Wire] = {}
    for name, value in values.items():
        one = record_type.by_name.get(name.split("/", 1)[0].split(".", 1)[0])
        if one is None:
            raise UsageError("field.unknown", field=name, type=record_type.name)
        out.update(_registers_of(one, name, value))
    return out


def _registers_of(one: Field, name: str, value: object) -> Iterator[tuple[str, Wire]]:
    if not one.is_mapped:
        yield one.name, to_wire(one, value)
    elif name != one.name:  # title/fr, title.fr, countries/SN
        yield f"{one.name}/{name[len(one.name) + 1 :]}", to_wire(one, value)
    else:
        for key, item in _items(one, value):
            yield f"{one.name}/{key}", to_wire(one, item)


def _items(one: Field, value: object) -> Iterator[tuple[str, object]]:
    if value is None or value == "":
        return
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield _key(one, key), item
    elif one.is_set and isinstance(value, list | tuple | set | frozenset):
        for key in value:
            yield _key(one, key), True
    else:
        raise RuleBroken("value.not_mapping", one.name, value=str(value)[:80])


def _key(one: Field, key: object) -> str:
    text = clean_text(str(key)).strip()
    if not text:
        raise RuleBroken("value.not_mapping", one.name, value="")
    return text


def join(record_type: RecordType, wires: Mapping[str, Wire]) -> dict[str, object]:
    """Gives {field: value} from {register: wire value}; mapped fields become mappings. Unknown registers are left out."""
    out: dict[str, object] = {}
    for register, wire in wires.items():
        name, slash, key = register.partition("/")
        one = record_type.by_name.get(name)
        if one is None or wire is None or one.is_mapped != bool(slash) or "~" in key:  # the secretariat's own stands beside
            continue
        if slash:
            held = out.setdefault(name, {})
            assert isinstance(held, dict)
            held[key] = from_wire(one, wire)
        else:
            out[name] = from_wire(one, wire)
    return out


def clean_text(text: str) -> str:
    """NFC, line ends as LF, lone surrogates as U+FFFD; otherwise as typed."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if plain.isascii():
        return plain
    return _SURROGATES.sub("\ufffd", unicodedata.normalize("NFC", plain))


def _text(one: Field, value: object) -> Wire:
    if not isinstance(value, str):
        raise TypeError
    text = clean_text(value)
    if len(text) * 4 > LONGEST_TEXT and len(text.encode()) > LONGEST_TEXT:
        raise RuleBroken("value.too_long", one.name, most=LONGEST_TEXT)
    return text or None


def _date(_: Field, value: object) -> Wire:
    if isinstance(value, datetime) or not isinstance(value, date | str):
        raise TypeError
    return (value if isinstance(value, date) else date.fromisoformat(value.strip())).isoformat()


def _instant(_: Field, value: object) -> Wire:
    if isinstance(value, datetime):
        return round(value.timestamp() * 1000)
    return _integer(_, value)


def _integer(_: Field, value: object) -> Wire:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    number = int(value)
    if not -_INT64 <= number < _INT64:
        raise OverflowError
    return number


def decimal_text(value: Decimal | int | str) -> str:
    """The one spelling of a decimal: no exponent, no trailing zeros, no sign on zero."""
    number = Decimal(value.strip() if isinstance(value, str) else value)
    if len(_sane(number).as_tuple().digits) > 40:
        raise ValueError
    text = format(number.normalize(), "f")
    return "0" if text == "-0" else text


def _sane(number: Decimal) -> Decimal:
    """The number, if it can be written out and reckoned with: 1e-999999999 has a milliard digits, and NaN is no amount.

    Raises:
        ValueError: it cannot.
    """
    if not number.is_finite() or not -30 <= number.adjusted() <= 30:
        raise ValueError
    return number


def _decimal(_: Field, value: object) -> Wire:
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError  # a binary float has no exact decimal
    return decimal_text(value)


def _yes_no(_: Field, value: object) -> Wire:
    if isinstance(value, str):
        value = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}[value.strip().lower()]
    if not isinstance(value, bool):
        raise TypeError
    return value


def _record(_: Field, value: object) -> Wire:
    raw = bytes.fromhex(value.replace("-", "")) if isinstance(value, str) else value
    if not isinstance(raw, bytes) or len(raw) != 16:
        raise ValueError
    return raw


def _hash(_: Field, value: object) -> Wire:
    raw = bytes.fromhex(value) if isinstance(value, str) else value
    if not isinstance(raw, bytes) or len(raw) != 32:
        raise ValueError
    return raw


def _element(one: Field, value: object) -> Wire:
    if value is False:
        return None
    if value is True:
        return True
    if not one.shares:
        raise TypeError
    return _decimal(one, value)


_WIRE: dict[Kind, Callable[[Field, Any], Wire]] = {
    Kind.TEXT: _text,
    Kind.PROSE: _text,
    Kind.CODE: _text,
    Kind.DATA: _text,
    Kind.CODES: _element,
    Kind.LABELS: _element,
    Kind.DATE: _date,
    Kind.INSTANT: _instant,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.YES_NO: _yes_no,
    Kind.RECORD: _record,
    Kind.HASH: _hash,
}

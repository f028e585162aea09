"""Columns: lists of numbers, texts and ids as bytes that compress well, and back again exactly.

A column of numbers is its width in bytes (0–8), then the numbers as byte planes, the lowest byte of all of them first; width 0
says that all are equal, and the one number follows. Signed numbers are folded: 0, −1, 1, −2 … become 0, 1, 2, 3 …

A column of values begins with a letter: t all true, i whole numbers, d days since 1970 written as dates, n whole numbers
written as text, e a short list of texts and places in it, s texts, h 32-byte hashes, b bytes, m anything, as one MessagePack
array; r, references to records, is read by the block.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from baseldesk.errors import BundleRefused

Value = Any
_EPOCH = date(1970, 1, 1).toordinal()
_LAST_DAY = date.max.toordinal()
_LIMIT = 1 << 62
LONGEST_LISTED = 64  # characters of a text in a list: bounds what a reader can be made to write
_ENOUGH = 8
_encoder = msgspec.msgpack.Encoder(order="deterministic")


def fold(numbers: Iterable[int]) -> list[int]:
    """Signed numbers as unsigned ones, small ones staying small."""
    return [one << 1 if one >= 0 else (-one << 1) - 1 for one in numbers]


def fold_one(number: int) -> int:
    """One signed number as an unsigned one."""
    return number << 1 if number >= 0 else (-number << 1) - 1


def unfold_one(number: int) -> int:
    """The signed number again."""
    return number >> 1 if not number & 1 else -((number + 1) >> 1)


def unfold(numbers: Iterable[int]) -> list[int]:
    """The signed numbers again."""
    return [one >> 1 if not one & 1 else -((one + 1) >> 1) for one in numbers]


def pack_numbers(numbers: Sequence[int]) -> bytes:
    """Numbers from 0 to 2⁶⁴ − 1 as byte planes."""
    if not numbers:
        return b""
    largest = max(numbers)
    if largest == min(numbers):
        return b"\0" + largest.to_bytes((largest.bit_length() + 7) // 8, "little")
    width = (largest.bit_length() + 7) // 8
    raw = _little(array(_code(width), numbers))
    step = len(raw) // len(numbers)
    return bytes([width]) + b"".join(raw[plane::step] for plane in range(width))


def unpack_numbers(raw: bytes, count: int) -> list[int]:
    """The numbers of a column.

    Raises:
        BundleRefused: not so many, or no column.
    """
    if not count and not raw:
        return []
    if raw[:1] == b"\0" and len(raw) <= 9:
        return [int.from_bytes(raw[1:], "little")] * count
    width = raw[0] if raw else 0
    if not 1 <= width <= 8 or len(raw) != 1 + width * count:
        raise BundleRefused("bundle.malformed", what="column")
    out = array(_code(width))
    planes = bytearray(out.itemsize * count)
    for plane in range(width):
        planes[plane :: out.itemsize] = raw[1 + plane * count : 1 + (plane + 1) * count]
    out.frombytes(bytes(planes))
    if sys.byteorder == "big":
        out.byteswap()
    return out.tolist()


def _code(width: int) -> str:
    return "B" if width == 1 else "H" if width == 2 else "I" if width <= 4 else "Q"


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def pack_values(values: Sequence[Value]) -> bytes:
    """Values of any kinds that MessagePack knows, in the shape that fits them."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return _pack_texts(values)
    if kinds == {bool} and all(values):
        return b"t"
    if kinds == {int} and all(-_LIMIT < one < _LIMIT for one in values):
        return b"i" + pack_numbers(fold(values))
    if kinds == {bytes}:
        return b"h" + b"".join(values) if {len(one) for one in values} == {32} else b"b" + _pack_pieces(values)
    return b"m" + _encoder.encode(list(values))


def _pack_texts(texts: Sequence[str]) -> bytes:
    distinct = dict.fromkeys(texts)
    if len(texts) >= _ENOUGH and len(distinct) * 3 <= len(texts) and max(map(len, distinct)) <= LONGEST_LISTED:
        places = {one: place for place, one in enumerate(distinct)}
        listed = _encoder.encode(list(distinct))
        return b"e" + len(listed).to_bytes(4, "big") + listed + pack_numbers([places[one] for one in texts])
    days = _days(texts)
    if days is not None:
        return b"d" + pack_numbers(fold(days))
    if all(_is_whole(one) for one in texts):
        return b"n" + pack_numbers(fold(map(int, texts)))
    return b"s" + _pack_pieces([one.encode() for one in texts])


def _days(texts: Sequence[str]) -> list[int] | None:
    """The texts as days, where all are dates in the one spelling."""
    if any(len(one) != 10 or one[4] != "-" or not one.isascii() for one in texts):
        return None
    try:
        days = [date.fromisoformat(one) for one in texts]
    except ValueError:
        return None
    return [one.toordinal() - _EPOCH for one in days] if all(map(str.__eq__, map(date.isoformat, days), texts)) else None


def _is_whole(text: str) -> bool:
    return len(text) < 18 and text.isascii() and text.removeprefix("-").isdigit() and str(int(text)) == text


def _pack_pieces(pieces: Sequence[bytes]) -> bytes:
    lengths = pack_numbers([len(one) for one in pieces])
    return len(lengths).to_bytes(4, "big") + lengths + b"".join(pieces)


def unpack_values(raw: bytes, count: int) -> Sequence[Value]:
    """The values of a column.

    Raises:
        BundleRefused: not so many, or no column.
    """
    unpack = _UNPACK.get(raw[:1])
    try:
        values = unpack(raw[1:], count) if unpack else None
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, OverflowError, IndexError, RecursionError):
        values = None
    if values is None or len(values) != count:
        raise BundleRefused("bundle.malformed", what="column")
    return values


def _unpack_listed(raw: bytes, count: int) -> Sequence[Value]:
    end = 4 + int.from_bytes(raw[:4], "big")
    listed = msgspec.msgpack.decode(raw[4:end], type=list[str])
    if any(len(one) > LONGEST_LISTED for one in listed):
        raise ValueError
    return [listed[place] for place in unpack_numbers(raw[end:], count)]


def _unpack_days(raw: bytes, count: int) -> Sequence[Value]:
    return [date.fromordinal(one + _EPOCH).isoformat() for one in unfold(unpack_numbers(raw, count))]


def _unpack_pieces(raw: bytes, count: int) -> list[bytes]:
    end = 4 + int.from_bytes(raw[:4], "big")
    out, at = [], end
    for length in unpack_numbers(raw[4:end], count):
        out.append(raw[at : at + length])
        at += length
    if at != len(raw):
        raise ValueError
    return out


def _unpack_hashes(raw: bytes, count: int) -> list[bytes]:
    if len(raw) != 32 * count:
        raise ValueError
    return [raw[at : at + 32] for at in range(0, len(raw), 32)]


_UNPACK: dict[bytes, Callable[[bytes, int], Sequence[Value]]] = {
    b"t": lambda raw, count: [True] * count,
    b"i": lambda raw, count: unfold(unpack_numbers(raw, count)),
    b"d": _unpack_days,
    b"n": lambda raw, count: [str(one) for one in unfold(unpack_numbers(raw, count))],
    b"e": _unpack_listed,
    b"s": lambda raw, count: [one.decode() for one in _unpack_pieces(raw, count)],
    b"h": _unpack_hashes,
    b"b": _unpack_pieces,
    b"m": lambda raw, count: msgspec.msgpack.decode(raw, type=list[Value]),
}

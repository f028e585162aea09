"""Texts said against the text they replace: where they begin to differ, how much of it goes, and what stands there instead.

A column of them begins with the letter x and holds four columns, each with its length (4 bytes, big-endian) but the last: of
each value whether it is said against its base (1) or in full (0); of those that are, how many characters of the base stay
before; how many go; and of all, the new characters. Characters are Unicode code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from baseldesk.sync.columns import pack_numbers, pack_values, unpack_numbers, unpack_values

LETTER = b"x"
SHORTEST = 16  # characters; shorter texts are not worth looking up what they replace


class Altered(NamedTuple):
    """A text, as what it does to another."""

    before: int
    gone: int
    new: str

    def of(self, base: str) -> str:
        """The text.

        Raises:
            ValueError: the base is not so long.
        """
        if self.before + self.gone > len(base):
            raise ValueError
        return base[: self.before] + self.new + base[self.before + self.gone :]


def is_long(value: Any) -> bool:
    """Whether a value is a text that it pays to say against another."""
    return type(value) is str and len(value) >= SHORTEST


def alter(base: str, text: str) -> Altered | None:
    """What turns one text into another, where saying that is shorter."""
    before = _same(base, text)
    after = _same(base[before:][::-1], text[before:][::-1])
    if before + after < SHORTEST:
        return None
    return Altered(before, len(base) - before - after, text[before : len(text) - after])


def _same(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def pack_texts(values: Sequence[Any]) -> bytes:
    """A column of texts, some of them said against others."""
    altered = [one for one in values if isinstance(one, Altered)]
    numbers = (
        [int(isinstance(one, Altered)) for one in values],
        [one.before for one in altered],
        [one.gone for one in altered],
    )
    packed = (pack_numbers(one) for one in numbers)
    texts = pack_values([one.new if isinstance(one, Altered) else one for one in values])
    return LETTER + b"".join(len(one).to_bytes(4, "big") + one for one in packed) + texts


def unpack_texts(raw: bytes, count: int) -> list[Any]:
    """The values of such a column; those said against others as `Altered`.

    Raises:
        BundleRefused, ValueError: not so many, or no column.
    """
    flags_raw, rest = _split(raw[1:])
    before_raw, rest = _split(rest)
    gone_raw, rest = _split(rest)
    flags, texts = unpack_numbers(flags_raw, count), unpack_values(rest, count)
    if not all(one == 0 or (one == 1 and type(text) is str) for one, text in zip(flags, texts, strict=True)):
        raise ValueError
    many = sum(flags)
    said = iter(zip(unpack_numbers(before_raw, many), unpack_numbers(gone_raw, many), strict=True))
    return [Altered(*next(said), text) if flag else text for flag, text in zip(flags, texts, strict=True)]


def _split(raw: bytes) -> tuple[bytes, bytes]:
    end = 4 + int.from_bytes(raw[:4], "big")
    if len(raw) < end:
        raise ValueError
    return raw[4:end], raw[end:]


def digest_texts(texts: Iterable[str]) -> list[bytes]:
    """What goes into the digest of base texts: each with its length (4 bytes, big-endian), in UTF-8."""
    out = []
    for one in texts:
        raw = one.encode()
        out.append(len(raw).to_bytes(4, "big") + raw)
    return out

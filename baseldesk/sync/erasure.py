"""Recovery parts: any `needed` of all parts rebuild the bundle. A Cauchy code over GF(256), in a few lines of our own.

Decisions ◆. The field has the polynomial x⁸+x⁴+x³+x²+1 (0x11d). Parts are counted from 1; 1 … needed hold the bundle itself,
cut into stretches of equal size, the last filled up with zeros. Recovery part p is, byte for byte, the sum over these parts d of
inverse((p − 1) xor (d − 1)) · part d. Every square piece of such a matrix can be inverted: that is why any parts will do.

Speed: multiplying a block by a number is one `bytes.translate`, adding is xor of whole integers; both run at memory's pace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol

_POLYNOMIAL = 0x11D
_BLOCK = 1 << 16  # of each part at a time: the tables and one block stay in the processor's cache

Row = dict[int, int]  # part → what it is multiplied by


class Stretches(Protocol):
    """Reads from the parts by their numbers."""

    def __call__(self, part: int, start: int, size: int, /) -> bytes:
        """These bytes of a part; shorter at its end, where zeros are meant."""


def _powers() -> tuple[list[int], list[int]]:
    exponential, logarithm, value = [0] * 510, [0] * 256, 1
    for power in range(255):
        exponential[power] = exponential[power + 255] = value
        logarithm[value] = power
        value = value << 1 ^ (_POLYNOMIAL if value & 0x80 else 0)
    return exponential, logarithm


_EXPONENTIAL, _LOGARITHM = _powers()


def multiply(a: int, b: int) -> int:
    """The product of two elements of the field."""
    return _EXPONENTIAL[_LOGARITHM[a] + _LOGARITHM[b]] if a and b else 0


def invert(a: int) -> int:
    """What gives 1 when multiplied by this element, which is not 0."""
    return _EXPONENTIAL[255 - _LOGARITHM[a]]


@cache
def _table(factor: int) -> bytes:
    """What each byte becomes when multiplied by this factor."""
    return bytes(multiply(factor, value) for value in range(256))


def factor_of(recovery: int, part: int) -> int:
    """By what a part is multiplied in a recovery part."""
    return invert((recovery - 1) ^ (part - 1))


def recovery_row(recovery: int, needed: int) -> Row:
    """How a recovery part is made of the parts 1 … needed."""
    return {part: factor_of(recovery, part) for part in range(1, needed + 1)}


def rebuilding_rows(have: Iterable[int], needed: int) -> dict[int, Row]:
    """How each of the parts 1 … needed that is missing is made of those that are here.

    Raises:
        ValueError: fewer are here than are needed.
    """
    here = sorted(set(have))
    lost = [part for part in range(1, needed + 1) if part not in here]
    plain = [part for part in here if part <= needed]
    used = [part for part in here if part > needed][: len(lost)]
    if len(used) < len(lost):
        raise ValueError(f"{len(here)} parts of {needed} needed")
    inverse = _inverse([[factor_of(p, d) for d in lost] for p in used])
    rows = {}
    for missing, line in zip(lost, inverse, strict=True):
        row = dict(zip(used, line, strict=True))
        for part in plain:
            row[part] = _sum(multiply(by, factor_of(p, part)) for p, by in zip(used, line, strict=True))
        rows[missing] = row
    return rows


def _sum(values: Iterable[int]) -> int:
    total = 0
    for value in values:
        total ^= value
    return total


def _inverse(matrix: Sequence[Sequence[int]]) -> list[list[int]]:
    """The inverse of a square matrix, by elimination; a piece of a Cauchy matrix always has one."""
    size = len(matrix)
    lines = [[*line, *(int(i == n) for i in range(size))] for n, line in enumerate(matrix)]
    for n in range(size):
        pivot = next(i for i in range(n, size) if lines[i][n])
        lines[n], lines[pivot] = lines[pivot], lines[n]
        by = invert(lines[n][n])
        lines[n] = [multiply(by, value) for value in lines[n]]
        for i, line in enumerate(lines):
            if i != n and (factor := line[n]):
                lines[i] = [value ^ multiply(factor, other) for value, other in zip(line, lines[n], strict=True)]
    return [line[size:] for line in lines]


def combine(rows: Mapping[int, Row], read: Stretches, size: int) -> Iterator[dict[int, bytes]]:
    """Makes parts of other parts, a block of each at a time, in memory that does not follow their size.

    Args:
        rows: part to be made → what it is made of.
        read: gives blocks of the parts that they are made of.
        size: of a whole part.
    """
    sources = sorted(set().union(*rows.values()))
    for start in range(0, size, _BLOCK):
        length = min(_BLOCK, size - start)
        sums = dict.fromkeys(rows, 0)
        for part in sources:
            block = read(part, start, length)
            for made, row in rows.items():
                if factor := row.get(part, 0):
                    sums[made] ^= int.from_bytes(block.translate(_table(factor)), "little")
        yield {made: total.to_bytes(length, "little") for made, total in sums.items()}

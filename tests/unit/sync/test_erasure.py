"""Any `needed` of the parts give the bundle: all small codes, all their losses; large ones by chance; the field by its laws."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baseldesk.sync import erasure
from baseldesk.sync.erasure import Row, combine, invert, multiply, rebuilding_rows, recovery_row

SIZE = 100


def by_hand(a: int, b: int) -> int:
    """Multiplies in the field, bit by bit, without tables."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = a << 1 ^ (0x11D if a & 0x80 else 0)
        b >>= 1
    return product


def make(rows: dict[int, Row], parts: dict[int, bytes], size: int) -> dict[int, bytes]:
    """Makes parts of other parts, in one piece."""
    out = dict.fromkeys(rows, b"")
    for made in combine(rows, lambda part, start, length: parts[part][start : start + length], size):
        for n, block in made.items():
            out[n] += block
    return out


def coded(needed: int, recovery: int, size: int = SIZE) -> dict[int, bytes]:
    """Parts and recovery parts."""
    parts = {n: Random(n).randbytes(size) for n in range(1, needed + 1)}
    return parts | make({n: recovery_row(n, needed) for n in range(needed + 1, needed + recovery + 1)}, parts, size)


def test_the_field_is_one() -> None:
    assert all(multiply(a, b) == by_hand(a, b) for a in range(256) for b in range(256))
    assert all(multiply(a, invert(a)) == 1 for a in range(1, 256))


def test_a_code_by_hand() -> None:
    """Two parts and two recovery parts: the example of the README."""
    parts = {1: b"\x01\x02\x03", 2: b"\x80\x00\xff"}
    made = make({3: recovery_row(3, 2), 4: recovery_row(4, 2)}, parts, 3)
    assert {n: block.hex() for n, block in made.items()} == {3: README[3], 4: README[4]}
    for n in (3, 4):
        of_1, of_2 = invert(n - 1), invert((n - 1) ^ 1)
        assert made[n] == bytes(by_hand(of_1, a) ^ by_hand(of_2, b) for a, b in zip(parts[1], parts[2], strict=True))


README = {3: "0501da", 4: "b4f5f0"}


@pytest.mark.parametrize("needed", range(1, 7))
@pytest.mark.parametrize("recovery", range(1, 5))
def test_every_choice_of_enough_parts_rebuilds(needed: int, recovery: int) -> None:
    parts = coded(needed, recovery)
    for here in combinations(parts, needed):
        rows = rebuilding_rows(here, needed)
        assert set(rows) == set(range(1, needed + 1)) - set(here)
        assert make(rows, {n: parts[n] for n in here}, SIZE) == {n: parts[n] for n in rows}


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_large_codes_rebuild_from_any_choice(data: st.DataObject) -> None:
    needed = data.draw(st.integers(1, 200))
    recovery = data.draw(st.integers(1, min(255 - needed, 40)))
    parts = coded(needed, recovery, 7)
    here = data.draw(st.permutations(sorted(parts)))[: data.draw(st.integers(needed, len(parts)))]
    rows = rebuilding_rows(here, needed)
    assert make(rows, {n: parts[n] for n in here}, 7) == {n: parts[n] for n in rows}


def test_too_few_parts_are_said_to_be_too_few() -> None:
    with pytest.raises(ValueError, match="4 parts of 5"):
        rebuilding_rows([1, 2, 3, 9], 5)


def test_a_last_part_that_is_shorter_counts_as_filled_with_zeros() -> None:
    parts = {1: b"abcd", 2: b"ef"}
    filled = {1: b"abcd", 2: b"ef\0\0"}
    assert make({3: recovery_row(3, 2)}, parts, 4) == make({3: recovery_row(3, 2)}, filled, 4)


def test_a_part_of_many_blocks_is_the_same_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = coded(3, 2, 1000)
    monkeypatch.setattr(erasure, "_BLOCK", 64)
    assert coded(3, 2, 1000) == whole

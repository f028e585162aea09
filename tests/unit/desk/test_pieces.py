"""A large change lies in pieces: each op is found alone, and the whole is unpacked as if there were none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baseldesk.desk.journal_reader import unpack
from baseldesk.desk.pieces import pack, read_ops
from baseldesk.journal.change import Change, Set, encode_change, encode_op


def change_with(sizes: list[int]) -> Change:
    """A change whose ops hold texts of these lengths."""
    ops = [encode_op(Set("activity", bytes([n % 250]) * 16, {"venue": f"{n} " * size}, {})) for n, size in enumerate(sizes)]
    return Change(1, b"r" * 16, b"d" * 16, "shared/X", 1, None, 5, 5, b"u" * 8, "0.1", 1, [], b"a" * 16, ops)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 30_000), min_size=1, max_size=12), st.data())
def test_every_op_is_found_alone(sizes: list[int], data: st.DataObject) -> None:
    change = change_with(sizes)
    raw = encode_change(change)
    packed, kept = pack(raw, change.ops)
    assert unpack(packed, kept) == raw
    places = data.draw(st.lists(st.integers(0, len(sizes) - 1), max_size=5))
    found = read_ops(kept, places)
    assert found is None or found == {one: bytes(change.ops[one]) for one in places}


def test_a_large_change_lies_in_pieces_and_a_small_one_does_not() -> None:
    large, small = change_with([9000] * 50), change_with([900] * 3)
    assert read_ops(pack(encode_change(large), large.ops)[1], [49]) == {49: bytes(large.ops[49])}
    assert read_ops(pack(encode_change(small), small.ops)[1], [2]) is None


def test_a_change_with_something_behind_its_ops_is_packed_whole() -> None:
    change = change_with([9000] * 50)
    raw = encode_change(change) + b"\1"
    packed, kept = pack(raw, change.ops)
    assert (read_ops(kept, [0]), unpack(packed, kept)) == (None, raw)


def test_an_op_that_is_not_there_is_no_op() -> None:
    change = change_with([9000] * 50)
    with pytest.raises(IndexError):
        read_ops(pack(encode_change(change), change.ops)[1], [50])

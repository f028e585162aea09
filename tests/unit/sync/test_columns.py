"""Whatever changes hold, a layout gives back the very bytes; whatever a file claims, a reader stays within its limits."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baseldesk.errors import BundleRefused
from baseldesk.journal.change import change_id
from baseldesk.records.identity import derived_id
from baseldesk.sync import column_filling, column_writer, layout
from baseldesk.sync.column_block import Block, Shape
from baseldesk.sync.column_ops import derive
from baseldesk.sync.column_reader import BlockReader
from baseldesk.sync.columns import fold, pack_numbers, pack_values, unfold, unpack_numbers, unpack_values
from baseldesk.sync.payload import ChainName, Run

CHAIN = ChainName(b"r" * 16, "shared/BCRC-SEN", b"d" * 16)
encode = msgspec.msgpack.Encoder(order="deterministic").encode


# --- columns
@settings(deadline=None)
@given(st.lists(st.integers(0, 2**64 - 1)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert unpack_numbers(pack_numbers(numbers), len(numbers)) == numbers


@settings(deadline=None)
@given(st.lists(st.integers(-(2**62), 2**62)))
def test_signed_numbers_come_back(numbers: list[int]) -> None:
    assert unfold(fold(numbers)) == numbers


@pytest.mark.parametrize(("raw", "count"), [(b"", 1), (b"\1a", 2), (b"\1ab", 1), (b"\x09" + bytes(9), 1), (b"\0" + bytes(9), 1)])
def test_a_column_of_another_length_is_refused(raw: bytes, count: int) -> None:
    with pytest.raises(BundleRefused):
        unpack_numbers(raw, count)


texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["2026-03-01", "0001-01-01", "9999-12-31", "2026-02-30", "17", "-4", "-0", "007", "1" * 30, "", "1.5", "١٢"]),
)
values = st.one_of(texts, st.booleans(), st.integers(-(2**63), 2**64 - 1), st.binary(max_size=40), st.none())


@settings(deadline=None)
@given(st.one_of(st.lists(texts, min_size=1), st.lists(st.booleans(), min_size=1), st.lists(values, min_size=1)))
def test_values_come_back(held: list[Any]) -> None:
    back = list(unpack_values(pack_values(held), len(held)))
    assert back == held
    assert list(map(type, back)) == list(map(type, held))


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(0, 5))
def test_any_bytes_are_a_column_or_refused(raw: bytes, count: int) -> None:
    with suppress(BundleRefused):
        assert len(unpack_values(raw, count)) == count


def test_a_listed_text_that_is_long_is_refused() -> None:
    listed = encode(["x" * 65])
    with pytest.raises(BundleRefused):
        unpack_values(b"e" + len(listed).to_bytes(4, "big") + listed + pack_numbers([0] * 100), 100)


# --- layouts
def run_of(changes: Sequence[bytes]) -> Run:
    return Run(0, 1, len(changes), None, change_id(changes[-1]), b"")


def there_and_back(number: int, changes: Sequence[bytes]) -> list[bytes]:
    """What a layout gives back."""
    runs = [run_of(changes)]
    written = b"".join(layout.WRITE[number](runs, [CHAIN], iter(changes)))
    return list(layout.READ[number](runs, [CHAIN], io.BytesIO(written), "X"))


def chained(all_ops: Sequence[list[Any]], *, hlc: int = 1 << 57, features: Sequence[str] = ()) -> list[bytes]:
    """One chain of changes with these ops."""
    out: list[bytes] = []
    for seq, ops in enumerate(all_ops, 1):
        prev = change_id(out[-1]) if out else None
        action = bytes([seq // 3]) * 16
        out.append(
            encode([1, CHAIN.replica, CHAIN.device, CHAIN.audience, seq, prev, hlc + seq * 70_000, seq, b"u" * 8, "0.1", 1,
                    list(features), action, ops])
        )  # fmt: skip
    return out


ids = st.sampled_from([bytes([n]) * 16 for n in range(6)])
dots = st.builds(lambda n, op: bytes([n]) * 32 + op.to_bytes(2, "big"), st.integers(0, 4), st.integers(0, 2000))
names = st.sampled_from(["title/fr", "title/en", "countries/SN", "countries/TG", "stage", "x/*", "activity", "partner", "role"])
covers = st.dictionaries(names, st.lists(dots, max_size=3), max_size=3)
wires = st.one_of(texts, st.booleans(), st.integers(-5, 2**40), ids, st.none())
kinds = st.sampled_from(["activity", "activity_partner", "later_type"])
sets = st.builds(
    lambda kind, record, held, covered, leaf: ["set", kind, record, held, covered, leaf, ["name"] if leaf else []],
    kinds, ids, st.dictionaries(names, wires, max_size=5), covers, st.one_of(st.none(), st.binary(min_size=32, max_size=32)),
)  # fmt: skip
others = st.one_of(
    st.builds(lambda kind, record, covered: ["unset", kind, record, covered], kinds, ids, covers),
    st.builds(lambda kind, record, seen: ["life", kind, record, False, seen, []], kinds, ids, st.lists(dots, max_size=3)),
    st.just(["later", {"op": [1, 2.5, None]}, -1]),
    st.just(["set", "activity", b"short", {}, {}, None, []]),
    st.just(["set", "activity", b"i" * 16, {"a": [1]}, {}, None, [], "later"]),
    st.just(["blob", b"h" * 32, 5]),
)
actions = st.lists(st.one_of(sets, sets, others), max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(actions, min_size=1, max_size=6))
@pytest.mark.parametrize("number", list(layout.WRITE))
def test_a_layout_gives_back_the_very_bytes(number: int, all_ops: list[list[Any]]) -> None:
    changes = chained(all_ops)
    assert there_and_back(number, changes) == changes


def test_links_do_not_carry_their_ids() -> None:
    ends = [bytes([n]) * 16 for n in range(200)]
    links = [
        ["set", "activity_partner", derived_id("BCRC-SEN", "activity_partner", one, ends[0], "donor"),
         {"activity": one, "partner": ends[0], "role": "donor"}, {}, None, []]
        for one in ends
    ]  # fmt: skip
    changes = chained([[["set", "activity", one, {"stage": "x"}, {}, None, []] for one in ends], links])
    written = b"".join(layout.WRITE[layout.COLUMNS]([run_of(changes)], [CHAIN], iter(changes)))
    assert there_and_back(layout.COLUMNS, changes) == changes
    assert links[7][2][4:] not in written


@settings(deadline=None)
@given(
    st.text(min_size=1, max_size=9),
    st.text(max_size=9),
    st.lists(st.one_of(st.text(max_size=9), st.binary(max_size=9)), min_size=1),
)
def test_ids_are_derived_as_records_derive_them(owner: str, kind: str, parts: list[str | bytes]) -> None:
    held = {str(n): one for n, one in enumerate(parts)}
    assert derive(owner, kind, list(held), held) == derived_id(owner, kind, *parts)
    assert derive(owner, kind, ["none"], held) is derive("", kind, list(held), held) is None


def test_what_an_older_version_does_not_know_lies_as_it_is() -> None:
    longer = encode([*msgspec.msgpack.decode(chained([[]])[0]), "later"])
    sloppy = b"\xdc\x00\x0e" + chained([[]])[0][1:]  # the same array in a longer spelling
    for raw in (longer, sloppy):
        assert there_and_back(layout.COLUMNS, [raw]) == [raw]


def test_a_block_that_would_not_come_back_is_written_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = chained([[["set", "activity", b"i" * 16, {"stage": "x"}, {}, None, []]] for _ in range(5)])
    monkeypatch.setattr(column_filling, "fold", lambda numbers: [one + 1 for one in fold(numbers)])
    written = b"".join(layout.WRITE[layout.COLUMNS]([run_of(changes)], [CHAIN], iter(changes)))
    monkeypatch.undo()
    block = msgspec.msgpack.decode(written[4:], type=Block)
    assert block.plain == changes
    assert there_and_back(layout.COLUMNS, changes) == changes


def test_many_blocks_share_their_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_writer, "_BLOCK_BYTES", 2000)
    changes = chained([[["set", "activity", bytes([n % 7]) * 16, {"stage": f"s{n}"}, {}, None, []]] for n in range(60)])
    assert there_and_back(layout.COLUMNS, changes) == changes


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_block_with_altered_bytes_is_refused_or_other_changes_come(data: st.DataObject) -> None:
    changes = chained([[["set", "activity", b"i" * 16, {"stage": "x"}, {"stage": [b"d" * 34]}, None, []]] for _ in range(3)])
    runs = [run_of(changes)]
    good = b"".join(layout.WRITE[layout.COLUMNS](runs, [CHAIN], iter(changes)))[4:]
    place = data.draw(st.integers(0, len(good) - 1))
    bent = good[:place] + bytes([data.draw(st.integers(0, 255))]) + good[place + 1 :]
    with suppress(BundleRefused):
        BlockReader(runs, [CHAIN]).expand(bent)


@pytest.mark.parametrize(
    "block",
    [
        Block(1 << 60, form=b"\0"),
        Block(1, form=b"\0", ops=pack_numbers([1 << 40]), constant=b"\0", hlc=b"\0", wall=b"\0", new_action=b"\0"),
        Block(
            1, shapes=[Shape("set", "t", ["x" * 99] * 9999, [], None, [])], form=b"\0", ops=pack_numbers([9000]), shape=b"\0\1"
        ),
    ],
)
def test_a_small_block_cannot_ask_for_much(block: Block) -> None:
    with pytest.raises(BundleRefused):
        BlockReader([Run(0, 1, 1, None, b"t" * 32, b"")], [CHAIN]).expand(encode(block))

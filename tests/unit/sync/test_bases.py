"""A bundle may rest on what its receivers have: it says less, gives back the same bytes, and is refused where the base is not."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baseldesk.desk.database import Reader
from baseldesk.errors import BundleRefused
from baseldesk.journal.change import change_id, own_action
from baseldesk.sync import layout
from baseldesk.sync.bases import Base, Place, missing_bases
from baseldesk.sync.column_block import RESTING, RestingBlock
from baseldesk.sync.column_reader import BlockReader
from baseldesk.sync.column_texts import Altered, alter, pack_texts, unpack_texts
from baseldesk.sync.offering import Offered
from baseldesk.sync.payload import Run
from tests.unit.sync.test_columns import CHAIN, encode, ids, kinds, names, wires

LONG = "Un atelier sur les déchets dangereux, électroniques et les huiles usées, tenu à Dakar pour les agents des douanes."
TABLES = """
CREATE TABLE change (n INTEGER PRIMARY KEY, id BLOB, chain INTEGER, seq INTEGER, prev BLOB, whole INTEGER, packed INTEGER,
                     bytes BLOB);
CREATE TABLE record (id BLOB, base_change INTEGER, base_op INTEGER);
"""


def change_of(seq: int, prev: bytes | None, ops: list[Any], action: bytes | None = None) -> bytes:
    """One change of the chain; its action begins with it unless another is named."""
    hlc, user = (1 << 57) + seq * 70_000, b"u" * 8
    action = action or own_action(CHAIN.replica, CHAIN.audience, seq, prev, hlc, user)
    head = [1, CHAIN.replica, CHAIN.device, CHAIN.audience, seq, prev, hlc, seq]
    return encode([*head, user, "0.1", 1, [], action, ops])


def chain_of(all_ops: Sequence[list[Any]], before: Sequence[bytes] = ()) -> list[bytes]:
    """Changes one after the other, going on from others."""
    out = list(before)
    for ops in all_ops:
        out.append(change_of(len(out) + 1, change_id(out[-1]) if out else None, ops))
    return out[len(before) :]


@contextmanager
def journal(changes: Sequence[bytes], others: Sequence[tuple[int, bytes]] = ()) -> Iterator[Reader]:
    """As much of a desk's database as bases look at: one chain, and (seq, change) of branches beside it."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    made: set[bytes] = set()
    for n, (seq, raw) in enumerate([*enumerate(changes, 1), *others], 1):
        head = msgspec.msgpack.decode(raw)
        connection.execute("INSERT INTO change VALUES (?, ?, 1, ?, ?, 1, 0, ?)", (n, change_id(raw), seq, head[5], raw))
        for op, (_, _, record, *_) in enumerate(head[13]):
            if record not in made:
                made.add(record)
                connection.execute("INSERT INTO record VALUES (?, ?, ?)", (record, n, op))
    try:
        yield Reader(connection)
    finally:
        connection.close()


def run_after(base: Sequence[bytes], changes: Sequence[bytes]) -> Run:
    """The run that goes on from a base."""
    prev = change_id(base[-1]) if base else None
    return Run(0, len(base) + 1, len(changes), prev, change_id(changes[-1]), b"")


def written(base: Sequence[bytes], changes: Sequence[bytes]) -> tuple[bytes, list[bytes]]:
    """(the blocks, the base heads) of changes that go on from a base which every receiver has."""
    with journal([*base, *changes]) as reader:
        offered = Offered(reader, {1: len(base)} if base else {})
        blocks = b"".join(layout.WRITE[layout.RESTING]([run_after(base, changes)], [CHAIN], iter(changes), offered))
        return blocks, offered.heads


def read_back(base: Sequence[bytes], changes: Sequence[bytes], blocks: bytes, heads: list[bytes], **more: Any) -> list[bytes]:
    """What a receiver that holds the base makes of the blocks."""
    with journal(base, **more) as reader:
        read = layout.READ[layout.RESTING]
        return list(read([run_after(base, changes)], [CHAIN], io.BytesIO(blocks), "X", Base.of(reader, heads)))


def set_op(record: bytes, values: dict[str, Any], covers: dict[str, list[bytes]] | None = None) -> list[Any]:
    """A `set` on an activity."""
    return ["set", "activity", record, values, covers or {}, None, []]


def records(count: int) -> list[bytes]:
    """One change that makes so many activities with a long text each."""
    return chain_of([[set_op(bytes([n]) * 16, {"summary/fr": f"{LONG} {n}", "stage": "x"}) for n in range(count)]])


def dot_of(changes: Sequence[bytes], place: int, op: int) -> bytes:
    """The dot of an op."""
    return change_id(changes[place]) + op.to_bytes(2, "big")


# --- texts
@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_an_altered_text_comes_back(before: str, after: str, old: str, new: str) -> None:
    base, text = before + old + after, before + new + after
    altered = alter(base, text)
    assert altered is None or altered.of(base) == text
    held = [text, altered or "", None, 5]
    assert unpack_texts(pack_texts(held), 4) == held


@pytest.mark.parametrize("altered", [Altered(0, len(LONG) + 1, ""), Altered(len(LONG), 1, "x")])
def test_more_than_the_base_has_is_refused(altered: Altered) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        altered.of(LONG)


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(0, 5))
def test_any_bytes_are_texts_or_refused(raw: bytes, count: int) -> None:
    with suppress(BundleRefused, ValueError):
        assert len(unpack_texts(b"x" + raw, count)) == count


# --- blocks
def test_an_edit_of_a_long_text_says_only_what_is_new() -> None:
    base = records(20)
    changes = chain_of(
        [[set_op(bytes([n]) * 16, {"summary/fr": f"{LONG.replace('Dakar', 'Thiès')} {n}"}, {"summary/fr": [dot_of(base, 0, n)]})]
         for n in range(20)], base
    )  # fmt: skip
    blocks, heads = written(base, changes)
    assert heads == [change_id(base[0])]
    assert read_back(base, changes, blocks, heads) == changes
    assert "Thiès".encode() in blocks
    for gone in ("douanes", change_id(base[0]), b"\5" * 12, msgspec.msgpack.decode(changes[3])[12]):
        assert (gone.encode() if isinstance(gone, str) else gone) not in blocks


def test_a_reference_to_a_record_of_the_base_is_said_by_its_place() -> None:
    base = records(5)
    link = ["set", "headcount", b"h" * 16, {"activity": bytes([3]) * 16, "women": 5}, {}, None, []]
    changes = chain_of([[link], [set_op(bytes([4]) * 16, {"venue": "Dakar"})]], base)
    blocks, heads = written(base, changes)
    assert read_back(base, changes, blocks, heads) == changes
    assert b"\3" * 12 not in blocks
    assert b"\4" * 12 not in blocks


def test_a_first_bundle_rests_on_nothing() -> None:
    changes = records(5)
    blocks, heads = written([], changes)
    assert heads == []
    assert list(layout.READ[layout.RESTING]([run_after([], changes)], [CHAIN], io.BytesIO(blocks), "X")) == changes


def test_an_action_that_began_elsewhere_travels_in_full() -> None:
    base, action = records(2), b"another audience"
    first = change_of(2, change_id(base[-1]), [set_op(b"i" * 16, {"stage": "y"})], action)
    second = change_of(3, change_id(first), [set_op(b"j" * 16, {"stage": "y"})], action)
    blocks, heads = written(base, [first, second])
    assert blocks.count(action) == 1
    assert read_back(base, [first, second], blocks, heads) == [first, second]


def test_a_receiver_whose_chain_is_forked_walks_down_from_the_head() -> None:
    base = chain_of([[set_op(bytes([n]) * 16, {"summary/fr": LONG})] for n in range(6)])
    changes = chain_of([[set_op(b"\2" * 16, {"summary/fr": LONG + "!"}, {"summary/fr": [dot_of(base, 2, 0)]})]], base)
    blocks, heads = written(base, changes)
    beside = [(3, change_of(3, change_id(base[1]), [set_op(b"z" * 16, {"summary/fr": "clone"})]))]
    assert read_back(base, changes, blocks, heads, others=beside) == changes


def test_another_base_text_than_the_writer_had_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    base = records(2)
    changes = chain_of([[set_op(b"\1" * 16, {"summary/fr": LONG + "!"}, {"summary/fr": [dot_of(base, 0, 1)]})]], base)
    blocks, heads = written(base, changes)
    real = Base.text
    monkeypatch.setattr(Base, "text", lambda *args: real(*args).replace("Dakar", "Thiès"))
    with pytest.raises(BundleRefused):
        read_back(base, changes, blocks, heads)


def test_a_base_that_is_not_here_is_named() -> None:
    base = records(2)
    with journal(base) as reader:
        here, other = change_id(base[0]), b"o" * 32
        assert missing_bases(reader, [here, other]) == [other]
        with pytest.raises(BundleRefused) as refused:
            Base.of(reader, [other, here])
    assert refused.value.code == "bundle.base_missing"


based_dots = st.builds(lambda n, op: (n, op), st.integers(0, 2), st.integers(0, 3))
long_texts = st.builds(lambda at, new: LONG[:at] + new + LONG[at + 3 :], st.integers(0, 90), st.text(max_size=5))
base_sets = st.builds(
    lambda kind, record, held: ["set", kind, record, held, {}, None, []],
    kinds, ids, st.dictionaries(names, st.one_of(wires, long_texts), max_size=4),
)  # fmt: skip
edits = st.tuples(kinds, ids, st.dictionaries(names, st.one_of(wires, long_texts, long_texts), max_size=4),
                  st.dictionaries(names, st.lists(based_dots, max_size=2), max_size=4))  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(base_sets, min_size=4, max_size=4), min_size=3, max_size=3),
    st.lists(st.lists(edits, max_size=4), min_size=1, max_size=4),
)  # fmt: skip
def test_whatever_rests_on_a_base_comes_back(base_ops: list[list[Any]], all_edits: list[list[Any]]) -> None:
    base = chain_of(base_ops)
    ops = [
        [["set", kind, record, held, {one: [dot_of(base, *dot) for dot in dots] for one, dots in covers.items()}, None, []]
         for kind, record, held, covers in some]
        for some in all_edits
    ]  # fmt: skip
    changes = chain_of(ops, base)
    blocks, heads = written(base, changes)
    assert read_back(base, changes, blocks, heads) == changes


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_an_altered_block_that_rests_on_a_base_is_refused_or_other_changes_come(data: st.DataObject) -> None:
    base = records(4)
    covers = {"summary/fr": [dot_of(base, 0, 1)], "stage": [dot_of(base, 0, 1)]}
    changes = chain_of([[set_op(b"\1" * 16, {"summary/fr": LONG + "!", "stage": "y"}, covers)]], base)
    blocks, heads = written(base, changes)
    place = data.draw(st.integers(4, len(blocks) - 1))
    bent = blocks[4:place] + bytes([data.draw(st.integers(0, 255))]) + blocks[place + 1 :]
    with journal(base) as reader, suppress(BundleRefused):
        BlockReader([run_after(base, changes)], [CHAIN], Base.of(reader, heads), RESTING).expand(bent)


@pytest.mark.parametrize("place", [Place(1, 0, 0), Place(0, 1, 0), Place(0, -1, 0), Place(0, 0, 9), Place(0, 1 << 60, 0)])
def test_a_place_where_nothing_is_is_refused(place: Place) -> None:
    base = records(2)
    with journal(base) as reader, pytest.raises((ValueError, IndexError)):
        Base.of(reader, [change_id(base[0])]).fetch([place], [place])


def test_a_small_block_cannot_copy_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("baseldesk.sync.column_expansion.MOST_COPIED", 500)
    base = records(20)
    changes = chain_of(
        [[set_op(bytes([n]) * 16, {"summary/fr": LONG + "!"}, {"summary/fr": [dot_of(base, 0, n)]})] for n in range(20)], base
    )
    blocks, _ = written(base, changes)
    assert msgspec.msgpack.decode(blocks[4:], type=RestingBlock).plain == changes  # the writer's own proof meets the limit

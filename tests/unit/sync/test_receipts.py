"""Receipts: what stands of them, and that an export then holds just what the receiver lacks, forks, holes and births included."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from baseldesk.desk import schema
from baseldesk.desk.database import Database
from baseldesk.desk.journal_store import JournalStore
from baseldesk.errors import BundleRefused
from baseldesk.journal.change import Birth, Blob, Change, change_id, encode_change, encode_op
from baseldesk.journal.port import Arrival
from baseldesk.sync.chains import heads_and_holes, lacking, list_chains
from baseldesk.sync.knowledge import Knowledge, Taken, take_receipt
from baseldesk.sync.receipt import Head, Receipt, decode_receipt, open_receipt, receipt_hash, seal_receipt
from tests.unit.sync.conftest import DEPLOYMENT, key

AUDIENCES = ("public", "shared/BCRC-SEN", "centre/BCRC-SEN")


def receipt(replica: int, nonce: int = 0, lineage: tuple[int, ...] = (), **more: object) -> Receipt:
    """A receipt of the secretariat's replica of this number."""
    made = Receipt(bytes([nonce]) * 16, "SECRETARIAT", "BCRC-SEN", bytes([replica]) * 16, [bytes([n]) * 16 for n in lineage], {})
    return msgspec.structs.replace(made, **more)


def told(*receipts: Receipt) -> Knowledge:
    """What is known after these have come, in this order."""
    held = Knowledge(("BCRC-SEN", b"own".ljust(16)))
    for one in receipts:
        held, _ = take_receipt(held, one, receipt_hash(msgspec.msgpack.encode(one)))
    return held


def standing(held: Knowledge) -> list[int]:
    """The replicas whose receipts stand."""
    return sorted(one.replica[0] for one in held.of("SECRETARIAT"))


# --- what stands
def test_the_one_that_came_last_stands_even_if_it_says_less() -> None:
    more, less = receipt(1, 1, above=[b"a" * 32]), receipt(1, 2)
    assert told(more, less).of("SECRETARIAT") == [less]


def test_one_seen_before_is_no_news() -> None:
    first, second = receipt(1, 1), receipt(1, 2)
    assert told(first, second, first).of("SECRETARIAT") == [second]


def test_equal_holdings_are_news_by_their_fresh_bytes() -> None:
    held = told(receipt(1, 1))
    assert take_receipt(held, receipt(1, 2), b"another hash")[1] is Taken.NEWS


def test_a_new_replica_retires_those_it_was_born_from_once() -> None:
    held = told(receipt(1, 1), receipt(2, 1), receipt(3, 1, lineage=(1,)))
    assert standing(held) == [2, 3]
    assert standing(told(receipt(1, 1), receipt(3, 1, lineage=(1,)), receipt(1, 9), receipt(3, 2, lineage=(1,)))) == [1, 3]


def test_nobody_retires_the_replicas_of_another_organisation() -> None:
    foreign = msgspec.structs.replace(receipt(7, 1, lineage=(1,)), organisation="BCRC-EGY")
    assert standing(told(receipt(1, 1), foreign)) == [1]


def test_an_own_receipt_come_back_is_told_from_one_of_a_double() -> None:
    held = Knowledge(("SECRETARIAT", bytes([1]) * 16), sent=frozenset({b"mine"}))
    assert take_receipt(held, receipt(1), b"mine")[1] is Taken.OWN
    assert take_receipt(held, receipt(1), b"not mine")[1] is Taken.NOT_MINE


# --- the file
def test_a_receipt_comes_back_from_its_file() -> None:
    made = receipt(1, 5, above=[b"a" * 32], wanted=[b"w" * 32], heads={"public": [Head(b"r" * 16, 3, b"h" * 32)]}, roster=4)
    raw = seal_receipt(made, key(2), DEPLOYMENT)
    read, opened = open_receipt(raw, lambda *_: key(2).public)
    assert read == made
    assert opened.file_hash == receipt_hash(raw)
    for place in range(len(raw)):
        with pytest.raises(BundleRefused):
            open_receipt(raw[:place] + bytes([raw[place] ^ 4]) + raw[place + 1 :], lambda *_: key(2).public)


def test_a_receipt_of_a_later_version_is_read() -> None:
    later = msgspec.msgpack.encode([*msgspec.structs.astuple(receipt(1)), {"later": True}])
    assert decode_receipt(later) == receipt(1)


# --- what is lacking
class Log:
    """Chains of changes as clones, restores and loss may make them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.all: list[Arrival] = []
        self.replicas = [chance.randbytes(16) for _ in range(2)]
        self.born: dict[bytes, bytes | None] = dict.fromkeys(self.replicas)
        for _ in range(chance.randint(3, 25)):
            self.grow()

    def grow(self) -> None:
        chance, audience = self.chance, self.chance.choice(AUDIENCES)
        if chance.random() < 0.15:
            fresh = chance.randbytes(16)
            self.born[fresh] = chance.choice(self.replicas)
            self.replicas.append(fresh)
        replica = chance.choice(self.replicas)
        chain = [one for one in self.all if (one.change.replica, one.change.audience) == (replica, audience)]
        if not chain or chance.random() < 0.04:
            self.write(replica, audience, 1, None, self.birth(replica, audience))
        else:
            prev = chain[-1] if chance.random() < 0.85 else chance.choice(chain)
            self.write(replica, audience, prev.change.seq + 1, prev.id, Blob(chance.randbytes(32), 1))

    def birth(self, replica: bytes, audience: str) -> Birth:
        old = self.born[replica]
        heads = [one.id for one in self.all if (one.change.replica, one.change.audience) == (old, audience)]
        head = self.chance.choice(heads) if heads else None
        return Birth("BCRC-SEN", key(3).public, old if head else None, head)

    def write(self, replica: bytes, audience: str, seq: int, prev: bytes | None, op: Birth | Blob) -> None:
        change = Change(
            1,
            replica,
            key(3).key_id,
            audience,
            seq,
            prev,
            seq,
            0,
            bytes(8),
            "",
            1,
            [],
            self.chance.randbytes(16),
            [encode_op(op)],
        )
        raw = encode_change(change)
        self.all.append(Arrival(change_id(raw), raw, change))


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Database]]:
    """Two empty stores, emptied again for each case."""
    folder: Path = tmp_path_factory.mktemp("chains")
    held = [Database(folder / f"{name}.db", create=True) for name in "ab"]
    for one in held:
        schema.make_tables(one)
    yield held
    for one in held:
        one.close()


def fill(store: Database, arrivals: list[Arrival]) -> None:
    """The store holds just these."""
    with store.write() as writer:
        writer.run("DELETE FROM change")
        writer.run("DELETE FROM chain")
        for one in arrivals:
            JournalStore(writer).append([one])


def make_receipt_of(store: Database) -> Receipt:
    """What the store's desk would say."""
    with store.read() as reader:
        heads, above, wanted = heads_and_holes(reader, list_chains(reader))
    return receipt(1, heads=heads, above=above, wanted=wanted)


def lacking_ids(store: Database, receipts: list[Receipt]) -> set[bytes]:
    """What an export would hold."""
    with store.read() as reader:
        return {one.id for held in lacking(reader, list_chains(reader), receipts).values() for one in held}


@pytest.mark.parametrize("seed", range(80))
def test_an_export_holds_just_what_the_receiver_lacks(stores: list[Database], seed: int) -> None:
    chance = random.Random(seed)
    log, (ours, theirs) = Log(chance).all, stores
    share = chance.choice([0.5, 0.9, 1])
    received = [one for one in log if chance.random() < share]
    chance.shuffle(received)
    fill(ours, log)
    fill(theirs, received)
    assert lacking_ids(ours, [make_receipt_of(theirs)]) == {one.id for one in log} - {one.id for one in received}


@pytest.mark.parametrize("seed", range(80, 120))
def test_nothing_is_taken_for_received_that_is_not(stores: list[Database], seed: int) -> None:
    """Each holds changes that the other has never heard of."""
    chance = random.Random(seed)
    log, (ours, theirs) = Log(chance).all, stores
    sent = [one for one in log if chance.random() < 0.8]
    received = [one for one in log if chance.random() < 0.8]
    fill(ours, sent)
    fill(theirs, received)
    assert {one.id for one in sent} - {one.id for one in received} <= lacking_ids(ours, [make_receipt_of(theirs)])


def test_of_several_replicas_the_poorest_counts(stores: list[Database]) -> None:
    chance = random.Random(1)
    log, (ours, theirs) = Log(chance).all, stores
    fill(ours, log)
    fill(theirs, log)
    full = make_receipt_of(theirs)
    assert lacking_ids(ours, [full]) == set()
    assert lacking_ids(ours, [full, receipt(2)]) == lacking_ids(ours, []) == {one.id for one in log}

"""Whoever holds the same changes and roster shows the same, whatever stood in between: keys withdrawn, moved, adopted."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from baseldesk.desk import adopting
from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_store import JournalStore
from baseldesk.journal.apply import apply_changes
from baseldesk.sync.authority import take_authority
from baseldesk.sync.intake import Totals
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.roster import Body, Device, LastAccepted, Revocation, Roots, Roster
from tests.conftest import CENTRE, seeded, ticking
from tests.unit.desk.test_convergence import RECORDS, act, changes_of, values

OTHER = "BCRC-EGY"
SHARED = RECORDS[
    :3
]  # of what the secretariat never sees, what a desk held on learning of a withdrawal stands there: it may differ
KEYS = [DeviceKey.from_seed(bytes([60 + number]) * 32) for number in range(3)]


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[list[Desk]]:
    """Three laptops of one centre, each with a key of its own."""
    made = [
        Desk.create(tmp_path / f"{n}", CENTRE, key=key, clock=ticking(1_770_000_000_000 + n * 10**10), random=seeded(n + 1))
        for n, key in enumerate(KEYS)
    ]
    yield made
    for one in made:
        one.close()


def roster(number: int, moved: set[int], withdrawn: dict[int, list[LastAccepted]]) -> Roster:
    """A roster of these three; it is not signed, which is no question here."""
    devices = [Device(key.public, OTHER if n in moved else CENTRE, "ABC"[n]) for n, key in enumerate(KEYS)]
    revocations = [Revocation(KEYS[n].key_id, number, "", last) for n, last in withdrawn.items()]
    body = Body(bytes(16), number, 1, 1, [CENTRE, OTHER], devices, [], revocations)
    return Roster(b"", Roots((), 1), body)


def give(desk: Desk, held: Roster) -> None:
    """Lets a roster take effect."""
    with desk.write() as writer:
        take_authority(desk, writer, held, Totals())


def take(desk: Desk, arrivals: list) -> None:
    """Takes changes in by the rights of the roster held."""
    with desk.write() as writer:
        apply_changes(JournalStore(writer), arrivals, desk.organisation_of(writer))


def cut(rng: random.Random, desk: Desk, number: int) -> list[LastAccepted]:
    """Cut-offs somewhere on this key's chains."""
    sql = "SELECT h.replica, h.audience, c.id FROM change c JOIN chain h ON h.n = c.chain WHERE h.device = :device ORDER BY c.id"
    with desk.read() as reader:
        rows = reader.rows(sql, device=KEYS[number].key_id)
    return [LastAccepted(bytes(row[0]), row[1], bytes(row[2])) for row in rng.sample(rows, min(len(rows), rng.randint(0, 2)))]


def adopt_some(rng: random.Random, desk: Desk) -> None:
    """A person accepts what waits, or vouches for it without need."""
    number = rng.randrange(3)
    with desk.write() as writer:
        ends = adopting.ends_of(writer, KEYS[number].key_id, waiting=rng.random() < 0.7)
        adopting.write_adopts(desk, writer, rng.sample(ends, rng.randint(0, len(ends))))


@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_changes_rosters_and_adopts_gives_the_same(laptops: list[Desk], tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    forms: list[dict] = [{} for _ in laptops]
    for one in laptops:
        give(one, roster(1, set(), {}))
    for step in range(45):
        n = rng.randrange(3)
        choice = rng.random()
        if choice < 0.6:
            act(rng, laptops[n], forms[n])
        elif choice < 0.85:
            some = [one for one in changes_of(rng.choice(laptops)) if rng.random() < 0.7]
            take(laptops[n], rng.sample(some, len(some)))
        elif choice < 0.93:
            gone = rng.randrange(3)
            withdrawn = {gone: cut(rng, laptops[n], gone)} if rng.random() < 0.7 else {}
            give(laptops[n], roster(2 + step, {rng.randrange(3)} if rng.random() < 0.3 else set(), withdrawn))
        else:
            adopt_some(rng, laptops[n])
    last = roster(99, {2} if seed % 3 == 0 else set(), {1: cut(rng, laptops[1], 1)})
    every = list({one.id: one for desk in laptops for one in changes_of(desk)}.values())
    fresh = []
    for n in range(3):  # a desk of nobody who wrote: at home one's own key always counts
        folder = tmp_path / f"fresh{n}"
        fresh.append(Desk.create(folder, CENTRE, key=DeviceKey.generate(), clock=ticking()))
    order = list(every)
    give(fresh[0], last)
    take(fresh[0], order)
    rng.shuffle(order)
    half = len(order) // 2
    take(fresh[1], order[:half])
    give(fresh[1], last)
    take(fresh[1], order[half:])
    rng.shuffle(order)
    give(fresh[2], roster(50, {0, 1}, {0: []}))
    for one in order:
        take(fresh[2], [one])
    give(fresh[2], last)
    try:
        for desk in (*fresh, *laptops):
            assert desk.check() == []
        first = [values(fresh[0], record) for record in SHARED]
        for desk in fresh[1:]:
            assert [values(desk, record) for record in SHARED] == first
    finally:
        for desk in fresh:
            desk.close()

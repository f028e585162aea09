"""Taking changes in, in any order: who holds the same changes sees the same, and nothing vanishes unseen."""

import random
import shutil

import msgspec
import pytest

from baseldesk.desk import tables
from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_reader import unpack
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.shown import Edit
from baseldesk.journal.apply import apply_changes
from baseldesk.journal.change import Set, change_id, decode_change, encode_change, encode_op
from baseldesk.journal.port import Arrival
from baseldesk.records.identity import derived_id
from tests.conftest import CENTRE, seeded, ticking

DEVICES = {bytes([n]) * 16: CENTRE for n in range(1, 4)}


@pytest.fixture
def make_site(empty_desk_folder, tmp_path, key):
    """Makes further laptops of one centre, each with a device of its own; apply is asked for the organisations of all."""
    made = []

    def make(number):
        folder = shutil.copytree(empty_desk_folder, tmp_path / f"site{number}")
        with Desk.open(folder) as desk, desk.write() as writer:
            writer.set_meta("replica", bytes([number]) * 16)
            writer.set_meta("device", bytes([number]) * 16)
            writer.insert(
                tables.device, [{"key_id": one, "public_key": b"", "organisation": CENTRE, "revoked": False} for one in DEVICES]
            )
        desk = Desk.open(folder, clock=ticking(1_770_000_000_000 + number * 10**10), random=seeded(number))
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()


def changes_of(desk):
    with desk.read() as reader:
        leaves = {}
        for change, op, raw in reader.rows("SELECT change, op, bytes FROM leaf"):
            leaves.setdefault(change, {})[op] = bytes(raw)
        rows = reader.rows("SELECT n, id, packed, bytes FROM change")
        raws = [(row[0], bytes(row[1]), unpack(row[2], bytes(row[3]))) for row in rows]
    return [Arrival(identity, raw, decode_change(raw), leaves.get(n, {})) for n, identity, raw in raws]


def take(desk, arrivals):
    with desk.write() as writer:
        return apply_changes(JournalStore(writer), arrivals, DEVICES.get)


def apply_as(desk, arrivals, devices):
    with desk.write() as writer:
        return apply_changes(JournalStore(writer), arrivals, {**DEVICES, **devices}.get)


def values(desk, record):
    found = desk.record(*record)
    return (
        (found.values, {k: sorted(str(c.value) for c in v) for k, v in found.conflicts.items()}, found.deleted) if found else None
    )


RECORDS = [("activity", derived_id(CENTRE, "activity", str(n))) for n in range(3)] + [
    ("contact", derived_id(CENTRE, "contact", "0"))
]
FIELDS = {"activity": ["city", "title/fr", "title/en", "countries/SN", "venue"], "contact": ["email", "role", "languages/fr"]}


def act(rng, desk, shown):
    kind, identity = record = rng.choice(RECORDS)
    if rng.random() < 0.5 or record not in shown:
        found = desk.record(*record)
        shown[record] = found.versions if found else {}
    choice = rng.random()
    if choice < 0.12 and desk.record(*record):
        desk.save([Edit(kind, identity, life=rng.random() < 0.3, shown=shown.pop(record))])
    elif choice < 0.2:
        desk.undo()
    else:
        fields = rng.sample(FIELDS[kind], 2)
        new = {
            name: rng.choice([True, None]) if "countries" in name or "languages" in name else rng.choice(["a", "b", "c", ""])
            for name in fields
        }
        desk.save([Edit(kind, identity, new, shown=shown.pop(record))])


@pytest.mark.parametrize("seed", range(25))
def test_any_order_gives_the_same(make_site, seed):
    rng = random.Random(seed)
    sites = [make_site(number) for number in (1, 2, 3)]
    forms = [{} for _ in sites]
    for _ in range(40):
        place = rng.randrange(3)
        if rng.random() < 0.75:
            act(rng, sites[place], forms[place])
        else:
            some = [one for one in changes_of(rng.choice(sites)) if rng.random() < 0.7]
            take(sites[place], rng.sample(some, len(some)))
    every = list({one.id: one for desk in sites for one in changes_of(desk)}.values())
    for desk in sites:
        take(desk, rng.sample(every, len(every)))
    shown = [[values(desk, record) for record in RECORDS] for desk in sites]
    assert shown[0] == shown[1] == shown[2]
    for scope in ("shared", "centre"):
        assert len({desk.digest(scope).digest for desk in sites}) == 1
    rebuilt = make_site(9)
    for one in rng.sample(every, len(every)):
        take(rebuilt, [one])
    assert rebuilt.digest().digest == sites[0].digest().digest
    assert all(desk.check() == [] for desk in [*sites, rebuilt])


def test_a_change_taken_in_twice_changes_nothing(make_site):
    one, other = make_site(1), make_site(2)
    one.save([Edit("activity", RECORDS[0][1], {"city": "Dakar"})])
    first, second = take(other, changes_of(one)), take(other, changes_of(one))
    assert (first.new, first.known, len(first.created)) == (1, 0, 1)
    assert (second.new, second.known, second.created, second.updated) == (0, 1, set(), set())


def test_a_value_that_was_replaced_before_it_came_never_shows(make_site):
    one, other = make_site(1), make_site(2)
    one.save([Edit("activity", RECORDS[0][1], {"city": "Dakar", "venue": "Hôtel"})])
    one.save([Edit("activity", RECORDS[0][1], {"city": "Thiès"})])
    first, second = sorted(changes_of(one), key=lambda arrival: arrival.change.seq)
    take(other, [second])
    take(other, [first])
    found = other.record(*RECORDS[0])
    assert (found.values["city"], found.values["venue"], found.conflicts) == ("Thiès", "Hôtel", {})
    with other.read() as reader:
        assert reader.rows("SELECT whole FROM change") == [(1,), (1,)]


def test_what_is_not_allowed_is_kept_and_neither_shown_nor_covers_anything(make_site):
    one, other = make_site(1), make_site(2)
    one.save([Edit("activity", RECORDS[0][1], {"city": "Dakar"})])
    take(other, changes_of(one))
    (arrival,) = changes_of(one)
    (dots,) = (
        other.record(*RECORDS[0]).versions.values()
        if len(other.record(*RECORDS[0]).versions) == 1
        else [other.record(*RECORDS[0]).versions["city"]]
    )
    forged = msgspec.structs.replace(
        arrival.change,
        device=b"s" * 16,
        replica=b"s" * 16,
        ops=[encode_op(Set("activity", RECORDS[0][1], {"city": "forged"}, {"city": list(dots)}))],
    )
    raw = encode_change(forged)
    with other.write() as writer:
        done = apply_changes(JournalStore(writer), [Arrival(change_id(raw), raw, forged)], {**DEVICES, b"s" * 16: "BCRC-ARG"}.get)
    assert done.refused == [(change_id(raw), 0, "city")]
    assert other.record(*RECORDS[0]).values["city"] == "Dakar"
    with other.read() as reader:
        assert reader.one("SELECT count(*) FROM change") == (2,)


def test_an_op_that_does_not_stand_makes_no_record(make_site):
    one = make_site(1)
    one.save([Edit("activity", RECORDS[0][1], {"city": "Dakar"})])
    (arrival,) = changes_of(one)
    forged = msgspec.structs.replace(arrival.change, device=b"s" * 16, replica=b"s" * 16)
    raw = encode_change(forged)
    other = make_site(2)
    done = apply_as(other, [Arrival(change_id(raw), raw, forged)], {b"s" * 16: "BCRC-ARG"})
    assert done.created == set()
    assert other.record(*RECORDS[0]) is None
    with other.read() as reader:
        assert reader.one("SELECT count(*) FROM refused")[0] > 0


def test_a_leaf_that_comes_after_its_change_is_shown(make_site):
    one, other = make_site(1), make_site(2)
    one.save([Edit("contact", RECORDS[3][1], {"email": "nobody@example.org"})])
    (arrival,) = changes_of(one)
    take(other, [arrival._replace(leaves={})])
    assert "email" not in other.record(*RECORDS[3]).values
    take(other, [arrival])
    assert other.record(*RECORDS[3]).values["email"] == "nobody@example.org"
    assert other.digest("centre").digest == one.digest("centre").digest


def test_fields_and_types_of_a_newer_version_are_kept_and_count(make_site):
    one, other = make_site(1), make_site(2)
    one.save([Edit("activity", RECORDS[0][1], {"city": "Dakar"})])
    (arrival,) = changes_of(one)
    ops = [
        Set("activity", RECORDS[0][1], {"carbon": 5, "city/x": "?", "newsletter": "text"}, {}),
        Set("hologram", RECORDS[0][1], {"colour": "blue"}, {}),
    ]
    newer = msgspec.structs.replace(
        arrival.change, seq=2, prev=arrival.id, ops=[*map(encode_op, ops), msgspec.Raw(msgspec.msgpack.encode(["zap"]))]
    )
    raw = encode_change(newer)
    done = [take(desk, [arrival, Arrival(change_id(raw), raw, newer)]) for desk in (one, other)]
    assert [one.unknown_ops for one in done] == [1, 1]
    assert other.record(*RECORDS[0]).unknown == {"carbon": 5, "city/x": "?", "newsletter": "text"}
    assert other.record("hologram", RECORDS[0][1]).unknown == {"colour": "blue"}
    assert other.digest().digest == one.digest().digest
    other.save([Edit("activity", RECORDS[0][1], {"city": "Thiès"})])
    assert other.record(*RECORDS[0]).unknown == {"carbon": 5, "city/x": "?", "newsletter": "text"}


def test_names_kept_for_other_ops_cannot_be_set(make_site):
    one = make_site(1)
    one.save([Edit("activity", RECORDS[0][1], {"city": "Dakar"})])
    (arrival,) = changes_of(one)
    bad = msgspec.structs.replace(
        arrival.change, seq=2, prev=arrival.id, ops=[encode_op(Set("activity", RECORDS[0][1], {"@life": False}, {}))]
    )
    raw = encode_change(bad)
    assert take(one, [Arrival(change_id(raw), raw, bad)]).refused == [(change_id(raw), 0, "@life")]
    assert not one.record(*RECORDS[0]).deleted

"""P2, P10: whatever an enrolled centre signs is taken in or refused by its name; never is it an error of ours, then or later."""

from __future__ import annotations

import pytest

from baseldesk.desk.shown import ListQuery
from baseldesk.desk.tasks import tasks
from baseldesk.i18n import translator
from baseldesk.journal.change import change_id
from baseldesk.records.identity import owner_prefix
from baseldesk.records.types import TYPES
from baseldesk.reports.activity import compose
from baseldesk.reports.gather import activity_data
from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.payload import LeafGroup
from baseldesk.sync.status import sync_status
from tests.faults.forging import put
from tests.faults.ill_content import NUMBERS, Chain, Imagination
from tests.faults.pair import write_activity
from tests.faults.victims import OTHER, fresh_pair, ill_willed_desk  # noqa: F401  (fixtures)

BUNDLES, CHANGES, OPS, PRINTED = 12, 6, 12, 50


def begin(pair, rival) -> Chain:
    """The rival has sent honest work before; what it writes from now on it writes by hand."""
    write_activity(rival, "Honnête")
    file = export_bundle(rival, "secretariat", pair.folder(), encrypted=False).files[0][0]
    assert import_bundle(pair.secretariat, [file]).refused == []
    return Chain(rival, f"shared/{OTHER}")


def send(pair, chain: Chain, seed: int, **other) -> list[str]:
    """One bundle full of ill content; gives why it was refused, if it was."""
    with pair.secretariat.read() as reader:
        known = [(kind, bytes(one)) for kind, one in reader.rows("SELECT type, id FROM record ORDER BY id")]
    mind, prev, first = Imagination(seed, known, owner_prefix(OTHER)), chain.tip, chain.change.seq + 1
    changes, leaves = [], []
    for _ in range(mind.rng.randint(1, CHANGES)):
        made = [mind.op() for _ in range(mind.rng.randint(0, OPS))]
        raw = chain.write([op for op, _ in made], **other)
        changes.append(raw)
        held = [(index, mind.rng.randbytes(16), leaf) for index, (_, leaf) in enumerate(made) if leaf is not None]
        leaves += [LeafGroup(change_id(raw), held)] if held else []
    file = put(pair.folder(), chain.bundle(changes, leaves, first, prev))
    return [one.code for one in import_bundle(pair.secretariat, [file]).refused]


def look_at_everything(desk) -> None:
    """What a person at the secretariat then does."""
    for kind in TYPES:
        for sort in ("", *[one.name for one in TYPES[kind].fields[:4]]):
            desk.rows(ListQuery(kind, sort=sort))
        for row in desk.find(kind):
            desk.record(kind, row.id)
            desk.history(kind, row.id)
    for row in desk.rows(ListQuery("activity"))[:PRINTED]:
        compose(activity_data(desk, row.id), translator("ar"))
    for text in ("x", "evil", "2026"):
        desk.search(text)
    with desk.read() as reader:
        tasks(reader)
    sync_status(desk)
    desk.digest("shared", OTHER)
    assert desk.check() == []


@pytest.mark.parametrize("seed", range(8))
def test_ill_content_is_borne(pair, rival, seed):
    chain, outcomes = begin(pair, rival), []
    for number in range(BUNDLES):
        held = chain.change, chain.tip
        outcomes.append(send(pair, chain, seed * 1000 + number))
        if outcomes[-1]:
            chain.change, chain.tip = held
    assert outcomes.count([]) > BUNDLES // 3, f"a search that is refused at the door finds nothing: {outcomes}"
    look_at_everything(pair.secretariat)
    assert pair.answer().refused == []
    write_activity(pair.centre, "Et la vie continue")
    assert pair.hand_over().refused == []


@pytest.mark.parametrize("field", ["v", "hlc", "wall", "schema", "seq"])
@pytest.mark.parametrize("number", NUMBERS)
def test_ill_numbers_in_the_head_are_borne(pair, rival, field, number):
    if field == "seq" and number < 0:
        number = 0  # a signature names no other
    chain = begin(pair, rival)
    send(pair, chain, 7, **{field: number})
    look_at_everything(pair.secretariat)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 400))
def test_much_ill_content_is_borne(pair, rival, seed):
    test_ill_content_is_borne(pair, rival, seed)


def test_the_imagination_reaches_every_op():
    mind = Imagination(0, [], bytes(4))
    heads = {op[0] if op else "" for op, _ in (mind.op() for _ in range(3000))}
    assert {"set", "unset", "life", "choose", "blob", "adopt", "erase", "birth", "key"} <= heads

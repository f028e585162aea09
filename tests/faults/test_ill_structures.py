"""P10: files that are signed as they should be and whose structures are not what they should be, one field or several."""

from __future__ import annotations

import random

import msgspec
import pytest

from baseldesk.errors import Refused
from baseldesk.sync import joining
from baseldesk.sync.bundle import check_bundle, export_bundle, export_receipt, import_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.framing import Kind, pack
from baseldesk.sync.keys import PUBLIC_BYTES
from baseldesk.sync.payload import Section
from baseldesk.sync.roster import verify_roster
from baseldesk.sync.status import sync_status
from tests.faults.forging import Pieces, key_of, put, sections_of, take_apart, with_raw_header, with_sections
from tests.faults.mutating import mutate_packed
from tests.faults.pair import write_activity
from tests.faults.test_ill_content import look_at_everything
from tests.faults.victims import OTHER, fresh_pair, ill_willed_desk, root_of  # noqa: F401  (fixtures)

TRIES, MANY = 150, 5_000


@pytest.fixture
def rivals(pair, rival) -> Pieces:
    """A bundle of the rival's, with an activity, personal values and a document."""
    write_activity(rival, "Honnête", words=30)
    from baseldesk.desk.shown import Edit

    rival.save([Edit("officer", rival.new_id(), {"name": "Awa"})])
    (pair.folder() / "d").write_bytes(b"document")
    rival.attach(pair.place / f"file{pair.sent}" / "d", {"title": {"fr": "d"}})
    return take_apart(export_bundle(rival, "secretariat", pair.folder(), encrypted=False).files[0][0])


def take(pair, raw: bytes) -> bool:
    """Whether the secretariat takes a file in; anything but a refusal by name breaks the test."""
    path = put(pair.folder(), raw)
    check_bundle(pair.secretariat, path)
    return (
        not import_bundle(pair.secretariat, [path], rehearse=True).refused and not import_bundle(pair.secretariat, [path]).refused
    )


def try_header(pair, rival, pieces: Pieces, rng: random.Random) -> bool:
    """A header that says anything."""
    head = mutate_packed(rng, msgspec.msgpack.encode(pieces.header))
    raw = with_raw_header(pieces.kind, key_of(rival), pieces.deployment, head, pieces.payload, pieces.roster)
    return take(pair, raw)


def try_section(pair, rival, pieces: Pieces, rng: random.Random, section: Section) -> bool:
    """A section whose structure is anything."""
    sections = sections_of(pieces)
    changed = mutate_packed(rng, sections[section][0])
    held = {**sections, section: [changed]}
    try:
        made = with_sections(pieces, held)
    except Refused:  # the forger's own tool does not understand it; the sizes are then as before
        made = with_sections(pieces, {kind: raw for kind, raw in held.items() if kind != Section.MANIFEST})
        made = made.with_header(expanded=1 << 40)
    return take(pair, made.signed_by(key_of(rival)))


def try_manifest(pair, rival, pieces: Pieces, rng: random.Random) -> bool:
    """See `try_section`."""
    return try_section(pair, rival, pieces, rng, Section.MANIFEST)


def try_leaves(pair, rival, pieces: Pieces, rng: random.Random) -> bool:
    """See `try_section`."""
    return try_section(pair, rival, pieces, rng, Section.LEAVES)


def try_changes(pair, rival, pieces: Pieces, rng: random.Random) -> bool:
    """A block of columns in which some column is another."""
    raw = sections_of(pieces)[Section.CHANGES][0]
    block = mutate_packed(rng, raw[4 : 4 + int.from_bytes(raw[:4], "big")])
    held = {**sections_of(pieces), Section.CHANGES: [len(block).to_bytes(4, "big") + block]}
    return take(pair, with_sections(pieces, held).signed_by(key_of(rival)))


def try_receipt(pair, rival, pieces: Pieces, rng: random.Random) -> bool:
    """A receipt that says anything."""
    true = take_apart(export_receipt(rival, "secretariat", pair.folder()).path)
    return take(pair, true._replace(payload=mutate_packed(rng, true.payload)).signed_by(key_of(rival)))


def try_request(pair, rival, pieces: Pieces, rng: random.Random) -> bool:
    """A request from nobody knows whom, accepted by a person who is fooled by it."""
    true = take_apart(joining.ask_to_join(rival))
    payload = true.payload[:PUBLIC_BYTES] + mutate_packed(rng, true.payload[PUBLIC_BYTES:])
    try:
        joining.accept(pair.secretariat, read_request(pack(Kind.REQUEST, key_of(rival), true.header, payload)))
    except Refused:
        return False
    return True


def try_roster(pair, rival, pieces: Pieces, rng: random.Random) -> bool:
    """A roster that the root key has signed; a desk must not break even by its secretariat's fault."""
    place = joining.membership_of(pair.centre)
    root = root_of(pair)
    body = mutate_packed(rng, msgspec.msgpack.encode(place.roster.body))
    signed = place.roster.raw[: 3 + 32 * len(place.roots.keys)]
    raw = signed + b"\1" + root.key_id + root.sign(b"baseldesk/roster/1\0", signed + body) + body
    try:
        verify_roster(raw, place.roots, deployment=place.deployment)
        place.newer(raw)
    except Refused:
        return False
    return True


ALL = [try_header, try_manifest, try_leaves, try_changes, try_receipt, try_request, try_roster]


@pytest.mark.parametrize("what", ALL, ids=[one.__name__ for one in ALL])
def test_ill_structures_are_refused_by_name(pair, rival, rivals, what):
    taken = [what(pair, rival, rivals, random.Random(seed)) for seed in range(TRIES)]
    assert not all(taken), "a search that changes nothing finds nothing"
    look_at_everything(pair.secretariat)
    assert sync_status(pair.secretariat).enrolled
    assert pair.answer().refused == []


@pytest.mark.long
@pytest.mark.parametrize("what", ALL, ids=[one.__name__ for one in ALL])
def test_many_ill_structures_are_refused_by_name(pair, rival, rivals, what):
    for seed in range(TRIES, MANY):
        what(pair, rival, rivals, random.Random(seed))
    look_at_everything(pair.secretariat)

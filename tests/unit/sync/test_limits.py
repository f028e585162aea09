"""No bundle is written that its reader refuses: leaves go into several sections, runs beyond a limit wait for a receipt."""

from __future__ import annotations

import io

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import BundleRefused
from baseldesk.sync import packing, payload
from baseldesk.sync.bundle import check_bundle, export_bundle, import_bundle
from baseldesk.sync.leaf_sections import LeafSections, LeavesInTurn
from baseldesk.sync.payload import ChainName, LeafGroup, Part, Payload, Run, Section, encode_leaves, write_section
from baseldesk.sync.runs import Plan
from tests.unit.sync.conftest import Pair

LEAF = bytes(40)


def write_people(desk: Desk, count: int) -> dict[bytes, str]:
    """So many people that the secretariat may know, each saved on its own but for the last ten, saved as one."""
    partner = desk.new_id()
    desk.save([Edit("partner", partner, {"name": {"en": "Ministry"}})])
    people = {desk.new_id(): f"Person {n}" for n in range(count)}
    edits = [Edit("shared_contact", one, {"person": name, "partner": partner}) for one, name in people.items()]
    for edit in edits[:-10]:
        desk.save([edit])
    desk.save(edits[-10:])
    return people


def payload_of(sections: list[bytes]) -> Payload:
    out = io.BytesIO()
    for one in sections:
        write_section(out, Part(Section.LEAVES, [one], 3))
    return Payload(out, out.tell(), sum(map(len, sections)), "x")


def test_leaves_beyond_one_section_go_into_several_and_arrive(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "MOST_LEAVES", 500)
    people = write_people(pair.centre, 40)
    file = pair.send(pair.centre, "secretariat")
    assert check_bundle(pair.secretariat, file).ok
    assert import_bundle(pair.secretariat, [file]).refused == []
    assert {row.id: row.values["person"] for row in pair.secretariat.find("shared_contact")} == people
    again = import_bundle(pair.secretariat, [file])
    assert again.refused == []


def test_a_section_larger_than_allowed_is_refused(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    write_people(pair.centre, 40)
    file = pair.send(pair.centre, "secretariat")
    monkeypatch.setattr(payload, "MOST_LEAVES", 500)
    (refused,) = import_bundle(pair.secretariat, [file]).refused
    assert refused.error.code == "bundle.malformed"


def test_sections_hold_the_limit_and_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "MOST_LEAVES", 400)
    groups = {bytes([n]) * 32: [(op, bytes(16), LEAF) for op in range(n)] for n in range(1, 12)}
    gathered = LeafSections()
    for change, leaves in groups.items():
        gathered.add(change, leaves)
    sections = gathered.close()
    assert len(sections) > 5
    assert max(map(len, sections)) <= 400
    held = LeavesInTurn(payload_of(sections), "x")
    unnamed = [held.get(bytes(32))]
    assert {change: held.get(change) for change in groups} == {
        change: {op: LEAF for op, _, _ in leaves} for change, leaves in groups.items()
    }
    assert unnamed == [None]


def test_one_section_is_byte_for_byte_what_it_was_and_may_be_in_any_order() -> None:
    groups = [LeafGroup(bytes([n]) * 32, [(0, bytes(16), LEAF)]) for n in range(1, 200)]
    gathered = LeafSections()
    for one in groups:
        gathered.add(one.change, one.leaves)
    assert gathered.close() == [encode_leaves(groups)]
    held = LeavesInTurn(payload_of([encode_leaves(groups)]), "x")
    assert all(held.get(one.change) == {0: LEAF} for one in reversed(groups))


def test_sections_are_refused_by_their_declared_size_before_anything_is_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    held = payload_of([encode_leaves([LeafGroup(bytes(32), [(0, bytes(16), LEAF)])])])
    monkeypatch.setattr(payload, "MOST_LEAVES", 10)
    monkeypatch.setattr(held, "open", None)
    with pytest.raises(BundleRefused):
        LeavesInTurn(held, "x")


def test_runs_that_do_not_fit_wait_and_the_most_broken_chain_waits_first() -> None:
    name = [ChainName(bytes([n]) * 16, "public", bytes(16)) for n in range(3)]
    pieces = [(0, 2), (1, 1), (1, 3), (1, 1), (2, 4)]
    runs = [Run(chain, 1, count, None, bytes(32), bytes(64)) for chain, count in pieces]
    plan = Plan(name, runs, list(range(11)), unsigned=7).limit(3)
    assert [(run.chain, run.count) for run in plan.runs] == [(0, 2), (1, 1), (2, 4)]
    assert (plan.numbers, plan.later, plan.unsigned) == ([0, 1, 2, 7, 8, 9, 10], 4, 7)
    plan = Plan(name, runs, list(range(11))).limit(2)
    assert [(plan.chains[run.chain], run.count) for run in plan.runs] == [(name[0], 2), (name[2], 4)]


def test_what_waits_is_said_and_follows_with_the_next_receipt(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing.payload, "MOST_RUNS", 1)
    people = write_people(pair.centre, 12)
    told = []
    for _ in range(8):
        folder = pair.stick / str(len(list(pair.stick.iterdir())))
        folder.mkdir()
        done = export_bundle(pair.centre, "secretariat", folder)
        told.append(done.later)
        assert import_bundle(pair.secretariat, [path for path, _ in done.files]).refused == []
        monkeypatch.setattr(packing.payload, "MOST_RUNS", 30_000)
        pair.answer()
        monkeypatch.setattr(packing.payload, "MOST_RUNS", 1)
    assert told[0] > 0
    assert told[-1] == 0
    assert len(list(pair.secretariat.find("shared_contact"))) == len(people)


def test_the_most_of_everything_fits_into_a_manifest() -> None:
    """148, 103 and 44 bytes are what the comment says; a receipt may take 4 MiB."""
    chain = ChainName(bytes(16), "centre/" + "A" * 57, bytes(16))
    run = Run(payload.MOST_RUNS, 1 << 32, 1 << 32, bytes(32), bytes(32), bytes(64))
    document = payload.Carried(bytes(32), 1 << 40)
    sizes = {len(payload._encoder.encode(one)) for one in (chain, run, document)}
    most = payload.MOST_RUNS * (max(sizes) + len(payload._encoder.encode(chain))) + 2 * payload.MOST_DOCUMENTS * 44
    assert len(payload._encoder.encode(document)) <= 44
    assert most + (4 << 20) < payload.MOST_MANIFEST
    assert payload.MOST_DOCUMENTS < payload.MOST_SECTIONS

"""Stores, bundles and receipts of every release go on to open, import and give what they gave; and one of a later version."""

from __future__ import annotations

import hashlib
import json

import pytest

from baseldesk.desk.journal_store import JournalReader
from baseldesk.journal.change import change_id
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.bundle import export_bundle, import_bundle
from tests.merge.make_golden import ACTIVITY, FOLDER, digests, make, open_golden
from tests.merge.people import CENTRES


@pytest.fixture(params=sorted(one.name for one in FOLDER.iterdir() if one.is_dir()))
def golden(request):
    """The folder of one release, and what was noted."""
    place = FOLDER / request.param
    return place, json.loads((place / "noted.json").read_text(encoding="utf-8"))


@pytest.fixture
def desks(golden, tmp_path):
    """The golden desks, open."""
    with (
        open_golden(golden[0], "centre", tmp_path / "c") as centre,
        open_golden(golden[0], "secretariat", tmp_path / "s") as other,
    ):
        yield centre, other


def test_there_is_a_golden_release():
    assert [one for one in FOLDER.iterdir() if one.is_dir()]


def test_the_files_are_as_they_were_made(golden):
    place, noted = golden
    assert {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in sorted(place.glob("*.bdesk"))} == noted["files"]


def test_the_store_opens_and_shows_what_it_showed(golden, desks):
    assert digests(desks[0]) == golden[1]["centre"]
    assert desks[0].check() == []
    assert desks[0].record(*ACTIVITY).values["city"] == "Dakar"


def test_the_bundle_imports_and_gives_what_it_gave(golden, desks):
    place, noted = golden
    taken = import_bundle(desks[1], [place / "bundle.bdesk"])
    assert taken.refused == []
    assert digests(desks[1]) == noted["secretariat"]
    assert import_bundle(desks[1], [place / "bundle.bdesk"]).changes["new"] == 0
    assert desks[1].check() == []


def test_the_receipt_is_news(golden, desks):
    taken = import_bundle(desks[0], [golden[0] / "receipt.bdesk"])
    assert (taken.refused, taken.receipts) == ([], 1)


def test_what_a_later_version_wrote_is_kept_counted_and_forwarded_byte_for_byte(golden, desks, tmp_path):
    place, noted = golden
    centre, secretariat = desks
    taken = import_bundle(secretariat, [place / "newer.bdesk"])
    assert taken.refused == []
    assert sum(one.totals.unknown_ops for one in taken.bundles) == noted["newer_unknown_ops"] > 0
    assert digests(secretariat) == noted["newer"] != noted["secretariat"]
    assert secretariat.record(*ACTIVITY).unknown["carbon"] == 5
    back = export_bundle(secretariat, CENTRES[0], tmp_path / "back.bdesk", everything=True, encrypted=False).files[0][0]
    assert import_bundle(centre, [back]).refused == []
    for desk in desks:
        with desk.read() as reader:
            journal = JournalReader(reader)
            ids = [bytes.fromhex(one) for one in noted["newer_changes"]]
            assert [change_id(journal.raw(number)) for number in journal.numbers(ids).values()] == ids
        assert desk.check() == []
    assert digests(centre)["shared"] == noted["newer"]["shared"]
    assert centre.owner != SECRETARIAT


def test_the_script_still_makes_golden_files(tmp_path):
    make(tmp_path / "again")
    assert json.loads((tmp_path / "again" / "noted.json").read_text(encoding="utf-8"))["newer_unknown_ops"] > 0

"""T6: a file with any byte altered, cut anywhere or with something after its end is refused, and nothing has happened."""

from __future__ import annotations

import random
import tempfile

import pytest

from baseldesk.sync import container, joining
from baseldesk.sync.bundle import export_receipt, export_roster, import_bundle
from baseldesk.sync.enrolment import read_request
from tests.faults.damage import (
    Attempt,
    Case,
    alter_each_byte,
    append_bytes,
    cut_everywhere,
    find_accepted,
    importing_at,
    opening_at,
)
from tests.faults.pair import CENTRE, Pair, content_of, files_under, write_activity

HEAD, TAIL = 700, 80  # where every byte means something of its own
SIZE = 17_000


@pytest.fixture(scope="module")
def raw(pair: Pair) -> bytes:
    """A bundle of about 20 kB: text, personal values, a document, the first roster."""
    for number in range(12):
        write_activity(pair.centre, f"Atelier {number}", words=300, seed=number)
    photograph = pair.folder() / "photograph.bin"
    photograph.write_bytes(random.Random(6).randbytes(12_000))
    pair.centre.attach(photograph, {"title": {"fr": "Photographie"}})
    found = pair.send(pair.centre, "secretariat").read_bytes()
    assert SIZE < len(found) < 30_000
    return found


@pytest.fixture
def untouched(pair: Pair, place, monkeypatch):
    """After the test both desks' tables, and every folder, are as they were before it."""
    temporary = pair.folder()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    folders = (place / "secretariat", place / "centre", temporary)
    before = content_of(pair.secretariat), content_of(pair.centre), files_under(*folders)
    yield
    assert (content_of(pair.secretariat), content_of(pair.centre)) == before[:2], "a refused file changed a desk"
    assert files_under(*folders) == before[2], "a refused file left something behind"


def damaged(raw: bytes, every: int = 1) -> list[Case]:
    """Every way in which a file may be damaged; of its long middle, one byte in `every`."""
    ends = (*range(HEAD), *range(-TAIL, 0))
    return [*alter_each_byte(raw, every=every, also=ends), *cut_everywhere(raw, every=every), *append_bytes(raw)]


def test_every_altered_byte_and_every_cut_is_refused(pair, raw, untouched):
    tried, accepted = find_accepted(damaged(raw), opening_at(pair.secretariat))
    assert accepted == []
    assert tried > 2 * SIZE


def test_import_refuses_them_and_changes_nothing(pair, raw, untouched):
    tried, accepted = find_accepted(damaged(raw, every=29), importing_at(pair.secretariat, pair.folder()))
    assert accepted == []
    assert tried > 1500


@pytest.mark.long
def test_import_refuses_every_one_of_them(pair, raw, untouched):
    assert find_accepted(damaged(raw), importing_at(pair.secretariat, pair.folder()))[1] == []


def test_without_the_check_of_the_signature_they_would_pass(pair, raw, monkeypatch):
    """The control: the same search is not blind."""
    monkeypatch.setattr(container, "verify", lambda *_: True)
    _, accepted = find_accepted(alter_each_byte(raw, every=29), opening_at(pair.secretariat))
    assert len(accepted) > 300


def test_a_file_that_is_whole_is_found_accepted(pair, raw):
    """The control of cuts and of what is appended."""
    assert find_accepted([Case("whole", raw)], opening_at(pair.secretariat)) == (1, ["whole: accepted"])


def small_files(pair: Pair) -> dict[str, tuple[bytes, Attempt]]:
    """The other kinds of file, each with the routine that reads it."""
    request = joining.ask_to_join(pair.centre)
    reply = joining.accept(pair.secretariat, read_request(request)).reply
    receipt = export_receipt(pair.secretariat, CENTRE, pair.folder()).path.read_bytes()
    roster = export_roster(pair.secretariat, pair.folder()).path.read_bytes()
    take = importing_at(pair.centre, pair.folder())
    return {
        "request": (request, lambda raw: read_request(raw, "a file")),
        "reply": (reply, lambda raw: joining.read_answer(pair.centre, raw)),
        "receipt": (receipt, take),
        "roster": (roster, take),
    }


@pytest.mark.parametrize("kind", ["request", "reply", "receipt", "roster"])
def test_every_other_kind_of_file_is_refused_likewise(pair, raw, kind):
    file, attempt = small_files(pair)[kind]
    before = content_of(pair.secretariat), content_of(pair.centre)
    tried, accepted = find_accepted(damaged(file), attempt)
    assert accepted == []
    assert tried > 2 * len(file)
    assert (content_of(pair.secretariat), content_of(pair.centre)) == before


def test_the_whole_bundle_is_taken_in(pair, raw):
    """And the file that all were copies of is a good one."""
    path = pair.folder() / "whole"
    path.write_bytes(raw)
    done = import_bundle(pair.secretariat, [path])
    assert (done.refused, done.changes["known"]) == ([], 0)
    assert done.changes["new"] >= 13

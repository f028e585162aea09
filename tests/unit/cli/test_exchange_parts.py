"""Parts, mails, recovery parts, what waits and what lies ready, by the commands alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest


@pytest.fixture
def parts(at, enrolled):
    """Files of one bundle in parts, two of them recovery parts."""
    at("record", "new", "activity", f"title.en={os.urandom(6000).hex()}")
    stick = enrolled / "stick"
    stick.mkdir()
    said = at("bundle", "export", stick, "--max-part", "3kB", "--recovery", 2).json
    assert (said["parts"], said["needed"], said["encrypted"]) == (len(said["files"]), len(said["files"]) - 2, True)
    assert all(one["bytes"] <= 3000 for one in said["files"])
    return [Path(one["path"]) for one in said["files"]]


def test_parts_are_named_until_enough_are_there(at, there, parts):
    some = there("bundle", "import", *parts[:2])
    assert (some.code, some.json["bundles"], some.json["parts"], some.json["refused"]) == (0, 0, 2, [])
    (waiting,) = some.json["waiting"]
    assert (waiting["have"], waiting["missing"], waiting["needed"]) == ([1, 2], list(range(3, len(parts) + 1)), len(parts) - 2)
    assert there("sync", "status").json["waiting"] == [waiting]
    checked = there("bundle", "check", parts[-1])
    assert (checked.code, checked.json["ok"], checked.json["changes"]) == (0, True, 0)
    assert checked.json["parts"] == {"have": [1, 2, len(parts)], "of": len(parts), "missing": list(range(3, len(parts)))}
    shown, done = (there("bundle", "import", *parts[4:], *how) for how in (["--rehearse"], []))
    assert shown.json == done.json
    assert done.json["changes"]["new"] > 0
    assert there("sync", "status").json["waiting"] == []


def test_text_for_people_names_the_missing_parts(run, secretariat, centre, parts):
    told = run("--desk", secretariat, "bundle", "import", parts[0]).out
    assert "waits for parts" in told
    assert "waits for parts" in run("--desk", secretariat, "sync", "status").out
    assert "not complete" in run("--desk", secretariat, "bundle", "check", parts[0]).out
    assert "missing" in run("--desk", secretariat, "sync", "diary").out
    assert "Kept until SECRETARIAT" in run("--desk", centre, "sync", "status").out


def test_one_part_again_is_the_same_file(at, parts, post):
    (post / "again").mkdir()
    said = at("bundle", "export", post / "again", "--part", 3, "--part", 1).json
    assert [Path(one["path"]).name for one in said["files"]] == [parts[0].name, parts[2].name]
    assert (post / "again" / parts[2].name).read_bytes() == parts[2].read_bytes()
    wrong = at("bundle", "export", post / "again", "--part", 99)
    assert (wrong.code, wrong.error) == (2, "outbox.no_such_part")
    assert at("sync", "diary").lines[0]["kind"] == "part"


def test_what_does_not_come_is_discarded(there, parts):
    there("bundle", "import", parts[0])
    (waiting,) = there("sync", "status").json["waiting"]
    assert there("sync", "discard", "nothing").error == "inbox.unknown"
    assert there("sync", "discard", waiting["bundle"][:8].upper()).json["discarded"] == [waiting]
    assert there("sync", "status").json["waiting"] == []


def test_mails_have_a_draft_each_and_are_taken_in_as_they_were_saved(at, there, enrolled):
    at("record", "new", "activity", f"title.en={os.urandom(6000).hex()}")
    box = enrolled / "box"
    box.mkdir()
    said = at("bundle", "export", box, "--mail", "--max-part", "5kB").json
    drafts = [Path(one["draft"]) for one in said["drafts"]]
    assert len(drafts) == said["parts"] >= 2
    for one in said["files"]:
        Path(one["path"]).unlink()
    done = there("bundle", "import", box)
    assert (done.code, done.json["bundles"], done.json["waiting"]) == (0, 1, [])


def test_the_cover_note_goes_beside_it(at, enrolled):
    box = enrolled / "box"
    box.mkdir()
    note = Path(at("bundle", "export", box, "--cover").json["cover"])
    assert note.parent == box
    assert note.read_bytes().startswith(b"%PDF")


def test_readable_only_when_asked_for(at, run, centre, enrolled):
    (enrolled / "a").mkdir()
    assert at("bundle", "export", enrolled / "a", "--unencrypted").json["encrypted"] is False
    assert "whoever finds it" in run("--desk", centre, "bundle", "export", enrolled / "b", "--unencrypted").out


def test_the_support_file_names_nobody(at, there, parts, post):
    there("bundle", "import", parts[0])
    assert there("sync", "diary", "--support", post / "support").code == 0
    held = (post / "support").read_text(encoding="utf-8")
    assert json.loads(held)["status"]["waiting"][0]["have"] == [1]
    assert str(post.parent) not in held
    assert "Officer" not in held


@pytest.mark.parametrize("wrong", [["--max-part", "none"], ["--max-part", "10B"], ["--recovery", "300"]])
def test_what_cannot_be_cut_like_that_is_told(at, enrolled, wrong):
    ran = at("bundle", "export", enrolled, *wrong)
    assert ran.code == 2
    assert [one.name for one in enrolled.iterdir() if one.suffix == ".BDESK"] == []

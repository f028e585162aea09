"""Enrolment, data files, acknowledgements and the state of the exchange, by the commands alone."""

from __future__ import annotations

import pytest


def test_the_words_agree_on_both_sides(at, there, post):
    asked = at("enrol", "request", post / "request").json
    assert there("enrol", "show", post / "request").json["words"] == asked["words"]
    accepted = there("enrol", "accept", post / "request", "--out", post / "reply", "--words", asked["words"]).json
    answer = at("enrol", "show", post / "reply").json
    assert (answer["kind"], answer["words"]) == ("reply", accepted["words"])
    assert at("enrol", "install", post / "reply", "--words", accepted["words"].upper()).code == 0
    assert at("roster", "show").json["words"] == accepted["words"]


def test_other_words_are_refused_and_change_nothing(at, there, post):
    at("enrol", "request", post / "request")
    refused = there("enrol", "accept", post / "request", "--out", post / "reply", "--words", "a b c d e f")
    assert (refused.code, refused.error) == (3, "cli.words_differ")
    assert not (post / "reply").exists()
    assert there("roster", "show").json["number"] == 1
    there("enrol", "accept", post / "request", "--out", post / "reply")
    assert at("enrol", "install", post / "reply", "--words", "a b c d e f").code == 3
    assert at("roster", "show").error == "sync.not_enrolled"


def test_the_roster_names_both_computers(at, enrolled):
    roster = at("roster", "show").json
    assert {(one["centre"], one["letter"], one["this"]) for one in roster["devices"]} == {
        ("SECRETARIAT", "A", False),
        ("BCRC-SEN", "A", True),
    }


def test_a_reference_carries_the_letter_after_enrolment(at, enrolled):
    assert at("record", "new", "activity", "title.en=x", "starts_on=2026-05-01").json["reference"] == "SEN-2026-A-001"


def test_export_gives_the_stable_keys(at, enrolled):
    said = at("bundle", "export", enrolled / "OUT.BDESK").json
    assert {"bundle", "files", "changes", "records", "documents"} <= said.keys()
    assert said["files"] == [{"path": str(enrolled / "OUT.BDESK"), "bytes": (enrolled / "OUT.BDESK").stat().st_size}]
    assert said["records"] >= 3


def test_check_gives_the_stable_keys_and_changes_nothing(there, bundle):
    before = there("digest").json
    said = there("bundle", "check", bundle).json
    assert {"ok", "from", "to", "bundle", "changes", "parts", "error"} <= said.keys()
    assert (said["ok"], said["from"], said["to"], said["error"]) == (True, "BCRC-SEN", "SECRETARIAT", None)
    assert said["parts"] == {"have": [1], "of": 1, "missing": []}
    assert there("digest").json == before


def test_import_gives_the_stable_keys_and_twice_is_a_no_op(there, bundle):
    first, second = (there("bundle", "import", bundle.parent) for _ in range(2))
    assert {"bundles", "changes", "records", "refused"} <= first.json.keys()
    assert first.json["changes"].keys() == {"new", "known", "parked"}
    assert first.json["records"].keys() == {"new", "updated", "conflict", "needs_person"}
    assert first.json["changes"]["new"] > 0
    assert (second.code, second.json["changes"]["new"]) == (0, 0)
    assert second.json["changes"]["known"] == first.json["changes"]["new"]


def test_a_rehearsal_changes_nothing(there, bundle):
    before = there("digest").json
    assert there("bundle", "import", "--rehearse", bundle).json["changes"]["new"] > 0
    assert there("digest").json == before


def test_a_damaged_file_is_refused_and_named(there, bundle):
    raw = bytearray(bundle.read_bytes())
    raw[len(raw) // 2] ^= 1
    bundle.write_bytes(bytes(raw))
    before = there("digest").json
    ran = there("bundle", "import", bundle)
    assert ran.code == 3
    (refused,) = ran.json["refused"]
    assert (refused["file"], refused["code"]) == (bundle.name, ran.error)
    assert there("digest").json == before
    checked = there("bundle", "check", bundle)
    assert (checked.code, checked.json["ok"], checked.json["error"]["code"]) == (3, False, ran.error)


def test_one_bad_file_among_good_ones_is_listed(there, bundle):
    (bundle.parent / "BAD.BDESK").write_bytes(bundle.read_bytes()[:-1])
    ran = there("bundle", "import", bundle.parent)
    assert (ran.code, ran.json["bundles"], len(ran.json["refused"])) == (1, 1, 1)
    assert "error" not in ran.json


def test_an_empty_stick_is_said_to_be_empty(there, enrolled, tmp_path):
    (tmp_path / "empty").mkdir()
    ran = there("bundle", "import", tmp_path / "empty")
    assert (ran.code, ran.error) == (3, "cli.nothing_found")


def test_a_receipt_moves_sent_to_received(at, there, bundle, enrolled):
    sent = at("sync", "status").json
    assert {"only_here", "sent", "received", "merged", "parked", "conflicts", "peers"} <= sent.keys()
    assert (sent["only_here"], sent["received"]) == (0, 0)
    assert sent["sent"] > 0
    there("bundle", "import", bundle)
    there("receipt", "export", enrolled / "receipt", "--to", "BCRC-SEN")
    assert at("receipt", "import", enrolled / "receipt").json["news"] is True
    arrived = at("sync", "status").json
    assert (arrived["sent"], arrived["received"], arrived["merged"]) == (0, sent["sent"], sent["sent"])
    assert at("receipt", "import", enrolled / "receipt").json["news"] is False


def test_both_desks_hold_the_same(at, there, bundle):
    there("bundle", "import", bundle)
    home, away = at("digest").json, there("digest", "--centre", "BCRC-SEN").json
    assert {"digest", "records", "scope"} <= home.keys()
    assert [home[name] for name in ("digest", "records", "roster", "schema")] == [
        away[name] for name in ("digest", "records", "roster", "schema")
    ]
    assert away["digest"] != there("digest").json["digest"]


def test_the_diary_tells_every_exchange(at, there, bundle):
    there("bundle", "import", bundle)
    (out,) = at("sync", "diary").lines
    (came,) = there("sync", "diary").lines
    assert (out["direction"], out["kind"], out["peer"]) == ("out", "bundle", "SECRETARIAT")
    assert (came["direction"], came["bundle"], came["peer"]) == ("in", out["bundle"], "BCRC-SEN")


def test_text_for_people_on_the_whole_way(run, centre, secretariat, bundle):
    told = run("--desk", secretariat, "bundle", "import", bundle).out
    assert "Records: new" in told
    assert "SECRETARIAT" in run("--desk", centre, "sync", "status").out
    assert "BCRC-SEN" in run("--desk", secretariat, "sync", "diary").out
    assert "this computer" in run("--desk", centre, "roster", "show").out
    assert "whole" in run("--desk", secretariat, "bundle", "check", bundle).out


@pytest.mark.parametrize(
    ("text", "size"), [("all", "all"), ("none", "none"), ("5MB", 5_000_000), ("1.5 MiB", 1_572_864), ("7", 7)]
)
def test_sizes(text, size):
    from baseldesk.cli.commands.bundle import read_size

    assert read_size(text) == size

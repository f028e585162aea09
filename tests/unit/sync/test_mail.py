"""Mails say in the addressee's language what is attached and how to take it in; what was typed breaks nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from baseldesk.desk.shown import Edit
from baseldesk.errors import BundleRefused, MediumError, UsageError
from baseldesk.i18n import LANGUAGES
from baseldesk.records.identity import derived_id
from baseldesk.sync import mail
from baseldesk.sync.attachments import take_out
from baseldesk.sync.correspondents import Correspondent, keep_correspondent, language_of, read_correspondent, tidy_address
from baseldesk.sync.cover import Cover, read_cover
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.mail import compose_letters, draft_of, write_drafts
from baseldesk.sync.mailing import note_prepared, prepare_mails, read_mailings, say_sent
from baseldesk.sync.status import sync_status
from tests.unit.sync.conftest import Pair, key, write_activity

BUNDLE = bytes(range(16))
DAY = date(2026, 3, 15)


def a_cover(**changed: object) -> Cover:
    about = Cover("BCRC-SEN", "SECRETARIAT", BUNDLE, DAY, ("A.BDESK",), 1, 1200, 14, 2, 0, {"activity": 3}, DAY, DAY, 4)
    return replace(about, **changed)  # type: ignore[arg-type]


def a_file(folder: Path, *, part: int = 1, parts: int = 1, needed: int = 1, bundle: bytes = BUNDLE) -> Path:
    joined = bytes(32) if parts > 1 else b""
    header = Header("BCRC-SEN", "SECRETARIAT", bundle, part=part, parts=parts, needed=needed, whole=30_000, joined=joined)
    place = folder / f"BCRC-SEN-TO-SECRETARIAT-00010203-{part}.BDESK"
    place.write_bytes(pack(Kind.BUNDLE, key(3), header, bytes(range(256)) * 40))
    return place


def test_a_draft_carries_the_file_byte_for_byte_and_is_marked_as_unsent(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    (letter,) = compose_letters(a_cover(), [file], Correspondent("brs@example.org, b@example.org", "en"))
    (draft,) = write_drafts([letter], tmp_path)
    read = message_from_bytes(draft.read_bytes(), policy=default)
    (attached,) = read.iter_attachments()
    assert read["X-Unsent"] == "1"
    assert read["To"] == "brs@example.org, b@example.org"
    assert attached.get_content() == file.read_bytes()
    assert attached.get_filename() == file.name
    assert [one.read_bytes() for one in take_out(draft, tmp_path / "private")] == [file.read_bytes()]
    assert max(len(line) for line in draft.read_bytes().split(b"\r\n")) <= 78


def test_the_same_letter_gives_the_same_draft_and_replaces_the_one_before(tmp_path: Path) -> None:
    (letter,) = compose_letters(a_cover(), [a_file(tmp_path)], Correspondent("", "ar"))
    (first,) = write_drafts([letter], tmp_path)
    before = first.read_bytes()
    assert write_drafts([letter], tmp_path) == [first]
    assert first.read_bytes() == before
    write_drafts([replace(letter, address="a@b.org")], tmp_path)
    assert first.read_bytes() != before
    assert sorted(one.suffix for one in tmp_path.iterdir()) == [".BDESK", ".eml"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_part_words_and_that_it_is_no_report(tmp_path: Path, language: str) -> None:
    files = [a_file(tmp_path, part=one, parts=4, needed=3) for one in (1, 2, 3, 4)]
    letters = compose_letters(a_cover(), files, Correspondent("", language))
    assert [(one.part, one.parts) for one in letters] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert len({one.subject for one in letters}) == 4
    for one in letters:
        assert a_cover().words in one.body
        assert one.file.name in one.body
        assert "00010203" in one.subject
        read = message_from_bytes(draft_of(one), policy=default)
        assert read["Subject"] == one.subject
        body = read.get_body()
        assert body is not None
        assert body.get_content().replace("\r\n", "\n") == one.body


def test_how_many_parts_are_needed_is_said(tmp_path: Path) -> None:
    to = Correspondent("", "en")
    (some,) = compose_letters(a_cover(), [a_file(tmp_path, part=1, parts=4, needed=3)], to)
    (every,) = compose_letters(a_cover(), [a_file(tmp_path, part=1, parts=4, needed=4)], to)
    (whole,) = compose_letters(a_cover(), [a_file(tmp_path)], to)
    assert "Any 3 of them are enough." in some.body
    assert "All of them are needed." in every.body
    assert "part" not in whole.subject


def test_a_file_of_another_bundle_or_too_large_for_mail_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    to = Correspondent("", "en")
    with pytest.raises(BundleRefused, match=r"bundle\.damaged"):
        compose_letters(a_cover(), [a_file(tmp_path, bundle=bytes(16))], to)
    monkeypatch.setattr(mail, "MOST_ATTACHED", 1000)
    with pytest.raises(MediumError, match=r"mail\.too_large"):
        compose_letters(a_cover(), [a_file(tmp_path)], to)
    with pytest.raises(MediumError, match=r"medium\.unreadable"):
        compose_letters(a_cover(), [tmp_path / "gone.BDESK"], to)


@pytest.mark.parametrize(
    "typed", ["a@b.org\r\nBcc: x@y.org", "a b", "a@b@c.org", "Brs <a@b.org>", "@b.org", "a@", "a" * 250 + "@b.org", "a\0@b"]
)
def test_what_no_mail_can_go_to_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match=r"mail\.address_malformed"):
        tidy_address(typed)


def test_addresses_are_taken_as_they_are(tmp_path: Path) -> None:
    assert tidy_address(" a@b.org;c@d.org\n") == "a@b.org, c@d.org"
    assert tidy_address("") == ""
    (letter,) = compose_letters(a_cover(), [a_file(tmp_path)], Correspondent("élodie@exemple.sn", "fr"))
    assert "élodie@exemple.sn".encode() in draft_of(letter)


def test_address_and_language_are_kept_for_each_organisation(pair: Pair) -> None:
    desk = pair.centre
    assert read_correspondent(desk, "SECRETARIAT") == Correspondent("", "en")
    keep_correspondent(desk, "SECRETARIAT", address="a@b.org")
    keep_correspondent(desk, "SECRETARIAT", language="ru")
    assert read_correspondent(desk, "SECRETARIAT") == Correspondent("a@b.org", "ru")
    assert read_correspondent(desk, "BCRC-SEN") == Correspondent("", "fr")
    with pytest.raises(UsageError, match=r"mail\.language_unknown"):
        keep_correspondent(desk, "SECRETARIAT", language="de")
    keep_correspondent(desk, "SECRETARIAT", address="", language="")
    assert read_correspondent(desk, "SECRETARIAT") == Correspondent("", "en")


def test_a_centre_is_written_to_in_its_working_language(pair: Pair) -> None:
    assert language_of(pair.secretariat, "BCRC-SEN") == "fr"
    assert language_of(pair.secretariat, "BCCC-URY") == "es"
    assert language_of(pair.secretariat, "NOWHERE") == "en"
    edit = Edit("centre", derived_id("BCRC-SEN", "centre", "BCRC-SEN"), {"languages": {"fr": None, "zh": True}})
    pair.centre.save([edit])
    assert language_of(pair.centre, "BCRC-SEN") == "zh"


def test_prepared_counts_as_sent_only_when_a_person_says_so(pair: Pair) -> None:
    desk = pair.centre
    with pytest.raises(UsageError, match=r"mail\.none_prepared"):
        say_sent(desk, BUNDLE)
    with desk.write() as writer:
        note_prepared(writer, desk.clock(), "SECRETARIAT", BUNDLE, [1, 2, 3])
    say_sent(desk, BUNDLE, [2])
    with desk.read() as reader:
        held = read_mailings(reader)[BUNDLE]
    assert (held.peer, held.prepared, held.sent, held.is_sent) == ("SECRETARIAT", {1, 3}, {2}, False)
    say_sent(desk, BUNDLE)
    with desk.read() as reader:
        assert read_mailings(reader)[BUNDLE].is_sent
    with desk.write() as writer:
        note_prepared(writer, desk.clock(), "SECRETARIAT", BUNDLE, [2])
    with desk.read() as reader:
        assert read_mailings(reader)[BUNDLE].prepared == {2}


def test_the_cover_of_a_bundle_is_read_from_the_diary(pair: Pair) -> None:
    write_activity(pair.centre, "Atelier")
    file = pair.send(pair.centre, "secretariat")
    cover = read_cover(pair.centre)
    assert cover.kinds["activity"] == 1
    assert cover.first_on is not None
    assert cover.files == (file.name,)
    assert cover.number in file.name
    assert read_cover(pair.centre, bundle=cover.number, to="SECRETARIAT") == cover
    assert [one.file for one in compose_letters(cover, [file], Correspondent("", "fr"))] == [file]
    for wrong in ({"bundle": "00"}, {"to": "BCRC-TTO"}):
        with pytest.raises(UsageError, match=r"sync\.bundle_unknown"):
            read_cover(pair.centre, **wrong)


def test_what_lies_ready_as_mail_is_not_called_sent(pair: Pair) -> None:
    desk = pair.centre
    write_activity(desk, "Atelier")
    file = pair.send(desk, "secretariat")
    assert sync_status(desk).sent > 0
    bundle = read_cover(desk).bundle
    keep_correspondent(desk, "SECRETARIAT", address="brs@example.org", language="fr")
    (letter,) = prepare_mails(desk, bundle, [file], file.parent)
    assert (letter.address, letter.file) == ("brs@example.org", file)
    assert file.with_suffix(".eml").exists()
    waiting = sync_status(desk)
    assert (waiting.sent, waiting.peers[0].last_sent) == (0, None)
    assert waiting.only_here > 0
    say_sent(desk, bundle)
    assert sync_status(desk).sent == waiting.only_here
    assert sync_status(desk).peers[0].last_sent is not None


def test_the_same_bundle_on_a_stick_as_well_is_sent(pair: Pair) -> None:
    desk = pair.centre
    write_activity(desk, "Atelier")
    file = pair.send(desk, "secretariat")
    prepare_mails(desk, read_cover(desk).bundle, [file])
    assert sync_status(desk).sent == 0
    pair.send(desk, "secretariat")
    assert sync_status(desk).only_here == 0

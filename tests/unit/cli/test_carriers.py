"""What goes along with a data file: the cover note, mails, acknowledgements on paper; by the commands alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def test_the_cover_note_is_printed_for_the_last_data_file(at, run, centre, bundle, tmp_path):
    made = at("report", "cover-note", "--output", tmp_path / "note.pdf").json
    assert (made["pages"], made["path"]) == (1, str(tmp_path / "note.pdf"))
    assert (tmp_path / "note.pdf").read_bytes().startswith(b"%PDF")
    assert made["words"] in run("--desk", centre, "report", "cover-note", "--output", tmp_path / "note.txt").out
    text = (tmp_path / "note.txt").read_text(encoding="utf-8")
    assert bundle.name in text
    assert made["words"] in text


def test_both_sides_read_the_same_words(at, there, run, secretariat, bundle, tmp_path):
    words = at("report", "cover-note", "--output", tmp_path / "note.pdf").json["words"]
    assert there("bundle", "check", bundle).json["words"] == words
    assert words in run("--desk", secretariat, "bundle", "check", bundle).out


@pytest.mark.parametrize(("language", "word"), [("fr", "Secrétariat"), ("ar", "الأمانة"), ("", "Secretariat")])
def test_the_cover_note_speaks_the_language_asked_for_else_the_addressees(at, bundle, tmp_path, language, word):
    asked = ["--report-language", language] if language else []
    assert at("report", "cover-note", "--to", "secretariat", *asked, "--output", tmp_path / "note.txt").code == 0
    assert word in (tmp_path / "note.txt").read_text(encoding="utf-8")


def test_a_cover_note_of_nothing_is_told(at, enrolled, tmp_path):
    ran = at("report", "cover-note", "--output", tmp_path / "note.pdf")
    assert (ran.code, ran.error) == (2, "sync.bundle_unknown")
    assert at("report", "cover-note", "--bundle", "FF", "--output", tmp_path / "note.pdf").error == "sync.bundle_unknown"


def test_a_cover_note_that_cannot_be_written_is_told(at, bundle, tmp_path):
    ran = at("report", "cover-note", "--output", tmp_path / "nowhere" / "note.pdf")
    assert (ran.code, ran.error) == (3, "cli.file_not_written")


def test_an_acknowledgement_comes_home_on_paper(at, there, bundle, tmp_path):
    from PIL import Image
    from pypdfium2 import PdfDocument

    assert there("bundle", "import", bundle).code == 0
    page = tmp_path / "page.pdf"
    made = there("receipt", "export", page, "--to", "BCRC-SEN", "--qr").json
    assert (made["pages"], made["symbols"], made["short"]) == (1, 1, False)
    with PdfDocument(page) as document:
        page_of = document[0]
        page_of.render(scale=2, grayscale=True).to_pil().save(tmp_path / "scan.jpg")
        page_of.close()
    Image.new("L", (40, 40)).save(tmp_path / "blank.png")
    took = at("receipt", "import", tmp_path / "blank.png", tmp_path / "scan.jpg").json
    assert took["news"]
    assert took["received"] > 0
    assert took["only_here"] == 0
    assert not at("receipt", "import", page).json["news"]


def test_paper_that_says_nothing_is_told(at, there, enrolled, tmp_path):
    from PIL import Image

    Image.new("L", (40, 40)).save(tmp_path / "blank.png")
    ran = at("receipt", "import", tmp_path / "blank.png")
    assert (ran.code, ran.error) == (3, "receipt.no_code")
    assert there("receipt", "export", tmp_path, "--to", "BCRC-SEN", "--qr").error == "cli.not_a_file"
    assert there("receipt", "export", tmp_path / "no" / "x.pdf", "--to", "BCRC-SEN", "--qr").error == "cli.file_not_written"


def test_mails_are_prepared_copied_and_said_to_be_sent(at, run, centre, enrolled, tmp_path):
    assert at("mail", "text").error == "outbox.empty"
    assert at("mail", "address", "secretariat").json == {"to": "SECRETARIAT", "address": "", "language": "en"}
    kept = at("mail", "address", "secretariat", "brs@example.org", "--mail-language", "fr").json
    assert (kept["address"], kept["language"]) == ("brs@example.org", "fr")
    assert at("mail", "address", "secretariat", "no address").error == "mail.address_malformed"
    out = tmp_path / "mail"
    out.mkdir()
    made = at("bundle", "export", out, "--mail", "--cover", "--max-part", "4kB", "--recovery", "1").json
    assert len(made["files"]) == len(made["drafts"]) == 2
    letters = at("mail", "text").lines
    assert [one["part"] for one in letters] == list(range(1, len(letters) + 1))
    assert {one["to"] for one in letters} == {"brs@example.org"}
    draft = (out / letters[0]["file"]).with_suffix(".eml").read_bytes()
    assert b"To: brs@example.org" in draft
    assert at("sync", "status").json["sent"] == 0
    assert "prepared" in run("--desk", centre, "sync", "diary").out
    assert at("mail", "sent", "--part", 1).json["sent"] == [1]
    assert at("sync", "status").json["sent"] == 0
    assert at("mail", "sent").json["prepared"] == []
    assert at("sync", "status").json["sent"] > 0


def test_saved_mails_are_taken_in_like_the_files_in_them(at, there, run, secretariat, enrolled, tmp_path):
    out = tmp_path / "mail"
    out.mkdir()
    made = at("bundle", "export", out, "--mail", "--max-part", "4kB").json
    for one in made["files"]:
        (out / one["path"]).unlink()
    assert {one.suffix for one in out.iterdir()} == {".eml"}
    took = there("bundle", "import", out).json
    assert (took["refused"], took["bundles"]) == ([], 1)
    assert took["changes"]["new"] > 0


def test_nothing_prepared_is_told(at, bundle):
    assert at("mail", "sent").error == "mail.none_prepared"


def test_volumes_are_listed_with_their_room(at, run, monkeypatch):
    from baseldesk.sync import volumes

    stick = volumes.Volume("STICK", Path("/media/STICK"), 8_000_000, 5_000_000, file_system="vfat")
    monkeypatch.setattr(volumes, "list_volumes", lambda: [stick])
    (one,) = run("sync", "volumes", "--json").lines
    assert (one["name"], one["path"], one["free"], one["largest_file"]) == ("STICK", "/media/STICK", 5_000_000, (4 << 30) - 1)
    assert "STICK" in run("sync", "volumes").out
    monkeypatch.setattr(volumes, "list_volumes", list)
    assert "folder" in run("sync", "volumes").out


def test_parts_that_have_not_come_are_listed_to_print(at, there, enrolled, tmp_path):
    out = tmp_path / "mail"
    out.mkdir()
    assert there("report", "missing-parts", "--output", tmp_path / "none.txt").json["rows"] == 0
    assert "Nothing is missing" in (tmp_path / "none.txt").read_text(encoding="utf-8")
    (tmp_path / "noise").write_bytes(os.urandom(20_000))
    at("attach", "SEN-2026-0-001", tmp_path / "noise")
    made = at("bundle", "export", out, "--max-part", "4kB").json
    files = [one["path"] for one in made["files"]]
    assert len(files) > 5
    assert there("bundle", "import", files[0]).code == 0
    listed = there("report", "missing-parts", "--output", tmp_path / "list.pdf", "--report-language", "fr").json
    assert (listed["rows"], listed["pages"]) == (1, 1)
    there("report", "missing-parts", "--output", tmp_path / "list.txt")
    text = (tmp_path / "list.txt").read_text(encoding="utf-8")
    assert "BCRC-SEN" in text
    assert f"1 of {len(files)}" in text
    assert f"2–{len(files)}" in text
    assert there("report", "missing-parts", "--output", tmp_path / "no" / "x.pdf").error == "cli.file_not_written"

"""What goes along with a data file: the cover note, mails, acknowledgements on paper; by the commands alone."""

from __future__ import annotations

import pytest


def test_the_cover_note_is_printed_for_the_last_data_file(at, run, centre, bundle, tmp_path):
    made = at("report", "cover-note", "--output", tmp_path / "note.pdf").json
    assert (made["pages"], made["path"]) == (1, str(tmp_path / "note.pdf"))
    assert (tmp_path / "note.pdf").read_bytes().startswith(b"%PDF")
    assert made["words"] in run("--desk", centre, "report", "cover-note", "--output", tmp_path / "note.txt").out
    text = (tmp_path / "note.txt").read_text(encoding="utf-8")
    assert bundle.name in text
    assert made["words"] in text


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

"""The cover note is one page in every language, says what its data say, and its code can be read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from baseldesk.i18n import LANGUAGES, translator
from baseldesk.reports.cover_note import print_cover_note
from baseldesk.reports.qr import QrCodes
from tests.unit.reports.reading import read_with_pdfium, tidy

WORDS = "dabasa danasa mabavo danasa libasu dabuva"


@dataclass(frozen=True)
class Told:
    """A note with more in it than any that was ever made."""

    title: str = "Cover note"
    sender: str = "Basel Convention Regional Centre for Training and Technology Transfer for " * 2
    number: str = "00010203"
    facts: tuple[tuple[str, str], ...] = tuple((f"Fact {n}", f"\u2068value\u2069 {n}") for n in range(9))
    counts: tuple[tuple[str, str], ...] = tuple((f"Kind {n}", str(n)) for n in range(45))
    files: tuple[str, ...] = tuple(f"BCRC-SEN-TO-SECRETARIAT-00010203-{n}.BDESK" for n in range(1, 256))
    compare: str = "To compare by phone"
    words: str = WORDS
    remark: str = "Not a report."
    code: str = "x" * 300
    made_on: date = date(2026, 3, 15)


def decode(path: Path, dpi: int) -> list[bytes]:
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        page.close()
    return [one.bytes for one in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_and_its_code_is_read_back(tmp_path: Path, language: str) -> None:
    printed = print_cover_note(Told(), translator(language), tmp_path / "cover.pdf")
    text = tidy(read_with_pdfium(tmp_path / "cover.pdf"))
    assert (printed.pages, printed.missing) == (1, frozenset())
    assert WORDS in text
    assert "Kind 7" in text
    assert "Kind 8" not in text
    assert "2068" not in text
    assert [decode(tmp_path / "cover.pdf", dpi) for dpi in (150, 300)] == [[b"x" * 300]] * 2


def test_the_same_note_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        print_cover_note(Told(), translator("ar"), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_code_says_how_fine_its_squares_are() -> None:
    assert 0.4 < QrCodes(["x" * 300], 102).finest < 0.5 < QrCodes(["x" * 30], 102).finest

"""The page with a printed key is one sheet in every language, and its key can be scanned and typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from baseldesk.i18n import LANGUAGES, translator
from baseldesk.reports.recovery_page import print_recovery_page
from tests.unit.reports.reading import read_with_pdfium, tidy

SECRET = "AGE-SECRET-KEY-1P93FY6HCCX8JUMF5367Z3ELKKL2U7ND9V4A4PQMN6W850K499DJSQ26Q0N"
WORDS = "dabasa danasa mabavo danasa libasu dabuva"
CODE = f"# baseldesk: recovery BCRC-SEN\n# words: {WORDS}\n# public key: age1{'q' * 58}\n{SECRET}\n"
KEY = "AGE-SECRET-KEY-1 P93FY6 HCCX8J UMF536 7Z3ELK KL2U7N D9V4A4 PQMN6W 850K49 9DJSQ2 6Q0N"


@dataclass(frozen=True)
class Told:
    """A page with long words."""

    title: str = "Recovery key of BCRC-SEN"
    owner: str = "BCRC-SEN"
    facts: tuple[tuple[str, str], ...] = (("Made on", "15 March 2026"), ("Words", WORDS))
    paragraphs: tuple[str, ...] = ("What it opens, said at some length. " * 4,) * 5
    secret_label: str = "Secret key"
    key: str = KEY
    code: str = CODE
    made_on: date = date(2026, 3, 15)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_and_the_key_is_read_by_machine_and_by_eye(tmp_path: Path, language: str) -> None:
    page = tmp_path / "page.pdf"
    printed = print_recovery_page(Told(), translator(language), page)
    assert (printed.pages, printed.missing) == (1, frozenset())
    assert all(one in tidy(read_with_pdfium(page)) for one in KEY.split())
    with pypdfium2.PdfDocument(page) as document:
        image = document[0].render(scale=150 / 72, grayscale=True).to_pil()
    found = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    assert [one.text for one in found] == [CODE]


def test_nothing_of_the_secret_is_attached_or_in_the_description(tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    print_recovery_page(Told(), translator("en"), page)
    with pikepdf.open(page) as file:
        assert all(SECRET.encode() not in one.get_file().read_bytes() for one in file.attachments.values())
        assert SECRET not in str(file.docinfo) + str(file.Root.get("/Metadata", pikepdf.Stream(file, b"")).read_bytes())

"""Reading printed files back: with poppler where it is installed, with pdfium always."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from baseldesk.reports.paragraph import Direction, Look, Paragraph
from baseldesk.reports.sheet import Sheet

PLAIN = {"en": Direction("en", False, False), "zh": Direction("zh", False, False), "ar": Direction("ar", True, True)}
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\x0c]")

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="cannot run here: poppler-utils is not installed")


def tidy(text: str) -> str:
    """The letters in the order in which they were read, spaces and line ends as one space each, no invisible marks."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", _INVISIBLE.sub("", text))).strip()


def read_with_poppler(path: Path, *options: str) -> str:
    """The text of the file as poppler gives it."""
    command = ["pdftotext", "-enc", "UTF-8", *options, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def read_with_pdfium(path: Path) -> str:
    """The text of the file as pdfium gives it."""
    return "\n".join(read_pages(path))


def read_pages(path: Path) -> list[str]:
    """The text of each page as pdfium gives it."""
    with pypdfium2.PdfDocument(path) as document:
        texts = []
        for number in range(len(document)):
            page = document[number]
            reader = page.get_textpage()
            texts.append(reader.get_text_range())
            reader.close()
            page.close()
    return texts


def print_lines(path: Path, texts: Sequence[str], language: str, width: float = 440, look: Look | None = None) -> None:
    """Prints paragraphs one below the other on one page, without anything else."""
    out = BytesIO()
    sheet = Sheet(out, (595, 842), language)
    top = 800.0
    for text in texts:
        one = Paragraph(text, look or Look(), PLAIN[language], sheet.structure.add("P"))
        height = one.wrap(width, 1e6)[1]
        one.paint(sheet, 60, top)
        top -= height + 4
    sheet.showPage()
    sheet.finish()
    path.write_bytes(out.getvalue())

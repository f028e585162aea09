"""Ten thousand naughty strings in one report, long words, titles and tables: nothing breaks the file or leaves the page."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from unicodedata import category

import pikepdf
import pypdfium2
import pytest

from baseldesk.i18n import translator
from baseldesk.reports.blocks import (
    Block,
    Column,
    Fact,
    Facts,
    Front,
    Heading,
    Note,
    Picture,
    Rows,
    Signature,
    Signatures,
    Text,
    Titled,
)
from baseldesk.reports.document import Document, render
from baseldesk.reports.page import MARGIN
from baseldesk.reports.page_code import Subject
from baseldesk.sync.keys import DeviceKey
from tests.unit.reports.reading import needs_poppler, read_pages, read_with_poppler, tidy

FEW, ALL = 1_200, 10_000
NAUGHTY = json.loads((Path(__file__).parents[2] / "fixtures" / "strings" / "naughty-strings.json").read_text(encoding="utf-8"))
PIECES = [
    *map(chr, (*range(32), *range(0x7F, 0xA1), *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF)),
    "\ud800", "\udfff", "\ufffe", "\U0010ffff", "<b>", "</para>", "&#x0;", "%PageCode\n", "EMC", ")Tj", "]TJ", "BDC", "endstream",
    "\u0651", "\u0301" * 40, "ﷺ", "﷽", "👩‍👩‍👧🏽", "W" * 300, "漢" * 90, "مرحبا" * 30, "/", "\\",
]  # fmt: skip


def naughty(count: int) -> list[str]:
    """Each string of the list, and mixtures of them with controls, halves of characters and words of the file's own language."""
    source = random.Random(11)

    def mix() -> str:
        return "".join(source.choice(PIECES if source.random() < 0.6 else NAUGHTY) for _ in range(source.randrange(1, 5)))[:400]

    mixed = [mix() for _ in range(max(0, count - len(NAUGHTY)))]
    return (NAUGHTY + mixed)[:count]


def tell(strings: Sequence[str]) -> Iterator[Block]:
    """The strings in every kind of place, most of them in tables."""
    for start in range(0, len(strings), 100):
        some = strings[start : start + 100]
        first, second, third, fourth = some[:4]
        yield Heading(first)
        yield Facts((Fact(second, third, (fourth,)), Fact(third, second, (), "ar")))
        yield Text(fourth, first, (second,), "zh")
        yield Note(third)
        yield Rows(
            (Column(first), Column(second), Column("N", "end")),
            [(one, two, one[:9]) for one, two in zip(some[4::2], some[5::2], strict=True)],
            "",
        )
    yield Signatures((Signature(strings[0], strings[1], strings[2]),) * 2)


def print_naughty(count: int, language: str, path: Path) -> Path:
    strings = naughty(count)
    front = Front(strings[7], strings[40], Titled("".join(strings[200:203]) or "T"), facts=(Fact(strings[210], strings[211]),))
    signer = DeviceKey.from_seed(bytes(32))
    data = {f"{number}": text for number, text in enumerate(strings[:2_000])}
    subject = Subject(bytes(16), 1, bytes(8))
    document = Document(front, tuple(tell(strings)), strings[30], date(2026, 1, 2), data, subject=subject, signer=signer)
    return render(document, translator(language), path).path


def outside(
    path: Path, left: float = MARGIN, right: float = MARGIN, bottom: float = 0, slack: float = 4
) -> list[tuple[int, str, float]]:
    """Page and sign of each glyph that stands beyond the text."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            page = document[number]
            width, height = page.get_size()
            reader = page.get_textpage()
            for index in range(reader.count_chars()):
                x0, y0, x1, y1 = reader.get_charbox(index)
                inside = left - slack <= x0 and x1 <= width - right + slack and bottom - slack <= y0 and y1 <= height
                sign = "" if inside else reader.get_text_range(index, 1).strip()
                if sign and category(sign[0]) not in ("Mn", "Me"):  # spaces hang, and marks stand round the letter before
                    found.append((number, sign, round(x1 - width + right, 1)))
            reader.close()
            page.close()
    return found


def check_whole(path: Path) -> None:
    """The file, its structure and its fonts are as they should be."""
    if shutil.which("qpdf"):
        ran = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout[-500:]
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
        for page in pdf.pages:
            assert "/Annots" not in page
            operands = [one.operands for one in pikepdf.parse_content_stream(page, "BDC") if str(one.operator) == "BDC"]
            marks = [int(held[1].MCID) for held in operands if "/MCID" in held[1]]
            assert marks == list(range(len(marks)))
            for font in page.resources.Font.values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
                assert str(font.BaseFont)[7] == "+"


@pytest.mark.parametrize(("count", "language"), [
    (FEW, "ar"),
    *(pytest.param(ALL, language, marks=pytest.mark.long) for language in ("en", "ar", "zh")),
])  # fmt: skip
def test_naughty_strings_break_nothing(count: int, language: str, tmp_path: Path) -> None:
    path = print_naughty(count, language, tmp_path / "x.pdf")
    check_whole(path)
    assert outside(path, slack=10) == []  # a letter with three marks is four boxes, and may be wider than its column
    pages = read_pages(path)
    assert all(page.strip() for page in pages)
    assert "<script>" in tidy("".join(pages))


@needs_poppler
@pytest.mark.parametrize("count", [pytest.param(300), pytest.param(ALL, marks=pytest.mark.long)])
def test_a_second_reader_reads_them_too_and_every_font_is_an_embedded_subset(count: int, tmp_path: Path) -> None:
    path = print_naughty(count, "en", tmp_path / "x.pdf")
    assert "hasOwnProperty" in read_with_poppler(path)
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert listed
    for line in listed:
        embedded, subset, told, *_ = line.split()[-5:]
        assert (embedded, subset, told) == ("yes", "yes", "yes"), line


LONG = {
    "en": ("Transboundary movements of hazardous wastes " * 5, "W" * 200, "https://example.org/" + "a" * 300),
    "ar": ("النقل عبر الحدود للنفايات الخطرة " * 7, "ك" * 200, "https://example.org/" + "a" * 300),
    "zh": ("危险废物越境转移" * 25, "废" * 200, "https://example.org/" + "a" * 300),
}


def long_blocks(title: str, word: str, link: str, count: int) -> tuple[Block, ...]:
    columns = tuple(Column(text) for text in (title[:60], word[:80], "N", link))
    rows = [(f"{number} {title}" if number % 50 == 0 else str(number), word[: number % 90], "7", "x") for number in range(count)]
    return (
        Heading(title), Heading(word), Facts((Fact(word, word, (word,)), Fact(title, link))), Text(f"{word} {link}", word),
        Note(link), Rows(columns, (), title), Rows(columns, rows, "none", word), Picture(b"none", word),
        Signatures((Signature(word, link, title),) * 3),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "count"), [("en", 40), ("ar", 40), ("zh", 40), pytest.param("en", 1_000, marks=pytest.mark.long)]
)
def test_long_titles_words_and_tables_stay_on_the_page(language: str, count: int, tmp_path: Path) -> None:
    title, word, link = LONG[language]
    signer, subject = DeviceKey.from_seed(bytes(32)), Subject(bytes(16), 1, bytes(8))
    for called in (title[:200], word):
        front = Front(word, title, Titled(called), Titled(word), word, word, (Fact(word, link),))
        blocks = long_blocks(title, word, link, count)
        document = Document(front, blocks, word, date(2026, 1, 2), {}, subject=subject, signer=signer)
        path = render(document, translator(language), tmp_path / "x.pdf").path
        assert outside(path) == []
        check_whole(path)


def test_a_thousand_rows_are_all_there_below_their_headings(tmp_path: Path) -> None:
    columns = (Column("Number"), Column("What"))
    rows = Rows(columns, [(f"row {number}", "x") for number in range(1_000)], "none")
    front = Front("Centre", "Report", Titled("T"))
    path = render(Document(front, (rows,), "", date(2026, 1, 2)), translator("en"), tmp_path / "x.pdf").path
    pages = read_pages(path)
    assert [word for page in pages for word in page.split() if word == "row"] == ["row"] * 1_000
    assert all("Number" in page for page in pages)


def test_a_glyph_beyond_the_margin_would_be_seen(tmp_path: Path) -> None:
    front = Front("Centre", "Report", Titled("T"))
    path = render(Document(front, (Text("word " * 40),), "", date(2026, 1, 2)), translator("en"), tmp_path / "x.pdf").path
    assert outside(path) == []
    assert outside(path, right=MARGIN + 30)

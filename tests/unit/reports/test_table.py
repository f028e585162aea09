"""Tables: no row lost, the heading on every page, nothing outside the margins."""

from __future__ import annotations

import itertools
import re
import time
from datetime import date
from pathlib import Path

import pytest

from baseldesk.i18n import translator
from baseldesk.reports.blocks import Column, Front, Rows, Titled
from baseldesk.reports.document import Document, Printed, render
from tests.unit.reports.reading import needs_poppler, read_with_pdfium, read_with_poppler, tidy

COLUMNS = (Column("Reference"), Column("Title"), Column("Amount", "end"))
WORDS = ["environmentally", "sound", "management", "of", "hazardous", "wastes", "and", "their", "movement", "between", "Parties"]


def rows(count: int) -> list[tuple[str, str, str]]:
    words = itertools.cycle(WORDS)
    return [(f"R{number:05}", " ".join(itertools.islice(words, 5 + number % 17)), f"{number * 37:,}") for number in range(count)]


def print_rows(path: Path, held: list[tuple[str, str, str]], language: str = "en") -> Printed:
    document = Document(Front("Centre", "List", Titled("Table")), (Rows(COLUMNS, held, "none"),), "R1", date(2026, 1, 1))
    return render(document, translator(language), path)


def test_every_row_is_there_once_and_in_order(tmp_path: Path) -> None:
    printed = print_rows(tmp_path / "x.pdf", rows(1000))
    text = read_with_pdfium(tmp_path / "x.pdf")
    assert printed.pages > 15
    assert re.findall(r"\bR\d{5}\b", text) == [f"R{number:05}" for number in range(1000)]


def test_the_heading_is_repeated_on_each_page(tmp_path: Path) -> None:
    printed = print_rows(tmp_path / "x.pdf", rows(200))
    assert read_with_pdfium(tmp_path / "x.pdf").count("Amount") == printed.pages


@pytest.mark.parametrize("language", ["en", "ar"])
@needs_poppler
def test_nothing_stands_outside_the_margins(tmp_path: Path, language: str) -> None:
    held = [*rows(50), ("R" * 300, "word" * 80 + " and more", "1,234,567,890.00"), ("", "", "")]
    print_rows(tmp_path / "x.pdf", held, language)
    boxes = re.findall(r'xMin="([\d.]+)"[^>]* xMax="([\d.]+)"', read_with_poppler(tmp_path / "x.pdf", "-bbox"))
    assert len(boxes) > 300
    assert min(float(left) for left, _ in boxes) > 56
    assert max(float(right) for _, right in boxes) < 595.3 - 56


def test_a_row_higher_than_a_page_goes_on_on_the_next(tmp_path: Path) -> None:
    long = " ".join(f"w{number}" for number in range(3000))
    printed = print_rows(tmp_path / "x.pdf", [("a", "short", "1"), ("b", long, "2"), ("c", "end", "3")])
    text = tidy(read_with_pdfium(tmp_path / "x.pdf"))
    assert printed.pages > 3
    assert [int(number) for number in re.findall(r"\bw(\d+)", text)] == list(range(3000))


def test_columns_stand_from_right_to_left_in_an_arabic_table(tmp_path: Path) -> None:
    import pypdfium2

    def place(language: str, word: str) -> float:
        print_rows(tmp_path / f"{language}.pdf", rows(3), language)
        with pypdfium2.PdfDocument(tmp_path / f"{language}.pdf") as document:
            page = document[0]
            text = page.get_textpage()
            index, _ = text.search(word).get_next()
            left: float = text.get_charbox(index)[0]
            text.close()
            page.close()
        return left

    assert place("en", "R00001") < place("en", "Amount")
    assert place("ar", "R00001") > place("ar", "Amount")


def test_the_narrow_columns_keep_their_lines_whole(tmp_path: Path) -> None:
    held = [("SEN-26-A1", "word " * 90, "1,234,567.00 USD")]
    print_rows(tmp_path / "x.pdf", held)
    lines = read_with_pdfium(tmp_path / "x.pdf").splitlines()
    assert any("1,234,567.00 USD" in line for line in lines)


@pytest.mark.long
def test_ten_times_the_pages_take_ten_times_as_long(tmp_path: Path) -> None:
    def measure(count: int) -> tuple[int, float]:
        begun = time.process_time()
        printed = print_rows(tmp_path / "x.pdf", rows(count))
        return printed.pages, time.process_time() - begun

    measure(100)
    pages_few, few = measure(1_500)
    pages_many, many = measure(15_000)
    assert pages_many / pages_few == pytest.approx(10, rel=0.1)
    assert pages_many > 400
    assert many / few <= 11

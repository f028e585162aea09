"""Tables: no row lost, the heading on every page, nothing outside the margins."""

from __future__ import annotations

import cProfile
import itertools
import re
import time
from datetime import date
from pathlib import Path

import pytest

from baseldesk.i18n import translator
from baseldesk.reports import shaping, words
from baseldesk.reports.blocks import Column, Front, Rows, Titled
from baseldesk.reports.document import Document, Printed, render
from tests.unit.reports.reading import needs_poppler, read_with_pdfium, read_with_poppler, tidy

COLUMNS = (Column("Reference"), Column("Title"), Column("Amount", "end"))
WORDS = ["environmentally", "sound", "management", "of", "hazardous", "wastes", "and", "their", "movement", "between", "Parties"]


def rows(count: int) -> list[tuple[str, str, str]]:
    endless = itertools.cycle(WORDS)
    titles = (" ".join(itertools.islice(endless, 5 + number % 17)) for number in range(count))
    return [(f"R{number:05}", title, f"{number * 37:,}") for number, title in enumerate(titles)]


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


def count_calls(path: Path, count: int) -> tuple[int, int]:
    """Pages, and how many functions were called to make them."""
    held, profile = rows(count), cProfile.Profile()
    forget_words()
    printed = profile.runcall(print_rows, path, held)
    return printed.pages, sum(entry.callcount for entry in profile.getstats())


def forget_words() -> None:
    words._keep_word.cache_clear()
    shaping._shape_once.cache_clear()


def test_the_work_grows_with_the_pages_and_no_faster(tmp_path: Path) -> None:
    few_pages, few = count_calls(tmp_path / "x.pdf", 300)
    many_pages, many = count_calls(tmp_path / "x.pdf", 1500)
    assert many / few < 1.05 * many_pages / few_pages


@pytest.mark.long
def test_five_hundred_pages_take_no_longer_than_ten_times_fifty(tmp_path: Path) -> None:
    def measure(count: int) -> float:
        held = rows(count)
        forget_words()
        begun = time.process_time()
        print_rows(tmp_path / "x.pdf", held)
        return time.process_time() - begun

    measure(100)
    ratios = [measure(15_000) / sum(measure(1_500) for _ in range(10)) for _ in range(2)]
    assert min(ratios) <= 1.1

"""The list of naughty strings as a Word file and as a web page: every string is read back, and none becomes more than text."""

from __future__ import annotations

import dataclasses
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree

from baseldesk.i18n import translator
from baseldesk.reports.blocks import Column, Rows
from baseldesk.reports.document import Document
from baseldesk.reports.escape import plain_text
from baseldesk.reports.web import write_page
from baseldesk.reports.word import write_docx
from tests.unit.reports.every_block import every_block

NAUGHTY = json.loads((Path(__file__).parents[2] / "fixtures" / "strings" / "naughty-strings.json").read_text(encoding="utf-8"))
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def document() -> Document:
    """All the strings in one table, each beside its number."""
    rows = Rows((Column("No."), Column("Text")), [[str(number), text] for number, text in enumerate(NAUGHTY)], "none")
    return dataclasses.replace(every_block("x"), blocks=(rows,))


def tidy(text: str) -> str:
    """As both ends have it: plain, and without the marks and line ends that each writes its own way."""
    return re.sub(r"[\s\u2066-\u2069]+", "", plain_text(text))


def test_word_holds_every_string(document: Document, tmp_path: Path) -> None:
    write_docx(document, translator("ar"), tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as held:
        table = list(etree.fromstring(held.read("word/document.xml")).iter(f"{WORDS}tbl"))[-1]
    read = ["".join(table_row[1].itertext()) for table_row in ([*row.iter(f"{WORDS}tc")] for row in table.iter(f"{WORDS}tr"))]
    assert [tidy(text) for text in read[1:]] == [tidy(text) for text in NAUGHTY]


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.names: set[str] = set()
        self._is_in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs if name.startswith("on"))}
        if tag == "td":
            self.cells.append("")
            self._is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._is_in_cell = self._is_in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self.cells[-1] += data

    def handle_comment(self, data: str) -> None:
        self.names.add("comment")


def test_the_web_page_holds_every_string_and_no_tag_of_theirs(document: Document) -> None:
    page = _Cells()
    page.feed(write_page(document, translator("ar")).partition("</table></div></main>")[0])
    assert [tidy(text) for text in page.cells] == [tidy(text) for text in NAUGHTY]
    assert page.names.isdisjoint(
        {"script", "iframe", "svg", "comment", "object", "input", "video", "onerror", "onload", "onclick"}
    )

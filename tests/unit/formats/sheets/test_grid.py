"""Cells come as they stand, whatever the file is called, and what would not fit in memory is refused before it is unpacked."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from baseldesk.errors import FileRefused
from baseldesk.formats.sheets import grid, tally
from baseldesk.formats.sheets.grid import column_name, read_book
from tests.faults.bombs_old_sheets import old_workbook

# csv-spectrum's cases, written anew: what stands in the file, and the cells.
DIALECTS = {
    "quoted commas": ('a,b\n1,"120 any st., Anytown"\n', [["a", "b"], ["1", "120 any st., Anytown"]]),
    "quoted quotes": ('a,b\n1,"ha ""ha"" ha"\n', [["a", "b"], ["1", 'ha "ha" ha']]),
    "new lines": ('a,b\r\n"Once upon \r\na time",5\r\n', [["a", "b"], ["Once upon \r\na time", "5"]]),
    "empty cells": ('a,b,c\n1,"",""\n2,3,4\n', [["a", "b", "c"], ["1"], ["2", "3", "4"]]),
    "semicolons": ("nom;ville\nAtelier;Dakar\n", [["nom", "ville"], ["Atelier", "Dakar"]]),
    "tabs": ("a\tb\n1,5\t2\n", [["a", "b"], ["1,5", "2"]]),
}


@pytest.mark.parametrize("name", DIALECTS)
def test_text_tables_are_read_as_they_were_meant(tmp_path: Path, name: str) -> None:
    text, cells = DIALECTS[name]
    path = tmp_path / "whatever.dat"
    path.write_bytes(text.encode())
    assert read_book(path).sheets[0].rows == cells


@pytest.mark.parametrize(("encoding", "guessed"), [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)])
def test_an_old_encoding_is_a_guess_and_says_so(tmp_path: Path, encoding: str, guessed: bool) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(
        "Activité,Région\nFormation des agents à l'échelle nationale,Thiès\nÉvaluation à mi-parcours,Kédougou\n".encode(encoding)
    )
    book = read_book(path)
    assert book.sheets[0].rows[1] == ["Formation des agents à l'échelle nationale", "Thiès"]
    assert ("guessed" in book.about) == guessed


def test_cyrillic_and_arabic_code_pages_are_told_apart(tmp_path: Path) -> None:
    for encoding, text in (
        ("cp1251", "Мероприятие,Место\nОбучение сотрудников таможни,Москва\nСбор использованных батарей,Казань\n"),
        ("cp1256", "النشاط,المكان\nتدريب موظفي الجمارك على النفايات,القاهرة\nجمع البطاريات المستعملة,عمان\n"),
    ):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        assert read_book(path).about["encoding"].lower().replace("-", "").replace("windows", "cp").endswith(encoding[2:])


def test_a_workbook_keeps_numbers_dates_and_truth(tmp_path: Path) -> None:
    path = tmp_path / "plain.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet("Data"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["Name", "Count", "Share", "On", "Done"])
        sheet.write_row(1, 0, ["Atelier", 12, 0.1])
        sheet.write_datetime(1, 3, date(2026, 2, 3), day)
        sheet.write_boolean(1, 4, True)
    assert read_book(path).sheets[0].rows[1] == ["Atelier", Decimal(12), Decimal("0.1"), date(2026, 2, 3), True]


def archive(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


SHARED = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
BOMBS = {
    "unpacks to more than it may": (archive(xl__workbook_xml=b"<w/>", xl__sheet_xml=b" " * (300 << 20)), "sheet.too_large"),
    "a long text in many cells": (
        archive(xl__workbook_xml=b"<w/>", xl__sharedStrings_xml=SHARED, xl__sheet_xml=b'<c t="s"><v>0</v></c>' * 10_000),
        "sheet.too_large",
    ),
    "repeated cells": (
        archive(content_xml=b'<table:table-cell table:number-columns-repeated="15000"><text:p/></table:table-cell>' * 300),
        "sheet.too_large",
    ),
    "too many entries": (archive(**{f"xl__{n}": b"" for n in range(2_100)}), "sheet.too_large"),
    "no workbook inside": (archive(readme=b"hello"), "sheet.no_workbook"),
    "cut off": (archive(xl__workbook_xml=b"<w/>")[:-30], "sheet.damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_workbook_is_refused_before_it_fills_the_memory(tmp_path: Path, name: str) -> None:
    content, code = BOMBS[name]
    path = tmp_path / "report.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        read_book(path)
    assert refused.value.code == code


def test_a_workbook_of_the_old_kind_is_read_whatever_it_is_called_and_its_texts_are_measured(tmp_path: Path, monkeypatch) -> None:
    texts = [b"title", b"x" * 8219, b"y" * 20_000, b"Dakar"]  # which go on from one record to the next
    path = tmp_path / "old.xlsx"
    path.write_bytes(old_workbook(texts))
    book = read_book(path)
    assert (book.kind, [row[0] for row in book.sheets[0].rows[2:]]) == ("xls", [one.decode() for one in texts])
    monkeypatch.setattr(tally, "MOST_UNPACKED", 2 * sum(map(len, texts)))
    read_book(path)
    monkeypatch.setattr(tally, "MOST_UNPACKED", 2 * sum(map(len, texts)) - 1)
    with pytest.raises(FileRefused):
        read_book(path)


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "LONGEST_CELL", 1000)
    path = tmp_path / "line.csv"
    path.write_text("a,b\n" + "x" * 5000)
    with pytest.raises(FileRefused) as refused:
        read_book(path)
    assert refused.value.code == "sheet.too_large"


def test_columns_are_named_as_in_spreadsheets() -> None:
    assert [column_name(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]

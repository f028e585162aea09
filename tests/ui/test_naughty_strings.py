"""Formulas are defused on their way out and restored by our own import; naughty strings are printed as they are."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.formats.sheets.grid import CALCULATED
from baseldesk.formats.sheets.opening import read_ours
from baseldesk.formats.sheets.returning import take_back
from baseldesk.formats.sheets.writing import tables, write_text
from baseldesk.i18n import translator
from baseldesk.reports.activity import print_activity
from baseldesk.reports.gather import activity_data
from tests.unit.reports.reading import read_with_pdfium

STRINGS = Path(__file__).parents[1] / "fixtures" / "strings"
NAUGHTY: list[str] = [one for one in json.loads((STRINGS / "naughty-strings.json").read_text(encoding="utf-8")) if one.strip()]
FORMULAS = (STRINGS / "formulas.txt").read_text(encoding="utf-8").splitlines()
# What Qt, XML and CSV might take for something else, beside the list.
OURS = [
    "nul \0 within", "lone \ud800 surrogate", "A\u030a not composed", "  blanks about ", "two\nlines", "_x0041_ no escape",
    "x" * 40_000,
]  # fmt: skip
EVERYTHING = [*NAUGHTY, *FORMULAS, *OURS]


def table(desk: Desk) -> list[Any]:
    """All activities on their way out."""
    return tables(desk, {"activity": ListQuery("activity")}, translator("en"))


def assert_harmless(name: str, raw: bytes) -> None:
    """Nothing in a table that goes out is calculated by who opens it."""
    if name.endswith("xlsx"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            assert b"<f>" not in b"".join(archive.read(one) for one in archive.namelist() if "sheets/" in one)
    else:
        rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
        assert not [cell for row in rows for cell in row if cell.startswith(CALCULATED)]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_defused_on_their_way_out_and_restored_by_an_import_of_ours(desk: Desk, tmp_path: Path, text: str) -> None:
    identity = desk.new_id()
    desk.save([Edit("activity", identity, {"title": {"en": "Plain"}, "city": text})])
    raw = write_text(table(desk)[0])
    assert_harmless("t.csv", raw)
    desk.save([Edit("activity", identity, {"city": None})])
    fresh = raw.decode("utf-8-sig").splitlines()
    fresh[1] = fresh[1].rpartition(",")[0] + ","  # without its mark the row is a new record
    (tmp_path / "t.csv").write_text("\n".join(fresh), encoding="utf-8")
    book = read_ours(tmp_path / "t.csv")
    assert book is not None
    assert take_back(desk, book).created == 1
    assert text in {row.values.get("city") for row in desk.find("activity")}


def test_naughty_strings_are_printed(desk: Desk, tmp_path: Path) -> None:
    identity = desk.new_id()
    some = [one for one in EVERYTHING if len(one) < 1000]
    desk.save(
        [Edit("activity", identity, {"title": {"en": "<b>T</b>"}, "summary": {"en": "\n".join(some)}, "city": FORMULAS[1]})]
    )
    printed = print_activity(activity_data(desk, identity), translator("en"), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == printed.pages > 3
    text = "".join(read_with_pdfium(tmp_path / "a.pdf").split())
    for shown in ("<b>T</b>", "<script>alert(123)</script>", "1;DROPTABLEusers", "$HOME", "@SUM(1+1)*cmd|"):
        assert shown in text, (shown, [text[m - 60 : m + 60] for m in range(len(text)) if text.startswith("alert", m)][:3])

"""Tables that go out and come back: changes in them are taken over, what was changed here stays, nothing is calculated."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.formats.intake import Intake
from baseldesk.formats.sheets.formulas import defuse, is_calculated, restore
from baseldesk.formats.sheets.grid import read_book
from baseldesk.formats.sheets.opening import read_ours
from baseldesk.formats.sheets.returning import take_back
from baseldesk.formats.sheets.writing import tables, write_text, write_workbook
from baseldesk.i18n import LANGUAGES, translator

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "'=1",
    '=HYPERLINK("http://example.org")',
    "https://example.org",
    "a\ufffeb",
    "0012",
    "1e5",
    "TRUE",
]


@pytest.fixture
def activity(desk: Desk) -> bytes:
    identity = desk.new_id()
    desk.save([Edit("activity", identity, {
        "title": {"fr": "Atelier", "ar": "ورشة"}, "kind": "AK-TRAIN", "starts_on": date(2026, 2, 3),
        "planned_budget": Decimal("1200.50"), "countries": {"SN": Decimal(60), "TG": Decimal("40")}, "in_plan": True,
        "languages": {"fr": True, "en": True},
        "external_ids": {"IATI:XX-1": True},
    })])  # fmt: skip
    return identity


def table(desk: Desk, language: str = "en", kind: str = "activity", people: bool = False):
    return tables(desk, {kind: ListQuery(kind)}, translator(language), people=people)


def write(tmp_path: Path, raw: bytes, name: str) -> Path:
    path = tmp_path / name
    path.write_bytes(raw)
    return path


def bring_back(desk: Desk, path: Path) -> Intake:
    book = read_ours(path)
    assert book is not None
    return take_back(desk, book)


def edit_cells(path: Path, changes: dict[tuple[int, str], object]) -> Path:
    """The workbook as a person saves it after changing cells, named by row and heading; a new row may be added."""
    rows = read_book(path).sheets[0].rows
    heading = rows[0]
    for (row, name), value in changes.items():
        while len(rows) <= row:
            rows.append([])
        place = heading.index(name)
        rows[row] += [None] * (len(heading) - len(rows[row]))
        rows[row][place] = value  # type: ignore[call-overload]
    edited = path.with_name("edited.xlsx")
    with xlsxwriter.Workbook(edited, {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Edited")
        for n, cells in enumerate(rows):
            sheet.write_row(n, 0, [float(one) if isinstance(one, Decimal) else "" if one is None else one for one in cells])
    return edited


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_not_touched_comes_back_unchanged(desk: Desk, tmp_path: Path, activity: bytes, language: str, kind: str) -> None:
    found = table(desk, language)
    raw = write_workbook(found, translator(language)) if kind == "xlsx" else write_text(found[0])
    intake = bring_back(desk, write(tmp_path, raw, f"table.{kind}"))
    assert (intake.read, intake.unchanged, intake.warnings) == (1, 1, [])


def test_changed_cells_are_taken_over_each_in_its_kind(desk: Desk, tmp_path: Path, activity: bytes) -> None:
    path = write(tmp_path, write_workbook(table(desk), translator("en")), "table.xlsx")
    edited = edit_cells(path, {
        (1, "Title (French)"): "Atelier de formation", (1, "Planned start"): date(2026, 3, 1),
        (1, "Planned budget"): Decimal(1300), (1, "Beneficiary Parties"): "Senegal: 50; Benin",
        (1, "Kind of activity"): "Awareness-raising", (1, "Planned end"): "5 March 2026",
        (1, "In the centre's plan"): "no",
    })  # fmt: skip
    intake = bring_back(desk, edited)
    values = desk.record("activity", activity).values
    assert (intake.updated, intake.warnings) == (1, [])
    assert values["title"] == {"fr": "Atelier de formation", "ar": "ورشة"}
    assert (values["starts_on"], values["ends_on"], values["planned_budget"]) == (
        date(2026, 3, 1),
        date(2026, 3, 5),
        Decimal(1300),
    )
    assert (values["countries"], values["kind"], values["in_plan"]) == ({"SN": Decimal(50), "BJ": True}, "AK-AWARE", False)
    desk.undo()
    assert desk.record("activity", activity).values["title"]["fr"] == "Atelier"


def test_an_emptied_cell_empties_the_field(desk: Desk, tmp_path: Path, activity: bytes) -> None:
    path = write(tmp_path, write_workbook(table(desk), translator("en")), "table.xlsx")
    bring_back(desk, edit_cells(path, {(1, "Planned budget"): None, (1, "Beneficiary Parties"): None}))
    values = desk.record("activity", activity).values
    assert values.get("planned_budget") is None
    assert not values.get("countries")


def test_what_was_changed_here_meanwhile_stays_and_is_named(desk: Desk, tmp_path: Path, activity: bytes) -> None:
    path = write(tmp_path, write_workbook(table(desk), translator("en")), "table.xlsx")
    edited = edit_cells(path, {(1, "City"): "Thiès", (1, "Title (French)"): "Leur titre"})
    desk.save([Edit("activity", activity, {"title": {"fr": "Notre titre"}})])
    intake = bring_back(desk, edited)
    assert [one.code for one in intake.warnings] == ["import.kept_yours"]
    assert (desk.record("activity", activity).values["title"]["fr"], desk.record("activity", activity).values["city"]) == (
        "Notre titre",
        "Thiès",
    )


def test_an_old_table_takes_nothing_back(desk: Desk, tmp_path: Path, activity: bytes) -> None:
    """A table that lay about for a month does not undo the month."""
    path = write(tmp_path, write_text(table(desk)[0]), "old.csv")
    desk.save([Edit("activity", activity, {"city": "Dakar", "title": {"fr": "Nouveau"}})])
    intake = bring_back(desk, path)
    assert (intake.unchanged, intake.warnings) == (1, [])
    assert desk.record("activity", activity).values["city"] == "Dakar"


def test_a_row_without_mark_is_new_and_one_of_a_deleted_record_stays_deleted(desk: Desk, tmp_path: Path, activity: bytes) -> None:
    path = write(tmp_path, write_workbook(table(desk), translator("en")), "table.xlsx")
    edited = edit_cells(path, {(2, "Title (French)"): "Nouvelle activité", (2, "City"): "Dakar"})
    desk.save([Edit("activity", activity, life=False)])
    intake = bring_back(desk, edited)
    assert (intake.created, [one.code for one in intake.warnings]) == (1, ["import.deleted_here"])
    assert [row.values["city"] for row in desk.find("activity")] == ["Dakar"]


def test_a_cell_that_cannot_be_is_said_and_the_record_stays(desk: Desk, tmp_path: Path, activity: bytes) -> None:
    path = write(tmp_path, write_workbook(table(desk), translator("en")), "table.xlsx")
    intake = bring_back(desk, edit_cells(path, {(1, "Planned start"): "soon", (1, "Reference"): "MY-1"}))
    assert sorted(one.code for one in intake.warnings) == ["sheet.cell_not_understood", "sheet.read_only"]
    assert desk.record("activity", activity).values["starts_on"] == date(2026, 2, 3)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_calculated_and_every_text_comes_back_as_it_was(desk: Desk, tmp_path: Path, text: str) -> None:
    desk.save([Edit("partner", desk.new_id(), {"acronym": text, "name": {"en": text}})])
    found = table(desk, kind="partner")
    workbook = write(tmp_path, write_workbook(found, translator("en")), "table.xlsx")
    with zipfile.ZipFile(workbook) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    text_table = write_text(found[0]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(text_table.splitlines()) for cell in row]
    assert not [cell for cell in cells if is_calculated(cell) and not cell.startswith("'")]
    for path in (workbook, write(tmp_path, text_table.encode(), "table.csv")):
        assert bring_back(desk, path).unchanged == 1, path
        kept = text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") if path == workbook else text
        assert kept.strip() in read_book(path).sheets[0].rows[1]


SIGNS = "=+-@＝＋－＠"
BEFORE = ("", "'", "''", " ", "\t", "\r", "\n", "\u3000", "\u00a0", "\u200b", " '", "' ")


def test_an_apostrophe_before_a_formula_is_put_and_taken_once() -> None:
    for text in (f"{before}{sign}1+1" for before in BEFORE for sign in SIGNS):
        assert defuse(text) == f"'{text}", ascii(text)
        assert restore(defuse(text)) == text
    for text in ("\t1", "\r1", "'\tcmd"):
        assert (defuse(text), restore(defuse(text))) == (f"'{text}", text)
    for text in ("l'eau", "'quoted'", "", "'", "a=1", "1-2", " text", "«=»"):
        assert (defuse(text), restore(text)) == (text, text)


def test_right_to_left_sheets_and_headings_in_the_reader_s_language(desk: Desk, tmp_path: Path, activity: bytes) -> None:
    path = write(tmp_path, write_workbook(table(desk, "ar"), translator("ar")), "table.xlsx")
    with zipfile.ZipFile(path) as archive:
        assert 'rightToLeft="1"' in archive.read("xl/worksheets/sheet1.xml").decode()
    assert "تدريب" in str(read_book(path).sheets[0].rows[1])


def test_people_s_data_stay_out_unless_asked_for(desk: Desk) -> None:
    desk.save([Edit("officer", desk.new_id(), {"name": "N. N.", "function": "Officer"})])
    assert "N. N." not in write_text(table(desk, kind="officer")[0]).decode()
    assert "N. N." in write_text(table(desk, kind="officer", people=True)[0]).decode()


def test_what_others_wrote_is_no_table_of_ours(tmp_path: Path) -> None:
    assert read_ours(write(tmp_path, b"Title,City\nx,y\n", "other.csv")) is None

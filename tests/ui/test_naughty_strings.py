"""What people type arrives: from the form to the desk, in a sealed bundle to another desk, out to tables and back, onto paper."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.formats.sheets import writing
from baseldesk.formats.sheets.grid import Book
from baseldesk.formats.sheets.opening import read_ours
from baseldesk.formats.sheets.returning import take_back
from baseldesk.formats.sheets.writing import tables, write_text, write_workbook
from baseldesk.i18n import translator
from baseldesk.records.types import record_type
from baseldesk.records.values import clean_text
from baseldesk.reports.activity import print_activity
from baseldesk.reports.gather import activity_data
from baseldesk.sync.bundle import export_bundle, import_bundle
from tests.faults.pair import Pair, found_pair
from tests.unit.reports.reading import read_with_pdfium
from ui.widgets.field_editor import FieldEditor
from ui.widgets.field_text import LineEditor, ProseEditor
from ui.widgets.field_translated import TranslatedEditor
from ui.widgets.text_entry import whole

STRINGS = Path(__file__).parents[1] / "fixtures" / "strings"
NAUGHTY: list[str] = [one for one in json.loads((STRINGS / "naughty-strings.json").read_text(encoding="utf-8")) if one.strip()]
FORMULAS = (STRINGS / "formulas.txt").read_text(encoding="utf-8").splitlines()
# What Qt, XML and CSV might take for something else, beside the list.
OURS = [
    "nul \0 within", "lone \ud800 surrogate", "A\u030a not composed", "  blanks about ", "two\nlines", "_x0041_ no escape",
    "one\u2028two\u2029three\u0085four", "\ufdd0 no letters \ufdd1\ufffe", "\ufffe turned round", "\ufeff marked",
    "x" * 40_000,
]  # fmt: skip
EVERYTHING = [*NAUGHTY, *FORMULAS, *OURS]
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
PAYLOADS = [*FORMULAS[1:], *(f"{before}{sign}1+1" for sign in SIGNS for before in ("", "'", "\t", "\n", "\u3000", "\u200b"))]
WRITTEN = ("title", "summary", "city", "venue")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two desks that have heard of each other."""
    with found_pair(tmp_path_factory.mktemp("naughty")) as found:
        yield found


@pytest.fixture
def editors(qtbot: Any, language: Any) -> dict[str, FieldEditor]:
    """The editors of an activity's title, summary and city, as the form makes them, and one of paragraphs."""
    fields = record_type("activity").by_name
    made: dict[str, FieldEditor] = {name: TranslatedEditor(fields[name]) for name in ("title", "summary")}
    made |= {"city": LineEditor(fields["city"]), "need": ProseEditor(fields["need"])}
    for one in made.values():
        qtbot.addWidget(one)
    return made


def paste(editor: FieldEditor, text: str) -> None:
    """Inserts a text where the cursor stands, as a paste does."""
    entry: Any = editor.entry
    entry.insertPlainText(whole(text)) if hasattr(entry, "insertPlainText") else entry.insert(whole(text))


def type_in(editors: dict[str, FieldEditor], text: str) -> dict[str, object]:
    """What the form hands over of a text that a person pasted into each editor."""
    for editor in editors.values():
        editor.load(None)
        paste(editor, text)
    return {name: editor.value() for name, editor in editors.items()}


def pasted(text: str) -> str:
    """What a paste leaves of a text: Qt takes no lone surrogates."""
    return clean_text("".join(one for one in text if not 0xD800 <= ord(one) <= 0xDFFF))


def in_paragraphs(text: str) -> str:
    """The ends of lines and paragraphs of other programs become plain ones where they are pasted among paragraphs."""
    return re.sub("[\u2028\u2029\ufdd0\ufdd1]", "\n", pasted(text))


def table(desk: Desk) -> list[Any]:
    """All activities on their way out."""
    return tables(desk, {"activity": ListQuery("activity")}, translator("en"))


def held(desk: Desk, ids: list[bytes]) -> list[dict[str, Any]]:
    """The values of these activities."""
    found = [desk.record("activity", one) for one in ids]
    return [one.values for one in found if one is not None]


def test_naughty_strings_arrive_everywhere(pair: Pair, editors: dict[str, FieldEditor], tmp_path: Path) -> None:
    ids = [pair.centre.new_id() for _ in EVERYTHING]
    typed = [{**type_in(editors, text), "venue": text} for text in EVERYTHING]
    pair.centre.save([Edit("activity", one, values) for one, values in zip(ids, typed, strict=True)])
    here = held(pair.centre, ids)
    for text, values in zip(EVERYTHING, here, strict=True):
        assert values["venue"] == clean_text(text), ascii(text)
        assert values.get("title", {}).get("en", "") == values.get("city", "") == pasted(text), ascii(text)
        assert values.get("summary", {}).get("en", "") == values.get("need", "") == in_paragraphs(text), ascii(text)

    done = export_bundle(pair.centre, "secretariat", pair.folder())
    assert done.encrypted
    assert import_bundle(pair.secretariat, [path for path, _ in done.files]).refused == []
    assert held(pair.secretariat, ids) == here

    for name, raw in (("t.xlsx", write_workbook(table(pair.secretariat), translator("en"))),
                      ("t.csv", write_text(table(pair.secretariat)[0]))):  # fmt: skip
        (tmp_path / name).write_bytes(raw)
        assert formulas_in(name, raw) == []
        book = read_ours(tmp_path / name)
        assert book is not None
        back = take_back(pair.secretariat, book)
        assert (back.read, back.unchanged, back.warnings) == (len(ids), len(ids), []), name
        assert Counter(rows_as_new(pair.secretariat, book)) == Counter(map(as_cells(name), here)), name
    assert held(pair.secretariat, ids) == here


def rows_as_new(desk: Desk, book: Book, fields: tuple[str, ...] = WRITTEN) -> list[str]:
    """What the rows of a table of ours make where none is known again; they are undone afterwards."""
    for row in book.sheets[0].rows[1:]:
        row[-1] = None
    before = {row.id for row in desk.find("activity")}
    take_back(desk, book)
    new = [row.id for row in desk.find("activity") if row.id not in before]
    found = [repr([values.get(name) for name in fields]) for values in held(desk, new)]
    desk.undo()
    return found


def as_cells(name: str) -> Any:
    """What a cell can hold of the values of a record: no blanks about it, no NUL, in a workbook nothing that XML cannot hold."""
    missing = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]" if name.endswith("xlsx") else "\0"

    def cell(held: Any) -> Any:
        if isinstance(held, dict):
            return {language: cell(text) for language, text in held.items()}
        return clean_text(re.sub(missing, "\ufffd", held[:32_000] if name.endswith("xlsx") else held).strip())

    return lambda values: repr([cell(values[one]) for one in WRITTEN])


def test_what_nobody_touches_in_the_form_stays_as_it_is(editors: dict[str, FieldEditor]) -> None:
    changed = []
    for text in map(clean_text, EVERYTHING):
        for name, editor in editors.items():
            editor.load({"en": text} if name in ("title", "summary") else text)
            shown = editor.value()
            if editor.changes() or (shown["en"] if isinstance(shown, dict) else shown) != text:
                changed.append((name, text))
    assert changed == []
    for name in ("summary", "need"):
        editors[name].load({"en": OURS[6]} if name == "summary" else OURS[6])
        editors[name].entry.moveCursor(editors[name].entry.textCursor().MoveOperation.EndOfWord)  # type: ignore[attr-defined]
        paste(editors[name], " and\u2028a half")
        after = "one and\na half\u2028two\u2029three\u0085four"
        assert editors[name].changes() == {name: {"en": after} if name == "summary" else after}


def formulas_in(name: str, raw: bytes) -> list[str]:
    """The cells of a table that who opens it would calculate."""
    if name.endswith("xlsx"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            sheets = b"".join(archive.read(one) for one in archive.namelist() if "sheets/" in one)
        return re.findall("<f>.*?</f>", sheets.decode())
    rows = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    return [cell for row in rows for cell in row if cell.strip("\u200b \t\r\n\u3000")[:1] in SIGNS or cell[:1] in ("\t", "\r")]


def test_formulas_are_defused_on_their_way_out_and_restored_by_an_import_of_ours(desk: Desk, tmp_path: Path) -> None:
    desk.save([Edit("activity", desk.new_id(), {"title": {"en": "Plain"}, "city": text, "need": text}) for text in PAYLOADS])
    workbook, text_table = write_workbook(table(desk), translator("en")), write_text(table(desk)[0])
    for name, raw in (("t.xlsx", workbook), ("t.csv", text_table)):
        assert formulas_in(name, raw) == []
        (tmp_path / name).write_bytes(raw)
        book = read_ours(tmp_path / name)
        assert book is not None
        found = rows_as_new(desk, book, ("city", "need"))
        assert Counter(found) == Counter(repr([text.strip()] * 2) for text in PAYLOADS)


def test_without_the_apostrophe_and_without_words_they_would_be_calculated(desk: Desk, monkeypatch: Any) -> None:
    """The control: both guards taken away."""
    desk.save([Edit("activity", desk.new_id(), {"city": text}) for text in PAYLOADS])
    monkeypatch.setattr(writing, "defuse", str)
    assert len(formulas_in("t.csv", write_text(table(desk)[0]))) == sum(text[0] != "'" for text in PAYLOADS)
    monkeypatch.setattr(writing, "_write_cell", lambda sheet, row, n, cell, looks: sheet.write_formula(row, n, str(cell)))
    assert len(formulas_in("t.xlsx", write_workbook(table(desk), translator("en")))) >= len(PAYLOADS)


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
    readable = ["".join(one.split()) for one in some if len(one) < 60 and can_be_extracted(one)]  # that fit on a line of a page
    assert [one for one in readable if one not in text] == []
    assert len(readable) > 0.7 * len(some)
    assert {"<b>T</b>", "<script>alert(123)</script>", "1;DROPTABLEusers", "$HOME"} <= {"<b>T</b>", *readable}


def can_be_extracted(text: str) -> bool:
    """Whether a reader of PDF gives the signs of a text back one by one, in their order.

    Signs that nobody sees are printed as a mark, marks above letters become one with them, lines from right to left are
    turned round where they break, and of emoji that join the fonts have none.
    """
    plain = unicodedata.normalize("NFC", text) == text
    kinds = {unicodedata.category(one)[0] for one in text}
    is_one_way = not {unicodedata.bidirectional(one) for one in text} & {"R", "AL", "AN"}
    return (
        plain and is_one_way and not kinds & {"C", "M"} and not re.search("[ﬁﬂ\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]", text)
    )

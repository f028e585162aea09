"""Every cell of other people's tables stands in a record, in the table of what was left out, or is told to the person.

The tables lie beside the clone (`../shared/data`): they are other people's, and some may not be shipped.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec
import pytest

from baseldesk.desk.desk import Desk
from baseldesk.errors import Refused
from baseldesk.formats.draft import Ids, Source
from baseldesk.formats.intake import Intake, take_in
from baseldesk.formats.open import read
from baseldesk.formats.rejects import rejects_table
from baseldesk.formats.sheets.cells import find_code, text_of
from baseldesk.formats.sheets.grid import Book, Cell, column_name, read_book
from baseldesk.formats.sheets.headings import is_tagged
from baseldesk.formats.sheets.mapping import Mapping, guess_mapping, read_mapping, sheet_of
from baseldesk.formats.sheets.targets import PARTNER, parse_target
from baseldesk.i18n import translator
from baseldesk.records.types import record_type
from baseldesk.records.values import clean_text

DATA = Path(__file__).parents[5] / "shared" / "data"
FOLDERS = ("activities-3w", "spreadsheets", "csv-dialects")
NO_TABLES = {".json": "format.json", ".zip": "sheet.no_workbook"}  # refused, and the person is told which and why

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="cannot run here: other people's tables do not lie beside the clone")


def files() -> list[Path]:
    """All of them, in their order."""
    return sorted(one for folder in FOLDERS for one in (DATA / folder).rglob("*") if one.is_file())


def test_every_cell_of_other_people_s_tables_is_accounted_for(desk: Desk, record_property: Any) -> None:
    figures: Counter[str] = Counter()
    lost: list[str] = []
    for path in files():
        figures["files"] += 1
        if path.suffix in NO_TABLES:
            with pytest.raises(Refused) as refused:
                read(path)
            assert refused.value.code == NO_TABLES[path.suffix]
            figures["no tables, refused"] += 1
            continue
        book = read_book(path)
        guessed = guess_mapping(sheet_of(book, ""))
        if not guessed.columns:
            figures["of unknown headings, first column by hand"] += 1
        source = read(path, mapping=None if guessed.columns else msgspec.structs.replace(guessed, columns={"A": "title"}))
        intake = take_in(desk, source)
        again = take_in(desk, source)
        assert (again.created, again.updated) == (0, 0), path
        figures["rows"] += intake.read
        lost += [*account(desk, path, book, source, intake, figures)]
        desk.undo()
    record_property("tables", str(dict(figures)))
    assert lost == [], lost
    assert figures["in records"] > 0.95 * (figures["cells"] - figures["headings"])
    assert figures["cells"] > 10_000


def account(desk: Desk, path: Path, book: Book, source: Source, intake: Intake, figures: Counter[str]) -> Iterator[str]:
    """Counts where the cells are; gives those that are nowhere."""
    mapping = read_mapping(source.about["mapping"])
    sheet, told, held = sheet_of(book, mapping.sheet), told_in(intake), texts_of_rows(desk, source, mapping)
    for one in book.sheets:
        for at, row in enumerate(one.rows, 1):
            for n, cell in enumerate(row):
                if cell is None:
                    continue
                figures["cells"] += 1
                place = "nowhere"
                if one is not sheet:
                    place = "told" if f"“{one.name}”" in told else place
                elif at == mapping.heading or (at < mapping.first and is_tagged(row)):
                    place = "headings"
                elif at >= mapping.first and stands(mapping, column_name(n), cell, held.get(at, set())):
                    place = "in records"
                elif text_of(cell) in told:
                    place = "told"
                figures[place] += 1
                if place == "nowhere":
                    yield f"{path.name}: {one.name}!{column_name(n)}{at}: {text_of(cell)}"


def told_in(intake: Intake) -> str:
    """All that is said of an import, in the table that the person may keep."""
    rows = csv.reader(io.StringIO(rejects_table(intake, translator("en")).decode("utf-8-sig"), newline=""))
    return "\n".join(cell for row in rows for cell in row)


def texts_of_rows(desk: Desk, source: Source, mapping: Mapping) -> dict[int, set[str]]:
    """Number of a row → every text of its record and of what hangs on it, as the desk holds them."""
    hanging: dict[bytes, list[object]] = defaultdict(list)
    for kind in ("activity_partner", "headcount"):
        for row in desk.find(kind):
            hanging[row.values["activity"]].append(row.values)
    ids, out = Ids(desk.owner), {}
    for item in source.items():
        if item.counted and item.drafts:
            record = ids.find(item.drafts[0].ref)
            shown = desk.record(mapping.type, record)
            assert shown is not None
            out[int(re.findall(r"\d+", item.where)[-1])] = set(texts_in([shown.values, hanging[record]]))
    return out


def texts_in(value: Any) -> Iterator[str]:
    """Every text in values, other data opened."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from (str(key), *texts_in(json.loads(one) if key == "other_data" else one))
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)
    else:
        yield text_of(value) if isinstance(value, Decimal) else str(value)


def stands(mapping: Mapping, column: str, cell: Cell, texts: set[str]) -> bool:
    """Whether a record holds what the cell says: as it is, as the names of partners, or as the code that it means."""
    text = clean_text(text_of(cell))
    target = parse_target(mapping.columns.get(column, ""), mapping.type)
    if text in texts or (
        target and target.record == PARTNER and {one.strip() for one in re.split("[;\n]", text)} - {""} <= texts
    ):
        return True
    vocabulary = record_type(mapping.type).by_name[target.field].vocabulary if target and not target.record else ""
    return bool(vocabulary) and find_code(vocabulary, text) in texts


def test_the_dialects_of_csv_are_read_as_their_makers_say() -> None:
    """Beside each table lies what it holds, as JSON."""
    tables = sorted((DATA / "csv-dialects").glob("*.csv"))
    tables.remove(DATA / "csv-dialects" / "location_coordinates.csv")  # in its JSON the telephone number is another one
    for path in tables:
        heading, *rows = read_book(path).sheets[0].rows
        held = [{str(name): text_of(cell) for name, cell in zip_longest(heading, row)} for row in rows]
        meant = json.loads((DATA / "csv-dialects" / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        rows_meant = meant if isinstance(meant, list) else [meant]
        assert held == [{name: text.strip() for name, text in row.items()} for row in rows_meant], path.name
    assert len(tables) >= 11

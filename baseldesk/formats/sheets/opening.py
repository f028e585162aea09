"""From a workbook or text table to a source: by the mapping given, the one settled before for this layout, or a guess."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from baseldesk.errors import FileRefused
from baseldesk.formats.draft import Source
from baseldesk.formats.sheets.grid import Book, Sheet, read_book
from baseldesk.formats.sheets.mapping import Mapping, guess_mapping, sheet_of
from baseldesk.formats.sheets.reading import sheet_source
from baseldesk.formats.sheets.returning import is_ours

Recall = Callable[[Sheet], Mapping | None]


def open_file(
    path: Path, size: int, *, mapping: Mapping | None = None, recall: Recall | None = None, kind: str = "", into: str = ""
) -> Source:
    """The rows of a file as a source; `about["mapping"]` says as JSON how its columns were taken.

    Args:
        mapping: what a person settled; None to recall or guess.
        recall: finds what was settled before for this layout.
        kind: the record type of a row, where it is to be guessed.
        into: the record that all rows belong to.

    Raises:
        FileRefused: damaged, no table, or no column that could be anything.
        UsageError: the mapping does not fit the file.
    """
    book = read_book(path, encoding=mapping.encoding if mapping else "", delimiter=mapping.delimiter if mapping else "")
    refuse_prose(book, path)
    found = mapping or choose_mapping(book, recall, kind=kind, into=into)
    if not any(found.columns.values()):
        raise FileRefused("sheet.nothing_known", file=path.name)
    source = sheet_source(path, size, book, found)
    return replace(source, about={**source.about, "mapping": found.to_json()})


def read_ours(path: Path) -> Book | None:
    """The cells of a table that has gone out from a desk and may be brought back; None for any other file.

    Raises:
        FileRefused: damaged, or beyond the limits.
    """
    book = read_book(path)
    return book if is_ours(book) else None


def choose_mapping(book: Book, recall: Recall | None, *, kind: str = "", into: str = "") -> Mapping:
    """What was settled before for the fullest sheet, or the likeliest."""
    sheet = sheet_of(book, "")
    settled = recall(sheet) if recall else None
    return settled if settled and kind in ("", settled.type) else guess_mapping(sheet, kind=kind, into=into)


def refuse_prose(book: Book, path: Path) -> None:
    """A text of which no two lines have two cells is no table.

    Raises:
        FileRefused: it is none.
    """
    if not any(sum(len(row) > 1 for row in sheet.rows) > 1 for sheet in book.sheets):
        raise FileRefused("format.unknown" if book.kind == "csv" else "sheet.no_table", file=path.name)

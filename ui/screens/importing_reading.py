"""Reading, trying out and taking in other people's files; everything here runs outside the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Saved
    from baseldesk.formats.intake import Intake
    from baseldesk.formats.sheets.grid import Book
    from baseldesk.formats.sheets.mapping import Mapping

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
IATI, OURS, SHEET = "iati", "ours", "sheet"


@dataclass(frozen=True)
class Found:
    """A file that can be taken in: what it is, its cells, and how its columns are taken.

    Attributes:
        kind: IATI, OURS (a table that went out from a desk) or SHEET.
        about: what the file says of itself; `guessed` where its encoding is a guess.
        is_known: a person settled this layout before.
    """

    path: Path
    kind: str
    size: int
    book: Book | None = None
    mapping: Mapping | None = None
    about: dict[str, str] | None = None
    is_known: bool = False


@dataclass(frozen=True)
class Taken:
    """An import that is done: what it did, by which action it can be taken back, and the kinds that changed."""

    intake: Intake
    kinds: frozenset[str]
    action: bytes | None


def look(desk: Desk, path: Path, *, encoding: str = "") -> Found:
    """What a file is, and how its columns would be taken.

    Raises:
        FileRefused: of no kind that is known, damaged, or too large.
    """
    from baseldesk.formats import open as opening

    size = opening.measure(path)
    if not opening.is_sheet(path):
        return Found(path, IATI, size, about=dict(opening.read(path).about))
    from baseldesk.formats.sheets.grid import read_book
    from baseldesk.formats.sheets.opening import refuse_prose
    from baseldesk.formats.sheets.returning import is_ours

    book = read_book(path, encoding=encoding)
    if is_ours(book):
        return Found(path, OURS, size, book)
    refuse_prose(book, path)
    mapping, is_known = _settled_or_guessed(desk, book)
    return Found(path, SHEET, size, book, msgspec.structs.replace(mapping, encoding=encoding), book.about, is_known)


def _settled_or_guessed(desk: Desk, book: Book) -> tuple[Mapping, bool]:
    from baseldesk.formats.sheets.mapping import guess_mapping, recall, sheet_of

    sheet = sheet_of(book, "")
    with desk.read() as reader:
        settled = recall(reader, sheet)
    return settled or guess_mapping(sheet), settled is not None


def guess_again(book: Book, mapping: Mapping, *, row: int | None) -> Mapping:
    """The likeliest columns for another sheet, row of headings or type of row than before.

    Args:
        mapping: says which sheet, type and activity.
        row: of the headings, from 0; None to look for it.
    """
    from baseldesk.formats.sheets.mapping import guess_mapping, sheet_of

    found = guess_mapping(sheet_of(book, mapping.sheet), kind=mapping.type, row=row, into=mapping.into)
    return msgspec.structs.replace(found, encoding=mapping.encoding, delimiter=mapping.delimiter)


def rehearse(desk: Desk, found: Found, contacts: bool, *, progress: Progress, cancelled: Stop) -> Intake:
    """What taking the file in would do; changes nothing."""
    return _take(desk, found, contacts, True, progress, cancelled)


def take(desk: Desk, found: Found, contacts: bool, *, progress: Progress, cancelled: Stop) -> Taken:
    """Takes the file in as one action, and remembers how its columns were taken."""
    before = last_action(desk)
    intake = _take(desk, found, contacts, False, progress, cancelled)
    _remember(desk, found)
    after = last_action(desk)
    return Taken(intake, frozenset(intake.records), after if after != before else None)


def last_action(desk: Desk) -> bytes | None:
    """The newest thing done on this desk."""
    with desk.read() as reader:
        row = reader.one("SELECT id FROM action ORDER BY first_change DESC LIMIT 1")
    return bytes(row[0]) if row else None


def take_back(desk: Desk, taken: Taken, *, progress: Progress, cancelled: Stop) -> Saved | None:
    """Takes an import back; None where something newer was done meanwhile, which one undo would take back instead."""
    if taken.action is None or last_action(desk) != taken.action:
        return None
    return desk.undo(progress, cancelled)


def _take(desk: Desk, found: Found, contacts: bool, is_trial: bool, progress: Progress, cancelled: Stop) -> Intake:
    from baseldesk.formats.intake import take_in

    if found.kind == OURS:
        from baseldesk.formats.sheets import returning

        assert found.book is not None
        return returning.take_back(desk, found.book, rehearse=is_trial)
    if found.kind == IATI:
        from baseldesk.formats.open import read

        source = read(found.path, IATI)
    else:
        from baseldesk.formats.sheets.reading import sheet_source

        assert found.book is not None
        assert found.mapping is not None
        source = sheet_source(found.path, found.size, found.book, found.mapping)
    return take_in(desk, source, rehearse=is_trial, contacts=contacts, progress=progress, cancelled=cancelled)


def _remember(desk: Desk, found: Found) -> None:
    if found.kind == SHEET and found.book is not None and found.mapping is not None:
        from baseldesk.formats.sheets.mapping import keep, sheet_of

        with desk.write() as writer:
            keep(writer, sheet_of(found.book, found.mapping.sheet), found.mapping)

"""How the columns of a table become fields: guessed from headings and HXL tags, corrected by a person, kept per layout."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as Mapped
from typing import Any

import msgspec

from baseldesk.desk.database import Reader, Writer
from baseldesk.errors import UsageError
from baseldesk.formats.sheets.grid import Book, Sheet, column_name
from baseldesk.formats.sheets.headings import SEARCHED, Heading, find_heading, guess_language, normalise
from baseldesk.formats.sheets.targets import parse_target, tags_for, words_for
from baseldesk.records.types import TYPES

IMPORTED_TYPES = ("activity", "partner", "participant")
_TAG = b"baseldesk/mapping/1\0"
_ELSEWHERE = b"@"  # before the key of another layout: there are the headings
_LIKE = 0.6  # of the words of a heading and of a known one, in common: then it is offered


class Mapping(msgspec.Struct, frozen=True):
    """What is done with one sheet, as it stands in a MAP.json.

    Attributes:
        type: record type that a row makes.
        columns: {column (A, B …): target}; a column that is not named is kept as other data.
        sheet: its name; "" for the first.
        heading: number of the row with the headings, from 1; 0 where there is none.
        first: number of the first row of data, from 1.
        language: of texts that do not say otherwise.
        day_first: how 03/04/2026 is read.
        identifier: the column that names a row for ever, or "".
        into: the record that all rows belong to (the activity of participants), as an id, or "".
        encoding, delimiter: of a text table, where they are not to be guessed.
    """

    type: str
    columns: dict[str, str]
    sheet: str = ""
    heading: int = 1
    first: int = 2
    language: str = "en"
    day_first: bool = True
    identifier: str = ""
    into: str = ""
    encoding: str = ""
    delimiter: str = ""

    def to_json(self) -> str:
        """As a file that a person may edit."""
        return json.dumps(msgspec.to_builtins(self), ensure_ascii=False, indent=2) + "\n"


def read_mapping(text: str) -> Mapping:
    """A mapping as a file has it.

    Raises:
        UsageError: not of that form, or it names what there is not.
    """
    try:
        found = msgspec.json.decode(text.encode(), type=Mapping, strict=True)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeEncodeError) as reason:
        raise UsageError("mapping.malformed", reason=str(reason)[:200]) from None
    if found.type not in TYPES:
        raise UsageError("type.unknown", type=found.type, known=", ".join(IMPORTED_TYPES))
    for column, target in found.columns.items():
        if target and parse_target(target, found.type) is None:
            raise UsageError("mapping.target_unknown", column=column, target=target, type=found.type)
    return found


def sheet_of(book: Book, name: str) -> Sheet:
    """The sheet of that name, or the fullest where none is named.

    Raises:
        UsageError: there is none of that name, or nothing in the file.
    """
    if not book.sheets:
        raise UsageError("mapping.no_sheet", sheet=name)
    if not name:
        return max(book.sheets, key=lambda one: len(one.rows))
    found = next((one for one in book.sheets if one.name == name), None)
    if found is None:
        raise UsageError("mapping.no_sheet", sheet=name)
    return found


def guess_mapping(sheet: Sheet, *, kind: str = "", language: str = "en", row: int | None = None, into: str = "") -> Mapping:
    """The likeliest mapping of a sheet; for a person to look at, never to be taken without a preview.

    Args:
        kind: the record type of a row; "" takes the type of which the most columns are known.
        language: of the texts, where they do not tell.
        row: the row of the headings, from 0, where a person has said so.
    """
    heading = find_heading(sheet, row)
    kinds = [kind] if kind else [one for one in IMPORTED_TYPES if one != "participant" or into]
    columns, best = max(((_columns(heading, one), one) for one in kinds), key=lambda pair: len(set(pair[0].values())))
    return Mapping(
        best,
        columns,
        sheet.name,
        heading.row + 1,
        heading.first + 1,
        guess_language(_texts(sheet, heading), language),
        _is_day_first(sheet, heading, columns),
        _identifier(sheet, heading, columns),
        into,
    )


def _columns(heading: Heading, kind: str) -> dict[str, str]:
    """Column → target; tags say more than words, whole headings more than likely ones, and a target is given once."""
    out: dict[int, str] = {}
    for find in (_by_tag, _by_name, _by_likeness):
        for n in range(len(heading.names)):
            target = "" if n in out else find(heading, n, kind)
            if target and (target not in out.values() or target.startswith("partner.")):
                out[n] = target
    return {column_name(n): out[n] for n in sorted(out)}


def _by_tag(heading: Heading, n: int, kind: str) -> str:
    tag, known = heading.tags[n], tags_for(kind)
    found = known.get(tag) or known.get("+".join(part for part in tag.split("+") if len(part) > 2), "")
    # Women and men exchanged: who filled the table in read the heading.
    is_exchanged = {found, _by_name(heading, n, kind)} == {"headcount.women", "headcount.men"}
    return "" if is_exchanged else found


def _by_name(heading: Heading, n: int, kind: str) -> str:
    return words_for(kind).get(normalise(heading.names[n]), "")


def _by_likeness(heading: Heading, n: int, kind: str) -> str:
    """By the words that a heading and a known one have in common."""
    words = set(normalise(heading.names[n]).split())
    if not words:
        return ""
    scores = (
        (len(words & set(known.split())) / len(words | set(known.split())), target) for known, target in words_for(kind).items()
    )
    score, target = max(scores, key=lambda pair: pair[0], default=(0.0, ""))
    return target if score >= _LIKE else ""


def _texts(sheet: Sheet, heading: Heading) -> list[str]:
    """The longer texts of the first rows and the headings, which tell the language."""
    cells = (cell for row in sheet.rows[heading.first : heading.first + 200] for cell in row)
    return [*heading.names, *(cell for cell in cells if isinstance(cell, str) and " " in cell)]


def _identifier(sheet: Sheet, heading: Heading, columns: Mapped[str, str]) -> str:
    """The column of identifiers, if each row has its own."""
    for name in ("external_ids", "reference"):
        for n in range(len(heading.names)):
            held = [row[n] for row in sheet.rows[heading.first :] if n < len(row) and row[n] is not None]
            if columns.get(column_name(n)) == name and len(set(held)) == len(held):
                return column_name(n)
    return ""


def _is_day_first(sheet: Sheet, heading: Heading, columns: Mapped[str, str]) -> bool:
    """Read from the dates themselves: a middle number above 12 can only be a day."""
    from baseldesk.formats.sheets.cells import splits_of_date

    places = [n for n in range(len(heading.names)) if columns.get(column_name(n), "").endswith("_on")]
    cells = (row[n] for row in sheet.rows[heading.first :] for n in places if n < len(row))
    parts = [split for cell in cells if isinstance(cell, str) and (split := splits_of_date(cell))]
    return not any(second > 12 for _, second in parts) or any(first > 12 for first, _ in parts)


# --- kept per layout
def layout_key(sheet: Sheet, heading: Heading) -> str:
    """What tells one layout from another: its headings and tags."""
    text = "\0".join((*map(normalise, heading.names), "\0", *heading.tags))
    return "mapping/" + hashlib.sha256(_TAG + text.encode()).hexdigest()[:24]


def keep(writer: Writer, sheet: Sheet, mapping: Mapping) -> None:
    """Remembers what a person settled for this layout; where another row was guessed to hold the headings, that leads to it."""
    key, guessed = (layout_key(sheet, find_heading(sheet, row)) for row in (mapping.heading - 1, None))
    writer.set_meta(key, mapping.to_json().encode())
    if guessed != key:
        writer.set_meta(guessed, _ELSEWHERE + key.encode())


def recall(reader: Reader, sheet: Sheet) -> Mapping | None:
    """What was settled for a sheet of this layout before; nothing where it no longer fits.

    A person may have said that the headings stand in another row than it seems: that one is looked for, wherever it is now.
    """
    heading = find_heading(sheet)
    if (raw := reader.meta(layout_key(sheet, heading))) is not None and not raw.startswith(_ELSEWHERE):
        return _read_kept(raw, sheet, heading)
    for row in range(min(SEARCHED, len(sheet.rows))):
        other = find_heading(sheet, row)
        raw = reader.meta(layout_key(sheet, other)) if any(other.names) else None
        if raw is not None and not raw.startswith(_ELSEWHERE):
            return _read_kept(raw, sheet, other)
    return None


def _read_kept(raw: bytes, sheet: Sheet, heading: Heading) -> Mapping | None:
    """What was settled, for a table whose headings stand further up or down now."""
    try:
        kept = read_mapping(raw.decode())
    except UsageError:
        return None
    row = heading.row + 1 if kept.heading else 0
    return msgspec.structs.replace(kept, sheet=sheet.name, heading=row, first=kept.first + row - kept.heading)


def describe(mapping: Mapping, sheet: Sheet) -> list[dict[str, Any]]:
    """Each column with its heading, its first values and where it goes: the rows of a preview."""
    heading = find_heading(sheet, mapping.heading - 1)
    body = sheet.rows[mapping.first - 1 :]
    out = []
    for n, name in enumerate(heading.names):
        samples = [str(row[n]) for row in body[:200] if n < len(row) and row[n] is not None][:3]
        column = column_name(n)
        out.append({"column": column, "heading": name, "target": mapping.columns.get(column, ""), "samples": samples})
    return out

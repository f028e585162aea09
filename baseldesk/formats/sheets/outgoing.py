"""Records as the cells of a table that people read: headings and choices in words, one column per language that is used."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from baseldesk.formats.sheets.cells import text_of
from baseldesk.formats.sheets.grid import Cell
from baseldesk.i18n import LANGUAGES, N_, Translator
from baseldesk.records.field import Field, Kind, RecordType, Scope
from baseldesk.records.types import TYPES

MARK = "baseldesk:1"
_BEGINS = "id:"  # so that no spreadsheet program takes a mark for a figure or a formula
_DIGEST = 4
_LEFT_OUT = (Kind.DATA, Kind.HASH)
TitleOf = Callable[[str, bytes], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table that goes out.

    Attributes:
        name: field, or `field.language`.
        heading: in the reader's language.
        one: the field.
        language: of a text that has several.
    """

    name: str
    heading: str
    one: Field
    language: str = ""

    @property
    def is_read_only(self) -> bool:
        """Whether what a person writes into it is not taken back: other records, fixed fields."""
        return self.one.fixed or self.one.kind in (Kind.RECORD, Kind.INSTANT) or self.one.name == "reference"


def exported_types(*, people: bool) -> list[RecordType]:
    """The types that go out, in their order; those that stay at the centre only on request."""
    return [one for one in TYPES.values() if one.name != "same_as" and (people or one.scope is not Scope.CENTRE)]


def columns_of(declared: RecordType, languages: Iterable[str], t: Translator, *, people: bool = False) -> list[Column]:
    """The columns of a type, in the order of its declaration; every heading once."""
    spoken = [one for one in LANGUAGES if one in set(languages)]
    out: list[Column] = []
    for one in declared.fields:
        if one.kind in _LEFT_OUT or (one.personal and not people):
            continue
        label = t.gettext(one.label)
        if one.translatable:
            out += [Column(f"{one.name}.{code}", f"{label} ({t.language_name(code)})", one, code) for code in spoken]
        else:
            out.append(Column(one.name, label, one))
    twice = {column.heading for column in out if sum(other.heading == column.heading for other in out) > 1}
    return [Column(c.name, f"{c.heading} [{c.name}]", c.one, c.language) if c.heading in twice else c for c in out]


def languages_in(declared: RecordType, rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """The languages in which any text of these records stands."""
    mapped = [one.name for one in declared.fields if one.translatable]
    return {language for row in rows for name in mapped for language in row.get(name) or ()}


def cell_of(column: Column, values: Mapping[str, Any], t: Translator, title_of: TitleOf) -> Cell:
    """What stands in a cell; the same record gives the same cell for ever, so that a change in the table can be told."""
    held = values.get(column.one.name)
    if column.language:
        held = (held or {}).get(column.language)
    if held is None or held == {}:
        return None
    return _WRITERS.get(column.one.kind, _as_it_is)(column.one, held, t, title_of)


def _as_it_is(_one: Field, held: Any, _t: Translator, _title_of: TitleOf) -> Cell:
    if isinstance(held, datetime):
        return held.isoformat(" ", "seconds")
    if isinstance(held, bool | Decimal | date):
        return held
    return Decimal(held) if isinstance(held, int) else str(held)


def _choice(one: Field, held: Any, t: Translator, _title_of: TitleOf) -> Cell:
    return t.label(str(held), one.vocabulary)


def _choices(one: Field, held: Any, t: Translator, _title_of: TitleOf) -> Cell:
    """«Senegal: 60; Togo: 40» where there are shares."""
    shares = ((code, f": {share:f}" if isinstance(share, Decimal) else "") for code, share in held.items())
    return "; ".join(sorted(t.label(code, one.vocabulary) + share for code, share in shares))


def _texts(_one: Field, held: Any, _t: Translator, _title_of: TitleOf) -> Cell:
    return "; ".join(sorted(held))


def _record(one: Field, held: Any, _t: Translator, title_of: TitleOf) -> Cell:
    return title_of(one.target, held) or None


def _yes_no(_one: Field, held: Any, t: Translator, _title_of: TitleOf) -> Cell:
    return t.gettext(N_("yes")) if held else t.gettext(N_("no"))


_WRITERS: dict[Kind, Callable[[Field, Any, Translator, TitleOf], Cell]] = {
    Kind.CODE: _choice,
    Kind.CODES: _choices,
    Kind.LABELS: _texts,
    Kind.RECORD: _record,
    Kind.YES_NO: _yes_no,
}


# --- by which a row is known when it comes back
def heading_mark(declared: RecordType, columns: Sequence[Column], language: str) -> str:
    """The heading of the last, hidden column: which type, which language, which columns."""
    return f"{MARK}:{declared.name}:{language}:{'|'.join(column.name for column in columns)}"


def row_mark(record: bytes, cells: Sequence[Cell]) -> str:
    """What stands in the hidden column: the record, and a few bytes for each cell as it went out."""
    return _BEGINS + base64.urlsafe_b64encode(record + b"".join(map(digest, cells))).decode()


def read_row_mark(text: str) -> tuple[bytes, list[bytes]] | None:
    """The record and what its cells were; None where it is no mark."""
    try:
        raw = base64.urlsafe_b64decode(text.removeprefix(_BEGINS).encode())
    except (ValueError, UnicodeEncodeError):
        return None
    rest = raw[16:]
    return (raw[:16], [rest[at : at + _DIGEST] for at in range(0, len(rest), _DIGEST)]) if len(raw) >= 16 else None


def digest(cell: Cell) -> bytes:
    """Four bytes that stand for a cell, as text: a spreadsheet program may change a number's kind, never what it says."""
    return hashlib.blake2b(" ".join(text_of(cell).split()).encode(), digest_size=_DIGEST).digest()

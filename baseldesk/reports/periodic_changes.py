"""The annex of a correction: what this version says otherwise than the one before, record by record and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from baseldesk.i18n import N_, Translator
from baseldesk.records.field import Field, Kind
from baseldesk.records.identity import id_text
from baseldesk.records.types import TYPES
from baseldesk.records.values import from_wire
from baseldesk.reports.blocks import Block, Cell
from baseldesk.reports.escape import Said, plain_text, say
from baseldesk.reports.periodic_data import Change, PeriodData
from baseldesk.reports.periodic_words import name_of, rows, said
from baseldesk.reports.values import write

_START = "start"


def show_changes(data: PeriodData, t: Translator) -> Iterator[Block]:
    """Every value that was, and that is now; records that came, and those that went."""
    lines: list[list[Cell]] = []
    last: object = None
    for one in data.changes or ():
        field = _field(one)
        if field is None or not field.printed:
            continue
        key = (one.type, one.record)
        lines.append([_record(one, data, t) if key != last else "", _label(field, one, t), *_values(field, one, data, t)])
        last = key
    columns = ((N_("Record"), _START), (N_("Field"), _START), (N_("Version before"), _START), (N_("This version"), _START))
    yield rows(columns, lines, t, empty=N_("This version says the same as the one before."))


def _field(change: Change) -> Field | None:
    declared = TYPES.get(change.type)
    return declared.by_name.get(change.register.partition("/")[0]) if declared and "~" not in change.register else None


def _label(field: Field, change: Change, t: Translator) -> str:
    """The field, with the language or the code that the value is of."""
    _, _, key = change.register.partition("/")
    if not key:
        return said(t, field.label)
    named = t.language_name(key) if field.translatable else t.label(key, field.vocabulary) if field.vocabulary else key
    return say(t, N_("{field} ({part})"), field=said(t, field.label), part=named)


def _record(change: Change, data: PeriodData, t: Translator) -> str:
    """Its kind and its name; what has none belongs to what it names. The texts of the report itself are just that."""
    if change.type == "submission":
        return said(t, N_("Texts of the report"))
    item = data.records.get(change.type, change.record) or data.earlier.get(change.type, change.record)
    kind = said(t, TYPES[change.type].label)
    parent = TYPES[change.type].parent
    target = TYPES[change.type].by_name[parent].target if parent else ""
    whole = (data.records.get(target, item[parent]) or data.earlier.get(target, item[parent])) if item and target else None
    name = name_of(item, t) or name_of(whole, t) or id_text(change.record)[:13]
    return say(t, N_("{choice}: {words}"), choice=kind, words=name)


def _values(field: Field, change: Change, data: PeriodData, t: Translator) -> list[Cell]:
    return [_words(field, value, records, t) for value, records in ((change.then, data.earlier), (change.now, data.records))]


def _words(field: Field, wire: Any, records: Any, t: Translator) -> str:
    """The value in words; «–» where there was or is none."""
    if wire is None:
        return "–"
    if field.kind is Kind.RECORD:
        named = records.get(field.target, _id(wire))
        return name_of(named, t) or str(wire)[:13]
    if field.is_set:
        return said(t, N_("yes")) if wire is True else Said(plain_text(str(wire)))
    value = from_wire(field, wire)
    return str(value) if field.translatable else write(field, value, t).text


def _id(wire: object) -> bytes | None:
    try:
        return bytes.fromhex(wire) if isinstance(wire, str) else None
    except ValueError:
        return None

"""The conditions of a list: what can be asked of a field of each kind, how it is said in words, and how it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from baseldesk.desk.asked import Between, Filled, Holds, NoneOf
from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field, Kind
from baseldesk.records.values import from_wire, to_wire
from ui.widgets.field_number_text import COUNTED_FROM
from ui.widgets.list_dates import write_day

IS, NOT, HOLDS, BETWEEN, FILLED, EMPTY = "is", "not", "holds", "between", "filled", "empty"
WORDS = {
    IS: N_("is one of"), NOT: N_("is none of"), HOLDS: N_("contains"), BETWEEN: N_("from … to …"),
    FILLED: N_("is entered"), EMPTY: N_("is not entered"),
}  # fmt: skip
_CODED, _MEASURED, _WRITTEN, _OTHER = (IS, NOT, FILLED, EMPTY), (BETWEEN, FILLED, EMPTY), (HOLDS, FILLED, EMPTY), (FILLED, EMPTY)
_WAYS = {
    Kind.CODE: _CODED, Kind.CODES: _CODED, Kind.RECORD: _CODED, Kind.YES_NO: (IS, FILLED, EMPTY),
    Kind.DATE: _MEASURED, Kind.INTEGER: _MEASURED, Kind.DECIMAL: _MEASURED,
    Kind.TEXT: _WRITTEN, Kind.PROSE: _WRITTEN, Kind.LABELS: _WRITTEN,
}  # fmt: skip
_SAID = {
    IS: N_("{field}: {values}"), NOT: N_("{field}: not {values}"), HOLDS: N_("{field} contains “{text}”"),
    FILLED: N_("{field}: entered"), EMPTY: N_("{field}: not entered"),
}  # fmt: skip
_FROM_TO, _FROM, _UP_TO = N_("{field}: from {first} to {last}"), N_("{field}: from {first}"), N_("{field}: up to {last}")

Wanted = object
TitleOf = Callable[[str, bytes], str]


def ways(field: Field) -> tuple[str, ...]:
    """What can be asked of a field. Of personal data only whether it is there: conditions are kept in a file beside the desk."""
    return _OTHER if field.personal else _WAYS.get(field.kind, _OTHER)


def way_of(wanted: Wanted) -> str:
    """Which way of asking a condition is."""
    if wanted is None:
        return EMPTY
    named = {NoneOf: NOT, Holds: HOLDS, Between: BETWEEN, Filled: FILLED}
    return named.get(type(wanted), IS)


def as_condition(wanted: Wanted) -> Wanted:
    """A condition in its one form: of values any of which will do a tuple."""
    if wanted is None or isinstance(wanted, tuple | NoneOf | Holds | Between | Filled):
        return wanted
    return tuple(wanted) if isinstance(wanted, list | set | frozenset) else (wanted,)


def joined(held: Wanted, new: Wanted) -> Wanted:
    """What is wanted once a condition is added to one on the same field: more values of the same way, else the new one."""
    if isinstance(held, tuple) and isinstance(new, tuple):
        return tuple(dict.fromkeys([*held, *new]))
    if isinstance(held, NoneOf) and isinstance(new, NoneOf):
        return NoneOf(tuple(dict.fromkeys([*held.values, *new.values])))
    return new


def say(field: Field, wanted: Wanted, title_of: TitleOf | None = None) -> str:
    """«Stage: Completed, Under way», in the language in use."""
    t, way, label = current(), way_of(wanted), _(field.label)
    if isinstance(wanted, Between):
        return _say_between(field, wanted, label)
    if isinstance(wanted, Holds):
        return t.format(_SAID[HOLDS], field=label, text=wanted.text)
    values = wanted.values if isinstance(wanted, NoneOf) else wanted if isinstance(wanted, tuple) else ()
    return t.format(_SAID[way], field=label, values=", ".join(value_words(field, one, title_of) for one in values))


def _say_between(field: Field, wanted: Between, label: str) -> str:
    first, last = (value_words(field, one) for one in (wanted.first, wanted.last))
    form = _FROM_TO if first and last else _FROM if first else _UP_TO
    return current().format(form, field=label, first=first, last=last)


def value_words(field: Field, value: object, title_of: TitleOf | None = None) -> str:
    """One value as a person reads it; "" for nothing."""
    if value is None:
        return ""
    if field.kind in (Kind.CODE, Kind.CODES):
        return current().label(str(value), field.vocabulary)
    if field.kind is Kind.YES_NO:
        return _("Yes") if value else _("No")
    if isinstance(value, bytes):
        return title_of(field.target, value) if title_of else value.hex()
    if isinstance(value, int | Decimal) and field.name not in COUNTED_FROM:
        return current().number(value)
    return write_day(value) if isinstance(value, date) else str(value)


def to_kept(field: Field, wanted: Wanted) -> dict[str, Any]:
    """A condition as JSON holds it."""
    way = way_of(wanted)
    if isinstance(wanted, Between):
        return {"way": way, "values": [_out(field, wanted.first), _out(field, wanted.last)]}
    if isinstance(wanted, Holds):
        return {"way": way, "values": [wanted.text]}
    values = wanted.values if isinstance(wanted, NoneOf) else wanted if isinstance(wanted, tuple) else ()
    return {"way": way, "values": [_out(field, one) for one in values]}


def from_kept(field: Field, kept: object) -> tuple[bool, Wanted]:
    """(whether it can be read, the condition): another version may have written something else."""
    try:
        assert isinstance(kept, Mapping)
        return True, _read(field, str(kept["way"]), list(kept["values"]))
    except (AssertionError, KeyError, TypeError, ValueError, BaselDeskError):
        return False, None


def _read(field: Field, way: str, values: list[Any]) -> Wanted:
    if way not in ways(field):
        raise ValueError(way)
    if way in (FILLED, EMPTY):
        return Filled() if way == FILLED else None
    if way == HOLDS:
        return Holds(str(values[0]))
    found = [_in(field, one) for one in values]
    if way == BETWEEN:
        return Between(found[0], found[1])
    return NoneOf(tuple(found)) if way == NOT else tuple(found)


def _out(field: Field, value: object) -> object:
    wire = None if value is None else value if field.is_set else to_wire(field, value)
    return wire.hex() if isinstance(wire, bytes) else wire


def _in(field: Field, kept: Any) -> object:
    if kept is None or field.is_set:
        return kept
    value = from_wire(field, bytes.fromhex(kept) if field.kind is Kind.RECORD else kept)
    to_wire(field, value)  # refuses what is not of the field's kind
    return value

"""The words of a comparison: what a field is called, a value as a person reads it, which computer it was."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from baseldesk.i18n import N_, RIGHT_TO_LEFT, _, current
from baseldesk.records.field import Field, Kind
from baseldesk.records.types import TYPES
from ui.widgets.form_conflicts import value_in_words

if TYPE_CHECKING:
    from ui.screens.record_directory import DeskDirectory

NOBODY = N_("name not known here")
_HERE = N_("this computer")
_ELSEWHERE = N_("computer “{name}”")
_TEXTS = frozenset({Kind.TEXT, Kind.PROSE, Kind.DATA})
_LIFE = N_("Deleted or brought back")
_BESIDE = "~"  # before the organisation, in a register that somebody else wrote beside the owner's


def field_of(kind: str, register: str) -> Field | None:
    """The declaration of a register's field; None where this version does not know it."""
    declared = TYPES.get(kind)
    return declared.by_name.get(register.partition("/")[0]) if declared else None


def key_of(register: str) -> str:
    """The language or element of a register, or ""."""
    return register.partition("/")[2].partition(_BESIDE)[0]


def name_register(kind: str, register: str) -> str:
    """«Title · French», «Countries · Senegal», «City»."""
    field, key = field_of(kind, register), key_of(register)
    if field is None:
        return _(_LIFE) if register.startswith("@") else register
    label = _(field.label)
    if not key:
        return label
    part = current().language_name(key) if field.translatable else element_in_words(field, key)
    return f"{label} · {part}"


def element_in_words(field: Field, key: str) -> str:
    """What an element of a set is called."""
    return current().label(key, field.vocabulary) if field.kind is Kind.CODES else key


def say_value(field: Field, value: object, directory: DeskDirectory) -> str:
    """A value whole, as a person reads it."""
    if value in (None, ""):
        return _("not yet entered")
    if field.kind is Kind.RECORD and isinstance(value, bytes):
        return directory.title_of(field.target, value)
    if field.is_set:
        return current().percent(value) if isinstance(value, Decimal) else _("in the list, without a share")
    return str(value) if field.kind in _TEXTS else value_in_words(field, value)


def is_leftward(field: Field, register: str) -> bool | None:
    """Whether the text of a register runs from right to left; None: as its letters say."""
    return key_of(register) in RIGHT_TO_LEFT if field.translatable else None


def is_text(field: Field) -> bool:
    """Whether differing words can be told in it."""
    return field.kind in _TEXTS


def name_device(device: str, names: Mapping[str, str], own: bytes) -> str:
    """«this computer», the name that the roster gives, or the first words of its fingerprint."""
    from baseldesk.sync.words import fingerprint_words

    if device == own.hex():
        return _(_HERE)
    name = names.get(device) or fingerprint_words(bytes.fromhex(device), 2)
    return current().format(_ELSEWHERE, name=name)


def title_of_record(kind: str, values: dict[str, object]) -> str:
    """What the record is called; its kind where it has no name of its own."""
    from ui.screens.record_directory import title_of

    declared = TYPES[kind]
    return title_of(kind, values) if declared.title and values.get(declared.title) else _(declared.label)

"""Records in words: labels from the declarations, codes by their names, dates and numbers as the language writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baseldesk.cli.output import shown as printable
from baseldesk.i18n import N_, Translator
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.records.identity import id_text
from baseldesk.records.same import SAME_AS
from baseldesk.records.titles import text_in
from baseldesk.records.types import TYPES

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

LIFE = "@life"
LONGEST_DATA = 60  # characters of imported data that are shown


class Wording:
    """What a person reads of values; looks up the titles of records that are referred to."""

    def __init__(self, t: Translator, desk: Desk | None = None) -> None:
        self.t, self._desk = t, desk
        self._titles: dict[tuple[str, bytes], str] = {}

    def field_label(self, declared: RecordType | None, register: str) -> str:
        """The label of a field, with the language or element that a register names."""
        name, _, key = register.partition("/")
        one = declared.by_name.get(name) if declared else None
        if one is None:
            return register
        label = self.t.gettext(one.label)
        return f"{label} ({self.key(one, key)})" if key else label

    def key(self, one: Field, key: str) -> str:
        """What stands after the slash: an element by its name, a language by its code."""
        return self.t.label(key, one.vocabulary) if one.is_set and one.vocabulary else key

    def value(self, one: Field | None, value: Any) -> str:
        """One value in words; "" for none."""
        if value is None or value == {}:
            return ""
        if one is None:
            return printable(str(value))
        if one.is_set and isinstance(value, Mapping):
            return ", ".join(self._element(one, key, share) for key, share in sorted(value.items()))
        if one.translatable and isinstance(value, Mapping):
            return "\n".join(f"{language}: {text}" for language, text in sorted(value.items()))
        return printable(self._single(one, value))

    def _element(self, one: Field, key: str, share: Any) -> str:
        name = self.t.label(key, one.vocabulary) if one.vocabulary else printable(key)
        return f"{name} {self.t.percent(share)}" if isinstance(share, Decimal) else name

    def _single(self, one: Field, value: Any) -> str:
        if isinstance(value, str):
            return self._text(one, value)
        if isinstance(value, bytes):
            return self.record(one.target, value) if one.kind is Kind.RECORD else value.hex()
        if isinstance(value, bool):
            return self.t.gettext(N_("yes") if value else N_("no"))
        if isinstance(value, date):
            return self.t.date(value)
        return self.t.number(value) if isinstance(value, int | Decimal) else str(value)

    def _text(self, one: Field, value: str) -> str:
        if one.kind is Kind.CODE:
            return self.t.label(value, one.vocabulary)
        is_cut = one.kind is Kind.DATA and len(value) > LONGEST_DATA
        return f"{value[:LONGEST_DATA]}… ({self.t.number(len(value))})" if is_cut else value

    def record(self, kind: str, identity: bytes) -> str:
        """Another record by its title; by its id where it has none or is not here."""
        if (kind, identity) not in self._titles:
            self._titles[kind, identity] = self._title_of(self._desk, kind, identity) if self._desk else ""
        return self._titles[kind, identity] or id_text(identity)

    def _title_of(self, desk: Desk, kind: str, identity: bytes) -> str:
        """What names the record that is shown for this one."""
        from baseldesk.desk import same

        with desk.read() as reader:
            shown = same.shown_for(reader, kind, identity)
        found = desk.record(kind, shown)
        return self.title(kind, found.values) if found else ""

    def title(self, kind: str, values: Mapping[str, Any]) -> str:
        """What names a record to people; links and counts by what they join."""
        declared = TYPES.get(kind)
        if declared is None:
            return ""
        held = values.get(declared.title) if declared.title else None
        if held:
            return printable(text_in(held, self.t.language)[0] if isinstance(held, Mapping) else str(held))
        if kind == SAME_AS.name:
            ends = [values.get(name) for name in ("first", "second")]
            return " = ".join(self.record(str(values.get("of")), end) for end in ends if isinstance(end, bytes))
        named = declared.link or ((declared.parent,) if declared.parent else ())
        return " · ".join(filter(None, (self.value(declared.by_name[name], values.get(name)) for name in named)))

    def lines(self, declared: RecordType, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """(label, value) of every field that holds something, in the order of the declaration; one line per language."""
        for one in declared.fields:
            held = values.get(one.name)
            if one.translatable and isinstance(held, Mapping):
                yield from (
                    (f"{self.t.gettext(one.label)} ({language})", printable(text)) for language, text in sorted(held.items())
                )
            elif held not in (None, {}):
                yield self.t.gettext(one.label), self.value(one, held)


# What a list shows where a type has it, beside title and stage.
_TELLING = (
    "kind",
    "stakeholder_kind",
    "women",
    "men",
    "other",
    "amount",
    "planned",
    "currency",
    "direction",
    "file_name",
    "code",
    "role",
)


def list_columns(declared: RecordType) -> list[Field]:
    """The fields that a list shows beside the id: reference, title, stage or status, what it is about, first date."""
    dates = [one.name for one in declared.fields if one.kind is Kind.DATE]
    names = ["reference", declared.title, *declared.link, declared.stage, *_TELLING, *dates[:1]]
    found = [declared.by_name[name] for name in dict.fromkeys(names) if name in declared.by_name]
    return [one for one in found if not one.personal or one.name == declared.title]

"""What is said of a field beside the form: what it means, what was chosen in it, who can see it, how it is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field, Kind, RecordType, Scope
from ui.widgets.form_checking import stage_words

if TYPE_CHECKING:
    from ui.screens.remarks_reading import Said

_NEEDED_FOR = N_("Needed for: {stage}")
_PRIORITY = N_("{stream}: named as a priority by the Strategic Plan.")
_CORE = N_("Usual core function: {function}")
_SEEN = {
    Scope.CENTRE: N_("Stays on the centre’s own computers."),
    Scope.SHARED: N_("The secretariat sees it after the next data file."),
    Scope.PUBLIC: N_("Everybody who takes part can see it."),
}
_NOT_PRINTED = N_("It is printed in no report for outsiders.")
_PERSONAL = N_("Personal data: it can be erased for good.")
_TYPED = {
    Kind.DATE: N_("Type the day, such as {day}; the year may be left out. ↓ opens the calendar."),
    Kind.DECIMAL: N_("Leave it empty if it is not known; 0 means that there is none."),
    Kind.INTEGER: N_("Leave it empty if it is not known; 0 means that there is none."),
    Kind.CODES: N_("Type a few letters and choose; several can stand side by side."),
    Kind.LABELS: N_("Type, then press Enter; several can stand side by side."),
}
_SHARES = N_("A share in per cent may stand beside each; together they are at most 100 %.")
_LANGUAGES = N_("Ctrl+↓ and Ctrl+↑ show the text in another language.")
_SAMPLE = date(2026, 2, 3)
_FULL_WORDS = frozenset({"key_activity", "objective", "component", "indicator", "core_function", "operation", "y_code"})


def help_words(declared: RecordType, field: Field, value: object) -> list[str]:
    """Sentences on a field of this type with this value, the most telling first."""
    return [*_meaning(field, value), *_needed(declared, field), *_typing(field), *_seen(declared, field)]


def remark_words(said: Said) -> str:
    """One remark with what is known of it."""
    answer = str(said.values.get("answer") or "")
    return "\n".join(one for one in (said.text, answer and f"→ {answer}", said.facts()) if one)


def _meaning(field: Field, value: object) -> Iterator[str]:
    if field.help:
        yield _(field.help)
    codes = list(value) if isinstance(value, Mapping) else [value] if value else []
    for code in (str(one) for one in codes if field.vocabulary):
        yield from _chosen(field.vocabulary, code)


def _chosen(vocabulary: str, code: str) -> Iterator[str]:
    """What the programme says of a choice: its words whole where the line may cut them, and what follows from it."""
    from baseldesk.records import vocabulary as lists

    t = current()
    if vocabulary in _FULL_WORDS:
        yield t.label(code, vocabulary)
    if vocabulary == "waste_stream" and lists.is_priority(code):
        yield t.format(_PRIORITY, stream=t.label(code, vocabulary))
    if vocabulary == "activity_kind" and (function := lists.core_function_of(code)):
        yield t.format(_CORE, function=t.label(function, "core_function"))


def _needed(declared: RecordType, field: Field) -> Iterator[str]:
    if field.required_for and declared.stage:
        yield current().format(_NEEDED_FOR, stage=stage_words(declared, field.required_for))


def _typing(field: Field) -> Iterator[str]:
    if field.kind is Kind.DATE:
        from ui.widgets.field_date_text import write_day

        yield current().format(_TYPED[Kind.DATE], day=write_day(_SAMPLE, current()))
    elif field.kind in _TYPED:
        yield _(_TYPED[field.kind])
    if field.shares:
        yield _(_SHARES)
    if field.translatable:
        yield _(_LANGUAGES)


def _seen(declared: RecordType, field: Field) -> Iterator[str]:
    yield _(_SEEN[declared.scope])
    if field.personal:
        yield _(_PERSONAL)
    elif not field.printed and declared.scope is not Scope.CENTRE:
        yield _(_NOT_PRINTED)

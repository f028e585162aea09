"""What is wrong with the fields of a form as they stand, and what the next stage still asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from baseldesk.errors import RuleBroken
from baseldesk.i18n import current
from baseldesk.records import rules
from baseldesk.records.field import RecordType
from baseldesk.records.values import LONGEST_TEXT
from ui.messages import say
from ui.widgets.field_editor import FieldEditor


def find_unreadable(editors: Mapping[str, FieldEditor]) -> list[RuleBroken]:
    """What cannot be kept at all: text that is no number, no day, or too long. Only of fields that were changed."""
    changed = [editor for editor in editors.values() if editor.changes()]
    return [found for editor in changed if (found := editor.problem() or _too_long(editor))]


def find_wrong(record_type: RecordType, editors: Mapping[str, FieldEditor]) -> dict[str, RuleBroken]:
    """{field: the first thing wrong with it}: what cannot be read before what breaks a rule."""
    wrong = {one.field: one for one in find_unreadable(editors)}
    for broken in rules.breaks(record_type, _readable_values(editors)):
        wrong.setdefault(broken.field, RuleBroken(broken.code, broken.field, **broken.params))
    return wrong


def find_doubts(record_type: RecordType, editors: Mapping[str, FieldEditor]) -> dict[str, RuleBroken]:
    """{field: what is probably a slip}; it keeps nobody from saving."""
    found = rules.doubts(record_type, _readable_values(editors))
    return {one.field: RuleBroken(one.code, one.field, **one.params) for one in found}


def find_hindrances(record_type: RecordType, editors: Mapping[str, FieldEditor], order: Sequence[str] = ()) -> list[RuleBroken]:
    """What cannot be saved as it stands, in this order of fields: of what was changed, or whose other end was."""
    changed = {name for name, editor in editors.items() if editor.changes()}
    ends = {last: first for first, last in rules.BEFORE.get(record_type.name, ())}
    wrong = find_wrong(record_type, editors)
    places = {name: place for place, name in enumerate(order)}
    found = [one for name, one in wrong.items() if name in editors and (name in changed or ends.get(name) in changed)]
    return sorted(found, key=lambda one: places.get(one.field, len(places)))


def sentence_of(error: RuleBroken) -> str:
    """What is wrong, and what to do."""
    said = say(error)
    return f"{said.text} {said.hint}".strip()


def find_missing(record_type: RecordType, editors: Mapping[str, FieldEditor], stage: str) -> set[str]:
    """The fields that a stage still asks for; none without a stage."""
    return {one.name for one in rules.missing_for(record_type, _readable_values(editors), stage)} if stage else set()


def stage_words(record_type: RecordType, stage: str) -> str:
    """A stage in the language in use; "" for none."""
    field = record_type.by_name.get(record_type.stage)
    return current().label(stage, field.vocabulary) if field and stage else ""


def _too_long(editor: FieldEditor) -> RuleBroken | None:
    held = editor.value()
    texts = held.values() if editor.field.translatable and isinstance(held, Mapping) else (held,)
    is_too_long = any(isinstance(one, str) and len(one.encode(errors="replace")) > LONGEST_TEXT for one in texts)
    return RuleBroken("value.too_long", editor.field.name, most=LONGEST_TEXT) if is_too_long else None


def _readable_values(editors: Mapping[str, FieldEditor]) -> dict[str, Any]:
    """{field: value} of what can be read, without the empty ones."""
    held = {name: editor.value() for name, editor in editors.items() if not editor.problem()}
    return {name: value for name, value in held.items() if value not in (None, "", {})}

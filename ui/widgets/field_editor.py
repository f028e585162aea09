"""What every editor of a field promises: it shows a value, and tells what a person changed since."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from baseldesk.errors import RuleBroken
from baseldesk.i18n import _
from baseldesk.records.field import Field


def is_same(one: object, other: object) -> bool:
    """Whether two values are one: `True` is not a share of 1, and an empty mapping is nothing."""
    if not one and not other and {type(one), type(other)} <= {type(None), str, dict}:
        return True
    return type(one) is type(other) and one == other


class FieldEditor(QWidget):
    """The widget of one field.

    A kind of field overrides `_write`, `value` and, where it has texts of its own, `retranslate`.

    Attributes:
        field: the declaration.
        entry: the child that takes the focus and carries the label.
    """

    changed = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.entry: QWidget = self
        self.setObjectName(f"field_{field.name}")
        self._baseline: object = None

    def load(self, value: object) -> None:
        """Shows what the record holds; from here on changes are counted."""
        self._write(value)
        self._baseline = self.value()

    def start_afresh(self) -> None:
        """Forgets what a person chose to look at in the record before, such as a language."""

    def put(self, value: object) -> None:
        """Shows a value as if a person had entered it. For a mapped field: only the keys given, None or "" empties one."""
        if self.field.is_mapped and isinstance(value, Mapping):
            held = self.value()
            value = {**(held if isinstance(held, Mapping) else {}), **value}
            value = {key: one for key, one in value.items() if one not in (None, "", False)}
        self._write(value)
        self.changed.emit()

    def value(self) -> object:
        """What stands in the widget now, None where it is empty."""
        raise NotImplementedError

    def changes(self) -> dict[str, object]:
        """`{}`, or the field with its new value; of a mapped field only the keys that changed, None where one was emptied."""
        now = self.value()
        if not self.field.is_mapped:
            return {} if is_same(now, self._baseline) else {self.field.name: now}
        changed = _changed_keys(self._baseline, now)
        return {self.field.name: changed} if changed else {}

    def finish(self) -> None:
        """Takes what still stands half entered in a line, as leaving the field does."""

    def problem(self) -> RuleBroken | None:
        """Why what stands here cannot be read as a value of the field's kind; None when it can."""
        return None

    def retranslate(self) -> None:
        """Sets every text anew in the language in use."""

    def set_read_only(self, read_only: bool) -> None:
        """Whether a person may change it."""
        self.setEnabled(not read_only)

    def set_accessible_texts(self, description: str) -> None:
        """Gives assistive programs the field's name and what else is known of it: help, what is wrong."""
        self.entry.setAccessibleName(_(self.field.label))
        self.entry.setAccessibleDescription(description)

    def _write(self, value: object) -> None:
        raise NotImplementedError


def _changed_keys(before: object, now: object) -> dict[str, object]:
    old = before if isinstance(before, Mapping) else {}
    new = now if isinstance(now, Mapping) else {}
    return {key: new.get(key) for key in dict.fromkeys([*old, *new]) if not is_same(old.get(key), new.get(key))}

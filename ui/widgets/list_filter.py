"""The conditions of a list: one removable word each, and a button to add another on any field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from baseldesk.i18n import _
from baseldesk.records.field import Field
from ui import icons, theme
from ui.widgets.field_chip import Chip
from ui.widgets.field_flow import FlowLayout
from ui.widgets.list_conditions import as_condition, joined, say

if TYPE_CHECKING:
    from ui.widgets.list_condition_entry import ConditionEntry
    from ui.widgets.picker import PickLine
    from ui.widgets.picker_sources import Directory

_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ASKING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2})


class ConditionChip(Chip):
    """A condition in words; a click or Enter goes on with it, Delete removes it.

    Attributes:
        asked: a person wants to change it; the field.
    """

    asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, False, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName(f"condition_{name}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes on with the condition."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.asked.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on with it."""
        if event.key() in _ASKING:
            self.asked.emit(self.key)
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Conditions on the fields of a type; several values of one field mean any of them.

    Attributes:
        changed: the conditions changed; `where()` gives them.
        entry_place: where the line stands in which a condition is entered; its owner gives it a line of its own.
    """

    changed = Signal()

    def __init__(self, fields: Sequence[Field], directory: Directory | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {field.name: field for field in fields}
        self._directory = directory
        self._where: dict[str, object] = {}
        self._chips: dict[str, ConditionChip] = {}
        self.add_button = QToolButton(self)
        self.entry_place = QHBoxLayout()
        self._entry: ConditionEntry | None = None
        self._flow = FlowLayout(self, theme.NEAR)
        self._lay_out()
        self.add_button.clicked.connect(self._on_add)

    @property
    def entry(self) -> ConditionEntry:
        """The line in which a condition is entered, made when it is first wanted."""
        if self._entry is None:
            self._entry = self._make_entry()
        return self._entry

    @property
    def pick(self) -> PickLine:
        """The line in which a value is picked."""
        return self.entry.pick

    def where(self) -> dict[str, object]:
        """{field: the values any of which will do, or another condition}."""
        return dict(self._where)

    def set_where(self, where: Mapping[str, object]) -> None:
        """Shows these conditions, without a signal."""
        self._where = {name: as_condition(wanted) for name, wanted in where.items() if name in self.fields}
        self._show_entry(False)
        self._show()

    def set_condition(self, name: str, wanted: object) -> None:
        """Puts a condition in the place of the one on this field."""
        self._where[name] = as_condition(wanted)
        self._show()
        self.changed.emit()

    def add_condition(self, name: str, value: object) -> None:
        """Adds a value, or another condition, to those on a field."""
        wanted = as_condition(value)
        self.set_condition(name, joined(self._where[name], wanted) if name in self._where else wanted)

    def remove_condition(self, name: str) -> None:
        """Takes the condition on a field away."""
        if name in self._where:
            del self._where[name]
            self._show()
            self.changed.emit()

    def ask(self, name: str = "") -> None:
        """Opens the line in which a condition is entered, on this field or on one to be chosen."""
        self._show_entry(True)
        self.entry.begin(name, self._where.get(name, ()))

    def retranslate(self) -> None:
        """Names fields and values in the language in use."""
        self.add_button.setText(_("Filter"))
        self.add_button.setToolTip(_("Show only some"))
        if self._entry is not None:
            self._entry.retranslate()
        self._show()

    def _show(self) -> None:
        for name in [name for name in self._chips if name not in self._where]:
            chip = self._chips.pop(name)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for name, wanted in self._where.items():
            chip = self._chips.get(name) or self._make_chip(name)
            chip.set_word(say(self.fields[name], wanted, self._directory.title_of if self._directory else None))
        self._flow.invalidate()
        self.updateGeometry()

    def _make_chip(self, name: str) -> ConditionChip:
        chip = ConditionChip(name, self)
        chip.removed.connect(self._on_removed)
        chip.asked.connect(self.ask)
        self._chips[name] = chip
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _show_entry(self, is_asking: bool) -> None:
        if is_asking or self._entry is not None:
            self.entry.setVisible(is_asking)

    def _make_entry(self) -> ConditionEntry:
        from ui.widgets.list_condition_entry import ConditionEntry

        made = ConditionEntry(self.fields, self._directory, self)
        made.hide()
        made.retranslate()
        made.given.connect(self._on_given)
        made.left.connect(self._on_left)
        self.entry_place.addWidget(made)
        return made

    def _on_add(self, _checked: bool = False) -> None:
        self.ask()

    def _on_given(self, name: str, wanted: object) -> None:
        self._show_entry(False)
        self.add_button.setFocus()
        self.add_condition(name, wanted)

    def _on_left(self) -> None:
        self._show_entry(False)
        self.add_button.setFocus()

    def _on_removed(self, name: str) -> None:
        self.remove_condition(name)
        self.add_button.setFocus()

    def _lay_out(self) -> None:
        self.add_button.setToolButtonStyle(_BESIDE)
        self.add_button.setObjectName("filter_button")
        icons.put(self.add_button, "funnel")
        self._flow.addWidget(self.add_button)

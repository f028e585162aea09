"""The line in which a condition is entered: which field, what is asked of it, and the values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from baseldesk.desk.asked import Between, Filled, Holds, NoneOf
from baseldesk.i18n import _
from baseldesk.records.field import Field
from ui import icons, theme
from ui.widgets.field_flow import FlowLayout
from ui.widgets.list_condition_sources import Fields, source_of
from ui.widgets.list_conditions import BETWEEN, EMPTY, FILLED, HOLDS, IS, NOT, WORDS, way_of, ways
from ui.widgets.picker import PickLine
from ui.widgets.picker_sources import Directory, Vocabulary

if TYPE_CHECKING:
    from ui.widgets.field_editor import FieldEditor

_FIELD_WIDTH, _VALUE_WIDTH, _END_WIDTH = 24, 26, 18  # average letters
_ENTERING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ConditionEntry(QWidget):
    """Field, way, value; Enter gives the condition, Esc leaves without.

    Attributes:
        given: a condition is wanted; its field and what is wanted of it.
        left: a person gave up.
        pick: the line in which a value of a coded field is picked.
    """

    given = Signal(str, object)
    left = Signal()

    def __init__(self, fields: Mapping[str, Field], directory: Directory | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields, self._directory = fields, directory
        self.field, self.way = PickLine(Fields(fields), self), QComboBox(self)
        self.pick, self.text = PickLine(Vocabulary(""), self), QLineEdit(self)
        self._dash = QLabel("–", self)
        self.ends: list[FieldEditor] = []
        self.add_button, self.leave_button = QPushButton(self), QToolButton(self)
        self._row = FlowLayout(self, theme.HAIR)
        self._lay_out()
        self._listen()

    def begin(self, name: str = "", wanted: object = ()) -> None:
        """Asks which field, or goes on with this one and what is wanted of it so far."""
        self.field.set_value(name or None)
        self._on_field(name or None, way_of(wanted) if wanted != () else "")
        if isinstance(wanted, Holds):
            self.text.setText(wanted.text)
        elif isinstance(wanted, Between):
            for editor, value in zip(self.ends, (wanted.first, wanted.last), strict=True):
                editor.load(value)
        if not name:
            self.field.setFocus()
            QTimer.singleShot(0, self.field, self._open_fields)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.field.setPlaceholderText(_("Field"))
        self.field.setAccessibleName(_("Field"))
        self.way.setAccessibleName(_("What to look for"))
        for row in range(self.way.count()):
            self.way.setItemText(row, _(WORDS[str(self.way.itemData(row))]))
        for line in (self.pick, self.text):
            line.setAccessibleName(_("Value"))
            line.setPlaceholderText(_("Value"))
        self.add_button.setText(_("Add filter"))
        self.leave_button.setToolTip(_("Leave without adding"))
        self.leave_button.setAccessibleName(_("Leave without adding"))
        for line in (self.field, self.pick):
            line.retranslate()
        for editor, word in zip(self.ends, (_("From"), _("To")), strict=False):
            editor.retranslate()
            editor.entry.setAccessibleName(word)

    def wanted(self) -> tuple[bool, object]:
        """(whether a condition is entered, the condition)."""
        way = self.way.currentData()
        if way in (FILLED, EMPTY):
            return True, Filled() if way == FILLED else None
        if way == HOLDS:
            typed = self.text.text().strip()
            return bool(typed), Holds(typed)
        if way == BETWEEN:
            first, last = (one.value() if one.problem() is None else None for one in self.ends)
            is_there = first is not None or last is not None
            return is_there and all(one.problem() is None for one in self.ends), Between(first, last)
        value = self.pick.value()
        return value is not None, (value,) if way == IS else NoneOf((value,))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a line of text or a day gives the condition."""
        is_enter = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTERING
        if is_enter and not isinstance(watched, PickLine):
            self._give()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> Field | None:
        name = self.field.value()
        return self._fields.get(str(name)) if name else None

    def _open_fields(self) -> None:
        self.field.show_choices("")

    def _open_values(self) -> None:
        self.pick.show_choices("")

    def _on_field(self, name: object, way: str = "") -> None:
        field = self._fields.get(str(name)) if name else None
        self.way.clear()
        for one in ways(field) if field else ():
            self.way.addItem(_(WORDS[one]), one)
        self.way.setCurrentIndex(max(self.way.findData(way), 0))
        self._drop_ends()
        self.text.clear()
        if field is not None:
            self.pick.source = source_of(field, self._directory)
        self.pick.set_value(None)
        self._show_value()
        if field is not None:
            self._go_to_value()

    def _on_way(self, _row: int) -> None:
        self._show_value()
        self._go_to_value()

    def _show_value(self) -> None:
        field, way = self._chosen(), self.way.currentData()
        if field is not None and way == BETWEEN and not self.ends:
            self._make_ends(field)
        self.way.setVisible(field is not None)
        self.pick.setVisible(way in (IS, NOT))
        self.text.setVisible(way == HOLDS)
        for one in (*self.ends, self._dash):
            one.setVisible(way == BETWEEN)
        self.add_button.setVisible(field is not None)
        self._row.invalidate()
        self.updateGeometry()

    def _go_to_value(self) -> None:
        way = self.way.currentData()
        if way in (IS, NOT):
            self.pick.setFocus()
            QTimer.singleShot(0, self.pick, self._open_values)
        else:
            goal: QWidget = self.text if way == HOLDS else self.ends[0].entry if way == BETWEEN else self.add_button
            goal.setFocus()

    def _make_ends(self, field: Field) -> None:
        from ui.widgets.form_kinds import make_editor  # forms are not needed before the first list is painted

        self.ends = [make_editor(field, self._directory, self) for _end in range(2)]
        for editor, place in zip(self.ends, (3, 5), strict=True):
            editor.load(None)
            editor.entry.installEventFilter(self)
            self._row.insertWidget(place, editor)
        self.retranslate()
        self._fit()

    def _drop_ends(self) -> None:
        for editor in self.ends:
            self._row.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self.ends = []

    def _on_picked(self, value: object) -> None:
        if value is not None:
            self._give()

    def _give(self, _checked: bool = False) -> None:
        field, (is_there, wanted) = self._chosen(), self.wanted()
        if field is not None and is_there:
            self.given.emit(field.name, wanted)

    def _listen(self) -> None:
        self.field.picked.connect(self._on_field)
        self.way.activated.connect(self._on_way)
        self.pick.picked.connect(self._on_picked)
        self.add_button.clicked.connect(self._give)
        self.leave_button.clicked.connect(self.left)
        for line in (self.text, self.add_button):
            line.installEventFilter(self)

    def _lay_out(self) -> None:
        self.field.setObjectName("condition_field")
        self.way.setObjectName("condition_way")
        self.way.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.add_button.setObjectName("condition_add")
        icons.put(self.leave_button, "x", "muted")
        self.leave_button.setAutoRaise(True)
        for widget in (self.field, self.way, self.pick, self._dash, self.text, self.add_button, self.leave_button):
            self._row.addWidget(widget)
        theme.bind(self, "rows", self._fit)
        self._show_value()

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.field.setFixedWidth(_FIELD_WIDTH * letter)
        for line in (self.pick, self.text):
            line.setFixedWidth(_VALUE_WIDTH * letter)
        for editor in self.ends:
            editor.setFixedWidth(max(_END_WIDTH * letter, editor.minimumSizeHint().width()))

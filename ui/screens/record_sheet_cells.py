"""What a cell of a sheet is typed into: a line of text, or a line that finds codes; and what the text typed there means."""

from __future__ import annotations

from datetime import date
from typing import cast

from PySide6.QtCore import QDate, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from baseldesk.errors import RuleBroken
from baseldesk.i18n import current
from baseldesk.records.field import Field, Kind
from ui.screens.record_sheet_model import SheetModel, write_cell
from ui.widgets.field_date_text import read_day
from ui.widgets.field_number_text import read_number
from ui.widgets.picker import PickLine
from ui.widgets.picker_sources import Choice, Vocabulary, fold
from ui.widgets.text_entry import TextLine

Index = QModelIndex | QPersistentModelIndex
ON, BACK, DOWN, UP = "on", "back", "down", "up"
_KEYS = {Qt.Key.Key_Tab: ON, Qt.Key.Key_Backtab: BACK, Qt.Key.Key_Return: DOWN, Qt.Key.Key_Enter: DOWN}


def read_cell(field: Field, typed: str) -> object:
    """The value that the text means for this field; None for nothing.

    Raises:
        RuleBroken: it means none.
    """
    text = typed.strip()
    if not text:
        return None
    try:
        return _read(field, text)
    except ValueError:
        raise RuleBroken(f"value.not_{field.kind}", field.name, value=text[:80]) from None


def _read(field: Field, text: str) -> object:
    if field.kind is Kind.DATE:
        return read_day(text, current(), _today())
    if field.kind not in (Kind.INTEGER, Kind.DECIMAL):
        return text
    number = read_number(text, current())
    if field.kind is Kind.DECIMAL:
        return number
    if number != int(number):
        raise ValueError(text)
    return int(number)


def _today() -> date:
    return cast(date, QDate.currentDate().toPython())


class CellPick(PickLine):
    """A code is found by a few letters; Tab and Enter take the marked one and go on.

    Attributes:
        done: it is entered; where to go from here.
        taken: a choice of the list stands in the cell now, which is not left yet.
    """

    done = Signal(str)
    taken = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(Vocabulary(field.vocabulary), parent)
        self._field = field

    def read(self) -> object:
        """The code that is meant.

        Raises:
            RuleBroken: the words name none, or several.
        """
        if self.is_open():
            self._take_the_marked()
        typed = self.text().strip()
        if not typed:
            return None
        if self.value() is not None and typed == self.source.text_of(self.value()):
            return self.value()
        found = _meant(self.source.matches(typed), typed)
        if found is None:
            raise RuleBroken("rule.code_unknown", self._field.name, code=typed[:80], vocabulary=self._field.vocabulary)
        return found.value

    def commit(self) -> None:
        """What stands here is read when the cell is left."""

    def event(self, event: QEvent) -> bool:
        """Tab, Enter and Esc mean the same as in every cell, also while the list is open."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            self._take_the_marked()
            self.done.emit(step_of(event))
            event.accept()
            return True
        return super().event(event)

    def _take(self, value: object) -> None:
        """What is picked is entered by hand as what is typed is."""
        super()._take(value)
        self.setModified(True)
        self.taken.emit()

    def _take_the_marked(self) -> None:
        """The marked choice; of a list that was only opened to look, the one that is marked in it."""
        popup = self._popup()
        row = popup.currentIndex().row()
        if popup.isVisible() and 0 <= row < len(self._choices) and (self.text().strip() or not self.isModified()):
            self._take(self._choices[row].value)
        popup.hide()


def _meant(choices: list[Choice], typed: str) -> Choice | None:
    exact = [one for one in choices if fold(one.text) == fold(typed) or one.value == typed]
    return exact[0] if exact else choices[0] if len(choices) == 1 else None


def step_of(event: QKeyEvent) -> str:
    """Where a key leads from a cell: Tab to the next, Enter to the one beneath, with Shift the other way."""
    step = _KEYS[Qt.Key(event.key())]
    is_turned = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return UP if step == DOWN and is_turned else BACK if step == ON and is_turned else step


class SheetDelegate(QStyledItemDelegate):
    """Makes the line in which a cell is edited, and reads it.

    Attributes:
        left: a cell was entered with a key; where to go from there.
        typed: something was typed or picked in a cell that is not left yet.
        refused: what was typed means nothing for that field.
        is_refused: whether what was handed on last was.
    """

    is_refused = False
    left = Signal(str)
    typed = Signal()
    refused = Signal(object)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line for this field."""
        field = self._field(index)
        line: QLineEdit = TextLine(parent) if field.kind is not Kind.CODE else CellPick(field, parent)
        if isinstance(line, CellPick):
            line.done.connect(self._on_done)
            line.taken.connect(self.typed)
        line.textEdited.connect(self.typed)
        line.setFrame(False)
        line.setAutoFillBackground(True)
        line.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal) or ""))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Puts the cell's value into the line, unless something was typed there already: other cells were saved meanwhile."""
        if isinstance(editor, QLineEdit) and editor.isModified():
            return
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, CellPick):
            editor.set_value(value)
        elif isinstance(editor, QLineEdit):
            editor.setText(write_cell(self._field(index), value))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hands on what the text means; what means nothing is said, and the cell stays as it was."""
        assert isinstance(model, SheetModel)
        self.is_refused = False
        try:
            value = editor.read() if isinstance(editor, CellPick) else read_cell(self._field(index), _text_of(editor))
        except RuleBroken as error:
            self.is_refused = True
            self.refused.emit(error)
            return
        model.setData(index, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """It fills the cell."""
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab and Enter take what was typed and go on; everything else is as in any table."""
        is_key = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _KEYS
        if is_key and isinstance(watched, QLineEdit) and not isinstance(watched, CellPick):
            self._finish(watched, step_of(event))  # type: ignore[arg-type]
            return True
        if is_key and isinstance(watched, CellPick):
            return False  # it knows by itself, and has the list to ask
        if event.type() is QEvent.Type.FocusOut and isinstance(watched, QLineEdit) and not isinstance(watched, CellPick):
            self._leave(watched)
            return False
        return super().eventFilter(watched, event)

    def _finish(self, editor: QWidget, step: str) -> None:
        """What means nothing stays in the cell to be corrected; Esc leaves it."""
        self.commitData.emit(editor)
        if self.is_refused:
            return
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.left.emit(step)

    def _leave(self, editor: QLineEdit) -> None:
        """Takes what was typed, unless only a menu has opened; what means nothing stays open where it is."""
        if editor.isActiveWindow() and editor.hasFocus():
            return
        self.commitData.emit(editor)
        if not self.is_refused:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _on_done(self, step: str) -> None:
        editor = self.sender()
        if isinstance(editor, CellPick):
            self._finish(editor, step)

    def _field(self, index: Index) -> Field:
        model = index.model()
        assert isinstance(model, SheetModel)
        return model.cells[index.column()].field


def _text_of(editor: QWidget) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else ""

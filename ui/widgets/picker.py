"""A line in which one types a few letters and picks what is meant from a list beneath it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit, QWidget

from baseldesk.i18n import N_, _, current
from ui import icons
from ui.widgets.picker_sources import Choice, Source
from ui.widgets.text_entry import lean

_MOST_SHOWN = 10
_NEW = N_("New: {text}")
_NEW_EMPTY = N_("New…")
_TAKING_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_OPENING_KEYS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_F4})


class PickLine(QLineEdit):
    """Typing filters, Enter or Tab takes the marked choice, Down or a click shows all; emptying the line unsets it.

    Attributes:
        picked: a person chose; the value, or None for nothing.
        new_asked: a person wants a record that is not in the list; what was typed.
    """

    picked = Signal(object)
    new_asked = Signal(str)

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.offers_new = False
        self.keeps = True  # what was picked stays in the line; otherwise the line is emptied for the next
        self._value: object = None
        self._choices: list[Choice] = []
        self._model = QStringListModel(self)
        self._completer = self._make_completer(self._model)
        self._chevron = QAction(self)
        self.addAction(self._chevron, QLineEdit.ActionPosition.TrailingPosition)
        icons.put(self._chevron, "chevron-down", "muted")
        self._chevron.triggered.connect(self._on_chevron)
        lean(self)
        self.textEdited.connect(self._on_typed)
        self.editingFinished.connect(self.commit)

    def value(self) -> object:
        """What is picked, or None."""
        return self._value

    def set_value(self, value: object) -> None:
        """Shows a value without a signal."""
        self._value = value
        text = "" if value is None else self.source.text_of(value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self.setToolTip(text or self.placeholderText())

    def retranslate(self) -> None:
        """Shows the value by its name in the language in use."""
        self.set_value(self._value)
        self._chevron.setToolTip(_("Show all"))

    def show_choices(self, typed: str) -> None:
        """Opens the list beneath the line."""
        if self.isReadOnly():
            return
        self._choices = self.source.matches(typed)
        rows = [_row_text(choice) for choice in self._choices]
        if self.offers_new:
            rows.append(current().format(_NEW, text=typed) if typed.strip() else _(_NEW_EMPTY))
        self._model.setStringList(rows)
        if not rows:
            self._popup().hide()
            return
        self._completer.complete(self._place_of_list())
        self._mark(self._row_of(self._value) if not typed else 0)

    def is_open(self) -> bool:
        """Whether the list beneath the line is shown."""
        return self._popup().isVisible()

    def finish(self) -> None:
        """Takes the marked choice, or what was typed, and closes the list."""
        self._take_marked()
        self.commit()

    def commit(self) -> None:
        """Takes what was typed if it is meant for one choice, unsets on an empty line, else shows what is picked again."""
        if self.is_open():
            return
        typed = self.text().strip()
        if not typed and self._value is not None and self.keeps:
            self._take(None)
        elif typed and typed != self._shown_text():
            matches = self.source.matches(typed)
            exact = [one for one in matches if one.text == typed] or (matches if len(matches) == 1 else [])
            if exact:
                self._take(exact[0].value)
            else:
                self.set_value(self._value)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the whole list."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self._popup().isVisible():
            self.selectAll()
            self.show_choices("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Marks the text, so that typing replaces it."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        """Leans where the lines of the language begin."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            lean(self)

    def event(self, event: QEvent) -> bool:
        """Tab takes the marked choice and goes on."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self._take_marked()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down or F4 opens the list; Enter takes what is typed before it means anything to a dialog."""
        if event.key() in _OPENING_KEYS and not self._popup().isVisible():
            self.show_choices("")
            event.accept()
        elif event.key() in _TAKING_KEYS and not self.is_open() and self.text().strip() != self._shown_text():
            self.finish()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _make_completer(self, model: QAbstractItemModel) -> QCompleter:
        completer = QCompleter(model, self)
        completer.setWidget(self)  # not setCompleter: the line would then write each marked row into itself
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_MOST_SHOWN)
        completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        return completer

    def _popup(self) -> QAbstractItemView:
        popup = self._completer.popup()
        assert popup is not None  # Qt makes it when asked
        return popup

    def _place_of_list(self) -> QRect:
        """Under the line, and as wide as its longest row where the window has room for that."""
        place, popup = self.rect(), self._popup()
        room = place.width() + self._room_beside()
        width = popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width() + 2 * popup.frameWidth()
        place.setWidth(max(place.width(), min(width, room)))
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            place.moveRight(self.rect().right())
        return place

    def _room_beside(self) -> int:
        """How far the window goes on after the line, in reading direction."""
        window = self.window()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return self.mapTo(window, self.rect().topLeft()).x()
        return window.width() - self.mapTo(window, self.rect().topRight()).x()

    def _shown_text(self) -> str:
        return "" if self._value is None else self.source.text_of(self._value)

    def _row_of(self, value: object) -> int:
        return next((row for row, one in enumerate(self._choices) if one.value == value), 0)

    def _mark(self, row: int) -> None:
        popup, index = self._popup(), self._completer.completionModel().index(row, 0)
        popup.setCurrentIndex(index)
        popup.scrollTo(index)

    def _take_marked(self) -> None:
        popup = self._popup()
        was_open, row = popup.isVisible(), popup.currentIndex().row()
        popup.hide()
        if was_open and self.text().strip() and 0 <= row < len(self._choices):
            self._take(self._choices[row].value)

    def _take(self, value: object) -> None:
        changes = value != self._value
        self.set_value(value if self.keeps else None)
        if not self.keeps:
            self.clear()
        if changes or not self.keeps:
            self.picked.emit(value)

    def _on_typed(self, typed: str) -> None:
        if typed.strip():
            self.show_choices(typed)
        else:
            self._popup().hide()

    def _on_chevron(self, _checked: bool = False) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.show_choices("")

    def _on_activated(self, index: QModelIndex) -> None:
        self._popup().hide()
        if index.row() < len(self._choices):
            self._take(self._choices[index.row()].value)
        elif self.offers_new:
            typed = self.text() if self.text() != self._shown_text() else ""
            self.set_value(self._value)
            self.new_asked.emit(typed.strip())


def _row_text(choice: Choice) -> str:
    return f"{choice.text} · {choice.detail}" if choice.detail else choice.text

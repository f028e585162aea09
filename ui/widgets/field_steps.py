"""Undo while typing in a text that stands in several languages: each language keeps its own steps while another is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import QMenu, QPlainTextDocumentLayout, QWidget

from ui.widgets.text_entry import TextBlock, TextLine

_MOST = 200
_STANDARD = QKeySequence.StandardKey
State = tuple[str, int]  # a text, and where the cursor stands


class Steps:
    """What was typed into one text, a word a step."""

    def __init__(self) -> None:
        self._now: State = ("", 0)
        self._done: list[State] = []
        self._undone: list[State] = []
        self._grows = 0  # by how many signs each stroke of the last step changed the text; 0: the next begins a step

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether one was taken back."""
        return bool(self._undone)

    def begin(self, text: str) -> None:
        """Another text stands there than was typed: what was done before concerns it no more."""
        if text != self._now[0]:
            self._done, self._undone, self._grows = [], [], 0
            self._now = (text, len(text))

    def note(self, text: str, cursor: int) -> None:
        """The text was changed; strokes within a word are one step."""
        grows = len(text) - len(self._now[0])
        goes_on = grows == self._grows and grows in (1, -1) and cursor - self._now[1] in (grows, 0)
        if not goes_on:
            self._done = [*self._done[-_MOST:], self._now]
        ends_word = grows == 1 and text[max(cursor - 1, 0) : cursor].isspace()
        self._now, self._undone, self._grows = (text, cursor), [], 0 if ends_word else grows

    def undo(self) -> State | None:
        """The state before the last step; None where there is none."""
        return self._go(self._done, self._undone)

    def redo(self) -> State | None:
        """The state that was taken back."""
        return self._go(self._undone, self._done)

    def _go(self, source: list[State], target: list[State]) -> State | None:
        if not source:
            return None
        target.append(self._now)
        self._now, self._grows = source.pop(), 0
        return self._now


class TranslatedLine(TextLine):
    """One line whose texts in several languages take turns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pasts: dict[str, Steps] = {}
        self._steps = Steps()
        self.textEdited.connect(self._on_edited)

    def turn_to(self, language: str) -> None:
        """From now on the text of this language stands here, with its own steps."""
        self._steps = self._pasts.setdefault(language, Steps())

    def forget(self) -> None:
        """The texts of another record come."""
        self._pasts.clear()
        self._steps = Steps()

    def write(self, text: str) -> None:
        """Shows the text."""
        super().write(text)
        self._steps.begin(self.text())

    @Slot()
    def undo(self) -> None:
        """Takes back the last word typed."""
        self._show(self._steps.undo())

    @Slot()
    def redo(self) -> None:
        """Types it again."""
        self._show(self._steps.redo())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo are by language."""
        if event.matches(_STANDARD.Undo) and not self.isReadOnly():
            self.undo()
        elif event.matches(_STANDARD.Redo) and not self.isReadOnly():
            self.redo()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """In the menu too."""
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def make_menu(self) -> QMenu:
        """The usual menu of a line, with this line's own undo and redo."""
        menu = self.createStandardContextMenu()
        for name, act, can in (("edit-undo", self.undo, self._steps.can_undo), ("edit-redo", self.redo, self._steps.can_redo)):
            action = menu.findChild(QAction, name)
            if action is not None:
                action.triggered.disconnect()
                action.triggered.connect(act)
                action.setEnabled(can and not self.isReadOnly())
        return menu

    def _on_edited(self, text: str) -> None:
        self._steps.note(text, self.cursorPosition())

    def _show(self, state: State | None) -> None:
        if state is not None:
            self.setText(state[0])
            self.setCursorPosition(state[1])


class TranslatedBlock(TextBlock):
    """Paragraphs whose texts in several languages take turns; each is a document of its own."""

    def __init__(self, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(lines, parent)
        self._documents: dict[str, tuple[QTextDocument, str, str]] = {}
        self._language = ""
        self.setDocument(self._make())  # Qt deletes the one that it made itself as soon as another takes its place

    def turn_to(self, language: str) -> None:
        """From now on the text of this language stands here, with its own steps."""
        if language == self._language:
            return
        self._documents[self._language] = (self.document(), self._written, self._shown)
        self._language = language
        document, self._written, self._shown = self._documents.get(language) or (self._make(), "", "")
        document.setDefaultFont(self.font())
        self.setDocument(document)

    def forget(self) -> None:
        """The texts of another record come."""
        for language, (document, *_texts) in self._documents.items():
            if language != self._language:
                document.deleteLater()
        self._documents.clear()
        self.document().clearUndoRedoStacks()

    def _make(self) -> QTextDocument:
        document = QTextDocument(self)
        document.setDocumentLayout(QPlainTextDocumentLayout(document))
        document.setDefaultFont(self.font())
        document.setDefaultTextOption(self.document().defaultTextOption())
        return document

"""Editors of text: one line, paragraphs, and what may only be read."""

from __future__ import annotations

import json
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from baseldesk.i18n import current
from baseldesk.records.field import Field, Kind
from ui import theme
from ui.widgets.field_editor import FieldEditor

_LONGEST = 1 << 20
_PARAGRAPH, _LINE = "\u2029", "\u2028"


def redo_by_key(text: QLineEdit | QPlainTextEdit, event: QEvent) -> bool:
    """Does again what was undone where Ctrl+Y is pressed, which not every platform has for it; whether that was the event."""
    is_key = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent)
    if not (is_key and event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier):  # type: ignore[attr-defined]
        return False
    if event.type() is QEvent.Type.KeyPress and not text.isReadOnly():
        text.redo()
    event.accept()
    return True


class TextLine(QLineEdit):
    """One line of text in any language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        lean(self)

    def minimumSizeHint(self) -> QSize:
        """What stands in an empty line can be read."""
        least, hint = super().minimumSizeHint(), self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(max(least.width(), hint + theme.GROUP), least.height())

    def write(self, text: str) -> None:
        """Shows the text from its beginning; the cursor stays where it is if nothing changes."""
        if text != self.text():
            self.setText(whole(text))
            self.setCursorPosition(0)

    def read(self) -> str:
        """The text as typed."""
        return self.text()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Y is the text's before it is the window's."""
        return redo_by_key(self, event) or super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Leans where the lines of the language begin."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            lean(self)

    def setLayoutDirection(self, direction: Qt.LayoutDirection) -> None:
        """Sets the direction of the text too, which otherwise follows the keyboard while the line is empty."""
        super().setLayoutDirection(direction)
        key = Qt.Key.Key_Direction_R if direction is Qt.LayoutDirection.RightToLeft else Qt.Key.Key_Direction_L
        QCoreApplication.sendEvent(self, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


class TextBlock(QPlainTextEdit):
    """Paragraphs of text in any language; Tab goes on to the next field."""

    def __init__(self, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._lines = lines
        self._written = self._shown = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def write(self, text: str) -> None:
        """Shows the text; the cursor stays where it is if nothing changes."""
        if text != self.read():
            self.setPlainText(whole(text))
            self._written, self._shown = text, self._read_shown()

    def read(self) -> str:
        """The text as typed, and as it was written where nobody has changed it.

        Qt makes ends of paragraphs of some signs (U+2029, U+FDD0). What is typed or pasted has plain line ends instead, for one
        line end looks like another; what stood there before keeps its own, so that nothing changes but what a person changes.
        """
        return _keep_unchanged(self._read_shown(), self._shown, self._written)

    def _read_shown(self) -> str:
        # Unlike `toPlainText`, which turns no-break spaces into plain ones.
        return self.document().toRawText().replace(_PARAGRAPH, "\n").replace(_LINE, "\n")

    def event(self, event: QEvent) -> bool:
        """Ctrl+Y is the text's before it is the window's."""
        return redo_by_key(self, event) or super().event(event)

    def setLayoutDirection(self, direction: Qt.LayoutDirection) -> None:
        """Sets the direction of the paragraphs with that of the frame."""
        super().setLayoutDirection(direction)
        option = QTextOption(self.document().defaultTextOption())
        option.setTextDirection(direction)
        is_rtl = direction is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)  # a plain text edit does not turn it round by itself
        self.document().setDefaultTextOption(option)

    def sizeHint(self) -> QSize:
        """So many lines high."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """So many lines high."""
        return QSize(super().minimumSizeHint().width(), self._height())

    def _height(self) -> int:
        margins = 2 * (self.frameWidth() + int(self.document().documentMargin()))
        return self._lines * self.fontMetrics().lineSpacing() + margins


class LineEditor(FieldEditor):
    """A field of one line."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = TextLine(self)
        self.entry = self.line
        _fill(self, self.line)
        self.line.textEdited.connect(self._on_edited)

    def value(self) -> object:
        """The text, or None."""
        return self.line.read() or None

    def set_read_only(self, read_only: bool) -> None:
        """Readable and selectable still."""
        self.line.setReadOnly(read_only)

    def _write(self, value: object) -> None:
        self.line.write("" if value is None else str(value))

    def _on_edited(self, _text: str) -> None:
        self.changed.emit()


class ProseEditor(FieldEditor):
    """A field of paragraphs."""

    def __init__(self, field: Field, parent: QWidget | None = None, lines: int = 3) -> None:
        super().__init__(field, parent)
        self.block = TextBlock(lines, self)
        self.entry = self.block
        _fill(self, self.block)
        self._writing = False
        self.block.textChanged.connect(self._on_changed)

    def value(self) -> object:
        """The text, or None."""
        return self.block.read() or None

    def set_read_only(self, read_only: bool) -> None:
        """Readable and selectable still."""
        self.block.setReadOnly(read_only)

    def _write(self, value: object) -> None:
        self._writing = True
        self.block.write("" if value is None else str(value))
        self._writing = False

    def _on_changed(self) -> None:
        if not self._writing:
            self.changed.emit()


class ReadOnlyEditor(FieldEditor):
    """A value that people read and do not type: a moment, a digest, what an import brought."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._value: object = None
        self.line: TextLine | TextBlock = TextBlock(3, self) if field.kind is Kind.DATA else TextLine(self)
        self.line.setReadOnly(True)
        self.entry = self.line
        _fill(self, self.line)

    def value(self) -> object:
        """What was loaded."""
        return self._value

    def set_read_only(self, read_only: bool) -> None:
        """It always is."""

    def retranslate(self) -> None:
        """Writes moments in the language in use."""
        self._write(self._value)

    def _write(self, value: object) -> None:
        self._value = value
        self.line.write(_readable(value))


def _readable(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return current().date(value)
    if isinstance(value, bytes):
        return value.hex()
    return _indented(str(value))


def _indented(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except ValueError:
        return text


def whole(text: str) -> str:
    """The text as it must be handed to Qt, to which a first U+FEFF is a mark, and U+FFFE turns all bytes round."""
    return f"\ufeff{text}" if text.startswith(("\ufeff", "\ufffe")) else text


def _keep_unchanged(now: str, shown: str, written: str) -> str:
    """What stands there now, with the signs that were written wherever it begins and ends as it was shown."""
    if now == shown:
        return written
    if shown == written or len(shown) != len(written):
        return now
    head = _alike(now, shown)
    tail = _alike(now[head:][::-1], shown[head:][::-1])
    return written[:head] + now[head : len(now) - tail] + written[len(written) - tail :]


def _alike(one: str, other: str) -> int:
    """With how many signs two texts begin alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def lean(line: QLineEdit) -> None:
    """Figures and Latin words stand at the right too where lines begin there, instead of wherever their own script begins."""
    is_rtl = line.layoutDirection() is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute if is_rtl else Qt.AlignmentFlag.AlignLeft
    line.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)


def _fill(editor: QWidget, child: QWidget) -> None:
    layout = QVBoxLayout(editor)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(child)
    editor.setFocusProxy(child)

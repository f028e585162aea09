"""What text in any language is typed into: a line, and paragraphs. What nobody changes in it stays as it was, sign by sign."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui import theme

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

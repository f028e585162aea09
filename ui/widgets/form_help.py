"""What the field in focus means, in a line under its form: whole, and no field moves when the focus does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from baseldesk.i18n import _
from ui import theme
from ui.widgets.form_frame import FieldFrame, frame_round


class HelpLine(QLabel):
    """Follows the focus through the fields of a form. One line is kept free while there is nothing to say."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self._frame: FieldFrame | None = None
        self.setObjectName("field_help")
        self.setWordWrap(True)
        self.setContentsMargins(0, theme.HAIR, 0, 0)
        theme.tint(self, "muted")
        theme.align(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    @Slot()
    def retranslate(self) -> None:
        """Says it in the language in use; nothing of a field whose page was left."""
        is_seen = self._frame is not None and self._frame.isVisibleTo(self._form)
        self.setText(_(self._frame.editor.field.help) if self._frame is not None and is_seen else "")

    def heightForWidth(self, width: int) -> int:
        """A line, or as many as the words need."""
        return max(super().heightForWidth(width), self._line())

    def minimumSizeHint(self) -> QSize:
        """A line."""
        return QSize(0, self._line())

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(super().sizeHint().width(), self._line())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Under a line: the page above may go on behind it."""
        super().paintEvent(event)
        if self.text():
            painter = QPainter(self)
            painter.setPen(theme.color("line"))
            painter.drawLine(0, 0, self.width(), 0)

    def _line(self) -> int:
        return self.fontMetrics().lineSpacing() + theme.HAIR

    @Slot(QWidget, QWidget)
    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """While another window has the focus, what stood here stays."""
        if now is not None:
            frame = frame_round(now)
            self._frame = frame if frame is not None and self._form.isAncestorOf(frame) else None
            self.retranslate()

"""How large a dialog opens: as its text wants it, and never larger than the window that it belongs to."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from ui import theme

SMALLEST = QSize(1024, 600)


def take_room(dialog: QWidget, letters: int, lines: int) -> None:
    """Gives a dialog so many letters by so many lines, where its window, or the smallest screen, has them."""
    metrics, parent = dialog.fontMetrics(), dialog.parentWidget()
    most = parent.window().size() if parent is not None else SMALLEST
    wanted = QSize(letters * metrics.averageCharWidth(), lines * metrics.height())
    dialog.resize(wanted.boundedTo(most - QSize(theme.PAGE, theme.PAGE)))

"""A sentence that stands on one line where there is room for it, and on several where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

_LEAST = 16  # letters


class Sentence(QLabel):
    """Plain text that is never cut: QLabel by itself breaks lines long before it has to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """One line."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + metrics.averageCharWidth(), metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Some letters wide; the longest word fits."""
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        wanted = max(metrics.averageCharWidth() * _LEAST, longest)
        return QSize(min(wanted, self.sizeHint().width()), metrics.height())

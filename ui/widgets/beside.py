"""Parts that stand beside each other where there is room, and under each other where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui import theme


class Beside(QWidget):
    """All in one row, or in as many columns of the same width as fit."""

    def __init__(self, parts: list[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GROUP)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._place(len(parts))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Finds the number of columns that fits."""
        super().resizeEvent(event)
        self._place(self._fitting(event.size().width()))

    def event(self, event: QEvent) -> bool:
        """Counts the columns anew where a part has come to need more room, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place(self._fitting(self.width()))
        return super().event(event)

    def _fitting(self, width: int) -> int:
        most = (width + theme.GROUP) // (self._widest() + theme.GROUP)
        count = len(self._parts)
        return next((columns for columns in range(count, 0, -1) if columns <= most and count % columns == 0), 1)

    def _widest(self) -> int:
        return max(part.minimumSizeHint().width() for part in self._parts)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        for part in self._parts:
            self._grid.removeWidget(part)
        for column in range(max(self._columns, columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for at, part in enumerate(self._parts):
            self._grid.addWidget(part, at // columns, at % columns)
        self._columns = columns
        self.updateGeometry()

"""An area that scrolls where the window is too small for what is in it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QWidget

from ui import theme

_VIEWPORT = "qt_scrollarea_viewport"  # Qt's own name for it
_SETTLED = 80  # milliseconds until texts that break over several lines have their heights


def scrolled(inner: QWidget) -> QScrollArea:
    """The widget in such an area, as wide as the area where it can be."""
    area = _Area()
    area.setWidget(inner)
    return area


def viewport_of(area: QAbstractScrollArea) -> QWidget:
    """What `viewport()` gives, without what it costs at the start: PySide6 then first makes every class of widget there is."""
    return area.findChild(QWidget, _VIEWPORT, Qt.FindChildOption.FindDirectChildrenOnly) or area.viewport()


def reveal(widget: QWidget) -> None:
    """Brings a widget into sight, in a moment, when it has found its place: what came of the work must not lie below the edge."""
    QTimer.singleShot(_SETTLED, widget, partial(_scroll_to, widget))


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, theme.GROUP)
        above = above.parentWidget()


def bring_into_sight(widget: QWidget) -> None:
    """Scrolls whatever scrolls round a widget."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


class _Area(QScrollArea):
    """Keeps what is in it a little away from the scroll bar, while there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)

    def changeEvent(self, event: QEvent) -> None:
        """The bar changes sides with the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._on_range()

    @Slot()
    def _on_range(self) -> None:
        gap = theme.NEAR if self.verticalScrollBar().maximum() > 0 else 0
        is_leftward = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setViewportMargins(gap if is_leftward else 0, 0, 0 if is_leftward else gap, 0)

"""A chart on the screen: the same drawing as on paper, in the window's colours; each label's part of it leads somewhere.

The drawing is laid out for the width it has, in units of which nine are the size of the window's text. Arrow keys go from
label to label, Enter or a click goes where it leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from baseldesk.i18n import current
from baseldesk.reports.chart_data import Chart
from baseldesk.reports.chart_scale import write_figure
from baseldesk.reports.chart_shapes import NORMAL, Plan, Spot
from baseldesk.reports.charts import describe_chart, lay_chart
from ui import theme
from ui.widgets.chart_painting import paint
from ui.widgets.chart_text import ScreenMeasure

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent

_ROUND = theme.HAIR  # between the edge, where the ring of the focus is, and the drawing
_LEAST = 220
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_FOLLOWING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class ChartView(QLabel):
    """One chart.

    Attributes:
        followed: a person wants to see what a label stands for; its place among the labels.
        at: the label that the keys stand on; -1 for none yet.
    """

    followed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._plan: Plan | None = None
        self.at = -1
        self.setPixmap(QPixmap(1, 1))  # never drawn: assistive programs hear of a picture, where a bare widget is nothing
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chart(self, chart: Chart) -> None:
        """Draws another chart, or the same in another language."""
        self._chart, self._plan = chart, None
        self.at = min(self.at, len(chart.labels) - 1)
        self.setAccessibleName(describe_chart(chart, current()))
        self._say_where()
        self.updateGeometry()
        self.update()

    def spot(self, label: int) -> QRectF:
        """The part of the widget that belongs to a label."""
        found = next((one for one in self._laid(self.width()).spots if one.label == label), None)
        return self._area(found) if found else QRectF()

    # --- size
    def hasHeightForWidth(self) -> bool:
        """Labels break where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the drawing at this width."""
        return round(self._laid(width).height * self._unit()) + 2 * _ROUND + 1

    def sizeHint(self) -> QSize:
        """A drawing of moderate width."""
        return QSize(320, self.heightForWidth(320))

    def minimumSizeHint(self) -> QSize:
        """Narrow, but high enough for what is drawn then."""
        return QSize(_LEAST, self.heightForWidth(max(self.width(), _LEAST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text, or another direction, is another drawing."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self._plan = None
            self.updateGeometry()
        super().changeEvent(event)

    def _unit(self) -> float:
        """How many pixels one unit of the drawing has."""
        return QFontMetricsF(self.font()).height() / (NORMAL * 1.36)

    def _laid(self, width: int) -> Plan:
        """The drawing at this width; the last one is kept."""
        wide = max(width - 2 * _ROUND, 60) / self._unit()
        if self._chart is None:
            return Plan(wide, 0, ())
        if self._plan is None or abs(self._plan.width - wide) > 0.01:
            self._plan = lay_chart(self._chart, current(), ScreenMeasure(self.font(), self._unit()), wide)
        return self._plan

    # --- painting
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the chart, the label that the keys stand on, and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
            painter.fillRect(self.spot(self.at), theme.blend(theme.color("accent"), theme.color("raised"), 0.15))
        painter.translate(_ROUND, _ROUND)
        painter.scale(self._unit(), self._unit())
        paint(self._laid(self.width()), painter, self.font(), self._unit())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys begin at the first label."""
        self._go(max(self.at, 0))
        super().focusInEvent(event)

    # --- ways on
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from label to label; Enter follows."""
        key, last = Qt.Key(event.key()), self._last()
        step = _STEPS.get(key, self._sideways(key))
        if key in _FOLLOWING and 0 <= self.at <= last:
            self.followed.emit(self.at)
        elif key == Qt.Key.Key_Home:
            self._go(0)
        elif key == Qt.Key.Key_End:
            self._go(last)
        elif step:
            self._go(min(max(self.at + step, 0), last))
        else:
            super().keyPressEvent(event)

    def _sideways(self, key: Qt.Key) -> int:
        forward = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        return {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key, 0) * (1 if forward else -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click follows the label under it."""
        label = self._label_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and label >= 0:
            self._go(label)
            self.followed.emit(label)

    def event(self, event: QEvent) -> bool:
        """The tip says what the label under the mouse stands for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            label = self._label_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._words(label) if label >= 0 else "", self)
            return True
        return super().event(event)

    def _label_at(self, place: QPointF) -> int:
        found = (one.label for one in self._laid(self.width()).spots if self._area(one).contains(place))
        return next(found, -1)

    def _area(self, spot: Spot) -> QRectF:
        unit = self._unit()
        return QRectF(spot.x * unit + _ROUND, spot.y * unit + _ROUND, spot.width * unit, spot.height * unit)

    def _last(self) -> int:
        return max((one.label for one in self._laid(self.width()).spots), default=-1)

    def _go(self, label: int) -> None:
        self.at = min(label, self._last())
        self._say_where()
        self.update()

    def _say_where(self) -> None:
        self.setAccessibleDescription(self._words(self.at) if self.at >= 0 else "")

    def _words(self, label: int) -> str:
        """«Used oils: 12»."""
        if self._chart is None or not 0 <= label < len(self._chart.labels):
            return ""
        figures = [write_figure(one.values[label], current()) for one in self._chart.series]
        return current().fill("{label}: {figure}", label=self._chart.labels[label], figure=" · ".join(filter(None, figures)))

"""Pages under each other as they will come out of the printer; only those in sight are asked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui import theme

_POINT = 96 / 72  # pixels to the point at 100 %
_SMALLEST, _LARGEST, _STEP = 0.4, 3.0, 1.25


class Pages(QAbstractScrollArea):
    """Says which page is wanted at which scale; is given the image when there is one."""

    wanted = Signal(int, float)  # number from 0, pixels to the point

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_pages")
        self._sizes: list[tuple[float, float]] = []
        self._images: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self._zoom = 1.0
        self._fits = True  # until a person chooses another size, a page is as wide as there is room
        self._ask = QTimer(self, singleShot=True, interval=0)
        self._ask.timeout.connect(self._on_ask)
        self.verticalScrollBar().setSingleStep(40)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def scale(self) -> float:
        """Image pixels to the point, on this screen."""
        return self._zoom * _POINT * self.devicePixelRatioF()

    def show_pages(self, sizes: list[tuple[float, float]]) -> None:
        """Shows empty sheets of these sizes (in points), to be filled."""
        self._sizes = sizes
        self._fit()
        self._forget()

    def set_image(self, number: int, scale: float, image: QImage) -> None:
        """Fills a sheet; an image made for another zoom comes too late."""
        if scale == self.scale and number < len(self._sizes):
            image.setDevicePixelRatio(self.devicePixelRatioF())
            self._images[number] = image
            self.viewport().update()

    def has_image(self, number: int) -> bool:
        """Whether a sheet was filled."""
        return number in self._images

    @Slot()
    def zoom_in(self) -> None:
        """Larger."""
        self._set_zoom(self._zoom * _STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Smaller."""
        self._set_zoom(self._zoom / _STEP)

    def _fit(self) -> None:
        widest = max((width for width, _height in self._sizes), default=0) * _POINT
        if self._fits and widest:
            room = self.viewport().width() - 2 * theme.GROUP
            self._zoom = min(max(room / widest, _SMALLEST), 1.0)

    def _set_zoom(self, zoom: float) -> None:
        self._fits = False
        self._zoom = min(max(zoom, _SMALLEST), _LARGEST)
        self._forget()

    def _forget(self) -> None:
        self._images.clear()
        self._asked.clear()
        self._set_ranges()
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the sheets in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color("ground"))
        for number, sheet in self._sheets_in_sight():
            painter.fillRect(sheet, Qt.GlobalColor.white)
            if number in self._images:
                painter.drawImage(sheet.topLeft(), self._images[number])
            elif number not in self._asked:
                self._ask.start()
            painter.setPen(theme.color("line"))
            painter.drawRect(sheet.adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Moves the scroll bars' ends."""
        super().resizeEvent(event)
        before = self._zoom
        self._fit()
        if self._zoom != before:
            self._forget()
        self._set_ranges()

    def changeEvent(self, event: QEvent) -> None:
        """Draws anew where the colours changed."""
        super().changeEvent(event)
        self.viewport().update()

    def _sheets_in_sight(self) -> list[tuple[int, QRect]]:
        shown = self.viewport().rect()
        return [(number, sheet) for number, sheet in enumerate(self._sheets()) if sheet.intersects(shown)]

    def _sheets(self) -> list[QRect]:
        """Where each sheet lies, in the viewport."""
        out: list[QRect] = []
        top = theme.GROUP - self.verticalScrollBar().value()
        for width, height in self._pixels():
            room = self.viewport().width()
            left = (room - width) // 2 if width < room else -self.horizontalScrollBar().value()
            out.append(QRect(left, top, width, height))
            top += height + theme.GROUP
        return out

    def _pixels(self) -> list[tuple[int, int]]:
        factor = self._zoom * _POINT
        return [(round(width * factor), round(height * factor)) for width, height in self._sizes]

    def _set_ranges(self) -> None:
        pixels = self._pixels()
        height = sum(one[1] + theme.GROUP for one in pixels) + theme.GROUP
        width = max((one[0] for one in pixels), default=0)
        bars = ((self.verticalScrollBar(), height, self.viewport().height()),
                (self.horizontalScrollBar(), width, self.viewport().width()))  # fmt: skip
        for bar, whole, seen in bars:
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)

    @Slot()
    def _on_ask(self) -> None:
        for number, _sheet in self._sheets_in_sight():
            if number not in self._asked:
                self._asked.add(number)
                self.wanted.emit(number, self.scale)

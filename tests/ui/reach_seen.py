"""What can be told apart: words from their ground, and what has the focus from what has not. Measured in real pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from tests.ui.reach_fit import describe, visible_parts
from ui.reading import list_stops

WORDS, RING = 4.5, 3.0  # of the accessibility guidelines, level AA
ENOUGH = 20  # pixels of a ring, a frame or a stripe
_ROUND = 4  # pixels in which a ring may stand


def find_pale(window: QWidget) -> Iterator[str]:
    """Sentences about words that hardly stand out from their ground."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    for widget in visible_parts(window):
        if isinstance(widget, QLabel | QAbstractButton) and widget.text().strip() and widget.isEnabled():
            area = _seen(widget, window)
            best = _best_contrast(picture.copy(area)) if area.width() > 8 and area.height() > 8 else WORDS
            if best < WORDS:
                yield f"{describe(widget)}: {best:.1f} : 1"


def find_without_ring(window: QWidget, known: set[str]) -> Iterator[str]:
    """Sentences about kinds of control that look the same with the focus and without; those known are passed by."""
    window.activateWindow()
    QApplication.processEvents()
    assert window.isActiveWindow()
    window.focusNextPrevChild(True)  # as one who uses keys
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    for widget in list_stops(window):
        kind = f"{type(widget).__module__}.{type(widget).__name__}"
        if kind in known or _seen(widget, window).height() < widget.height():
            continue
        known.add(kind)
        changed = _changed(*_both(widget, window))
        if changed < ENOUGH:
            yield f"{describe(widget)}: {changed} pixels change enough"


def _seen(widget: QWidget, window: QWidget) -> QRect:
    """The part of a widget that is not scrolled out of sight."""
    area, one = widget.rect(), widget
    while one is not window:
        area.translate(one.pos())
        one = one.parentWidget()
        area &= one.rect()
    return area


def _both(widget: QWidget, window: QWidget) -> tuple[QImage, QImage]:
    """Its picture without the focus, and with it."""
    window.setFocus()
    QApplication.processEvents()
    before = _picture(widget, window)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return before, _picture(widget, window)


def _picture(widget: QWidget, window: QWidget) -> QImage:
    area = _seen(widget, window).adjusted(-_ROUND, -_ROUND, _ROUND, _ROUND)
    return window.grab(area).toImage().convertToFormat(QImage.Format.Format_RGB32)


def _changed(before: QImage, after: QImage) -> int:
    pairs = Counter(zip(_pixels(before), _pixels(after), strict=False))
    return sum(count for (one, other), count in pairs.items() if one != other and contrast(one, other) >= RING)


def _best_contrast(picture: QImage) -> float:
    colours = Counter(_pixels(picture))
    ground = colours.most_common(1)[0][0]
    return max(contrast(ground, other) for other in colours)


def _pixels(picture: QImage) -> list[int]:
    return memoryview(picture.constBits()).cast("B").cast("I").tolist()


@cache
def contrast(one: int, other: int) -> float:
    """The contrast of two pixels as the guidelines count it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(pixel: int) -> float:
    parts = [(pixel >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

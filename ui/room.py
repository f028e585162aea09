"""How large windows open: a dialog as its text wants it and its window has room, the main window as the screen has room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui import theme

SMALLEST = QSize(1024, 600)


def take_room(dialog: QWidget, letters: int, lines: int) -> None:
    """Gives a dialog so many letters by so many lines, where its window, or the smallest screen, has them."""
    metrics, parent = dialog.fontMetrics(), dialog.parentWidget()
    most = parent.window().size() if parent is not None else SMALLEST
    wanted = QSize(letters * metrics.averageCharWidth(), lines * metrics.height())
    dialog.resize(wanted.boundedTo(most - QSize(theme.PAGE, theme.PAGE)))


def take_screen(window: QWidget, least: QSize, usual: QSize) -> None:
    """Opens a window at its usual size; on a screen too small for that it fills the screen, and nothing of it lies outside."""
    room = window.screen().availableGeometry().size()
    window.setMinimumSize(least.boundedTo(room - QSize(0, 2 * window.fontMetrics().height())) if _is_seen() else least)
    window.resize(usual)
    if _is_seen() and usual.boundedTo(room) != usual:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def _is_seen() -> bool:
    """Whether there is a real screen: the one that tests and pictures have is smaller than any, and nobody sees it."""
    return QGuiApplication.platformName() not in {"offscreen", "minimal"}

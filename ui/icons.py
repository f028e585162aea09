"""Lucide's drawings as icons in the palette's colours; those that point somewhere are mirrored where text runs leftwards."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel

from baseldesk.resources import resource
from ui import theme

MIRRORED = frozenset({
    "arrow-left", "arrow-right", "chevron-left", "chevron-right", "external-link", "list-checks", "panel-left-close",
    "panel-left-open", "panel-right-close", "panel-right-open", "redo-2", "send", "undo-2",
})  # fmt: skip
SIZES = (16, 20, 32)
_state = {"hurried": False}


class HasIcon(Protocol):
    """A button or an action."""

    def setIcon(self, icon: QIcon, /) -> None:
        """Takes the icon."""


def put(thing: HasIcon, name: str, role: str = "text") -> None:
    """Sets an icon and keeps it right through every later change of theme and direction."""
    assert isinstance(thing, QObject)
    theme.bind(thing, "icon", partial(_set, thing, name, role))


def _set(thing: HasIcon, name: str, role: str) -> None:
    thing.setIcon(icon(name, role))


def hurry(on: bool) -> None:
    """While a window opens, icons are made in one look and the usual size; `theme.renew` then makes them whole."""
    _state["hurried"] = on


def put_on_label(label: QLabel, name: str, size: int = 20, role: str = "text") -> None:
    """Shows a drawing on a label, and keeps it right as `put` does."""
    theme.bind(label, "icon", partial(_show, label, name, size, role))


def _show(label: QLabel, name: str, size: int, role: str) -> None:
    label.setPixmap(pixmap(name, size, role))


def icon(name: str, role: str = "text") -> QIcon:
    """The icon for drawing now, with its disabled and selected looks."""
    made = QIcon()
    looks = ((QIcon.Mode.Normal, role), (QIcon.Mode.Disabled, "line"), (QIcon.Mode.Selected, "on_accent"))
    for size in SIZES[:1] if _state["hurried"] else SIZES:
        for mode, colored in looks[:1] if _state["hurried"] else looks:
            made.addPixmap(pixmap(name, size, colored), mode)
    return made


def pixmap(name: str, size: int = 16, role: str = "text") -> QPixmap:
    """One drawing in one size and colour, sharp on this screen."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio() if QGuiApplication.primaryScreen() else 1.0
    mirrored = name in MIRRORED and QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return _draw(name, size, theme.color(role).name(), ratio, mirrored)


@lru_cache(maxsize=512)
def _draw(name: str, size: int, color: str, ratio: float, mirrored: bool) -> QPixmap:
    drawn = QPixmap(QSize(size, size) * ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    if mirrored:
        painter.translate(drawn.width(), 0)
        painter.scale(-1, 1)
    QSvgRenderer(QByteArray(_read(name).replace("currentColor", color).encode())).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@lru_cache(maxsize=128)
def _read(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")

"""Colours by role, the grid and sizes. Everything by palette, nothing by style sheet, so that direction and contrast stay right.

Whatever depends on the palette and is not read from it at paint time (a label in a muted colour, an icon) is *bound*: done
once now, and again after each change of theme, text size or direction.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

HAIR, NEAR, GROUP, PAGE = 4, 8, 16, 24
RADIUS = 6

ROLES = ("ground", "raised", "line", "text", "muted", "accent", "on_accent", "good", "attention", "bad")
PALETTES: dict[str, tuple[str, ...]] = {
    "light": ("#f3f5f7", "#ffffff", "#7f8993", "#1c2329", "#56616b", "#0a5a9c", "#ffffff", "#1d6f3c", "#8a5300", "#b3261e"),
    "dark": ("#1a1e23", "#242a31", "#737f8b", "#e8ebee", "#a9b4be", "#74b6f7", "#0a1622", "#74cf92", "#f0b94f", "#ff968d"),
    "contrast": ("#000000", "#000000", "#ffffff", "#ffffff", "#ffffff", "#ffe500", "#000000", "#7dff9b", "#ffc14d", "#ff9f9f"),
}
_OFF = "#a6a6a6"  # what cannot be used, where all else is white
# Widgets that use the window colour for nothing but their frame.
OUTLINED = (
    "QLineEdit", "QComboBox", "QAbstractSpinBox", "QTextEdit", "QPlainTextEdit", "QCheckBox", "QRadioButton", "QPushButton",
    "QToolButton", "QProgressBar",
)  # fmt: skip

_state = {"theme": "light"}
_bound: WeakKeyDictionary[QObject, dict[str, Callable[[], None]]] = WeakKeyDictionary()
_ROOM = 1000
_room = {"bound": _ROOM}  # so many before it is looked what of it is gone


def resolve(wish: str, app: QApplication) -> str:
    """The palette that a wish stands for: «system» asks the system."""
    if wish in PALETTES:
        return wish
    hints = app.styleHints()
    asked = hints.accessibility() if hasattr(hints, "accessibility") else None  # since Qt 6.10
    if asked is not None and asked.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def apply(app: QApplication, wish: str) -> None:
    """Puts our style and a palette on the whole application and redoes whatever is bound."""
    from ui import style

    style.put_on(app)
    _state["theme"] = resolve(wish, app)
    palette = make_palette(_state["theme"])
    app.setPalette(palette)
    palette.setColor(QPalette.ColorRole.Window, outlined(color("line")))
    for kind in OUTLINED:
        app.setPalette(palette, kind)  # type: ignore[arg-type]  # the stub says bytes; the call takes text
    renew()


def outlined(line: QColor) -> QColor:
    """The window colour from which Fusion makes this line: it draws frames as `window.darker(140)`, too dark to see on dark."""
    red, green, blue = (min(255, round(part * 1.4)) for part in (line.red(), line.green(), line.blue()))
    return QColor(red, green, blue)


def renew() -> None:
    """Does everything bound once more: after a change of theme, text size or direction."""
    _forget_gone()
    for thing, doings in list(_bound.items()):
        if isValid(thing):
            for do in list(doings.values()):
                do()


def bind(thing: QObject, aspect: str, do: Callable[[], None]) -> None:
    """Does it now and at every renewal while the thing lives; a second binding of the same aspect replaces the first."""
    if len(_bound) > _room["bound"]:
        _forget_gone()
        _room["bound"] = max(_ROOM, 2 * len(_bound))
    _bound.setdefault(thing, {})[aspect] = do
    do()


def _forget_gone() -> None:
    """What Qt has deleted; of itself it would stay for ever, since what is done to it knows it."""
    for thing in [thing for thing in _bound if not isValid(thing)]:
        del _bound[thing]


def name() -> str:
    """The palette in use: light, dark or contrast."""
    return _state["theme"]


def color(role: str, theme: str = "") -> QColor:
    """The colour that a role has now."""
    return QColor(PALETTES[theme or _state["theme"]][ROLES.index(role)])


def blend(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two: the given share of the first."""
    red, green, blue = (
        round(a * share + b * (1 - share))
        for a, b in ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    )
    return QColor(red, green, blue)


def make_palette(theme: str) -> QPalette:
    """Qt's palette from ours."""
    palette = QPalette()
    ground, raised, line, text, muted, accent, on_accent, _good, _attention, bad = (color(role, theme) for role in ROLES)
    role = QPalette.ColorRole
    pairs = {
        role.Window: ground, role.WindowText: text, role.Base: raised, role.Text: text,
        role.AlternateBase: blend(raised, ground, 0.4),
        role.Button: blend(raised, ground, 0.5), role.ButtonText: text, role.BrightText: bad, role.PlaceholderText: muted,
        role.Highlight: accent, role.HighlightedText: on_accent, role.Accent: accent, role.Link: accent, role.LinkVisited: accent,
        role.ToolTipBase: raised, role.ToolTipText: text, role.Light: raised, role.Midlight: blend(line, ground, 0.3),
        role.Mid: blend(line, ground, 0.6), role.Dark: line, role.Shadow: line,
    }  # fmt: skip
    for which, tone in pairs.items():
        palette.setColor(which, tone)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(_OFF) if theme == "contrast" else muted)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, line)
    return palette


def tint(widget: QWidget, role: str) -> None:
    """Gives a widget's text the colour of a role."""
    bind(widget, "tint", partial(_set_text_color, widget, role))


def _set_text_color(widget: QWidget, role: str) -> None:
    palette = QPalette(QApplication.palette(widget))
    for which in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(which, color(role))
    widget.setPalette(palette)


def size(widget: QWidget, factor: float = 1.0, *, bold: bool = False) -> None:
    """Gives a widget's text a multiple of the person's text size: 1.15 and 1.4 for headings."""
    bind(widget, "size", partial(_set_text_size, widget, factor, bold))


def _set_text_size(widget: QWidget, factor: float, bold: bool) -> None:
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setBold(bold)
    widget.setFont(font)


def align(label: QLabel | QLineEdit) -> None:
    """Sets the text of a label or a line at the leading edge of the window’s direction, whichever way the text itself runs."""
    bind(label, "align", partial(_set_leading, label))


def _set_leading(label: QLabel | QLineEdit) -> None:
    rightwards = QApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight
    edge = Qt.AlignmentFlag.AlignLeft if rightwards else Qt.AlignmentFlag.AlignRight
    label.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


def make_primary(button: QPushButton) -> None:
    """Marks a screen's one main button with the accent colour."""
    size(button, bold=True)
    bind(button, "primary", partial(_set_button_color, button, "accent"))


def make_plain(button: QPushButton) -> None:
    """Takes the mark of the main button away: another one is it now."""
    size(button)
    bind(button, "primary", partial(_set_button_plain, button))


def _set_button_plain(button: QPushButton) -> None:
    button.setPalette(QPalette(QApplication.palette(button)))


def make_grave(button: QPushButton) -> None:
    """Marks the main button of what destroys something."""
    size(button, bold=True)
    bind(button, "primary", partial(_set_button_color, button, "bad"))


def _set_button_color(button: QPushButton, role: str) -> None:
    palette = QPalette(QApplication.palette(button))
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        palette.setColor(group, QPalette.ColorRole.Button, color(role))
        palette.setColor(group, QPalette.ColorRole.ButtonText, color("on_accent"))
    button.setPalette(palette)


def row_height(widget: QWidget) -> int:
    """The height of a table's rows: 1.9 lines of its text."""
    return round(widget.fontMetrics().height() * 1.45) + HAIR

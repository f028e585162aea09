"""One window on one desk, with the day, the size and the sticks held fast; switched from language to language, look to look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from baseldesk.desk.desk import Desk
from ui import fonts, theme
from ui.language import Language
from ui.notices import Notices
from ui.screens import Screen
from ui.settings import Settings
from ui.tasks import Runner
from ui.window import MainWindow

SIZE = (1180, 760)
_PATIENCE, _SOON, _POLL = 15_000, 700, 8  # milliseconds; timers that run out sooner are waited for
_FOLDER = "/home/officer/BaselDesk"  # stands for the folder of this run


class Stage:
    """What scenes are shown on.

    Attributes:
        window: the window, shown.
    """

    def __init__(self, app: QApplication, desk: Desk, language: Language, folder: Path) -> None:
        self._app, self.desk, self.language, self._folder = app, desk, language, folder
        self.runner, self.settings, self._timers = Runner(), Settings(None), list[QTimer]()
        self.window = MainWindow(desk, self.runner, Notices(), self.settings, language)
        self.window.resize(*SIZE)
        self.window.show()
        self.window.activateWindow()
        self.window.ask_standing()
        self.window.asking.read()
        self.settle()

    def close(self) -> None:
        """Ends it."""
        self.settle()
        self.window.close()
        self.runner.close()
        self.window.deleteLater()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def use(self, language: str, look: str) -> None:
        """Switches language and colours, as a person would: live."""
        dress(self._app, self.language, language, look)
        self.settle()

    def go(self, name: str, **place: Any) -> Screen:
        """Goes to a place, or comes to it anew."""
        if self.window.places.here is not None and self.window.places.here.name == name:
            self.window.places.show_screen("settings" if name != "settings" else "export")
            self._rest()
        self.window.activateWindow()
        if (focused := self._app.focusWidget()) is not None:
            focused.clearFocus()  # whatever was done before: a person who comes with the mouse
        self.window.places.show_screen(name, **place)
        self.settle()
        here = self.window.places.here
        assert here is not None
        assert here.name == name, f"wanted {name}, stands on {here.name}"
        here.focus_first()  # once more: what was read meanwhile may be what one starts from
        self._rest()
        return here

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """The dialog of this kind that is open."""
        self.settle()
        return next(one for one in self._app.topLevelWidgets() if isinstance(one, kind) and one.isVisible())

    def settle(self) -> None:
        """Waits until nothing is read any more and no short timer runs; looking for timers costs more than all the rest."""
        self._rest()
        while timers := _short_timers(self._app):
            self._timers = timers
            self._rest()

    def _rest(self) -> None:
        settle(self._app, self._is_quiet)

    def _is_quiet(self) -> bool:
        runs = any(isValid(one) and one.isActive() for one in self._timers)
        return not runs and not self.runner.open_tasks() and not self._asks_soon()

    def _asks_soon(self) -> bool:
        """The marks of a list are asked for a moment after it was painted."""
        lists = (getattr(one, "sent", None) for one in self.window.places.screens.values())
        return any(marks._pause.isActive() for marks in lists if marks is not None)

    def grab(self, shown: QWidget | None) -> QImage:
        """The picture of a dialog, or of the window; no path of this run, no passing word."""
        self.window.status_line.passing.clear()
        self.settle()
        shown = shown or self.window
        _mask(shown, str(self._folder))
        shown.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, True)  # the ring shows
        return rested(shown, self._rest)


def dress(app: QApplication, language: Language, code: str, look: str) -> None:
    """The language and the look of all that is shown."""
    theme.apply(app, look)
    fonts.choose(app, 10, 100)
    language.use(code)
    theme.renew()


def settle(app: QApplication, is_quiet: Callable[[], bool]) -> None:
    """Lets the window come to rest: three rounds in which nothing was left to do."""
    quiet = waited = 0
    while quiet < 3:
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        quiet = quiet + 1 if is_quiet() else 0
        if not quiet:
            QTest.qWait(_POLL)
            waited += _POLL
            assert waited < _PATIENCE, "the window does not come to rest"


def rested(shown: QWidget, settle: Callable[[], None]) -> QImage:
    """The picture once it stays as it is: painting can ask for what is shown next."""
    before = shown.grab().toImage()
    for _round in range(8):
        settle()
        image = shown.grab().toImage()
        if image == before:
            return image
        before = image
    raise AssertionError("the picture does not come to rest")


def _short_timers(app: QApplication) -> list[QTimer]:
    """Those that run out soon, in what is shown."""
    windows = [one for one in app.topLevelWidgets() if one.isVisible()]
    timers = [timer for one in windows for timer in one.findChildren(QTimer)]
    return [timer for timer in timers if timer.isActive() and timer.isSingleShot() and timer.interval() <= _SOON]


def _mask(shown: QWidget, folder: str) -> None:
    for label in shown.findChildren(QLabel):
        if folder in label.text():
            label.setText(label.text().replace(folder, _FOLDER))
    for line in shown.findChildren(QLineEdit):
        if folder in line.text():
            line.setText(line.text().replace(folder, _FOLDER))

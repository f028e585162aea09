"""A person before the window: one clicks with the mouse, one has only a keyboard. Neither calls anything of a screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QScrollArea, QTabWidget, QWidget

from ui.first_run import FirstRun
from ui.window import MainWindow

PATIENCE = 15_000  # milliseconds at most
MOST_TABS = 150
Key, Modifier = Qt.Key, Qt.KeyboardModifier


class Desktop:
    """What stands where the system's file dialogs would: it gives them the path that comes next."""

    def __init__(self) -> None:
        self.next: Path | None = None

    def answer(self, dialog: Any) -> None:
        """Chooses, as a person would."""
        assert self.next is not None, f"nobody expects the dialog «{dialog.windowTitle()}»"
        chosen, self.next = str(self.next), None
        dialog.filesSelected.emit([chosen])
        dialog.fileSelected.emit(chosen)
        dialog.close()


class Person:
    """What both have in common: text is typed at whatever has the focus."""

    def __init__(self, qtbot: Any) -> None:
        self.qtbot = qtbot

    def until(self, holds: Any) -> None:
        """Waits as long as a person would."""
        self.qtbot.waitUntil(holds, timeout=PATIENCE)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        """One key, or two together."""
        QTest.keyClick(self.focus(), key, modifier)

    def type(self, text: str) -> None:
        """Letter by letter."""
        for letter in text:
            self._type_letter(letter)

    def focus(self) -> QWidget:
        """Who hears the keys: what pops up, then the foremost window."""
        if popup := QApplication.activePopupWidget():
            return popup
        front = _foremost()
        if QApplication.activeWindow() is not front:  # without a window system, a list that closed leaves nobody active
            front.activateWindow()
            self.until(front.isActiveWindow)
        return QApplication.focusWidget() or front

    def _type_letter(self, letter: str) -> None:
        """QTest knows no keys of letters beyond Latin-1."""
        if letter.isascii():
            QTest.keyClicks(self.focus(), letter)
        else:
            QTest.sendKeyEvent(QTest.KeyAction.Click, self.focus(), Key.Key_unknown, letter, Modifier.NoModifier)

    def look(self, at: str) -> None:
        """Looks at what stands there now; who sits before a real screen takes a picture."""

    # What each does in a way of their own

    def go(self, widget: QWidget) -> None:
        """Puts the focus there."""
        raise NotImplementedError

    def press(self, button: QWidget) -> None:
        """Presses a button."""
        raise NotImplementedError

    def pick(self, line: QWidget, text: str) -> None:
        """Takes a choice of a line with a list."""
        raise NotImplementedError

    def choose_language(self, guide: FirstRun, code: str) -> None:
        """On the first page of the first start."""
        raise NotImplementedError

    def confirm(self, button: QWidget) -> None:
        """Presses the main button of a guide."""
        raise NotImplementedError

    def confirm_focused(self, button: QWidget) -> None:
        """Presses a button that has the focus already: nothing has to be looked for."""
        raise NotImplementedError

    def visit(self, window: MainWindow, name: str) -> None:
        """Goes to a place of the rail."""
        raise NotImplementedError

    def begin(self, window: MainWindow) -> None:
        """Begins a new record."""
        raise NotImplementedError

    def save(self, screen: Any) -> None:
        """Saves the record."""
        raise NotImplementedError

    def open_tab(self, tabs: QTabWidget, number: int) -> None:
        """Turns to a page of a form."""
        raise NotImplementedError

    def open_row(self, rows: QListWidget, number: int) -> None:
        """Chooses a row of a list that is short."""
        raise NotImplementedError

    def find(self, window: MainWindow) -> None:
        """Opens «Find anything»."""
        self.key(Key.Key_K, Modifier.ControlModifier)


class WithMouse(Person):
    """Clicks in the middle of what is seen."""

    def go(self, widget: QWidget) -> None:
        self._click(widget)

    def press(self, button: QWidget) -> None:
        self.until(button.isEnabled)
        self._click(button)

    def choose_language(self, guide: FirstRun, code: str) -> None:
        button = guide.findChild(QWidget, f"first_language_{code}")
        assert button is not None
        self._click(button, QPoint(10, button.height() // 2))

    def pick(self, line: QWidget, text: str) -> None:
        """A click opens the list; another takes the row."""
        self.go(line)
        rows: Any = QApplication.activePopupWidget()
        model = rows.model()
        wanted = next(row for row in range(model.rowCount()) if text.casefold() in model.index(row, 0).data().casefold())
        rows.scrollTo(model.index(wanted, 0))
        place = rows.visualRect(model.index(wanted, 0)).center()
        self.press_at(rows.viewport(), place)

    def confirm(self, button: QWidget) -> None:
        self.press(button)

    def confirm_focused(self, button: QWidget) -> None:
        self.press(button)

    def visit(self, window: MainWindow, name: str) -> None:
        self.press(window.rail.buttons[name])

    def begin(self, window: MainWindow) -> None:
        self.press(window.places.here.new_button)  # type: ignore[union-attr]

    def save(self, screen: Any) -> None:
        self.press(screen.save_button)

    def open_tab(self, tabs: QTabWidget, number: int) -> None:
        bar = tabs.tabBar()
        self._click(bar, bar.tabRect(number).center())

    def open_row(self, rows: QListWidget, number: int) -> None:
        self._click(rows.viewport(), rows.visualItemRect(rows.item(number)).center())

    def find(self, window: MainWindow) -> None:
        self.press(window.rail.find_button)

    def _click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Where it is covered, or stands beyond what is scrolled to, it cannot be clicked; a moment later perhaps."""
        self.until(widget.isVisible)
        self.until(lambda: _is_on_top(widget, place))
        self.press_at(widget, place or widget.rect().center())

    def press_at(self, widget: QWidget, place: QPoint) -> None:
        """The button of the mouse, down and up."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Modifier.NoModifier, place)


class WithKeys(Person):
    """Tab, arrows, Space, Enter and shortcuts; what Tab does not reach does not exist."""

    def go(self, widget: QWidget) -> None:
        wanted = widget.focusProxy() or widget
        self.until(lambda: wanted.isVisible() and wanted.isEnabled())
        seen = []
        for _tab in range(MOST_TABS):
            focus = self.focus()
            if focus is wanted or focus.focusProxy() is wanted:
                return
            seen.append(focus.objectName() or type(focus).__name__)
            self.key(Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {widget.objectName() or widget} from {seen}")

    def press(self, button: QWidget) -> None:
        self.until(button.isEnabled)
        self.go(button)
        self.key(Key.Key_Space)

    def choose_language(self, guide: FirstRun, code: str) -> None:
        button = guide.findChild(QWidget, f"first_language_{code}")
        for _step in range(6):
            if QApplication.focusWidget() is button:
                return
            self.key(Key.Key_Down)
        raise AssertionError("the arrows do not reach it")

    def pick(self, line: QWidget, text: str) -> None:
        self.go(line)
        self.type(text)
        self.key(Key.Key_Return)

    def confirm(self, button: QWidget) -> None:
        self.until(button.isEnabled)
        self.key(Key.Key_Return)

    def confirm_focused(self, button: QWidget) -> None:
        self.until(lambda: self.focus() is button)
        self.key(Key.Key_Space)

    def visit(self, window: MainWindow, name: str) -> None:
        self.press(window.rail.buttons[name])

    def begin(self, window: MainWindow) -> None:
        self.key(Key.Key_N, Modifier.ControlModifier)

    def save(self, screen: Any) -> None:
        self.key(Key.Key_S, Modifier.ControlModifier)

    def open_tab(self, tabs: QTabWidget, number: int) -> None:
        for _page in range(tabs.count()):
            if tabs.currentIndex() == number:
                return
            self.key(Key.Key_Tab, Modifier.ControlModifier)
        raise AssertionError("Ctrl+Tab does not reach the page")

    def open_row(self, rows: QListWidget, number: int) -> None:
        self.go(rows)
        self.key(Key.Key_Home)
        for _row in range(rows.count()):
            if rows.currentRow() == number:
                return
            self.key(Key.Key_Down)
        raise AssertionError("the arrows do not reach the row")


def _foremost() -> QWidget:
    """The dialog that stands before everything, else the window."""
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.windowType() != Qt.WindowType.Popup]
    plain = [one for one in windows if one.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet)]
    return QApplication.activeModalWidget() or plain[-1]


def _is_on_top(widget: QWidget, place: QPoint | None) -> bool:
    """Whether a click there would reach it: what came a moment ago is still finding its place."""
    _scroll_to(widget)
    there = QApplication.widgetAt(widget.mapToGlobal(place or widget.rect().center())) or widget
    return there is widget or widget.isAncestorOf(there) or there.isAncestorOf(widget)


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()

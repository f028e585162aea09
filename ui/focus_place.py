"""Where the focus stays when what has it is greyed or goes: Qt itself would give it to whatever comes next in the window.

What is greyed keeps it, so that Enter pressed twice does nothing the second time, Tab goes on from there, and it is there again
when the work that greyed it has ended. From what is hidden it goes to the nearest stop in the same card or page, and an Enter or
a space bar that follows at once was still meant for what went.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_AT_ONCE = 1000  # milliseconds
_PRESSING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class FocusPlace(QObject):
    """One for each window: what of it was greyed with the focus on it, and where the focus came by itself."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._held: QWidget | None = None
        self._goal: QWidget | None = None
        self._since = QElapsedTimer()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    @property
    def held(self) -> QWidget | None:
        """What was greyed with the focus on it and is so still, if it is still seen."""
        held = self._held
        return held if held is not None and isValid(held) and held.isVisible() and not held.isEnabled() else None

    def hold(self, widget: QWidget) -> bool:
        """Leaves the focus where it is, though nothing can be done there for the moment; always True."""
        self._let_go()
        self._held = widget
        widget.installEventFilter(self)
        return True

    def move(self, goal: QWidget | None) -> bool:
        """Takes the focus from what was hidden to what stands nearest to it; where that is nothing, Qt does. Always True."""
        self._let_go()
        if goal is not None:
            self._goal = goal
            self._since.start()
            goal.installEventFilter(self)
            goal.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was greyed can be used again; or a key comes to where the focus has only just come by itself."""
        if watched is self._held and event.type() == QEvent.Type.EnabledChange:
            self._on_enabled()
        elif watched is self._goal and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() in _PRESSING and self._since.elapsed() < _AT_ONCE
        return False

    def _on_enabled(self) -> None:
        held = self._held
        if held is not None and held.isEnabled():
            self._let_go()
            if QApplication.focusWidget() is None and self._window.isActiveWindow():
                held.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now is not self._goal and now.window() is self._window:
            self._let_go()
        elif now is None and before is not None and isValid(before) and before.window() is self._window and is_greyed(before):
            self.hold(before)  # all that it stands in was greyed

    def _let_go(self) -> None:
        for one in (self._held, self._goal):
            if one is not None and isValid(one):
                one.removeEventFilter(self)
        self._held = self._goal = None


def is_greyed(widget: QWidget) -> bool:
    """Whether it is seen and cannot be used."""
    return widget.isVisible() and not widget.isEnabled()


def place_of(window: QWidget) -> FocusPlace:
    """The one of this window."""
    found = window.findChild(FocusPlace, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if found is not None else FocusPlace(window)

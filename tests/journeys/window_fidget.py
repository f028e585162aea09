"""Somebody who clicks and presses whatever there is, in an order that a seed decides."""

from __future__ import annotations

import random
from collections import deque
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from ui import screens
from ui.window import MainWindow

Key, Ctrl, Alt, Shift, No = (
    Qt.Key,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
_LEFT = Qt.MouseButton.LeftButton
_TOUCHABLE = (QAbstractButton, QLineEdit, QComboBox, QTabBar, QAbstractScrollArea)
_PLAIN = [
    "Tab", "Backtab", "Down", "Up", "Left", "Right", "Return", "Escape", "Space", "Delete", "Backspace", "Home", "End",
    "PageDown", "PageUp", "F2", "F4",
]  # fmt: skip
_WITH_CTRL = ["N", "S", "F", "Z", "K", "Tab", "A", "C", "V", "Down", "Up"]
_LETTERS = "aeé7.2 -ش中"
_STEPS_IN_DIALOG = 25
_VISIT_EVERY = 13


class Fidget(QObject):
    """Goes round all places in turn, and does in each what comes to mind.

    Attributes:
        losses: unsaved work that was gone without anybody having said so.
        seen: the screens that were open.
        trail: what was done last.
    """

    def __init__(self, window: MainWindow, seed: int) -> None:
        super().__init__()
        self.window, self.rng = window, random.Random(seed)
        self.trail: deque[str] = deque(maxlen=25)
        self.losses: list[str] = []
        self._allowed, self._behind = False, set[str]()
        self.seen: set[str] = set()
        self._in_dialog = 0
        self._places = [place.name for place in screens.PLACES if not place.record and not place.secretariat]
        self._menus = QTimer(self, interval=5)  # a menu of a button has a loop of its own
        self._menus.timeout.connect(self._on_menu)
        self._menus.start()
        window.context.runner.wrote.connect(self._on_wrote)

    def work(self, steps: int) -> None:
        """So many clicks and keys."""
        for number in range(steps):
            before, has_popup = self._stand(), QApplication.activePopupWidget() is not None
            self._allowed = self._allowed and before[2]
            self._step(number)
            QApplication.processEvents()
            self._compare(before, has_popup)
            self.seen.add(before[0].name)
        self._menus.stop()

    # What must not get lost

    def _stand(self) -> tuple[Any, Any, bool]:
        here: Any = self.window.places.here
        return here, getattr(here, "record_id", b""), here.has_unsaved()

    def _compare(self, before: tuple[Any, Any, bool], has_popup: bool) -> None:
        """A calendar that is open when the window leaves can still enter its day: nobody is blamed for that."""
        here, record, _is_unsaved = self._stand()
        behind = {name for name, one in self.window.places.screens.items() if one is not here and one.has_unsaved()}
        is_another = here is before[0] and record != before[1]
        if (behind - self._behind and not has_popup) or (is_another and before[2] and not self._allowed):
            left = f"{before[0].name} was left unsaved for {here.name}, {sorted(behind - self._behind)} behind"
            self.losses.append(f"{left}: {' · '.join(self.trail)}")
        self._behind = behind

    @Slot(object, object)
    def _on_wrote(self, *_what: object) -> None:
        self._allowed = True

    # What is done

    def _step(self, number: int) -> None:
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window
        if isinstance(front, QMessageBox):
            self._answer(front)
        elif front is self.window and number % _VISIT_EVERY == 0:
            self._visit(self._places[number // _VISIT_EVERY % len(self._places)])
        elif self._is_tired(front):
            self._press(front, Key.Key_Escape, No)
        elif self.rng.random() < 0.6:
            self._click(front)
        else:
            focus = QApplication.focusWidget() or front.focusWidget()
            self._press(focus if focus and focus.isVisible() else front, *self._some_key())

    def _is_tired(self, front: QWidget) -> bool:
        self._in_dialog = 0 if front is self.window else self._in_dialog + 1
        return self._in_dialog > _STEPS_IN_DIALOG

    def _answer(self, box: QMessageBox) -> None:
        saving: Any = getattr(self.window.places.here, "saving", None)
        buttons = [one for one in box.buttons() if one.objectName() != "unsaved_discard" or not (saving and saving.is_running)]
        button = self.rng.choice(buttons)  # known: not saving after all, while it is being saved, is answered too late
        self.trail.append(f"box {button.objectName()}")
        self._allowed = self._allowed or button.objectName() == "unsaved_discard"
        QTest.mouseClick(button, _LEFT)

    def _visit(self, name: str) -> None:
        self.trail.append(f"visit {name}")
        self.window.show_screen(name)

    def _click(self, front: QWidget) -> None:
        found = [one for one in front.findChildren(QWidget) if isinstance(one, _TOUCHABLE) and _is_in_sight(one)] or [front]
        target: QWidget = self.rng.choice(found)
        if isinstance(target, QAbstractScrollArea):
            target = target.viewport()
        place = QPoint(self.rng.randrange(max(target.width(), 1)), self.rng.randrange(max(target.height(), 1)))
        if isinstance(target, QAbstractButton):
            place = target.rect().center()
        owner = target.parentWidget()
        if isinstance(owner, QAbstractItemView) and owner.selectionModel() and owner.selectionModel().hasSelection():
            self._click_row(owner, target, place)
            return
        self.trail.append(f"click {target.objectName() or type(target).__name__} in {owner.objectName() if owner else ''}")
        QTest.mouseClick(target, _LEFT, No, place)

    def _click_row(self, table: QAbstractItemView, target: QWidget, place: QPoint) -> None:
        """One click, two, or the menu."""
        chance = self.rng.random()
        self.trail.append(f"row of {table.objectName()} {chance:.1f}")
        if chance < 0.3:
            QTest.mouseDClick(target, _LEFT, No, place)
        elif chance < 0.5:
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, target.mapToGlobal(place))
            QApplication.sendEvent(target, event)
        else:
            QTest.mouseClick(target, _LEFT, self.rng.choice((No, Ctrl, Shift)), place)

    def _some_key(self) -> tuple[Any, Any]:
        chance = self.rng.random()
        if chance < 0.35:
            return self.rng.choice(_LETTERS), No
        if chance < 0.8:
            return Key[f"Key_{self.rng.choice(_PLAIN)}"], No
        if chance < 0.85:
            return self.rng.choice((Key.Key_Left, Key.Key_Right)), Alt
        return Key[f"Key_{self.rng.choice(_WITH_CTRL)}"], Ctrl

    def _press(self, target: QWidget, key: Any, modifier: Any) -> None:
        self.trail.append(f"key {key} {modifier.name} at {target.objectName() or type(target).__name__}")
        if isinstance(key, str):
            QTest.sendKeyEvent(QTest.KeyAction.Click, target, Key.Key_unknown, key, modifier)
        else:
            QTest.keyClick(target, key, modifier)

    @Slot()
    def _on_menu(self) -> None:
        """Takes something from an open menu, or closes it."""
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu) and isValid(menu):
            actions = [one for one in menu.actions() if one.isEnabled() and not one.isSeparator() and one.isVisible()]
            if actions and self.rng.random() < 0.7:
                menu.setActiveAction(self.rng.choice(actions))
                self.trail.append(f"menu {menu.activeAction().text()}")
                QTest.keyClick(menu, Key.Key_Return)
            else:
                QTest.keyClick(menu, Key.Key_Escape)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window stays open."""
        if event.type() is QEvent.Type.Close and watched is self.window:
            event.ignore()
            return True
        return False


def _is_in_sight(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()

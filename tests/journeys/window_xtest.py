"""A person before a real screen: the X server itself is told that a key went down or the mouse moved, as by a cable."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.window_person import Key, Modifier, WithMouse

_LEFT, _PAUSE = 1, 40  # the button, and milliseconds between two movements of a person
_SHIFT, _PLAYERS = 0xFFE1, 0x1008
_MODIFIERS = {Modifier.ControlModifier: 0xFFE3, Modifier.ShiftModifier: _SHIFT, Modifier.AltModifier: 0xFFE9}
_KEYS = {
    Key.Key_Return: 0xFF0D, Key.Key_Escape: 0xFF1B, Key.Key_Tab: 0xFF09, Key.Key_Down: 0xFF54, Key.Key_Up: 0xFF52,
    Key.Key_Home: 0xFF50, Key.Key_Space: 0x20,
}  # fmt: skip


def keysym_of(letter: str) -> int:
    """What X calls a letter: its number in Latin-1, above that the number in Unicode with a mark."""
    return ord(letter) if ord(letter) < 0x100 else 0x01000000 | ord(letter)


class XTest:
    """The few calls that are needed."""

    def __init__(self, display: str) -> None:
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XKeysymToKeycode.restype = ctypes.c_ubyte
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        assert self._display.value, "the X server does not answer"

    def key(self, keysym: int, down: bool) -> None:
        """A key goes down or comes up."""
        code = self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(keysym))
        self._test.XTestFakeKeyEvent(self._display, ctypes.c_uint(code), int(down), ctypes.c_ulong(0))
        self._x.XFlush(self._display)

    def needs_shift(self, keysym: int) -> bool:
        """Whether the sign stands above on its key."""
        code = self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(keysym))
        self._x.XkbKeycodeToKeysym.restype = ctypes.c_ulong
        return int(self._x.XkbKeycodeToKeysym(self._display, ctypes.c_ubyte(code), 0, 0)) != keysym

    def give_keys(self, letters: str) -> None:
        """Gives each letter that no key has one of the keys that have none, as a keyboard of that language would."""
        bare = iter(self._bare_keys())
        for letter in dict.fromkeys(letters):
            if self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(keysym_of(letter))) == 0:
                symbols = (ctypes.c_ulong * 1)(keysym_of(letter))
                self._x.XChangeKeyboardMapping(self._display, next(bare), 1, symbols, 1)
        self._x.XSync(self._display, 0)

    def _bare_keys(self) -> list[int]:
        """Keys without a sign, then those of players and the like, which nobody presses here."""
        first, last, each = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
        self._x.XDisplayKeycodes(self._display, ctypes.byref(first), ctypes.byref(last))
        self._x.XGetKeyboardMapping.restype = ctypes.POINTER(ctypes.c_ulong)
        count = last.value - first.value + 1
        signs = self._x.XGetKeyboardMapping(self._display, ctypes.c_ubyte(first.value), count, ctypes.byref(each))
        held = {first.value + at: signs[at * each.value] for at in range(count)}
        self._x.XFree(signs)
        return [key for key, sign in held.items() if not sign] + [key for key, sign in held.items() if sign >> 16 == _PLAYERS]

    def move(self, place: QPoint) -> None:
        """The mouse goes to a place on the screen."""
        self._test.XTestFakeMotionEvent(self._display, -1, place.x(), place.y(), ctypes.c_ulong(0))
        self._x.XFlush(self._display)

    def button(self, down: bool) -> None:
        """The left button of the mouse."""
        self._test.XTestFakeButtonEvent(self._display, _LEFT, int(down), ctypes.c_ulong(0))
        self._x.XFlush(self._display)


class BeforeScreen(WithMouse):
    """Points and types; nothing is called but the X server. There is no window manager: the newest dialog is given the focus."""

    def __init__(self, qtbot: Any, pictures: Path, letters: str) -> None:
        super().__init__(qtbot)
        self._x, self._pictures, self._number = XTest(os.environ["DISPLAY"]), pictures, 0
        self._x.give_keys(letters)
        self._manager = QTimer(interval=100)
        self._manager.timeout.connect(_give_focus)
        self._manager.start()

    def press(self, button: QWidget) -> None:
        """What has just come is looked at first: by then it stands in its place."""
        self.qtbot.wait(_PAUSE)
        super().press(button)

    def press_at(self, widget: QWidget, place: QPoint) -> None:
        """The pointer goes there, the button goes down and up."""
        for do in (self._move, self._down, self._up):
            do(widget.mapToGlobal(place))
            self.qtbot.wait(_PAUSE)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        """One key, or two together."""
        letter = ord(chr(key.value).lower()) if 0x20 < key.value < 0x7F else 0
        self._strike(_KEYS.get(key) or letter, _MODIFIERS.get(modifier, 0))

    def type(self, text: str) -> None:
        """Letter by letter; those that a usual keyboard does not have were given keys at the beginning."""
        for letter in text:
            sign = keysym_of(letter)
            self._strike(sign, _SHIFT if self._x.needs_shift(sign) else 0)

    def look(self, at: str) -> None:
        """Takes a picture of the whole screen."""
        self.qtbot.wait(300)
        self._number += 1
        QApplication.primaryScreen().grabWindow(0).save(str(self._pictures / f"{self._number:02d}-{at}.png"))

    def _strike(self, keysym: int, held: int) -> None:
        _give_focus()
        for code, down in ((held, True), (keysym, True), (keysym, False), (held, False)):
            if code:
                self._x.key(code, down)
        self.qtbot.wait(_PAUSE)

    def _move(self, place: QPoint) -> None:
        self._x.move(place)

    def _down(self, _place: QPoint) -> None:
        self._x.button(True)

    def _up(self, _place: QPoint) -> None:
        self._x.button(False)


def _give_focus() -> None:
    """What a window manager does when a dialog opens or closes."""
    if QApplication.activePopupWidget() is not None:
        return
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.windowType() in _WINDOWS]
    front = QApplication.activeModalWidget() or (shown[-1] if shown else None)
    if front is not None and QApplication.activeWindow() is not front:
        front.activateWindow()


_WINDOWS = (Qt.WindowType.Window, Qt.WindowType.Dialog)

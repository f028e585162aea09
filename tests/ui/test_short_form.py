"""A workshop recorded at the keyboard, keystroke by keystroke, in the smallest window."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QWidget

from baseldesk.desk.desk import Desk
from ui.screens.activities_record import ActivityScreen
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

MOST = 40
TITLE, CITY = "Workshop on electronic waste for customs officers", "Dakar"
SUMMARY = "Twenty-six officers learnt to tell used equipment from waste."


class Keyboard:
    """Presses keys at whatever has the focus, as fingers do, and counts those that are no text of the record."""

    def __init__(self, window: MainWindow, qtbot: Any) -> None:
        self.window, self._qtbot, self.count, self.pressed = window, qtbot, 0, [""]

    def text(self, words: str) -> None:
        """A text of the record: not counted."""
        self._qtbot.keyClicks(self._focus(), words)

    def type(self, letters: str) -> None:
        """A few letters or figures of a choice, a day or a number: counted."""
        for letter in letters:
            self._qtbot.keyClicks(self._focus(), letter)
            self._count(letter)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, or two together."""
        self._qtbot.keyClick(self._focus(), key, modifier)
        self._count(f"<{key.name[4:]}>")

    def tab(self) -> None:
        """On to the next field."""
        self.press(Qt.Key.Key_Tab)

    def _count(self, what: str) -> None:
        self.count += 1
        self.pressed.append(what)

    def _focus(self) -> QWidget:
        found = QApplication.activePopupWidget() or self.window.focusWidget()
        assert found is not None
        return found


def test_a_workshop_is_typed_into_the_short_form_with_forty_keystrokes(window: MainWindow, desk: Desk, qtbot: Any) -> None:
    window.resize(1024, 600)
    window.places.show_new("activity")
    screen = window.places.here
    assert isinstance(screen, ActivityScreen)
    keys = Keyboard(window, qtbot)

    def stands(name: str) -> None:
        editor = screen.form.editors.get(name) or screen.headcount.editors[name]
        focus = window.focusWidget()
        assert focus is editor.entry, (name, focus and focus.objectName(), focus, "".join(keys.pressed))
        page = screen.form.pages[0]
        assert page.verticalScrollBar().maximum() == 0, f"scrolls by {page.verticalScrollBar().maximum()} at {name}"

    stands("title")
    keys.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    for _step in range(3):
        keys.press(Qt.Key.Key_Right)
    keys.tab()
    stands("title")
    keys.text(TITLE)
    for name, letters in (
        ("kind", "tr"), ("starts_on", "3.2"), ("ends_on", "5"), ("mode", "p"), ("country", "sen"), ("city", ""),
        ("countries", "mali"), ("waste_streams", "el"), ("themes", ""), ("women", "12"), ("men", "14"), ("other", ""),
        ("not_stated", ""), ("summary", ""),
    ):  # fmt: skip
        keys.tab()
        stands(name)
        keys.type(letters)
        if name == "city":
            keys.text(CITY)
    keys.text(SUMMARY)
    stands("summary")
    with qtbot.waitSignal(screen.context.window.said, check_params_cb=lambda text: text == "Saved."):
        keys.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    found = desk.record("activity", screen.record_id)
    assert found is not None
    year = QDate.currentDate().year()
    wanted = {
        "title": {"en": TITLE}, "kind": "AK-TRAIN", "stage": "completed", "mode": "in_person", "country": "SN", "city": CITY,
        "starts_on": date(year, 2, 3), "ends_on": date(year, 2, 5), "countries": {"ML": True}, "summary": {"en": SUMMARY},
    }  # fmt: skip
    assert {name: found.values.get(name) for name in wanted} == wanted
    assert list(found.values["waste_streams"]) == ["WS-EWASTE"]
    (counted,) = desk.find("headcount", activity=screen.record_id)
    assert (counted.values["women"], counted.values["men"]) == (12, 14)
    assert keys.count <= MOST, f"{keys.count} keystrokes beyond the texts: {' '.join(keys.pressed)}"

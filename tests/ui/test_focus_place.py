"""The focus stays in its place when what has it is greyed, hidden or gone; a second Enter never does something else."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import focus_place, reading
from ui.widgets.dialog import Dialog
from ui.window import MainWindow


class Cards:
    """A window with three cards, and two buttons in each; `pressed` says which were pressed."""

    def __init__(self, qtbot: Any) -> None:
        self.window, self.pressed = Dialog(), list[str]()
        self.cards, self.buttons = list[QWidget](), dict[str, QPushButton]()
        column = QVBoxLayout(self.window)
        for names in ("ab", "cd", "ef"):
            self.cards.append(QWidget())
            column.addWidget(self.cards[-1])
            row = QHBoxLayout(self.cards[-1])
            for name in names:
                row.addWidget(self._make(name))
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def _make(self, name: str) -> QPushButton:
        made = self.buttons[name] = QPushButton(name)
        made.clicked.connect(partial(self._on_pressed, name))
        return made

    def _on_pressed(self, name: str) -> None:
        self.pressed.append(name)

    def stand_on(self, name: str) -> None:
        """As one who came by keys."""
        self.buttons[name].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def here(self) -> str:
        """What has the focus."""
        return next((name for name, one in self.buttons.items() if one.hasFocus()), "")

    def type(self, *keys: Qt.Key) -> None:
        """To whatever has the keyboard."""
        for key in keys:
            QTest.keyClick(self.window.windowHandle(), key)


@pytest.fixture
def cards(qtbot: Any) -> Cards:
    """Shown and active."""
    return Cards(qtbot)


def test_what_is_greyed_keeps_the_focus_and_tab_goes_on_from_there(cards: Cards) -> None:
    cards.stand_on("d")
    cards.buttons["d"].setEnabled(False)
    cards.type(Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert (cards.here, cards.pressed) == ("d", [])
    cards.type(Qt.Key.Key_Tab)
    assert cards.here == "e"
    cards.type(Qt.Key.Key_Backtab)
    assert cards.here == "c"  # what is greyed is no stop


def test_what_can_be_used_again_is_pressed_again(cards: Cards) -> None:
    cards.stand_on("b")
    cards.buttons["b"].setEnabled(False)
    cards.buttons["b"].setEnabled(True)
    cards.type(Qt.Key.Key_Space)
    cards.buttons["b"].setEnabled(False)  # and is held once more
    assert (cards.here, cards.pressed) == ("b", ["b"])


def test_the_focus_comes_back_when_all_around_it_was_greyed(cards: Cards) -> None:
    cards.type(Qt.Key.Key_Tab)
    cards.stand_on("c")
    cards.cards[1].setEnabled(False)
    assert cards.here == ""
    cards.cards[1].setEnabled(True)
    assert cards.here == "c"
    cards.cards[1].setEnabled(False)
    cards.type(Qt.Key.Key_Tab)
    assert cards.here == "e"
    cards.cards[1].setEnabled(True)
    assert cards.here == "e"  # a person has gone on


@pytest.mark.parametrize(("on", "hidden", "goal"), [("c", "c", "d"), ("d", "d", "c"), ("c", "", "e"), ("f", "", "d")])
def test_from_what_is_hidden_the_focus_goes_to_what_stands_nearest(cards: Cards, on: str, hidden: str, goal: str) -> None:
    cards.stand_on(on)
    (cards.buttons[hidden] if hidden else cards.buttons[on].parentWidget()).hide()  # type: ignore[union-attr]
    assert cards.here == goal
    cards.type(Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert cards.pressed == []  # meant for what went


def test_after_a_moment_a_key_is_meant_for_what_has_the_focus(cards: Cards, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(focus_place, "_AT_ONCE", 0)
    cards.stand_on("c")
    cards.buttons["c"].hide()
    cards.type(Qt.Key.Key_Space)
    assert cards.pressed == ["d"]


def test_of_what_was_hidden_the_page_is_left_last(window: MainWindow) -> None:
    window.show_screen("settings", section="window")
    undo = window.places.screens["settings"].undo_line  # type: ignore[attr-defined]
    undo.choose("theme", "dark")
    undo.undo_button.setFocus()
    for _twice in range(2):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is undo.undo_button
    assert not window.findChild(QDialog)
    for card in reading.list_stops(window.places.here):  # type: ignore[arg-type]
        card.hide()
    assert window.places.isAncestorOf(QApplication.focusWidget())

"""The same thing recorded twice: compared, joined, told apart and separated, as a person does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from baseldesk.desk.desk import Desk
from baseldesk.desk.same import same_as
from baseldesk.desk.same_saving import merge
from baseldesk.desk.shown import Edit
from tests.ui.test_todo import open_todo
from ui.screens.partners import PartnersScreen
from ui.screens.partners_record import PartnerScreen
from ui.screens.same_join import JoinDialog
from ui.screens.same_reading import Other, Standing
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")


@pytest.fixture
def twice(desk: Desk) -> tuple[bytes, bytes]:
    """One partner recorded twice, in the order of the ids; what differs is in the second."""
    one, two = sorted((desk.new_id(), desk.new_id()))
    desk.save([
        Edit("partner", one, {"name": {"en": "Basel Action Group"}, "status": "active", "country": "SN"}),
        Edit("partner", two, {
            "name": {"en": "Basel Action group", "fr": "Groupe d’action de Bâle"}, "acronym": "BAG", "country": "SN",
            "countries_of_work": {"SN": True, "TG": True}, "website": "bag.example",
        }),
    ])  # fmt: skip
    return one, two


@pytest.fixture
def show(window: MainWindow, qtbot: Any) -> Callable[[bytes], PartnerScreen]:
    """Opens a partner and waits until it stands there."""

    def show(record: bytes) -> PartnerScreen:
        window.places.show_record("partner", record)
        screen = window.places.here
        assert isinstance(screen, PartnerScreen)
        qtbot.waitUntil(lambda: screen.form.shown is not None and screen.form.shown.id == record)
        return screen

    return show


def others(desk: Desk, record: bytes) -> list[bytes]:
    with desk.read() as reader:
        return same_as(reader, "partner", record)


def compared(window: MainWindow, qtbot: Any) -> JoinDialog:
    dialog = window.findChild(JoinDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.pair is not None)
    return dialog


def test_a_possible_duplicate_is_compared_and_joined_with_values_taken_over(
    window: MainWindow, desk: Desk, twice: tuple[bytes, bytes], qtbot: Any
) -> None:
    screen = open_todo(window, qtbot)
    group = screen.groups["task.alike"]
    assert group.heading.text() == "Possible duplicates (1)"
    assert "Basel Action group" in group.sentence.text() + group.lines[0].detail.text()
    qtbot.mouseClick(group.lines[0].buttons["compare"], Qt.MouseButton.LeftButton)
    dialog = compared(window, qtbot)
    assert set(dialog.rows.buttons) == {"name/en", "name/fr", "acronym", "countries_of_work", "website"}
    assert "1 field" in dialog.equal.text()
    for register in ("name/fr", "countries_of_work"):
        dialog.rows.buttons[register].setFocus()
        qtbot.keyClick(dialog.rows.buttons[register], Qt.Key.Key_Space)
    with qtbot.waitSignal(dialog.settled):
        qtbot.mouseClick(dialog.join_button, Qt.MouseButton.LeftButton)
        dialog.reject()
        assert dialog.isVisible(), "whoever leaves now would not hear how it ended"
    one, two = twice
    assert others(desk, one) == [two]
    values = desk.record("partner", one).values  # type: ignore[union-attr]
    assert values["name"] == {"en": "Basel Action Group", "fr": "Groupe d’action de Bâle"}
    assert set(values["countries_of_work"]) == {"SN", "TG"}
    assert "acronym" not in values
    qtbot.waitUntil(lambda: "task.alike" not in screen.groups)
    desk.undo()
    assert others(desk, one) == []


def test_what_is_not_the_same_is_said_in_the_list_and_not_asked_again(
    window: MainWindow, desk: Desk, twice: tuple[bytes, bytes], qtbot: Any
) -> None:
    screen = open_todo(window, qtbot)
    qtbot.mouseClick(screen.groups["task.alike"].lines[0].buttons["reject"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "task.alike" not in screen.groups)
    assert others(desk, twice[0]) == []


def test_a_record_says_what_it_is_also_recorded_as_and_is_separated(
    window: MainWindow, desk: Desk, twice: tuple[bytes, bytes], show: Any, qtbot: Any
) -> None:
    one, two = twice
    merge(desk, "partner", one, two)
    screen = show(one)
    qtbot.waitUntil(screen.also.isVisible)
    assert "Also recorded as" in screen.also.links[0].text()
    assert "BAG" in screen.also.links[0].text()
    qtbot.mouseClick(screen.also.links[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(screen.also.links) and "Lists show" in screen.also.links[0].text())
    assert screen.record_id == two
    qtbot.mouseClick(screen.also.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not screen.also.isVisible())
    assert others(desk, one) == []
    assert desk.record("partner", two).values["acronym"] == "BAG"  # type: ignore[union-attr]
    screen.also._on_read(Standing("partner", one, one, (Other(two, desk.owner, {}),)))  # a late answer about another record
    assert not screen.also.isVisible()


def test_a_person_who_sees_it_alone_chooses_the_other_record(
    window: MainWindow, desk: Desk, twice: tuple[bytes, bytes], show: Any, qtbot: Any
) -> None:
    one, two = twice
    screen = show(two)
    assert not screen.also.isVisible()
    screen.actions_button.join_action.trigger()
    dialog = window.findChild(JoinDialog)
    assert dialog is not None
    assert not dialog.join_button.isEnabled()
    assert two not in [choice.value for choice in dialog.pick.source.matches("")]
    qtbot.keyClicks(dialog.pick, "basel action")
    qtbot.keyClick(dialog.pick, Qt.Key.Key_Tab)
    compared(window, qtbot)
    assert dialog.pair is not None
    assert dialog.pair.shown.id == one, "the smaller id stands in the lists, whichever was chosen first"
    dialog._on_read((desk.new_id(), None))  # a late answer about another record
    assert not dialog.banner.isVisible()
    with qtbot.waitSignal(dialog.settled):
        qtbot.mouseClick(dialog.join_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(screen.also.isVisible)
    assert others(desk, two) == [one]


def test_the_list_shows_one_row_with_a_mark(window: MainWindow, desk: Desk, twice: tuple[bytes, bytes], qtbot: Any) -> None:
    window.show_screen("partners")
    screen = window.places.here
    assert isinstance(screen, PartnersScreen)
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 2)
    merge(desk, "partner", *twice)
    window.context.notices.tell("same_as")
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 1)
    column = [one.name for one in screen.list.model.columns].index("same")
    assert screen.list.model.index(0, column).data() == "×2"
    screen.list.search.setText("groupe")
    qtbot.waitUntil(lambda: screen.list.model.rowCount() == 1 and screen.list.model.index(0, 0).data() == "Basel Action Group")


def test_esc_changes_nothing(window: MainWindow, desk: Desk, twice: tuple[bytes, bytes], qtbot: Any) -> None:
    dialog = JoinDialog(window.context, "partner", *twice, parent=window)
    dialog.open()
    compared(window, qtbot)
    dialog.rows.buttons["acronym"].click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert others(desk, twice[0]) == []
    assert "acronym" not in desk.record("partner", twice[0]).values  # type: ignore[union-attr]

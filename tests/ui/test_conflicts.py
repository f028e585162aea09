"""Conflicts as a person meets them: an import under an open form, versions side by side, a decision, the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from baseldesk.desk import tables
from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.shown import Edit, Saved
from baseldesk.errors import UsageError
from baseldesk.journal.apply import apply_changes
from baseldesk.sync.keys import DeviceKey
from tests.unit.desk.test_convergence import changes_of
from ui.screens.activities_record import ActivityScreen
from ui.screens.conflict import ConflictScreen
from ui.screens.conflict_deciding import Answer, decide
from ui.screens.conflict_reading import Place, read_question
from ui.screens.record_dialog import LineDialog
from ui.widgets.difference import ADDED, REMOVED, SAME, Piece, compare, is_leftward, without_removed
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

OTHER_NAME = "Field laptop"
LONG = (
    "Forty customs officers were trained in Dakar. They learnt to read movement documents and to tell waste from "
    "second-hand goods.\nA follow-up visit is planned for the autumn."
)
LONG_HERE = LONG.replace("Forty", "Forty-two").replace("the autumn", "October")
LONG_THERE = LONG.replace("movement documents", "notification and movement documents")


@pytest.fixture
def laptop(desk: Desk, records: dict[str, bytes], tmp_path: Path) -> Iterator[Desk]:
    """Another laptop of the same centre that holds everything this one holds."""
    key = DeviceKey.generate()
    with Desk.create(tmp_path / "laptop", desk.owner, key=key) as other:
        for one in (desk, other):
            know_each_other(one, desk.device, key.key_id)
        take(other, desk)
        yield other


def know_each_other(desk: Desk, *devices: bytes) -> None:
    names = dict(zip(devices, ("Office", OTHER_NAME), strict=True))
    rows = [
        {"key_id": one, "public_key": b"", "organisation": desk.owner, "name": name, "revoked": False}
        for one, name in names.items()
    ]
    with desk.write() as writer:
        writer.insert(tables.device, rows)


def take(into: Desk, of: Desk) -> Saved:
    """Takes in everything that the other holds, by the one routine of every import."""
    arrivals = changes_of(of)
    with into.write() as writer:
        apply_changes(JournalStore(writer), arrivals, into.organisation_of(writer))
    return Saved((), frozenset({"activity", "exchange"}))


def diverge(desk: Desk, laptop: Desk, record: bytes, field: str, here: object, there: object) -> None:
    """Both write without knowing of each other; then this desk takes the other's work in."""
    laptop.save([Edit("activity", record, {field: there})])
    desk.save([Edit("activity", record, {field: here})])
    take(desk, laptop)


@pytest.fixture
def show(window: MainWindow, qtbot: Any) -> Callable[[bytes], ConflictScreen]:
    """Opens the conflict of a record and waits until it stands there."""

    def show(record: bytes, register: str = "") -> ConflictScreen:
        with qtbot.waitActive(window):
            window.activateWindow()
        window.places.show_screen("conflict", kind="activity", id=record, register=register)
        screen = window.places.here
        assert isinstance(screen, ConflictScreen)
        qtbot.waitUntil(lambda: screen.question is not None)
        return screen

    return show


def press(qtbot: Any, button: QPushButton) -> None:
    qtbot.waitUntil(button.isVisible)
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def decided(window: MainWindow, qtbot: Any) -> Any:
    return qtbot.waitSignal(window.places.said, check_params_cb=lambda text: text.startswith("Decided."))


# An import under an open form


def test_an_import_under_an_open_form_ends_in_a_visible_conflict_and_overwrites_nothing(
    window: MainWindow, desk: Desk, laptop: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    record = records["workshop"]
    with qtbot.waitActive(window):
        window.activateWindow()
    window.places.show_record("activity", record)
    screen = window.places.here
    assert isinstance(screen, ActivityScreen)
    qtbot.waitUntil(lambda: screen.form.shown is not None)
    title = screen.form.editors["title"]
    qtbot.keyClick(title.text, Qt.Key.Key_End)
    qtbot.keyClicks(title.text, " in Dakar")
    laptop.save([Edit("activity", record, {"title": {"en": "Customs seminar"}, "city": "Thiès"})])
    with qtbot.waitSignal(window.context.runner.wrote):
        window.context.runner.write(partial(take, desk, laptop))
    assert title.text.text() == "Customs training in Dakar"  # what a person is typing stays
    with qtbot.waitSignal(window.places.said, check_params_cb=lambda text: text == "Saved."):
        qtbot.keyClick(title.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    held = desk.record("activity", record)
    assert held is not None
    assert {one.value for one in held.conflicts["title/en"]} == {"Customs seminar", "Customs training in Dakar"}
    assert held.values["city"] == "Thiès"
    frame = screen.form.frames["title"]
    assert frame.note.text().startswith("▲")
    assert "Customs seminar" in frame.note.text()
    press(qtbot, frame.decide_button)
    there = window.places.here
    assert isinstance(there, ConflictScreen)
    qtbot.waitUntil(lambda: there.question is not None)
    assert there.question is not None
    assert there.question.place.register == "title/en"


def open_budget_line(window: MainWindow, desk: Desk, laptop: Desk, record: bytes, qtbot: Any) -> LineDialog:
    """A line of a list with two amounts, opened in its dialog."""
    line = desk.new_id()
    desk.save([Edit("budget_line", line, {"activity": record, "category": "Travel", "planned": Decimal(100)})])
    take(laptop, desk)
    laptop.save([Edit("budget_line", line, {"planned": Decimal(300)})])
    desk.save([Edit("budget_line", line, {"planned": Decimal(200)})])
    take(desk, laptop)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.places.show_record("activity", record)
    screen = window.places.here
    assert isinstance(screen, ActivityScreen)
    qtbot.waitUntil(lambda: screen.form.shown is not None)
    screen.form.tabs.setCurrentWidget(screen.tab_widgets["money"])
    screen.lists["budget_line"].table.selectRow(0)
    press(qtbot, screen.lists["budget_line"].edit_button)
    found = window.findChild(LineDialog)
    assert isinstance(found, LineDialog)
    return found


def test_the_versions_of_a_line_are_decided_from_its_dialog(
    window: MainWindow, desk: Desk, laptop: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    dialog = open_budget_line(window, desk, laptop, records["workshop"], qtbot)
    press(qtbot, dialog.form.frames["planned"].decide_button)
    there = window.places.here
    assert isinstance(there, ConflictScreen)
    qtbot.waitUntil(lambda: there.question is not None)
    assert there.question is not None
    assert there.question.place[0::2] == ("budget_line", "planned")
    assert window.findChild(LineDialog) is None


def test_what_was_begun_in_a_dialog_is_not_lost_to_deciding(
    window: MainWindow, desk: Desk, laptop: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    dialog = open_budget_line(window, desk, laptop, records["workshop"], qtbot)
    qtbot.keyClicks(dialog.form.editors["category"].entry, " and hotel")
    press(qtbot, dialog.form.frames["planned"].decide_button)
    assert dialog.isVisible()
    assert "not taken over yet" in dialog.banner.text.text()
    assert isinstance(window.places.here, ActivityScreen)


# Side by side


def test_versions_stand_side_by_side_with_who_where_and_when(
    show: Any, desk: Desk, laptop: Desk, records: dict[str, bytes]
) -> None:
    record = records["workshop"]
    diverge(desk, laptop, record, "summary", {"en": LONG}, {"en": LONG})
    take(laptop, desk)
    diverge(desk, laptop, record, "summary", {"en": LONG_HERE}, {"en": LONG_THERE})
    screen = show(record)
    assert screen.panel.field_label.text() == "Summary · English"
    origins = {card.sentence.text().partition(" · ")[0] for card in screen.compare.cards}
    assert origins == {"this computer", f"computer “{OTHER_NAME}”"}
    assert screen.compare.before is not None
    texts = {label.accessibleName() for label in screen.compare.texts}
    assert texts == {LONG, LONG_HERE, LONG_THERE}
    said = {label.accessibleDescription() for label in screen.compare.texts}
    assert "removed: Forty; added: Forty-two; removed: the autumn; added: October" in said
    marked = " ".join(label.text() for label in screen.compare.texts)
    assert "underline" in marked
    assert "line-through" in marked


def test_keeping_one_decides_and_the_reason_travels(
    show: Any, window: MainWindow, desk: Desk, laptop: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    record = records["workshop"]
    diverge(desk, laptop, record, "city", "Dakar", "Thiès")
    screen = show(record)
    at = next(at for at, one in enumerate(screen.question.candidates) if one.value == "Thiès")
    screen.panel.reason.setFocus()
    qtbot.keyClicks(screen.panel.reason, "as in the invitation")
    with decided(window, qtbot):
        press(qtbot, screen.compare.buttons[at])
    held = desk.record("activity", record)
    assert held is not None
    assert (held.values["city"], held.conflicts) == ("Thiès", {})
    assert any(getattr(op, "reason", "") == "as in the invitation" for op in ops_of_newest(desk))
    take(laptop, desk)
    there = laptop.record("activity", record)
    assert there is not None
    assert (there.values["city"], there.conflicts) == ("Thiès", {})
    assert screen.nothing.isVisible()
    screen.nothing.button.click()
    assert screen.context.window.here.name == "todo"


def ops_of_newest(desk: Desk) -> list[Any]:
    from baseldesk.desk.journal_reader import JournalReader

    with desk.read() as reader:
        (number,) = reader.one("SELECT max(n) FROM change")  # type: ignore[misc]
        return list(JournalReader(reader).decoded(number)[2])


def test_another_value_is_written_by_keyboard_alone(
    show: Any, window: MainWindow, desk: Desk, laptop: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    record = records["workshop"]
    diverge(desk, laptop, record, "city", "Dakar", "Thiès")
    screen = show(record)
    entry = screen.writing.editor.entry
    assert not screen.writing.button.isEnabled()
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.waitUntil(screen.compare.buttons[0].hasFocus)
    for _stop in range(40):
        if QApplication.focusWidget() is entry:
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is entry
    qtbot.keyClick(entry, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(entry, "Saint-Louis")
    assert screen.has_unsaved()
    with decided(window, qtbot):
        qtbot.keyClick(entry, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    held = desk.record("activity", record)
    assert held is not None
    assert (held.values["city"], held.conflicts) == ("Saint-Louis", {})
    assert not screen.has_unsaved()


def test_what_was_written_is_asked_about_before_it_is_left(
    show: Any, window: MainWindow, desk: Desk, laptop: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    diverge(desk, laptop, records["workshop"], "city", "Dakar", "Thiès")
    screen = show(records["workshop"])
    qtbot.keyClicks(screen.writing.editor.entry, "x")
    screen._on_read(None)  # asked before anything was written
    assert screen.has_unsaved()
    window.places.show_screen("home")
    discard = window.findChild(QPushButton, "unsaved_discard")
    assert discard is not None
    press(qtbot, discard)
    qtbot.waitUntil(lambda: window.places.here is not screen)
    held = desk.record("activity", records["workshop"])
    assert held is not None
    assert "city" in held.conflicts


def test_the_next_conflict_follows_a_decision_and_the_button(
    show: Any, window: MainWindow, desk: Desk, laptop: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    for record in (records["workshop"], records["inventory"]):
        diverge(desk, laptop, record, "city", "Dakar", "Thiès")
        take(laptop, desk)
    diverge(desk, laptop, records["workshop"], "venue", "Hôtel", "Chambre")
    screen = show(records["workshop"], "city")
    assert screen.count.text() == "1 of 3"
    press(qtbot, screen.next_button)
    qtbot.waitUntil(lambda: screen.question.place.register == "venue")
    with decided(window, qtbot):
        press(qtbot, screen.compare.buttons[0])
        window.places.show_screen("conflict", kind="activity", id=records["workshop"], register="city")  # not what follows
    qtbot.waitUntil(lambda: screen.question.place == Place("activity", records["workshop"], "city"))
    with qtbot.waitSignal(window.context.runner.idle):
        press(qtbot, screen.next_button)
        window.places.show_screen("todo")  # before the answer has come
    assert window.places.here is not screen
    window.places.back()
    qtbot.waitUntil(screen.compare.buttons[0].isVisible)
    with decided(window, qtbot):
        press(qtbot, screen.compare.buttons[0])
    assert screen.question.place == Place("activity", records["inventory"], "city")
    with decided(window, qtbot):
        press(qtbot, screen.compare.buttons[0])
    assert screen.question is None


# What comes in while a person is deciding


def test_what_came_in_while_deciding_stays_beside_the_decision(
    show: Any, window: MainWindow, desk: Desk, laptop: Desk, records: dict[str, bytes], qtbot: Any
) -> None:
    record = records["workshop"]
    diverge(desk, laptop, record, "city", "Dakar", "Thiès")
    screen = show(record)
    laptop.save([Edit("activity", record, {"city": "Kaolack"})])
    take(desk, laptop)
    at = next(at for at, one in enumerate(screen.question.candidates) if one.value == "Dakar")
    with qtbot.waitSignal(screen.ready):
        press(qtbot, screen.compare.buttons[at])
    assert screen.banner.isVisible()
    assert {one.value for one in screen.question.candidates} == {"Dakar", "Kaolack"}


@pytest.mark.parametrize("answer", ["kept", "written"])
def test_a_decision_made_elsewhere_meanwhile_is_not_overwritten(
    answer: str, desk: Desk, laptop: Desk, records: dict[str, bytes]
) -> None:
    record = records["workshop"]
    diverge(desk, laptop, record, "city", "Dakar", "Thiès")
    asked = read_question(desk, Place("activity", record))
    assert asked is not None
    take(laptop, desk)
    laptop.choose("activity", record, "city", value="Kaolack")
    take(desk, laptop)
    mine = next(one for one in asked.candidates if one.value == "Dakar")
    decide(desk, asked, Answer(mine.value, mine.dot) if answer == "kept" else Answer("Louga"))
    held = desk.record("activity", record)
    assert held is not None
    assert {one.value for one in held.conflicts["city"]} == {"Kaolack", "Dakar" if answer == "kept" else "Louga"}


def test_a_version_replaced_meanwhile_can_still_be_kept(desk: Desk, laptop: Desk, records: dict[str, bytes]) -> None:
    record = records["workshop"]
    diverge(desk, laptop, record, "city", "Dakar", "Thiès")
    asked = read_question(desk, Place("activity", record))
    assert asked is not None
    laptop.save([Edit("activity", record, {"city": "Kaolack"})])
    take(desk, laptop)
    theirs = next(one for one in asked.candidates if one.value == "Thiès")
    decide(desk, asked, Answer(theirs.value, theirs.dot, "seen on the spot"))
    held = desk.record("activity", record)
    assert held is not None
    assert {one.value for one in held.conflicts["city"]} == {"Kaolack", "Thiès"}


def test_the_secretariat_reads_a_centres_conflict_and_does_not_decide_it(
    desk: Desk, laptop: Desk, records: dict[str, bytes], tmp_path: Path
) -> None:
    diverge(desk, laptop, records["workshop"], "city", "Dakar", "Thiès")
    with Desk.create(tmp_path / "secretariat", "SECRETARIAT", key=DeviceKey.generate()) as secretariat:
        rows = [
            {"key_id": one, "public_key": b"", "organisation": desk.owner, "revoked": False}
            for one in (desk.device, laptop.device)
        ]
        with secretariat.write() as writer:
            writer.insert(tables.device, rows)
        take(secretariat, desk)
        asked = read_question(secretariat, Place("activity", records["workshop"]))
        assert asked is not None
        assert not asked.may_decide
        with pytest.raises(UsageError):
            decide(secretariat, asked, Answer("Louga"))


def test_arabic_texts_run_leftwards_and_every_word_is_said_anew(
    show: Any, desk: Desk, laptop: Desk, records: dict[str, bytes], use_language: Any
) -> None:
    record = records["campaign"]
    diverge(desk, laptop, record, "title", {"ar": "حملة توعية في داكار"}, {"ar": "حملة إعلامية بشأن النفايات"})
    screen = show(record)
    use_language("ar")
    assert all('dir="rtl"' in label.text() for label in screen.compare.texts)
    assert screen.writing.editor.entry.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert all(button.text() != "Keep this" for button in screen.compare.buttons)
    assert screen.next_button.text() != "Next conflict"
    use_language("en")
    assert all(button.text() == "Keep this" for button in screen.compare.buttons)


def test_every_stop_of_the_tab_key_has_a_name(show: Any, desk: Desk, laptop: Desk, records: dict[str, bytes]) -> None:
    diverge(desk, laptop, records["workshop"], "city", "Dakar", "Thiès")
    screen = show(records["workshop"])
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QWidget

    stops = [
        one
        for one in screen.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
    ]
    assert stops
    for stop in stops:
        interface = QAccessible.queryAccessibleInterface(stop)
        assert interface.text(QAccessible.Text.Name), stop


# Words that differ


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("a b c", "a b c", [("a b c", SAME)]),
        ("a b c", "a x c", [("a", SAME), (" b", REMOVED), (" x", ADDED), (" c", SAME)]),
        ("", "new", [("new", ADDED)]),
        ("gone", "", [("gone", REMOVED)]),
        ("训练海关人员", "训练海关官员", [("训练海关", SAME), ("人", REMOVED), ("官", ADDED), ("员", SAME)]),
        ("l’été. Fin", "l’hiver. Fin", [("l’été", REMOVED), ("l’hiver", ADDED), (". Fin", SAME)]),
    ],
)
def test_words_that_differ_are_told(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert compare(before, after) == [Piece(*one) for one in pieces]


@pytest.mark.parametrize("change", [str.upper, lambda text: text[::-1], lambda text: text.replace("word7", "seven")])
def test_the_pieces_make_up_both_texts(change: Callable[[str], str]) -> None:
    before = "\n".join(f"A sentence with word{n}, and  another. Then a short one!" for n in range(300))
    after = change(before)
    pieces = compare(before, after)
    assert "".join(one.text for one in pieces if one.mark != REMOVED) == after
    assert [one.text.split() for one in without_removed(pieces)]


def test_a_text_runs_as_its_first_letter_does() -> None:
    assert is_leftward("«حملة» PCB")
    assert not is_leftward("PCB حملة")
    assert not is_leftward("2026")

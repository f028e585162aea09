"""«Find anything»: records, places, new forms and reports by a few letters, by keyboard alone."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import DeskError
from ui import screens
from ui.history import Step
from ui.messages import say
from ui.palette import Palette
from ui.palette_actions import ACTIONS
from ui.palette_entries import RECENT, Entry, fitting, recent
from ui.screens import Context
from ui.window import MainWindow


@pytest.fixture
def palette(window: MainWindow, records: dict[str, bytes]) -> Palette:
    """Opened by its key."""
    window.find_anything()
    found = window.findChild(Palette, "palette")
    assert found is not None
    return found


def entries(palette: Palette) -> list[Entry]:
    """What the list shows."""
    return [palette.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(palette.list.count())]


def test_a_few_letters_and_enter_open_a_record(
    qtbot: Any, window: MainWindow, palette: Palette, records: dict[str, bytes]
) -> None:
    qtbot.keyClicks(palette.line, "customs")
    qtbot.waitUntil(lambda: any(one.kind == "record" for one in entries(palette)), timeout=5000)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.places.here is not None
    assert window.places.here.name == "activity"
    window.find_anything()
    assert (entries(palette)[0].name, entries(palette)[0].record) == ("activity", records["workshop"])
    assert palette.note.text() == "Last opened"


def test_places_reports_and_new_forms_are_found_at_once(qtbot: Any, window: MainWindow, palette: Palette) -> None:
    qtbot.keyClicks(palette.line, "partners")
    assert ("screen", "partners") in [(one.kind, one.name) for one in entries(palette)]
    palette.line.setText("print newsl")
    assert [(one.kind, one.name) for one in entries(palette)] == [("report", "newsletter")]
    palette.line.setText("new part")
    assert [one.name for one in entries(palette)][:2] == ["partner", "partnership"]
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    qtbot.keyClick(palette.line, Qt.Key.Key_Up)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.places.here is not None
    assert window.places.here.name == "partner"


def test_what_is_not_found_is_said(qtbot: Any, palette: Palette) -> None:
    qtbot.keyClicks(palette.line, 'zzz"*(')
    qtbot.waitUntil(lambda: palette.note.text() == "Nothing found.", timeout=5000)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_words_are_found_without_accents_and_in_any_language(context: Context, use_language: Any) -> None:
    use_language("fr")
    assert {one.name for one in fitting(context, "parametres")} == {"settings"}
    use_language("ar")
    assert {one.name for one in fitting(context, "الإعدادات")} == {"settings"}
    assert fitting(context, "مثال")[0].to == {"example": True}  # «the example»: the article is part of the word
    assert fitting(context, "عرض المثال") == fitting(context, "العرض مثال")
    assert fitting(context, "إعدادات") == fitting(context, "الإعدادات")


@pytest.mark.parametrize(
    "kept", ["x", [1], [["activity"]], [["activity", "zz"]], [["nonsense", "00"]], [["activity", "00" * 16]]]
)
def test_a_spoilt_memory_of_records_is_no_obstacle(context: Context, kept: Any) -> None:
    context.settings.put(RECENT, kept)
    assert recent(context) == []


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("put stick", ("exchange", {"hand_over": "stick"})),
        ("hand over", ("exchange", {"hand_over": "stick"})),
        ("take in", ("exchange", {"take_in": True})),
        ("register this", ("computers", {})),
        ("see exam", ("home", {"example": True})),
        ("people tr", ("training", {})),
        ("results waste", ("results", {})),
        ("text size", ("settings", {"entry": "text_percent"})),
        ("back up", ("settings", {"entry": "backup"})),
        ("calendar", ("calendar", {})),
        ("sesion", None),
    ],
)
def test_actions_and_settings_are_found_by_their_words(
    context: Context, typed: str, leads: tuple[str, dict[str, object]] | None
) -> None:
    found = fitting(context, typed)
    assert (found[0].name, dict(found[0].to)) == leads if leads else not found


def test_every_action_leads_to_a_place_of_the_window(context: Context) -> None:
    names = {one.name for one in screens.PLACES}
    assert {one.place for one in ACTIONS} <= names
    assert len(ACTIONS) == len({one.word for one in ACTIONS})


def test_a_language_is_chosen_by_its_own_name_or_by_the_name_here(
    qtbot: Any, window: MainWindow, palette: Palette, use_language: Any
) -> None:
    assert (
        [one.name for one in fitting(window.context, "french")]
        == [one.name for one in fitting(window.context, "francais")]
        == ["fr"]
    )
    palette.line.setText("francais")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.context.settings.language == "fr")


def test_help_is_found_and_a_setting_is_opened(qtbot: Any, window: MainWindow, palette: Palette) -> None:
    palette.line.setText("help")
    with qtbot.waitSignal(palette.help_wanted):
        window.rail.help_button.blockSignals(True)  # the help window has tests of its own
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    palette.begin()
    palette.line.setText("text size")
    with qtbot.waitSignal(window.places.arrived) as arrived:
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert arrived.args == ["settings"]


def test_arabic_lines_begin_at_the_right(qtbot: Any, palette: Palette, use_language: Any) -> None:
    use_language("ar")
    palette.line.setText("الإعدادات")
    assert entries(palette)[0].name == "settings"
    assert palette.layoutDirection() == Qt.LayoutDirection.RightToLeft
    first = palette.list.visualItemRect(palette.list.item(0))
    picture = palette.list.viewport().grab(first).toImage()
    ground = picture.pixelColor(first.width() // 2, first.height() // 2)
    inked = [x for x in range(picture.width()) if any(picture.pixelColor(x, y) != ground for y in range(2, picture.height() - 2))]
    assert sum(inked) / len(inked) > picture.width() / 2


def test_a_participant_is_found_by_name_and_leads_to_the_activity(
    qtbot: Any, window: MainWindow, palette: Palette, records: dict[str, bytes]
) -> None:
    desk = window.context.desk
    desk.save([Edit("participant", desk.new_id(), {"activity": records["workshop"], "name": "Awa Diop"})])
    qtbot.keyClicks(palette.line, "diop")
    qtbot.waitUntil(lambda: any("Awa Diop" in one.title for one in entries(palette)))
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.places.history.here == Step("activity", {"id": records["workshop"], "page": "people"})


def test_records_that_cannot_be_looked_through_are_not_nothing(
    qtbot: Any, palette: Palette, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_asked: object, **_limits: object) -> None:
        raise DeskError("desk.busy")

    monkeypatch.setattr(desk, "search", refuse)
    qtbot.keyClicks(palette.line, "partners")
    qtbot.waitUntil(lambda: palette.note.text() == say(DeskError("desk.busy")).text)
    assert entries(palette)[0].name == "partners"


def test_what_begins_with_the_words_stands_above_what_only_holds_them(
    qtbot: Any, window: MainWindow, palette: Palette, desk: Desk
) -> None:
    seminar = desk.new_id()
    desk.save([Edit("activity", seminar, {"title": {"en": "Workshop kit for customs"}})])
    qtbot.keyClicks(palette.line, "workshop")
    assert [one.name for one in entries(palette)] == ["workshop-kit"], "«Print: workshop kit»"
    qtbot.waitUntil(lambda: len(entries(palette)) > 1, timeout=5000)
    assert entries(palette)[0].record == seminar
    assert palette.list.currentRow() == 0, "Enter opens what stands first"
    palette.line.setText("workshop ")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible(), "the records may still bring what stands above"
    qtbot.waitUntil(lambda: not palette.isVisible(), timeout=5000)
    assert window.places.history.here == Step("activity", {"id": seminar})
    window.find_anything()
    palette.line.setText("activit")
    qtbot.waitUntil(lambda: not palette.note.isVisible() and palette._task is None and palette.list.count() > 1)
    assert (entries(palette)[0].kind, entries(palette)[0].name) == ("screen", "activities")


def test_the_last_save_is_taken_back_from_here(qtbot: Any, window: MainWindow, desk: Desk, records: dict[str, bytes]) -> None:
    work = partial(desk.save, [Edit("activity", records["workshop"], {"city": "Dakar"})])
    window.find_anything()
    palette = window.findChild(Palette, "palette")
    assert palette is not None
    palette.line.setText("undo")
    assert "undo" not in [one.kind for one in entries(palette)]
    palette.line.clear()
    window.context.runner.write(work)
    qtbot.waitUntil(window.undo_notice.isVisible)
    qtbot.keyClicks(palette.line, "undo")
    assert (entries(palette)[0].kind, entries(palette)[0].title) == ("undo", "Undo (10 min)")
    with qtbot.waitSignal(window.context.notices.changed):
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert "city" not in desk.record("activity", records["workshop"]).values  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: window.undo_notice.button.text().startswith("Redo"))
    window.undo_notice._go()  # the ten minutes are over
    window.find_anything()
    palette.line.setText("redo")
    assert "undo" not in [one.kind for one in entries(palette)]

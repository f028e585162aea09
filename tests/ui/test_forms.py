"""Forms made from the declarations: what is loaded is shown, and only what a person changes is handed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from baseldesk.desk.shown import Candidate, Shown
from baseldesk.i18n import translator
from baseldesk.records import vocabulary
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.records.types import TYPES, record_type
from ui import layouts
from ui.widgets.field_date_text import read_day, write_day
from ui.widgets.field_number_text import read_number
from ui.widgets.form import Form
from ui.widgets.form_changes import difference
from ui.widgets.picker_sources import Choice

# The offscreen platform says these about every list that opens beneath a line.
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")

RECORD = b"r" * 16
OTHER = b"o" * 16
DOT = b"d" * 34
AT = date(2026, 2, 3)


class Partners:
    """A directory that knows one record of every type."""

    def find(self, record_type: str, typed: str) -> list[Choice]:
        """It is always found."""
        return [Choice(OTHER, "UNITAR")]

    def title_of(self, record_type: str, record: bytes) -> str:
        """Its name."""
        return "UNITAR" if record == OTHER else "Somebody"

    def can_create(self, record_type: str) -> bool:
        """Nothing can be made here."""
        return False

    def create(self, record_type: str, typed: str, then: Callable[[bytes], None]) -> None:
        """Nothing can be made here."""


def sample(one: Field) -> object:
    """A value that the field may hold."""
    plain: dict[Kind, object] = {
        Kind.TEXT: "Text \u00a0with  blanks ", Kind.PROSE: "First\u00a0line\nsecond line\n", Kind.DATE: date(2026, 2, 3),
        Kind.INTEGER: 12345, Kind.DECIMAL: Decimal("12345.678"), Kind.YES_NO: False, Kind.RECORD: RECORD, Kind.HASH: b"h" * 32,
        Kind.DATA: '{"a": 1}', Kind.LABELS: {"https://example.org": True, "GEF-1": True},
    }  # fmt: skip
    if one.translatable:
        return {"fr": plain[one.kind], "ar": "نص"}
    if one.kind is Kind.CODE:
        return vocabulary.codes(one.vocabulary)[0]
    if one.kind is Kind.CODES:
        codes = vocabulary.codes(one.vocabulary)
        return {codes[0]: Decimal("12.5") if one.shares else True, codes[-1]: True}
    return plain[one.kind]


def shown(declared: RecordType, values: dict[str, Any], **more: Any) -> Shown:
    """A record with these values, each register in one version."""
    registers = [f"{name}/{key}" for name, value in values.items() if isinstance(value, dict) for key in value]
    registers += [name for name, value in values.items() if not isinstance(value, dict)]
    return Shown(
        declared.name, RECORD, 1, "BCRC-SEN", values, dict.fromkeys(registers, (DOT,)), more.get("conflicts", {}), False, None
    )


@pytest.fixture
def make_form(qtbot: Any, language: Any) -> Callable[..., Form]:
    """Makes a form, shows it, and closes it after the test."""

    def make(declared: RecordType, *arguments: Any, **named: Any) -> Form:
        form = Form(declared, *arguments, directory=Partners(), **named)
        qtbot.addWidget(form)
        form.resize(900, 700)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        return form

    return make


@pytest.mark.parametrize("code", ["en", "fr", "ar", "zh"])
@pytest.mark.parametrize("name", sorted(TYPES))
def test_loading_a_record_changes_nothing(name: str, code: str, make_form: Any, use_language: Any) -> None:
    declared = record_type(name)
    use_language(code)
    form = make_form(declared, layouts.pages(name))
    form.load(shown(declared, {one.name: sample(one) for one in declared.fields}))
    assert form.changes() == {}
    assert form.versions() == {}
    assert not form.is_changed
    assert form.values() == {one.name: sample(one) for one in declared.fields}


@pytest.mark.parametrize("name", sorted(TYPES))
def test_changing_one_field_hands_over_exactly_that(name: str, make_form: Any) -> None:
    declared = record_type(name)
    form = make_form(declared)
    for one in declared.fields:
        if one.kind in (Kind.HASH, Kind.DATA):
            continue
        form.load(shown(declared, {other.name: sample(other) for other in declared.fields if other is not one}))
        form.put({one.name: sample(one)})
        assert form.changes() == {one.name: sample(one)}, one.name
        registers = {f"{one.name}/{key}" for key in sample(one)} if one.is_mapped else {one.name}  # type: ignore[attr-defined]
        assert form.versions() == dict.fromkeys(registers, ()), one.name


def test_a_language_that_was_not_touched_is_not_handed_over(make_form: Any, qtbot: Any) -> None:
    declared = record_type("activity")
    form = make_form(declared, layouts.pages("activity"))
    form.load(shown(declared, {"title": {"fr": "Formation", "en": "Training"}, "kind": "AK-TRAIN"}))
    editor = form.editors["title"]
    qtbot.mouseClick(editor.chips.findChild(QWidget, "chip_fr"), Qt.MouseButton.LeftButton)
    assert editor.text.text() == "Formation"
    qtbot.keyClick(editor.text, Qt.Key.Key_End)
    qtbot.keyClicks(editor.text, " des douanes")
    assert form.changes() == {"title": {"fr": "Formation des douanes"}}
    assert form.versions() == {"title/fr": (DOT,)}


def test_emptying_a_language_unsets_it(make_form: Any, qtbot: Any) -> None:
    declared = record_type("activity")
    form = make_form(declared)
    form.load(shown(declared, {"title": {"fr": "Formation", "en": "Training"}}))
    editor = form.editors["title"]
    editor.text.selectAll()
    qtbot.keyClick(editor.text, Qt.Key.Key_Delete)
    assert form.changes() == {"title": {"en": None}}
    assert editor.chips.findChild(QWidget, "chip_en").text() == "en –"


def test_typing_and_taking_it_back_leaves_no_change(make_form: Any, qtbot: Any) -> None:
    declared = record_type("partner")
    form = make_form(declared)
    form.load(shown(declared, {"acronym": "WHO"}))
    line = form.editors["acronym"].entry
    with qtbot.waitSignal(form.changed):
        qtbot.keyClicks(line, "x")
    assert form.is_changed
    qtbot.keyClick(line, Qt.Key.Key_Home)
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert not form.is_changed


def test_the_chip_switches_direction(make_form: Any, qtbot: Any) -> None:
    form = make_form(record_type("activity"))
    editor = form.editors["summary"]
    qtbot.mouseClick(editor.chips.findChild(QWidget, "chip_ar"), Qt.MouseButton.LeftButton)
    assert editor.text.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert editor.text.document().defaultTextOption().textDirection() is Qt.LayoutDirection.RightToLeft
    qtbot.mouseClick(editor.chips.findChild(QWidget, "chip_fr"), Qt.MouseButton.LeftButton)
    assert editor.text.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_code_is_picked_by_a_few_letters_without_accents(make_form: Any, qtbot: Any, use_language: Any) -> None:
    use_language("fr")
    form = make_form(record_type("activity"))
    line = form.editors["country"].entry
    line.setFocus()
    qtbot.keyClicks(line, "sene")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert form.changes() == {"country": "SN"}
    assert line.text() == "Sénégal"


def test_enter_takes_the_marked_choice_and_the_arrow_the_next(make_form: Any, qtbot: Any) -> None:
    form = make_form(record_type("activity"))
    line = form.editors["mode"].entry
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Down)
    popup = line._popup()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert form.changes() == {"mode": vocabulary.codes("mode")[1]}


def test_words_that_are_no_choice_are_not_taken(make_form: Any, qtbot: Any) -> None:
    declared = record_type("activity")
    form = make_form(declared)
    form.load(shown(declared, {"country": "SN"}))
    line = form.editors["country"].entry
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Atlantis")
    form.editors["city"].entry.setFocus()
    assert form.changes() == {}
    assert line.text() == "Senegal"


def test_emptying_the_line_unsets_a_code(make_form: Any, qtbot: Any) -> None:
    declared = record_type("activity")
    form = make_form(declared)
    form.load(shown(declared, {"country": "SN"}))
    line = form.editors["country"].entry
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert form.changes() == {"country": None}


def test_a_set_grows_and_shrinks_by_element(make_form: Any, qtbot: Any) -> None:
    declared = record_type("activity")
    form = make_form(declared)
    form.load(shown(declared, {"countries": {"SN": Decimal(40), "ML": True}}))
    editor = form.editors["countries"]
    editor.entry.setFocus()
    qtbot.keyClicks(editor.entry, "maurita")
    qtbot.keyClick(editor.entry, Qt.Key.Key_Tab)
    assert form.changes() == {"countries": {"MR": True}}
    mali = next(chip for chip in editor.chips() if chip.key == "ML")
    qtbot.mouseClick(mali.cross, Qt.MouseButton.LeftButton)
    assert form.changes() == {"countries": {"ML": None, "MR": True}}
    assert form.versions() == {"countries/ML": (DOT,), "countries/MR": ()}


def test_the_keyboard_reaches_a_share_and_the_languages_though_tab_passes_them_by(make_form: Any, qtbot: Any) -> None:
    form = make_form(record_type("activity"))
    editor = form.editors["countries"]
    editor.add("SN")
    editor.line.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_4, Qt.Key.Key_0):
        qtbot.keyClick(form.window().focusWidget(), key)
    assert form.changes() == {"countries": {"SN": Decimal(40)}}
    title = form.editors["title"]
    title.entry.setFocus()
    qtbot.keyClick(title.text, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert title.language() == title.chips.languages()[1]
    qtbot.keyClicks(title.text, "Atelier")
    assert form.changes()["title"] == {title.chips.languages()[1]: "Atelier"}
    qtbot.keyClick(title.text, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert title.language() == title.chips.languages()[0]
    assert title.text.hasFocus()


def test_a_share_is_typed_into_its_chip(make_form: Any, qtbot: Any) -> None:
    declared = record_type("activity")
    form = make_form(declared)
    form.load(shown(declared, {"countries": {"SN": True}}))
    (senegal,) = form.editors["countries"].chips()
    qtbot.keyClicks(senegal.share, "62.5")
    assert form.changes() == {"countries": {"SN": Decimal("62.5")}}
    qtbot.keyClicks(senegal.share, "x")
    assert form.problems()[0].field == "countries"


def test_backspace_in_the_empty_line_reaches_the_last_chip_and_removes_it(make_form: Any, qtbot: Any) -> None:
    declared = record_type("activity")
    form = make_form(declared)
    form.load(shown(declared, {"themes": {"TH-MIN": True}}))
    editor = form.editors["themes"]
    editor.entry.setFocus()
    qtbot.keyClick(editor.entry, Qt.Key.Key_Backspace)
    assert form.changes() == {}
    qtbot.keyClick(editor.chips()[0], Qt.Key.Key_Backspace)
    assert form.changes() == {"themes": {"TH-MIN": None}}


def test_empty_figures_are_not_nought(make_form: Any, qtbot: Any) -> None:
    declared = record_type("headcount")
    form = make_form(declared)
    form.load(shown(declared, {"women": 0}))
    assert form.editors["women"].entry.text() == "0"
    assert form.editors["men"].entry.placeholderText() == "not yet entered"
    assert form.values() == {"women": 0}
    form.editors["women"].entry.clear()
    assert form.editors["women"].value() is None


def test_a_figure_that_is_none_is_said_at_the_field_and_not_handed_on_silently(make_form: Any, qtbot: Any) -> None:
    form = make_form(record_type("headcount"))
    with qtbot.waitSignal(form.checked):
        qtbot.keyClicks(form.editors["women"].entry, "12.5")
    assert [one.code for one in form.problems()] == ["value.not_integer"]
    assert "12.5" in form.frames["women"].problem()
    assert "12.5" in form.editors["women"].entry.accessibleDescription()


def test_an_end_before_the_start_is_said_in_words(make_form: Any, qtbot: Any, use_language: Any) -> None:
    form = make_form(record_type("activity"))
    qtbot.keyClicks(form.editors["starts_on"].entry, "3/2/2026")
    with qtbot.waitSignal(form.checked):
        qtbot.keyClicks(form.editors["ends_on"].entry, "2026-01-03")
    assert "before the start" in form.frames["ends_on"].problem()
    use_language("fr")
    form.retranslate()
    assert "before the start" not in form.frames["ends_on"].problem()
    assert form.changes() == {"starts_on": date(2026, 2, 3), "ends_on": date(2026, 1, 3)}


def test_a_switch_of_language_rewrites_figures_and_changes_nothing(make_form: Any, use_language: Any) -> None:
    declared = record_type("budget_line")
    form = make_form(declared)
    form.load(shown(declared, {"planned": Decimal("1234567.5"), "value_date": date(2026, 2, 3)}))
    for code in ("fr", "ar", "zh", "es", "ru", "en"):
        use_language(code)
        form.retranslate()
        assert form.values() == {"planned": Decimal("1234567.5"), "value_date": date(2026, 2, 3)}
        assert form.changes() == {}


def test_the_calendar_gives_a_day_and_none(make_form: Any, qtbot: Any) -> None:
    form = make_form(record_type("activity"))
    editor = form.editors["starts_on"]
    qtbot.keyClick(editor.entry, Qt.Key.Key_Down)
    calendar = editor._calendar
    qtbot.waitUntil(calendar.isVisible)
    calendar.month.setSelectedDate(calendar.month.selectedDate().addDays(1))
    qtbot.keyClick(
        calendar.month.focusProxy() or calendar.month.findChild(QWidget, "qt_calendar_calendarview"), Qt.Key.Key_Return
    )
    assert isinstance(form.changes()["starts_on"], date)
    editor.open_calendar()
    qtbot.mouseClick(calendar.nothing, Qt.MouseButton.LeftButton)
    assert form.changes() == {}


def test_yes_no_and_not_yet_entered(make_form: Any, qtbot: Any) -> None:
    form = make_form(record_type("activity"), layouts.pages("activity"))
    form.go_to("in_plan")
    yes, no, nothing = form.editors["in_plan"].buttons
    assert nothing.isChecked()
    qtbot.mouseClick(no, Qt.MouseButton.LeftButton)
    assert form.changes() == {"in_plan": False}
    qtbot.mouseClick(nothing, Qt.MouseButton.LeftButton)
    assert form.changes() == {}
    assert "plan" in yes.accessibleName()


def test_a_field_nobody_arranged_shows_up_by_itself(make_form: Any) -> None:
    declared = record_type("activity")
    planted = replace(declared, fields=(*declared.fields, Field("planted", Kind.DECIMAL, "Planted")))
    form = make_form(planted, layouts.pages("activity"))
    form.go_to("planted")
    assert form.editors["planted"].isVisible()
    assert form.tabs.tabText(form.tabs.currentIndex()) == "More"
    form.put({"planted": Decimal("1.5")})
    assert form.changes() == {"planted": Decimal("1.5")}


def test_enter_in_a_line_of_labels_adds_one_and_goes_no_further(make_form: Any, qtbot: Any) -> None:
    form = make_form(record_type("contribution"))
    line = form.editors["external_ids"].entry
    with qtbot.assertNotEmitted(line.returnPressed):
        qtbot.keyClicks(line, "GEF-4711")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert form.changes() == {"external_ids": {"GEF-4711": True}}
    assert line.text() == ""


def test_a_narrow_form_has_one_column_and_a_wide_one_two(make_form: Any, qtbot: Any) -> None:
    form = make_form(record_type("contribution"))
    first, second = form.frames["title"], form.frames["donor"]
    qtbot.waitUntil(lambda: second.y() == first.y() and second.x() > first.x())
    form.resize(330, 700)
    qtbot.waitUntil(lambda: second.y() > first.y() and second.x() == first.x())
    form.resize(900, 700)
    qtbot.waitUntil(lambda: second.y() == first.y())


def test_what_an_import_brought_shows_only_where_there_is_some(make_form: Any) -> None:
    declared = record_type("payment")
    form = make_form(declared)
    assert not form.frames["other_data"].isVisible()
    form.load(shown(declared, {"other_data": '{"a": 1}'}))
    assert form.frames["other_data"].isVisible()
    assert form.editors["other_data"].entry.isReadOnly()


def test_every_field_of_an_activity_is_arranged(make_form: Any) -> None:
    form = make_form(record_type("activity"), layouts.pages("activity"), without=frozenset({"stage"}))
    assert form.pages[-1].page.name != "more"


def test_conflicting_versions_stand_at_the_field(make_form: Any) -> None:
    declared = record_type("activity")
    at = datetime(2026, 2, 3, tzinfo=UTC)
    both = [Candidate(DOT, "Dakar", "Awa", "a", at), Candidate(DOT, "Thiès", "Modou", "b", at)]
    form = make_form(declared)
    form.load(shown(declared, {"city": "Dakar"}, conflicts={"city": both}))
    note = form.frames["city"].note
    assert note.text().startswith("▲")
    assert "Thiès" in note.text()
    assert "Modou" in note.text()
    assert form.changes() == {}


def test_what_the_next_stage_needs_is_marked(make_form: Any) -> None:
    form = make_form(record_type("activity"))
    form.mark_needed_for("completed")
    assert not form.frames["ended_on"].mark.isHidden()
    assert "Completed" in form.editors["ended_on"].entry.accessibleDescription()
    form.put({"ended_on": date(2026, 2, 5)})
    form.check()
    assert form.frames["ended_on"].mark.isHidden()


def test_every_stop_of_the_tab_key_has_a_name(make_form: Any) -> None:
    for name in sorted(TYPES):
        form = make_form(record_type(name), layouts.pages(name))
        for editor in form.editors.values():
            for child in [editor.entry, *editor.findChildren(QWidget)]:
                if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(editor):
                    said = child.accessibleName() or getattr(child, "text", str)()
                    assert said or child.objectName().startswith("qt_"), (name, editor.field.name, child)


def test_tab_follows_the_reading_order(make_form: Any, qtbot: Any) -> None:
    form = make_form(record_type("partner"), layouts.pages("partner"))
    form.editors["name"].entry.setFocus()
    seen = []
    for _step in range(12):
        focus = form.window().focusWidget()
        frame = next((name for name, editor in form.editors.items() if focus is not None and editor.isAncestorOf(focus)), None)
        if frame and frame not in seen:
            seen.append(frame)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert seen[:5] == ["name", "acronym", "stakeholder_kind", "country", "countries_of_work"]


@pytest.mark.parametrize(
    ("code", "typed", "meant"),
    [
        ("en", "1,234,567.5", "1234567.5"), ("en", "1234567.5", "1234567.5"), ("fr", "1 234 567,5", "1234567.5"),
        ("fr", "1234567.5", "1234567.5"), ("es", "1.234.567,5", "1234567.5"), ("ru", "1\u00a0234\u00a0567,5", "1234567.5"),
        ("ar", "١٢٣", "123"), ("en", "−5", "-5"), ("fr", "0,25", "0.25"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_the_language_writes_them(code: str, typed: str, meant: str) -> None:
    assert read_number(typed, translator(code)) == Decimal(meant)


@pytest.mark.parametrize(
    ("code", "typed"), [("en", "1,5"), ("es", "1.5"), ("en", "1,23,456"), ("fr", "12 34"), ("en", "abc"), ("en", "1e5")]
)
def test_numbers_that_could_mean_two_things_are_refused(code: str, typed: str) -> None:
    with pytest.raises(ValueError, match=typed.replace("+", ".")):
        read_number(typed, translator(code))


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar", "zh", "ru"])
def test_days_are_read_as_they_are_written(code: str) -> None:
    t = translator(code)
    for day in (date(2026, 2, 3), date(1999, 12, 31), date(2026, 10, 1)):
        assert read_day(write_day(day, t), t, AT) == day
        assert read_day(day.isoformat(), t, AT) == day


@pytest.mark.parametrize(
    ("code", "typed", "meant"),
    [
        ("en", "3/2", date(2026, 2, 3)), ("ru", "3.2.26", AT), ("zh", "2/3", AT), ("ar", "٣/٢/٢٠٢٦", AT), ("fr", "0302", AT),
        ("en", "030226", AT), ("ru", "03022026", AT), ("zh", "0203", AT), ("zh", "20260203", AT), ("zh", "260203", AT),
        ("ar", "٠٣٠٢", AT),
    ],
)  # fmt: skip
def test_days_may_be_typed_short(code: str, typed: str, meant: date) -> None:
    assert read_day(typed, translator(code), AT) == meant


def test_of_the_end_of_a_period_the_day_is_enough() -> None:
    start = date(2027, 11, 28)
    assert read_day("30", translator("fr"), AT, start) == date(2027, 11, 30)
    assert read_day("2/12", translator("fr"), AT, start) == date(2027, 12, 2)


@pytest.mark.parametrize("typed", ["31/2/2026", "yesterday", "12", "3202", "20261", "3 Feb 2026", "1/2/3/4"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_day(typed, translator("en"), AT)


def test_the_difference_of_two_changes() -> None:
    earlier = {"title": {"en": "a", "fr": "b"}, "city": "Dakar", "women": 1}
    now = {"title": {"en": "a", "fr": "c", "ar": "d"}, "city": "Dakar", "women": True}
    assert difference(now, earlier) == {"title": {"fr": "c", "ar": "d"}, "women": True}


def test_a_calendar_that_is_open_while_one_leaves_enters_nothing(make_form: Any, qtbot: Any) -> None:
    declared = record_type("activity")
    form = make_form(declared, layouts.pages("activity"))
    form.load(shown(declared, {"starts_on": AT}))
    editor = form.editors["starts_on"]
    editor.open_calendar()
    popup = editor._calendar
    assert popup.isVisible()
    form.hide()
    assert not popup.isVisible()
    popup.chosen.emit(date(2026, 5, 5))
    assert form.changes() == {}
    form.show()
    editor.open_calendar()
    form.load(None)
    assert not popup.isVisible()
    editor.open_calendar()
    popup.chosen.emit(date(2026, 5, 5))
    assert form.changes() == {"starts_on": date(2026, 5, 5)}


@pytest.mark.parametrize("name", ["title", "summary"])
def test_each_language_keeps_what_can_be_undone_while_another_is_shown(name: str, make_form: Any, qtbot: Any) -> None:
    declared = record_type("activity")
    form = make_form(declared, layouts.pages("activity"))
    form.load(shown(declared, {name: {"fr": "Formation", "en": "Training"}}))
    editor = form.editors[name]
    editor.entry.setFocus()
    qtbot.keyClick(editor.text, Qt.Key.Key_End)
    qtbot.keyClicks(editor.text, " of customs")
    qtbot.keyClick(editor.text, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert editor.text.read() == "Formation"
    qtbot.keyClick(editor.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text.read() == "Formation"
    qtbot.keyClick(editor.text, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert editor.text.read() == "Training of customs"
    for _step in range(3):
        qtbot.keyClick(editor.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text.read() == "Training"
    assert form.changes() == {}
    for _step in range(3):
        qtbot.keyClick(editor.text, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert form.changes() == {name: {"en": "Training of customs"}}
    editor.show_language("fr")
    qtbot.keyClicks(editor.text, "!")
    editor.show_language("en")
    text = editor.value()["fr"]
    form.load(None)
    form.load(shown(declared, {name: {"fr": text}}))
    assert editor.language() == "fr"
    qtbot.keyClick(editor.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.changes() == {}


def test_the_menu_of_a_text_undoes_by_language_too(make_form: Any, qtbot: Any) -> None:
    form = make_form(record_type("activity"), layouts.pages("activity"))
    editor = form.editors["title"]
    qtbot.keyClicks(editor.text, "Work")
    menu = editor.text.make_menu()
    undo = menu.findChild(QAction, "edit-undo")
    assert undo.isEnabled()
    undo.trigger()
    assert editor.text.read() == ""
    menu.deleteLater()

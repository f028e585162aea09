"""The settings: sections, search, choices that work at once and can be undone, the centre's own record and its logo."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QMessageBox, QPushButton

from baseldesk import i18n
from baseldesk.desk.desk import Desk
from baseldesk.records.identity import derived_id
from baseldesk.records.types import record_type
from baseldesk.style import USUAL
from baseldesk.sync.key_store import keys_of
from tests.ui import reach
from tests.ui.conftest import DEVICE_KEY, OWNER, PATIENCE
from tests.ui.reach_fit import find_misfits
from ui import motion, theme
from ui.app import Application
from ui.screens.report_choices import ReportChoices
from ui.screens.report_layouts import read_layout, read_logo
from ui.screens.settings import SettingsScreen
from ui.screens.settings_centre import ProfileCard
from ui.screens.settings_entries import ENTRIES, SECTIONS, find_entries, offered, settings_entries
from ui.screens.settings_words import CHOSEN, is_offered, values_of, words_of
from ui.screens.views_store import View, ViewStore
from ui.settings import CHOICES, Settings
from ui.widgets.field_date import DateEditor
from ui.widgets.field_translated import TranslatedEditor
from ui.widgets.list_dates import write_period


@pytest.fixture(scope="module")
def application(qapp: QApplication, empty_desk_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """One program for all tests of this module, in English and light."""
    folder = tmp_path_factory.mktemp("settings") / "desk"
    shutil.copytree(empty_desk_folder, folder, ignore=shutil.ignore_patterns("desk.lock"))
    settings = Settings(folder.parent / "window.json")
    settings.put("theme", "light")
    with Desk.open(folder) as desk:
        desk.sign_with(lambda: keys_of(folder).load(DEVICE_KEY))
        made = Application(qapp, desk, settings, "en")
        made.window.resize(1180, 760)
        made.window.show()
        yield made
        settings.changed.disconnect()
        made.close()
        made.window.deleteLater()
        i18n.use_style(USUAL)
        i18n.use("en")
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def settings(application: Application) -> Settings:
    """Nothing chosen but English and light."""
    held = application.settings
    held.bring_back([key for key in CHOICES if key != "theme"] + ["language", "reports/logo"], {"language": "en"})
    held.put("theme", "light")
    return held


@pytest.fixture
def screen(application: Application, settings: Settings) -> SettingsScreen:
    """The settings, on their first section."""
    application.window.show_screen("settings")
    here = application.window.places.here
    assert isinstance(here, SettingsScreen)
    here.open(section="window")
    return here


def choose(screen: SettingsScreen, key: str, value: object) -> None:
    """Chooses in the list as a person does."""
    row = next(part.place for part in screen.page.parts if part.key == key)
    box = row.line.box  # type: ignore[attr-defined]
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_every_entry_stands_in_its_section_and_can_be_gone_to(screen: SettingsScreen) -> None:
    for one in settings_entries():
        screen.open(entry=one.key)
        assert screen.sections.current_name() == one.section
        part = next(part for part in screen.page.parts if part.key == one.key)
        assert getattr(part.place, "is_lit", False) or getattr(part.place, "mark", "") == "accent"
        assert screen.stack.isAncestorOf(screen.focusWidget()), one.key
        screen.sections.wanted.emit(one.section)  # who goes there by the sections is not led anywhere
        assert not getattr(part.place, "is_lit", False)
        assert not getattr(part.place, "mark", "")
    assert {one.section for one in ENTRIES} == {one.name for one in SECTIONS}


def test_every_choice_has_a_row_its_words_and_its_values(screen: SettingsScreen) -> None:
    assert CHOSEN.keys() == CHOICES.keys() | {"language"}
    for key in CHOSEN:
        assert len(set(words_of(key))) == len(values_of(key)), key


def test_the_palette_can_lead_to_a_setting(application: Application, screen: SettingsScreen) -> None:
    application.window.show_screen("settings", entry="numbers")
    assert screen.sections.current_name() == "language"
    assert screen.focusWidget().objectName() == "setting_numbers"


# Searching


def test_a_search_leaves_what_fits_and_lights_it(qtbot: Any, screen: SettingsScreen) -> None:
    qtbot.keyClicks(screen.search, "dark")
    assert screen.sections.names() == ["window"]
    shown = [part.key for part in screen.page.parts if not part.place.isHidden() and not part.card.isHidden()]
    assert shown == ["theme"]
    assert [part.key for part in screen.page.parts if part.place.is_lit] == ["theme"]  # type: ignore[attr-defined]
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    assert screen.focusWidget().objectName() == "setting_theme"
    screen.search.clear()
    assert len(screen.sections.names()) == len(offered())
    assert not any(part.place.isHidden() for part in screen.page.parts)


@pytest.mark.parametrize(
    ("language", "typed", "key"),
    [
        ("fr", "imprime", "logo"), ("fr", "FRANCAIS", "language"), ("ar", "الألوان", "theme"), ("zh", "颜色", "theme"),
        ("ru", "цвета", "theme"),
        ("ar", "تاريخ", "dates"), ("zh", "日期", "dates"),
    ],
)  # fmt: skip
def test_words_of_every_language_lead_to_a_setting(settings: Settings, language: str, typed: str, key: str) -> None:
    settings.put("language", language)
    words = " ".join(one.word for one in find_entries(typed))
    assert key in [one.key for one in find_entries(typed)], words


def test_a_search_without_result_says_so_and_leads_back(qtbot: Any, screen: SettingsScreen) -> None:
    qtbot.keyClicks(screen.search, "zzz")
    assert screen.nothing.isVisible()
    assert screen.sections.names() == []
    qtbot.mouseClick(screen.nothing.button, Qt.MouseButton.LeftButton)
    assert screen.search.text() == ""
    assert screen.stack.currentWidget() is screen.page


def test_going_to_another_section_during_a_search_keeps_to_what_was_found(qtbot: Any, screen: SettingsScreen) -> None:
    qtbot.keyClicks(screen.search, "language")
    assert len(screen.sections.names()) > 1
    for name in screen.sections.names():
        screen.sections.wanted.emit(name)
        shown = {part.key for part in screen.page.parts if not part.place.isHidden() and not part.card.isHidden()}
        assert shown == {one.key for one in find_entries("language") if one.section == name}


# Choosing


def test_a_choice_works_at_once_and_is_undone(qtbot: Any, screen: SettingsScreen, settings: Settings, qapp: QApplication) -> None:
    light = qapp.palette().window().color()
    choose(screen, "theme", "dark")
    assert qapp.palette().window().color() != light
    assert "Dark" in screen.undo_line.said.text()
    qtbot.mouseClick(screen.undo_line.undo_button, Qt.MouseButton.LeftButton)
    assert (settings.theme, qapp.palette().window().color()) == ("light", light)
    assert screen.page.cards[0].rows[0].line.box.currentData() == "light"  # type: ignore[attr-defined]


def test_the_keys_of_undo_take_a_choice_back_and_no_save(
    qtbot: Any, application: Application, screen: SettingsScreen, settings: Settings
) -> None:
    choose(screen, "text_percent", 115)
    screen.sections.setFocus()
    with qtbot.waitActive(application.window, timeout=PATIENCE):
        application.window.activateWindow()
    qtbot.keyClick(application.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert settings.text_percent == 100


def test_a_page_is_put_back_as_usual_and_that_is_undone_too(qtbot: Any, screen: SettingsScreen, settings: Settings) -> None:
    screen.open(section="language")
    choose(screen, "dates", "iso")
    choose(screen, "numbers", "space")
    qtbot.mouseClick(screen.undo_line.usual_button, Qt.MouseButton.LeftButton)
    assert (settings.choice("dates"), settings.choice("numbers")) == ("language", "language")
    assert not screen.undo_line.usual_button.isEnabled()
    assert settings.theme == "light"  # of another page
    qtbot.mouseClick(screen.undo_line.undo_button, Qt.MouseButton.LeftButton)
    assert (settings.choice("dates"), settings.choice("numbers")) == ("iso", "space")


def test_the_language_is_chosen_undone_and_never_put_back_by_as_usual(qtbot: Any, screen: SettingsScreen) -> None:
    screen.open(section="language")
    choose(screen, "language", "ar")
    assert screen.title() == "الإعدادات"
    assert not screen.undo_line.usual_button.isEnabled()
    qtbot.mouseClick(screen.undo_line.undo_button, Qt.MouseButton.LeftButton)
    assert screen.title() == "Settings"


def test_days_and_numbers_follow_with_their_example(screen: SettingsScreen) -> None:
    screen.open(section="language")
    example = screen.page.findChild(QLabel, "figures_example")
    assert "23 Nov 2026" in example.text()
    choose(screen, "dates", "iso")
    choose(screen, "numbers", "comma")
    assert "2026-11-23" in example.text()
    assert "1,234,567.5" in example.text()
    assert i18n.current().date(date(2026, 2, 3)) == "2026-02-03"


def test_the_digits_are_a_choice_in_arabic_only(screen: SettingsScreen, settings: Settings) -> None:
    screen.pages.pop("language", None)  # made anew, as at the first visit
    screen.open(section="language")
    row = next(part.place for part in screen.page.parts if part.key == "digits")
    assert row.isHidden()
    settings.put("language", "ar")
    assert is_offered("digits")
    assert not row.isHidden()
    settings.put("digits", "arabic")
    assert i18n.current().number(7) == "٧"


@pytest.mark.parametrize(
    ("contrast", "dark", "name"), [(True, False, "contrast"), (False, True, "dark"), (False, False, "light")]
)
def test_as_the_system_has_it_means_its_contrast_too(contrast: bool, dark: bool, name: str) -> None:
    preference, scheme = Qt.ContrastPreference, Qt.ColorScheme

    class System:
        """What Qt tells of the system."""

        def styleHints(self) -> System:
            return self

        def accessibility(self) -> System:
            return self

        def contrastPreference(self) -> Qt.ContrastPreference:
            return preference.HighContrast if contrast else preference.NoPreference

        def colorScheme(self) -> Qt.ColorScheme:
            return scheme.Dark if dark else scheme.Light

    assert theme.resolve("system", System()) == name  # type: ignore[arg-type]


def test_less_motion_takes_the_effects_away_and_gives_them_back(screen: SettingsScreen, qapp: QApplication) -> None:
    usual = qapp.cursorFlashTime()
    choose(screen, "motion", "reduced")
    assert motion.is_reduced()
    assert qapp.cursorFlashTime() == 0
    choose(screen, "motion", "system")
    assert (motion.is_reduced(), qapp.cursorFlashTime()) == (False, usual)


def test_another_officer_finds_their_own_choices_and_nothing_to_undo(screen: SettingsScreen, settings: Settings) -> None:
    settings.use_officer("aa")
    choose(screen, "text_percent", 115)
    settings.use_officer("bb")
    settings.put("text_percent", 100)
    settings.use_officer("aa")
    assert screen.page.cards[0].rows[1].line.box.currentData() == 115  # type: ignore[attr-defined]
    assert not screen.undo_line.undo_button.isEnabled()
    settings.use_officer("")


def test_the_sections_stand_in_one_line_where_the_text_is_large(
    qtbot: Any, application: Application, screen: SettingsScreen, settings: Settings
) -> None:
    application.window.resize(1024, 600)
    for percent, is_narrow in ((100, False), (200, True), (100, False)):
        settings.put("text_percent", percent)
        qtbot.waitUntil(lambda narrow=is_narrow: screen.sections.isHidden() is narrow, timeout=PATIENCE)
        assert screen.sections.box.isHidden() is not is_narrow
        assert application.window.width() == 1024
    application.window.resize(1180, 760)


@pytest.mark.parametrize(("language", "percent"), [("ru", 200), ("ar", 140), ("en", 100)])
def test_no_section_is_cut_off(application: Application, screen: SettingsScreen, language: str, percent: int) -> None:
    application.settings.put("language", language)
    application.settings.put("text_percent", percent)
    application.window.resize(*reach.SMALL)
    for name in screen.sections.names():
        screen.open(section=name)
        reach.wait_for(application.window)
        assert list(find_misfits(application.window)) == [], name
    application.window.resize(1180, 760)


# At work elsewhere


def test_all_lists_are_put_back_as_they_came_and_that_is_undone(qtbot: Any, application: Application, settings: Settings) -> None:
    store = ViewStore(settings, record_type("partner"))
    store.save(View("Mine", group="country"))
    store.keep_standing(View(group="country"))
    window = application.window
    shown: list[str] = []
    for press in ("lists_button", "undo_button", ""):
        window.show_screen("partners")
        listed: Any = window.places.here
        shown.append(listed.views.now().group)
        window.show_screen("settings", section="lists")
        if press:
            screen: Any = window.places.here
            qtbot.mouseClick(screen.findChild(QPushButton, press), Qt.MouseButton.LeftButton)
    assert shown == ["country", "", "country"]
    assert [one.name for one in store.saved()] == ["Mine"]
    settings.forget("views/partner")


def test_reports_begin_in_the_language_and_on_the_paper_that_were_chosen(
    qtbot: Any, application: Application, settings: Settings
) -> None:
    choices = ReportChoices(application.window.context)
    qtbot.addWidget(choices)
    assert (choices.chosen_language(), choices.chosen_paper()) == ("en", "A4")
    settings.put("report_language", "es")
    settings.put("reports/paper", "Letter")
    assert (choices.chosen_language(), choices.chosen_paper()) == ("es", "Letter")
    settings.put("report_language", "window")
    application.language.use("fr")
    choices.retranslate()
    assert choices.chosen_language() == "fr"
    application.language.use("en")


def test_texts_of_a_record_begin_in_the_language_that_was_chosen(qtbot: Any, settings: Settings) -> None:
    settings.put("text_language", "es")
    editor = TranslatedEditor(record_type("activity").by_name["title"])
    qtbot.addWidget(editor)
    assert editor.language() == "es"
    editor.load({"fr": "Atelier", "es": "Taller"})
    assert editor.text.read() == "Taller"
    editor.load({"fr": "Atelier"})
    assert editor.language() == "fr"
    editor.load({"en": "Workshop", "es": "Taller"})
    assert editor.language() == "es"


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")
def test_lists_forms_and_calendar_write_days_as_chosen(qtbot: Any, settings: Settings) -> None:
    first, last = date(2026, 2, 3), date(2026, 2, 5)
    assert write_period(first, last) == "3–5 Feb 2026"
    editor = DateEditor(record_type("activity").by_name["starts_on"])
    qtbot.addWidget(editor)
    editor.load(first)
    settings.put("dates", "iso")
    settings.put("first_day", "saturday")
    editor.retranslate()
    assert write_period(first, last) == "2026-02-03 – 2026-02-05"
    assert editor.line.text().endswith("2026-02-03")
    assert editor.value() == first
    editor.open_calendar()
    month = editor.findChild(QCalendarWidget)
    assert month.firstDayOfWeek() is Qt.DayOfWeek.Saturday


def test_tab_goes_from_the_search_through_sections_and_choices_to_undo(
    qtbot: Any, application: Application, screen: SettingsScreen
) -> None:
    with qtbot.waitActive(application.window, timeout=PATIENCE):
        application.window.activateWindow()
    for name in ("window", "language", "lists", "centre"):
        screen.open(section=name)
        here = screen.pages[name]
        screen.search.setFocus()
        stops: list[Any] = []
        while (at := QApplication.focusWidget()) not in stops:
            stops.append(at)
            qtbot.keyClick(at, Qt.Key.Key_Tab)
        inside = [one for one in stops if here.isAncestorOf(one)]
        start = stops.index(screen.sections)
        assert stops[start + 1 : start + 1 + len(inside)] == inside
        assert len(inside) > 2
        below = [one.mapTo(here, QPoint(0, 0)).y() for one in inside]
        assert below == sorted(below), name
        assert at is screen.search  # round the whole window
        if screen.undo_line.undo_button.isEnabled() and not screen.undo_line.isHidden():
            assert stops[start + 1 + len(inside)] is screen.undo_line.undo_button


# The centre


def test_the_centres_record_is_edited_in_place_and_guarded(qtbot: Any, application: Application, screen: SettingsScreen) -> None:
    screen.open(section="centre")
    card = screen.page.cards[0]
    assert isinstance(card, ProfileCard)
    qtbot.waitUntil(lambda: bool(card._profile.record), timeout=PATIENCE)
    assert not screen.has_unsaved()
    card.form.editors["city"].put("Dakar")
    card.form.editors["languages"].put({"fr": True, "en": True})
    assert screen.has_unsaved()
    wrote: list[object] = []
    application.runner.wrote.connect(wrote.append)
    with qtbot.waitSignal(application.notices.changed, timeout=PATIENCE):
        screen.save()
        screen.save()  # again: it is being saved already
        card.form.editors["framework_agreement"].put("2026/7")  # while it is
    record = derived_id(OWNER, "centre", OWNER)
    held = application.desk.record("centre", record)
    assert held is not None
    assert (held.values["city"], held.values["code"], set(held.values["languages"])) == ("Dakar", OWNER, {"fr", "en"})
    qtbot.waitUntil(lambda: card.form.changes() == {"framework_agreement": "2026/7"}, timeout=PATIENCE)
    assert len(wrote) == 1
    assert screen.has_unsaved()
    card.form.editors["city"].put("Thiès")
    screen.discard()
    qtbot.waitUntil(lambda: card.form.values().get("city") == "Dakar", timeout=PATIENCE)
    card.form.editors["city"].put("Saint-Louis")
    with qtbot.waitSignal(application.notices.changed, timeout=PATIENCE):
        screen.save()
        screen.discard()  # too late: it is being saved, and what stood there before does not come back as typed
    qtbot.waitUntil(lambda: not application.runner.open_tasks(), timeout=PATIENCE)
    assert card.form.values().get("city") == "Saint-Louis"
    assert not screen.has_unsaved()


def test_a_logo_is_made_small_kept_for_all_reports_and_taken_away(
    screen: SettingsScreen, settings: Settings, tmp_path: Path
) -> None:
    screen.open(entry="logo")
    logo = screen.page.cards[0].logo  # type: ignore[attr-defined]
    picture, text = tmp_path / "logo.png", tmp_path / "logo.svg"
    image = QImage(2400, 1200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.save(str(picture))
    text.write_text("<svg/>", encoding="utf-8")
    logo.take([picture])
    made = QImage.fromData(read_layout(settings, "activity").logo)
    assert (made.width(), made.height()) == (900, 450)
    logo.take([text])
    assert "logo.svg" in logo.banner.text.text()
    assert read_logo(settings)  # what was there stands
    logo.none_button.click()
    assert read_logo(settings) == b""


# What else


def test_the_details_for_support_hold_no_name_no_path_and_no_key(
    qtbot: Any, application: Application, screen: SettingsScreen
) -> None:
    screen.open(section="about")
    about: Any = screen.page.cards[0]
    QGuiApplication.clipboard().clear()
    about.copy_button.click()
    qtbot.waitUntil(lambda: "BaselDesk" in QGuiApplication.clipboard().text(), timeout=PATIENCE)
    said = QGuiApplication.clipboard().text()
    for secret in (str(application.desk.folder), OWNER, application.desk.device.hex()[:8], Path.home().name):
        assert secret not in said
    assert "keys in file" in said


def test_deleting_asks_first_where_a_person_wants_it_so(screen: SettingsScreen, settings: Settings) -> None:
    from ui.screens.deleting import delete

    done: list[str] = []

    def do() -> None:
        done.append("deleted")

    assert delete(settings, screen, 2, do) is None
    settings.put("confirm_delete", True)
    box = delete(settings, screen, 2, do)
    assert isinstance(box, QMessageBox)
    assert (done, "2" in box.text()) == (["deleted"], True)
    box.reject()
    assert done == ["deleted"]

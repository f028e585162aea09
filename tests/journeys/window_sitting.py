"""One sitting from the first start to the backup, whoever sits there: with the mouse, with keys alone, before a real screen."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from baseldesk import i18n
from baseldesk.desk.desk import Desk
from baseldesk.sync.bundle import export_receipt, import_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.joining import accept
from baseldesk.sync.opening import open_desk
from tests.journeys.window_person import Desktop, Key, Person
from ui.app import Application
from ui.first_run import FirstRun
from ui.language import Language
from ui.screens.computers_register import RegisterGuide
from ui.screens.settings_backup import BackupCard
from ui.settings import Settings
from ui.window import MainWindow

AT_MOST = 15  # seconds, without what the machine does besides
CENTRE = "BCRC-SEN"


class Words(NamedTuple):
    """What the person types, in the language of the window."""

    language: str
    centre: str
    name: str
    title: str
    kind: str
    mode: str
    country: str
    city: str
    summary: str
    search: str


ENGLISH = Words(
    "en", "senegal", "Awa", "Workshop on electronic waste for customs officers", "training", "in person", "senegal", "Dakar",
    "Twenty-six officers learnt to tell used equipment from waste.", "electronic customs",
)  # fmt: skip
ARABIC = Words(
    "ar", "السنغال", "أوا", "حلقة عمل عن النفايات الإلكترونية لموظفي الجمارك", "التدريب", "بالحضور", "السنغال", "داكار",
    "تعلم ستة وعشرون موظفا التمييز بين المعدات المستعملة والنفايات.", "الجمارك",
)  # fmt: skip


class Around(NamedTuple):
    """What is there besides the window: folders, a stick, and the secretariat."""

    folder: Path
    stick: Path
    desktop: Desktop
    secretariat: Desk


def sit_down(person: Person, words: Words, program: QApplication, around: Around) -> None:
    began = time.process_time()
    _first_start(person, words, program, around)
    settings = Settings(around.folder / "window.json")
    settings.put("theme", "light")
    with open_desk(around.folder / "desk") as desk:
        application = Application(program, desk, settings, words.language)
        try:
            _work(person, words, application, around)
        finally:
            application.close()
            settings.changed.disconnect()
            application.window.deleteLater()
    assert time.process_time() - began < AT_MOST


def _first_start(person: Person, words: Words, program: QApplication, around: Around) -> None:
    tongue = Language(program)
    tongue.use("en")
    guide = FirstRun(around.folder / "desk", tongue)
    with person.qtbot.waitActive(guide):
        guide.show()
    person.look("language")
    person.choose_language(guide, words.language)
    assert i18n.current().language == words.language
    person.confirm(guide.main_button)
    person.go(guide.centre_step.line)
    person.type(words.centre)
    person.look("centre")
    assert guide.centre_step.code() == CENTRE
    person.confirm(guide.main_button)
    person.go(guide.name_step.line)
    person.type(words.name)
    person.confirm(guide.main_button)
    person.until(lambda: guide.result() == guide.DialogCode.Accepted)
    guide.deleteLater()
    tongue.withdraw()


def _work(person: Person, words: Words, application: Application, around: Around) -> None:
    window = application.window
    with person.qtbot.waitActive(window):
        application.show()
        window.activateWindow()
    person.until(lambda: window.places.here is not None and window.places.here.is_ready)
    person.look("home-empty")
    workshop = _record(person, words, window)
    person.look("recorded")
    _attach(person, window, around)
    person.look("attached")
    _register(person, window, around)
    person.look("registered")
    _hand_over_and_hear(person, window, around)
    person.look("acknowledged")
    _see_it_at_the_secretariat(person, window)
    person.look("activities")
    _print(person, words, window, around)
    person.look("printed")
    _find(person, words, window, workshop)
    person.look("found")
    _back_up(person, window, around)
    person.look("backed-up")
    window.close()
    person.until(lambda: not window.isVisible())


def _record(person: Person, words: Words, window: MainWindow) -> bytes:
    """From the first of the steps that an empty Home offers."""
    home: Any = window.places.here
    assert home.name == "home"
    person.press(home.steps.links[0])
    person.until(lambda: window.places.here is window.places.screens.get("activity"))
    screen: Any = window.places.here
    for name, text in (
        ("title", words.title), ("kind", words.kind), ("starts_on", "3.2"), ("ends_on", "5"), ("mode", words.mode),
        ("country", words.country), ("city", words.city), ("women", "12"), ("men", "14"), ("summary", words.summary),
    ):  # fmt: skip
        editor = screen.form.editors.get(name) or screen.headcount.editors[name]
        if name in ("kind", "mode", "country"):
            person.pick(editor.entry, text)
        else:
            person.go(editor.entry)
            person.type(text)
    assert window.isWindowModified()
    with person.qtbot.waitSignal(window.places.said):
        person.save(screen)
    assert not screen.has_unsaved()
    found = window.context.desk.record("activity", screen.record_id)
    assert found is not None
    assert found.values["title"] == {words.language: words.title}
    assert (found.values["kind"], found.values["country"]) == ("AK-TRAIN", "SN")
    (counted,) = window.context.desk.find("headcount", activity=screen.record_id)
    assert (counted.values["women"], counted.values["men"]) == (12, 14)
    return bytes(screen.record_id)


def _attach(person: Person, window: MainWindow, around: Around) -> None:
    screen: Any = window.places.here
    tabs = screen.form.tabs
    person.open_tab(tabs, tabs.indexOf(screen.tab_widgets["documents"]))
    around.desktop.next = around.folder / "programme.txt"
    around.desktop.next.write_text("Programme of three days", encoding="utf-8")
    with person.qtbot.waitSignal(window.places.said):
        person.press(screen.documents.add_button)
    (document,) = window.context.desk.find("document", activity=screen.record_id)
    assert document.values["file_name"] == "programme.txt"


def _register(person: Person, window: MainWindow, around: Around) -> None:
    person.visit(window, "exchange")
    screen: Any = window.places.here
    person.until(lambda: screen.is_ready and bool(screen.volumes.sticks()))
    person.press(screen.register.button)
    guide = window.findChildren(RegisterGuide)[-1]
    person.until(lambda: guide.isActiveWindow() and guide.write.place.folder() == around.stick)
    person.press(guide.main_button)
    person.until(lambda: guide.step is guide.wait)
    answer = accept(around.secretariat, read_request(next(around.stick.glob("REQUEST-*.BDESK"))))
    around.desktop.next = around.folder / "reply.BDESK"
    around.desktop.next.write_bytes(answer.reply)
    person.press(guide.main_button)
    person.until(lambda: guide.step is guide.compare)
    person.press(guide.compare.compared)
    person.press(guide.main_button)
    person.until(lambda: guide.step is guide.end)
    person.press(guide.main_button)
    person.until(lambda: not guide.isVisible() and not screen.register.isVisible())


def _hand_over_and_hear(person: Person, window: MainWindow, around: Around) -> None:
    """From Home two steps put it on the stick; two more take in the acknowledgement that comes back on it."""
    screen: Any = window.places.here
    home = _go_home(person, window)
    person.press(home.sending.buttons["stick"])
    person.until(lambda: screen.hand_over.button.isEnabled() and "KINGSTON" in screen.hand_over.button.text())
    person.confirm_focused(screen.hand_over.button)
    person.until(screen.hand_over.result.isVisible)
    person.look("handed-over")
    carried = [one for one in around.stick.glob("*.BDESK") if not one.name.startswith("REQUEST")]
    assert not import_bundle(around.secretariat, carried).refused
    export_receipt(around.secretariat, CENTRE, around.stick)
    person.until(lambda: not screen.hand_over.is_working)
    home = _go_home(person, window)
    person.press(home.sending.buttons["take_in"])
    person.until(screen.take_in.take_button.isVisible)
    person.confirm_focused(screen.take_in.take_button)
    person.until(lambda: window.status_line.truth.text().endswith(i18n._("all at the secretariat")))


def _go_home(person: Person, window: MainWindow) -> Any:
    person.visit(window, "home")
    home: Any = window.places.here
    person.until(lambda: home.name == "home" and home.sending.isVisible())
    return home


def _see_it_at_the_secretariat(person: Person, window: MainWindow) -> None:
    person.visit(window, "activities")
    screen: Any = window.places.here
    model = screen.list.model
    last = model.columnCount() - 1
    person.until(lambda: model.index(0, last).data() == "✓✓")
    told = model.index(0, last).data(Qt.ItemDataRole.ToolTipRole)
    assert told == i18n._("At the secretariat: acknowledged")


def _print(person: Person, words: Words, window: MainWindow, around: Around) -> None:
    person.visit(window, "reports")
    screen: Any = window.places.here
    person.pick(screen.choices.about.subjects.line, words.title[:12])
    person.until(lambda: screen.made is not None)
    around.desktop.next = target = around.folder / "report.pdf"
    person.press(screen.save_button)
    person.until(screen.banner.isVisible)
    printed = _text_of(target)
    for part in (words.title, words.city, words.summary):
        assert _letters(part) <= _letters(printed), part
    assert "26" in printed


def _find(person: Person, words: Words, window: MainWindow, workshop: bytes) -> None:
    person.visit(window, "home")
    person.find(window)
    palette: Any = window._palette
    person.until(palette.line.hasFocus)
    person.type(words.search)
    person.until(lambda: any(words.title in palette.list.item(row).text() for row in range(palette.list.count())))
    person.key(Key.Key_Return)
    screen: Any = window.places.screens["activity"]
    person.until(lambda: window.places.here is screen and screen.is_ready and screen.record_id == workshop)


def _back_up(person: Person, window: MainWindow, around: Around) -> None:
    person.visit(window, "settings")
    screen: Any = window.places.here
    around.desktop.next = target = around.folder / "copy.baseldesk"
    person.open_row(screen.sections, screen.sections.names().index("backup"))
    (card,) = (one for one in screen.pages["backup"].cards if isinstance(one, BackupCard))
    person.press(card.button)
    person.until(card.banner.isVisible)
    assert target.stat().st_size > 10_000


def _text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        text = ""
        for page in document:
            reader = page.get_textpage()
            text += reader.get_text_range() + "\n"
            reader.close()
            page.close()
    return unicodedata.normalize("NFKC", text)


def _letters(text: str) -> set[str]:
    """The words, whatever line or order they stand in."""
    return set(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))

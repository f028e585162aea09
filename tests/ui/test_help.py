"""F1: the page for the place one is in, in the window's language, beside the work; contents, search, back and forward."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

import ui
from baseldesk.errors import Cancelled
from baseldesk.help import PAGES, read_page, split_target
from baseldesk.i18n import LANGUAGES, translator
from ui import screens, theme
from ui.help import CONTENTS, SEARCH, HelpWindow, help_entries, show_help
from ui.help_guide import QuickGuide, make_pages
from ui.help_places import DIALOGS, screen_target
from ui.help_rich import NOT_YET
from ui.palette import Palette
from ui.widgets.guide import Guide, Step

SHOWN_TOO = {"first-run", "trouble", "keyboard", "backup", "index"}  # pages that belong to no screen of their own


@pytest.fixture
def shown(context: Any, window: Any) -> Iterator[HelpWindow]:
    """Help beside the window."""
    made = show_help(window, "exchange", context)
    yield made
    made.close()


def text_of(shown: HelpWindow) -> str:
    return shown.text.toPlainText()


def test_every_place_has_a_page_and_every_page_a_place():
    targets = {place.name: screen_target(place.name) for place in screens.PLACES}
    for target in targets.values():
        name, anchor = split_target(target)
        assert anchor in ("", *read_page(name, "en").anchors), target
    assert {split_target(target)[0] for target in targets.values()} | SHOWN_TOO == set(PAGES)
    assert [name for name, target in targets.items() if target == "index"] == []


def test_f1_opens_the_page_of_each_place_and_nothing_is_loaded_before(qtbot, window, records):
    assert window.findChild(HelpWindow) is None
    for place in screens.PLACES:
        if place.secretariat or (place.record and place.record not in ("activity", "partner")):
            continue
        window.show_screen(place.name, **({"new": True, "values": {}} if place.record else {}))
        qtbot.keyClick(window, Qt.Key.Key_F1)
        shown = window.findChild(HelpWindow)
        assert split_target(shown.here)[0] == split_target(screen_target(place.name))[0], place.name
        assert read_page(split_target(shown.here)[0], "en").title in text_of(shown)
    assert shown.isVisible()
    assert not shown.isModal()
    assert len(window.findChildren(HelpWindow)) == 1


def test_nothing_of_help_is_imported_before_it_is_asked_for():
    folder = Path(ui.__file__).parent
    for path in folder.rglob("*.py"):
        if path.parent == folder and path.name.startswith("help"):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            name = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            assert not name.startswith(("ui.help", "baseldesk.help")) or name == "ui.help_keys", path.name


def test_what_finds_anything_can_lead_to_every_page(use_language):
    use_language("ar")
    entries = help_entries()
    assert [target for _, target in entries] == [CONTENTS, *PAGES]
    assert (read_page("exchange", "ar").title, "exchange") in entries
    assert entries[0][0] == translator("ar").gettext("Contents") != "Contents"


def test_find_anything_opens_a_page_and_the_guide(qtbot, window, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(QuickGuide, "save", lambda guide: asked.append(type(guide).__name__))
    for typed, wanted in (("two versions field", "page"), ("save quick guide", "guide")):
        window.find_anything()
        palette = window.findChild(Palette)
        qtbot.keyClicks(palette.line, typed)
        assert palette.list.item(0).data(Qt.ItemDataRole.UserRole).kind == wanted
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.findChild(Palette).isVisible())
    assert window.findChild(HelpWindow).here == "conflict"
    assert asked == ["QuickGuide"]


def test_the_word_in_the_rail_leads_there_too(qtbot, window):
    window.show_screen("reports")
    qtbot.mouseClick(window.rail.help_button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert window.findChild(HelpWindow).here == "reports"


def test_a_tab_a_part_and_a_section_have_their_own_place(qtbot, window, context, records):
    from ui.help_places import target_of

    window.places.show_record("activity", records["workshop"])
    screen = window.places.here
    qtbot.waitUntil(lambda: screen.is_ready)
    assert target_of(screen, None) == "activity#short"
    screen.form.tabs.setCurrentWidget(screen.history)
    assert target_of(screen, screen.history.table) == "activity#history"
    step = next(one for one in screen.findChildren(QWidget) if one.objectName().startswith("step_"))
    assert target_of(screen, step) == "activity#stage"
    window.show_screen("settings", section="backup")
    assert target_of(window.places.here, None) == "backup#backup"


def test_links_back_forward_and_contents(qtbot, shown):
    shown.go("home.md")
    shown.go("backup.md#restore")
    shown.back()
    assert shown.here == "home"
    shown.forward()
    assert shown.here == "backup#restore"
    assert not shown.forward_button.isEnabled()
    qtbot.keyClick(shown, Qt.Key.Key_F1)
    assert shown.here == CONTENTS
    assert all(read_page(name, "en").title in text_of(shown) for name in PAGES)


def test_a_search_finds_as_one_types_and_can_be_left(qtbot, shown):
    shown.line.setFocus()
    qtbot.keyClicks(shown.line, "forgotten passphrase")
    qtbot.waitUntil(lambda: shown.here == f"{SEARCH}forgotten passphrase")
    assert "Backup and keys" in text_of(shown)
    shown.line.selectAll()
    qtbot.keyClicks(shown.line, "zzzz")
    qtbot.waitUntil(lambda: "No page of the help has these words" in text_of(shown))
    shown.line.clear()
    shown._on_search()
    assert shown.here == "exchange"


def test_it_changes_with_language_direction_and_size_of_text(qtbot, shown, use_language):
    for code in LANGUAGES:
        use_language(code)
        t = translator(code)
        page = read_page("exchange", code)
        assert t.gettext("Send and receive") in text_of(shown) or page.language == "en"
        runs = shown.text.document().lastBlock().textDirection()
        assert (runs == Qt.LayoutDirection.RightToLeft) == (page.language == "ar")
        assert (text_of(shown).splitlines()[0] == t.gettext(NOT_YET)) == (page.language != code)
    use_language("en")
    before = shown.text.document().size().height()
    font = QApplication.font()
    larger = QApplication.font()
    larger.setPointSizeF(font.pointSizeF() * 2)
    QApplication.setFont(larger)
    theme.renew()
    assert shown.text.document().size().height() > before * 1.8
    assert shown.line.minimumWidth() > shown.line.fontMetrics().horizontalAdvance(shown.line.placeholderText())
    QApplication.setFont(font)


def test_colours_follow_the_theme(qapp, shown):
    def inks() -> set[str]:
        return {theme.color(role, theme.name()).name() for role in ("text", "accent")}

    for name in ("dark", "contrast", "light"):
        theme.apply(qapp, name)
        assert all(ink in shown.text.toHtml() for ink in inks()), name


def test_it_leaves_room_for_the_work_and_stays_on_the_screen(shown):
    room = shown.screen().availableGeometry()
    assert shown.width() <= max(room.width() * 2 // 5, shown.minimumSizeHint().width())
    assert room.contains(shown.geometry())


def test_esc_closes_it_and_leaves_the_work_alone(qtbot, window, shown):
    window.show_screen("home")
    window.show_screen("reports")
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert window.places.here.name == "reports"


def test_everything_in_it_has_a_name_and_is_reached_by_tab(qtbot, shown):
    for part in (shown.back_button, shown.forward_button, shown.contents_button, shown.guide_button, shown.line, shown.text):
        assert part.accessibleName()
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_dialog_gets_a_help_of_its_own(qtbot, window):
    dialog = QDialog(window)
    line = QLineEdit(dialog)
    dialog.open()
    own = show_help(line, "activity#people")
    assert own.parentWidget() is dialog
    assert not own.guide_button.isVisible()
    dialog.close()


def test_the_quick_guide_is_saved_in_the_language_of_the_window(qtbot, shown, use_language, tmp_path, monkeypatch, context):
    from ui.screens import exchange_copying

    opened: list[Path] = []
    monkeypatch.setattr(exchange_copying, "show_in_folder", opened.append)
    use_language("fr")
    shown.guide.save_to([tmp_path / "guide.pdf"])
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    with pikepdf.open(tmp_path / "guide.pdf") as pdf:
        assert len(pdf.pages) == 4
        assert str(pdf.Root.Lang) == "fr"


class _OneStep(Step):
    def heading(self) -> str:
        return "One step"


class StoreGuide(Guide):
    """Goes by its name, as the real one does."""


def test_every_guide_has_a_page_and_every_page_a_dialog():
    for module in walk_packages(ui.__path__, "ui."):
        import_module(module.name)
    dialogs, guides = ({one.__name__ for one in subclasses(base)} for base in (QDialog, Guide))
    assert set(DIALOGS) - dialogs == set()
    assert guides - set(DIALOGS) == set()
    for target in DIALOGS.values():
        page, anchor = split_target(target)
        assert anchor in ("", *read_page(page, "en").anchors), target


def subclasses(base: type) -> Iterator[type]:
    for one in base.__subclasses__():
        yield one
        yield from subclasses(one)


def test_f1_in_a_guide_opens_a_help_that_the_guide_does_not_bar(qtbot, window):
    guide = StoreGuide("Title", (_OneStep(),), window)
    with qtbot.waitExposed(guide):
        guide.open()
    qtbot.keyClick(guide, Qt.Key.Key_F1)
    shown = guide.findChild(HelpWindow)
    assert shown.here == "computers#keys"
    qtbot.waitUntil(shown.isActiveWindow)
    qtbot.keyClick(shown, Qt.Key.Key_F1)
    assert shown.here == CONTENTS
    guide.reject()
    assert not shown.isVisible()


def test_the_quick_guide_is_printed(qtbot, shown, context, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    printer.setFullPage(True)
    said: list[str] = []
    context.window.said.connect(said.append)
    pages = make_pages("en")
    shown.guide.print_on(printer, pages)
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert said == ["4 pages printed"]
    with pikepdf.open(tmp_path / "printed.pdf") as pdf:
        assert len(pdf.pages) == 4
    with pytest.raises(Cancelled):  # it was given up
        pages.render(0, 1.0)

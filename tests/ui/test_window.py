"""The window's frame: going from place to place, language and direction, unsaved work, closing, what the status line says."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import DeskError
from ui import screens, theme
from ui.screens import Place, Screen
from ui.settings import Settings
from ui.standing import Standing
from ui.widgets.beside import Beside
from ui.window import MainWindow


class Notebook(Screen):
    """A screen of this test: it can hold something unsaved, and counts what it hears."""

    name = "notebook"

    def __init__(self, context: Any) -> None:
        super().__init__(context)
        self.text = ""
        self.saved: list[str] = []
        self.heard: list[frozenset[str]] = []
        self.opened: list[dict[str, Any]] = []
        self.can_save = True
        self.retranslate()

    def title(self) -> str:
        return f"Notebook {self.opened[-1].get('page', '') if self.opened else ''}".strip()

    def open(self, **place: Any) -> None:
        self.opened.append(place)

    def refresh(self, kinds: frozenset[str]) -> None:
        self.heard.append(kinds)

    def write(self, text: str) -> None:
        self.text = text
        self.edited.emit()

    def has_unsaved(self) -> bool:
        return self.text != ""

    def save(self, then: Callable[[], object] | None = None) -> None:
        if self.can_save:
            self.saved.append(self.text)
            self.text = ""
            if then is not None:
                then()

    def discard(self) -> None:
        self.text = ""


class Shelf(Notebook):
    """Another place to go to."""

    name = "shelf"


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two places of this test before the real ones."""
    here = f"{__name__}:"
    ours = (Place("notebook", here + "Notebook", "house", "Home"), Place("shelf", here + "Shelf", "folder", "Folder"))
    monkeypatch.setattr(screens, "PLACES", (*ours, *screens.PLACES))
    made = {"notebook": Notebook, "shelf": Shelf}
    really_make = screens.make

    def make(name: str, context: Any) -> Screen:
        return made[name](context) if name in made else really_make(name, context)

    monkeypatch.setattr(screens, "make", make)


@pytest.fixture
def notebook(window: MainWindow) -> Notebook:
    """The notebook, open."""
    window.show_screen("notebook")
    found = window.places.here
    assert isinstance(found, Notebook)
    return found


def rail_button(window: MainWindow, name: str) -> QWidget:
    """A button of the rail."""
    return window.rail.buttons[name]


def press(qtbot: Any, widget: QWidget) -> None:
    """A click with the mouse."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def box_button(window: MainWindow, name: str) -> QPushButton:
    """A button of the box that asks about unsaved changes."""
    found = window.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


# Going about


def test_a_click_in_the_rail_goes_there_and_marks_it(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    press(qtbot, rail_button(window, "shelf"))
    assert window.places.here is window.places.screens["shelf"]
    assert window.rail.buttons["shelf"].isChecked()
    assert not window.rail.buttons["notebook"].isChecked()


def test_a_screen_is_made_once_and_only_when_visited(window: MainWindow) -> None:
    assert window.places.screens == {}
    window.show_screen("notebook")
    first = window.places.here
    window.show_screen("shelf")
    window.show_screen("notebook")
    assert window.places.here is first
    assert set(window.places.screens) == {"notebook", "shelf"}


def test_back_and_forward_go_to_the_very_page(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    window.show_screen("notebook", page=1)
    window.show_screen("notebook", page=2)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert notebook.opened[-1] == {"page": 1}
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert notebook.opened[-1] == {"page": 2}
    assert window.windowTitle().startswith("Notebook 2")


def test_alt_and_right_goes_back_in_arabic(qtbot: Any, window: MainWindow, notebook: Notebook, use_language: Any) -> None:
    use_language("ar")
    window.show_screen("shelf")
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.places.here is notebook
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.places.here is window.places.screens["shelf"]


def test_escape_goes_back(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    window.show_screen("shelf")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.places.here is notebook


# What is unsaved


def test_leaving_unsaved_work_asks_and_stays_meanwhile(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    notebook.write("draft")
    press(qtbot, rail_button(window, "shelf"))
    assert window.places.here is notebook
    assert window.rail.buttons["notebook"].isChecked()
    assert not window.rail.buttons["shelf"].isChecked()
    assert box_button(window, "unsaved_save").isVisible()


def test_save_saves_and_goes_on(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    notebook.write("draft")
    window.show_screen("shelf")
    press(qtbot, box_button(window, "unsaved_save"))
    assert notebook.saved == ["draft"]
    assert window.places.here is window.places.screens["shelf"]


def test_a_save_that_fails_stays(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    notebook.can_save = False
    notebook.write("draft")
    window.show_screen("shelf")
    press(qtbot, box_button(window, "unsaved_save"))
    assert window.places.here is notebook
    assert notebook.text == "draft"


def test_do_not_save_forgets_and_goes_on(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    notebook.write("draft")
    window.show_screen("shelf")
    press(qtbot, box_button(window, "unsaved_discard"))
    assert (notebook.text, notebook.saved) == ("", [])
    assert window.places.here is not notebook


@pytest.mark.parametrize("how", ["button", "escape"])
def test_keep_editing_changes_nothing(qtbot: Any, window: MainWindow, notebook: Notebook, how: str) -> None:
    notebook.write("draft")
    window.show_screen("shelf")
    stay = box_button(window, "unsaved_stay")
    if how == "button":
        press(qtbot, stay)
    else:
        qtbot.keyClick(stay.window(), Qt.Key.Key_Escape)
    assert window.places.here is notebook
    assert notebook.text == "draft"


def test_closing_with_unsaved_work_asks_and_closes_after_the_answer(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    notebook.write("draft")
    window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        press(qtbot, box_button(window, "unsaved_save"))
    assert notebook.saved == ["draft"]


def test_the_title_bar_shows_that_something_is_unsaved(window: MainWindow, notebook: Notebook) -> None:
    assert not window.isWindowModified()
    notebook.write("draft")
    assert window.isWindowModified()


def test_the_status_line_does_not_call_saved_what_is_only_typed(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    window.standing.set_unsaved(True)
    assert window.status_line.truth.text() == "Unsaved changes"
    window.standing.set_unsaved(False)
    assert window.status_line.truth.text().startswith("All saved")


def test_enter_presses_the_button_the_keyboard_is_on(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    button = window.rail.buttons["plan"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert button.isChecked()


def test_closing_waits_for_what_is_being_written(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    gate, written = Event(), []
    window.context.runner.write(lambda: written.append(gate.wait(5)))
    window.close()
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        gate.set()
    assert written == [True]


# Language and direction


def place_in(window: MainWindow, widget: QWidget) -> QRect:
    """Where a widget lies in the window."""
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def test_arabic_mirrors_the_window_and_english_puts_it_back(window: MainWindow, notebook: Notebook, use_language: Any) -> None:
    assert place_in(window, window.rail).left() == 0
    use_language("ar")
    QApplication.processEvents()
    assert place_in(window, window.rail).right() == window.width() - 1
    assert notebook.header.title.alignment() & Qt.AlignmentFlag.AlignRight
    use_language("en")
    QApplication.processEvents()
    assert place_in(window, window.rail).left() == 0


def test_the_language_menu_switches_every_word_at_once(qtbot: Any, window: MainWindow, settings: Settings, language: Any) -> None:
    settings.changed.connect(lambda key: language.use(settings.language))
    window.show_screen("settings")
    actions = window.rail.language_button.menu().actions()
    assert [action.text() for action in actions][:2] == ["English", "Français"]
    next(action for action in actions if action.data() == "fr").trigger()
    assert window.rail.buttons["settings"].text() == "Paramètres"
    assert window.places.here is not None
    assert window.places.here.header.title.text() == "Paramètres"
    assert settings.language == "fr"


def test_qt_speaks_the_language_too(window: MainWindow, use_language: Any) -> None:
    from PySide6.QtWidgets import QDialogButtonBox

    use_language("fr")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Annuler"


def test_arabic_counts_with_the_digits_of_the_united_nations(window: MainWindow, use_language: Any) -> None:
    from PySide6.QtCore import QLocale

    use_language("ar")
    assert QLocale().toString(2026) in ("2026", "2,026")


# What changed


def test_a_change_refreshes_the_open_screen_now_and_the_others_when_visited(window: MainWindow, notebook: Notebook) -> None:
    window.show_screen("shelf")
    shelf = window.places.here
    assert isinstance(shelf, Shelf)
    window.context.notices.tell("activity")
    window.context.notices.tell("partner")
    assert [set(kinds) for kinds in shelf.heard] == [{"activity"}, {"partner"}]
    assert notebook.heard == []
    window.show_screen("notebook")
    assert [set(kinds) for kinds in notebook.heard] == [{"activity", "partner"}]


def test_a_save_is_told_and_counted_in_rail_and_status(qtbot: Any, window: MainWindow, notebook: Notebook, desk: Desk) -> None:
    edit = Edit("partner", desk.new_id(), {"name": {"en": "UNITAR"}})
    window.context.runner.write(lambda: desk.save([edit]))
    qtbot.waitUntil(lambda: window.rail.buttons["exchange"].count == 1)
    assert [set(kinds) for kinds in notebook.heard] == [{"partner"}]
    assert "1 change not yet sent" in window.status_line.truth.text()
    assert "1 change not yet sent" in window.rail.buttons["exchange"].accessibleDescription()


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing(), "All saved on this computer"),
        (Standing(7, 2, known=True), "All saved on this computer · 7 changes not yet sent"),
        (Standing(0, 2, known=True), "All saved on this computer · 2 changes sent, not yet acknowledged"),
        (Standing(0, 0, known=True), "All saved on this computer · all at the secretariat"),
    ],
)  # fmt: skip
def test_the_status_line_claims_no_more_than_is_known(standing: Standing, said: str) -> None:
    assert standing.sentence()[0] == said
    assert "all at the secretariat" not in standing.sentence(is_secretariat=True)[0]  # where else, there


# Work and errors


def test_work_that_takes_long_shows_with_a_way_to_stop_it(qtbot: Any, window: MainWindow) -> None:
    def work(progress: Any, cancelled: Any) -> None:
        progress(3, 10)
        while not cancelled():
            pass
        raise DeskError("desk.disk_full")  # too late to matter: it was cancelled, but this is a known error all the same

    failed: list[BaseException] = []
    window.context.runner.read(work, otherwise=failed.append, label="Counting", reports=True)
    line = window.status_line.progress
    qtbot.waitUntil(line.isVisible)
    assert line.label.text() == "Counting"
    assert line.bar.value() * 10 == 3 * line.bar.maximum()
    press(qtbot, line.button)
    qtbot.waitUntil(lambda: failed != [])
    assert not line.isVisible()


def test_a_known_error_is_said_on_the_screen_with_what_to_do(window: MainWindow, notebook: Notebook) -> None:
    window.places.show_error(DeskError("desk.disk_full"))
    assert notebook.banner.isVisible()
    assert "disk is full" in notebook.banner.text.text()
    assert notebook.banner.hint.text() != ""
    press_copy = notebook.banner.copy_button
    press_copy.click()
    assert QApplication.clipboard().text().startswith("desk.disk_full")


def test_an_error_is_said_again_in_the_new_language(window: MainWindow, notebook: Notebook, use_language: Any) -> None:
    window.places.show_error(DeskError("desk.disk_full"))
    english = notebook.banner.text.text()
    use_language("fr")
    assert notebook.banner.text.text() != english


def test_a_bug_gets_a_box_whose_details_hold_no_values(qtbot: Any, window: MainWindow, notebook: Notebook) -> None:
    try:
        raise ValueError("Awa Diop, awa@example.org")
    except ValueError as error:
        window.places.show_error(error)
    box = window.findChild(QWidget, "problem")
    assert box is not None
    assert box.isVisible()
    copy = next(button for button in box.findChildren(QPushButton) if "Copy" in button.text())
    press(qtbot, copy)
    assert box.isVisible()  # copying does not close it
    details = QApplication.clipboard().text()
    assert details.startswith("ValueError")
    assert "Awa" not in details
    box.close()


# Seeing and reaching


def test_the_window_is_never_smaller_than_agreed(window: MainWindow) -> None:
    assert (window.minimumWidth(), window.minimumHeight()) == (1024, 600)


def test_folding_the_rail_leaves_icons_that_still_have_names(qtbot: Any, window: MainWindow, settings: Settings) -> None:
    wide = window.rail.sizeHint().width()
    press(qtbot, window.rail.fold_button)
    assert window.rail.sizeHint().width() < wide / 2
    assert settings.get("rail_folded") is True
    for button in window.rail.buttons.values():
        assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
        assert button.toolTip()


def test_shape_and_fold_are_restored(qtbot: Any, window: MainWindow, settings: Settings, language: Any) -> None:
    window.resize(1024, 650)  # the offscreen display is no wider
    press(qtbot, window.rail.fold_button)
    window.close()
    context = window.context
    again = MainWindow(context.desk, context.runner, context.notices, Settings(settings._path), language)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1024, 650)
    assert not again.rail.owner.isVisibleTo(again)


@pytest.mark.parametrize("name", ["home", "exchange", "computers", "reports", "settings"])
def test_every_control_has_a_name(qtbot: Any, window: MainWindow, name: str, records: Any) -> None:
    window.show_screen(name)
    screen = window.places.here
    assert screen is not None
    qtbot.waitUntil(lambda: screen.is_ready)
    nameless = [
        control.metaObject().className()
        for control in screen.findChildren(QWidget)
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus
        and control.isVisible()
        and not QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
    ]
    assert nameless == []


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
def test_text_stands_out_from_what_it_is_on(palette: str) -> None:
    for ground in ("ground", "raised"):
        for role in ("text", "muted", "accent", "good", "attention", "bad"):
            assert contrast(theme.color(role, palette), theme.color(ground, palette)) >= 4.5, (role, ground)
        assert contrast(theme.color("line", palette), theme.color(ground, palette)) >= 3
    assert contrast(theme.color("on_accent", palette), theme.color("accent", palette)) >= 4.5


def contrast(one: Any, other: Any) -> float:
    """The contrast of two colours as the accessibility guidelines count it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Any) -> float:
    """Relative luminance of a colour."""
    parts = [part / 255 for part in (color.red(), color.green(), color.blue())]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_theme_chosen_later_reaches_labels_and_icons(window: MainWindow, notebook: Notebook, qapp: QApplication) -> None:
    label = QLabel("x", notebook)
    theme.tint(label, "bad")
    theme.apply(qapp, "dark")
    assert label.palette().windowText().color() == theme.color("bad", "dark")
    theme.apply(qapp, "light")
    assert label.palette().windowText().color() == theme.color("bad", "light")


def test_parts_fall_under_each_other_when_one_comes_to_need_more_room(qtbot: Any, qapp: Any) -> None:
    narrow, wide = QLabel("short"), QLabel("short")
    beside = Beside([narrow, wide])
    qtbot.addWidget(beside)
    beside.resize(400, 200)
    beside.show()
    assert narrow.y() == wide.y()
    wide.setText("a word as long as that of the longest language there is")
    qtbot.waitUntil(lambda: wide.y() > narrow.y())
    wide.setText("short")
    qtbot.waitUntil(lambda: narrow.y() == wide.y())

"""Import and export in the window: somebody's list is looked at, tried out, taken in, taken back; records go out as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import ListQuery
from ui.screens.exporting import ExportScreen
from ui.screens.importing import ImportScreen
from ui.window import MainWindow

PATIENCE = 20_000
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")
ROWS = (
    "Titre de l'activité;Type;Date de début;Date de fin;Pays;Divers\n"
    "Formation des douanes;Formation;03/02/2026;05/02/2026;Sénégal;bien\n"
    "Inventaire des PCB;Étude;13/03/2026;32/03/2026;Mali;\n"
)


def press(qtbot: Any, widget: QWidget) -> None:
    """A click with the mouse."""
    assert widget.isVisible()
    assert widget.isEnabled()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def tick(qtbot: Any, button: QWidget) -> None:
    """A click on the ring before the words."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(10, button.height() // 2))


def count(desk: Desk, kind: str = "activity") -> int:
    """How many records stand."""
    return desk.count(ListQuery(kind))


def tried(qtbot: Any, screen: ImportScreen) -> None:
    """Waits until the file was tried out, and nothing else is under way."""
    qtbot.waitUntil(lambda: screen.outcome.intake is not None and screen.progress.task is None, timeout=PATIENCE)


@pytest.fixture
def screen(window: MainWindow) -> ImportScreen:
    """The place for imports, open."""
    window.show_screen("import")
    found = window.places.here
    assert isinstance(found, ImportScreen)
    return found


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Two activities in a table of the old kind, with a date that is none."""
    path = tmp_path / "liste.csv"
    path.write_bytes(ROWS.encode("cp1252"))
    return path


@pytest.fixture
def looked(qtbot: Any, screen: ImportScreen, table: Path) -> ImportScreen:
    """The table, dropped on the screen and tried out."""
    drop(screen, table)
    tried(qtbot, screen)
    return screen


def drop(screen: ImportScreen, path: Path) -> None:
    """Lets a file fall on the screen."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    screen.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, plain))


def choose(qtbot: Any, screen: ImportScreen, column: int, words: str) -> None:
    """Types what a column is, and takes it."""
    line = screen.preview.targets.boxes[column].lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.outcome.intake is None or screen.progress.task is not None, timeout=PATIENCE)
    tried(qtbot, screen)


def test_a_dropped_table_is_shown_with_its_guesses_and_changes_nothing_yet(looked: ImportScreen, desk: Desk) -> None:
    words = [box.currentText() for box in looked.preview.targets.boxes]
    assert words == [
        "Title",
        "Kind of activity",
        "Planned start",
        "Planned end",
        "Country where it takes place",
        "Keep as other data",
    ]
    assert looked.choices.encoding.isVisible()
    assert "New: 2" in looked.outcome.counts.text()
    assert looked.import_button.isEnabled()
    assert count(desk) == 0


def test_a_remark_leads_to_its_cell(qtbot: Any, looked: ImportScreen) -> None:
    remarks = looked.outcome.remarks
    place = next(n for n, one in enumerate(looked.outcome.intake.warnings) if one.where == "D3")  # type: ignore[union-attr]
    cell = remarks.visualRect(remarks.rows.index(place, 1)).center()
    qtbot.mouseClick(remarks.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    index = looked.preview.currentIndex()
    assert index.data() == "32/03/2026"
    assert "32/03/2026" in str(index.data(Qt.ItemDataRole.ToolTipRole)).replace("\u2068", "").replace("\u2069", "")


def test_imported_and_taken_back(qtbot: Any, looked: ImportScreen, desk: Desk) -> None:
    press(qtbot, looked.import_button)
    qtbot.waitUntil(lambda: looked.taken is not None, timeout=PATIENCE)
    assert count(desk) == 2
    assert not looked.import_button.isVisible()
    press(qtbot, looked.outcome.back_button)
    qtbot.waitUntil(lambda: looked.taken is None, timeout=PATIENCE)
    assert count(desk) == 0


def test_what_was_taken_back_can_be_imported_again_with_other_columns(qtbot: Any, looked: ImportScreen, desk: Desk) -> None:
    press(qtbot, looked.import_button)
    qtbot.waitUntil(lambda: looked.taken is not None, timeout=PATIENCE)
    press(qtbot, looked.outcome.back_button)
    qtbot.waitUntil(lambda: looked.taken is None, timeout=PATIENCE)
    tried(qtbot, looked)
    choose(qtbot, looked, 5, "Summary")
    press(qtbot, looked.import_button)
    qtbot.waitUntil(lambda: looked.taken is not None, timeout=PATIENCE)
    assert count(desk) == 2


def test_an_import_is_not_taken_back_over_newer_work(qtbot: Any, looked: ImportScreen, desk: Desk) -> None:
    from baseldesk.desk.shown import Edit

    press(qtbot, looked.import_button)
    qtbot.waitUntil(lambda: looked.taken is not None, timeout=PATIENCE)
    desk.save([Edit("activity", desk.new_id(), {"title": {"en": "Newer"}})])
    press(qtbot, looked.outcome.back_button)
    qtbot.waitUntil(looked.banner.isVisible, timeout=PATIENCE)
    assert count(desk) == 3


def test_a_column_is_found_by_typing_and_taken_anew(qtbot: Any, looked: ImportScreen, desk: Desk) -> None:
    choose(qtbot, looked, 5, "Summary")
    assert looked.found is not None
    assert looked.found.mapping is not None
    assert looked.found.mapping.columns["F"] == "summary"
    press(qtbot, looked.import_button)
    qtbot.waitUntil(lambda: looked.taken is not None, timeout=PATIENCE)
    held = [row.values.get("summary") for row in desk.rows(ListQuery("activity", columns=("summary",)))]
    assert {"fr": "bien"} in held


def test_what_was_settled_is_known_the_next_time(qtbot: Any, looked: ImportScreen, table: Path) -> None:
    choose(qtbot, looked, 5, "Summary")
    press(qtbot, looked.import_button)
    qtbot.waitUntil(lambda: looked.taken is not None, timeout=PATIENCE)
    table.write_bytes((ROWS + "Campagne radio;Formation;;;Togo;neuf\n").encode("cp1252"))
    looked.consider([table])
    qtbot.waitUntil(lambda: looked.taken is None and looked.outcome.intake is not None, timeout=PATIENCE)
    tried(qtbot, looked)
    assert looked.found is not None
    assert looked.found.is_known
    assert looked.preview.targets.boxes[5].currentText() == "Summary"
    assert "New: 1" in looked.outcome.counts.text()


def test_a_file_of_no_known_kind_says_so_and_leaves_the_place_usable(qtbot: Any, screen: ImportScreen, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    drop(screen, path)
    qtbot.waitUntil(screen.banner.isVisible, timeout=PATIENCE)
    assert screen.start.button.isVisible()
    assert screen.start.button.isEnabled()


def test_what_was_left_out_is_saved_as_a_table(qtbot: Any, looked: ImportScreen, tmp_path: Path) -> None:
    place = tmp_path / "rest.csv"
    looked.outcome.save_asked.emit(place)
    qtbot.waitUntil(place.exists, timeout=PATIENCE)
    assert "D3" in place.read_text("utf-8-sig")


def test_participants_ask_for_their_activity(qtbot: Any, looked: ImportScreen, records: dict[str, bytes]) -> None:
    box = looked.choices.kind
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.waitUntil(looked.choices.into.isVisible, timeout=PATIENCE)
    assert "which activity" in looked.about.text()
    assert not looked.import_button.isEnabled()


def test_a_list_goes_out_as_searched_and_its_edited_table_comes_back(
    qtbot: Any, window: MainWindow, records: dict[str, bytes], desk: Desk, tmp_path: Path
) -> None:
    window.show_screen("activities")
    listed: Any = window.places.here
    qtbot.waitUntil(lambda: listed.list.model.rowCount() == 3, timeout=PATIENCE)
    qtbot.keyClicks(listed.list.search, "douanes")
    qtbot.waitUntil(lambda: listed.list.model.rowCount() == 1, timeout=PATIENCE)
    place = tmp_path / "activities.csv"
    listed.more.write([place])
    qtbot.waitUntil(place.exists, timeout=PATIENCE)
    text = place.read_text("utf-8-sig")
    assert "Inventaire" not in text
    place.write_text(text.replace("Formation des douanes", "Formation des douaniers"), "utf-8-sig")
    window.show_screen("import")
    screen: Any = window.places.here
    screen.consider([place])
    tried(qtbot, screen)
    assert "Changed: 1" in screen.outcome.counts.text()
    assert not screen.preview.isVisible()
    press(qtbot, screen.import_button)
    qtbot.waitUntil(lambda: screen.taken is not None, timeout=PATIENCE)
    held = desk.record("activity", records["workshop"])
    assert held is not None
    assert held.values["title"]["fr"] == "Formation des douaniers"


@pytest.mark.parametrize(
    ("number", "ending"), [(0, ".xlsx"), (1, ".datapackage.zip"), (2, ".bag")], ids=["workbook", "package", "bag"]
)
def test_everything_goes_out(
    qtbot: Any, window: MainWindow, records: dict[str, bytes], tmp_path: Path, number: int, ending: str
) -> None:
    window.show_screen("export")
    screen = window.places.here
    assert isinstance(screen, ExportScreen)
    tick(qtbot, screen.kinds[number])
    place = tmp_path / f"all{ending}"
    screen.write([place])
    qtbot.waitUntil(screen.banner.isVisible, timeout=PATIENCE)
    assert place.exists()
    assert place.name in screen.banner.text.text()


def test_iati_says_why_nothing_goes_out(qtbot: Any, window: MainWindow, records: dict[str, bytes], tmp_path: Path) -> None:
    window.show_screen("export")
    screen = window.places.here
    assert isinstance(screen, ExportScreen)
    tick(qtbot, screen.kinds[3])
    assert screen.organisation.isVisible()
    screen.write([tmp_path / "all.iati.xml"])
    qtbot.waitUntil(screen.banner.isVisible, timeout=PATIENCE)
    assert not (tmp_path / "all.iati.xml").exists()
    assert screen.write_button.isEnabled()

"""Reports on screen: made in the background, in any language, saved whole, painted on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import Cancelled, MediumError
from ui.pdf import Pdf
from ui.screens.report import ReportScreen
from ui.screens.report_making import print_report, save_report
from ui.window import MainWindow

PATIENCE = 20_000


@pytest.fixture
def screen(qtbot: Any, window: MainWindow, records: dict[str, bytes]) -> ReportScreen:
    """The screen with the report of one activity made."""
    window.show_screen("reports", activity=records["workshop"])
    found = window.places.here
    assert isinstance(found, ReportScreen)
    qtbot.waitUntil(lambda: found.made is not None, timeout=PATIENCE)
    return found


def is_blank(image: QImage) -> bool:
    """Whether nothing was drawn."""
    white = image.copy()
    white.fill(Qt.GlobalColor.white)
    return image == white


def test_without_an_activity_the_screen_says_what_to_do(window: MainWindow) -> None:
    window.show_screen("reports")
    found = window.places.here
    assert isinstance(found, ReportScreen)
    assert found.nothing.isVisible()
    assert not found.save_button.isEnabled()
    assert not found.print_button.isEnabled()


def test_the_pages_in_sight_are_drawn(qtbot: Any, screen: ReportScreen) -> None:
    assert screen.pages.isVisible()
    qtbot.waitUntil(lambda: screen.pages.has_image(0), timeout=PATIENCE)
    assert "1 page" in screen.note.text()


def test_zooming_draws_anew(qtbot: Any, screen: ReportScreen) -> None:
    qtbot.waitUntil(lambda: screen.pages.has_image(0), timeout=PATIENCE)
    before = screen.pages.scale
    qtbot.mouseClick(screen.zoom_in_button, Qt.MouseButton.LeftButton)
    assert screen.pages.scale > before
    assert not screen.pages.has_image(0)
    qtbot.waitUntil(lambda: screen.pages.has_image(0), timeout=PATIENCE)


def test_the_language_of_the_report_is_its_own(qtbot: Any, screen: ReportScreen, window: MainWindow) -> None:
    assert screen.made is not None
    english = screen.made.content
    choice = screen.choices.language
    choice.setCurrentIndex(choice.findData("ar"))
    choice.activated.emit(choice.currentIndex())
    qtbot.waitUntil(lambda: screen.made is not None and screen.made.content != english, timeout=PATIENCE)
    assert screen.made is not None
    assert screen.made.name.endswith("-ar.pdf")
    assert screen.header.title.text() == "Reports"


def test_a_change_to_the_activity_makes_the_report_anew(
    qtbot: Any, screen: ReportScreen, desk: Desk, records: dict[str, bytes], window: MainWindow
) -> None:
    assert screen.made is not None
    before = screen.made.content
    edit = Edit("activity", records["workshop"], {"title": {"en": "Customs training, second round"}})
    window.context.runner.write(lambda: desk.save([edit]))
    qtbot.waitUntil(lambda: screen.made is not None and screen.made.content != before, timeout=PATIENCE)


def test_an_activity_that_is_gone_is_said_with_a_way_to_try_again(
    qtbot: Any, screen: ReportScreen, desk: Desk, records: dict[str, bytes]
) -> None:
    desk.save([Edit("activity", records["workshop"], life=False)])
    screen.make()
    qtbot.waitUntil(screen.banner.isVisible, timeout=PATIENCE)
    assert screen.banner.action.isVisible()
    assert not screen.save_button.isEnabled()


def test_the_report_is_saved_as_it_is_shown(qtbot: Any, screen: ReportScreen, tmp_path: Path) -> None:
    assert screen.made is not None
    target = tmp_path / screen.made.name
    target.write_bytes(b"an older one")
    screen.save_to([target])
    qtbot.waitUntil(screen.banner.isVisible, timeout=PATIENCE)
    assert target.read_bytes() == screen.made.content
    assert target.read_bytes().startswith(b"%PDF")
    assert target.name in screen.banner.text.text()


def test_a_report_that_cannot_be_saved_leaves_what_was_there(screen: ReportScreen, tmp_path: Path) -> None:
    assert screen.made is not None
    blocked = tmp_path / "folder.pdf"
    blocked.mkdir()
    with pytest.raises(MediumError):
        save_report(screen.made, blocked)
    assert list(tmp_path.glob(".*.part")) == []


def test_the_pages_are_painted_on_paper(screen: ReportScreen, tmp_path: Path) -> None:
    assert screen.made is not None
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(target))
    printer.setResolution(72)
    printer.setFullPage(True)
    told: list[tuple[int, int]] = []
    pages = print_report(screen.made, printer, progress=lambda *one: told.append(one), cancelled=lambda: False)
    assert pages == screen.made.pdf.count == told[-1][0]
    printed = Pdf(target.read_bytes())
    assert printed.count == pages
    assert not is_blank(printed.render(0, 1.0))
    printed.close()


def test_printing_can_be_stopped(screen: ReportScreen, tmp_path: Path) -> None:
    assert screen.made is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with pytest.raises(Cancelled):
        print_report(screen.made, printer, progress=lambda *one: None, cancelled=lambda: True)


def test_a_page_of_a_document_given_up_is_not_drawn(screen: ReportScreen) -> None:
    assert screen.made is not None
    pdf = Pdf(screen.made.content)
    assert not is_blank(pdf.render(0, 0.5))
    pdf.close()
    with pytest.raises(Cancelled):
        pdf.render(0, 0.5)

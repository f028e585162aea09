"""Reports on screen: made in the background, in any language, saved whole, painted on paper."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import Cancelled, MediumError
from baseldesk.reports.kinds import KINDS
from baseldesk.sync import code_reading
from ui.pdf import Pdf
from ui.screens.report import ReportScreen
from ui.screens.report_checking import check_file
from ui.screens.report_making import print_report, save_report
from ui.screens.report_period import PeriodLine
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
    assert "2 pages" in screen.note.text()
    assert "no code" not in screen.note.text()


def test_pages_without_a_code_are_remarked_upon(
    qtbot: Any, screen: ReportScreen, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(desk), "signer", None)
    screen.made = None
    screen.make()
    qtbot.waitUntil(lambda: screen.made is not None, timeout=PATIENCE)
    assert "no code to check it by" in screen.note.text()


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
    screen.handing.save_to(screen.made, [target])
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
    screen.made.pdf.close()  # as when something else is chosen while it is printed
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


def test_several_activities_print_one_after_the_other_and_can_be_taken_out(
    qtbot: Any, window: MainWindow, records: dict[str, bytes], desk: Desk
) -> None:
    second = desk.new_id()
    desk.save([Edit("activity", second, {"title": {"en": "Second"}})])
    window.show_screen("reports", activities=[records["workshop"], second])
    found = window.places.here
    assert isinstance(found, ReportScreen)
    qtbot.waitUntil(lambda: found.made is not None, timeout=PATIENCE)
    assert found.made is not None
    both = found.made.pdf.count
    subjects = found.choices.about.subjects
    assert subjects is not None
    subjects.list.setCurrentRow(1)
    qtbot.keyClick(subjects.list, Qt.Key.Key_Delete)
    assert subjects.records() == (records["workshop"],)
    qtbot.waitUntil(lambda: found.made is not None and found.made.pdf.count < both, timeout=PATIENCE)
    qtbot.mouseClick(subjects.clear_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(found.nothing.isVisible, timeout=PATIENCE)
    assert found.made is None


def test_sections_logo_and_signatures_are_arranged_once_and_kept(qtbot: Any, screen: ReportScreen, tmp_path: Path) -> None:
    assert screen.made is not None
    before = screen.made
    keys = [key for key, _heading in before.sections]
    assert len(keys) > 1
    screen.more.arrange.trigger()
    dialog = screen.arranging
    logo = tmp_path / "logo.png"
    picture = QImage(64, 32, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    assert picture.save(str(logo))
    dialog.take_logo([logo])
    dialog.sections.setCurrentRow(1)
    qtbot.mouseClick(dialog.up_button, Qt.MouseButton.LeftButton)
    item = dialog.sections.item(1)
    assert item is not None
    item.setCheckState(Qt.CheckState.Unchecked)
    cell = dialog.people.item(0, 0)
    assert cell is not None
    cell.setText("Witness")
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.made is not None and screen.made is not before, timeout=PATIENCE)
    assert screen.made is not None
    blocks = repr(screen.made.document.blocks)
    assert "Witness" in blocks
    assert f"key={keys[0]!r}" not in blocks
    assert screen.made.document.front.logo.startswith(b"\x89PNG")
    screen.more.arrange.trigger()
    assert screen.arranging.layout_chosen().hidden == frozenset({keys[0]})
    qtbot.mouseClick(dialog.usual_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.made is not None and "Witness" not in repr(screen.made.document), timeout=PATIENCE)


def test_what_is_no_picture_is_no_logo(screen: ReportScreen, tmp_path: Path) -> None:
    wrong = tmp_path / "logo.png"
    wrong.write_bytes(b"no picture")
    screen.arranging.take_logo([wrong])
    assert not screen.arranging.banner.isHidden()
    assert screen.arranging.layout_chosen().logo == b""


def test_the_report_goes_into_a_draft_for_a_mail_program(qtbot: Any, screen: ReportScreen, tmp_path: Path) -> None:
    assert screen.made is not None
    target = tmp_path / "report.eml"
    screen.handing.save_to(screen.made, [target])
    qtbot.waitUntil(screen.banner.isVisible, timeout=PATIENCE)
    mail = message_from_bytes(target.read_bytes(), policy=default)
    assert mail["X-Unsent"] == "1"
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == screen.made.content
    assert attached.get_filename() == screen.made.name


@pytest.mark.parametrize(("typed", "understood"), [("2025–2026", "2025-01-01..2026-12-31"), ("soon", "None"), ("", "None")])
def test_a_period_is_typed_or_said_to_be_none(qtbot: Any, typed: str, understood: str) -> None:
    line = PeriodLine(date(2026, 5, 1))
    qtbot.addWidget(line)
    line.set_period(typed)
    assert str(line.period()) == understood
    assert line.note.isHidden() == (typed != "soon")


def test_every_kind_of_report_can_be_chosen(qtbot: Any, window: MainWindow) -> None:
    window.show_screen("reports")
    found = window.places.here
    assert isinstance(found, ReportScreen)
    box = found.choices.kind_box
    for place, kind in enumerate(KINDS.values()):
        box.setCurrentIndex(place)
        box.activated.emit(place)
        assert found.choices.kind() is kind
        assert (found.choices.about.subjects is not None) == bool(kind.subject)
        assert found.choices.request().kind == kind.name
        assert found.choices.minimumSizeHint().width() <= found.choices.width() + 1, kind.name
        for option in kind.options:
            assert found.choices.about.options.values()[option.name] == option.default
        qtbot.waitUntil(lambda: found._task is None, timeout=PATIENCE)
        assert not found.banner.isVisible(), kind.name


def test_a_period_is_not_asked_for_again_with_the_next_kind(window: MainWindow, qtbot: Any) -> None:
    window.show_screen("reports", kind="evaluation", period="2025")
    found = window.places.here
    assert isinstance(found, ReportScreen)
    for kind, words in (("donor", None), ("waste", "2025"), ("periodic", "2025"), ("activity", "")):
        found.choices.kind_box.setCurrentIndex(list(KINDS).index(kind))
        found.choices.kind_box.activated.emit(found.choices.kind_box.currentIndex())
        period = found.choices.about.period
        assert (period and period.words()) == words, kind
    qtbot.waitUntil(lambda: found._task is None, timeout=PATIENCE)


def test_only_what_a_report_can_be_made_from_is_offered(qtbot: Any, window: MainWindow, desk: Desk) -> None:
    wanted, other = desk.new_id(), desk.new_id()
    desk.save([
        Edit("submission", wanted, {"title": {"en": "Plan one"}, "kind": "business_plan"}),
        Edit("submission", other, {"title": {"en": "Plan report"}, "kind": "activity_report"}),
    ])  # fmt: skip
    window.show_screen("reports", kind="plan")
    found = window.places.here
    assert isinstance(found, ReportScreen)
    subjects = found.choices.about.subjects
    assert subjects is not None
    assert [one.value for one in subjects.line.source.matches("plan")] == [wanted]
    assert "Plan one" in subjects.line.source.text_of(wanted)


def test_a_printed_page_is_checked_and_the_answer_is_said(
    qtbot: Any, screen: ReportScreen, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the desk's own computer is registered decides between «genuine» and «unknown»; altered is altered either way."""
    assert screen.made is not None
    page = tmp_path / "page.pdf"
    page.write_bytes(screen.made.content)
    monkeypatch.setattr(code_reading, "MOST_PAGES", 1)
    screen.checking.check([page])
    qtbot.waitUntil(screen.banner.isVisible, timeout=PATIENCE)
    assert "page.pdf" in screen.banner.text.text()
    assert "of the first 1 of 2 pages" in screen.banner.text.text()
    assert len(screen.banner.text.text()) > 30
    screen.banner.clear()
    said = screen.banner.text.text()
    renamed = tmp_path / "page.png"
    renamed.write_bytes(screen.made.content)
    assert [one.in_file for one in check_file(desk, renamed, "en")[0]] == [True]  # compared whole, whatever it is called
    assert "page.pdf" in said
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.7 nothing")
    screen.checking.check([other])
    qtbot.waitUntil(screen.banner.isVisible, timeout=PATIENCE)
    assert "other.pdf" in screen.banner.text.text()

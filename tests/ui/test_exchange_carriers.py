# ruff: noqa: F811  (a fixture of another file is an argument here)
"""By e-mail, in parts, once more: what a person sees and presses until the other side has everything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.sync.bundle import export_bundle, export_receipt, export_roster, import_bundle
from baseldesk.sync.correspondents import read_correspondent
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.joining import accept, ask_to_join, join, read_answer
from baseldesk.sync.station import found_centre
from tests.ui.test_exchange import (  # noqa: F401  (fixtures)
    desk,
    from_secretariat,
    open_exchange,
    peer_cell,
    press,
    registered,
    secretariat,
    stick,
    wait_for_step,
)
from ui.screens import exchange_diary_panel, exchange_hand_over
from ui.screens.exchange import ExchangeScreen
from ui.screens.exchange_again import AcknowledgeGuide, AgainGuide
from ui.screens.exchange_came import list_parts
from ui.screens.exchange_cover import CoverDialog
from ui.screens.exchange_mail import MailGuide
from ui.screens.exchange_wish import MAIL
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints)")
PATIENCE = 20_000  # milliseconds at most
SMALL = 200_000  # bytes of a part


@pytest.fixture
def mails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for files to attach; nothing is opened in another program."""
    folder = tmp_path / "mails"
    folder.mkdir()
    monkeypatch.setattr(exchange_hand_over, "mail_folder", lambda: folder)
    return folder


@pytest.fixture
def bulky(registered: Desk, tmp_path: Path) -> Desk:
    """The registered desk with a document that needs several parts."""
    file = tmp_path / "scan.bin"
    file.write_bytes(os.urandom(3 * SMALL))
    activity = registered.new_id()
    registered.save([Edit("activity", activity, {"title": {"en": "Scans"}})])
    registered.attach(file, {"title": {"en": "Scan"}, "activity": activity})
    return registered


def choose(box: Any, value: Any) -> None:
    """Chooses an entry as a person does."""
    at = box.findData(value)
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)


def opened(qtbot: Any, window: MainWindow, kind: type[QDialog]) -> Any:
    """The dialog of a kind that stands open."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)), timeout=PATIENCE)
    return next(one for one in window.findChildren(kind) if one.isVisible())


def named(parent: QWidget, kind: type[QWidget], name: str) -> Any:
    """The newest widget of a name."""
    return parent.findChildren(kind, name)[-1]


def mail_it(qtbot: Any, window: MainWindow, screen: ExchangeScreen) -> MailGuide:
    """Chooses e-mail, and presses the main button."""
    qtbot.waitUntil(screen.hand_over.wishes.isEnabled, timeout=PATIENCE)
    choose(screen.hand_over.wishes.way, MAIL)
    assert screen.hand_over.button.text() == "Prepare the e-mail"
    press(qtbot, screen.hand_over.button)
    return opened(qtbot, window, MailGuide)


# By e-mail


def test_a_mail_is_prepared_step_by_step_and_counts_as_sent_when_a_person_says_so(
    qtbot: Any, window: MainWindow, registered: Desk, mails: Path
) -> None:
    screen = open_exchange(qtbot, window)
    only_here = int(peer_cell(screen, 1))
    guide = mail_it(qtbot, window, screen)
    qtbot.keyClicks(guide.address.line, "brs@example.org")
    press(qtbot, guide.main_button)
    (mail,) = guide.mails
    wait_for_step(qtbot, guide, mail)
    (file,) = mails.glob("*.BDESK")
    assert mail.file.text.text() == file.name
    press(qtbot, mail.to.button)
    assert QApplication.clipboard().text() == "brs@example.org"
    press(qtbot, mail.message.button)
    assert "BCRC-SEN" in QApplication.clipboard().text()
    assert len(QApplication.clipboard().text().splitlines()) > 5
    qtbot.waitUntil(lambda: peer_cell(screen, 1) == str(only_here), timeout=PATIENCE)  # prepared is not sent
    assert "Did you send it?" in named(screen, QLabel, "prepared_SECRETARIAT").text()
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    assert guide.heading.text() == "Sent"
    press(qtbot, guide.main_button)
    qtbot.waitUntil(lambda: peer_cell(screen, 2) == str(only_here), timeout=PATIENCE)
    assert not screen.hand_over.prepared.isVisible()
    assert read_correspondent(registered, "SECRETARIAT").address == "brs@example.org"


def test_not_yet_stays_prepared_until_answered_later(qtbot: Any, window: MainWindow, registered: Desk, mails: Path) -> None:
    screen = open_exchange(qtbot, window)
    guide = mail_it(qtbot, window, screen)
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.mails[0])
    press(qtbot, guide.mails[0].later_button)
    wait_for_step(qtbot, guide, guide.end)
    assert guide.heading.text() == "Prepared, not sent"
    press(qtbot, guide.main_button)
    for file in mails.iterdir():
        file.unlink()  # a tidy person
    qtbot.waitUntil(lambda: bool(screen.findChildren(QPushButton, "mail_on_SECRETARIAT")), timeout=PATIENCE)
    press(qtbot, named(screen, QPushButton, "mail_on_SECRETARIAT"))
    again = opened(qtbot, window, MailGuide)
    assert all(file.is_file() for file in again.mailing.files)  # written once more
    qtbot.keyClick(again, Qt.Key.Key_Escape)
    press(qtbot, named(screen, QPushButton, "mail_yes_SECRETARIAT"))
    qtbot.waitUntil(lambda: not screen.hand_over.prepared.isVisible(), timeout=PATIENCE)
    assert int(peer_cell(screen, 1)) == 0


def test_what_is_no_address_is_said_in_the_guide(qtbot: Any, window: MainWindow, registered: Desk, mails: Path) -> None:
    guide = mail_it(qtbot, window, open_exchange(qtbot, window))
    qtbot.keyClicks(guide.address.line, "not an address")
    press(qtbot, guide.main_button)
    qtbot.waitUntil(guide.banner.isVisible, timeout=PATIENCE)
    assert guide.step is guide.address


# In parts


@pytest.fixture
def parts(bulky: Desk, tmp_path: Path) -> list[Path]:
    """The parts of a bundle for the secretariat."""
    folder = tmp_path / "parts"
    folder.mkdir()
    found = [path for path, _size in export_bundle(bulky, "secretariat", folder, max_part=SMALL).files]
    assert len(found) > 2
    return found


@pytest.fixture
def missing(bulky: Desk, secretariat: Desk, parts: list[Path], tmp_path: Path) -> Path:
    """The secretariat's receipt that says that all but the first part have not come."""
    import_bundle(secretariat, parts[:1])
    return export_receipt(secretariat, "BCRC-SEN", tmp_path).path


def test_a_part_that_got_lost_is_written_again_byte_for_byte(
    qtbot: Any, window: MainWindow, bulky: Desk, parts: list[Path], missing: Path, stick: Path
) -> None:
    import_bundle(bulky, [missing])
    screen = open_exchange(qtbot, window)
    label = named(screen, QLabel, "asked_SECRETARIAT")
    assert f"2–{len(parts)}" in label.text()
    press(qtbot, named(screen, QPushButton, "asked_SECRETARIAT_button"))
    guide = opened(qtbot, window, AgainGuide)
    assert guide.choose.chosen() == tuple(range(2, len(parts) + 1))
    press(qtbot, guide.main_button)
    guide.write.place.choose([stick])
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    again = {path.name: path.read_bytes() for path in stick.glob("*.BDESK")}
    assert again == {path.name: path.read_bytes() for path in parts[1:]}


def test_one_part_is_written_again_when_somebody_asks_for_it_by_phone(
    qtbot: Any, window: MainWindow, bulky: Desk, parts: list[Path], stick: Path
) -> None:
    screen = open_exchange(qtbot, window)
    press(qtbot, screen.hand_over.wishes.more)
    qtbot.waitUntil(screen.hand_over.wishes.again_button.isEnabled, timeout=PATIENCE)
    press(qtbot, screen.hand_over.wishes.again_button)
    guide = opened(qtbot, window, AgainGuide)
    assert not guide.main_button.isEnabled()  # nothing is chosen yet
    guide.choose.list.setCurrentRow(1)
    qtbot.keyClick(guide.choose.list, Qt.Key.Key_Space)
    press(qtbot, guide.main_button)
    guide.write.place.choose([stick])
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    (again,) = stick.glob("*.BDESK")
    assert again.read_bytes() == parts[1].read_bytes()


def at_other_side(qtbot: Any, secretariat: Desk, runner: Any, settings: Any, language: Any) -> MainWindow:
    """The secretariat's window."""
    from ui.notices import Notices

    made = MainWindow(secretariat, runner, Notices(), settings, language)
    qtbot.addWidget(made)
    with qtbot.waitActive(made, timeout=PATIENCE):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def there(qtbot: Any, secretariat: Desk, runner: Any, settings: Any, language: Any) -> MainWindow:
    """The secretariat's window."""
    return at_other_side(qtbot, secretariat, runner, settings, language)


def take_in(qtbot: Any, screen: ExchangeScreen, paths: list[Path]) -> str:
    """Looks at files, and takes them in; what was said before."""
    screen.take_in.consider(paths)
    qtbot.waitUntil(screen.take_in.take_button.isVisible, timeout=PATIENCE)
    said = screen.take_in.outcome.text()
    press(qtbot, screen.take_in.take_button)
    qtbot.waitUntil(lambda: "Taken in" in screen.take_in.outcome.text(), timeout=PATIENCE)
    return said


def test_parts_wait_are_named_and_listed_and_are_taken_in_when_all_are_there(
    qtbot: Any, there: MainWindow, secretariat: Desk, parts: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr("ui.screens.exchange_copying.open_file", shown.append)
    screen = open_exchange(qtbot, there)
    said = take_in(qtbot, screen, [parts[1]])
    assert "waits for" in said
    qtbot.waitUntil(screen.peers.waiting.isVisible, timeout=PATIENCE)
    screen.peers.waiting.save_list([tmp_path / "list.txt"])
    qtbot.waitUntil(lambda: bool(shown), timeout=PATIENCE)
    listed = shown[0].read_text(encoding="utf-8")
    assert "BCRC-SEN" in listed
    assert "1, 3" in listed.replace("\u2013", "-") or "1, 3-" in listed.replace("\u2013", "-")
    take_in(qtbot, screen, [path for path in parts if path is not parts[1]])
    qtbot.waitUntil(lambda: not screen.peers.waiting.isVisible(), timeout=PATIENCE)
    assert secretariat.count(ListQuery("activity")) == 2


def test_a_person_may_stop_waiting_for_parts(qtbot: Any, there: MainWindow, parts: list[Path]) -> None:
    screen = open_exchange(qtbot, there)
    take_in(qtbot, screen, parts[:1])
    qtbot.waitUntil(screen.peers.waiting.isVisible, timeout=PATIENCE)
    (button,) = [one for one in screen.peers.waiting.findChildren(QPushButton) if one.objectName().startswith("waiting_")]
    press(qtbot, button)
    box = named(there, QDialog, "discard")
    assert box.defaultButton().text() == "Keep waiting"
    press(qtbot, named(box, QPushButton, "discard_do"))
    qtbot.waitUntil(lambda: not screen.peers.waiting.isVisible(), timeout=PATIENCE)


@pytest.mark.parametrize(("numbers", "said"), [([1], "1"), ([1, 2, 3], "1–3"), ([7, 1, 2], "1–2, 7"), ([], "")])
def test_missing_parts_are_joined_to_runs(qapp: Any, numbers: list[int], said: str) -> None:
    assert list_parts(numbers) == said


def test_a_rehearsal_says_exactly_what_the_import_then_does(
    qtbot: Any, window: MainWindow, registered: Desk, from_secretariat: Path
) -> None:
    screen = open_exchange(qtbot, window)
    before = take_in(qtbot, screen, [from_secretariat]).splitlines()
    after = screen.take_in.outcome.text().splitlines()
    assert before[0] != after[0]
    assert before[1:] == after[1:]
    assert any("Directory" in line for line in before)


def test_the_acknowledgement_of_what_came_is_written_on_the_spot(
    qtbot: Any, window: MainWindow, registered: Desk, secretariat: Desk, from_secretariat: Path, stick: Path
) -> None:
    screen = open_exchange(qtbot, window)
    take_in(qtbot, screen, [from_secretariat])
    press(qtbot, screen.take_in.receipt_button)
    guide = opened(qtbot, window, AcknowledgeGuide)
    guide.write.place.choose([stick])
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    (file,) = stick.glob("RECEIPT-*.BDESK")
    assert file.name in guide.sentence.text()
    assert import_bundle(secretariat, [file]).receipts == 1


def test_an_acknowledgement_travels_on_paper_and_is_taken_in_from_a_scan(
    qtbot: Any, window: MainWindow, registered: Desk, secretariat: Desk, stick: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("ui.screens.exchange_copying.open_file", lambda _path: None)
    import_bundle(secretariat, [path for path, _size in export_bundle(registered, "secretariat", tmp_path).files])
    from ui.screens.exchange_paper import print_acknowledgement

    page = print_acknowledgement(secretariat, "BCRC-SEN", tmp_path)
    screen = open_exchange(qtbot, window)
    screen.take_in.consider([page])
    qtbot.waitUntil(lambda: "on paper was taken in" in screen.take_in.sentence.text(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: int(peer_cell(screen, 3)) > 0, timeout=PATIENCE)
    screen.take_in.consider([page])
    qtbot.waitUntil(lambda: "here already" in screen.take_in.sentence.text(), timeout=PATIENCE)


def test_the_page_is_printed_from_the_guide(
    qtbot: Any, window: MainWindow, registered: Desk, from_secretariat: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr("ui.screens.exchange_copying.open_file", shown.append)
    screen = open_exchange(qtbot, window)
    take_in(qtbot, screen, [from_secretariat])
    press(qtbot, screen.take_in.receipt_button)
    guide = opened(qtbot, window, AcknowledgeGuide)
    guide.write.place.choose([stick])
    qtbot.keyClick(guide.write.paper, Qt.Key.Key_Space)
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    assert shown[0].read_bytes().startswith(b"%PDF")
    press(qtbot, guide.main_button)


# Between laptops of one centre


@pytest.fixture
def laptop(registered: Desk, secretariat: Desk, tmp_path: Path) -> Iterator[Desk]:
    """The centre's other computer, registered; this one has heard of it."""
    with found_centre(tmp_path / "laptop", "BCRC-SEN", device_name="Laptop") as made:
        reply = accept(secretariat, read_request(ask_to_join(made))).reply
        join(made, read_answer(made, reply))
        import_bundle(registered, [export_roster(secretariat, tmp_path).path])
        yield made


def test_what_is_for_the_centre_alone_goes_to_its_other_computer(
    qtbot: Any, window: MainWindow, registered: Desk, laptop: Desk, stick: Path
) -> None:
    partner = registered.new_id()
    registered.save([Edit("partner", partner, {"name": {"en": "UNITAR"}})])
    registered.save([Edit("contact", registered.new_id(), {"partner": partner, "person": "Jane Doe"})])
    screen = open_exchange(qtbot, window)
    qtbot.waitUntil(lambda: screen.hand_over.wishes.addressee.count() == 2, timeout=PATIENCE)
    assert screen.hand_over.wishes.addressee.itemText(1) == "Our other computers"
    choose(screen.hand_over.wishes.addressee, "BCRC-SEN")
    qtbot.waitUntil(lambda: "own computers go along" in screen.hand_over.estimate.text(), timeout=PATIENCE)
    screen.hand_over.wishes.place.choose([stick])
    press(qtbot, screen.hand_over.button)
    qtbot.waitUntil(screen.hand_over.result.isVisible, timeout=PATIENCE)
    (file,) = stick.glob("*.BDESK")
    assert not import_bundle(laptop, [file]).refused
    assert [row.values["person"] for row in laptop.find("contact", partner=partner)] == ["Jane Doe"]


# Before it is written, and what lies there


def test_what_goes_along_is_said_before_it_is_written(qtbot: Any, window: MainWindow, bulky: Desk) -> None:
    screen = open_exchange(qtbot, window)
    qtbot.waitUntil(lambda: "1 document" in screen.hand_over.estimate.text(), timeout=PATIENCE)
    choose(screen.hand_over.wishes.documents, "none")
    assert "no documents" in screen.hand_over.estimate.text() or "0 documents" in screen.hand_over.estimate.text()
    assert screen.hand_over.wishes.wish().documents == "none"


def test_a_stick_that_is_too_small_is_said_before(
    qtbot: Any, window: MainWindow, bulky: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from baseldesk.sync.volumes import Volume
    from ui.screens import exchange_volumes

    monkeypatch.setattr(exchange_volumes, "list_volumes", lambda: [Volume("TINY", stick, 1_000_000, 1_000)])
    screen = open_exchange(qtbot, window)
    qtbot.waitUntil(lambda: "TINY has too little space" in screen.hand_over.estimate.text(), timeout=PATIENCE)


def test_the_cover_note_is_shown_and_saved_as_a_page(
    qtbot: Any, window: MainWindow, registered: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr("ui.screens.exchange_copying.open_file", shown.append)
    screen = open_exchange(qtbot, window)
    screen.hand_over.hand_over(screen.hand_over.wishes.wish(), stick)
    qtbot.waitUntil(screen.hand_over.result.isVisible, timeout=PATIENCE)
    press(qtbot, screen.hand_over.result.note_button)
    dialog = opened(qtbot, window, CoverDialog)
    (file,) = stick.glob("*.BDESK")
    assert file.name in dialog.text.toPlainText()
    dialog.save([tmp_path / "note.pdf"])
    qtbot.waitUntil(lambda: bool(shown), timeout=PATIENCE)
    assert shown[0].read_bytes().startswith(b"%PDF")
    dialog.reject()


# The diary


def test_the_diary_is_filtered_and_a_line_told_in_full(
    qtbot: Any, window: MainWindow, registered: Desk, from_secretariat: Path
) -> None:
    import_bundle(registered, [from_secretariat])
    export_bundle(registered, "secretariat", from_secretariat.parent)
    screen = open_exchange(qtbot, window)
    rows = screen.diary.table.lines
    assert rows.rowCount() == 2
    choose(screen.diary.filter, exchange_diary_panel.IN)
    assert rows.rowCount() == 1
    choose(screen.diary.filter, exchange_diary_panel.WRONG)
    assert screen.diary.nothing.isVisible()
    choose(screen.diary.filter, exchange_diary_panel.ALL)
    screen.diary.table.selectRow(0)
    screen.diary.table.setFocus()
    qtbot.keyClick(screen.diary.table, Qt.Key.Key_Return)
    box = named(window, QDialog, "diary_details")
    said = " ".join(label.text() for label in box.findChildren(QLabel))
    assert ".BDESK" in said
    press(qtbot, box.copy_button)
    assert ".BDESK" in QApplication.clipboard().text()
    box.reject()


def test_the_support_file_is_written_and_said(
    qtbot: Any, window: MainWindow, registered: Desk, from_secretariat: Path, tmp_path: Path
) -> None:
    screen = open_exchange(qtbot, window)
    with qtbot.waitSignal(window.places.said, check_params_cb=lambda text: "support.json" in text, timeout=PATIENCE):
        screen.diary.save_support([tmp_path / "support.json"])
    assert (tmp_path / "support.json").read_bytes().startswith(b"{")

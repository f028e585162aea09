"""Send and receive in two clicks from Home: what was chosen there is begun here, and one button is the main one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFileDialog, QPushButton

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.sync.bundle import Imported, export_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.importing import TakenIn
from baseldesk.sync.intake import Totals
from baseldesk.sync.joining import accept, ask_to_join, join, read_answer
from baseldesk.sync.station import found_centre, found_secretariat
from baseldesk.sync.volumes import Volume
from ui import theme
from ui.history import Step
from ui.screens import exchange_volumes, exchange_writing
from ui.screens.exchange import ExchangeScreen
from ui.screens.exchange_mail import MailGuide
from ui.screens.exchange_sorting import sort_files
from ui.screens.exchange_wish import STICK
from ui.window import MainWindow

PATIENCE = 20_000


@pytest.fixture
def secretariat(tmp_path: Path) -> Iterator[Desk]:
    """The secretariat's desk."""
    with found_secretariat(tmp_path / "secretariat", device_name="Geneva") as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, secretariat: Desk) -> Iterator[Desk]:
    """A centre's registered desk with something to send."""
    with found_centre(tmp_path / "desk", "BCRC-SEN", device_name="Bureau 1") as made:
        join(made, read_answer(made, accept(secretariat, read_request(ask_to_join(made))).reply))
        made.save([Edit("activity", made.new_id(), {"title": {"fr": "Formation"}})])
        yield made


@pytest.fixture
def plugged_in(monkeypatch: pytest.MonkeyPatch) -> list[Volume]:
    """The sticks; a test puts one in."""
    sticks: list[Volume] = []
    monkeypatch.setattr(exchange_volumes, "list_volumes", lambda: list(sticks))
    return sticks


def put_in(plugged_in: list[Volume], folder: Path) -> Path:
    """Plugs a stick in."""
    folder.mkdir()
    plugged_in.append(Volume(folder.name, folder, 4_000_000_000, 4_000_000_000))
    return folder


def go(qtbot: Any, window: MainWindow, **place: Any) -> ExchangeScreen:
    """As Home's buttons do it."""
    window.show_screen("exchange", **place)
    screen: Any = window.places.here
    qtbot.waitUntil(lambda: screen.is_ready, timeout=PATIENCE)
    return screen


def main_buttons(screen: ExchangeScreen) -> list[str]:
    """Those in the colour of the main button."""
    seen = [one for one in screen.findChildren(QPushButton) if one.isVisible() and one.font().bold()]
    accent, ground = theme.color("accent"), (QPalette.ColorGroup.Active, QPalette.ColorRole.Button)
    return [one.objectName() for one in seen if one.palette().color(*ground) == accent]


def test_with_one_stick_one_more_click_writes(qtbot: Any, window: MainWindow, plugged_in: list[Volume], tmp_path: Path) -> None:
    stick = put_in(plugged_in, tmp_path / "KINGSTON")
    screen = go(qtbot, window, hand_over="stick")
    qtbot.waitUntil(lambda: screen.hand_over.button.isEnabled() and "KINGSTON" in screen.hand_over.button.text())
    assert main_buttons(screen) == ["hand_over_button"]
    assert screen.hand_over.button.hasFocus()
    qtbot.waitUntil(lambda: "Goes along" in screen.hand_over.estimate.text())
    said = screen.hand_over._size()
    qtbot.mouseClick(screen.hand_over.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(screen.hand_over.result.isVisible, timeout=PATIENCE)
    assert "safe to remove" in screen.hand_over.result.text.text()
    (file,) = stick.glob("*.BDESK")
    assert said >= file.stat().st_size  # «at most»
    qtbot.waitUntil(lambda: main_buttons(screen) == ["take_in_choose"])  # what is written calls no more


def test_without_a_stick_it_waits_for_one_and_takes_it(
    qtbot: Any, window: MainWindow, plugged_in: list[Volume], tmp_path: Path
) -> None:
    screen = go(qtbot, window, hand_over="stick")
    qtbot.waitUntil(lambda: "Plug in a stick" in screen.hand_over.estimate.text())
    assert not screen.hand_over.button.isEnabled()
    stick = put_in(plugged_in, tmp_path / "KINGSTON")
    screen.volumes.look()
    qtbot.waitUntil(screen.hand_over.button.isEnabled)
    assert screen.hand_over.wishes.place.folder() == stick
    assert "Plug in" not in screen.hand_over.estimate.text()


def test_a_stick_is_meant_even_where_a_folder_was_used_last(
    qtbot: Any, window: MainWindow, plugged_in: list[Volume], tmp_path: Path
) -> None:
    screen = go(qtbot, window)
    screen.hand_over.wishes.place.choose([tmp_path])
    stick = put_in(plugged_in, tmp_path / "KINGSTON")
    screen.volumes.look()
    qtbot.waitUntil(lambda: bool(screen.volumes.sticks()))
    assert screen.hand_over.wishes.place.folder() == tmp_path
    screen.hand_over.begin(STICK)
    assert screen.hand_over.wishes.place.folder() == stick


def test_the_mail_is_prepared_at_once_and_its_steps_are_there(
    qtbot: Any, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_writing.QStandardPaths, "writableLocation", lambda _which: str(tmp_path / "Documents"))
    screen = go(qtbot, window, hand_over="mail")
    qtbot.waitUntil(lambda: bool(window.findChildren(MailGuide)), timeout=PATIENCE)
    guide = window.findChildren(MailGuide)[-1]
    assert guide.mailing.files[0].is_file()
    guide.reject()
    window.show_screen("settings")
    window.places.back()
    assert window.places.here is screen
    assert window.places.history.here == Step("exchange", {})  # coming back is not choosing it again
    assert not screen.hand_over._is_asked_for


def test_a_mail_of_many_parts_waits_for_a_person(qtbot: Any, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.screens.exchange_hand_over.count_bytes", lambda _seen, _budget: 50_000_000)
    screen = go(qtbot, window, hand_over="mail")
    qtbot.waitUntil(lambda: screen.hand_over._preview is not None and screen.hand_over.button.hasFocus(), timeout=PATIENCE)
    assert not screen.hand_over.is_working
    assert not window.findChildren(MailGuide)


def test_taking_in_looks_on_the_stick_or_asks_for_files(
    qtbot: Any, window: MainWindow, secretariat: Desk, plugged_in: list[Volume], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: asked.append(dialog.windowTitle()))
    screen = go(qtbot, window, take_in=True)
    qtbot.waitUntil(lambda: asked == ["Which files came?"], timeout=PATIENCE)
    assert main_buttons(screen) == ["take_in_choose"]
    stick = put_in(plugged_in, tmp_path / "KINGSTON")
    export_bundle(window.context.desk, "secretariat", stick)  # one's own, still on the stick
    secretariat.save([Edit("directory_partner", secretariat.new_id(), {"name": {"en": "UNEP"}})])
    export_bundle(secretariat, "BCRC-SEN", stick)
    window.show_screen("settings")
    window.show_screen("exchange", take_in=True)
    qtbot.waitUntil(screen.take_in.take_button.isVisible, timeout=PATIENCE)
    assert len(asked) == 1
    assert "Secretariat" in screen.take_in.outcome.text()
    assert "BCRC-SEN" not in screen.take_in.outcome.text()
    assert not screen.take_in.refused.isVisible()
    assert main_buttons(screen) == ["take_in_button"]
    screen.take_in.not_now_button.click()
    screen.take_in.consider(sorted(stick.iterdir()))  # named themselves, all are looked at
    qtbot.waitUntil(screen.take_in.take_button.isVisible, timeout=PATIENCE)
    assert "BCRC-SEN" not in screen.take_in.outcome.text()


def test_what_was_written_here_is_no_news(qtbot: Any, window: MainWindow, tmp_path: Path) -> None:
    screen, stick = go(qtbot, window), tmp_path / "KINGSTON"
    stick.mkdir()
    own = export_bundle(window.context.desk, "secretariat", stick).files[0][0]
    screen.take_in.consider([stick])
    qtbot.waitUntil(lambda: "written on this computer" in screen.take_in.sentence.text(), timeout=PATIENCE)
    screen.take_in.consider([own])  # named itself, it is looked at
    qtbot.waitUntil(lambda: "here already" in screen.take_in.outcome.text(), timeout=PATIENCE)


def test_what_needs_a_person_after_taking_in_is_one_click_away(qtbot: Any, window: MainWindow) -> None:
    screen = go(qtbot, window)
    one = TakenIn("SECRETARIAT", b"b" * 16, Totals(new=2, not_allowed=[(b"r" * 16, 1), (b"r" * 16, 2)]))
    screen.take_in._on_taken_in(Imported(bundles=[one]))
    button = screen.take_in.needs_button
    assert button.text() == "Look at the 2 that need you"
    assert main_buttons(screen) == ["take_in_needs"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.places.here is window.places.screens["todo"]


def test_what_served_for_registering_and_lies_on_the_stick_is_passed_over(desk: Desk, secretariat: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    with found_centre(tmp_path / "new", "BCRC-IDN", device_name="Kantor") as new:
        (stick / "REQUEST-new.BDESK").write_bytes(ask_to_join(new))
        (stick / "REQUEST-old.BDESK").write_bytes(ask_to_join(desk))
        desks = {"new": new, "old": desk, "there": secretariat}
        before = {name: [path.name for _kind, path in sort_files([stick], one).others] for name, one in desks.items()}
        (stick / "REPLY-new.BDESK").write_bytes(accept(secretariat, read_request(stick / "REQUEST-new.BDESK")).reply)
        after = {name: [path.name for _kind, path in sort_files([stick], one).others] for name, one in desks.items()}
    assert before == {"new": [], "old": [], "there": ["REQUEST-new.BDESK"]}
    assert after == {"new": ["REPLY-new.BDESK"], "old": [], "there": []}
    assert [path.name for _kind, path in sort_files([stick / "REQUEST-old.BDESK"], desk).others] == ["REQUEST-old.BDESK"]

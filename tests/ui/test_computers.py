"""Registered computers and the keys of this one, as a person without technical knowledge meets them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from baseldesk.desk.desk import Desk
from baseldesk.errors import DeskError
from baseldesk.sync import key_store_keyring, passphrase_file
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.joining import accept, ask_to_join, join, read_answer
from baseldesk.sync.key_store import PASSPHRASE, keys_of
from baseldesk.sync.key_store_passphrase import lock
from baseldesk.sync.own_keys import own_key
from baseldesk.sync.station import found_centre, found_secretariat
from ui.passphrase import PassphraseAsker, PassphraseDialog
from ui.screens.computers import ComputersScreen
from ui.screens.computers_store import StoreGuide
from ui.widgets.guide import Guide, Step
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints)")
PATIENCE = 30_000  # milliseconds at most: a passphrase takes a second of work, on purpose
SECRET = "four plain words here"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests never touch the keyring of the person who runs them."""
    monkeypatch.setattr(key_store_keyring, "find_keyring", lambda: None)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A centre's desk, registered."""
    with found_centre(tmp_path / "desk", "BCRC-SEN", device_name="Bureau 1") as made:
        with found_secretariat(tmp_path / "secretariat", device_name="Geneva") as secretariat:
            join(made, read_answer(made, accept(secretariat, read_request(ask_to_join(made))).reply))
        yield made
        lock(made.folder)


@pytest.fixture
def screen(qtbot: Any, window: MainWindow) -> ComputersScreen:
    """The screen, with its list read."""
    window.show_screen("computers")
    here = window.places.here
    assert isinstance(here, ComputersScreen)
    qtbot.waitUntil(lambda: here.is_ready, timeout=PATIENCE)
    return here


def press(qtbot: Any, widget: QWidget) -> None:
    """A click with the mouse."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def opened(qtbot: Any, window: MainWindow, kind: type[QWidget]) -> Any:
    """The dialog of a kind that stands open."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)), timeout=PATIENCE)
    return next(one for one in window.findChildren(kind) if one.isVisible())


def wait_for_step(qtbot: Any, guide: Guide, step: Step) -> None:
    """Until the guide has come to a step."""
    qtbot.waitUntil(lambda: guide.step is step, timeout=PATIENCE)


def test_the_list_names_every_computer_and_its_words(qtmodeltester: Any, screen: ComputersScreen) -> None:
    qtmodeltester.check(screen.table.rows)
    rows = [[screen.table.rows.index(row, column).data() for column in range(5)] for row in range(2)]
    assert [row[:4] for row in rows] == [
        ["Secretariat", "A", "Geneva", "registered"],
        ["BCRC-SEN", "A", "Bureau 1", "this computer"],
    ]
    assert all(len(row[4].split()) == 6 for row in rows)
    assert "List no. 2" in screen.card.sentence.text()
    assert not screen.accept_button.isVisible()  # that is the secretariat's


def test_keys_go_behind_a_passphrase_and_work_there(qtbot: Any, window: MainWindow, screen: ComputersScreen, desk: Desk) -> None:
    press(qtbot, screen.keys.store_button)
    guide = opened(qtbot, window, StoreGuide)
    assert not guide.main_button.isEnabled()  # they are in a file already
    keyring = guide.way.choices["keyring"]
    qtbot.waitUntil(lambda: "has no keyring" in keyring.accessibleDescription(), timeout=PATIENCE)  # why it is greyed
    assert not keyring.isEnabled()
    qtbot.keyClick(guide.way.choices["passphrase"], Qt.Key.Key_Space)
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.secret)
    assert "Nobody can find out" in guide.sentence.text()
    qtbot.keyClicks(guide.secret.first, "short")
    qtbot.keyClicks(guide.secret.second, "short")
    assert not guide.main_button.isEnabled()
    assert "At least 8" in guide.secret.hint.text()
    for line in (guide.secret.first, guide.secret.second):
        line.clear()
        qtbot.keyClicks(line, SECRET)
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    press(qtbot, guide.main_button)
    qtbot.waitUntil(lambda: "behind a passphrase" in screen.keys.sentence.text(), timeout=PATIENCE)
    assert keys_of(desk.folder).kind == PASSPHRASE
    assert own_key(desk).key_id == desk.device


def test_two_passphrases_that_differ_keep_the_keys_where_they_are(
    qtbot: Any, window: MainWindow, screen: ComputersScreen, desk: Desk
) -> None:
    press(qtbot, screen.keys.store_button)
    guide = opened(qtbot, window, StoreGuide)
    qtbot.keyClick(guide.way.choices["passphrase"], Qt.Key.Key_Space)
    press(qtbot, guide.main_button)
    qtbot.keyClicks(guide.secret.first, SECRET)
    qtbot.keyClicks(guide.secret.second, SECRET + "!")
    assert not guide.main_button.isEnabled()
    assert "not the same" in guide.secret.hint.text()
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert keys_of(desk.folder).kind == "file"


@pytest.fixture
def locked(desk: Desk) -> Desk:
    """The desk, its keys behind a passphrase that was not given since the start."""
    from baseldesk.sync.key_store import move_keys

    move_keys(desk.folder, PASSPHRASE, SECRET)
    lock(desk.folder)
    return desk


@pytest.fixture
def asker(window: MainWindow, locked: Desk) -> Iterator[PassphraseAsker]:
    """The window as the one that is asked."""
    made = PassphraseAsker(locked.folder, window)
    made.install()
    yield made
    made.remove()


def test_a_passphrase_is_asked_for_until_it_is_right(
    qtbot: Any, window: MainWindow, asker: PassphraseAsker, locked: Desk
) -> None:
    found: list[Any] = []
    task = window.context.runner.read(partial(own_key, locked), found.append)
    dialog = opened(qtbot, window, PassphraseDialog)
    qtbot.keyClicks(dialog.line, "not this one")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asker.dialog not in (None, dialog), timeout=PATIENCE)
    again = opened(qtbot, window, PassphraseDialog)
    assert again.wrong.isVisible()
    qtbot.keyClicks(again.line, SECRET)
    qtbot.keyClick(again.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(found), timeout=PATIENCE)
    assert found[0].key_id == locked.device
    assert task is not None


def test_two_who_want_the_key_at_once_ask_once_and_it_is_opened_once(
    qtbot: Any, window: MainWindow, asker: PassphraseAsker, locked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    unseal = passphrase_file.unseal
    monkeypatch.setattr(passphrase_file, "unseal", lambda sealed, words: tried.append(words) or unseal(sealed, words))
    found: list[Any] = []
    for _reader in range(2):
        window.context.runner.read(partial(own_key, locked), found.append)
    dialog = opened(qtbot, window, PassphraseDialog)
    qtbot.keyClicks(dialog.line, SECRET)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(found) == 2, timeout=PATIENCE)
    assert tried == [SECRET]


def test_who_does_not_want_to_is_told_what_cannot_be_done(
    qtbot: Any, window: MainWindow, asker: PassphraseAsker, locked: Desk
) -> None:
    failed: list[BaseException] = []
    window.context.runner.read(partial(own_key, locked), failed.append, failed.append)
    qtbot.keyClick(opened(qtbot, window, PassphraseDialog), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(failed), timeout=PATIENCE)
    assert isinstance(failed[0], DeskError)
    assert failed[0].code == "key.locked"

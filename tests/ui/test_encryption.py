"""Protection as a person turns it on, and the passphrase before the window."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from baseldesk.desk.at_rest import is_encrypted
from baseldesk.desk.shown import ListQuery
from baseldesk.errors import DeskError
from baseldesk.sync import key_store_passphrase, protection
from baseldesk.sync.key_store import PASSPHRASE, move_keys
from baseldesk.sync.opening import open_desk
from baseldesk.sync.recovery import make_key, register_key
from tests.quick_scrypt import use_quick_scrypt
from ui import app as start
from ui.first_run_trouble import can_be_put_aside
from ui.screens import Context
from ui.screens.computers_store import StoreGuide
from ui.screens.settings_encryption import EncryptionCard
from ui.settings import Settings
from ui.unlock import UnlockDialog

PATIENCE = 20_000
WORDS = "wide river, quiet stone"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase that costs no time."""
    use_quick_scrypt(monkeypatch)


def answer(card: EncryptionCard, qtbot: Any) -> None:
    """Says yes to the question."""
    box = card.window().findChild(QMessageBox, "protection_question")
    assert box is not None
    box.findChild(QPushButton, "protection_yes").click()


def test_it_is_turned_on_and_off_and_says_what_is_lost(qtbot: Any, context: Context, records: dict[str, bytes]) -> None:
    desk = context.desk
    card = EncryptionCard(context)
    qtbot.addWidget(card)
    card.show()
    qtbot.waitUntil(lambda: card._known is not None, timeout=PATIENCE)
    assert not card.button.isEnabled()  # keys in files would lie beside what they open
    assert "first choose" in " ".join(note.text() for note in card.notes).lower()
    move_keys(desk.folder, PASSPHRASE, WORDS)
    card.look()
    qtbot.waitUntil(card.button.isEnabled, timeout=PATIENCE)
    card.button.click()
    answer(card, qtbot)
    qtbot.waitUntil(lambda: card.off_button.isVisibleTo(card) and card.off_button.isEnabled(), timeout=PATIENCE)
    assert desk.count(ListQuery("activity")) == 3
    assert "no printed recovery key" in " ".join(note.text() for note in card.notes)
    assert not card.button.isVisibleTo(card)
    card.store_button.click()  # another passphrase, and no question where the keys are to be kept
    guide = card.window().findChild(StoreGuide)
    assert (guide.step, guide.count.text()) == (guide.secret, "Step 1 of 2")
    assert not guide.back_button.isVisible()
    guide.reject()
    desk.save([])
    card.off_button.click()
    answer(card, qtbot)
    qtbot.waitUntil(lambda: desk.database.key is None and card.button.isEnabled(), timeout=PATIENCE)
    assert not card.off_button.isVisibleTo(card)


@pytest.fixture
def locked(empty_desk_folder: Path, tmp_path: Path) -> Path:
    """An encrypted desk, and its printed key beside it."""
    folder = tmp_path / "locked"
    shutil.copytree(empty_desk_folder, folder, ignore=shutil.ignore_patterns("desk.lock"))
    move_keys(folder, PASSPHRASE, WORDS)
    with open_desk(folder) as desk:
        protection.protect(desk)
        page = make_key(desk)
        register_key(desk, page)
    (tmp_path / "page.txt").write_text(page.code(), encoding="ascii")
    key_store_passphrase.lock(folder)
    assert is_encrypted(folder / "desk.db")
    return folder


def test_the_passphrase_is_asked_for_until_it_opens(qtbot: Any, locked: Path, use_language: Any) -> None:
    with pytest.raises(DeskError) as refused:
        start.open_desk(locked)
    assert refused.value.code in start.LOCKED
    dialog = UnlockDialog(locked)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.open_button.isEnabled()
    qtbot.keyClicks(dialog.line, "something else")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.wrong.isVisible, timeout=PATIENCE)
    assert "passphrase" in dialog.wrong.text()
    assert dialog.isVisible()
    dialog.line.setText(WORDS)
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE):
        dialog.open_button.click()
    start.open_desk(locked).close()


def test_the_printed_key_opens_it_under_a_new_passphrase(qtbot: Any, locked: Path, use_language: Any) -> None:
    dialog = UnlockDialog(locked)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.page_button.isVisible()
    dialog.page_button.setFocus()
    dialog.use_page([locked.parent / "page.txt"])
    assert dialog.focusWidget() is dialog.line  # the first space would press the button again
    dialog.line.setText("a new long passphrase")
    assert not dialog.open_button.isEnabled()
    dialog.again.setText("a new long passphrase")
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE):
        dialog.open_button.click()
    key_store_passphrase.lock(locked)
    key_store_passphrase.unlock(locked, "a new long passphrase")
    start.open_desk(locked).close()


def test_where_no_passphrase_opens_it_any_more_the_page_is_asked_for(qtbot: Any, locked: Path, use_language: Any) -> None:
    from baseldesk.sync.key_store import keys_of

    key_store_passphrase.unlock(locked, WORDS)
    keys_of(locked).store.forget("at-rest")
    with pytest.raises(DeskError) as refused:
        start.open_desk(locked)
    assert refused.value.code in start.LOST
    assert start._can_unlock(refused.value, locked)
    how = (locked / "keys" / "how.json").read_bytes()
    (locked / "keys" / "how.json").write_bytes(how[:5])  # a damaged disk: the page opens them all the same
    with pytest.raises(DeskError) as damaged:
        start.open_desk(locked)
    assert start._can_unlock(damaged.value, locked)
    (locked / "keys" / "how.json").write_bytes(how)
    dialog = UnlockDialog(locked, "gone", needs_page=True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert [dialog.line.isVisible(), dialog.page_button.isVisible()] == [False, True]
    dialog.use_page([locked.parent / "page.txt"])
    assert dialog.line.isVisible()
    dialog.reject()
    (locked / "keys" / "at-rest.age").unlink()
    assert not start._can_unlock(refused.value, locked)


def test_who_has_neither_passphrase_nor_page_is_led_to_a_backup(
    qtbot: Any, locked: Path, monkeypatch: pytest.MonkeyPatch, qapp: Any, use_language: Any
) -> None:
    points: list[float] = []

    def forget(dialog: UnlockDialog) -> int:
        qtbot.addWidget(dialog)
        dialog.show()
        points.append(dialog.line.font().pointSizeF())
        dialog.forgotten_button.click()
        return dialog.result()

    asked: list[str] = []
    settings, before = Settings(None), qapp.font()
    settings.put("text_percent", 200)  # who needs large letters needs them before the window, too
    monkeypatch.setattr(UnlockDialog, "exec", forget)
    monkeypatch.setattr(start, "_ask_about", lambda _app, error, *_: asked.append(error.code) or "aside")
    for error in (DeskError("protection.secret_missing", place="x"), DeskError("key.locked")):
        assert start._unlock(qapp, error, locked, "ar", settings) == "aside"
    qapp.setFont(before)
    assert min(points) >= 18
    assert asked == ["protection.secret_missing", "protection.forgotten"]
    assert all(can_be_put_aside(DeskError(code)) for code in asked)
    monkeypatch.setattr(UnlockDialog, "exec", lambda _self: 0)
    assert start._unlock(qapp, DeskError("key.locked"), locked, "ar", settings) == ""


def test_another_page_can_be_taken_where_the_first_does_not_open(qtbot: Any, locked: Path, use_language: Any) -> None:
    dialog = UnlockDialog(locked)
    qtbot.addWidget(dialog)
    dialog.show()
    (locked.parent / "other.txt").write_text("nothing", encoding="ascii")
    dialog.use_page([locked.parent / "other.txt"])
    for line in (dialog.line, dialog.again):
        line.setText("a new long passphrase")
    dialog.open_button.click()
    qtbot.waitUntil(dialog.wrong.isVisible, timeout=PATIENCE)
    assert dialog.page_button.isVisible()
    assert dialog.page_button.isEnabled()
    dialog.use_page([locked.parent / "page.txt"])
    assert not dialog.wrong.isVisible()

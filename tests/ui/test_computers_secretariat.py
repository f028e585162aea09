"""At the secretariat, and wherever a root key is: withdrawing a computer, signing in turns, keys on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from baseldesk.desk.desk import Desk
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.joining import accept, ask_to_join, join, membership_of, read_answer
from baseldesk.sync.key_store import keys_of
from baseldesk.sync.recovery import held_keys, wanted_keys
from baseldesk.sync.root_file import RootPlan, root_files
from baseldesk.sync.rotation import is_lost
from baseldesk.sync.station import found_centre, found_secretariat
from tests.ui.test_computers import no_keyring, opened, press, wait_for_step  # noqa: F401  (fixtures)
from ui.notices import Notices
from ui.screens.computers import ComputersScreen
from ui.screens.computers_accept import AcceptGuide
from ui.screens.computers_recovery import RecoveryGuide
from ui.screens.computers_revoke import RevokeGuide
from ui.screens.computers_rotate import LostGuide, RotateGuide
from ui.screens.computers_sign import SignGuide
from ui.widgets.guide import Guide
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints)")
PATIENCE = 20_000  # milliseconds at most


@pytest.fixture
def secretariat(tmp_path: Path) -> Iterator[Desk]:
    """A secretariat with one root key, which lies with it."""
    with found_secretariat(tmp_path / "secretariat", device_name="Geneva") as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, secretariat: Desk) -> Iterator[Desk]:
    """A centre's desk, registered."""
    with found_centre(tmp_path / "desk", "BCRC-SEN", device_name="Bureau 1") as made:
        join(made, read_answer(made, accept(secretariat, read_request(ask_to_join(made))).reply))
        yield made


@pytest.fixture
def show(qtbot: Any, runner: Any, settings: Any, language: Any) -> Callable[[Desk], ComputersScreen]:
    """Opens a desk's window on the registered computers."""
    kept: list[MainWindow] = []

    def show(desk: Desk) -> ComputersScreen:
        made = MainWindow(desk, runner, Notices(), settings, language)
        kept.append(made)
        qtbot.addWidget(made)
        with qtbot.waitActive(made, timeout=PATIENCE):
            made.show()
            made.activateWindow()
        made.show_screen("computers")
        here = made.places.here
        assert isinstance(here, ComputersScreen)
        qtbot.waitUntil(lambda: here.is_ready, timeout=PATIENCE)
        return here

    return show


def tick(qtbot: Any, guide: Guide, name: str) -> None:
    """Ticks a box with the keyboard."""
    qtbot.keyClick(guide.findChild(QCheckBox, name), Qt.Key.Key_Space)


def folder_of(tmp_path: Path, name: str) -> Path:
    """A folder to write to."""
    made = tmp_path / name
    made.mkdir()
    return made


# Withdrawing


def choose_withdrawing(qtbot: Any, screen: ComputersScreen) -> RevokeGuide:
    """The centre's computer, and the button."""
    screen.table.selectRow(1)
    assert screen.chosen().organisation == "BCRC-SEN"  # type: ignore[union-attr]
    press(qtbot, screen.revoke_button)
    return opened(qtbot, screen.window(), RevokeGuide)


def test_a_stolen_computer_is_withdrawn_after_two_steps(qtbot: Any, show: Any, secretariat: Desk, desk: Desk) -> None:
    screen = show(secretariat)
    guide = choose_withdrawing(qtbot, screen)
    assert "Bureau 1" in guide.sentence.text()
    qtbot.keyClicks(guide.why.reason, "stolen")
    press(qtbot, guide.main_button)
    assert guide.step is guide.sure  # with one root key here, nobody is asked who signs
    assert not guide.main_button.isEnabled()
    assert not membership_of(secretariat).roster.is_revoked(desk.device)
    tick(qtbot, guide, "revoke_understood")
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    assert membership_of(secretariat).roster.is_revoked(desk.device)
    qtbot.waitUntil(lambda: screen.table.rows.index(1, 3).data() == "withdrawn", timeout=PATIENCE)
    screen.table.selectRow(1)
    assert not screen.revoke_button.isEnabled()


def test_escape_withdraws_nothing(qtbot: Any, show: Any, secretariat: Desk, desk: Desk) -> None:
    guide = choose_withdrawing(qtbot, show(secretariat))
    press(qtbot, guide.main_button)
    tick(qtbot, guide, "revoke_understood")
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert not membership_of(secretariat).roster.is_revoked(desk.device)


def test_the_own_computer_cannot_be_chosen_for_withdrawing(qtbot: Any, show: Any, secretariat: Desk, desk: Desk) -> None:
    screen = show(secretariat)
    screen.table.selectRow(0)
    assert not screen.revoke_button.isEnabled()


# Signing in turns


@pytest.fixture
def sticks(tmp_path: Path) -> list[Path]:
    """The sticks of three people."""
    return [folder_of(tmp_path, f"stick-{n}") for n in (1, 2, 3)]


@pytest.fixture
def shared(tmp_path: Path, sticks: list[Path]) -> Iterator[Desk]:
    """A secretariat whose lists two of three people have to sign."""
    with found_secretariat(tmp_path / "shared", device_name="Geneva", roots=RootPlan(3, 2, sticks)) as made:
        yield made


def propose(qtbot: Any, screen: ComputersScreen, request: Path, key: Path, out: Path) -> Path:
    """The secretariat takes a request up with one of the root keys; the list that waits for the others."""
    press(qtbot, screen.accept_button)
    guide = opened(qtbot, screen.window(), AcceptGuide)
    guide.read_request(request)
    wait_for_step(qtbot, guide, guide.compare)
    tick(qtbot, guide, "guide_compared")
    press(qtbot, guide.main_button)
    assert guide.step is guide.roots
    guide.roots.take([key])
    qtbot.waitUntil(lambda: len(guide.roots.keys) == 1, timeout=PATIENCE)
    press(qtbot, guide.main_button)
    guide.write.place.choose([out])
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    assert "More root keys" in guide.heading.text()
    press(qtbot, guide.main_button)
    return next(out.glob("LIST-*.BDESK"))


def look_at(qtbot: Any, screen: ComputersScreen, proposal: Path) -> SignGuide:
    """Opens a list, and compares its words."""
    press(qtbot, screen.sign_button)
    guide = opened(qtbot, screen.window(), SignGuide)
    guide.read_proposal(proposal)
    wait_for_step(qtbot, guide, guide.look)
    assert "Bureau 1" in guide.look.lines.text()
    press(qtbot, guide.main_button)
    assert guide.step is guide.look  # not before the words were compared
    tick(qtbot, guide, "guide_compared")
    press(qtbot, guide.main_button)
    return guide


def finish(qtbot: Any, guide: SignGuide, out: Path) -> str:
    """Writes to a folder; what is said at the end."""
    guide.write.place.choose([out])
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    said = guide.sentence.text()
    press(qtbot, guide.main_button)
    return said


def test_two_of_three_sign_in_turns_and_the_reply_comes_at_the_end(
    qtbot: Any, show: Any, shared: Desk, sticks: list[Path], tmp_path: Path
) -> None:
    keys, screen = root_files(sticks, 3), show(shared)
    assert "2 of 3" in screen.card.sentence.text()
    first, second, replies = (folder_of(tmp_path, name) for name in ("first", "second", "replies"))
    with found_centre(tmp_path / "centre", "BCRC-SEN", device_name="Bureau 1") as centre:
        request = tmp_path / "request.BDESK"
        request.write_bytes(ask_to_join(centre))
        proposal = propose(qtbot, screen, request, keys[0], first)
        assert membership_of(shared).roster.device(centre.device) is None  # one of two is not enough
        signing = look_at(qtbot, screen, proposal)
        assert signing.step is signing.roots
        assert not signing.main_button.isEnabled()
        signing.roots.take(keys[2:])
        qtbot.waitUntil(signing.main_button.isEnabled, timeout=PATIENCE)
        press(qtbot, signing.main_button)
        assert "Enough root keys" in finish(qtbot, signing, second)
        install = look_at(qtbot, screen, next(second.glob("LIST-*.BDESK")))
        assert install.step is install.write  # nothing more to sign
        finish(qtbot, install, replies)
        (reply,) = replies.glob("REPLY-*.BDESK")
        assert read_answer(centre, reply).device.key_id == centre.device
    qtbot.waitUntil(lambda: screen.table.rows.rowCount() == 2, timeout=PATIENCE)


# Keys on paper


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The pages that would have been opened for printing."""
    found: list[Path] = []
    monkeypatch.setattr("ui.screens.exchange_copying.open_file", found.append)
    return found


def make_page(qtbot: Any, screen: ComputersScreen, page: Path, button: Any) -> RecoveryGuide:
    """Up to the question whether it is safe."""
    press(qtbot, button)
    guide = opened(qtbot, screen.window(), RecoveryGuide)
    guide.why.save([page])
    qtbot.waitUntil(lambda: guide.step is not guide.why, timeout=PATIENCE)
    return guide


def test_a_key_on_paper_counts_only_when_it_is_in_a_safe_place(
    qtbot: Any, show: Any, desk: Desk, printed: list[Path], tmp_path: Path
) -> None:
    screen = show(desk)
    assert "no key on paper" in screen.keys.sentence.text()
    page = tmp_path / "page.pdf"
    guide = make_page(qtbot, screen, page, screen.keys.paper_button)
    assert printed == [page]
    assert page.read_bytes().startswith(b"%PDF")
    assert page.stat().st_mode & 0o077 == 0
    assert not guide.main_button.isEnabled()
    assert wanted_keys(desk).add == []
    tick(qtbot, guide, "recovery_safe")
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    assert len(wanted_keys(desk).add) == 1
    assert not page.exists()
    assert "Send a new request" in guide.sentence.text()


def test_leaving_before_it_is_safe_makes_nothing_count(
    qtbot: Any, show: Any, desk: Desk, printed: list[Path], tmp_path: Path
) -> None:
    screen = show(desk)
    guide = make_page(qtbot, screen, tmp_path / "page.pdf", screen.keys.paper_button)
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert wanted_keys(desk).add == []


def test_the_secretariats_escrow_key_stands_in_the_list_at_once(
    qtbot: Any, show: Any, secretariat: Desk, printed: list[Path], tmp_path: Path
) -> None:
    screen = show(secretariat)
    guide = make_page(qtbot, screen, tmp_path / "page.pdf", screen.keys.escrow_button)
    tick(qtbot, guide, "recovery_safe")
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    assert len(held_keys(membership_of(secretariat), "SECRETARIAT", "escrow")) == 1


# Another key


def test_a_key_is_changed_without_comparing_words(qtbot: Any, show: Any, desk: Desk, secretariat: Desk, tmp_path: Path) -> None:
    old = desk.device
    screen = show(desk)
    press(qtbot, screen.keys.rotate_button)
    guide = opened(qtbot, screen.window(), RotateGuide)
    guide.write.place.choose([folder_of(tmp_path, "out")])
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.wait)
    assert not guide.wait.words.isVisible()
    (request,) = (tmp_path / "out").glob("REQUEST-*.BDESK")
    reply = tmp_path / "reply.BDESK"
    reply.write_bytes(accept(secretariat, read_request(request)).reply)
    guide.wait.take(reply)
    wait_for_step(qtbot, guide, guide.compare)
    assert guide.main_button.text() == "Go over to the new key"
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    assert desk.device != old
    assert membership_of(desk).roster.organisation_of(desk.device) == desk.owner


def test_a_lost_key_is_replaced_and_asks_to_be_registered(qtbot: Any, show: Any, desk: Desk, tmp_path: Path) -> None:
    old = desk.device
    for file in (desk.folder / "keys").glob("device.*"):
        file.unlink()
    assert is_lost(desk)
    screen = show(desk)
    press(qtbot, screen.keys.lost_button)
    guide = opened(qtbot, screen.window(), LostGuide)
    assert not guide.main_button.isEnabled()
    tick(qtbot, guide, "lost_sure")
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.write)
    assert desk.device != old
    guide.write.place.choose([folder_of(tmp_path, "out")])
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.wait)
    (request,) = (tmp_path / "out").glob("REQUEST-*.BDESK")
    assert read_request(request).words.replace("-", " ") == guide.wait.words.text()
    assert read_request(request).lost == [old]


def test_a_key_that_is_there_is_not_called_lost(qtbot: Any, show: Any, desk: Desk) -> None:
    old = desk.device
    screen = show(desk)
    press(qtbot, screen.keys.lost_button)
    guide = opened(qtbot, screen.window(), LostGuide)
    tick(qtbot, guide, "lost_sure")
    press(qtbot, guide.main_button)
    qtbot.waitUntil(guide.banner.isVisible, timeout=PATIENCE)
    assert desk.device == old
    assert keys_of(desk.folder).load("device") is not None

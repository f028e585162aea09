"""Send and receive, from registering to the acknowledgement, with a real secretariat beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.sync.bundle import export_bundle, export_receipt, import_bundle
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.joining import accept, ask_to_join, join, read_answer
from baseldesk.sync.station import found_centre, found_secretariat
from baseldesk.sync.volumes import Volume
from ui import fonts, theme
from ui.language import Language
from ui.notices import Notices
from ui.screens import exchange_volumes
from ui.screens.computers_accept import AcceptGuide
from ui.screens.computers_register import RegisterGuide
from ui.screens.exchange import ExchangeScreen
from ui.screens.exchange_came import describe_import
from ui.screens.exchange_diary import COLUMNS, OUTCOME, DiaryModel
from ui.settings import Settings
from ui.tasks import Runner
from ui.widgets.guide import Guide, Step
from ui.window import MainWindow

PATIENCE = 15_000  # milliseconds at most; on a busy machine, PDFs and signatures take their time


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A centre's desk with its key, and one activity on it."""
    with found_centre(tmp_path / "desk", "BCRC-SEN", device_name="Bureau 1") as made:
        made.save([Edit("activity", made.new_id(), {"title": {"fr": "Formation"}})])
        yield made


@pytest.fixture
def secretariat(tmp_path: Path) -> Iterator[Desk]:
    """The secretariat's desk."""
    with found_secretariat(tmp_path / "secretariat", device_name="Geneva") as made:
        yield made


@pytest.fixture
def registered(desk: Desk, secretariat: Desk) -> Desk:
    """The centre's desk, registered."""
    join(desk, read_answer(desk, accept(secretariat, read_request(ask_to_join(desk))).reply))
    return desk


def open_exchange(qtbot: Any, window: MainWindow) -> ExchangeScreen:
    """The screen, with its state read."""
    window.show_screen("exchange")
    screen = window.places.here
    assert isinstance(screen, ExchangeScreen)
    qtbot.waitUntil(lambda: screen.is_ready, timeout=PATIENCE)
    return screen


def press(qtbot: Any, widget: QWidget) -> None:
    """A click with the mouse."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def peer_cell(screen: ExchangeScreen, column: int) -> str:
    """What the table of peers says of the secretariat."""
    found = screen.peers.findChildren(QLabel, f"peer_SECRETARIAT_{column}")
    return found[-1].text()


# Registering


def guide_of(window: MainWindow, kind: type[Guide], qtbot: Any) -> Any:
    """The guide that was opened."""
    found = window.findChildren(kind)[-1]
    qtbot.waitUntil(found.isVisible, timeout=PATIENCE)
    return found


def wait_for_step(qtbot: Any, guide: Guide, step: Step) -> None:
    """Until the guide has come to a step."""
    qtbot.waitUntil(lambda: guide.step is step, timeout=PATIENCE)


def test_before_registration_the_way_to_it_comes_first(qtbot: Any, window: MainWindow, desk: Desk) -> None:
    screen = open_exchange(qtbot, window)
    assert screen.register.isVisible()
    assert not screen.hand_over.button.isEnabled()
    assert "safe here" in screen.hand_over.sentence.text()


def test_a_computer_is_registered_after_the_words_were_compared(
    qtbot: Any, window: MainWindow, desk: Desk, secretariat: Desk, tmp_path: Path
) -> None:
    screen = open_exchange(qtbot, window)
    press(qtbot, screen.register.button)
    guide = guide_of(window, RegisterGuide, qtbot)
    guide.write.place.choose([tmp_path])
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.wait)
    request = next(tmp_path.glob("REQUEST-*.BDESK"))
    assert request.name in guide.sentence.text()
    asked = read_request(request)
    assert asked.words.replace("-", " ") == guide.wait.words.text()
    press(qtbot, guide.cancel_button)  # days may pass until the reply comes
    assert "reply" in screen.register.sentence.text()
    reply = tmp_path / "reply (1).BDESK"
    accepted = accept(secretariat, asked)
    reply.write_bytes(accepted.reply)

    screen.take_in.consider([reply])  # a reply may be dropped like any other file
    qtbot.waitUntil(lambda: len(window.findChildren(RegisterGuide)) > 1, timeout=PATIENCE)
    guide = guide_of(window, RegisterGuide, qtbot)
    wait_for_step(qtbot, guide, guide.compare)
    assert guide.compare.words.text() == read_answer(desk, reply).words.replace("-", " ")
    assert not guide.main_button.isEnabled()
    assert desk.deployment is None  # nothing is believed before a person said so
    qtbot.keyClick(guide.compare.compared, Qt.Key.Key_Space)
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    assert accepted.device.letter in guide.sentence.text()
    press(qtbot, guide.main_button)
    qtbot.waitUntil(lambda: not screen.register.isVisible(), timeout=PATIENCE)
    assert desk.deployment == secretariat.deployment
    qtbot.waitUntil(screen.hand_over.button.isEnabled, timeout=PATIENCE)
    assert "registered" in screen.banner.text.text()


def test_words_that_differ_leave_everything_as_it_was(
    qtbot: Any, window: MainWindow, desk: Desk, secretariat: Desk, tmp_path: Path
) -> None:
    screen = open_exchange(qtbot, window)
    reply = tmp_path / "reply.BDESK"
    reply.write_bytes(accept(secretariat, read_request(ask_to_join(desk))).reply)
    screen.register.read_reply(reply)
    guide = guide_of(window, RegisterGuide, qtbot)
    wait_for_step(qtbot, guide, guide.compare)
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert desk.deployment is None
    assert screen.register.isVisible()


def test_a_file_that_is_no_reply_is_said_in_the_guide(
    qtbot: Any, window: MainWindow, desk: Desk, secretariat: Desk, tmp_path: Path
) -> None:
    screen = open_exchange(qtbot, window)
    (tmp_path / "picture.jpg").write_bytes(b"no file of ours")
    screen.register.read_reply(tmp_path / "picture.jpg")
    guide = guide_of(window, RegisterGuide, qtbot)
    qtbot.waitUntil(guide.banner.isVisible, timeout=PATIENCE)
    assert "picture.jpg" in guide.banner.text.text()
    assert guide.step is guide.wait
    assert guide.main_button.isEnabled()


@pytest.fixture
def at_secretariat(qtbot: Any, secretariat: Desk, runner: Runner, settings: Settings, language: Language) -> MainWindow:
    """The secretariat's window."""
    made = MainWindow(secretariat, runner, Notices(), settings, language)
    qtbot.addWidget(made)
    with qtbot.waitActive(made, timeout=PATIENCE):
        made.show()
        made.activateWindow()
    return made


def test_the_secretariat_takes_a_computer_up_and_writes_the_reply(
    qtbot: Any, at_secretariat: MainWindow, secretariat: Desk, desk: Desk, tmp_path: Path
) -> None:
    request = tmp_path / "request.BDESK"
    request.write_bytes(ask_to_join(desk))
    screen = open_exchange(qtbot, at_secretariat)
    assert screen.hand_over.sentence.text() == "Nothing waits to be sent."  # nothing was ever entered, so nothing has arrived
    qtbot.waitUntil(lambda: at_secretariat.focusWidget() is screen.take_in.button)  # the main button, where one may begin
    screen.take_in.consider([request])
    qtbot.waitUntil(lambda: bool(at_secretariat.findChildren(AcceptGuide)), timeout=PATIENCE)
    guide = guide_of(at_secretariat, AcceptGuide, qtbot)
    wait_for_step(qtbot, guide, guide.compare)
    assert guide.compare.words.text() == read_request(request).words.replace("-", " ")
    assert "Bureau 1" in guide.sentence.text()
    press(qtbot, guide.main_button)
    assert guide.step is guide.compare  # not before they were compared
    qtbot.keyClick(guide.compare.compared, Qt.Key.Key_Space)
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.write)
    guide.write.place.choose([tmp_path])
    press(qtbot, guide.main_button)
    wait_for_step(qtbot, guide, guide.end)
    reply = next(tmp_path.glob("REPLY-*.BDESK"))
    assert reply.name in guide.sentence.text()
    assert read_answer(desk, reply).device.key_id == desk.device


# Handing over


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that passes for a stick plugged in."""
    folder = tmp_path / "stick"
    folder.mkdir()
    plugged_in = [Volume("KINGSTON", folder, 4_000_000_000, 4_000_000_000)]
    monkeypatch.setattr(exchange_volumes, "list_volumes", lambda: plugged_in)
    return folder


def test_a_stick_is_offered_first_and_may_be_removed_once_read_back(
    qtbot: Any, window: MainWindow, registered: Desk, stick: Path
) -> None:
    screen = open_exchange(qtbot, window)
    place = screen.hand_over.wishes.place
    qtbot.waitUntil(lambda: "KINGSTON" in place.currentText(), timeout=PATIENCE)
    assert place.currentText().replace("\u00a0", " ") == "KINGSTON · 4 GB free"
    assert "KINGSTON" in screen.take_in.stick_buttons[0].text()
    press(qtbot, screen.hand_over.button)
    qtbot.waitUntil(screen.hand_over.result.isVisible, timeout=PATIENCE)
    assert len(list(stick.glob("*.BDESK"))) == 1
    assert "safe to remove" in screen.hand_over.result.text.text()


def test_what_lies_in_a_folder_of_this_computer_is_not_called_a_stick(
    qtbot: Any, qapp: Any, window: MainWindow, registered: Desk, tmp_path: Path
) -> None:
    screen = open_exchange(qtbot, window)
    screen.hand_over.hand_over(screen.hand_over.wishes.wish(), tmp_path)
    screen.hand_over.wishes.prefer("mail")  # what is chosen meanwhile is for the next time
    qtbot.waitUntil(screen.hand_over.result.isVisible, timeout=PATIENCE)
    assert "Written and read back" in screen.hand_over.result.text.text()
    assert "stick" not in screen.hand_over.result.text.text()
    place = screen.hand_over.wishes.place
    light = place.itemIcon(0).pixmap(16).toImage()
    theme.apply(qapp, "dark")
    assert place.itemIcon(0).pixmap(16).toImage() != light
    theme.apply(qapp, "light")


def test_work_is_handed_over_acknowledged_and_said_so(
    qtbot: Any, window: MainWindow, registered: Desk, secretariat: Desk, stick: Path
) -> None:
    screen = open_exchange(qtbot, window)
    only_here = int(peer_cell(screen, 1))
    assert only_here > 0
    screen.hand_over.wishes.place.choose([stick])
    press(qtbot, screen.hand_over.button)
    qtbot.waitUntil(screen.hand_over.result.isVisible, timeout=PATIENCE)
    file = next(stick.glob("*.BDESK"))
    assert file.name in screen.hand_over.result.text.text()
    qtbot.waitUntil(lambda: peer_cell(screen, 1) == "0", timeout=PATIENCE)
    assert (peer_cell(screen, 2), peer_cell(screen, 3)) == (str(only_here), "0")  # sent, and not a word more

    import_bundle(secretariat, [file])
    receipt = export_receipt(secretariat, "BCRC-SEN", stick)
    screen.take_in.consider([receipt.path])
    qtbot.waitUntil(screen.take_in.take_button.isVisible, timeout=PATIENCE)
    press(qtbot, screen.take_in.take_button)
    qtbot.waitUntil(lambda: peer_cell(screen, 3) == str(only_here), timeout=PATIENCE)
    qtbot.waitUntil(lambda: "all at the secretariat" in window.status_line.truth.text(), timeout=PATIENCE)


def test_a_folder_that_is_gone_is_said_and_nothing_claimed(
    qtbot: Any, window: MainWindow, registered: Desk, tmp_path: Path
) -> None:
    screen = open_exchange(qtbot, window)
    screen.hand_over.hand_over(screen.hand_over.wishes.wish(), tmp_path / "gone" / "X.BDESK")
    qtbot.waitUntil(screen.banner.isVisible, timeout=PATIENCE)
    assert not screen.hand_over.result.isVisible()
    assert not screen.hand_over.is_working
    assert int(peer_cell(screen, 2)) == 0


# Taking in


@pytest.fixture
def from_secretariat(registered: Desk, secretariat: Desk, tmp_path: Path) -> Path:
    """A data file of the secretariat for this centre."""
    secretariat.save([Edit("directory_partner", secretariat.new_id(), {"name": {"en": "UNEP"}})])
    return export_bundle(secretariat, "BCRC-SEN", tmp_path).files[0][0]


def test_what_a_file_brings_is_shown_before_anything_is_changed(
    qtbot: Any, window: MainWindow, registered: Desk, from_secretariat: Path
) -> None:
    screen = open_exchange(qtbot, window)
    screen.take_in.consider([from_secretariat])
    qtbot.waitUntil(screen.take_in.take_button.isVisible, timeout=PATIENCE)
    assert "Secretariat" in screen.take_in.outcome.text()
    assert registered.count(ListQuery("directory_partner")) == 0
    press(qtbot, screen.take_in.not_now_button)
    assert not screen.take_in.outcome.isVisible()
    assert registered.count(ListQuery("directory_partner")) == 0


def test_take_in_takes_in_and_tells_the_other_screens(
    qtbot: Any, window: MainWindow, registered: Desk, from_secretariat: Path
) -> None:
    screen = open_exchange(qtbot, window)
    screen.take_in.consider([from_secretariat])
    qtbot.waitUntil(screen.take_in.take_button.isVisible, timeout=PATIENCE)
    told: list[frozenset[str]] = []
    window.context.notices.changed.connect(told.append)
    press(qtbot, screen.take_in.take_button)
    qtbot.waitUntil(lambda: "Taken in" in screen.take_in.outcome.text(), timeout=PATIENCE)
    assert registered.count(ListQuery("directory_partner")) == 1
    assert window.focusWidget() is screen.take_in.receipt_button  # what comes next, not what stands nearest
    assert {"directory_partner", "exchange"} <= frozenset().union(*told)
    screen.take_in.consider([from_secretariat])
    qtbot.waitUntil(lambda: "here already" in screen.take_in.outcome.text(), timeout=PATIENCE)


def test_a_list_of_computers_within_a_data_file_is_said_too(registered: Desk, secretariat: Desk, tmp_path: Path) -> None:
    import_bundle(registered, [export_bundle(secretariat, "BCRC-SEN", tmp_path / "before").files[0][0]])
    with found_centre(tmp_path / "second", "BCRC-SEN", device_name="Bureau 2") as second:
        accept(secretariat, read_request(ask_to_join(second)))
    found = import_bundle(registered, [export_bundle(secretariat, "BCRC-SEN", tmp_path / "after").files[0][0]])
    assert describe_import(found, rehearsed=False) == ["A newer list of registered computers came along."]


def test_a_damaged_file_is_refused_in_words_and_cannot_be_taken_in(
    qtbot: Any, window: MainWindow, registered: Desk, from_secretariat: Path
) -> None:
    content = bytearray(from_secretariat.read_bytes())
    content[len(content) // 2] ^= 1
    from_secretariat.write_bytes(content)
    screen = open_exchange(qtbot, window)
    screen.take_in.consider([from_secretariat])
    qtbot.waitUntil(screen.take_in.refused.isVisible, timeout=PATIENCE)
    assert from_secretariat.name in screen.take_in.refused.text()
    assert "Nothing was changed" in screen.take_in.refused.text()
    assert not screen.take_in.take_button.isVisible()


def test_dropped_files_are_looked_at(qtbot: Any, window: MainWindow, registered: Desk, from_secretariat: Path) -> None:
    screen = open_exchange(qtbot, window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(from_secretariat))])
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    screen.take_in.dropEvent(drop)
    qtbot.waitUntil(screen.take_in.take_button.isVisible, timeout=PATIENCE)


def test_of_two_drops_the_last_counts_and_a_folder_without_our_files_says_so(
    qtbot: Any, window: MainWindow, registered: Desk, from_secretariat: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    screen = open_exchange(qtbot, window)
    screen.take_in.consider([from_secretariat])
    screen.take_in.consider([tmp_path / "empty"])
    qtbot.waitUntil(lambda: "No BaselDesk file" in screen.take_in.sentence.text(), timeout=PATIENCE)
    assert not screen.take_in.is_working


# The diary


def test_the_diary_lists_what_was_done(
    qtbot: Any, qtmodeltester: Any, window: MainWindow, registered: Desk, from_secretariat: Path
) -> None:
    import_bundle(registered, [from_secretariat])
    export_bundle(registered, "secretariat", from_secretariat.parent)
    screen = open_exchange(qtbot, window)
    model = screen.diary.table.lines
    qtmodeltester.check(model)
    assert model.rowCount() == 2
    assert [model.index(row, OUTCOME).data() for row in range(2)] == ["Written and read back", "Taken in"]


def test_an_empty_diary_says_what_it_is_for(qtbot: Any, window: MainWindow, desk: Desk) -> None:
    screen = open_exchange(qtbot, window)
    assert screen.diary.nothing.isVisible()
    assert not screen.diary.table.isVisible()


def test_the_diary_speaks_the_language_in_use(qapp: Any, use_language: Any) -> None:
    model = DiaryModel()
    english = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(len(COLUMNS))]
    use_language("ar")
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(len(COLUMNS))] != english


@pytest.mark.parametrize("code", ["en", "fr", "es", "ru", "ar", "zh"])
@pytest.mark.parametrize("name", ["exchange", "computers"])
def test_nothing_is_cut_in_the_smallest_window_with_the_largest_text(
    qtbot: Any, qapp: Any, window: MainWindow, registered: Desk, use_language: Any, name: str, code: str
) -> None:
    use_language(code)
    fonts.choose(qapp, 10, 140)
    theme.renew()
    window.retranslate()
    window.resize(1024, 600)
    window.show_screen(name)
    screen = window.places.here
    assert screen is not None
    qtbot.waitUntil(lambda: screen.is_ready, timeout=PATIENCE)
    area = screen.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0, timeout=PATIENCE)
    if name == "exchange":
        screen.hand_over.wishes.more.setChecked(True)
        qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0, timeout=PATIENCE)

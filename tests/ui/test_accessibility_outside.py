"""The real program in a real window, as a screen reader has it: read and used over the accessibility bus, from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.ui.atspi import LABEL_FOR, Node, Reader
from tests.ui.reach_program import ROOT, make_example

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
LAUNCHER = next((one for one in LAUNCHERS if Path(one).exists()), "")
HAS_ALL = sys.platform == "linux" and bool(LAUNCHER and shutil.which("Xvfb") and shutil.which("dbus-daemon"))
pytestmark = pytest.mark.skipif(
    not HAS_ALL, reason="cannot run here: needs Linux" if sys.platform != "linux" else "lacks Xvfb, dbus-daemon or at-spi2-core"
)
TITLE = "Inventory of mercury in hospitals"


@contextmanager
def started(command: list[str], around: dict[str, str], answer: int | None = None) -> Iterator[str]:
    """A program that runs meanwhile; gives the first line that it writes to the file descriptor, where it writes one."""
    reading, writing = os.pipe() if answer is not None else (-1, -1)
    full = [one.format(fd=writing) for one in command]
    keep = (writing,) if answer is not None else ()
    with subprocess.Popen(
        full, env=around, cwd=ROOT, pass_fds=keep, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as made:
        try:
            if answer is None:
                yield ""
            else:
                os.close(writing)
                with open(reading, encoding="utf-8") as lines:
                    yield lines.readline().strip()
        finally:
            made.terminate()


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """The window of the program on the example, with a screen, a session and an accessibility bus of its own."""
    place = tmp_path_factory.mktemp("outside")
    desk = make_example(place)
    runtime = place / "run"
    runtime.mkdir(mode=0o700)
    around = {
        **os.environ, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "LANGUAGE": "en",
        "XDG_RUNTIME_DIR": str(runtime), "XDG_CONFIG_HOME": str(place), "BASELDESK_STATE": str(place), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    with ExitStack() as stack:
        number = stack.enter_context(started(["Xvfb", "-displayfd", "{fd}", "-nolisten", "tcp"], around, 1))
        around["DISPLAY"] = f":{number}"
        bus = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={fd}"]
        around["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(started(bus, around, 1))
        stack.enter_context(started([LAUNCHER, "--launch-immediately"], around))
        stack.enter_context(started([sys.executable, "-m", "baseldesk", "--desk", str(desk)], around))
        reader = Reader(around["DBUS_SESSION_BUS_ADDRESS"])
        stack.callback(reader.close)
        window = reader.program("BaselDesk").find("frame")
        window.find("label", "Home").click()  # where nobody manages windows, the first click gives the keyboard to one
        reader.wait_until(lambda: window if "active" in window.states else None, "an active window")
        yield window


def test_the_window_is_a_tree_of_names_roles_and_states(program: Node) -> None:
    places = program.find("filler", "Places")
    words = [one.name for one in places.walk() if one.role in ("radio button", "push button")]
    assert {"Find anything", "Home", "Activities", "Partners", "Send and receive", "Settings"} <= set(words)
    assert "focusable" in places.find("radio button", "Home").states
    program.find("radio button", "Activities").press()
    table = program.find("table", "Activities")
    cells = [one.name for one in table.children()]
    assert any("Introduction of best" in one for one in cells)
    assert "checked" in program.find("radio button", "Activities").states
    assert "checked" not in program.find("radio button", "Home").states


def test_a_new_activity_is_written_and_saved_by_what_a_screen_reader_can_do(program: Node) -> None:
    program.find("radio button", "Activities").press()
    program.find("push button", "New activity").press()
    title = program.reader.hear_focus("text", "Title")
    assert {"editable", "focused", "showing"} <= title.states
    labels = [one for one in program.walk() if one.role == "label" and one.name == "Title"]
    assert title.path in [goal.path for one in labels for goal in one.related(LABEL_FOR)]
    title.insert(TITLE)
    program.find("push button", "Save").press()
    program.find("label", "Saved.")
    program.find("radio button", "Activities").press()
    table = program.find("table", "Activities")
    program.reader.wait_until(lambda: table if any(TITLE in one.name for one in table.children()) else None, TITLE)

"""The same sitting once in a real window: an X server, its events for each key and each movement of the mouse, pictures of it."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds
STEPS = 12  # pictures


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of the size of an old laptop's, in memory."""
    if shutil.which("Xvfb") is None or not all(ctypes.util.find_library(name) for name in ("X11", "Xtst")):
        pytest.skip("no Xvfb, or no library of XTEST, on this machine")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_sitting_before_a_real_screen(display: str, tmp_path: Path, language: str) -> None:
    pictures = Path(os.environ.get("BASELDESK_PICTURES") or tmp_path / "pictures") / language
    pictures.mkdir(parents=True, exist_ok=True)
    around = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PICTURES": str(pictures), "XDG_SESSION_TYPE": "x11"}
    around["LANGUAGE_OF_THE_SITTING"] = language
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", "tests/journeys/real_window.py"]
    done = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert len(list(pictures.glob("*.png"))) >= STEPS

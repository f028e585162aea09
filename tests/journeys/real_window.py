"""The sitting in a real window; run by `test_real_window.py`, which starts the X server for it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.window_sitting import ARABIC, ENGLISH, Around, sit_down
from tests.journeys.window_xtest import BeforeScreen

pytestmark = pytest.mark.qt_log_ignore(r"qt\.qpa\.")


def test_before_a_real_screen(qtbot: Any, program: QApplication, around: Around) -> None:
    assert program.platformName() == "xcb"
    words = ARABIC if os.environ["LANGUAGE_OF_THE_SITTING"] == "ar" else ENGLISH
    sit_down(BeforeScreen(qtbot, Path(os.environ["PICTURES"]), "".join(words)), words, program, around)

"""One sitting from the first start to the backup: in English and in Arabic, with the mouse and with keys alone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.window_person import WithKeys, WithMouse
from tests.journeys.window_sitting import ARABIC, ENGLISH, Around, sit_down

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints)")


def test_in_english_with_the_mouse(qtbot: Any, program: QApplication, around: Around) -> None:
    sit_down(WithMouse(qtbot), ENGLISH, program, around)


def test_in_english_with_the_keyboard_alone(qtbot: Any, program: QApplication, around: Around) -> None:
    sit_down(WithKeys(qtbot), ENGLISH, program, around)


def test_in_arabic_with_the_mouse(qtbot: Any, program: QApplication, around: Around) -> None:
    sit_down(WithMouse(qtbot), ARABIC, program, around)


def test_in_arabic_with_the_keyboard_alone(qtbot: Any, program: QApplication, around: Around) -> None:
    sit_down(WithKeys(qtbot), ARABIC, program, around)

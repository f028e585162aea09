"""The first minutes: the questions of the first start, and the window on a desk in which nothing is recorded yet."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from baseldesk.sync import station
from tests.ui.reference.example import NOON, OWNER, same_keys, ticking
from tests.ui.reference.stage import Stage, dress, settle
from ui.first_run import FirstRun
from ui.language import Language

LOOKS = ("light", "dark")
LANGUAGES = ("en", "ar", "zh")
EMPTY = ("home", "activities", "partners", "exchange", "todo")
QUESTIONS = 3
NAMES = (*(f"empty-{name}" for name in EMPTY), *(f"first-run-{number + 1}" for number in range(QUESTIONS)), "register")


def beginnings(app: QApplication, language: Language, room: Path) -> Iterator[tuple[str, str, QImage]]:
    """Each picture with the names of its combination and its scene."""
    clock, dice = ticking(NOON), random.Random(4).randbytes
    with same_keys():
        made = station.found_centre(room / "empty", OWNER, officer_name="Example officer", clock=clock, random=dice)
    with made as desk:
        stage = Stage(app, desk, language, room)
        for code in LANGUAGES:
            for look in LOOKS:
                stage.use(code, look)
                for name in EMPTY:
                    stage.go(name)
                    yield f"{code}-{look}", f"empty-{name}", stage.grab(None)
                yield f"{code}-{look}", "register", _register(stage)
        stage.close()
    for code in LANGUAGES:
        for look in LOOKS:
            yield from _questions(app, language, room, code, look)


def _register(stage: Stage) -> QImage:
    from ui.screens.computers_register import RegisterGuide

    stage.go("exchange").register.open_guide()  # type: ignore[attr-defined]
    guide = stage.dialog(RegisterGuide)
    image = stage.grab(guide)
    guide.close()
    return image


def _questions(app: QApplication, language: Language, room: Path, code: str, look: str) -> Iterator[tuple[str, str, QImage]]:
    dress(app, language, code, look)
    guide = FirstRun(room / "new", language)
    guide.show()
    guide.activateWindow()
    for number in range(1, QUESTIONS + 1):
        settle(app, lambda: not guide.runner.open_tasks())
        if number == 2:
            guide.centre_step.line.setText(OWNER)
        yield f"{code}-{look}", f"first-run-{number}", guide.grab().toImage()
        if number < QUESTIONS:
            guide.main_button.click()
    guide.close()
    guide.deleteLater()

"""In the smallest window, at every text size and in every language: nothing is cut, squeezed, outside or scrolled sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from baseldesk.i18n import LANGUAGES
from tests.ui import reach
from tests.ui.reach import Stop
from tests.ui.reach_fit import find_misfits
from tests.ui.reach_program import make_example, running
from ui.app import Application

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints)")
TRIED = (("ru", 200), ("fr", 200), ("ar", 200), ("zh", 200), ("en", 100))
ALL = [(language, percent) for language in LANGUAGES for percent in (100, 125, 150, 200)]


@pytest.fixture(scope="module")
def program(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Application, list[Stop]]]:
    """The program in a window of 1024 × 600, with everything opened once."""
    with running(make_example(tmp_path_factory.mktemp("example"))) as made:
        made.window.resize(*reach.SMALL)
        yield made, reach.open_everything(made.window)


def look_at_everything(program: tuple[Application, list[Stop]], language: str, percent: int) -> list[str]:
    """What does not fit anywhere in the window."""
    application, stops = program
    application.settings.put("language", language)
    application.settings.put("text_percent", percent)
    reach.wait_for(application.window)
    found: dict[str, str] = {}
    for stop in stops:
        reach.go(application.window, stop)
        for fault in find_misfits(application.window):
            found.setdefault(fault, stop.words)
    return [f"{place} | {fault}" for fault, place in found.items()]


@pytest.mark.parametrize(("language", "percent"), TRIED)
def test_nothing_is_cut_off(program: tuple[Application, list[Stop]], language: str, percent: int) -> None:
    assert look_at_everything(program, language, percent) == []


@pytest.mark.long
@pytest.mark.parametrize(("language", "percent"), ALL)
def test_nothing_is_cut_off_in_any_language_at_any_size(
    program: tuple[Application, list[Stop]], language: str, percent: int
) -> None:
    assert look_at_everything(program, language, percent) == []

"""All places of the window: nothing is cut off in the smallest one, everything has a name and a place in the order of Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain

import pytest
from PySide6.QtWidgets import QApplication

from baseldesk.i18n import LANGUAGES
from tests.ui import reach
from tests.ui.reach import Stop
from tests.ui.reach_fit import find_misfits
from tests.ui.reach_named import find_disorder, find_out_of_reach, find_unnamed
from tests.ui.reach_program import make_example, running
from tests.ui.reach_seen import find_pale, find_without_ring
from ui.app import Application
from ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints)")
TRIED = (("ru", 200), ("fr", 200), ("ar", 200), ("zh", 200), ("en", 100))
KINDS = 20  # of controls, at the least
ALL = [(language, percent) for language in LANGUAGES for percent in (100, 125, 150, 200)]


@pytest.fixture(scope="module")
def program(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Application, list[Stop]]]:
    """The program in a window of 1024 × 600, with everything opened once."""
    with running(make_example(tmp_path_factory.mktemp("example"))) as made:
        made.window.resize(*reach.SMALL)
        yield made, reach.open_everything(made.window)


def look_at_everything(
    program: tuple[Application, list[Stop]], language: str, percent: int, *find: Callable[[MainWindow], Iterable[str]]
) -> list[str]:
    """What is wrong anywhere in the window."""
    application, stops = program
    application.settings.put("language", language)
    application.settings.put("text_percent", percent)
    reach.wait_for(application.window)
    found: dict[str, str] = {}
    for stop in stops:
        reach.go(application.window, stop)
        for fault in chain.from_iterable(one(application.window) for one in find):
            found.setdefault(fault, stop.words)
    return [f"{place} | {fault}" for fault, place in found.items()]


@pytest.mark.parametrize(("language", "percent"), TRIED)
def test_nothing_is_cut_off(program: tuple[Application, list[Stop]], language: str, percent: int) -> None:
    assert look_at_everything(program, language, percent, find_misfits) == []


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
def test_words_and_the_focus_are_seen_in_every_palette(program: tuple[Application, list[Stop]], palette: str) -> None:
    program[0].settings.put("theme", palette)
    known: set[str] = set()
    first_pages = (program[0], [stop for stop in program[1] if stop.page == 0])
    assert look_at_everything(first_pages, "en", 100, find_pale, partial(find_without_ring, known=known)) == []
    assert len(known) > KINDS


def of_the_place(window: MainWindow) -> Iterable[str]:
    """What Tab does wrong in the place that is open."""
    assert window.places.here is not None
    return find_disorder(window.places.here)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_everything_has_a_name_a_role_a_key_and_its_turn(program: tuple[Application, list[Stop]], language: str) -> None:
    assert look_at_everything(program, language, 100, find_unnamed, find_out_of_reach, of_the_place) == []


@pytest.mark.long
@pytest.mark.parametrize(("language", "percent"), ALL)
def test_nothing_is_cut_off_in_any_language_at_any_size(
    program: tuple[Application, list[Stop]], language: str, percent: int
) -> None:
    assert look_at_everything(program, language, percent, find_misfits) == []

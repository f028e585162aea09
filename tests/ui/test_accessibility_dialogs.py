"""Dialogs and guides, large text in the smallest window: they fit it, and all in them is named, in order and whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui import reach
from tests.ui.reach_fit import find_misfits
from tests.ui.reach_named import find_disorder, find_out_of_reach, find_unnamed
from tests.ui.reach_program import make_example, running
from ui.app import Application
from ui.first_run import FirstRun

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints)")


@pytest.fixture(scope="module")
def program(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """The program in a window of 1024 × 600, with text at twice its size, in French."""
    with running(make_example(tmp_path_factory.mktemp("example"))) as made:
        made.window.resize(*reach.SMALL)
        made.settings.put("language", "fr")
        made.settings.put("text_percent", 200)
        reach.wait_for(made.window)
        yield made


def first_start(program: Application) -> QDialog:
    """The three questions."""
    return FirstRun(Path("nowhere"), program.language)


def find_anything(program: Application) -> QDialog:
    """The line that leads anywhere."""
    program.window.find_anything()
    return shown(program)


def budget_line(program: Application) -> QDialog:
    """A line of a list in a form."""
    places, desk = program.window.places, program.desk
    places.show_record("activity", desk.find("activity")[0].id)
    reach.wait_for(program.window)
    places.screens["activity"].lists["budget_line"].add()  # type: ignore[attr-defined]
    return shown(program)


def shown(program: Application) -> QDialog:
    """The dialog that has opened."""
    return next(one for one in program.window.findChildren(QDialog) if one.isVisible())


@pytest.mark.parametrize("open_it", [first_start, find_anything, budget_line])
def test_a_dialog_fits_and_can_be_read_and_used(program: Application, open_it: Callable[[Application], QDialog]) -> None:
    dialog = open_it(program)
    dialog.show()
    reach.settle()
    smallest = dialog.minimumSizeHint().expandedTo(dialog.size())
    faults = list(chain.from_iterable(find(dialog) for find in (find_misfits, find_unnamed, find_out_of_reach, find_disorder)))
    dialog.close()
    assert faults == []
    assert smallest.boundedTo(program.window.size()) == smallest

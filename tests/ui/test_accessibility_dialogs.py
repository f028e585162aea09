"""Dialogs and guides, large text in the smallest window: they fit it, and all in them is named, in order and whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.ui import reach
from tests.ui.reach_fit import find_misfits
from tests.ui.reach_named import find_disorder, find_out_of_reach, find_unnamed
from tests.ui.reach_program import make_example, running
from ui.app import Application
from ui.first_run import FirstRun
from ui.help_window import HelpWindow
from ui.screens.settings_about import LicencesDialog
from ui.screens.settings_backup_passphrase import SealDialog

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


def columns(program: Application) -> QWidget:
    """Which columns a list has."""
    go(program, "activities").views.ask_columns()
    return shown(program)


def condition(program: Application, field: str) -> QWidget:
    """The line in which a condition of a list is entered, with the list."""
    here = go(program, "activities")
    here.list.filters.ask(field)
    return here  # type: ignore[no-any-return]


def remark(program: Application) -> QWidget:
    """What the secretariat writes about a field."""
    from ui.screens.remarks_dialog import RemarkDialog

    record = program.desk.find("activity")[0].id
    here = go(program, "activity", id=record)
    return RemarkDialog(here.context, here.declared, record, "title", here.directory, program.window)


def page_of_help(program: Application) -> QWidget:
    """A page, beside what one does."""
    from ui.help import show_help

    return show_help(program.window, "exchange", program.window.context)


def guide(program: Application, name: str, *about: object) -> QWidget:
    """One of those about keys and computers, at its first step."""
    made = getattr(import_module(f"ui.screens.computers_{name}"), f"{name.capitalize()}Guide")
    here = go(program, "computers")
    return made(here.context, *(() if name == "store" else (here.volumes,)), *about, program.window)  # type: ignore[no-any-return]


def many(program: Application) -> QWidget:
    """One field of several records."""
    from ui.screens.change_many import ChangeManyDialog

    records = [one.id for one in program.desk.find("activity")[:3]]
    return ChangeManyDialog(program.window.context, "activity", records, program.window)


def seal(program: Application) -> QWidget:
    """A passphrase for backups."""
    return SealDialog(program.window)


def licences(program: Application) -> QWidget:
    """Whose work is in the program."""
    return LicencesDialog(program.window)


def go(program: Application, name: str, **place: object) -> Any:
    """The screen of this name, with what was read on it."""
    program.window.show_screen(name, **place)
    reach.wait_for(program.window)
    return program.window.places.here


def shown(program: Application) -> QDialog:
    """The dialog that has opened."""
    return next(one for one in program.window.findChildren(QDialog) if one.isVisible())


OPEN = {
    "first start": first_start, "palette": find_anything, "budget line": budget_line, "columns": columns, "remark": remark,
    "condition, text": partial(condition, field="title"), "condition, days": partial(condition, field="starts_on"),
    "help": page_of_help, "change many": many, "seal": seal, "licences": licences,
    **{name: partial(guide, name=name) for name in ("rescue", "sign")},
}  # fmt: skip
GUIDES = (("register", "one two three four five six"), ("recovery", "recovery", (1, 1)), ("accept", (1, 1)), ("store", "file"))


@pytest.mark.parametrize("open_it", OPEN.values(), ids=OPEN)
def test_a_dialog_fits_and_can_be_read_and_used(program: Application, open_it: Callable[[Application], QWidget]) -> None:
    look_at(program, open_it(program))


@pytest.mark.parametrize("about", GUIDES, ids=lambda about: about[0])
def test_a_guide_about_keys_fits_and_can_be_read_and_used(program: Application, about: tuple[Any, ...]) -> None:
    look_at(program, guide(program, *about))


@pytest.mark.parametrize("language", ["es", "ar", "zh"])
def test_a_condition_on_days_fits_in_other_languages_too(program: Application, language: str) -> None:
    program.settings.put("language", language)
    look_at(program, condition(program, "starts_on"))
    program.settings.put("language", "fr")


def look_at(program: Application, made: QWidget) -> None:
    """Nothing in it is cut, unnamed or out of its turn; a window of its own can be as small as the smallest screen."""
    made.show()
    reach.settle()
    faults = list(chain.from_iterable(find(made) for find in (find_misfits, find_unnamed, find_out_of_reach, find_disorder)))
    smallest = made.minimumSizeHint() if isinstance(made, HelpWindow) else made.minimumSizeHint().expandedTo(made.size())
    if made.isWindow():
        made.close()
    assert not faults, "\n".join(faults)
    assert smallest.boundedTo(program.window.size()) == smallest

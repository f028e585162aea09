"""A guide shows how far the work of a step is, and stopping it leads back to where it was begun."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from baseldesk.errors import Cancelled
from ui.tasks import Runner, Task
from ui.widgets.guide import Guide, Step


class Long(Step):
    """Its work lasts until the test lets it end, or somebody stops it."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self.runner, self.may_end = runner, Event()

    def heading(self) -> str:
        return "Long work"

    def go(self) -> None:
        task: Task = self.runner.write(self._work, self._on_done, label="Taking in", reports=True)
        self.begun.emit(task)

    def _work(self, progress: Any, cancelled: Any) -> None:
        progress(30, 100)
        while not self.may_end.wait(0.01):
            if cancelled():
                raise Cancelled

    def _on_done(self, _nothing: object) -> None:
        self.done.emit()


class End(Step):
    """Says how it ended, with a way to the folder."""

    is_end = True

    def heading(self) -> str:
        return "Written"


@pytest.fixture
def guide(qtbot: Any, runner: Runner, language: Any) -> Iterator[Guide]:
    """Open, with the work begun and shown."""
    step = Long(runner)
    made = Guide("Guide", [step])
    qtbot.addWidget(made)
    made.show()
    made.main_button.click()
    qtbot.waitUntil(made.progress.isVisible)
    yield made
    step.may_end.set()


def test_how_far_it_is_and_only_one_way_to_stop_it(qtbot: Any, guide: Guide) -> None:
    qtbot.waitUntil(lambda: guide.progress.bar.value() == 300)
    assert not guide.main_button.isEnabled()
    assert not guide.cancel_button.isVisible()
    guide.reject()  # Esc: nobody would hear how it ended
    assert guide.isVisible()
    guide.progress.button.click()
    qtbot.waitUntil(lambda: not guide.progress.isVisible())
    assert guide.isVisible()
    assert guide.main_button.isEnabled()
    assert guide.cancel_button.isVisible()


def test_at_its_end_the_guide_goes_on(qtbot: Any, guide: Guide) -> None:
    step: Any = guide.step
    step.may_end.set()
    qtbot.waitUntil(lambda: not guide.isVisible())
    assert guide.result() == Guide.DialogCode.Accepted


def test_at_the_last_step_enter_closes_and_opens_no_folder(qtbot: Any, language: Any) -> None:
    end = End()
    folder = QPushButton("Show in its folder")
    end.body.addWidget(folder)
    made = Guide("Guide", [end])
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    assert made.focusWidget() is made.main_button

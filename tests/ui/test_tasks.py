"""The task runner: order, answers in the GUI thread, progress, cancelling, errors that nobody may lose."""

from __future__ import annotations

from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from baseldesk.errors import Cancelled, Refused
from ui.tasks import Runner


class Listener(QObject):
    """Keeps what it hears, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.threads: list[Any] = []

    def take(self, value: Any) -> None:
        self.heard.append(value)
        self.threads.append(current_thread())


def test_an_answer_arrives_in_the_gui_thread_and_the_work_runs_in_another(qtbot: Any, runner: Runner) -> None:
    listener = Listener()
    runner.read(current_thread, listener.take)
    qtbot.waitUntil(lambda: listener.heard != [])
    assert listener.heard[0] is not main_thread()
    assert listener.threads == [main_thread()]


def test_writes_run_one_after_the_other_in_the_order_handed_in(qtbot: Any, runner: Runner) -> None:
    order: list[str] = []
    second_ran = Event()

    def first() -> None:
        order.append("first begins")
        second_ran.wait(0.1)  # a chance for the second to come in between, were it given one
        order.append("first ends")

    def second() -> None:
        order.append("second")
        second_ran.set()

    runner.write(first)
    runner.write(second)
    with qtbot.waitSignal(runner.idle):
        pass
    assert order == ["first begins", "first ends", "second"]


def test_progress_is_told_and_the_last_report_is_never_left_out(qtbot: Any, runner: Runner) -> None:
    reports: list[tuple[int, int]] = []

    def work(progress: Any, cancelled: Any) -> None:
        for done in range(1, 101):
            progress(done, 100)

    task = runner.read(work, label="Counting", reports=True)
    task.progressed.connect(lambda done, total: reports.append((done, total)))
    with qtbot.waitSignal(runner.idle):
        pass
    assert reports[-1] == (100, 100)
    assert len(reports) < 100  # a few a second are enough


def test_a_cancelled_task_tells_neither_success_nor_failure(qtbot: Any, runner: Runner) -> None:
    listener, begun = Listener(), Event()

    def work(progress: Any, cancelled: Any) -> None:
        begun.set()
        while not cancelled():
            pass
        raise Cancelled

    task = runner.read(work, listener.take, listener.take, reports=True)
    with qtbot.waitSignal(task.stopped):
        assert begun.wait(5)
        task.cancel()
    assert listener.heard == []


def test_a_task_cancelled_before_its_turn_does_nothing(qtbot: Any, runner: Runner) -> None:
    gate, done = Event(), []
    runner.write(lambda: gate.wait(5))
    waiting = runner.write(lambda: done.append(1))
    waiting.cancel()
    with qtbot.waitSignal(runner.idle):
        gate.set()
    assert done == []


def test_of_what_was_read_anew_only_the_last_is_answered_though_it_comes_first(qtbot: Any, runner: Runner) -> None:
    listener, other, begun, answered = Listener(), Listener(), Event(), Event()

    def first() -> None:
        begun.set()
        answered.wait(5)
        raise Refused("change.malformed")

    runner.unhandled.connect(lambda _task, error: listener.heard.append(error))
    runner.read_anew(first, listener.take)
    begun.wait(5)
    runner.read_anew(lambda: "other", other.take)
    runner.read_anew(lambda: "second", listener.take)
    qtbot.waitUntil(lambda: listener.heard != [])
    answered.set()
    with qtbot.waitSignal(runner.idle):
        pass
    assert (listener.heard, other.heard) == (["second"], ["other"])


def test_an_error_goes_to_its_handler(qtbot: Any, runner: Runner) -> None:
    listener, error = Listener(), Refused("medium.full")
    unhandled: list[Any] = []
    runner.unhandled.connect(lambda task, error: unhandled.append(error))

    def work() -> None:
        raise error

    runner.write(work, otherwise=listener.take)
    with qtbot.waitSignal(runner.idle):
        pass
    assert listener.heard == [error]
    assert unhandled == []


def test_an_error_without_a_handler_is_told_to_the_window(qtbot: Any, runner: Runner) -> None:
    def work() -> None:
        raise ValueError

    with qtbot.waitSignal(runner.unhandled) as caught:
        runner.write(work)
    assert isinstance(caught.args[1], ValueError)


def test_an_error_whose_handler_is_gone_is_told_to_the_window(qtbot: Any, runner: Runner) -> None:
    listener, gate = Listener(), Event()

    def work() -> None:
        gate.wait(5)
        raise Refused("medium.full")

    with qtbot.waitSignal(runner.unhandled):
        runner.write(work, listener.take, listener.take)
        listener.deleteLater()
        with qtbot.waitSignal(listener.destroyed):
            pass
        gate.set()


def test_a_result_whose_handler_is_gone_is_passed_over(qtbot: Any, runner: Runner) -> None:
    listener, gate = Listener(), Event()
    runner.write(lambda: gate.wait(5), listener.take)
    listener.deleteLater()
    with qtbot.waitSignal(listener.destroyed):
        pass
    with qtbot.waitSignal(runner.idle):
        gate.set()
    assert listener.heard == []


def test_a_task_lives_without_anybody_keeping_it(qtbot: Any, runner: Runner) -> None:
    listener = Listener()
    for number in range(200):
        runner.read(int(number).__neg__, listener.take)
    qtbot.waitUntil(lambda: len(listener.heard) == 200)
    assert sorted(listener.heard) == sorted(-number for number in range(200))


def test_closing_lets_the_writes_come_to_their_end(runner: Runner) -> None:
    done = []
    for number in range(20):
        runner.write(lambda number=number: done.append(number))
    runner.close()
    assert done == list(range(20))


def test_after_the_end_nothing_begins_and_no_answer_comes(runner: Runner) -> None:
    begun, listener = [], Listener()
    runner.read(int, listener.take)
    runner.close()
    QApplication.processEvents()
    runner.read(lambda: begun.append(1), listener.take)  # as a late timer would
    runner.close()
    assert (begun, listener.heard, runner.open_tasks()) == ([], [], [])
    with pytest.raises(RuntimeError, match="after the end"):
        runner.write(int)


def test_held_back_work_begins_at_release(qtbot: Any, runner: Runner) -> None:
    listener = Listener()
    runner.hold()
    runner.read(int, listener.take)
    QApplication.processEvents()
    assert runner.open_tasks()
    assert listener.heard == []
    runner.release()
    qtbot.waitUntil(lambda: listener.heard == [0])

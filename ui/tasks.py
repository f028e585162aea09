"""Work in the background: one writer, so that all writes happen in order, and a few readers; owned for the life of the app.

A task never belongs to a window: the runner keeps it until its answer was delivered. Answers arrive in the GUI thread, and a
handler whose object is gone meanwhile is passed over; but an error that nobody is left to hear is still shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from baseldesk.errors import Cancelled
from ui.time_left import TimeLeft

READERS = 2
_BETWEEN_REPORTS = 0.05  # seconds; more reports than that only keep the window from painting

Work = Callable[..., Any]
Handler = Callable[[Any], object]


class Task(QObject):
    """One piece of work. Its signals are emitted in the GUI thread."""

    progressed = Signal(object, object)  # done, total (None where unknown)
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, runner: Runner, number: int, work: Work, label: str, reports: bool, writes: bool) -> None:
        super().__init__(runner)
        self.number, self.label, self.writes = number, label, writes
        self.done: int = 0
        self.total: int | None = None
        self.is_unwanted = self.keeps_open = False  # the window is not closed before the latter ends
        self.left = TimeLeft()
        self.then: Handler | None = None
        self.otherwise: Handler | None = None
        self._work, self._reports = work, reports
        self._report = runner._reported.emit
        self._stop = Event()
        self._last_report = 0.0

    def cancel(self) -> None:
        """Asks the work to stop; what it had begun is undone by its own transaction."""
        self._stop.set()

    def give_up(self) -> None:
        """Asks the work to stop; whatever it still brings is passed over."""
        self.cancel()
        self.is_unwanted = True

    def is_cancelled(self) -> bool:
        """Whether a person asked for the end."""
        return self._stop.is_set()

    @property
    def can_stop(self) -> bool:
        """Whether the work looks up now and then to see if it was cancelled."""
        return self._reports

    def progress(self, done: int, total: int | None = None) -> None:
        """Takes a report from the work, in its own thread, and passes on a few of them a second."""
        now = time.monotonic()
        if done == total or now - self._last_report >= _BETWEEN_REPORTS:
            self._last_report = now
            self._report(self, "progressed", (done, total))

    def run(self) -> None:
        """Does the work, in a thread of the runner, and reports how it ended."""
        try:
            if self._stop.is_set():
                raise Cancelled
            result = self._work(progress=self.progress, cancelled=self.is_cancelled) if self._reports else self._work()
        except Cancelled:
            self._report(self, "stopped", None)
        except BaseException as error:  # the edge: known errors and bugs are told apart where they are shown
            self._report(self, "failed", error)
        else:
            self._report(self, "finished", result)


class Runner(QObject):
    """Takes work, runs it in order, delivers its answers. One for the life of the application."""

    started = Signal(object)  # Task
    progressed = Signal(object)  # Task
    ended = Signal(object)  # Task
    wrote = Signal(object)  # the result of a write
    unhandled = Signal(object, object)  # Task, the error that nobody took
    idle = Signal()
    _reported = Signal(object, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._reads: SimpleQueue[Task | None] = SimpleQueue()
        self._writes: SimpleQueue[Task | None] = SimpleQueue()
        self._tasks: dict[int, Task] = {}
        self._threads: list[tuple[Thread, SimpleQueue[Task | None]]] = []
        self._count = 0
        self._is_held = self._is_closed = False
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)

    def read(
        self, work: Work, then: Handler | None = None, otherwise: Handler | None = None, *, label: str = "", reports: bool = False
    ) -> Task:
        """Runs work that changes nothing, beside other such work."""
        return self._take(work, then, otherwise, label, reports, writes=False)

    def read_anew(self, work: Work, then: Handler, otherwise: Handler | None = None, *, label: str = "") -> Task:
        """Runs work that changes nothing; of all that was handed in with this handler, only the last is answered.

        Two readers work side by side: what was asked first may be answered last, and would stay on the screen.
        """
        for task in self._tasks.values():
            if task.then == then:
                task.give_up()
        return self.read(work, then, otherwise, label=label)

    def write(
        self, work: Work, then: Handler | None = None, otherwise: Handler | None = None, *, label: str = "", reports: bool = False
    ) -> Task:
        """Runs work that writes, after all writes handed in before it."""
        return self._take(work, then, otherwise, label, reports, writes=True)

    def hold(self) -> None:
        """Begins nothing before `release`: the first paint comes before all background work."""
        self._is_held = True

    def release(self) -> None:
        """Begins what was handed in meanwhile."""
        self._is_held = False
        if self._tasks:
            self._start_threads()

    def open_tasks(self) -> list[Task]:
        """What is running or waiting, oldest first."""
        return list(self._tasks.values())

    def has_writes(self) -> bool:
        """Whether something is still to be written."""
        return any(task.writes for task in self._tasks.values())

    @property
    def is_closed(self) -> bool:
        """Whether the end has come: nothing can be handed in any more."""
        return self._is_closed

    def close(self) -> None:
        """Stops the reads, lets the writes come to their end, and ends the threads; answers are no longer delivered.

        Nothing begins any more: what a late timer or answer would still read could meet a desk that is being closed.
        """
        self._is_closed = True
        for task in self._tasks.values():
            if not task.writes:
                task.cancel()
        for _thread, queue in self._threads:
            queue.put(None)
        for thread, _queue in self._threads:
            thread.join()
        self._threads.clear()
        self._tasks.clear()

    def _take(
        self, work: Work, then: Handler | None, otherwise: Handler | None, label: str, reports: bool, *, writes: bool
    ) -> Task:
        self._count += 1
        task = Task(self, self._count, work, label, reports, writes)
        if self._is_closed:
            return self._turn_away(task)
        task.then, task.otherwise = then, otherwise
        self._tasks[task.number] = task
        self._start_threads()
        (self._writes if writes else self._reads).put(task)
        self.started.emit(task)
        return task

    def _turn_away(self, task: Task) -> Task:
        """A read that comes too late is never run; a write would be lost, which somebody must hear."""
        if task.writes:
            raise RuntimeError("a write was handed in after the end")
        return task

    def _start_threads(self) -> None:
        if self._threads or self._is_held:
            return
        queues = [self._writes, *[self._reads] * READERS]
        self._threads = [(Thread(target=_serve, args=(queue,), daemon=True), queue) for queue in queues]
        for thread, _queue in self._threads:
            thread.start()

    @Slot(object, str, object)
    def _on_reported(self, task: Task, event: str, payload: Any) -> None:
        if self._is_closed:
            return
        if event == "progressed":
            task.done, task.total = payload
            task.left.hear(task.done, task.total)
            task.progressed.emit(task.done, task.total)
            self.progressed.emit(task)
            return
        try:
            self._deliver(task, event, payload)
        finally:
            self._end(task)

    def _deliver(self, task: Task, event: str, payload: Any) -> None:
        if task.is_unwanted:
            event = "stopped"
        if event == "finished":
            task.finished.emit(payload)
            _call(task.then, payload)
            if task.writes:
                self.wrote.emit(payload)
        elif event == "failed":
            task.failed.emit(payload)
            if not _call(task.otherwise, payload):
                self.unhandled.emit(task, payload)
        else:
            task.stopped.emit()

    def _end(self, task: Task) -> None:
        self._tasks.pop(task.number, None)
        self.ended.emit(task)
        task.then = task.otherwise = None
        task.deleteLater()
        if not self._tasks:
            self.idle.emit()


def _serve(queue: SimpleQueue[Task | None]) -> None:
    while (task := queue.get()) is not None:
        task.run()
        del task


def _call(handler: Handler | None, value: Any) -> bool:
    """Calls a handler whose object still lives; says whether there was one."""
    owner = getattr(handler, "__self__", None)
    if handler is None or (isinstance(owner, QObject) and not isValid(owner)):
        return False
    handler(value)
    return True

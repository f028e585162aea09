"""The one Save of a record screen: the record with its lists as one change, and what was entered meanwhile kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal

from baseldesk.desk.shown import Edit, Saved
from baseldesk.errors import RuleBroken
from baseldesk.i18n import N_, _
from ui.screens.record_draft import ids_of
from ui.screens.record_problems import RecordProblems
from ui.screens.record_reading import Whole
from ui.screens.record_standing import Standing, follow_open_lines

if TYPE_CHECKING:
    from ui.screens.record_screen import RecordScreen
    from ui.tasks import Task

_SAVED = N_("Saved.")


class RecordSaving(QObject):
    """Writes through the runner. «Saved» is said only after the desk has returned and the record was read again.

    Attributes:
        changed: it began or ended.
    """

    changed = Signal()

    def __init__(self, screen: RecordScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self.is_running = False
        self._problems = RecordProblems(screen)
        self._task: Task | None = None
        self._then: Callable[[], object] | None = None
        self._moved: dict[bytes, bytes] = {}
        self._sent: Standing | None = None

    def finish(self) -> bool:
        """Takes what still stands half entered; False, with the focus at the place, where something cannot be saved."""
        self._screen.form.finish()
        for lines in self._screen.lists.values():
            lines.finish()
        return not self._problems.go_to_first()

    def edits(self) -> list[Edit]:
        """The record and its lists, as one save takes them; a new record in which nothing was entered is not saved."""
        screen = self._screen
        if screen.is_new and not screen.has_unsaved():
            return []
        changes = screen.form.changes()
        edits = [one for lines in screen.lists.values() for one in lines.edits()]
        if changes or screen.is_new:
            edits.insert(0, Edit(screen.kind, screen.record_id, changes, None if screen.is_new else screen.form.versions()))
        return [*edits, *screen.remarks.edits()]

    def start(self, edits: list[Edit], then: Callable[[], object] | None) -> None:
        """Saves these edits; goes on to `then` once they are written."""
        screen = self._screen
        self._then, self._sent = then, Standing.of(screen)
        self._run(True)
        work = partial(screen.context.desk.save, edits, also=screen.unsaved.forgetting())
        self._task = screen.context.runner.write(work, self._on_saved, self._on_refused, label=_("Saving…"))

    def go_on_to(self, then: Callable[[], object] | None) -> None:
        """What is to follow the save that is running."""
        self._then = then or self._then

    @property
    def is_behind(self) -> bool:
        """Whether something was entered that the save that is running does not hold."""
        return self._sent is not None and self._sent.differs(Standing.of(self._screen))

    def abandon(self) -> None:
        """What is being saved is saved, and no longer the screen's: it shows something else by then."""
        if self._task is not None and self.is_running:
            self._task.then = self._task.otherwise = None  # a failure is said by the window
            self._task, self._then = None, None
            self._run(False)

    def _run(self, is_running: bool) -> None:
        self.is_running = is_running
        self.changed.emit()

    def _on_saved(self, saved: Saved) -> None:
        """A record kept at the centre, and one that became ready, is saved under an id of its own."""
        screen, before = self._screen, self._screen.record_id
        screen.record_id = saved.id_of(screen.kind, before)
        self._moved = self._ids(saved, before) if screen.record_id != before else {}
        follow_open_lines(screen, before, self._moved)
        self._task = screen.context.runner.read(screen.loading.reading(), self._on_read, self._on_refused)

    def _ids(self, saved: Saved, before: bytes) -> dict[bytes, bytes]:
        """{id: the one under which it was saved} of the record and its lines."""
        lines = self._sent.lines if self._sent else {}
        sent = (one for kind, held in lines.items() for one in ids_of(kind, held))
        return {one: saved.id_of(kind, one) for kind, one in sent} | {before: self._screen.record_id}

    def _on_read(self, whole: Whole) -> None:
        """What was entered while it was being saved stays on the screen, still to be saved."""
        screen, then, sent = self._screen, self._then, self._sent
        now, was_new = Standing.of(screen), screen.is_new
        self._then = self._sent = None
        self._run(False)
        sent = sent or now
        now, sent = (one.under(self._moved, screen.context.desk.owner) for one in (now, sent))
        screen.loading.show_whole(whole, {kind: (sent.lines[kind], now.lines[kind]) for kind in screen.lists})
        now.put_what_is_new(screen, sent)
        screen.unsaved.saved()
        screen.context.window.status(_(_SAVED))
        if was_new or self._moved:
            cast(Any, screen.context.window).stand_on(screen.name, id=screen.record_id)
        if then is not None:
            then()

    def _on_refused(self, error: BaseException) -> None:
        self._then = None
        self._run(False)
        self._screen.unsaved.touch()
        is_own = isinstance(error, RuleBroken) and (error.about is None or error.about[0] == self._screen.kind)
        if not (is_own and self._screen.form.show_problem(error)):  # type: ignore[arg-type]
            self._screen.show_error(error, self._screen.save)

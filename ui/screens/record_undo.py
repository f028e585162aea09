"""«Undo last save»: the newest save of this desk is taken back by a new change, and said in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from baseldesk.desk.last_save import Touched, edits_again, last_save
from baseldesk.i18n import N_, _, current
from ui.screens.conflict_words import name_register
from ui.screens.todo_reading import Named, names_of

if TYPE_CHECKING:
    from baseldesk.desk.course import Progress, Stop
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Edit
    from ui.screens import Context, Screen

_MOST = 3  # records named
_UNDONE = N_("Undone: {what}")
_NEW = N_("{record}, newly entered")
_CHANGED = N_("{record} ({fields})")
_NOTHING = N_("There is nothing to undo: the last thing done on this desk was no save.")
_UNSAVED = N_("Something here is not saved yet. Save it or leave it first; then the last save can be undone.")


@dataclass(frozen=True)
class Undone:
    """What was taken back: a few records with their names, how many more, the kinds that changed, and what would do it again."""

    kinds: frozenset[str]
    touched: tuple[tuple[Touched, tuple[Named, ...]], ...]
    more: int = 0
    again: tuple[Edit, ...] = ()

    def words(self) -> str:
        """«Undone: Customs training (Title · English, City)»."""
        said = [_say(touched, names) for touched, names in self.touched]
        if self.more > 0:
            said.append(current().format_plural(N_("{n} more record"), N_("{n} more records"), self.more))
        return current().format(_UNDONE, what="; ".join(said))


def undo_last(desk: Desk, *, progress: Progress | None = None, cancelled: Stop | None = None) -> Undone | None:
    """Takes the last save back; None where something newer than a save was done on this desk. For the writer's thread."""
    with desk.read() as reader:
        last = last_save(reader)
    if last is None:
        return None
    named = tuple((one, names_of(desk, one.type, one.record)) for one in last.touched[:_MOST])
    again = edits_again(desk, last)
    saved = desk.undo(progress, cancelled)
    return Undone(saved.kinds if saved else frozenset(), named, len(last.touched) - len(named), again)


class Undoing(QObject):
    """Undoes through the runner, for a screen or the window."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def start(self, here: Screen | None) -> None:
        """Undoes the last save, unless something is unsaved on the screen that is open."""
        if here is not None and here.has_unsaved():
            self._context.window.status(_(_UNSAVED))
            return
        work = partial(undo_last, self._context.desk)
        self._context.runner.write(work, self._on_undone, label=_("Undoing…"), reports=True)

    @Slot(object)
    def _on_undone(self, undone: Undone | None) -> None:
        self._context.window.status(undone.words() if undone else _(_NOTHING))


def _say(touched: Touched, names: tuple[Named, ...]) -> str:
    record = " – ".join(one.words() for one in reversed(names))
    if touched.is_new:
        return current().format(_NEW, record=record)
    fields = ", ".join(name_register(touched.type, one) for one in touched.registers)
    return current().format(_CHANGED, record=record, fields=fields)

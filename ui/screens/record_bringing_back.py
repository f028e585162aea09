"""Bringing an earlier value back: a new save of that one register, which covers what is shown now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from baseldesk.desk.shown import Edit, Saved
from baseldesk.i18n import N_, _

if TYPE_CHECKING:
    from ui.screens.record_screen import RecordScreen

_UNSAVED = N_("There is something here that is not saved yet. Save it first, or leave it without saving.")


class BringingBack(QObject):
    """Writes through the runner, for a record screen in which nothing is unsaved."""

    def __init__(self, screen: RecordScreen) -> None:
        super().__init__(screen)
        self._screen = screen

    @Slot(str, object)
    def start(self, register: str, value: object) -> None:
        """Saves the value again."""
        screen, shown = self._screen, self._screen.form.shown
        if shown is None or screen.has_unsaved() or screen.saving.is_running:
            screen.banner.say("attention", _UNSAVED)
            return
        screen.banner.clear()
        edit = Edit(screen.kind, screen.record_id, {register: value}, {register: shown.versions.get(register, ())})
        screen.context.runner.write(partial(screen.context.desk.save, [edit]), self._on_saved, label=_("Saving…"))

    @Slot(object)
    def _on_saved(self, _saved: Saved) -> None:
        self._screen.context.window.status(_("Brought back and saved on this computer."))

"""What can be done with a record as a whole: copied, deleted, brought back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from baseldesk.desk.shown import Edit, Saved
from baseldesk.i18n import N_, _
from ui import icons
from ui.screens.deleting import delete
from ui.screens.record_undo import Undoing

if TYPE_CHECKING:
    from ui.screens.record_screen import RecordScreen

_DELETED = N_("This record is deleted. Its history is kept.")
_NOT_COPIED = frozenset({
    "reference", "stage", "status", "started_on", "ended_on", "cancelled_why", "external_ids", "other_data", "publish",
    "directory_partner", "approved_by", "approver_function", "approved_on", "frozen_hash", "version", "supersedes", "printed",
    "signed",
})  # fmt: skip


class RecordActions(QToolButton):
    """A button with the less frequent actions of a record screen."""

    def __init__(self, screen: RecordScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._undoing = Undoing(screen.context, self)
        self.copy_action, self.delete_action, self.undo_action = QAction(self), QAction(self), QAction(self)
        self.join_action = QAction(self)
        menu = QMenu(self)
        for action, icon in (
            (self.copy_action, "copy"),
            (self.join_action, "link"),
            (self.delete_action, "trash-2"),
            (self.undo_action, "undo-2"),
        ):
            icons.put(action, icon)
            menu.addAction(action)
        self.setMenu(menu)
        self.setObjectName("more_button")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.copy_action.triggered.connect(self.copy_as_new)
        self.join_action.triggered.connect(self.join)
        self.delete_action.triggered.connect(self.delete)
        self.undo_action.triggered.connect(self.undo_last)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.setText(_("More"))
        self.setAccessibleName(_("More actions"))
        self.copy_action.setText(_("Copy as new"))
        self.join_action.setText(_("Recorded twice…"))
        self.delete_action.setText(_("Delete"))
        self.undo_action.setText(_("Undo last save"))

    def allow(self, *, may_change: bool) -> None:
        """Says whether the record may be deleted, and if it is deleted how to bring it back."""
        shown = self._screen.form.shown
        self.copy_action.setEnabled(shown is not None and not self._screen.context.desk.is_secretariat)
        self.delete_action.setEnabled(may_change and shown is not None)
        is_secretariat = self._screen.context.desk.is_secretariat
        self.join_action.setEnabled(shown is not None and not shown.deleted and (may_change or is_secretariat))
        if shown is not None and shown.deleted:
            self._screen.banner.say("attention", _DELETED)
            self._screen.banner.offer(N_("Undo"), self.bring_back)

    def copy_as_new(self) -> None:
        """Begins a new record with what can be taken over from this one."""
        values = {name: value for name, value in self._screen.form.values().items() if name not in _NOT_COPIED}
        self._screen.context.window.show_new(self._screen.kind, **values)

    def delete(self) -> None:
        """Hides the record; its history stays, and it can be brought back. What is not saved yet is left out."""
        if self._screen.form.shown is not None:
            delete(self._screen.context.settings, self.window(), 1, self._delete)

    def _delete(self, _checked: bool = False) -> None:
        shown = self._screen.form.shown
        if shown is not None:
            self._screen.discard()
            self._write(Edit(shown.type, shown.id, shown=shown.versions, life=False))

    def join(self) -> None:
        """Lets a person choose the record that is the same, compare the two and join them."""
        from ui.screens.same_join import JoinDialog

        JoinDialog(self._screen.context, self._screen.kind, self._screen.record_id, parent=self._screen.window()).open()

    def bring_back(self) -> None:
        """Takes the deletion back."""
        shown = self._screen.form.shown
        if shown is not None:
            self._write(Edit(shown.type, shown.id, life=True))

    def undo_last(self) -> None:
        """Takes the last save of this desk back."""
        self._undoing.start(self._screen)

    def _write(self, edit: Edit) -> None:
        self._screen.context.runner.write(partial(self._screen.context.desk.save, [edit]), self._on_written)

    def _on_written(self, saved: Saved) -> None:
        if any(record == self._screen.record_id for _kind, record in saved.records):
            self._screen.banner.clear()  # not where another record has come meanwhile

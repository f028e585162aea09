"""What can be done with the rows selected in a list: open, copy, print, change many, delete, restore; by menu and keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton

from baseldesk.i18n import N_, _, current
from ui import icons
from ui.widgets.list_columns import NOTHING

if TYPE_CHECKING:
    from collections.abc import Callable

    from baseldesk.desk.shown import Row, Saved
    from ui.screens.list_doing import Done
    from ui.screens.record_list import RecordListScreen
    from ui.widgets.list_columns import Cell, Column

MOST_COPIED = 10_000
_TOO_MANY = N_("No more than {most} rows are copied at once. Select fewer.")
_COPIED = N_("Copied: {n}")
_UNSEEN = dict.fromkeys((0x200E, 0x200F, 0x2066, 0x2067, 0x2068, 0x2069))
_CHANGED, _DELETED, _RESTORED = N_("Changed: {n}."), N_("Deleted: {n}. The history is kept."), N_("Restored: {n}.")
_LEFT = N_("Left as they were: {left}.")
_UNDONE = N_("Undone.")
_NEWER = N_("Something newer was done meanwhile; it would be undone first. Nothing was changed.")


class ListWork(QObject):
    """The actions of one list, on its table and in a menu.

    Attributes:
        many_button: «Change many…» under the table, while several rows are selected.
        restore_button: «Restore» there, while rows of deleted records are.
    """

    def __init__(self, screen: RecordListScreen) -> None:
        super().__init__(screen)
        self._screen, self._list, self._context = screen, screen.list, screen.context
        self._done: Done | None = None
        self.menu, self.many_button, self.restore_button = QMenu(screen), QPushButton(), QPushButton()
        self.open_action = self._make("", "Return", self.open)
        self.copy_action = self._make("copy", QKeySequence.StandardKey.Copy, self.copy)
        self.print_action = self._make("printer", QKeySequence.StandardKey.Print, self.print)
        self.export_action = self._make("download", "", self.export)
        self.many_action = self._make("pencil", "Ctrl+E", self.change_many)
        self.delete_action = self._make("trash-2", "Del", self.delete)
        self.restore_action = self._make("undo-2", "", self.restore)
        self._lay_out()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.open_action.setText(_("Open"))
        self.copy_action.setText(_("Copy as table"))
        self.many_action.setText(_("Change many…"))
        self.many_button.setText(_("Change many…"))
        self.delete_action.setText(_("Delete"))
        self.restore_action.setText(_("Restore"))
        self.restore_button.setText(_("Restore"))
        self.print_action.setText(_("Print…"))
        self.export_action.setText(_("Export…"))

    def open(self, _checked: bool = False) -> None:
        """Opens the current record."""
        if self._list.table.currentIndex().isValid():
            self._list.table.activated.emit(self._list.table.currentIndex())

    def copy(self, _checked: bool = False) -> None:
        """Puts the rows with their headings on the clipboard, as a spreadsheet takes them."""
        from ui.screens.list_doing import read_rows

        numbers = self._list.chosen()
        if len(numbers) > MOST_COPIED:
            self._context.window.status(current().format(_TOO_MANY, most=current().number(MOST_COPIED)))
        elif numbers:
            work = partial(read_rows, self._context.desk, self._list.asked_query(), numbers)
            self._context.runner.read(work, self._on_rows)

    def export(self, _checked: bool = False) -> None:
        """Asks where the rows selected are to be written, as a workbook."""
        self._screen.more.ask_selected()

    def print(self, _checked: bool = False) -> None:
        """Opens the reports with the records selected."""
        from ui.screens.list_doing import read_ids

        numbers = self._list.chosen()
        if numbers and self._may_print():
            work = partial(read_ids, self._context.desk, self._screen.kind, numbers)
            self._context.runner.read(work, self._on_printed)

    def change_many(self, _checked: bool = False) -> None:
        """Asks which field of the records selected is to say what."""
        from ui.screens.list_doing import read_ids

        numbers = self._list.chosen()
        if numbers and self._may_change():
            work = partial(read_ids, self._context.desk, self._screen.kind, numbers)
            self._context.runner.read(work, self._on_ids)

    def delete(self, _checked: bool = False) -> None:
        """Hides the records selected; their history stays, and they can be brought back."""
        from ui.screens.deleting import delete

        if chosen := self._list.chosen():
            delete(self._context.settings, self._screen.window(), len(chosen), partial(self._delete, chosen))

    def _delete(self, numbers: list[int], _checked: bool = False) -> None:
        """Those that were selected when it was asked: the list may have been read anew since."""
        self._set_life(numbers, False, self._on_deleted)

    def restore(self, _checked: bool = False) -> None:
        """Brings the deleted records selected back."""
        self._set_life(self._list.chosen(), True, self._on_restored)

    def _set_life(self, numbers: list[int], life: bool, then: Callable[[Done], None]) -> None:
        from ui.screens.list_doing import set_life

        if numbers and self._may_change() and self._list.asked_query().deleted is life:
            work = partial(set_life, self._context.desk, self._screen.kind, numbers, life)
            self._context.runner.write(work, then, label=_("Saving…"))

    def _may_change(self) -> bool:
        """Whether records of this type are written on this desk."""
        return self._screen.may_begin()

    def _may_print(self) -> bool:
        """Whether there are reports that records of this type are chosen for."""
        return self._screen.kind == "activity" and not self._list.asked_query().deleted

    @Slot(object)
    def _on_printed(self, records: list[bytes]) -> None:
        chosen: dict[str, object] = {"activity": records[0]} if len(records) == 1 else {"activities": records}
        if records:
            self._context.window.show_screen("reports", **chosen)

    @Slot(object)
    def _on_rows(self, rows: list[Row]) -> None:
        QGuiApplication.clipboard().setText(table_text(self._list.columns(), rows))
        self._context.window.status(current().format(_COPIED, n=current().number(len(rows))))

    @Slot(object)
    def _on_ids(self, records: list[bytes]) -> None:
        from ui.screens.change_many import ChangeManyDialog

        dialog = ChangeManyDialog(self._context, self._screen.kind, records, self._screen.window())
        dialog.changed.connect(self._on_changed)
        dialog.open()

    @Slot(object)
    def _on_changed(self, done: Done) -> None:
        self._tell(done, _CHANGED)

    @Slot(object)
    def _on_deleted(self, done: Done) -> None:
        self._tell(done, _DELETED)

    @Slot(object)
    def _on_restored(self, done: Done) -> None:
        self._tell(done, _RESTORED)

    def _tell(self, done: Done, said: str) -> None:
        """Says what was done, with a button that takes it back."""
        self._done = done
        number, banner = current().number, self._screen.banner
        hint = _LEFT if done.left else ""
        banner.say("good" if done.count else "attention", said, hint, n=number(done.count), left=number(done.left))
        if done.action is not None:
            banner.offer(N_("Undo"), self._undo)

    def _undo(self) -> None:
        from ui.screens.list_doing import take_back

        if self._done is not None:
            work = partial(take_back, self._context.desk, self._done)
            self._context.runner.write(work, self._on_undone, label=_("Undoing…"), reports=True)

    @Slot(object)
    def _on_undone(self, saved: Saved | None) -> None:
        self._context.window.status(_(_UNDONE if saved else _NEWER))

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        is_deleted, may_change = self._list.asked_query().deleted, self._may_change()
        self.many_action.setVisible(may_change and not is_deleted)
        self.delete_action.setVisible(may_change and not is_deleted)
        self.restore_action.setVisible(may_change and is_deleted)
        self.print_action.setVisible(self._may_print())
        self.menu.popup(place)

    @Slot(QItemSelection, QItemSelection)
    def _on_selection(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self._offer()

    @Slot()
    def _offer(self) -> None:
        """Other rows are selected, or none any more because other rows stand there: of this Qt says nothing."""
        selected = sum(len(run) for run in self._list.table.selected_places())
        may_change, is_deleted = self._may_change(), self._list.asked_query().deleted
        self.many_button.setVisible(selected > 1 and may_change and not is_deleted)
        self.restore_button.setVisible(selected > 0 and may_change and is_deleted)

    def _make(self, icon: str, key: QKeySequence.StandardKey | str, act: Callable[..., None]) -> QAction:
        action = QAction(self)
        if icon:
            icons.put(action, icon)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(act)
        self.menu.addAction(action)
        if act != self.open:  # Enter is the table's own
            self._list.table.addAction(action)
        return action

    def _lay_out(self) -> None:
        self.menu.setObjectName("list_menu")
        self.many_button.setObjectName("many_button")
        self.many_button.hide()
        icons.put(self.many_button, "pencil")
        self.many_button.clicked.connect(self.change_many)
        self.restore_button.setObjectName("restore_button")
        self.restore_button.hide()
        icons.put(self.restore_button, "undo-2")
        self.restore_button.clicked.connect(self.restore)
        for button in (self.many_button, self.restore_button):
            self._list.foot.addWidget(button)
        self._list.table.menu_asked.connect(self._on_menu)
        self._list.table.selectionModel().selectionChanged.connect(self._on_selection)
        self._list.model.modelReset.connect(self._offer)


def table_text(columns: tuple[Column, ...], rows: list[Row]) -> str:
    """Rows and headings with tabs between the cells; no cell breaks the table."""
    lines = [[_(one.words) for one in columns], *([_copied(one.cell(row)) for one in columns] for row in rows)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


def _copied(cell: Cell) -> str:
    """A table elsewhere has an empty cell where nothing is entered, and no marks of direction that nobody sees there."""
    return "" if cell.text == NOTHING else cell.text.translate(_UNSEEN)

"""«More» beside a list: bring a list in, or take this one out as it is searched and narrowed. Nothing heavy is imported here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from baseldesk.i18n import N_, _, current

if TYPE_CHECKING:
    from ui.screens import Context
    from ui.widgets.list_view import ListView

_IMPORTED = frozenset({"activity", "partner"})
_ENDINGS = {".xlsx": N_("Workbooks (*.xlsx)"), ".csv": N_("Tables as text (*.csv)")}
_WRITTEN = N_("Written: {file} ({count} records)")
_STOPPED = N_("Stopped. Nothing was written.")


class MoreButton(QToolButton):
    """What one does seldom with a list. `view` knows what it shows at the moment, and which rows are selected."""

    def __init__(self, context: Context, kind: str, view: ListView, may_import: bool) -> None:
        super().__init__()
        self._context, self._kind, self._view = context, kind, view
        self._numbers: tuple[int, ...] | None = None  # the rows to write; None for all
        self.bring, self.workbook, self.table, self.everything = QAction(self), QAction(self), QAction(self), QAction(self)
        self.setObjectName("more_button")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        if may_import and kind in _IMPORTED:
            menu.addAction(self.bring)
            menu.addSeparator()
        menu.addActions([self.workbook, self.table])
        menu.addSeparator()
        menu.addAction(self.everything)
        self.setMenu(menu)
        self.bring.triggered.connect(self._on_bring)
        self.workbook.triggered.connect(partial(self._ask, ".xlsx"))
        self.table.triggered.connect(partial(self._ask, ".csv"))
        self.everything.triggered.connect(self._on_everything)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.setText(_("More"))
        self.bring.setText(_("Import a list…"))
        self.workbook.setText(_("This list as a workbook…"))
        self.table.setText(_("This list as a table in text…"))
        self.everything.setText(_("Export everything…"))

    @Slot()
    def _on_bring(self) -> None:
        self._context.window.show_screen("import")

    @Slot()
    def _on_everything(self) -> None:
        self._context.window.show_screen("export")

    def ask_selected(self) -> None:
        """Asks where the rows selected are to be written, as a workbook."""
        numbers = tuple(self._view.chosen())
        if numbers:
            self._ask(".xlsx")
            self._numbers = numbers

    def _ask(self, ending: str, _checked: bool = False) -> None:
        self._numbers = None
        proposed = Path.home() / f"{self._kind}-{QDate.currentDate().toString(Qt.DateFormat.ISODate)}{ending}"
        from ui import dialogs

        dialogs.ask_target(self, _("Where to?"), proposed, _(_ENDINGS[ending]), self.write)

    def write(self, chosen: list[Path]) -> None:
        """Writes the list as it is searched, narrowed and sorted, or the rows selected of it, in the background."""
        from ui.screens.exporting_writing import write_list

        query = self._view.asked_query()._replace(numbers=self._numbers)
        work = partial(write_list, self._context.desk, query, chosen[0], current().language)
        task = self._context.runner.write(work, self._on_written, label=_("Writing"), reports=True)
        task.stopped.connect(self._on_stopped)

    @Slot(object)
    def _on_written(self, written: Any) -> None:
        said = current().format(_WRITTEN, file=written.path.name, count=current().number(written.count))
        self._context.window.status(said)

    @Slot()
    def _on_stopped(self) -> None:
        self._context.window.status(_(_STOPPED))

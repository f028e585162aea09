"""A list inside a form that is edited like a sheet: typed into its cells, pasted from a spreadsheet, saved with the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton

from baseldesk.desk.shown import Edit, Row
from baseldesk.errors import RuleBroken
from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field, RecordType
from ui import icons, layouts
from ui.messages import say as say_error
from ui.screens import Context
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_draft import Draft
from ui.screens.record_lines import Lines, Versions
from ui.screens.record_lines_model import LinesModel
from ui.screens.record_sheet_doing import SheetDoing
from ui.screens.record_sheet_model import TYPED, FieldColumn, SheetColumn, SheetModel
from ui.screens.record_sheet_table import SheetTable

_HOW = N_("Type into the cells; Tab goes on, Enter goes down. Rows copied from a spreadsheet can be pasted with Ctrl+V.")


class SheetLines(Lines):
    """Lines as rows of cells, and a blank row for the next one. The dialog with every field stays a click away.

    Attributes:
        more_button: shows the columns that wait under «More»; hidden where there are none.
    """

    edited_in_place = True

    def __init__(self, context: Context, directory: DeskDirectory, declared: RecordType, parent_field: Field) -> None:
        self.more_button = QPushButton()
        self._loaded: dict[bytes, Draft] = {}
        self._refused: RuleBroken | None = None
        super().__init__(context, directory, declared, parent_field)
        self._add_more_button()
        self._show_more(False)

    def columns(self) -> Sequence[SheetColumn]:
        """The columns, those under «More» last."""
        shown, more = layouts.sheet(self.declared.name)
        first = [FieldColumn(self.declared.by_name[name], letters) for name, letters in shown]
        rest = [FieldColumn(self.declared.by_name[name], letters, is_more=True) for name, letters in more]
        return [one for one in (*first, *rest) if one.field.kind in TYPED]

    def make_table(self) -> tuple[LinesModel, SheetTable]:
        """A sheet in place of the table."""
        model = SheetModel(self.columns(), self)
        model.typed.connect(self._on_typed)
        return model, SheetTable(model, self)

    @property
    def sheet(self) -> SheetModel:
        """The model of the cells."""
        assert isinstance(self.model, SheetModel)
        return self.model

    @property
    def grid(self) -> SheetTable:
        """The table of the cells."""
        assert isinstance(self.table, SheetTable)
        return self.table

    def load(
        self,
        parent: bytes,
        rows: Iterable[Row],
        versions: Mapping[bytes, Versions] | None = None,
        nested: Mapping[bytes, Sequence[Row]] | None = None,
        since: tuple[Sequence[Draft], Sequence[Draft]] = ((), ()),
    ) -> None:
        """Shows the lines as the desk holds them; the cursor stays at its place."""
        place = (self.table.currentIndex().row(), self.table.currentIndex().column())
        is_same = parent == self.parent_id
        if not is_same:
            self.drop_half()
        super().load(parent, sorted(rows, key=_entered), versions, nested, since)
        if is_same and place[0] >= 0:
            self.grid.go_to(min(place[0], self.model.rowCount() - 1), place[1])

    def note_loaded(self, drafts: Sequence[Draft]) -> None:
        """What is typed back to what the desk holds is no change."""
        self._loaded = {one.id: one for one in drafts}

    def restore(self, parent: bytes, drafts: Sequence[Draft]) -> None:
        """What was done before cannot be undone any more."""
        self.doing.forget()
        super().restore(parent, drafts)

    def half(self) -> Mapping[str, object]:
        """What stands in a cell that was not left yet: of which line, b"" for the next one, and of which field."""
        cell = self.grid.being_typed()
        if cell is None:
            return {}
        draft = self.model.draft_at(cell[0].row())
        return {"line": draft.id if draft else b"", "field": self.sheet.cells[cell[0].column()].field.name, "text": cell[1]}

    def put_half(self, values: Mapping[str, object]) -> None:
        """Opens the cell again, unless it is still open."""
        if self.half():
            return
        rows = [at for at, one in enumerate(self.sheet.drafts()) if one.id == values["line"]]
        columns = [at for at, one in enumerate(self.sheet.cells) if one.field.name == values["field"] and not one.toggles]
        if columns and not self.is_read_only:
            self.grid.type_into(rows[0] if rows else self.sheet.rowCount() - 1, columns[0], str(values["text"]))

    def drop_half(self) -> None:
        """The cell stays as it was."""
        self.grid.drop_open()

    def finish(self) -> None:
        """Takes what stands half typed in a cell."""
        self.grid.take_open()

    def problems(self) -> list[tuple[Draft, RuleBroken]]:
        """A cell that is open on what means nothing there, too."""
        found = super().problems()
        if self._refused is not None and self.grid.refused_line is not None:
            found.append((self.chosen() or Draft(b"", {}), self._refused))
        return found

    def show_problem(self, draft: Draft, error: RuleBroken) -> None:
        """Goes into the cell that is still open, or to the line."""
        line = self.grid.refused_line
        if line is None or error is not self._refused:
            super().show_problem(draft, error)
            return
        line.setFocus()
        line.selectAll()

    def edits(self) -> list[Edit]:
        """Lines that were begun and emptied again are not saved."""
        empty = {one.id for one in self.drafts() if one.is_new and not self._says_something(one)}
        return [one for one in super().edits() if one.record not in empty]

    def take(self, draft: Draft) -> None:
        """What comes out of the dialog is a step too."""
        self.doing.note(self.drafts())
        super().take(draft)

    def put_drafts(self, drafts: Sequence[Draft]) -> None:
        """Goes on with these lines, as one step that Ctrl+Z takes back."""
        self.doing.note(self.drafts())
        self.go_on_with(drafts)

    def change(self, draft: Draft, column: SheetColumn, value: object) -> Draft:
        """The line with a value; what is as the desk holds it is no change."""
        made = column.changed(draft, value)
        before = self._loaded.get(draft.id)
        name = column.field.name
        if before is None or name not in made.changes or before.values.get(name) != made.values.get(name):
            return made
        changes = {key: one for key, one in made.changes.items() if key != name}
        return replace(made, changes=changes, shown={key: one for key, one in (made.shown or {}).items() if key != name} or None)

    def set_read_only(self, read_only: bool) -> None:
        """No blank row where nothing can be typed."""
        super().set_read_only(read_only)
        self.sheet.set_open(not read_only)
        self._show()

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.nothing.setText(_(_HOW))
        self.more_button.setText(_("More columns"))
        self.more_button.setAccessibleName(
            current().format(N_("{action} {list}"), action=_("More columns"), list=self.heading.text())
        )
        self.table.setAccessibleDescription(_(_HOW))

    def paste(self) -> None:
        """Fills the cells from the cursor on."""
        self.doing.paste()

    def remove(self) -> None:
        """Takes the chosen lines away; saving makes it so."""
        self.doing.remove()

    def _says_something(self, draft: Draft) -> bool:
        return any(name != self.parent_field.name for name in draft.values) or bool(draft.nested)

    def _show(self) -> None:
        super()._show()
        self.table.setVisible(True)
        self.nothing.setVisible(not self.is_read_only)

    @Slot(int, int, object)
    def _on_typed(self, row: int, column: int, value: object) -> None:
        draft = self.model.draft_at(row) or self.begun()
        made = self.change(draft, self.sheet.cells[column], value)
        self.put_drafts(list({**{one.id: one for one in self.drafts()}, draft.id: made}.values()))

    @Slot(object)
    def _on_refused(self, error: RuleBroken) -> None:
        self._refused = error
        self.say(say_error(error).text)

    def _on_activated(self, _index: QModelIndex) -> None:
        """Enter goes down; the dialog opens with its button."""

    def _on_more(self, checked: bool) -> None:
        self._show_more(checked)

    def _show_more(self, more: bool) -> None:
        for at, column in enumerate(self.sheet.cells):
            self.table.setColumnHidden(at, column.is_more and not more)
        self.more_button.setVisible(any(one.is_more for one in self.sheet.cells))
        self.grid._fit()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z and Ctrl+Y are this sheet’s before they are the window’s, as long as there is a step to take back."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            undoes = self.doing.can_undo and event.matches(QKeySequence.StandardKey.Undo)
            if undoes or (self.doing.can_redo and event.matches(QKeySequence.StandardKey.Redo)):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the table did not take."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.doing.undo()
        else:
            event.ignore()

    def _listen(self) -> None:
        super()._listen()
        self.doing = SheetDoing(self)
        self.grid.cells.typed.connect(self.typed)
        self.grid.cells.closeEditor.connect(self.typed)  # left by Esc
        self.grid.cells.refused.connect(self._on_refused)
        self.more_button.toggled.connect(self._on_more)

    def _add_more_button(self) -> None:
        self.more_button.setCheckable(True)
        self.more_button.setAutoDefault(False)
        self.more_button.setObjectName(f"more_{self.declared.name}")
        icons.put(self.more_button, "columns-3")
        self.buttons.addWidget(self.more_button)


def _entered(row: Row) -> int:
    """Lines stand in the order in which they were entered."""
    return row.n

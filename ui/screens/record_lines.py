"""The lists inside a form: budget lines, partners, contacts … What a person does in them is saved with the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from baseldesk.desk.shown import Edit, Row, Shown
from baseldesk.errors import RuleBroken
from baseldesk.i18n import _
from baseldesk.records.field import Field, RecordType
from ui import layouts
from ui.screens import Context
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_draft import Draft, edits_of, entered_since, moved
from ui.screens.record_lines_frame import LinesFrame
from ui.screens.record_lines_model import LinesModel, LinesTable, line_columns
from ui.screens.record_lines_pasting import Pasting

Versions = Mapping[str, tuple[bytes, ...]]


class Lines(LinesFrame):
    """The records of one type that belong to the record on the screen.

    Attributes:
        takes_rows: rows of a spreadsheet can be pasted.
        edited_in_place: lines are edited outside a dialog too, so their versions are read with them.
        nested: (type, field) of the lines under each line that are edited with it, such as attendance; ("", "") for none.
        unlisted: types of lines that stand elsewhere, so that a line's dialog does not list them again.
        changed: a line was added, changed or removed.
        typed: something was typed into a cell or into the dialog of a line, or that was closed.
        loaded: other lines stand here.
        half_put: what stands half entered beside the list is to be shown again.
        parent_id: the record that the lines belong to.
        is_read_only: whether lines can only be looked at.
    """

    edited_in_place = False
    takes_rows = True
    nested = ("", "")
    unlisted: frozenset[str] = frozenset()
    changed = Signal()
    typed = Signal()
    loaded = Signal()
    half_put = Signal(object)

    def __init__(self, context: Context, directory: DeskDirectory, declared: RecordType, parent_field: Field) -> None:
        super().__init__()
        self.context, self.directory, self.declared, self.parent_field = context, directory, declared, parent_field
        self.model, self.table = self.make_table()
        self.takes_rows = self.takes_rows and not declared.link
        self.pasting = Pasting(self)
        self.parent_id = b""
        self._held: tuple[Draft, ...] = ()
        self._half: Mapping[str, object] = {}
        self.is_read_only = False
        self.lay_out(declared.name, self.table)
        self._listen()

    def make_table(self) -> tuple[LinesModel, QTableView]:
        """The lines, and the table that shows them."""
        arranged = layouts.lines(self.declared.name)
        model = LinesModel(line_columns(self.declared, arranged, self.parent_field.name, self.directory), self)
        return model, LinesTable(model, self)

    def load(
        self,
        parent: bytes,
        rows: Iterable[Row],
        versions: Mapping[bytes, Versions] | None = None,
        nested: Mapping[bytes, Sequence[Row]] | None = None,
        since: tuple[Sequence[Draft], Sequence[Draft]] = ((), ()),
    ) -> None:
        """Shows the lines that the desk holds for this record, with their versions where lines are edited in place.

        `since` are the lines as they were sent and as they stand now: what was done between the two is done to those shown.
        """
        held = versions or {}
        under = {line: tuple(Draft.of(row, held.get(row.id)) for row in rows) for line, rows in (nested or {}).items()}
        drafts = (Draft.of(row, held.get(row.id)) for row in rows)
        fresh = [replace(one, nested={self.nested[0]: under[one.id]}) if one.id in under else one for one in drafts]
        self.note_loaded(fresh)
        self.restore(parent, entered_since(fresh, *since))

    def note_loaded(self, drafts: Sequence[Draft]) -> None:
        """Called with the lines as the desk holds them, before they are shown."""

    def begin(self, values: Mapping[str, object]) -> None:
        """A new line with these values, as a preset of a new record."""
        from ui.screens.record_dialog import linked_draft

        draft = self.begun(values)
        made = linked_draft(self.context, self.declared, draft) if self.declared.link else draft
        if made is not None:
            self.take(made)

    def restore(self, parent: bytes, drafts: Sequence[Draft]) -> None:
        """Shows these lines, changed or not."""
        self.parent_id = parent
        self._held, self._half = tuple(map(self._owned, drafts)), {}
        self.say("")
        self._show()
        self.loaded.emit()

    def drafts(self) -> tuple[Draft, ...]:
        """Every line, those removed included."""
        return self._held

    def edits(self) -> list[Edit]:
        """What a person changed here, for the record's one save."""
        return list(edits_of(self.declared, self._held))

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return any(draft.is_changed for draft in self._held)

    def take(self, draft: Draft) -> None:
        """Puts a line in place of the one with its id, or at the end."""
        made = self._owned(draft)
        self.go_on_with(tuple({**{one.id: one for one in self._held}, made.id: made}.values()))

    def take_saved(self, row: Row) -> None:
        """Puts a line that was saved meanwhile at the end."""
        self._held = (*self._held, Draft.of(row))
        self._show()

    def go_on_with(self, drafts: Sequence[Draft]) -> None:
        """Shows these lines from now on: a person changed something."""
        self._held = tuple(drafts)
        self.say("")
        self._show()
        self.changed.emit()

    def paste(self) -> None:
        """Makes lines of the rows that were copied from a spreadsheet."""
        self.pasting.paste()

    def begun(self, values: Mapping[str, object] | None = None) -> Draft:
        """A new line of this record, not in the list yet."""
        fixed = {self.parent_field.name: self.parent_id}
        return Draft(self.context.desk.new_id(), {}, is_new=True).with_changes({**fixed, **(values or {})}, None)

    def finish(self) -> None:
        """Takes what still stands half entered beside the list."""

    def half(self) -> Mapping[str, object]:
        """What stands half entered beside the list and is no line yet; {} for nothing."""
        return self._half

    def take_half(self, values: Mapping[str, object]) -> None:
        """Notes it; {} for nothing."""
        if values != self._half:
            self._half = dict(values)
            self.changed.emit()

    def put_half(self, values: Mapping[str, object]) -> None:
        """Enters it again."""
        self.half_put.emit(values)

    def drop_half(self) -> None:
        """It was given up, or is kept for another day."""

    def problems(self) -> list[tuple[Draft, RuleBroken]]:
        """The changed lines that cannot be saved as they stand, each with what is wrong first."""
        from ui.screens.record_problems import line_problems

        return line_problems(self.declared, self._held)

    def show_problem(self, draft: Draft, error: RuleBroken) -> None:
        """Goes to a line and says over the list what is wrong with it."""
        from ui.screens.record_problems import go_to_line

        go_to_line(self, draft, error)

    def add(self) -> None:
        """Lets a person write a new line."""
        draft = Draft(self.context.desk.new_id(), {}, changes={self.parent_field.name: self.parent_id}, is_new=True)
        self._open(draft, None)

    def edit(self) -> None:
        """Opens the chosen line."""
        draft = self.chosen()
        if draft is None:
            return
        if draft.is_new:
            self._open(draft, None)
        else:
            self._open(draft, self.context.desk.record(self.declared.name, draft.id))

    def remove(self) -> None:
        """Takes the chosen line away; saving makes it so."""
        draft = self.chosen()
        if draft is not None and not self.is_read_only:
            self.take(replace(draft, is_removed=True))

    def chosen(self) -> Draft | None:
        """The line that is current."""
        return self.model.draft_at(self.table.currentIndex().row())

    def set_read_only(self, read_only: bool) -> None:
        """Whether lines can be added, changed and removed."""
        self.is_read_only = read_only
        self.show_buttons(not read_only)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.set_texts(_(self.declared.plural), self.table, can_paste=self.takes_rows)
        self.model.retranslate()

    def _open(self, draft: Draft, shown: Shown | None) -> None:
        from ui.screens.record_dialog import LineDialog

        dialog = LineDialog(
            self.context, self.directory, self.declared, draft, shown, self.parent_field.name, self.window(), self.unlisted
        )
        dialog.done_with.connect(self._on_done)
        dialog.form.changed.connect(self.typed)
        dialog.finished.connect(self.typed)
        dialog.open()

    def _owned(self, draft: Draft) -> Draft:
        """A new line that was begun under an earlier id of the record, now under this one."""
        before = draft.changes.get(self.parent_field.name)
        if not draft.is_new or not isinstance(before, bytes) or before == self.parent_id:
            return draft
        return moved(self.declared, draft, {before: self.parent_id}, self.context.desk.owner)

    def _show(self) -> None:
        self.model.set_drafts([draft for draft in self._held if not draft.is_removed])
        has_lines = self.model.rowCount() > 0
        self.table.setVisible(has_lines)
        self.nothing.setVisible(not has_lines)
        self._on_current()

    def _on_done(self, draft: object) -> None:
        if isinstance(draft, Draft):
            self.take(draft)
            self.table.setFocus()

    def _on_current(self, *_indexes: QModelIndex) -> None:
        for button in (self.edit_button, self.remove_button):
            button.setEnabled(self.chosen() is not None)

    def _on_activated(self, _index: QModelIndex) -> None:
        if not self.is_read_only:
            self.edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the chosen line."""
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.remove()
        else:
            super().keyPressEvent(event)

    def _listen(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.edit_button.clicked.connect(self.edit)
        self.remove_button.clicked.connect(self.remove)
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().currentChanged.connect(self._on_current)

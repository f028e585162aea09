"""A form in a dialog: a line of a list inside another form, or a new record made on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from baseldesk.desk.shown import Edit, Saved, Shown
from baseldesk.errors import RuleBroken
from baseldesk.i18n import N_, _, current
from baseldesk.records.field import RecordType
from baseldesk.records.types import children_of, record_type
from ui import layouts, theme
from ui.help_keys import offer_help
from ui.room import take_room
from ui.screens import Context
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_draft import Draft, link_id, moved, overlay
from ui.screens.record_lines import Lines
from ui.widgets.banner import Banner
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form

_DELETE = Qt.WidgetAttribute.WA_DeleteOnClose
_NEEDS_ENDS = N_("Choose all of: {fields}.")
_OPEN = N_("Something in this window is not taken over yet. Press “Done” or “Cancel” first; the versions wait for you.")


class FormDialog(Dialog):
    """A form with a button that takes it and one that forgets it; Esc and the cross ask before anything is forgotten."""

    def __init__(self, directory: DeskDirectory, declared: RecordType, without: frozenset[str], parent: QWidget | None) -> None:
        super().__init__(parent)
        offer_help(self)
        self.declared = declared
        self.form = Form(declared, layouts.pages(declared.name), directory, without=without)
        self.banner = Banner()
        self.box = QDialogButtonBox()
        self.take_button = QPushButton()
        self.cancel_button = QPushButton()
        self._lay_out()
        self.retranslate()
        self.take_button.clicked.connect(self._on_take)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.take_button.click)
        self.box.rejected.connect(self._give_up)
        self.setAttribute(_DELETE)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.setWindowTitle(_(self.declared.label))
        self.take_button.setText(_("Done"))
        self.cancel_button.setText(_("Cancel"))

    def take(self) -> None:
        """Hands over what was entered."""
        raise NotImplementedError

    @property
    def has_changes(self) -> bool:
        """Whether closing it would forget something."""
        raise NotImplementedError

    def reject(self) -> None:
        """Leaves by Esc or the cross, which may have been meant for something else."""
        self.finish()
        if self.is_busy or not self.isVisible() or not (self.has_changes or self.form.problems()):
            super().reject()
            return
        from ui.boxes import ask_unsaved

        ask_unsaved(self, self.take_button.click, self._give_up, word=self.take_button.text())

    @Slot()
    def _give_up(self) -> None:
        super().reject()

    def finish(self) -> None:
        """Takes what still stands half entered, for Ctrl+S leaves no line."""
        self.form.finish()

    def _on_take(self, _checked: bool = False) -> None:
        self.finish()
        problems = self.form.problems()
        if problems:
            self.form.check()
            self.form.go_to(problems[0].field)
        else:
            self.take()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GROUP)
        layout.addWidget(self.banner)
        layout.addWidget(self.form, 1)
        layout.addWidget(self.box)
        self.box.addButton(self.take_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.box.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.take_button.setObjectName("take_button")
        self.take_button.setDefault(True)
        theme.make_primary(self.take_button)
        take_room(self, 100, 34)


class LineDialog(FormDialog):
    """A line of a list, with lists of its own if it has any.

    Attributes:
        done_with: the line as a person left it, a `Draft`.
    """

    done_with = Signal(object)

    def __init__(
        self,
        context: Context,
        directory: DeskDirectory,
        declared: RecordType,
        draft: Draft,
        shown: Shown | None,
        parent_field: str,
        parent: QWidget | None,
        unlisted: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(directory, declared, frozenset({parent_field}), parent)
        self._context, self._draft, self._parent_field = context, draft, parent_field
        parts = ((child, field) for child, field in children_of(declared.name) if child.parent == field.name)
        self.lists = [Lines(context, directory, child, field) for child, field in parts if child.name not in unlisted]
        self.form.load(shown)
        self.form.put({name: value for name, value in draft.changes.items() if name != parent_field})
        for lines in self.lists:
            self._add_list(lines)
        self.form.offer_deciding()
        self.form.deciding_wanted.connect(self._on_deciding)

    @property
    def has_changes(self) -> bool:
        """Whether closing it would forget something."""
        begun = any(self._draft.changes.get(name) != value for name, value in self.form.changes().items())
        return begun or any(lines.is_changed for lines in self.lists)

    def typed(self) -> Draft | None:
        """The line as it stands in the form now; None while an end of a link is missing."""
        fixed = {name: value for name, value in self._draft.changes.items() if name == self._parent_field}
        changes = {**fixed, **self.form.changes()}
        draft = self._draft.with_changes(changes, None if self._draft.is_new else self.form.versions())
        draft = replace(draft, nested={**draft.nested, **{lines.declared.name: lines.drafts() for lines in self.lists}})
        return linked_draft(self._context, self.declared, draft) if self.declared.link and draft.is_new else draft

    def belongs_to(self, record: bytes) -> bool:
        """Whether the line is one of this record’s."""
        return record in (self._draft.changes.get(self._parent_field), self._draft.values.get(self._parent_field))

    def follow(self, ids: Mapping[bytes, bytes]) -> None:
        """The line, or the record that it belongs to, was saved under another id meanwhile: {old: new}."""
        self._draft = moved(self.declared, self._draft, ids, self._context.desk.owner)

    def finish(self) -> None:
        """In its lists too."""
        super().finish()
        for lines in self.lists:
            lines.finish()

    def take(self) -> None:
        """Gives the line back to its list."""
        draft = self.typed()
        if draft is None:
            names = [_(self.declared.by_name[name].label) for name in self.declared.link if name != self._parent_field]
            self.banner.say("attention", _NEEDS_ENDS, fields=current().join(names))
            return
        self.done_with.emit(draft)
        self.accept()

    def _on_deciding(self, register: str) -> None:
        """Goes to the place where versions are decided; nothing begun in this dialog or those under it is lost."""
        dialogs = list(_dialogs_up(self))
        if any(one.has_changes for one in dialogs):
            self.banner.say("attention", _OPEN)
            return
        for one in dialogs:
            one.reject()
        self._context.window.show_screen("conflict", kind=self.declared.name, id=self._draft.id, register=register)

    def _add_list(self, lines: Lines) -> None:
        held = self._draft.nested.get(lines.declared.name)
        if held is not None:
            lines.restore(self._draft.id, held)
        else:
            lines.load(self._draft.id, self._context.desk.find(lines.declared.name, **{lines.parent_field.name: self._draft.id}))
        lines.retranslate()
        self.form.tabs.addTab(lines, _(lines.declared.plural))


def _dialogs_up(widget: QWidget | None) -> Iterator[LineDialog]:
    """A line's dialog, and those that it was opened from."""
    while isinstance(widget, LineDialog):
        yield widget
        widget = widget.parentWidget()


class NewRecordDialog(FormDialog):
    """A new record of its own, saved when taken.

    Attributes:
        made: it is saved; its id.
    """

    made = Signal(bytes)

    def __init__(
        self, context: Context, directory: DeskDirectory, kind: str, preset: Mapping[str, object], parent: QWidget | None
    ) -> None:
        super().__init__(directory, record_type(kind), frozenset(), parent)
        self._context = context
        self._id = context.desk.new_id()
        stage = {self.declared.stage: layouts.FIRST_STAGE[kind]} if kind in layouts.FIRST_STAGE else {}
        self.form.put({**stage, **preset})
        self._presets = self.form.changes()

    @property
    def has_changes(self) -> bool:
        """Whether closing it would forget something."""
        return self.form.changes() != self._presets

    def retranslate(self) -> None:
        """It is saved, not only kept."""
        super().retranslate()
        self.take_button.setText(_("Save"))

    def take(self) -> None:
        """Saves it in the background."""
        self.is_busy = True
        self.take_button.setEnabled(False)
        edit = Edit(self.declared.name, self._id, self.form.changes())
        self._context.runner.write(partial(self._context.desk.save, [edit]), self._on_saved, self._on_failed, label=_("Saving…"))

    def _on_saved(self, saved: Saved) -> None:
        self.made.emit(saved.id_of(self.declared.name, self._id))
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.is_busy = False
        self.take_button.setEnabled(True)
        if not (isinstance(error, RuleBroken) and self.form.show_problem(error)):
            self.banner.show_error(error)


def linked_draft(context: Context, declared: RecordType, draft: Draft) -> Draft | None:
    """The draft of a link under the id that its ends make; one removed earlier is brought back. None while an end is missing."""
    values = overlay(draft.values, draft.changes)
    made = link_id(declared, context.desk.owner, values)
    if made is None:
        return None
    held = context.desk.record(declared.name, made)
    if held is None:
        return replace(draft, id=made, values=values)
    more = {name: value for name, value in draft.changes.items() if not declared.by_name[name].fixed}
    return replace(
        draft, id=made, values=values, shown=held.versions, is_new=held.deleted, brings_back=held.deleted, changes=more
    )

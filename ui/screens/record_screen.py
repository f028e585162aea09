"""One record on the screen: its form, the lists that belong to it, one Save for all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton, QWidget

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, Row, Saved, Shown
from baseldesk.errors import RuleBroken, UsageError
from baseldesk.i18n import N_, _, current, isolate
from baseldesk.records import rules
from baseldesk.records.types import record_type
from ui import icons, layouts, theme
from ui.screens import Context, Screen
from ui.screens.record_directory import DeskDirectory, title_of
from ui.screens.record_history import History
from ui.screens.record_lines import Lines, Versions
from ui.widgets.form import Form
from ui.widgets.form_changes import difference
from ui.widgets.stepper import Stepper

_RTL_MARK = "\u200f"  # the line begins at the right even where its first word is Latin
_SAVED = N_("Saved on this computer.")
_DELETED = N_("This record is deleted. Its history is kept.")
_OWNED = N_("This record belongs to {centre}; only that centre changes it.")
_NOT_COPIED = frozenset({
    "reference", "stage", "status", "started_on", "ended_on", "cancelled_why", "external_ids", "other_data", "publish",
    "directory_partner",
})  # fmt: skip


class Whole(NamedTuple):
    """A record with the lines of its lists, read in one go."""

    shown: Shown | None
    lines: dict[str, list[Row]]
    versions: dict[bytes, Versions]  # of the lines that are edited in place


class RecordScreen(Screen):
    """What activities and partners have in common. A subclass names the type, the lists, and what else it shows.

    Attributes:
        kind: the record type.
    """

    kind = ""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.declared = record_type(self.kind)
        self.directory = DeskDirectory(context, self)
        self.stepper = Stepper(self.declared.by_name[self.declared.stage], layouts.EXITS[self.kind])
        self.form = Form(self.declared, layouts.pages(self.kind), self.directory, {self.declared.stage: self.stepper})
        self.lists: dict[str, Lines] = {}
        self.history = History(context, self.declared, self.directory)
        self.save_button, self.more_button, self.owned = QPushButton(), QToolButton(), QLabel()
        self.copy_action, self.delete_action = QAction(self), QAction(self)
        self._id, self._is_new = b"", True
        self._presets: dict[str, object] = {}
        self._sent: dict[str, object] = {}
        self._then: Callable[[], object] | None = None
        self._is_saving, self._is_loading, self._was_unsaved = False, False, False
        self._lay_out()
        self.add_lists()
        self.form.tabs.addTab(self.history, "")
        self._listen()
        self.retranslate()

    def add_lists(self) -> None:
        """Adds the tabs with the lists of this type, through `add_list`."""

    def header_buttons(self) -> list[QWidget]:
        """What stands at the end of the title line, in reading order."""
        return [self.more_button, self.save_button]

    def add_list(self, lines: Lines) -> Lines:
        """Makes a list part of the record's one Save; the caller places it."""
        self.lists[lines.declared.name] = lines
        lines.changed.connect(self._on_changed)
        return lines

    # Where one is

    def open(self, id: bytes = b"", new: bool = False, values: Mapping[str, object] | None = None, **_place: Any) -> None:
        """Shows a record, or an empty form with some values entered."""
        self.banner.clear()
        if new:
            self._begin(values or {})
        else:
            self._read(id)

    def title(self) -> str:
        """Reference and title, or that it is new."""
        if self._is_loading:
            return _(self.declared.label)
        if self._is_new and not self.form.values().get(self.declared.title):
            return self.new_words()
        values = self.form.values()
        reference = values.get("reference") or values.get("acronym") or ""
        words = " · ".join(isolate(one) for one in (str(reference), title_of(self.kind, values)) if one)
        return f"{_RTL_MARK}{words}" if current().rtl else words

    def new_words(self) -> str:
        """The title of a record that has none yet."""
        raise NotImplementedError

    def refresh(self, kinds: frozenset[str]) -> None:
        """Reads anew, unless a person is in the middle of something."""
        self.directory.forget()
        concerned = {self.kind, *self.lists, "exchange"}
        if kinds & concerned and self._id and not self._is_new and not self._is_saving and not self.has_unsaved():
            self._read(self._id)

    def focus_first(self) -> None:
        """Goes to the first field."""
        self.form.editors[self.declared.title].entry.setFocus()

    # Saving

    def has_unsaved(self) -> bool:
        """Whether a person changed anything: presets of a new record do not count."""
        if self._is_loading:
            return False
        return self.form.changes() != self._presets or any(lines.is_changed for lines in self.lists.values())

    def edits(self) -> list[Edit]:
        """The record and its lists, as one save takes them."""
        changes = self.form.changes()
        edits = [one for lines in self.lists.values() for one in lines.edits()]
        if changes or self._is_new:
            edits.insert(0, Edit(self.kind, self._id, changes, None if self._is_new else self.form.versions()))
        return edits

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Saves the record with its lists as one change; goes on to `then` once it is written."""
        problems = self.form.problems()
        if self._is_saving or problems:
            if problems:
                self.form.check()
                self.form.go_to(problems[0].field)
            return
        edits = self.edits()
        if not edits:
            super().save(then)
            return
        self._is_saving, self._then, self._sent = True, then, self.form.changes()
        self._show_busy()
        self.context.runner.write(partial(self.context.desk.save, edits), self._on_saved, self._on_refused, label=_("Saving…"))

    def discard(self) -> None:
        """Shows again what was saved."""
        if self._is_new:
            self._begin({})
        else:
            self._read(self._id)

    def delete(self) -> None:
        """Hides the record; its history stays, and it can be brought back."""
        if self.form.shown is not None:
            edit = Edit(self.kind, self._id, shown=self.form.shown.versions, life=False)
            self.context.runner.write(partial(self.context.desk.save, [edit]), self._on_life_changed)

    def bring_back(self) -> None:
        """Takes the deletion back."""
        self.context.runner.write(partial(self.context.desk.save, [Edit(self.kind, self._id, life=True)]), self._on_life_changed)

    def copy_as_new(self) -> None:
        """Begins a new record with what can be taken over from this one."""
        values = {name: value for name, value in self.form.values().items() if name not in _NOT_COPIED}
        self.context.window.show_new(self.kind, **values)

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.directory.forget()
        self.form.retranslate()
        for lines in self.lists.values():
            lines.retranslate()
        self.history.retranslate()
        self.form.tabs.setTabText(self.form.tabs.indexOf(self.history), _("History"))
        self.more_button.setText(_("More"))
        self.more_button.setAccessibleName(_("More actions"))
        self.copy_action.setText(_("Copy as new"))
        self.delete_action.setText(_("Delete"))
        self.owned.setText(current().format(_OWNED, centre=self.form.shown.owner) if self.form.shown else "")
        self._show_busy()

    # What comes back from the desk

    def _begin(self, values: Mapping[str, object]) -> None:
        self._id, self._is_new, self._is_loading = self.context.desk.new_id(), True, True
        self.form.load(None)
        self.form.put({self.declared.stage: layouts.FIRST_STAGE[self.kind], **values})
        self._presets = self.form.changes()
        for lines in self.lists.values():
            lines.load(self._id, [])
        self.history.load(b"")
        self._arrive()

    def _read(self, record: bytes) -> None:
        self._is_loading, self._id = record != self._id, record
        self.form.setEnabled(not self._is_loading)
        self.context.runner.read(self._reading(), self._on_read)

    def _reading(self) -> Callable[[], Whole]:
        wanted = {kind: (lines.parent_field.name, lines.edited_in_place) for kind, lines in self.lists.items()}
        return partial(_read_whole, self.context.desk, self.kind, self._id, wanted)

    def _on_read(self, whole: Whole) -> None:
        if whole.shown is None:
            self.show_error(UsageError("record.missing"))
            return
        if whole.shown.id != self._id:
            return  # a person has gone on to another record meanwhile
        self._is_new, self._presets = False, {}
        self.form.load(whole.shown)
        for kind, lines in self.lists.items():
            lines.load(self._id, whole.lines[kind], whole.versions)
        self.history.load(self._id)
        self._arrive()

    def _arrive(self) -> None:
        was_loading, self._is_loading = self._is_loading, False
        self.form.setEnabled(True)
        self._show_rights()
        self.after_load()
        if was_loading:
            self.focus_first()
        self._tell()
        self.ready.emit()

    def after_load(self) -> None:
        """Called when a record stands on the screen."""

    def _on_saved(self, _saved: Saved) -> None:
        self.context.runner.read(self._reading(), self._on_read_after_save)

    def _on_read_after_save(self, whole: Whole) -> None:
        """What was typed while it was being saved stays in the form, still to be saved."""
        typed_since = difference(self.form.changes(), self._sent)
        was_new, then = self._is_new, self._then
        self._is_saving, self._then = False, None
        self._on_read(whole)
        self.form.put(typed_since)
        self._show_busy()
        self.context.window.status(_(_SAVED))
        if was_new and hasattr(self.context.window, "stand_on"):
            self.context.window.stand_on(self.name, id=self._id)
        self._tell()
        if then is not None:
            then()

    def _on_refused(self, error: BaseException) -> None:
        self._is_saving, self._then = False, None
        self._show_busy()
        if not (isinstance(error, RuleBroken) and self.form.show_problem(error)):
            self.show_error(error, self.save)

    def _on_life_changed(self, _saved: Saved) -> None:
        self._read(self._id)

    # What is shown

    def _show_rights(self) -> None:
        shown = self.form.shown
        is_foreign = shown is not None and shown.owner != self.context.desk.owner
        is_deleted = shown is not None and shown.deleted
        self.form.set_read_only(is_foreign or is_deleted)
        for lines in self.lists.values():
            lines.set_read_only(is_foreign or is_deleted)
        self.owned.setVisible(is_foreign)
        self.owned.setText(current().format(_OWNED, centre=shown.owner) if shown else "")
        self.save_button.setVisible(not is_foreign and not is_deleted)
        self.delete_action.setEnabled(not is_foreign and not is_deleted and shown is not None)
        if is_deleted:
            self.banner.say("attention", _DELETED)
            self.banner.offer(N_("Undo"), self.bring_back)

    def _show_busy(self) -> None:
        self.save_button.setText(_("Saving…") if self._is_saving else _("Save"))

    def _show_missing(self) -> None:
        step = self.stepper.next_step()
        self.stepper.show_missing(rules.missing_for(self.declared, self.form.values(), step) if step else [])

    def _on_stage(self) -> None:
        self.form.mark_needed_for(self.stepper.next_step())

    def _on_changed(self) -> None:
        if self._is_loading:
            return
        if self._was_unsaved != self.has_unsaved() or self._is_new:
            self._tell()

    def _tell(self) -> None:
        self._was_unsaved = self.has_unsaved()
        self._on_stage()
        self.header.set_title(self.title())
        self.edited.emit()

    def _on_save(self, _checked: bool = False) -> None:
        self.save()

    def _on_copy(self, _checked: bool = False) -> None:
        self.copy_as_new()

    def _on_delete(self, _checked: bool = False) -> None:
        self.delete()

    def _listen(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.form.checked.connect(self._show_missing)
        self.stepper.changed.connect(self._on_stage)
        self.stepper.wanted.connect(self.form.go_to)
        self.save_button.clicked.connect(self._on_save)
        self.copy_action.triggered.connect(self._on_copy)
        self.delete_action.triggered.connect(self._on_delete)

    def _lay_out(self) -> None:
        self.save_button.setObjectName("save_button")
        theme.make_primary(self.save_button)
        icons.put(self.save_button, "save", "on_accent")
        menu = QMenu(self.more_button)
        for action, icon in ((self.copy_action, "copy"), (self.delete_action, "trash-2")):
            icons.put(action, icon)
            menu.addAction(action)
        self.more_button.setMenu(menu)
        self.more_button.setObjectName("more_button")
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for button in self.header_buttons():
            self.header.add(button)
        theme.tint(self.owned, "muted")
        self.owned.hide()
        self.body.setSpacing(theme.HAIR)
        self.body.addWidget(self.owned)
        self.body.addWidget(self.stepper)
        self.body.addWidget(self.form, 1)


def _read_whole(desk: Desk, kind: str, record: bytes, wanted: Mapping[str, tuple[str, bool]]) -> Whole:
    """The record and its lists, in the background."""
    lines = {child: desk.find(child, **{field: record}) for child, (field, _in_place) in wanted.items()}
    in_place = [row for child, (_field, is_in_place) in wanted.items() if is_in_place for row in lines[child]]
    held = ((row.id, desk.record(row.type, row.id)) for row in in_place)
    return Whole(desk.record(kind, record), lines, {id_: shown.versions for id_, shown in held if shown})

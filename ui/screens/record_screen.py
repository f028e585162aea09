"""One record on the screen: its form, the lists that belong to it, one Save for all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from baseldesk.desk.shown import Edit
from baseldesk.i18n import _
from baseldesk.records.types import record_type
from ui import layouts
from ui.screens import Context, Screen
from ui.screens.record_actions import RecordActions
from ui.screens.record_bringing_back import BringingBack
from ui.screens.record_directory import DeskDirectory, heading_of, title_of
from ui.screens.record_frame import lay_out, put_beside
from ui.screens.record_history import History
from ui.screens.record_languages import RecordLanguages
from ui.screens.record_lines import Lines
from ui.screens.record_loading import RecordLoading
from ui.screens.record_more import MoreFields
from ui.screens.record_panel import RecordPanel
from ui.screens.record_rights import Rights
from ui.screens.record_saving import RecordSaving
from ui.screens.record_stage import Stage, make_stepper
from ui.screens.record_standing import has_entered
from ui.screens.record_unsaved import KeepingUnsaved
from ui.screens.remarks_panel import RemarksPage
from ui.screens.same_strip import AlsoRecorded
from ui.widgets.form import Form
from ui.widgets.form_frame import FieldFrame


class RecordScreen(Screen):
    """What activities and partners have in common. A subclass names the type, the lists, and what else it shows.

    Attributes:
        kind: the record type.
        record_id, is_new: the record on the screen.
    """

    kind = ""
    keeps_drafts = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.declared = record_type(self.kind)
        self.directory = DeskDirectory(context, self)
        self.stepper = make_stepper(self.declared)
        outside = {self.declared.stage: self.stepper} if self.stepper else {}
        self.form = Form(self.declared, layouts.pages(self.kind), self.directory, outside)
        self.lists: dict[str, Lines] = {}
        self.stage = Stage(self.declared, self.form, self.stepper)
        self.history = History(context, self.declared, self.directory)
        self.save_button, self.actions_button = QPushButton(), RecordActions(self)
        self.record_id, self.is_new = b"", True
        self.loading, self._was_unsaved = RecordLoading(self), False
        self.also = AlsoRecorded(context)
        self.saving, self.bringing_back, self.rights = RecordSaving(self), BringingBack(self), Rights(self)
        self.languages, self.unsaved, self.more = RecordLanguages(self), KeepingUnsaved(self), MoreFields(self)
        lay_out(self)
        self.add_lists()
        self.remarks = RemarksPage(self)
        self.panel = RecordPanel(self)
        put_beside(self)
        self.form.tabs.addTab(self.remarks.area, "")
        self.form.tabs.addTab(self.history, "")
        self.form.order_tabs()
        self._listen()
        self.retranslate()

    def add_lists(self) -> None:
        """Adds the tabs with the lists of this type, through `add_list`."""

    def header_buttons(self) -> list[QWidget]:
        """What stands at the end of the title line, in reading order."""
        return [self.actions_button, self.save_button]

    def loose_frames(self) -> list[FieldFrame]:
        """Fields that stand on the screen and in no form, such as the headcount."""
        return []

    def add_list(self, lines: Lines) -> Lines:
        """Makes a list part of the record's one Save; the caller places it."""
        self.lists[lines.declared.name] = lines
        lines.changed.connect(self._on_changed)
        lines.typed.connect(self._on_changed)
        return lines

    @property
    def is_read_only(self) -> bool:
        """Whether what is on the screen can only be looked at: another centre’s, or deleted."""
        return self.rights.is_read_only

    # Where one is

    def open(self, id: bytes = b"", new: bool = False, values: Mapping[str, object] | None = None, **place: Any) -> None:
        """Shows a record, or an empty form with some values entered; `page="remarks"` shows its remarks.

        `kept` is the id under which a new record was written and never saved.
        """
        self.banner.clear()
        self.remarks.is_wanted = place.get("page") == "remarks"
        if place.get("kept"):
            self.loading.begin_kept(place["kept"])
        elif new:
            self.loading.begin(values or {})
        else:
            self.loading.read(id)

    def title(self) -> str:
        """Reference and title, or that it is new."""
        if self.loading.is_loading:
            return _(self.declared.label)
        values = self.form.values()
        if self.is_new and not values.get(self.declared.title):
            return self.new_words()
        return heading_of(values.get("reference") or values.get("acronym"), title_of(self.kind, values))

    def new_words(self) -> str:
        """The title of a record that has none yet."""
        raise NotImplementedError

    def refresh(self, kinds: frozenset[str]) -> None:
        """Reads anew, unless a person is in the middle of something."""
        self.directory.forget()
        self.unsaved.keep_again()
        if "remark" in kinds and not self.is_new:
            self.remarks.read()
        if "centre" in kinds:
            self.languages.read()
        concerned = {self.kind, *self.lists, "exchange"}
        if kinds & concerned and self.record_id and not self.is_new and not self.saving.is_running and not self.has_unsaved():
            self.loading.read(self.record_id)

    def focus_first(self) -> None:
        """Goes to the first field; not where the screen was left before the record had come."""
        if not self.isVisible():
            return
        self._first.setFocus()

    @property
    def _first(self) -> QWidget:
        """Where a person starts."""
        names = (self.declared.title, *self.form.frames)
        return next(self.form.editors[name] for name in names if name in self.form.frames).entry

    def focusNextPrevChild(self, ahead: bool) -> bool:
        """The stage is one step from the first field."""
        return self.stage.step_focus(self._first, ahead=ahead) or super().focusNextPrevChild(ahead)

    # Saving

    def has_unsaved(self) -> bool:
        """Whether a person changed anything."""
        return not self.loading.is_loading and has_entered(self)

    def edits(self) -> list[Edit]:
        """The record and its lists, as one save takes them; a new record in which nothing was entered is not saved."""
        return self.saving.edits()

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Saves the record with its lists as one change; goes on to `then` once it is written."""
        if self.saving.is_running:
            self.saving.go_on_to(then)
            return
        if self.loading.is_loading or not self.saving.finish():
            return
        edits = self.edits()
        if not edits:
            super().save(then)
            return
        self.saving.start(edits, then)

    def discard(self) -> None:
        """Shows again what was saved, at once: nothing is unsaved afterwards."""
        self.unsaved.forget()
        self._show_saved()

    def keep_draft(self) -> None:
        """Keeps what is unsaved for another day, and shows what was saved."""
        self.unsaved.keep_aside()
        self._show_saved()

    def _show_saved(self) -> None:
        self.saving.abandon()
        self.unsaved.stop()
        self.loading.show_again()

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.directory.forget()
        self.form.retranslate()
        for lines in self.lists.values():
            lines.retranslate()
        self.history.retranslate()
        self.remarks.retranslate()
        self.panel.retranslate()
        self.form.tabs.setTabText(self.form.tabs.indexOf(self.history), _("History"))
        self.actions_button.retranslate()
        self.rights.retranslate()
        self.languages.show_missing()
        self.also.retranslate()
        self._show_busy()

    # What comes back from the desk

    def arrive(self, was_loading: bool) -> None:
        """Shows what goes with the record that stands on the screen now."""
        self.form.setEnabled(True)
        self.rights.show()
        self.also.show_for(self.kind, b"" if self.is_new else self.record_id)
        self.remarks.load()
        self.panel.load()
        self.after_load()
        if was_loading:
            self.focus_first()
        self.tell()
        self.ready.emit()

    def after_load(self) -> None:
        """Called when a record stands on the screen."""

    # What is shown

    def _show_busy(self) -> None:
        self.save_button.setText(_("Saving…") if self.saving.is_running else _("Save"))

    def _on_changed(self) -> None:
        if self.loading.is_loading:
            return
        self.unsaved.touch()
        if self._was_unsaved != self.has_unsaved() or self.is_new:
            self.tell()

    def tell(self) -> None:
        """Says anew what the record is called and whether anything is unsaved."""
        self._was_unsaved = self.has_unsaved()
        self.stage.mark()
        self.header.set_title(self.title())
        self.edited.emit()

    def _on_save(self, _checked: bool = False) -> None:
        self.save()

    def _on_deciding(self, register: str) -> None:
        self.context.window.show_screen("conflict", kind=self.kind, id=self.record_id, register=register)

    def _listen(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.remarks.changed.connect(self._on_changed)
        self.save_button.clicked.connect(self._on_save)
        self.saving.changed.connect(self._show_busy)
        self.form.offer_deciding()
        self.form.deciding_wanted.connect(self._on_deciding)
        self.history.bring_back.wanted.connect(self.bringing_back.start)

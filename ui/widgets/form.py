"""A form made from the declaration of a record type: it shows a record and hands over only what a person changed.

`changes()` holds the fields that differ from what was loaded (of mapped fields only the keys that differ), and `versions()` the
versions that were shown for exactly those registers, so that a save covers what the person saw and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from baseldesk.desk.shown import Shown
from baseldesk.errors import RuleBroken
from baseldesk.records.field import RecordType
from ui.widgets.field_editor import FieldEditor
from ui.widgets.field_text import ReadOnlyEditor
from ui.widgets.field_translated import TranslatedEditor
from ui.widgets.form_arrangement import Page, complete
from ui.widgets.form_changes import registers_of
from ui.widgets.form_checking import find_doubts, find_hindrances, find_missing, find_wrong, sentence_of, stage_words
from ui.widgets.form_conflicts import conflicts_of, describe
from ui.widgets.form_frame import FieldFrame
from ui.widgets.form_help import HelpLine
from ui.widgets.form_kinds import join_periods, make_editor
from ui.widgets.form_page import FormPage
from ui.widgets.form_tabs import FormTabs
from ui.widgets.picker_sources import Directory
from ui.widgets.scrolled import bring_into_sight

_PAUSE = 200  # milliseconds after the last key before the rules are asked


class Form(QWidget):
    """The fields of one record on one or more pages.

    Args:
        record_type: the declaration.
        pages: how the fields are arranged; what they leave out comes last.
        directory: finds the records that fields refer to.
        outside: editors that stand elsewhere on the screen, such as the stage in the header.
        without: fields that are not edited here, such as the activity in a line that belongs to one.

    Attributes:
        changed: a person changed something; `is_changed` says whether anything now differs from what was loaded.
        checked: the rules were asked after a change.
        deciding_wanted: a person wants to decide between the versions of a field; the first register of it in conflict.
        remarks_wanted: a person wants to read or write remarks on a field; its name.
        tabs: the pages; a screen may add its own.
        help: what the field in focus means; hidden where that is read elsewhere.
    """

    changed = Signal()
    checked = Signal()
    deciding_wanted = Signal(str)
    remarks_wanted = Signal(str)

    def __init__(
        self,
        record_type: RecordType,
        pages: Sequence[Page] = (),
        directory: Directory | None = None,
        outside: Mapping[str, FieldEditor] | None = None,
        without: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.record_type = record_type
        self.shown: Shown | None = None
        self._seen: dict[str, tuple[bytes, ...]] = {}  # versions that were shown when a draft was written, where not those of now
        self._stage, self._is_quiet = "", False
        outside = outside or {}
        fields = [one for one in record_type.fields if one.name not in without]
        self.editors = {one.name: outside.get(one.name) or make_editor(one, directory) for one in fields}
        join_periods(record_type.name, self.editors)
        self.frames = {name: FieldFrame(editor) for name, editor in self.editors.items() if name not in outside}
        self.pages = [FormPage(page, self.frames) for page in complete(record_type, pages, without | outside.keys())]
        self.tabs, self.help = FormTabs(self.pages, self), HelpLine(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._listen()
        self.load(None)
        self.retranslate()

    def load(self, shown: Shown | None) -> None:
        """Shows a record, or an empty form for a new one."""
        is_another = shown is None or self.shown is None or shown.id != self.shown.id
        self.shown, self._seen = shown, {}
        self._is_quiet = True
        for name, editor in self.editors.items():
            if is_another:
                editor.start_afresh()
            editor.load(shown.values.get(name) if shown else None)
            editor.set_read_only(editor.field.fixed and shown is not None and name in shown.values)
        self._is_quiet = False
        self._hide_empty()
        self._show_conflicts()
        self.check()

    def put(self, values: Mapping[str, object]) -> None:
        """Enters values as a person would: presets of a new record, a draft, what an earlier dialog changed."""
        for name, value in values.items():
            if name in self.editors:
                self.editors[name].put(value)

    def put_draft(self, values: Mapping[str, object], seen: Mapping[str, tuple[bytes, ...]]) -> None:
        """Enters what was written earlier and not saved, with the versions that were shown then: saving covers only those."""
        self._seen = dict(seen)
        self.put(values)

    def values(self) -> dict[str, Any]:
        """What the form shows now: {field: value} without the empty ones."""
        held = {name: editor.value() for name, editor in self.editors.items()}
        return {name: value for name, value in held.items() if value not in (None, "", {})}

    def changes(self) -> dict[str, object]:
        """{field: new value} of what was changed; of a mapped field only the changed keys. None empties."""
        return {name: value for editor in self.editors.values() for name, value in editor.changes().items()}

    def versions(self) -> dict[str, tuple[bytes, ...]]:
        """{register: the versions that were shown} for exactly the registers in `changes()`."""
        held = {**(self.shown.versions if self.shown else {}), **self._seen}
        return {register: held.get(register, ()) for register in registers_of(self.changes())}

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what was loaded."""
        return any(editor.changes() for editor in self.editors.values())

    def expect_languages(self, languages: Sequence[str]) -> None:
        """The languages in which every text that is begun should stand in the end."""
        for editor in self.editors.values():
            if isinstance(editor, TranslatedEditor):
                editor.chips.expect(languages)

    def missing_languages(self) -> dict[str, tuple[str, ...]]:
        """{field: languages expected of its text that it is not in yet}."""
        held = {name: one.missing() for name, one in self.editors.items() if isinstance(one, TranslatedEditor)}
        return {name: codes for name, codes in held.items() if codes}

    def finish(self) -> None:
        """Takes what still stands half entered in a line."""
        for editor in self.editors.values():
            editor.finish()

    def problems(self) -> list[RuleBroken]:
        """What cannot be saved as it stands, in reading order: what is no number or day, what breaks a rule."""
        return find_hindrances(self.record_type, self.editors, [name for page in self.pages for name in page.names()])

    def set_read_only(self, read_only: bool) -> None:
        """Shows without letting change, such as a centre's record at the secretariat."""
        for name, editor in self.editors.items():
            is_fixed = editor.field.fixed and self.shown is not None and name in self.shown.values
            editor.set_read_only(read_only or is_fixed)

    def mark_needed_for(self, stage: str) -> None:
        """Marks the fields that the stage still asks for; "" marks none."""
        self._stage = stage
        self.check()

    def check(self) -> None:
        """Says at each field what is wrong with it, and marks what the next stage needs."""
        self._pause.stop()
        wrong, missing = find_wrong(self.record_type, self.editors), find_missing(self.record_type, self.editors, self._stage)
        doubts = find_doubts(self.record_type, self.editors)
        stage = stage_words(self.record_type, self._stage)
        for name, frame in self.frames.items():
            frame.set_problem(sentence_of(wrong[name]) if name in wrong else "")
            frame.set_advice(sentence_of(doubts[name]) if name in doubts else "")
            frame.set_needed_for(stage if name in missing else "")
        self.checked.emit()

    def show_problem(self, error: RuleBroken) -> bool:
        """Says at its field what the desk refused, and goes there; False when no field here is meant."""
        name = error.field.partition("/")[0]
        if name not in self.frames:
            return False
        self.frames[name].set_problem(sentence_of(error))
        self.go_to(name)
        return True

    def go_to(self, name: str) -> None:
        """Puts the focus into a field, on whichever page it stands."""
        page = self.tabs.page_of(name)
        if page is not None:
            self.tabs.setCurrentWidget(page)
            page.reveal(name)
            self.editors[name].entry.setFocus()
            page.show_place(self.frames[name])
            bring_into_sight(self.frames[name])

    def slot(self, name: str) -> QWidget:
        """The place that the arrangement keeps for a widget of the screen."""
        return next(page for page in self.pages if page.holds(name)).slot(name)

    def show_remarks(self, sentences: Mapping[str, Sequence[str]], *, can_write: bool) -> None:
        """Marks the fields with the remarks that wait on them: {field: translated sentences}."""
        for name, frame in self.frames.items():
            frame.set_remarks(sentences.get(name, ()), can_remark=can_write)

    def offer_deciding(self) -> None:
        """From now on a field in conflict leads to the place where that is decided."""
        for frame in self.frames.values():
            frame.can_decide = True
            frame.deciding_wanted.connect(self._on_deciding)
        self._show_conflicts()

    def _on_deciding(self, name: str) -> None:
        mine = sorted(conflicts_of(name, self.shown))
        if mine:
            self.deciding_wanted.emit(mine[0])

    def order_tabs(self) -> None:
        """Makes Tab go in reading order once more, after places were filled; Shift+Tab in the first field leads to the stage."""
        outside = [one for name, one in self.editors.items() if name not in self.frames]
        self.tabs.order_stops([stop for editor in outside for stop in editor.findChildren(QAbstractButton)])

    def retranslate(self) -> None:
        """Sets every text anew in the language in use."""
        self._is_quiet = True
        for editor in self.editors.values():
            if editor.field.name not in self.frames:
                editor.retranslate()
        for frame in self.frames.values():
            frame.retranslate()
        self._is_quiet = False
        self.tabs.retranslate()
        self.help.retranslate()
        self._show_conflicts()
        self.check()

    def _hide_empty(self) -> None:
        """What nobody can type stands here only where there is something."""
        for name, frame in self.frames.items():
            if isinstance(self.editors[name], ReadOnlyEditor):
                frame.setVisible(self.editors[name].value() is not None)

    def _show_conflicts(self) -> None:
        for name, frame in self.frames.items():
            mine = conflicts_of(name, self.shown)
            frame.set_conflict(describe(self.editors[name], mine) if mine else "")

    def _listen(self) -> None:
        self._pause.timeout.connect(self.check)
        self.tabs.currentChanged.connect(self.help.retranslate)
        for editor in self.editors.values():
            editor.changed.connect(self._on_edited)
        for frame in self.frames.values():
            frame.remarks_wanted.connect(self.remarks_wanted)

    def _on_edited(self) -> None:
        if not self._is_quiet:
            self._pause.start()
            self.changed.emit()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.help)
        self.setFocusProxy(next(iter(self.editors.values())).entry)

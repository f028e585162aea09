"""The headcount in the short form: women, men, other, not stated, as one line. The breakdown stands under «People»."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from baseldesk.i18n import N_, _
from ui.screens.record_draft import Draft
from ui.screens.record_lines import Lines
from ui.widgets.beside import Beside
from ui.widgets.field_number import NumberEditor
from ui.widgets.form_frame import FieldFrame
from ui.widgets.form_links import LinkLine

FIGURES = ("women", "men", "other", "not_stated")
BREAKDOWN = ("country", "stakeholder_kind", "remote", "returning")
_SEVERAL = N_("There are several headcounts; they stand under “People”.")


class HeadcountLine(QWidget):
    """Edits the one headcount that has no breakdown; where there are several it says where they are.

    Attributes:
        editors, frames: of the four figures.
    """

    def __init__(self, people: Lines, parent: QWidget) -> None:
        super().__init__(parent)
        self._people = people
        self.editors = {name: NumberEditor(people.declared.by_name[name], self) for name in FIGURES}
        self.frames = [FieldFrame(editor, self) for editor in self.editors.values()]
        self._note = LinkLine(self)
        self._is_writing = False
        self._lay_out(parent)
        people.changed.connect(self._on_lines)
        people.loaded.connect(self._on_loaded)
        people.half_put.connect(self._on_half)
        for editor in self.editors.values():
            editor.changed.connect(self._on_edited)

    def retranslate(self) -> None:
        """Sets every text anew."""
        for frame in self.frames:
            frame.retranslate()
        self._on_lines()

    def set_read_only(self, read_only: bool) -> None:
        """Whether figures can be entered."""
        for editor in self.editors.values():
            editor.set_read_only(read_only)

    def draft(self) -> Draft | None:
        """The headcount without a breakdown, if there is one."""
        return next((one for one in self._living() if not any(one.values.get(name) for name in BREAKDOWN)), None)

    def _living(self) -> list[Draft]:
        return [one for one in self._people.drafts() if not one.is_removed]

    def _on_loaded(self) -> None:
        """Another record’s lines: what could not be read goes with those before."""
        for editor in self.editors.values():
            editor.load(None)
        self._on_lines()

    def _on_lines(self) -> None:
        if self._is_writing:
            return
        draft = self.draft()
        for name, editor in self.editors.items():
            if not editor.problem():
                editor.load(draft.values.get(name) if draft else None)
        others = len(self._living()) - (draft is not None)
        self._note.show_links(_(_SEVERAL) if others else "", {})

    @Slot(object)
    def _on_half(self, figures: Mapping[str, object]) -> None:
        for name, figure in figures.items():
            self.editors[name].put(figure)

    def _on_edited(self) -> None:
        """As long as one of them is no number, none is taken; what is typed is no line yet."""
        self._is_writing = True
        figures = {name: editor.value() for name, editor in self.editors.items()}
        if any(editor.problem() for editor in self.editors.values()):
            self._people.take_half({name: figure for name, figure in figures.items() if figure is not None})
        else:
            self._people.take_half({})
            self._people.take(self._changed(self.draft(), figures))
        self._is_writing = False

    def _changed(self, draft: Draft | None, figures: Mapping[str, object]) -> Draft:
        people = self._people
        if draft is None:
            fixed = {people.parent_field.name: people.parent_id}
            entered = {name: value for name, value in figures.items() if value is not None}
            return Draft(people.context.desk.new_id(), {}, is_new=True).with_changes({**fixed, **entered}, None)
        changes = {**draft.changes, **{name: value for name, value in figures.items() if value != draft.values.get(name)}}
        shown = {name: draft.versions.get(name, ()) for name in changes}
        return draft.with_changes(changes, None if draft.is_new else shown)

    def _lay_out(self, parent: QWidget) -> None:
        whole = QVBoxLayout(parent)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Beside([*self.frames]))
        layout.addWidget(self._note)

"""Who took part in an activity: pick a partner, pick a role, Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from baseldesk.errors import RuleBroken
from baseldesk.i18n import _
from baseldesk.records.field import Field, RecordType
from ui import icons, theme
from ui.screens import Context
from ui.screens.record_dialog import linked_draft
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_draft import Draft
from ui.screens.record_lines import Lines
from ui.widgets.field_choice import CodeEditor, RecordEditor
from ui.widgets.form_frame import FieldFrame
from ui.widgets.sentence import Sentence

_TOP = Qt.AlignmentFlag.AlignTop  # and no higher than they need, where there is no line yet
_HALF = Draft(b"", {})  # a line of which one end is picked


class ActivityPartners(Lines):
    """The partners with their roles; two pickers above the list add one without a dialog."""

    def __init__(self, context: Context, directory: DeskDirectory, declared: RecordType, parent_field: Field) -> None:
        self.partner = RecordEditor(declared.by_name["partner"], directory)
        self.role = CodeEditor(declared.by_name["role"])
        self.put_button, self._above, self._end = QPushButton(), Sentence(), QWidget()
        self._frames = [FieldFrame(self.partner), FieldFrame(self.role)]
        super().__init__(context, directory, declared, parent_field)
        self._add_row()
        self.add_button.hide()
        self.put_button.clicked.connect(self._on_put)
        self.role.pick.returnPressed.connect(self.put)
        self.partner.changed.connect(self._on_picked)
        self.role.changed.connect(self._on_picked)

    def put(self) -> None:
        """Adds the partner in the role that are picked."""
        partner, role = self.partner.value(), self.role.value()
        if not partner or not role:
            (self.role if partner else self.partner).entry.setFocus()
            return
        changes: dict[str, object] = {self.parent_field.name: self.parent_id, "partner": partner, "role": role}
        draft = linked_draft(self.context, self.declared, Draft(b"", {}, is_new=True).with_changes(changes, None))
        if draft is not None:
            self.take(draft)
            self._clear()
            self.partner.entry.setFocus()

    def half(self) -> Mapping[str, object]:
        """What is picked and not added yet."""
        picked = {"partner": self.partner.value(), "role": self.role.value()}
        return {name: value for name, value in picked.items() if value}

    def put_half(self, values: Mapping[str, object]) -> None:
        """Picks it again."""
        for editor in (self.partner, self.role):
            editor.put(values.get(editor.field.name))

    def restore(self, parent: bytes, drafts: Sequence[Draft]) -> None:
        """What was picked belongs to the lines that stood there before."""
        self._clear()
        super().restore(parent, drafts)

    def finish(self) -> None:
        """A partner and a role that are picked count as added."""
        if self.partner.value() and self.role.value():
            self.put()

    def problems(self) -> list[tuple[Draft, RuleBroken]]:
        """A partner without a role, or a role without a partner, too: it is not dropped without a word."""
        found = super().problems()
        if bool(self.partner.value()) != bool(self.role.value()):
            found.append((_HALF, RuleBroken("rule.code_unknown", "role" if self.partner.value() else "partner")))
        return found

    def show_problem(self, draft: Draft, error: RuleBroken) -> None:
        """Goes to what is still to be picked, or to the line."""
        if draft is not _HALF:
            super().show_problem(draft, error)
            return
        frame = self._frames[error.field == "role"]
        frame.set_problem(_("Choose from the list."))
        frame.editor.entry.setFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Without the pickers nothing can be added."""
        super().set_read_only(read_only)
        self.add_button.hide()
        for frame in self._frames:
            frame.setVisible(not read_only)
        self._end.setVisible(not read_only)

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.put_button.setText(_("Add"))
        for frame in self._frames:
            frame.retranslate()
        self._above.setText(self._frames[1].label.text())

    def _on_put(self, _checked: bool = False) -> None:
        self.put()

    def _on_picked(self) -> None:
        self.put_button.setEnabled(bool(self.partner.value() or self.role.value()))  # too early it leads on
        for frame in self._frames:
            frame.set_problem("")
        self.changed.emit()

    def _clear(self) -> None:
        self.partner.load(None)
        self.role.load(None)
        self.put_button.setEnabled(False)

    def _add_row(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GROUP)
        policy = self._above.sizePolicy()  # unseen, and as high as the labels: the button stands in one line with the pickers
        policy.setRetainSizeWhenHidden(True)
        self._above.setSizePolicy(policy)
        self._above.hide()
        end = QVBoxLayout(self._end)
        end.setContentsMargins(0, 0, 0, 0)
        end.setSpacing(1)
        end.addWidget(self._above)
        end.addWidget(self.put_button)
        end.addStretch(1)
        for frame, share in zip(self._frames, (3, 2), strict=True):
            row.addWidget(frame, share, _TOP)
        row.addWidget(self._end, 0, _TOP)
        self.put_button.setObjectName("put_partner")
        self.put_button.setEnabled(False)
        icons.put(self.put_button, "plus")
        self.column.insertLayout(1, row)

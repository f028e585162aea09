"""«Write another»: the field's own widget for one register, and the button that saves what was written in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import RIGHT_TO_LEFT, _
from baseldesk.records.field import Field, Kind
from ui import theme
from ui.screens.conflict_words import key_of
from ui.widgets.field_editor import FieldEditor, is_same
from ui.widgets.field_set import SetEditor
from ui.widgets.field_text import LineEditor, ProseEditor, ReadOnlyEditor
from ui.widgets.form_kinds import make_editor
from ui.widgets.frame import Frame
from ui.widgets.picker_sources import Directory

if TYPE_CHECKING:
    from baseldesk.errors import RuleBroken

_LINES = 5


class Writing(Frame):
    """A value of one's own in place of all versions.

    Attributes:
        changed: what is written differs from before, or no longer does.
        wanted: a person wants what is written to stand.
        editor: the widget; None where nobody types such a value.
    """

    changed = Signal()
    wanted = Signal()

    def __init__(self, directory: Directory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._directory = directory
        self._register = ""
        self._loaded: object = None
        self.editor: FieldEditor | None = None
        self.heading, self.problem, self.button = QLabel(), QLabel(), QPushButton()
        self._place = QVBoxLayout()
        self._lay_out()
        self.button.clicked.connect(self.wanted)

    def begin(self, field: Field, register: str, value: object) -> None:
        """Offers the widget of this register, with a value to start from; the same register keeps what was written."""
        if register == self._register and self.is_changed and self.editor is not None:
            return
        self.forget()
        self._register = register
        self.editor = self._make(field, register)
        self.editor.load({key_of(register): value} if isinstance(self.editor, SetEditor) else value)
        self._loaded = self.value()
        self.editor.changed.connect(self._on_changed)
        self._place.addWidget(self.editor)
        self.setVisible(not isinstance(self.editor, ReadOnlyEditor))
        self.retranslate()
        self._on_changed()

    def forget(self) -> None:
        """Takes the widget away with what is in it."""
        if self.editor is not None:
            self._place.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
        self.editor, self._loaded, self._register = None, None, ""
        self.hide()

    def value(self) -> object:
        """What stands there."""
        if self.editor is None:
            return None
        held = self.editor.value()
        return held.get(key_of(self._register)) if isinstance(held, dict) else held

    @property
    def is_changed(self) -> bool:
        """Whether a person wrote something."""
        return self.editor is not None and not is_same(self.value(), self._loaded)

    def check(self) -> bool:
        """Takes what is half entered; False, and said why, where it cannot be read."""
        if self.editor is None:
            return False
        self.editor.finish()
        found = self.editor.problem()
        if found is not None:
            self.show_problem(found)
        return found is None

    def show_problem(self, error: RuleBroken) -> None:
        """Says under the widget what is wrong with it."""
        from ui.messages import say

        self.problem.setText(say(error).text)
        self.problem.show()
        if self.editor is not None:
            self.editor.entry.setFocus()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.heading.setText(_("Write another"))
        self.setAccessibleName(_("Write another"))
        self.button.setText(_("Save what I wrote"))
        if self.editor is not None:
            self.editor.retranslate()
            self.editor.set_accessible_texts(_("Write another"))

    def _make(self, field: Field, register: str) -> FieldEditor:
        """A text in one language needs no chips: the register says which one it is."""
        if not field.translatable:
            editor = make_editor(field, self._directory)
            if isinstance(editor, SetEditor):
                editor.line.hide()
            return editor
        made = ProseEditor(field, lines=_LINES) if field.kind is Kind.PROSE else LineEditor(field)
        leftward = key_of(register) in RIGHT_TO_LEFT
        made.entry.setLayoutDirection(Qt.LayoutDirection.RightToLeft if leftward else Qt.LayoutDirection.LeftToRight)
        return made

    def _on_changed(self) -> None:
        self.problem.hide()
        self.button.setEnabled(self.is_changed)
        self.changed.emit()

    def _lay_out(self) -> None:
        theme.size(self.heading, bold=True)
        theme.align(self.heading)
        theme.tint(self.problem, "bad")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.button.setObjectName("save_written")
        row = QHBoxLayout()
        row.addWidget(self.problem, 1)
        row.addStretch(0)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, theme.GROUP, theme.GROUP, theme.GROUP)
        column.setSpacing(theme.NEAR)
        column.addWidget(self.heading)
        column.addLayout(self._place)
        column.addLayout(row)

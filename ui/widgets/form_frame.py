"""A field in a form: its label above, and under it what is wrong or in conflict. What it means stands under the form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.widgets.field_editor import FieldEditor
from ui.widgets.sentence import Sentence

NEEDED, CONFLICT = "•", "▲"
_NEEDED_FOR = N_("Needed for: {stage}")
_ONE_REMARK, _SEVERAL_REMARKS = N_("{n} remark waits"), N_("{n} remarks wait")
_WRITE = N_("Write a remark…")


class FieldFrame(QWidget):
    """An editor with everything that is said about it. Assistive programs hear all of it with the field.

    Attributes:
        editor: the widget of the field.
        deciding_wanted: a person wants to decide between its versions; the field's name.
        can_decide: whether the form leads to a place where that is done.
        remarks_wanted: a person wants to read or write remarks on the field; its name.
        can_remark: whether one may be written here.
    """

    deciding_wanted = Signal(str)
    remarks_wanted = Signal(str)

    def __init__(self, editor: FieldEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.label, self.mark, self.note = Sentence(self), QLabel(NEEDED, self), QLabel(self)
        self.decide_button, self.can_decide = QPushButton(self), False
        self.remark_button, self.can_remark = QToolButton(self), False
        self._remarks: tuple[str, ...] = ()
        self._needed_for = self._problem = self._advice = self._conflict = ""
        self._lay_out()
        self.label.setBuddy(editor.entry)

    def set_needed_for(self, stage: str) -> None:
        """Marks the field as needed for a stage, given by its translated name; "" takes the mark away."""
        self._needed_for = stage
        self._show_marks()

    def set_problem(self, sentence: str) -> None:
        """Says what is wrong, in a translated sentence; "" when all is well."""
        self._problem = sentence
        self._show_note()

    def set_advice(self, sentence: str) -> None:
        """Says what is probably a slip, in a translated sentence; "" when all is well."""
        self._advice = sentence
        self._show_note()

    def set_conflict(self, sentence: str) -> None:
        """Says which versions there are, in a translated sentence; "" when there is but one."""
        self._conflict = sentence
        self._show_note()

    def set_remarks(self, sentences: Sequence[str], *, can_remark: bool = False) -> None:
        """Marks the field with the remarks that wait, in translated sentences; () takes the mark away."""
        if (self._remarks, self.can_remark) != (tuple(sentences), can_remark):
            self._remarks, self.can_remark = tuple(sentences), can_remark
            self._show_remarks()

    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem

    def retranslate(self) -> None:
        """Sets the label and the editor's own texts anew."""
        self.label.setText(_(self.editor.field.label))
        self.label.setToolTip(_(self.editor.field.help))
        self.editor.retranslate()
        self.decide_button.setText(_("Decide…"))
        self.decide_button.setAccessibleName(current().fill("{action}: {field}", action=_("Decide…"), field=self.label.text()))
        self._show_marks()
        self._show_note()
        self._show_remarks()

    def _show_marks(self) -> None:
        words = current().format(_NEEDED_FOR, stage=self._needed_for) if self._needed_for else ""
        self.mark.setVisible(bool(words))
        self.mark.setToolTip(words)
        self.mark.setAccessibleName(words)
        self._describe()

    def _show_note(self) -> None:
        text = self._problem or (f"{CONFLICT} {self._conflict}" if self._conflict else self._advice)
        self.note.setText(text)
        self.note.setVisible(bool(text))
        theme.tint(self.note, "bad" if self._problem else "attention")
        self.decide_button.setVisible(bool(self._conflict) and self.can_decide)
        self._describe()

    def _show_remarks(self) -> None:
        count = len(self._remarks)
        self.remark_button.setVisible(bool(count) or self.can_remark)
        field = _(self.editor.field.label)
        said = current().format_plural(_ONE_REMARK, _SEVERAL_REMARKS, count)
        name = current().fill("{field}: {words}", field=field, words=said if count else _(_WRITE))
        self.remark_button.setText(current().number(count) if count else "")
        self.remark_button.setAccessibleName(name)
        self.remark_button.setAccessibleDescription(" ".join(self._remarks))
        self.remark_button.setToolTip("\n".join(self._remarks) or _(_WRITE))
        icons.put(self.remark_button, "mail", "attention" if count else "muted")
        theme.tint(self.remark_button, "attention" if count else "muted")

    def _describe(self) -> None:
        needed = self.mark.toolTip() if self._needed_for else ""
        said = (_(self.editor.field.help), needed, self._problem, self._conflict, self._advice)
        self.editor.set_accessible_texts(" ".join(one for one in said if one))

    def _on_remarks(self, _checked: bool = False) -> None:
        self.remarks_wanted.emit(self.editor.field.name)

    def _on_decide(self, _checked: bool = False) -> None:
        self.deciding_wanted.emit(self.editor.field.name)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.HAIR)
        row.addWidget(self.label)
        row.addWidget(self.mark)
        row.addWidget(self.remark_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addLayout(row)
        layout.addWidget(self.editor)
        layout.addWidget(self.note)
        layout.addWidget(self.decide_button, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addStretch(1)
        self.note.setWordWrap(True)
        self.note.setObjectName(f"note_{self.editor.field.name}")
        self.decide_button.setObjectName(f"decide_{self.editor.field.name}")
        self.decide_button.clicked.connect(self._on_decide)
        self.decide_button.hide()
        self.remark_button.setAutoRaise(True)
        self.remark_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.remark_button.setObjectName(f"remarks_{self.editor.field.name}")
        self.remark_button.clicked.connect(self._on_remarks)
        self.remark_button.hide()
        theme.tint(self.mark, "accent")
        self.mark.hide()
        self.note.hide()


def frame_round(widget: QWidget | None) -> FieldFrame | None:
    """The frame of the field that a widget belongs to."""
    while widget is not None and not isinstance(widget, FieldFrame):
        widget = widget.parentWidget()
    return widget

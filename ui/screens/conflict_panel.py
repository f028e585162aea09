"""What stands on the screen of a conflict: the field, its versions side by side, one's own in their place, and the reason."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field
from ui import theme
from ui.screens.conflict_reading import Question
from ui.screens.conflict_versions import Wording
from ui.screens.conflict_words import name_register
from ui.screens.conflict_writing import Writing
from ui.screens.record_directory import DeskDirectory
from ui.widgets.compare import Compare
from ui.widgets.tab_order import order_stops

_FOREIGN = N_("{centre} decides this on one of its own computers; the decision then travels here.")
_HINT = N_("Every version is kept until you decide. Keep one of them, or write another.")


class ConflictPanel(QWidget):
    """Shows one question. It is read only where another organisation decides.

    Args:
        own_device: the key id of this computer.
    """

    def __init__(self, directory: DeskDirectory, own_device: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._directory, self._own = directory, own_device
        self.field_label, self.hint, self.reason_label, self.reason = QLabel(), QLabel(), QLabel(), QLineEdit()
        self.compare, self.writing = Compare(), Writing(directory)
        self._lay_out()

    def show_question(self, asked: Question, field: Field) -> None:
        """Shows the versions; what was begun to be written for the same register stays."""
        self.field_label.setText(name_register(asked.place.kind, asked.place.register))
        self.hint.setText(_(_HINT) if asked.may_decide else current().format(_FOREIGN, centre=asked.owner))
        wording = Wording(asked, field, self._directory, self._own)
        self.compare.show_versions(wording.versions(), wording.before(), may_keep=asked.may_decide)
        for part in (self.reason_label, self.reason):
            part.setVisible(asked.may_decide)
        if asked.may_decide:
            self.writing.begin(field, asked.place.register, asked.candidates[-1].value)
        else:
            self.writing.forget()

    def clear(self) -> None:
        """Shows nothing."""
        self.compare.clear()
        self.writing.forget()

    def why(self) -> str:
        """The reason, in the person's words."""
        return self.reason.text().strip()

    def retranslate(self) -> None:
        """Sets every text anew but those of the question."""
        self.reason_label.setText(_("Reason (optional; it travels with the decision)"))
        self.reason.setAccessibleName(_("Reason"))
        self.writing.retranslate()

    def order_tabs(self, before: list[QWidget]) -> None:
        """Makes Tab go in reading order, beginning with the widgets that stand above."""
        parts = list(before)
        texts = self.compare.texts[-len(self.compare.buttons) :] if self.compare.buttons else []
        for text, button in zip(texts, self.compare.buttons, strict=True):
            parts += [text, button]
        parts += [self.writing.editor.entry, self.writing.button] if self.writing.editor else []
        order_stops([*parts, self.reason])

    def _lay_out(self) -> None:
        self.reason.setObjectName("reason")
        self.reason_label.setBuddy(self.reason)
        self.hint.setWordWrap(True)
        theme.size(self.field_label, 1.15, bold=True)
        for label in (self.hint, self.reason_label):
            theme.tint(label, "muted")
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GROUP)
        row.addWidget(self.reason_label)
        row.addWidget(self.reason, 1)
        for part in (self.field_label, self.hint, self.compare, self.writing):
            column.addWidget(part)
        column.addLayout(row)
        column.addStretch(1)

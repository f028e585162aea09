"""One remark: what it concerns, its words, what it proposes, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current, isolate
from ui import icons, theme
from ui.screens.remarks_reading import Said
from ui.widgets.field_flow import FlowLayout
from ui.widgets.frame import Frame
from ui.widgets.text_entry import TextBlock

_PROPOSED = N_("Proposed: {value}")
_ANSWER = N_("Answer: {text}")
_TAKEN = N_("Taken over into the form. Saving the record makes it so, and marks this remark as done.")
TAKE, ANSWER, DONE, GO = "take", "answer", "done", "go"


class RemarkCard(Frame):
    """Its buttons say what a person wants; whoever shows it does it.

    Attributes:
        wanted: (what, remark): «take», «answer», «done» or «go» to the field.
    """

    wanted = Signal(str, object)

    def __init__(self, said: Said, *, may_answer: bool, may_close: bool, is_taken: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = said
        self.go_button, self.answer_line = QPushButton(said.about()), TextBlock(2)
        self.buttons: dict[str, QPushButton] = {}
        self.setObjectName(f"remark_{said.id.hex()}")
        self._lay_out(may_answer, may_close, is_taken)
        self.setAccessibleName(f"{said.about()}: {said.text}")

    def answer(self) -> str:
        """What was typed as the answer."""
        return self.answer_line.read().strip()

    def _lay_out(self, may_answer: bool, may_close: bool, is_taken: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GROUP, theme.NEAR, theme.GROUP, theme.NEAR)
        column.setSpacing(theme.HAIR)
        row = FlowLayout(spacing=theme.NEAR)
        self.go_button.setFlat(True)
        self.go_button.setObjectName("go_to_field")
        self.go_button.setEnabled(bool(self.said.field))
        theme.size(self.go_button, bold=True)
        self.go_button.clicked.connect(self._on_go)
        facts = QLabel(self.said.facts())
        facts.setMinimumHeight(self.go_button.sizeHint().height())
        theme.tint(facts, "attention" if self.said.is_open and self.said.values.get("holds_up") else "muted")
        row.addWidget(self.go_button)
        row.addWidget(facts)
        column.addLayout(row)
        for sentence in self._sentences(is_taken):
            label = QLabel(sentence)
            label.setWordWrap(True)
            theme.align(label)
            column.addWidget(label)
        column.addWidget(self.answer_line)
        self.answer_line.setAccessibleName(_("Answer"))
        self.answer_line.setPlaceholderText(_("Answer"))
        self.answer_line.setVisible(self.said.is_open and may_answer)
        self._add_buttons(column, may_answer, may_close, is_taken)

    def _sentences(self, is_taken: bool) -> list[str]:
        said = [isolate(self.said.text)] if self.said.text else []
        if self.said.proposed is not None:
            said.append(current().fill(_(_PROPOSED), value=self.said.proposed_words()))
        if self.said.values.get("answer"):
            said.append(current().fill(_(_ANSWER), text=isolate(str(self.said.values["answer"]))))
        return [*said, _(_TAKEN)] if is_taken else said

    def _add_buttons(self, column: QVBoxLayout, may_answer: bool, may_close: bool, is_taken: bool) -> None:
        is_open = self.said.is_open
        row = FlowLayout(spacing=theme.NEAR)
        may_take = is_open and may_answer and self.said.proposed is not None and not is_taken
        offered = (
            (TAKE, _("Take over the proposed value"), "check", may_take),
            (ANSWER, _("Answer"), "send", is_open and may_answer),
            (DONE, _("Mark as done"), "check", may_close and self.said.values.get("closed_on") is None),
        )
        for name, word, icon, is_offered in offered:
            if is_offered:
                button = QPushButton(word)
                button.setObjectName(f"{name}_remark")
                button.setAutoDefault(False)
                button.setAccessibleName(current().fill("{action}: {record}", action=word, record=self.said.about()))
                icons.put(button, icon)
                button.clicked.connect(self._on_button)
                self.buttons[name] = button
                row.addWidget(button)
        column.addLayout(row)

    @Slot()
    def _on_go(self) -> None:
        self.wanted.emit(GO, self.said)

    @Slot()
    def _on_button(self) -> None:
        button = self.sender()
        what = next(name for name, one in self.buttons.items() if one is button)
        self.wanted.emit(what, self.said)

"""What stands round the table of a list inside a form: its heading, its buttons, what is said about it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.widgets.field_flow import FlowLayout

_NONE = N_("Nothing here yet.")
_PASTE = N_("Rows copied from a spreadsheet can be pasted here with Ctrl+V.")


class LinesFrame(QWidget):
    """Heading and buttons in one line that breaks where room is short, so that nothing scrolls sideways.

    Attributes:
        note: a sentence that always stands over the list, hidden without one.
        said: what has just come of something.
        nothing: what an empty list says.
    """

    def __init__(self) -> None:
        super().__init__()
        self.add_button, self.edit_button, self.remove_button = QPushButton(), QPushButton(), QPushButton()
        self.heading, self.note, self.nothing, self.said = QLabel(), QLabel(), QLabel(), QLabel()
        self.column, self.buttons = QVBoxLayout(self), FlowLayout(spacing=theme.HAIR)

    def say(self, sentence: str) -> None:
        """Says a sentence over the list; "" takes it away."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def set_texts(self, name: str, table: QTableView, *, can_paste: bool) -> None:
        """Sets every text anew; the name is the list's own."""
        self.heading.setText(name)
        table.setAccessibleName(name)
        self.add_button.setText(_("Add…"))
        self.edit_button.setText(_("Edit…"))
        self.remove_button.setText(_("Remove"))
        for button in (self.add_button, self.edit_button, self.remove_button):
            button.setAccessibleName(current().format(N_("{action} {list}"), action=button.text(), list=name))
        self.nothing.setText(f"{_(_NONE)} {_(_PASTE)}" if can_paste else _(_NONE))

    def show_buttons(self, can_change: bool) -> None:
        """Shows the buttons only where lines can be added, changed and removed."""
        for button in (self.add_button, self.edit_button, self.remove_button):
            button.setVisible(can_change)

    def lay_out(self, name: str, table: QTableView) -> None:
        """Places everything round the table of a list of this type."""
        self.setObjectName(f"lines_{name}")
        self.said.setObjectName(f"said_{name}")
        table.setObjectName(f"{name}_table")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # an empty list too can be pasted into
        self._dress_labels()
        self._place_buttons(name)
        self.column.setContentsMargins(0, theme.NEAR, 0, theme.NEAR)
        self.column.setSpacing(theme.HAIR)
        self.column.addLayout(self.buttons)
        for label in (self.note, self.said, self.nothing):
            self.column.addWidget(label)
        self.column.addWidget(table, 1)
        self.column.addStretch(0)

    def _dress_labels(self) -> None:
        theme.size(self.heading, 1.0, bold=True)
        for label in (self.note, self.nothing):
            theme.tint(label, "muted")
        for label in (self.note, self.nothing, self.said):
            label.setWordWrap(True)
            theme.align(label)
        for label in (self.note, self.said):
            label.hide()

    def _place_buttons(self, name: str) -> None:
        for button, icon, word in (
            (self.add_button, "plus", "add"),
            (self.edit_button, "pencil", "edit"),
            (self.remove_button, "x", "remove"),
        ):
            icons.put(button, icon)
            button.setObjectName(f"{word}_{name}")
            button.setAutoDefault(False)
            self.buttons.addWidget(button)
        self.heading.setMinimumHeight(self.add_button.sizeHint().height())  # in one line with the buttons
        self.buttons.insertWidget(0, self.heading)

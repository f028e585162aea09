"""«Who may do what», as the core has it: between organisations it is checked; between colleagues it is an agreement."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.screens import Context
from ui.widgets.card import Card

_HOW = N_(
    "Between a centre and the secretariat this is checked, whoever sits at the computer. Between colleagues it is an agreement "
    "and no lock: only approval is checked, from the moment when somebody is named approver."
)
_SECRETARIAT = "secretariat"
_ALL, _KEEP = ("officer", "approver", "reader"), ("officer", "approver")
_RIGHTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Look at the centre’s records"), (*_ALL, _SECRETARIAT)),
    (N_("Enter, correct and delete the centre’s records"), _KEEP),
    (N_("Decide between two versions of the centre’s records"), _KEEP),
    (N_("Approve a report or plan"), ("approver",)),
    (N_("Hand in what is approved"), _KEEP),
    (N_("See names, addresses and other personal data"), _ALL),
    (N_("Remark on a centre’s record and propose a value"), (_SECRETARIAT,)),
    (N_("Accept or return a report or plan"), (_SECRETARIAT,)),
)


class RolesCard(Card):
    """A table to be read, and the way to «Who is working?»."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("users", parent)
        self._context = context
        self.grid, self.who_button = QGridLayout(), QPushButton()
        self.cells: dict[tuple[int, int], QLabel] = {}
        self.setObjectName("roles")
        self.who_button.setObjectName("who_button")
        icons.put(self.who_button, "users")
        self.grid.setHorizontalSpacing(theme.GROUP)
        self.grid.setVerticalSpacing(theme.HAIR)
        for column in range(2):
            self.grid.setColumnStretch(column, 1)
        self._make_cells()
        self.body.addLayout(self.grid)
        self.body.addWidget(self.who_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.who_button.clicked.connect(self._on_who)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.set_texts(_("Who may do what"), _(_HOW))
        self.who_button.setText(_("Who is working?"))
        for column, head in enumerate((_("What"), _("Who"))):
            self.cells[0, column].setText(head)
        for row, (words, who) in enumerate(_RIGHTS, 1):
            self.cells[row, 0].setText(_(words))
            self.cells[row, 1].setText(current().join([_name(one) for one in who]))

    def _make_cells(self) -> None:
        for row in range(len(_RIGHTS) + 1):
            for column in range(2):
                label = QLabel()
                label.setWordWrap(True)
                if row == 0:
                    theme.size(label, bold=True)
                elif column:
                    theme.tint(label, "muted")
                theme.align(label)
                self.cells[row, column] = label
                self.grid.addWidget(label, row, column)

    def _on_who(self, _checked: bool = False) -> None:
        self._context.window.show_screen("who")


def _name(role: str) -> str:
    return _("Secretariat") if role == _SECRETARIAT else current().label(role, "officer_role")

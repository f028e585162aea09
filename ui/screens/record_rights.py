"""Who may change the record on the screen: what is another centre's, or deleted, is shown and cannot be touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from baseldesk.i18n import N_, current
from ui import theme

if TYPE_CHECKING:
    from ui.screens.record_screen import RecordScreen

_OWNED = N_("This record belongs to {centre}; only that centre changes it.")


class Rights:
    """Opens or closes every part of a record screen.

    Attributes:
        owned: the line that says whose the record is, where it is not one's own.
        is_read_only: whether nothing of it can be changed here.
    """

    def __init__(self, screen: RecordScreen) -> None:
        self._screen = screen
        self.owned = QLabel()
        self.is_read_only = False
        theme.tint(self.owned, "muted")
        self.owned.hide()

    def show(self) -> None:
        """Shows the rights in the record that has come on the screen."""
        screen, shown = self._screen, self._screen.form.shown
        is_foreign = shown is not None and shown.owner != screen.context.desk.owner
        may_change = not is_foreign and not (shown is not None and shown.deleted)
        self.is_read_only = not may_change
        screen.form.set_read_only(not may_change)
        screen.history.bring_back.allow(may_change)
        for lines in screen.lists.values():
            lines.set_read_only(not may_change)
        self.owned.setVisible(is_foreign)
        self.retranslate()
        screen.save_button.setVisible(may_change)
        screen.actions_button.allow(may_change=may_change)

    def retranslate(self) -> None:
        """Sets the text anew."""
        shown = self._screen.form.shown
        self.owned.setText(current().format(_OWNED, centre=shown.owner) if shown else "")

"""All lists as they came: their columns, order and groups, for whom they have become a muddle. Views with a name stay."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton

from baseldesk.i18n import N_, _
from baseldesk.records.types import TYPES
from ui import icons, theme
from ui.screens.settings_page import Part
from ui.screens.settings_rows import SettingRow
from ui.settings import Settings
from ui.widgets.card import Card

LISTS = "columns"  # the key of the entry
_WHAT = N_("Columns, order and groups of every list. Views that you saved under a name stay.")


class ListsCard(Card):
    """One button.

    Attributes:
        chosen: a person wants it; the key of the entry, as the cards of choices give theirs.
    """

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__("columns-3")
        self.setObjectName("lists_card")
        self.row, self.note, self.reset_button = SettingRow(LISTS), QLabel(), QPushButton()
        self.note.setWordWrap(True)
        theme.tint(self.note, "muted")
        theme.align(self.note)
        self.reset_button.setObjectName("lists_button")
        icons.put(self.reset_button, "refresh-cw")
        self.row.column.addWidget(self.note)
        self.row.column.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.row)
        self.reset_button.clicked.connect(self._on_reset)

    def part(self) -> Part:
        """The one setting of the card."""
        return Part(LISTS, self, self.row)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.set_texts(_("Lists"))
        self.note.setText(_(_WHAT))
        self.reset_button.setText(_("All lists as they came"))
        self.reset_button.setAccessibleDescription(self.note.text())

    @Slot()
    def _on_reset(self) -> None:
        self.chosen.emit(LISTS, None)


def arranged_lists(settings: Settings) -> tuple[str, ...]:
    """The keys of the lists that a person arranged."""
    keys = (f"views/{kind}" for kind in TYPES)
    return tuple(key for key in keys if isinstance(held := settings.get(key), dict) and held.get("standing"))


def forget_arrangement(settings: Settings, key: str) -> None:
    """The list of this key stands as it came; its saved views are as they were."""
    settings.put(key, {**settings.get(key), "standing": None})

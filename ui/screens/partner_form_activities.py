"""The activities in which a partner had a part: a list to look at, from which one goes to the activity."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex

from baseldesk.i18n import _
from baseldesk.records.field import Field, RecordType
from ui import icons
from ui.screens import Context
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_lines import Lines


class PartnerActivities(Lines):
    """Roles are given and taken in the activity; here Enter opens it."""

    def __init__(self, context: Context, directory: DeskDirectory, declared: RecordType, parent_field: Field) -> None:
        super().__init__(context, directory, declared, parent_field)
        icons.put(self.edit_button, "clipboard-list")
        self.set_read_only(False)

    def edit(self) -> None:
        """Goes to the activity."""
        draft = self.chosen()
        if draft is not None and isinstance(draft.values.get("activity"), bytes):
            self.context.window.show_record("activity", draft.values["activity"])

    def set_read_only(self, read_only: bool) -> None:
        """It always is, but for the way to the activity."""
        super().set_read_only(True)
        self.edit_button.show()

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.edit_button.setText(_("Open"))
        self.edit_button.setAccessibleName(_("Open the activity"))

    def _on_activated(self, _index: QModelIndex) -> None:
        self.edit()

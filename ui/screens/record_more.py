"""The fields that few need: hidden where nothing is entered, if a person chose so in the settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from ui.widgets.field_text import ReadOnlyEditor

if TYPE_CHECKING:
    from ui.screens.record_screen import RecordScreen

HIDE_MORE = "hide_more"  # of the settings


class MoreFields(QObject):
    """Decides anew for each record that comes on the screen, and when the choice is another."""

    def __init__(self, screen: RecordScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        screen.ready.connect(self.show)
        screen.context.settings.changed.connect(self._on_setting)

    @Slot()
    def show(self) -> None:
        """Leaves out what is empty, or shows everything."""
        hidden = frozenset(self._empty()) if self._screen.context.settings.choice(HIDE_MORE) else frozenset()
        for page in self._screen.form.pages:
            page.leave_out(hidden)

    def _empty(self) -> Iterator[str]:
        form = self._screen.form
        for page in form.pages:
            items = (item for group in page.page.groups if group.is_more for item in group.items if not item.is_slot)
            for item in items:
                editor = form.editors[item.name]
                if not isinstance(editor, ReadOnlyEditor) and editor.value() in (None, "", {}):
                    yield item.name

    @Slot(str)
    def _on_setting(self, key: str) -> None:
        if key == HIDE_MORE:
            self.show()

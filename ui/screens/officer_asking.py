"""Keeps the name at the foot of the window right, and asks once at the start who is working where there are two or more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from baseldesk.i18n import _

if TYPE_CHECKING:
    from ui.screens import Context
    from ui.screens.officer_reading import Working
    from ui.widgets.status_line import StatusLine


class OfficerAsking(QObject):
    """Stands between the desk and the status line."""

    def __init__(self, context: Context, line: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._line = context, line
        self._working: Working | None = None  # until it was read
        self._is_asked = False
        line.who.clicked.connect(self._on_clicked)
        context.notices.changed.connect(self._on_changed)

    def ask_at_start(self) -> None:
        """Once the window is there; not again until the program starts anew."""
        self._is_asked = True
        self.read()

    def read(self) -> None:
        """Reads who works."""
        from ui.screens.officer_reading import read_working

        self._context.runner.read_anew(partial(read_working, self._context.desk), self._on_read, self._on_unknown)

    def retranslate(self) -> None:
        """Sets the words anew."""
        self._line.set_who(self._working.name if self._working else "", _("Who is working?"))

    @Slot(object)
    def _on_read(self, working: Working) -> None:
        self._working = working
        self.retranslate()
        if self._is_asked and working.must_ask and self._context.settings.choice("ask_who"):
            self._context.window.show_screen("who")
        self._is_asked = False

    @Slot(object)
    def _on_unknown(self, _error: BaseException) -> None:
        """Whose name is not known is not said, and never stops the work."""

    @Slot(object)
    def _on_changed(self, kinds: frozenset[str]) -> None:
        if kinds & {"officer", "exchange"}:
            self.read()

    @Slot()
    def _on_clicked(self) -> None:
        self._context.window.show_screen("who")

"""What an import had to say and the rows that it left out, as a table for the person who gave the file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from baseldesk.i18n import N_, _, current
from ui.screens import Context

if TYPE_CHECKING:
    from baseldesk.formats.intake import Intake


class Rejects(QObject):
    """Writes the table in the background, and says that it is there.

    Attributes:
        failed: it could not be written; the error.
    """

    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def save(self, place: Path, intake: Intake) -> None:
        """Begins to write the table of this import to a file."""
        work = partial(_write_rejects, place, intake)
        self._context.runner.read(work, self._on_saved, self._on_failed, label=_("Saving…"))

    @Slot(object)
    def _on_saved(self, place: Path) -> None:
        self._context.window.status(current().format(N_("Saved: {file}"), file=place.name))

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(error)


def _write_rejects(place: Path, intake: Intake) -> Path:
    """Writes the remarks and the rows left out.

    Raises:
        MediumError: the place cannot be written; what was there is untouched.
    """
    from baseldesk.formats.rejects import rejects_table
    from baseldesk.formats.sheets.writing import write_file
    from baseldesk.sync.medium import medium_error

    try:
        write_file(place, rejects_table(intake, current()))
    except OSError as reason:
        raise medium_error(reason, place) from reason
    return place

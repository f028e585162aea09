"""Writing what a person wished for, in the background: the data file on a stick, or its parts ready for the mail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from ui.screens.exchange_wish import Wish

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.exporting import Exported

_MAIL_FOLDER = "BaselDesk e-mail"


def mail_folder() -> Path:
    """Where the files lie that are to be attached to mails: a folder of its own among the person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents or Path.home()) / _MAIL_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write(
    desk: Desk,
    wish: Wish,
    folder: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Writes the bundle to a medium.

    Raises:
        BaselDeskError: see `export_bundle`.
    """
    from baseldesk.sync.bundle import export_bundle

    return export_bundle(
        desk, wish.to, folder, everything=wish.everything, smallest=wish.smallest, documents=wish.documents,
        progress=progress, cancelled=cancelled,
    )  # fmt: skip

"""Small files that commands write: whole or not at all, and on the disk before anything is said."""

from __future__ import annotations

import os
from pathlib import Path

from baseldesk.desk.documents import sync_folder
from baseldesk.errors import MediumError


def write_file(place: Path, raw: bytes) -> None:
    """Writes under a new name, fsyncs, renames, and makes the name durable.

    Raises:
        MediumError: the place cannot be written; what was there is untouched.
    """
    waiting = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        with waiting.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(place)
        sync_folder(place.parent)
    except OSError as error:
        waiting.unlink(missing_ok=True)
        raise MediumError("cli.file_not_written", file=place.name, reason=error.strerror or "") from error

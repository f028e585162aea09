"""Small files about computers: each content has a name of its own, so that none stands in the way of an older one."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.records.types import SECRETARIAT

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.medium import Written


def write_named(folder: Path, sender: str, to: str, kind: str, content: bytes) -> Written:
    """Writes a small file and reads it back, as `KIND-SENDER-TO-ADDRESSEE-1F2E3D4C.BDESK`.

    Raises:
        MediumError: it cannot be written there.
    """
    from baseldesk.sync.medium import write_bytes
    from baseldesk.sync.parts import file_name

    return write_bytes(folder / file_name(sender, to, hashlib.sha256(content).digest(), kind), content)


def write_request(desk: Desk, folder: Path) -> Written:
    """Writes the file by which this computer asks to be registered."""
    from baseldesk.sync.joining import ask_to_join

    return write_named(folder, desk.owner, SECRETARIAT, "request", ask_to_join(desk))

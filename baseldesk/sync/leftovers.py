"""What a stick pulled out too early keeps of ours: the next try takes it away, and an import passes it over.

Two kinds are left: an unfinished file under its working name (`….BDESK.part-1f2e`), and a file that has its name but was never
filled, as FAT leaves them: empty, shorter than it says, or zeros at its end. Nothing else is touched: a name of ours belongs to
a whole file, or to nobody.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from baseldesk.errors import BundleRefused
from baseldesk.sync.framing import MAGIC, PREFIX_BYTES, read_prefix
from baseldesk.sync.keys import SIGNATURE_BYTES

OURS = ".BDESK"
_UNFINISHED = re.compile(r"(?P<name>.+)\.part-[0-9a-f]{4}", re.DOTALL)
_COUNTED = re.compile(r"[0-9A-F]{8}|\d+")  # the bundle and the part, in a name of ours


def unfinished_name(target: Path) -> Path:
    """The name under which a file is written until it is whole."""
    return target.with_name(f"{target.name}.part-{os.urandom(2).hex()}")


def is_unfinished(path: Path) -> bool:
    """Whether a file has a name that only unfinished ones have."""
    return _UNFINISHED.fullmatch(path.name) is not None


def clear_unfinished(target: Path) -> None:
    """Takes away what earlier tries left of this file, and of others of its series (same sender, same addressee)."""
    series = _COUNTED.sub("#", target.name)
    try:
        beside = list(target.parent.iterdir())
    except OSError:
        return  # writing will say why
    for one in beside:
        found = _UNFINISHED.fullmatch(one.name)
        if found and _COUNTED.sub("#", found["name"]) == series:
            _remove(one)


def is_broken(path: Path) -> bool:
    """Whether a file that should be one of ours was never filled to its end."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        head = file.read(PREFIX_BYTES)
        file.seek(max(0, size - SIGNATURE_BYTES))
        tail = file.read(SIGNATURE_BYTES)
    if not any(head):
        return path.suffix.upper() == OURS
    is_ours = head[: len(MAGIC)] == MAGIC[: len(head)]
    return is_ours and (not any(tail) or not _has_its_size(head, size))


def _has_its_size(head: bytes, size: int) -> bool:
    try:
        read_prefix(head, size, "")
    except BundleRefused as refused:
        return refused.code not in ("bundle.truncated", "bundle.trailing_bytes")
    return True


def _remove(path: Path) -> None:
    """Leaves it where the medium does not let it go: it is in nobody's way."""
    try:
        path.unlink()
    except OSError:
        return

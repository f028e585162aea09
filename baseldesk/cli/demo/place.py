"""The folder of the example. Only what BaselDesk made as an example is ever replaced, never a desk with somebody's work."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from baseldesk.desk.desk import Desk
from baseldesk.errors import DeskError, DeskLocked

CENTRE, SECRETARIAT, STICK, POST, REPORTS = "centre", "secretariat", "stick", "post", "reports"
MARKER = "example.json"
MARK = "demo"  # what the desk itself remembers
_OURS = frozenset({CENTRE, SECRETARIAT, STICK, POST, REPORTS, MARKER})


def prepare(folder: Path) -> None:
    """Leaves an empty folder that says what it is for; an example that was there is gone.

    Raises:
        DeskError: what is there is no example, or is open elsewhere; nothing was changed.
    """
    if folder.exists():
        _refuse_foreign(folder)
        for name in (*sorted(_OURS - {MARKER}), MARKER):  # the marker last: a half-emptied folder is still known as ours
            _remove(folder / name)
    folder.mkdir(parents=True, exist_ok=True)
    for name in (STICK, POST, REPORTS):
        (folder / name).mkdir()
    _write_marker(folder, complete=False)


def _refuse_foreign(folder: Path) -> None:
    names = {one.name for one in folder.iterdir()} if folder.is_dir() else {""}
    if not names:
        return
    if MARKER not in names or names - _OURS or not all(_is_example(folder / name) for name in (CENTRE, SECRETARIAT)):
        raise DeskError("demo.not_ours", folder=folder.name)


def _is_example(desk_folder: Path) -> bool:
    """Whether a folder holds a desk of the example, or none.

    Raises:
        DeskError: it is open elsewhere.
    """
    if not (desk_folder / "desk.db").exists():
        return True
    try:
        with Desk.open(desk_folder) as desk:
            return desk.meta(MARK) is not None
    except DeskLocked:
        raise DeskLocked("demo.in_use", folder=desk_folder.parent.name) from None


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def mark(desk: Desk) -> None:
    """Lets the desk itself say that it is an example."""
    with desk.write() as writer:
        writer.set_meta(MARK, b"1")


def finish(folder: Path) -> None:
    """Says that the example is whole and may be used again."""
    _write_marker(folder, complete=True)


def is_complete(folder: Path) -> bool:
    """Whether a whole example lies here."""
    try:
        held = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(held, dict) and held.get("complete") is True and (folder / CENTRE / "desk.db").exists()


def _write_marker(folder: Path, *, complete: bool) -> None:
    (folder / MARKER).write_text(json.dumps({"what": "BaselDesk example", "complete": complete}) + "\n", encoding="utf-8")

"""From the outbox onto a medium: the very files, each read back from where it was written."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from baseldesk.errors import Cancelled, MediumError, UsageError
from baseldesk.sync.container import IsCancelled, Progress
from baseldesk.sync.framing import MAGIC
from baseldesk.sync.medium import Written, write_file
from baseldesk.sync.outbox import File, Kept
from baseldesk.sync.parts import numbered_name

_BLOCK = 1 << 20


def carry(
    kept: Kept,
    out: Path,
    parts: Collection[int] | None = None,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Iterator[Written]:
    """Writes a bundle's files to a medium, each read back from it; a file that lies there whole already costs nothing.

    Args:
        out: a folder, or the name that the file gets (with its part number where there are several).
        parts: which ones; all by default.
        progress: called with (bytes written, bytes in all).

    Raises:
        UsageError: there is no such part.
        MediumError: it could not be written there; or what is kept here was damaged, and is let go, to be made anew.
        Cancelled: a person stopped it; files written before stay.
    """
    chosen = [one for one in kept.about.files if parts is None or one.part in parts]
    unknown = set(parts or ()) - {one.part for one in chosen}
    if unknown:
        raise UsageError("outbox.no_such_part", part=min(unknown), parts=kept.about.parts)
    before, total = 0, sum(one.size for one in chosen)

    def report(done: int) -> None:
        if cancelled and cancelled():
            raise Cancelled
        if progress:
            progress(before + done, total)

    for one in chosen:
        report(0)
        yield _carry_one(kept, one, out, report)
        before += one.size
    if progress:
        progress(total, total)


def _carry_one(kept: Kept, one: File, out: Path, report: Callable[[int], None]) -> Written:
    """Writes one file; beside another one of ours that has its name, under a name with more of its hash."""
    copy = partial(_copy, kept, one, report)
    if not out.is_dir():
        return write_file(out.with_name(numbered_name(out.name, one.part, kept.about.parts)), copy)
    target = out / one.name
    try:
        return write_file(target, copy)
    except MediumError as error:
        if error.code != "medium.name_clash" or not _is_ours(target):
            raise
        return write_file(target.with_stem(f"{target.stem}-{one.hash[:4].hex().upper()}"), copy)


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _copy(kept: Kept, one: File, report: Callable[[int], None], out: BinaryIO) -> bytes:
    """Copies a kept file, and makes sure that it is what was signed."""
    digest, done = hashlib.sha256(), 0
    try:
        with (kept.folder / one.name).open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                out.write(block)
                done += len(block)
                report(done)
    except FileNotFoundError:
        digest.update(b"gone")
    if digest.digest() != one.hash:
        shutil.rmtree(kept.folder, ignore_errors=True)
        raise MediumError("outbox.damaged", file=one.name)
    return one.hash

"""The files that are meant: what lies on a stick under whatever name, was attached to mails, or was printed and scanned."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from pathlib import Path

from baseldesk.errors import FileRefused, MediumError, Refused
from baseldesk.sync.attachments import is_mail, take_out
from baseldesk.sync.framing import MAGIC, PREFIX_BYTES, Kind, read_prefix
from baseldesk.sync.leftovers import is_unfinished
from baseldesk.sync.medium import medium_error


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files that are meant: those named, and of folders those that begin like ours, however they are called.

    Raises:
        MediumError: a folder cannot be searched to its end: the stick is gone.
    """
    out: list[Path] = []
    for path in paths:
        out += _search(path) if path.is_dir() else [path]
    return list(dict.fromkeys(out))


def _search(folder: Path) -> list[Path]:
    try:
        return [one for one in sorted(folder.rglob("*")) if one.is_file() and _is_meant(one)]
    except OSError as reason:
        raise medium_error(reason, folder / "*") from reason


def _is_meant(path: Path) -> bool:
    """Whether a file in a folder is one of ours, or a mail that may hold one; not what a pulled stick left of one."""
    try:
        return is_mail(path) or (_begins_with(path, MAGIC) and not is_unfinished(path))
    except OSError:
        return False


def _begins_with(path: Path, magic: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(magic)) == magic


def with_attachments(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The files that are meant, and in place of mails and scans what they hold; rosters first: they make signers known.

    Args:
        paths: a picture or PDF is searched where it is named itself, not where it lies in a folder.
        folder: where attachments are put.

    Raises:
        MediumError: there is no room on this computer.
    """
    out: list[Path] = []
    for number, path in enumerate(find_files(paths)):
        attached = [] if kind_if_ours(path) is not None else _held_by(path, folder / str(number))
        is_only_mail = not attached and is_mail(path) and path not in paths
        out += attached or ([] if is_only_mail else [path])
    return sorted(out, key=lambda one: kind_if_ours(one) is not Kind.ROSTER)


def _held_by(path: Path, folder: Path) -> list[Path]:
    """The files of ours that a mail or a scan holds."""
    from baseldesk.sync.code_reading import is_picture
    from baseldesk.sync.scanning import take_out_of_scan

    try:
        return take_out_of_scan(path, folder) if is_picture(path) else take_out(path, folder)
    except OSError as reason:
        if reason.errno in (errno.ENOSPC, errno.EDQUOT):
            raise MediumError("medium.no_room_here", file=path.name, reason=reason.strerror or "") from reason
        return []  # it cannot be read: that is told of the file itself
    except FileRefused:
        return []  # no picture that can be read: likewise


def kind_if_ours(path: Path) -> Kind | None:
    """What a file of ours claims to be; nothing for any other file, or one that cannot be read."""
    try:
        return kind_of(path)
    except Refused:
        return None


def kind_of(path: Path) -> Kind:
    """What a file claims to be; nothing of it is verified yet.

    Raises:
        BundleRefused: not one of ours, cut short, or too long.
        MediumError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return read_prefix(file.read(PREFIX_BYTES), path.stat().st_size, path.name).kind
    except OSError as reason:
        raise MediumError("medium.unreadable", file=path.name, reason=reason.strerror or "") from reason

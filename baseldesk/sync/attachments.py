"""Files of ours inside a saved mail (`.eml`, `.mht`, `mbox`), whatever program wrote it and whatever it calls the attachment.

The mail is not parsed: no header, name or type in it decides anything. A file of ours as base64 begins a line with the same
eleven letters always; from there its lines are decoded as long as they are base64. What comes out is a candidate and goes the
way of every file: signature first. Memory follows the length of a line that is read, at most `_LONGEST`, and the disk
used is less than the mail's own size.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from baseldesk.sync.framing import MAGIC, PREFIX_BYTES

SUFFIXES = frozenset({".eml", ".emlx", ".mht", ".mhtml", ".mbox"})
MOST_MAIL = 256 << 20
_MOST_FILES = 200
_LONGEST = 1 << 16
_BEGINS = base64.b64encode(MAGIC + b"\0")[:11]
_LETTERS = re.compile(rb"[A-Za-z0-9+/]*={0,2}")


def is_mail(path: Path) -> bool:
    """Whether a file in a folder is to be searched: by its name, because searching everything on a stick would take hours."""
    return path.suffix.lower() in SUFFIXES


def take_out(mail: Path, folder: Path) -> list[Path]:
    """Copies the files of ours inside a mail to a private folder, each under the mail's own name, for what is said of it.

    Returns:
        Nothing where there is none, or where the file is too large to be a mail.

    Raises:
        OSError: the mail cannot be read, or there is no room for the copies.
    """
    out: list[Path] = []
    with mail.open("rb") as file:
        if file.seek(0, 2) > MOST_MAIL:
            return []
        file.seek(0)
        for number, blocks in enumerate(_find(file)):
            place = folder / str(number) / mail.name
            out += [place] if _write(place, blocks) else []
            if number + 1 >= _MOST_FILES:
                break
    return out


def _find(file: BinaryIO) -> Iterator[Iterator[bytes]]:
    """Each stretch of base64 that begins as a file of ours does; it must be used up before the next is asked for."""
    is_start = True
    while line := file.readline(_LONGEST):
        if is_start and line.startswith(_BEGINS):
            yield _decode(line, file)
        is_start = line.endswith(b"\n")


def _decode(line: bytes, file: BinaryIO) -> Iterator[bytes]:
    """The bytes that lines of base64 stand for, up to the first line that holds anything else."""
    rest = b""
    while (text := line.strip()) and _LETTERS.fullmatch(text):
        rest += text
        whole = len(rest) - len(rest) % 4
        try:
            yield binascii.a2b_base64(rest[:whole])
        except binascii.Error:
            return
        rest = rest[whole:]
        if text.endswith(b"="):
            return
        line = file.readline(_LONGEST)


def _write(place: Path, blocks: Iterator[bytes]) -> bool:
    """Writes what was decoded; what is too short for any file of ours is left alone."""
    head = b""
    for block in blocks:
        head += block
        if len(head) >= PREFIX_BYTES:
            break
    else:
        return False
    place.parent.mkdir(parents=True)
    with place.open("wb") as out:
        for block in chain([head], blocks):
            out.write(block)
    return True

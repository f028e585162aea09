"""What a camera writes beside the picture: where it was, above all. Found, and taken out without touching the picture itself."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

GPS = 0x8825  # the EXIF directory of the camera's place
TAKEN_AT = 0x9003
_EXIF = 0x8769
_XMP_PLACE = (b"GPSLatitude", b"GPSLongitude", b"exif:GPS")
_PNG = b"\x89PNG\r\n\x1a\n"
# Kept in a JPEG: its frame (APP0), colour profile (APP2 ICC) and colour model (APP14); other marks may name the place.
_KEPT = {0xE0: b"", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_PNG_MARKS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt"})


def has_location(image: Any) -> bool:
    """Whether the picture says where it was taken, in EXIF or XMP; `image` as Pillow opened it."""
    exif = image.getexif()
    if exif.get_ifd(GPS):
        return True
    texts = [value for key, value in image.info.items() if isinstance(value, bytes | str) and "xmp" in str(key).lower()]
    raw = [one.encode("utf-8", "replace") if isinstance(one, str) else one for one in texts]
    return any(mark in one for one in raw for mark in _XMP_PLACE)


def kept_marks(image: Any, *, keep_location: bool) -> bytes:
    """EXIF for the reduced picture: when it was taken and, if it is kept, where; everything else stays behind."""
    from PIL import Image

    found, kept = image.getexif(), Image.Exif()
    taken = found.get_ifd(_EXIF).get(TAKEN_AT)
    if taken:
        kept.get_ifd(_EXIF)[TAKEN_AT] = taken
    if keep_location and (place := found.get_ifd(GPS)):
        kept.get_ifd(GPS).update(place)
    return kept.tobytes() if taken or place_in(kept) else b""


def place_in(exif: Any) -> bool:
    """Whether EXIF names a place."""
    return bool(exif.get_ifd(GPS))


def strip_marks(content: bytes, orientation: int = 1) -> bytes | None:
    """The same picture, bit by bit, without marks and without what lies after its end; None for another kind of file.

    Args:
        orientation: how the picture is to be turned for showing; the one mark of EXIF that is put back.

    Raises:
        ValueError: the file is not built as its kind is.
    """
    if content.startswith(b"\xff\xd8"):
        return b"\xff\xd8" + _turned(orientation) + b"".join(_jpeg_parts(content))
    if content.startswith(_PNG):
        return _PNG + b"".join(_png_parts(content))
    return None


def _turned(orientation: int) -> bytes:
    """An EXIF segment that holds the orientation and nothing else; nothing where the picture stands upright."""
    if orientation == 1:
        return b""
    body = b"Exif\0\0MM\0*" + struct.pack(">LHHHLHHL", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = content[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xD9:
            break
        size = struct.unpack_from(">H", content, at + 2)[0]
        part = content[at : at + 2 + size]
        if _is_picture(marker, part[4:]):
            yield part
        at += 2 + size
        if marker == 0xDA:
            end = _end_of_scan(content, at)
            yield content[at:end]
            at = end
    yield b"\xff\xd9"


def _is_picture(marker: int, body: bytes) -> bool:
    if not (0xE0 <= marker <= 0xEF or marker == 0xFE):
        return True
    return marker in _KEPT and body.startswith(_KEPT[marker])


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the compressed picture stops and the next marker begins; stuffed zeros and restarts belong to it."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
    raise ValueError("no end")


def _png_parts(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 12 <= len(content):
        size, kind = struct.unpack_from(">L4s", content, at)
        part = content[at : at + 12 + size]
        if len(part) < 12 + size or zlib.crc32(part[4:-4]) != struct.unpack(">L", part[-4:])[0]:
            raise ValueError("a part is damaged")
        if kind not in _PNG_MARKS:
            yield part
        if kind == b"IEND":
            return
        at += 12 + size
    raise ValueError("no end")

"""Photographs as they are added: small enough for a slow line, upright, and without the place where they were taken.

A picture of a telephone has 4 to 12 megabytes; at 1600 pixels it has 0.3 and shows on any screen and in print at 13 cm as before.
Nothing is done behind a person's back: `prepare_photograph` gives what would be attached, and says what it left out.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from baseldesk.desk import picture_marks
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Saved
from baseldesk.errors import FileRefused

LONG_SIDE = 1600
QUALITY = 80
SMALL_ENOUGH = 400_000  # bytes; a picture of few pixels and bytes is left as it is
MOST_BYTES = 200 << 20
MOST_PIXELS = 50_000_000
MOST_PIXELS_JPEG = 170_000_000  # a baseline JPEG is read at a fraction of its size; Pillow's own bound lies just above
_FORMATS = ("JPEG", "PNG", "WEBP")  # the first opens MPO, too: a JPEG with a second picture behind it
_TYPES = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png"), "WEBP": ("image/webp", ".webp")}
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})
# What Pillow raises on files that are not built as they should be; its readers do not agree among themselves.
_FAULTS_OF_A_FILE = (OSError, EOFError, SyntaxError, ValueError, LookupError, TypeError, OverflowError, MemoryError, struct.error)
_WORTH_IT = 0.9  # a picture that does not get smaller than this share of itself keeps its bytes


@dataclass(frozen=True)
class Prepared:
    """A photograph as it would be attached.

    Attributes:
        had_location: the camera had written where it was.
        changed: whether these are other bytes than those of the file.
    """

    content: bytes
    width: int
    height: int
    had_location: bool
    original_bytes: int
    media_type: str
    suffix: str
    changed: bool


def is_photograph(path: Path) -> bool:
    """Whether a file is a picture of a kind that cameras write, by its first bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        return False
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n")) or _is_webp(head) or _is_heif(head)


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_heif(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS


def prepare_photograph(path: Path, *, keep_original: bool = False, keep_location: bool = False) -> Prepared:
    """What would be attached of a photograph: reduced, upright, without its place, unless it is asked to stay.

    Args:
        keep_original: the picture as it is, pixel by pixel.
        keep_location: the place where it was taken goes along.

    Raises:
        FileRefused: it cannot be read, is damaged or too large, or its place cannot be taken out of this kind of file.
    """
    content = _read(path)
    if _is_heif(content[:16]):
        return _as_it_is(path, content, keep_original=keep_original, keep_location=keep_location)
    with _opened(path, content) as image:
        had_location = picture_marks.has_location(image)
        if keep_original:
            return _original(path, content, image, had_location, keep_location=keep_location)
        if _may_stay(image, content, had_location and not keep_location):
            return _left(image, content, had_location)
        return _reduced(content, image, had_location, keep_location=keep_location)


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise FileRefused("photograph.too_large", file=path.name, bytes=size, most=MOST_BYTES)
        return path.read_bytes()
    except OSError as reason:
        raise FileRefused("document.unreadable", file=path.name, reason=reason.strerror or "") from reason


@contextmanager
def _opened(path: Path, content: bytes) -> Iterator[Any]:
    """The picture, opened but not yet decoded; what goes wrong with it is the file's fault.

    Raises:
        FileRefused: damaged, or more pixels than there is memory for.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                _check_pixels(path, image)
                yield image
    except Image.DecompressionBombError as error:
        raise FileRefused("photograph.too_many_pixels", file=path.name, most=MOST_PIXELS_JPEG // 1_000_000) from error
    except _FAULTS_OF_A_FILE as error:
        raise FileRefused("photograph.damaged", file=path.name, reason=type(error).__name__) from error


def _check_pixels(path: Path, image: Any) -> None:
    is_baseline = image.format in ("JPEG", "MPO") and not image.info.get("progressive")
    most = MOST_PIXELS_JPEG if is_baseline else MOST_PIXELS
    if image.width * image.height > most:
        raise FileRefused("photograph.too_many_pixels", file=path.name, most=most // 1_000_000)


def _left(image: Any, content: bytes, had_location: bool, kept: bytes | None = None) -> Prepared:
    """The picture with its own pixels; `kept` where something else of the file was taken out."""
    media_type, suffix = _TYPES["JPEG" if image.format == "MPO" else str(image.format)]
    width, height = image.size
    bytes_kept = content if kept is None else kept
    return Prepared(bytes_kept, width, height, had_location, len(content), media_type, suffix, bytes_kept != content)


def _orientation(image: Any) -> int:
    found = image.getexif().get(0x0112, 1)
    return found if found in range(1, 9) else 1


def _may_stay(image: Any, content: bytes, must_lose_location: bool) -> bool:
    """Whether there is nothing to gain: small, upright, no place to take out. What moves is left alone as well."""
    moves = getattr(image, "is_animated", False) and image.format != "MPO"
    is_small = max(image.size) <= LONG_SIDE and len(content) <= SMALL_ENOUGH
    return not must_lose_location and (moves or (is_small and _orientation(image) == 1))


def _as_it_is(path: Path, content: bytes, *, keep_original: bool, keep_location: bool) -> Prepared:
    """A kind of picture that cannot be read here: whole and with its place, or not at all."""
    if not (keep_original and keep_location):
        raise FileRefused("photograph.kind_unknown", file=path.name)
    return Prepared(content, 0, 0, True, len(content), "image/heic", path.suffix, False)


def _original(path: Path, content: bytes, image: Any, had_location: bool, *, keep_location: bool) -> Prepared:
    """The picture pixel by pixel; its place is cut out without decoding."""
    if keep_location or not had_location:
        return _left(image, content, had_location)
    stripped = picture_marks.strip_marks(content, _orientation(image))
    if stripped is None:
        raise FileRefused("photograph.location_stays", file=path.name)
    return _left(image, content, had_location, stripped)


def _reduced(content: bytes, image: Any, had_location: bool, *, keep_location: bool) -> Prepared:
    from PIL import Image, ImageOps

    marks = picture_marks.kept_marks(image, keep_location=keep_location)
    profile = image.info.get("icc_profile")
    must_change = _orientation(image) != 1 or (had_location and not keep_location)
    image.draft("RGB", (LONG_SIDE, LONG_SIDE))
    full = _in_full_colour(image)
    full.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    small = ImageOps.exif_transpose(full)  # last, because it copies
    made, kind = _smallest(small, image.format == "PNG", {"exif": marks, "icc_profile": profile})
    if not must_change and len(made) > _WORTH_IT * len(content):
        return _left(image, content, had_location)
    return Prepared(made, small.width, small.height, had_location, len(content), *_TYPES[kind], True)


def _in_full_colour(image: Any) -> Any:
    """The picture in a mode that can be made smaller without steps: not a palette, not sixteen bits."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "PA", "1", "LA"):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _smallest(image: Any, is_png: bool, marks: dict[str, Any]) -> tuple[bytes, str]:
    """As JPEG; a drawing or screenshot as PNG where that is not much larger, or where it is see-through."""
    see_through = image.has_transparency_data
    how = {"quality": QUALITY, "optimize": True, "progressive": True, **marks}
    as_jpeg = b"" if see_through else _save(image.convert("RGB"), "JPEG", **how)
    if not is_png and not see_through:
        return as_jpeg, "JPEG"
    as_png = _save(image, "PNG", **marks)
    return (as_png, "PNG") if see_through or len(as_png) < 1.5 * len(as_jpeg) else (as_jpeg, "JPEG")


def _save(image: Any, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **{name: value for name, value in options.items() if value})
    return out.getvalue()


def attach_file(
    desk: Desk, path: Path, values: dict[str, object], *, keep_original: bool = False, keep_location: bool = False
) -> tuple[Saved, Prepared | None]:
    """Attaches a file, a photograph as it was prepared; gives what was saved, and of a photograph what became of it.

    Raises:
        FileRefused: see `prepare_photograph` and `Desk.attach`.
    """
    if not is_photograph(path):
        return desk.attach(path, values), None
    prepared = prepare_photograph(path, keep_original=keep_original, keep_location=keep_location)
    return attach_prepared(desk, path.name, prepared, values), prepared


def attach_prepared(desk: Desk, name: str, prepared: Prepared, values: dict[str, object]) -> Saved:
    """Attaches a photograph that a person has seen prepared, under the name of its file; of an encrypted desk never plain."""
    from baseldesk.desk.saving import attach_content

    called = name if not prepared.changed else f"{Path(name).stem}{prepared.suffix}"
    return attach_content(desk, called, prepared.content, {"media_type": prepared.media_type, **values})

"""Pictures for files that people edit or read on a screen: upright, small enough to mail, without the camera's notes."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal

import pypdfium2
from PIL import Image, ImageOps

from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.sheet import Sheet

_DOTS = 200  # to an inch
_MOST_PIXELS = 60_000_000
_HIGHEST = 110.0  # millimetres


@dataclass(frozen=True, slots=True)
class SizedPicture:
    """A picture file and how large it is to be shown, in millimetres."""

    content: bytes
    form: Literal["png", "jpeg"]
    width: float
    height: float


def fit_picture(content: bytes, widest: float, highest: float = _HIGHEST) -> SizedPicture | None:
    """The picture of a PNG or JPEG file within these millimetres; None where it is none.

    It is written anew, so that nothing of the camera's notes goes along.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
            if image.width * image.height > _MOST_PIXELS:
                return None
            is_photograph = image.format == "JPEG"
            return _size(ImageOps.exif_transpose(image), widest, highest, is_photograph)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def draw_picture(flowable: Any, width: float, language: str) -> SizedPicture:
    """A picture of a drawing that was made for paper, within this many millimetres."""
    pages = BytesIO()
    wide, high = _measure(flowable, width, language)
    sheet = Sheet(pages, (wide, high), language)
    flowable.wrapOn(sheet, wide, high)
    flowable.drawOn(sheet, 0, 0)
    sheet.showPage()
    sheet.finish()
    with pypdfium2.PdfDocument(pages.getvalue()) as pdf:
        image = pdf[0].render(scale=_DOTS / 72).to_pil()
    return _write(image.convert("RGB"), wide / MILLIMETRE, high / MILLIMETRE, is_photograph=False)


def _measure(flowable: Any, width: float, language: str) -> tuple[float, float]:
    trial = Sheet(BytesIO(), (width * MILLIMETRE, 1000), language)
    wide, high = flowable.wrapOn(trial, width * MILLIMETRE, 1000)
    return max(float(wide), 1.0), max(float(high), 1.0)


def _size(image: Image.Image, widest: float, highest: float, is_photograph: bool) -> SizedPicture:
    scale = min(widest / image.width, highest / image.height)
    width, height = image.width * scale, image.height * scale
    most = max(1, round(width / 25.4 * _DOTS)), max(1, round(height / 25.4 * _DOTS))
    fitted = image.resize(most, Image.Resampling.LANCZOS) if image.width > most[0] else image
    return _write(_on_white(fitted), width, height, is_photograph=is_photograph)


def _write(image: Image.Image, width: float, height: float, *, is_photograph: bool) -> SizedPicture:
    out = BytesIO()
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    if is_photograph:
        bare.save(out, "JPEG", quality=85)
    else:
        bare.save(out, "PNG", optimize=True)
    return SizedPicture(out.getvalue(), "jpeg" if is_photograph else "png", width, height)


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent becomes the white of the page."""
    if image.mode in ("RGB", "L"):
        return image
    clear = image.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(ground, clear).convert("RGB")

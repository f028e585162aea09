"""Pictures on paper: the figure with the words that stand for it, and photographs made no larger than paper can show."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader
from reportlab.platypus.flowables import Flowable

from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.structure import Node

LOGO_HEIGHT = 16 * MILLIMETRE
_DOTS = 200  # to an inch: what an office printer still tells apart in a photograph
_MOST_PIXELS = 60_000_000
_HIGHEST = 110 * MILLIMETRE


class Figure(Flowable):
    """A drawing with the words that stand for it."""

    canv: Sheet

    def __init__(self, inner: Any, node: Node, alternative: str) -> None:
        super().__init__()
        self._inner = inner
        self._node = node
        self._node.alternative = alternative
        self.spaceBefore, self.spaceAfter = 4, 4

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        size: tuple[float, float] = self._inner.wrapOn(self.canv, aW, aH)
        return size

    def draw(self) -> None:
        with self.canv.marked(self._node):
            self._inner.drawOn(self.canv, 0, 0)


class Photograph(Flowable):
    """A picture within a box, at the side where lines start."""

    canv: Sheet

    def __init__(self, image: Image.Image, highest: float, widest: float, from_right: bool) -> None:
        super().__init__()
        self._image, self._highest, self._widest, self._from_right = image, highest, widest, from_right

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        wide, high = self._image.size
        scale = min(min(self._widest, aW) / wide, self._highest / high)
        self._size = wide * scale, high * scale
        self.width, self.height = aW, self._size[1]
        return self.width, self.height

    def draw(self) -> None:
        width, height = self._size
        left = self.width - width if self._from_right else 0
        self.canv.drawImage(ImageReader(_fitted(self._image, width, height)), left, 0, width, height)


def read_picture(content: bytes, highest: float, widest: float, from_right: bool) -> Photograph | None:
    """The picture of a PNG or JPEG file, within this height and width in points; None where it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=("PNG", "JPEG"))
            if image.width * image.height > _MOST_PIXELS or min(image.size) < 1:
                return None
            upright = ImageOps.exif_transpose(image)
            return Photograph(_on_white(upright), min(highest, _HIGHEST), widest, from_right)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent becomes the white of the paper."""
    if image.mode in ("RGB", "L"):
        return image
    clear = image.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(ground, clear).convert("RGB")


def _fitted(image: Image.Image, width: float, height: float) -> Image.Image:
    """No more dots than paper shows, so that a file with forty photographs can be mailed."""
    most = (max(1, round(width / 72 * _DOTS)), max(1, round(height / 72 * _DOTS)))
    return image.resize(most, Image.Resampling.LANCZOS) if image.width > most[0] else image

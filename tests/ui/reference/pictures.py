"""Pictures kept small, and compared so that a smoothed edge passes and a word that moved, was cut or is missing does not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops
from PySide6.QtGui import QImage

COLOURS = 64
BLOCK = 8  # pixels of the small picture: one letter or two
MOST = 18  # mean difference of a block, of 255, that passes; few colours alone make 8, a word elsewhere 27 and more


@dataclass(frozen=True)
class Difference:
    """How much the worst block differs, and how many differ too much."""

    worst: float
    blocks: int
    where: tuple[int, int] = (0, 0)

    @property
    def is_same(self) -> bool:
        """Whether it may pass."""
        return not self.blocks


def small(image: QImage) -> Image.Image:
    """Half as wide and high, in plain colours."""
    plain = image.convertToFormat(QImage.Format.Format_RGBX8888)
    raw = bytes(plain.constBits())
    whole = Image.frombuffer("RGBX", (plain.width(), plain.height()), raw, "raw", "RGBX", plain.bytesPerLine(), 1).convert("RGB")
    return whole.reduce(2)


def keep(picture: Image.Image, path: Path) -> None:
    """Writes it, with few colours."""
    path.parent.mkdir(parents=True, exist_ok=True)
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def compare(actual: Image.Image, expected: Image.Image) -> Difference:
    """Block by block: an edge that is smoothed otherwise changes a block a little, a letter that is another one much."""
    if actual.size != expected.size:
        return Difference(255.0, -1)
    blocks = loudest(ImageChops.difference(actual.convert("RGB"), expected.convert("RGB"))).reduce(BLOCK)
    values = list(blocks.tobytes())
    worst = max(values)
    at = values.index(worst)
    place = (at % blocks.width * BLOCK * 2, at // blocks.width * BLOCK * 2)
    return Difference(float(worst), sum(value > MOST for value in values), place)


def loudest(picture: Image.Image) -> Image.Image:
    """The greatest of the three channels."""
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def difference_picture(actual: Image.Image, expected: Image.Image) -> Image.Image:
    """White where the two differ."""
    one, other = actual.convert("RGB"), expected.convert("RGB").resize(actual.size)
    return loudest(ImageChops.difference(one, other)).point(lambda value: min(value * 4, 255))

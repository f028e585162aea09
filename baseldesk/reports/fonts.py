"""The bundled faces as HarfBuzz sees them, and which face draws a character in a text of a given language.

Nothing is registered with ReportLab, whose font registry is global: a document embeds its faces itself (`embedding.py`).
Faces are opened once, never changed afterwards, and may be used from several threads.
"""

from __future__ import annotations

import threading
from functools import cache, cached_property, lru_cache

import uharfbuzz as hb

from baseldesk.resources import resource

UNITS = 1000  # every measure is in thousandths of the font size
LATIN, ARABIC, CHINESE = "NotoSans", "Vazirmatn", "NotoSansSC"
_ORDERS = {"ar": (ARABIC, LATIN, CHINESE), "fa": (ARABIC, LATIN, CHINESE), "zh": (CHINESE, LATIN, ARABIC)}
_ORDER = (LATIN, ARABIC, CHINESE)
_opening = threading.Lock()


class Face:
    """One font file: what it covers, how wide its glyphs are, its bytes for embedding."""

    def __init__(self, family: str, bold: bool) -> None:
        self.name = f"{family}-{'Bold' if bold else 'Regular'}"
        self.blob = hb.Blob.from_file_path(str(resource("fonts", f"{self.name}.ttf")))
        self.face = hb.Face(self.blob)
        self.font = hb.Font(self.face)
        self.font.scale = (UNITS, UNITS)
        self.covered = frozenset(self.face.unicodes)
        self._widths: dict[int, int] = {}
        self.blank = int(self.font.get_nominal_glyph(ord(" ")) or 0)

    def __repr__(self) -> str:
        return f"Face({self.name})"

    def width(self, glyph: int) -> int:
        """The glyph's own advance."""
        width = self._widths.get(glyph)
        if width is None:
            width = self._widths[glyph] = int(self.font.get_glyph_h_advance(glyph))
        return width

    @cached_property
    def metrics(self) -> dict[str, int]:
        """Ascent, descent (below zero), cap height and bounding box, as a font descriptor wants them."""
        from struct import unpack

        box = unpack(">4h", self._table("head")[36:44])
        ascent, descent = unpack(">2h", self._table("hhea")[4:8])
        (cap_height,) = unpack(">h", self._table("OS/2")[88:90])
        names = ("left", "bottom", "right", "top", "ascent", "descent", "cap_height")
        measures = (*box, ascent, descent, cap_height)
        return {name: round(value * UNITS / self.face.upem) for name, value in zip(names, measures, strict=True)}

    def _table(self, tag: str) -> bytes:
        return bytes(self.face.reference_table(tag).data)


def face(family: str, bold: bool = False) -> Face:
    """The face, opened when first asked for."""
    with _opening:
        return _open(family, bold)


@cache
def _open(family: str, bold: bool) -> Face:
    return Face(family, bold)


@cache
def families(language: str) -> tuple[str, str, str]:
    """The families in the order in which they are tried for text of this language."""
    return _ORDERS.get(language, _ORDER)


@lru_cache(maxsize=20_000)
def face_for(character: str, language: str, bold: bool) -> Face:
    """The first face in the language's order that has the character; its own first face where none has."""
    faces = [face(family, bold) for family in families(language)]
    return next((one for one in faces if ord(character) in one.covered), faces[0])


def is_drawn(character: str) -> bool:
    """Whether some bundled face has the character."""
    return any(ord(character) in face(family).covered for family in _ORDER)

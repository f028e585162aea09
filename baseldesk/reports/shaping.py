"""From text to glyphs: HarfBuzz shapes pieces of one face, one direction and one language; equal pieces are shaped once.

A piece keeps, with each glyph, the text that it stands for, so that copying and searching in the PDF give the text back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import uharfbuzz as hb

from baseldesk.reports.fonts import Face, face_for

_FEATURES = {"kern": True, "liga": True}
_FLAGS = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES | hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
_CACHED_LENGTH = 48
_LONGEST_PIECE = 2_000  # HarfBuzz gives up on buffers of hundreds of thousands
_CONTEXT = 8  # characters before and after a piece that its letters may join


class Glyph(NamedTuple):
    """One letter with its marks in drawing order; measures in thousandths of the font size.

    Attributes:
        id: the letter's glyph.
        advance: how far the pen moves.
        x: how far right of the pen the letter stands.
        marks: where it is more than a letter on the baseline, all its glyphs and where they stand from its place.
        text: what it stands for; "" if another glyph carries that.
        cluster: index of its first character.
    """

    id: int
    advance: int
    x: int
    marks: tuple[tuple[int, int, int], ...]
    text: str
    cluster: int


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Glyphs of one face and direction, from left to right."""

    face: Face
    right_to_left: bool
    glyphs: tuple[Glyph, ...]
    width: int

    @property
    def text(self) -> str:
        """What the piece stands for, in logical order."""
        return "".join(glyph.text for glyph in sorted(self.glyphs, key=lambda glyph: glyph.cluster))


class Run(NamedTuple):
    """A piece at its embedding level, in the grey that it is printed in (0 black, 1 white)."""

    piece: Piece
    level: int
    grey: float


def shape(text: str, language: str, bold: bool, right_to_left: bool) -> tuple[Piece, ...]:
    """The pieces of a text of one direction in logical order, each in the first face that has its characters."""
    if len(text) <= _CACHED_LENGTH:
        return _shape_once(text, language, bold, right_to_left)
    return _shape(text, language, bold, right_to_left)


def _shape(text: str, language: str, bold: bool, right_to_left: bool) -> tuple[Piece, ...]:
    stretches = _split(text, language, bold)
    return tuple(_shape_piece(face, text, start, end, language, right_to_left) for face, start, end in stretches)


_shape_once = lru_cache(maxsize=2_000)(_shape)


def _split(text: str, language: str, bold: bool) -> Iterator[tuple[Face, int, int]]:
    """Stretches of one face; marks and joiners stay with the face of what they stand on."""
    current: Face | None = None
    start = 0
    for index, character in enumerate(text):
        if current is not None and _clings(character) and (ord(character) in current.covered or ord(character) >= 0x200B):
            continue
        wanted = face_for(character, "" if _is_apostrophe(text, index) else language, bold)
        if wanted is not current or index - start >= _LONGEST_PIECE:
            if current is not None:
                yield current, start, index
            current, start = wanted, index
    if current is not None:
        yield current, start, len(text)


def _is_apostrophe(text: str, index: int) -> bool:
    """Whether the mark stands between Latin letters; the Chinese face has a wide quotation mark for it."""
    return text[index] == "’" and 0 < index < len(text) - 1 and text[index - 1] < "\u2000" > text[index + 1]


def _clings(character: str) -> bool:
    return character > "\u02ff" and unicodedata.category(character) in ("Mn", "Me", "Cf")


def _shape_piece(face: Face, text: str, start: int, end: int, language: str, right_to_left: bool) -> Piece:
    buffer = hb.Buffer()
    buffer.flags = _FLAGS
    first = max(start - _CONTEXT, 0)
    seen = [ord(character) for character in text[first : end + _CONTEXT]]
    buffer.add_codepoints(seen, item_offset=start - first, item_length=end - start)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.language = language
    hb.shape(face.font, buffer, _FEATURES)
    glyphs = _read_glyphs(buffer, text[first:end], end - first)
    return Piece(face, right_to_left, glyphs, sum(glyph.advance for glyph in glyphs))


def _read_glyphs(buffer: hb.Buffer, text: str, end: int) -> tuple[Glyph, ...]:
    """The glyphs with their text, the glyphs of one cluster (a letter and its marks) put together."""
    infos, positions = buffer.glyph_infos, buffer.glyph_positions or []
    if text.isascii() and [info.cluster for info in infos] == list(range(len(text))):  # a glyph per letter: most words
        return tuple(
            Glyph(info.codepoint, place.x_advance, place.x_offset, (), letter, info.cluster)
            for info, place, letter in zip(infos, positions, text, strict=True)
        )
    placed = _place(infos, positions)
    begins = sorted({cluster for cluster, *_ in placed})
    texts = {begin: _searchable(text[begin:after]) for begin, after in zip(begins, [*begins, end][1:], strict=True)}
    clusters = [(cluster, list(group)) for cluster, group in groupby(placed, key=lambda one: one.cluster)]
    return tuple(glyph for cluster, group in clusters for glyph in _put_together(group, texts.pop(cluster, "")))


class _Placed(NamedTuple):
    cluster: int
    id: int
    pen: int
    advance: int
    x: int
    y: int


def _place(infos: list[hb.GlyphInfo], positions: list[hb.GlyphPosition]) -> list[_Placed]:
    placed, pen = [], 0
    for info, position in zip(infos, positions, strict=True):
        placed.append(_Placed(info.cluster, info.codepoint, pen, position.x_advance, pen + position.x_offset, position.y_offset))
        pen += position.x_advance
    return placed


def _put_together(group: list[_Placed], text: str) -> list[Glyph]:
    """A letter and its marks as one glyph; of letters that stand side by side for one text the widest carries it."""
    letters = [one for one in group if one.advance] or group[:1]
    widest = max(letters, key=lambda one: one.advance)
    glyphs = []
    for letter in letters:
        others = [one for one in group if one not in letters] if letter is widest else []
        marks = tuple((one.id, one.x - letter.x, one.y) for one in others)
        if marks or letter.y:
            marks = ((letter.id, 0, letter.y), *marks)
        carried = text if letter is widest else ""
        glyphs.append(Glyph(letter.id, letter.advance, letter.x - letter.pen, marks, carried, letter.cluster))
    return glyphs


def _searchable(text: str) -> str:
    """The characters that a reader sees; isolates and joiners would only get in the way of a search."""
    return text if text.isascii() else "".join(character for character in text if unicodedata.category(character) != "Cf")

"""Invisible guide marks that help PDF readers to put copied right-to-left text back into the order in which it was typed.

A PDF holds glyphs where they stand; readers guess the order from each character's kind, and guess wrong at the borders
of numbers, brackets and Latin words. The marks LRM and RLM, put where a careful typist would put them, settle most of
these guesses. They change nothing on paper. Measured with poppler and pdfium; see the tests for what each still gets wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from baseldesk.reports.fonts import Face
from baseldesk.reports.shaping import Glyph, Piece

LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_SEEN_AS_NUMBERS = frozenset("#$%+,-./:0123456789،\u00a0°±‰")
_WEAK = frozenset({"CS", "ES", "ET", "NSM", "BN", "EN", "AN"})


def guide_readers(runs: Iterable[tuple[Piece, int]]) -> list[Piece]:
    """The pieces of one line whose paragraph runs from right to left, in drawing order, with guide marks added."""
    guided: list[Piece] = []
    for is_right_to_left, group in groupby(runs, key=lambda run: run[1] % 2 == 1):
        pieces = [piece for piece, _ in group]
        guided += [_guard(piece) for piece in pieces] if is_right_to_left else _guide_left_to_right(pieces, _last_text(guided))
    return guided


def _last_text(pieces: list[Piece]) -> str:
    return next((piece.glyphs[-1].text for piece in reversed(pieces) if piece.glyphs), "")


def _guide_left_to_right(pieces: list[Piece], follower: str) -> list[Piece]:
    """After such a stretch, that is to the left of it, the line goes on from right to left, with ``follower``."""
    has_letters = any(glyph.text.isalpha() for piece in pieces for glyph in piece.glyphs)
    first = next((index for index, piece in enumerate(pieces) if piece.glyphs), None)
    if first is None:
        return pieces
    pieces[first] = _begin(pieces[first], has_letters or _is_weak(follower))
    last = max(index for index, piece in enumerate(pieces) if piece.glyphs)
    pieces[last] = _end(pieces[last])
    return pieces


def _is_weak(text: str) -> bool:
    """Whether a reader might take the character for a part of the number before it."""
    return any(unicodedata.bidirectional(character) in _WEAK for character in text)


@lru_cache(maxsize=5_000)
def _begin(piece: Piece, for_all_readers: bool) -> Piece:
    first, *others = piece.glyphs
    if for_all_readers:
        return _like(piece, [first._replace(text=RIGHT_TO_LEFT_MARK + first.text), *others])
    return _like(piece, [_mark(piece.face, first), first, *others])


@lru_cache(maxsize=5_000)
def _end(piece: Piece) -> Piece:
    *others, last = piece.glyphs
    if last.text[-1:].isalpha() or last.text[-1:] in _SEEN_AS_NUMBERS:
        return piece
    return _like(piece, [*others, last._replace(text=last.text + LEFT_TO_RIGHT_MARK)])


@lru_cache(maxsize=20_000)
def _guard(piece: Piece) -> Piece:
    """A right-to-left piece whose brackets are not turned round twice and whose stops do not jump."""
    if not any(_needs_guarding(glyph.text) for glyph in piece.glyphs):
        return piece
    before = [glyph.text for glyph in piece.glyphs[1:]] + [""]  # what is read before each glyph stands to its right
    pairs = zip(piece.glyphs, before, strict=True)
    return _like(piece, [guarded for glyph, text in pairs for guarded in _guard_glyph(piece.face, glyph, text)])


def _needs_guarding(text: str) -> bool:
    return len(text) == 1 and (text in _SEEN_AS_NUMBERS or bool(unicodedata.mirrored(text)))


def _guard_glyph(face: Face, glyph: Glyph, before: str) -> Iterator[Glyph]:
    if not _needs_guarding(glyph.text):
        yield glyph
    elif glyph.text in _SEEN_AS_NUMBERS and unicodedata.category(before[-1:] or " ") == "Mn":
        # Else stop and mark would change places.
        yield glyph._replace(text=RIGHT_TO_LEFT_MARK + glyph.text + RIGHT_TO_LEFT_MARK)
    elif glyph.text in _SEEN_AS_NUMBERS:
        yield _mark(face, glyph)
        yield glyph
    else:
        yield glyph._replace(text=LEFT_TO_RIGHT_MARK + glyph.text + RIGHT_TO_LEFT_MARK)


def _mark(face: Face, beside: Glyph) -> Glyph:
    """A mark that is seen by readers that take in glyphs without width, and passed over by the others."""
    return Glyph(face.blank, 0, 0, (), RIGHT_TO_LEFT_MARK, beside.cluster)


def _like(piece: Piece, glyphs: list[Glyph]) -> Piece:
    return Piece(piece.face, piece.right_to_left, tuple(glyphs), piece.width)

"""Text as unbreakable words of shaped glyphs, and words as lines of a given width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from baseldesk.reports import bidi
from baseldesk.reports.breaking import GOOD_ENDS, is_ideographic, split_words
from baseldesk.reports.shaping import Glyph, Piece, Run, shape

_CACHED_LENGTH = 48
_WIDE_IN_CHINESE = re.compile("[‘’“”—…·]")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph: plain text and how it looks. No character of the text is an instruction.

    Attributes:
        text: as it is to be read.
        bold: in the bold weight.
        grey: 0 black to 1 white.
        language: where it is not the paragraph's.
    """

    text: str
    bold: bool = False
    grey: float = 0.0
    language: str = ""


class Word(NamedTuple):
    """What stays on one line: its runs in logical order, their width, and the space that follows it inside a line.

    Widths are in thousandths of the font size; ``stretches`` says whether justifying may widen the gap after it.
    """

    runs: tuple[Run, ...]
    width: int
    space: tuple[Run, ...]
    space_width: int
    stretches: bool


class HardLine(NamedTuple):
    """The words up to a line end that the text itself has, and the direction that they run in as a whole."""

    words: list[Word]
    right_to_left: bool


class Line(NamedTuple):
    """Words that stand on one line, their width without the last one's space, and whether they end their hard line."""

    words: list[Word]
    width: int
    is_last: bool
    right_to_left: bool


def set_words(spans: Sequence[Span], language: str, right_to_left: bool | None, fallback: bool) -> list[HardLine]:
    """The words of each hard line of a text.

    Args:
        spans: the text.
        language: of those spans that do not say.
        right_to_left: the direction of the whole; None to take each line's from its first strong character.
        fallback: the direction of lines without one.
    """
    return [_set_line(line, language, right_to_left, fallback) for line in _split_hard_lines(spans)]


def _split_hard_lines(spans: Sequence[Span]) -> Iterator[list[Span]]:
    line: list[Span] = []
    for span in spans:
        first, *others = span.text.split("\n")
        line.append(span if not others else Span(first, span.bold, span.grey, span.language))
        for text in others:
            yield line
            line = [Span(text, span.bold, span.grey, span.language)]
    yield line


def _set_line(spans: list[Span], language: str, right_to_left: bool | None, fallback: bool) -> HardLine:
    text = "".join(span.text for span in spans)
    turned = right_to_left if right_to_left is not None else _starts_right_to_left(text, fallback)
    _, levels = bidi.levels(text, int(turned))
    language = "" if language == "zh" and _is_foreign(text) else language
    if len(spans) == 1 and (not levels or min(levels) == max(levels)):
        return HardLine(_set_plain(spans[0], spans[0].language or language, levels[0] if levels else int(turned)), turned)
    owners = [number for number, span in enumerate(spans) for _ in span.text]
    mixed = _Mixed(text, spans, owners, levels, language)
    return HardLine([mixed.make_word(start, end, after) for start, end, after in split_words(text)], turned)


def _is_foreign(text: str) -> bool:
    """Whether a text has no Chinese but punctuation for which the Chinese face has wide forms."""
    return bool(_WIDE_IN_CHINESE.search(text)) and not any(is_ideographic(character) for character in text)


def _starts_right_to_left(text: str, fallback: bool) -> bool:
    strong = bidi.first_strong(text)
    return fallback if strong is None else bool(strong)


def _set_plain(span: Span, language: str, level: int) -> list[Word]:
    """Words of one span and one direction: each is made once and kept."""
    text, words = span.text, []
    for start, end, after in split_words(text):
        make = _keep_word if after - start <= _CACHED_LENGTH else _make_word
        stretches = end < after or _meets_ideograph(text, after)
        words.append(make(text[start:end], text[end:after], language, span.bold, level, span.grey, stretches))
    return words


def _make_word(text: str, space: str, language: str, bold: bool, level: int, grey: float, stretches: bool) -> Word:
    runs = _make_runs(text, language, bold, level, grey)
    spaces = _make_runs(space, language, bold, level, grey)
    return Word(runs, _width_of(runs), spaces, _width_of(spaces), stretches)


_keep_word = lru_cache(maxsize=12_000)(_make_word)


def _make_runs(text: str, language: str, bold: bool, level: int, grey: float) -> tuple[Run, ...]:
    return tuple(Run(piece, level, grey) for piece in shape(text, language, bold, bool(level & 1)))


def _width_of(runs: Iterable[Run]) -> int:
    return sum(run.piece.width for run in runs)


def _meets_ideograph(text: str, cut: int) -> bool:
    return 0 < cut < len(text) and (is_ideographic(text[cut - 1]) or is_ideographic(text[cut]))


@dataclass(frozen=True, slots=True)
class _Mixed:
    """A hard line of several looks or directions: which span each character belongs to, and its level."""

    text: str
    spans: list[Span]
    owners: list[int]
    levels: list[int]
    language: str

    def make_word(self, start: int, end: int, after: int) -> Word:
        runs, spaces = tuple(self._make(start, end)), tuple(self._make(end, after))
        return Word(runs, _width_of(runs), spaces, _width_of(spaces), end < after or _meets_ideograph(self.text, after))

    def _make(self, start: int, end: int) -> Iterator[Run]:
        for (owner, level), group in groupby(range(start, end), key=lambda index: (self.owners[index], self.levels[index])):
            places = list(group)
            text, span = self.text[places[0] : places[-1] + 1], self.spans[owner]
            yield from _make_runs(text, span.language or self.language, span.bold, level, span.grey)


def break_lines(hard_line: HardLine, width: int) -> Iterator[Line]:
    """Fills lines of this width, one word after the other; only a word wider than the line is cut."""
    current: list[Word] = []
    used = 0
    words, turned = hard_line
    for whole in words:
        for word in [whole] if whole.width <= width else cut_word(whole, width):
            if current and used + word.width > width:
                yield Line(current, used - current[-1].space_width, False, turned)
                current, used = [], 0
            current.append(word)
            used += word.width + word.space_width
    yield Line(current, used - current[-1].space_width if current else 0, True, turned)


def cut_word(word: Word, width: int) -> list[Word]:
    """The word in parts that fit, cut after a slash, dot or the like where one is near, else between any two characters."""
    parts: list[Word] = []
    atoms = [(number, atom) for number, run in enumerate(word.runs) for atom in _split_run(run)]
    start = 0
    while start < len(atoms):
        end = _find_end(atoms, start, width)
        runs = tuple(_join_runs(atoms[start:end]))
        parts.append(Word(runs, _width_of(runs), (), 0, False))
        start = end
    parts[-1] = parts[-1]._replace(space=word.space, space_width=word.space_width, stretches=word.stretches)
    return parts


def _find_end(atoms: list[tuple[int, Run]], start: int, width: int) -> int:
    """Where the part that begins here ends: at a good place in its second half, else where the line is full."""
    used, end, good = 0, start, start
    while end < len(atoms) and (used + atoms[end][1].piece.width <= width or end == start):
        used += atoms[end][1].piece.width
        end += 1
        if any(glyph.text[-1:] in GOOD_ENDS for glyph in atoms[end - 1][1].piece.glyphs):
            good = end
    return good if end < len(atoms) and good - start > (end - start) // 2 else end


def _split_run(run: Run) -> Iterator[Run]:
    """The run character by character in logical order; marks and the parts of a ligature stay together, shapes stay joined."""
    glyphs = run.piece.glyphs[::-1] if run.piece.right_to_left else run.piece.glyphs
    group: list[Glyph] = []
    for glyph in glyphs:
        if group and glyph.advance > 0 and glyph.cluster != group[-1].cluster:
            yield _run_of(run, group)
            group = []
        group.append(glyph)
    if group:
        yield _run_of(run, group)


def _join_runs(atoms: list[tuple[int, Run]]) -> Iterator[Run]:
    """Neighbouring characters of one run as one run again."""
    for _, group in groupby(atoms, key=lambda atom: atom[0]):
        runs = [run for _, run in group]
        turned = runs[0].piece.right_to_left
        yield _run_of(runs[0], [glyph for run in runs for glyph in (run.piece.glyphs[::-1] if turned else run.piece.glyphs)])


def _run_of(like: Run, logical: list[Glyph]) -> Run:
    drawn = tuple(logical[::-1] if like.piece.right_to_left else logical)
    piece = Piece(like.piece.face, like.piece.right_to_left, drawn, sum(glyph.advance for glyph in drawn))
    return Run(piece, like.level, like.grey)

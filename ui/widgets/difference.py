"""Two texts compared word by word, and a label that shows the difference by shape and colour: added words underlined and bold,
words that were there before struck through.

Texts are first compared sentence by sentence and only what differs word by word, so that a long report costs no more than what
was changed in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from html import escape
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from baseldesk.i18n import _, current
from ui import theme

SAME, ADDED, REMOVED = "same", "added", "removed"
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_STOPS = '.,;:!?()«»“”"…،؛؟、。，；：！？（）'
_WORD = re.compile(rf"\s*(?:[{_CJK}]|[^\s{_CJK}{re.escape(_STOPS)}]+|[{re.escape(_STOPS)}])|\s+")
_SENTENCE = re.compile(r"[^.!?。؟\n]*(?:[.!?。؟\n]+|$)")
_MOST = 4_000_000  # pairs of words compared; beyond, a stretch is marked whole
_RTL_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LTR_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u0400-\u04ff]")


class Piece(NamedTuple):
    """A stretch of text that is the same in both, added, or removed."""

    text: str
    mark: str


def compare(before: str, after: str) -> list[Piece]:
    """The later text in pieces, with what it took out of the earlier one in its place."""
    pieces = _merged(_by_sentence(_split(_SENTENCE, before), _split(_SENTENCE, after)))
    return pieces if any(piece.mark == SAME and piece.text.strip() for piece in pieces) else _replaced(before, after)


def _replaced(before: str, after: str) -> list[Piece]:
    return _merged([Piece(before, REMOVED), Piece(after, ADDED)])


def without_removed(pieces: Sequence[Piece]) -> list[Piece]:
    """Only what stands in the later text."""
    return _merged([piece for piece in pieces if piece.mark != REMOVED])


def is_leftward(text: str) -> bool:
    """Whether a text runs from right to left: its first letter says so."""
    leftward, rightward = _RTL_LETTER.search(text), _LTR_LETTER.search(text)
    return leftward is not None and (rightward is None or leftward.start() < rightward.start())


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    return [found for found in pattern.findall(text) if found]


def _by_sentence(before: list[str], after: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, [one.strip() for one in before], [one.strip() for one in after], autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[begin:stop])
        if tag == "equal":
            yield Piece(new, SAME)
        else:
            yield from _by_word(_split(_WORD, old), _split(_WORD, new))


def _by_word(before: list[str], after: list[str]) -> Iterator[Piece]:
    if len(before) * len(after) > _MOST:
        yield Piece("".join(before), REMOVED)
        yield Piece("".join(after), ADDED)
        return
    matcher = SequenceMatcher(None, [one.strip() for one in before], [one.strip() for one in after], autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("".join(after[begin:stop]), SAME)
            continue
        yield Piece("".join(before[start:end]), REMOVED)
        yield Piece("".join(after[begin:stop]), ADDED)


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        if out and out[-1].mark == piece.mark:
            out[-1] = Piece(out[-1].text + piece.text, piece.mark)
        elif piece.text:
            out.append(piece)
    return out


class DifferenceLabel(QLabel):
    """Pieces of a text in its own direction, to be read, selected and copied; each kind of mark has its shape and its colour.

    Args:
        role: the colour of what is the same.
    """

    def __init__(self, role: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._pieces: list[Piece] = []
        self._leftward, self._at_leading = False, False
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | keys)
        theme.bind(self, "pieces", self._draw)

    def show_pieces(self, pieces: Sequence[Piece], *, leftward: bool | None = None) -> None:
        """Shows these; without a direction the letters say it, and the text begins where the window's lines do."""
        self._pieces = list(pieces)
        whole = "".join(piece.text for piece in pieces)
        self._leftward = is_leftward(whole) if leftward is None else leftward
        self._at_leading = leftward is None
        self.setAccessibleName("".join(piece.text for piece in pieces if piece.mark != REMOVED))
        self.setAccessibleDescription(self.describe())
        self._draw()

    def describe(self) -> str:
        """The difference in words, for those who hear it."""
        said = {ADDED: _("added: {words}"), REMOVED: _("removed: {words}")}
        marked = [(piece.mark, piece.text.strip()) for piece in self._pieces if piece.mark != SAME and piece.text.strip()]
        return "; ".join(current().fill(said[mark], words=words) for mark, words in marked)

    def _drawn(self) -> list[Piece]:
        """The pieces with their marks on the words alone, and room between a word that went and the one that came."""
        out: list[Piece] = []
        for piece in self._pieces:
            words = piece.text.lstrip()
            blank = piece.text[: len(piece.text) - len(words)]
            if piece.mark != SAME and not blank and out and out[-1].mark == REMOVED:
                blank = " "
            out += [Piece(blank, SAME), Piece(words, piece.mark)]
        return [piece for piece in out if piece.text]

    def _draw(self) -> None:
        body = "".join(map(partial(_as_html, role=self._role), self._drawn()))
        direction = "rtl" if self._leftward else "ltr"
        is_right = QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft if self._at_leading else self._leftward
        side = "right" if is_right else "left"
        self.setText(f'<div dir="{direction}" align="{side}" style="white-space: pre-wrap">{body}</div>')
        edge = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)


def _as_html(piece: Piece, role: str) -> str:
    text = escape(piece.text).replace("\n", "<br>")
    looks = {SAME: f"color: {theme.color(role).name()}", ADDED: _added(), REMOVED: _removed()}
    return f'<span style="{looks[piece.mark]}">{text}</span>'


def _added() -> str:
    ground = theme.blend(theme.color("accent"), theme.color("raised"), 0.16).name()
    return f"color: {theme.color('text').name()}; background-color: {ground}; font-weight: bold; text-decoration: underline"


def _removed() -> str:
    return f"color: {theme.color('bad').name()}; text-decoration: line-through"

"""The Unicode Bidirectional Algorithm (UAX #9, with isolates and paired brackets): which way each character runs.

``levels`` gives an embedding level per character of one paragraph: even runs left to right, odd right to left. ``reorder``
gives the order in which runs of given levels stand from left to right on a line. Rule names (X5, W1, N0 …) are those of
the standard; the class of each character comes from Python's own copy of the Unicode data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import bidirectional, category

from baseldesk.reports.bidi_runs import resolve_sequence

MAX_DEPTH = 125
ISOLATES = frozenset({"LRI", "RLI", "FSI"})
REMOVED = frozenset({"RLE", "LRE", "RLO", "LRO", "PDF", "BN"})
_TRAILING = frozenset({"WS", "PDI", *ISOLATES, *REMOVED})

_ANY_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Arabic letters and their marks, space and marks that take the direction of what stands round them.
_ARABIC_ONLY = re.compile(
    "[\u0608\u060b\u060d\u061b-\u064a\u066d-\u066f\u0671-\u06d5\u064b-\u065f\u0670،.؟!:;()«»\"'… \u00a0\u2013\u2014-]*"
)


def levels(text: str, base: int | None = None) -> tuple[int, list[int]]:
    """The paragraph's own level and the level of each of its characters.

    Args:
        text: one paragraph.
        base: 0 left to right, 1 right to left, None for the direction of the first strong character.
    """
    if base in (0, None) and not _ANY_RIGHT_TO_LEFT.search(text):
        return 0, [0] * len(text)
    if base == 1 and _ARABIC_ONLY.fullmatch(text):
        return 1, [1] * len(text)
    return _resolve(text, base)


def first_strong(text: str) -> int | None:
    """The level that the first strong character outside isolates calls for; None where there is none."""
    if not _ANY_RIGHT_TO_LEFT.search(text):
        return 0 if any(bidirectional(character) == "L" for character in text) else None
    classes = [bidirectional(character) or _class_of_unassigned(character) for character in text]
    return _first_strong(classes, 0, len(classes), _match_isolates(classes))


def reorder(run_levels: Sequence[int]) -> list[int]:
    """The indexes of the runs (or characters) of one line from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    odd = [level for level in run_levels if level & 1]
    if not odd:
        return order
    for level in range(max(run_levels), min(odd) - 1, -1):
        _reverse_stretches(order, [run_levels[index] >= level for index in order])
    return order


def _reverse_stretches(order: list[int], chosen: list[bool]) -> None:
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and chosen[end]:
            end += 1
        order[start:end] = order[start:end][::-1]
        start = max(end, start + 1)


def _resolve(text: str, base: int | None) -> tuple[int, list[int]]:
    classes = [bidirectional(character) or _class_of_unassigned(character) for character in text]
    partner = _match_isolates(classes)
    if base is None:
        base = _first_strong(classes, 0, len(classes), partner) or 0
    embedding = _Embedding(base, classes, partner)
    embedding.run()
    _resolve_runs(text, classes, partner, embedding)
    found = embedding.levels
    for index, kind in enumerate(classes):  # what rule X9 removes goes with what stands before it
        if kind in REMOVED:
            found[index] = found[index - 1] if index else base
    _reset_white_space(classes, found, base)
    return base, found


def _class_of_unassigned(character: str) -> str:
    """Unassigned code points of right-to-left blocks count as letters of that direction, all others as left to right."""
    if category(character) != "Cn":
        return "L"
    code = ord(character)
    if 0x0590 <= code <= 0x05FF or 0x07C0 <= code <= 0x085F or 0xFB1D <= code <= 0xFB4F or 0x10800 <= code <= 0x10FFF:
        return "R"
    return "AL" if 0x0600 <= code <= 0x08FF or 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFF else "L"


def _match_isolates(classes: list[str]) -> dict[int, int]:
    """Each isolate's index to that of the PDI that closes it, and back (BD9)."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    for index, kind in enumerate(classes):
        if kind in ISOLATES:
            opened.append(index)
        elif kind == "PDI" and opened:
            start = opened.pop()
            partner[start], partner[index] = index, start
    return partner


def _first_strong(classes: list[str], start: int, end: int, partner: dict[int, int]) -> int | None:
    """The level that the first strong character outside isolates calls for (P2, P3)."""
    index = start
    while index < end:
        kind = classes[index]
        if kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
        index = partner.get(index, end) if kind in ISOLATES else index + 1
    return None


class _Embedding:
    """The explicit levels and directions of one paragraph (rules X1 to X8)."""

    def __init__(self, base: int, classes: list[str], partner: dict[int, int]) -> None:
        self.base = base
        self.classes = classes
        self.partner = partner
        self.types = list(classes)
        self.levels = [base] * len(classes)
        self._stack: list[tuple[int, str, bool]] = [(base, "", False)]  # level, override, isolate
        self._isolates_over = self._embeddings_over = self._isolates_open = 0

    def run(self) -> None:
        for index, kind in enumerate(self.classes):
            if kind == "B":
                continue
            if kind == "PDI":
                self._close_isolate()
            self._place(index, kind)
            if kind in ISOLATES:
                self._open_isolate(index, kind)
            elif kind in ("RLE", "LRE", "RLO", "LRO"):
                self._open_embedding(kind)
            elif kind == "PDF":
                self._close_embedding()

    def _place(self, index: int, kind: str) -> None:
        level, override, _ = self._stack[-1]
        self.levels[index] = level
        if override and kind not in REMOVED:
            self.types[index] = override

    def _next_level(self, right_to_left: bool) -> int:
        level = self._stack[-1][0]
        return (level + 1) | 1 if right_to_left else (level + 2) & ~1

    def _open_isolate(self, index: int, kind: str) -> None:
        right_to_left = kind == "RLI"
        if kind == "FSI":
            end = self.partner.get(index, len(self.classes))
            right_to_left = _first_strong(self.classes, index + 1, end, self.partner) == 1
        level = self._next_level(right_to_left)
        if level <= MAX_DEPTH and not self._isolates_over and not self._embeddings_over:
            self._isolates_open += 1
            self._stack.append((level, "", True))
        else:
            self._isolates_over += 1

    def _close_isolate(self) -> None:
        if self._isolates_over:
            self._isolates_over -= 1
        elif self._isolates_open:
            self._embeddings_over = 0
            while not self._stack.pop()[2]:
                pass
            self._isolates_open -= 1

    def _open_embedding(self, kind: str) -> None:
        level = self._next_level(kind[0] == "R")
        if level <= MAX_DEPTH and not self._isolates_over and not self._embeddings_over:
            self._stack.append((level, {"RLO": "R", "LRO": "L"}.get(kind, ""), False))
        elif not self._isolates_over:
            self._embeddings_over += 1

    def _close_embedding(self) -> None:
        if self._isolates_over:
            return
        if self._embeddings_over:
            self._embeddings_over -= 1
        elif not self._stack[-1][2] and len(self._stack) > 1:
            self._stack.pop()


def _resolve_runs(text: str, classes: list[str], partner: dict[int, int], embedding: _Embedding) -> None:
    """Resolves each isolating run sequence in its surroundings (X10), and writes the levels back."""
    kept = [index for index, kind in enumerate(classes) if kind not in REMOVED]
    explicit = list(embedding.levels)
    place = {index: number for number, index in enumerate(kept)}
    for sequence in _isolating_sequences(kept, classes, explicit, partner):
        level, first, last = explicit[sequence[0]], place[sequence[0]], sequence[-1]
        before = explicit[kept[first - 1]] if first else embedding.base
        after = embedding.base
        if not (classes[last] in ISOLATES and last not in partner) and place[last] + 1 < len(kept):
            after = explicit[kept[place[last] + 1]]
        start, end = ("R" if max(level, other) & 1 else "L" for other in (before, after))
        types = [embedding.types[index] for index in sequence]
        marks = [classes[index] == "NSM" for index in sequence]
        found = resolve_sequence([text[index] for index in sequence], types, marks, level, (start, end))
        for index, resolved in zip(sequence, found, strict=True):
            embedding.levels[index] = resolved


def _isolating_sequences(kept: list[int], classes: list[str], explicit: list[int], partner: dict[int, int]) -> list[list[int]]:
    """The stretches of one level, joined where an isolate stands between them (BD13)."""
    runs: list[list[int]] = []
    for index in kept:
        if runs and explicit[runs[-1][-1]] == explicit[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    begins = {run[0]: run for run in runs}
    sequences = []
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in partner:
            continue
        sequence = list(run)
        while classes[sequence[-1]] in ISOLATES and sequence[-1] in partner:
            sequence += begins[partner[sequence[-1]]]
        sequences.append(sequence)
    return sequences


def _reset_white_space(classes: list[str], found: list[int], base: int) -> None:
    """Separators, and white space before them and at the end, take the paragraph's level (L1)."""
    trailing = True
    for index in range(len(classes) - 1, -1, -1):
        kind = classes[index]
        if kind in ("B", "S"):
            found[index], trailing = base, True
        elif trailing and kind in _TRAILING:
            found[index] = base
        else:
            trailing = False

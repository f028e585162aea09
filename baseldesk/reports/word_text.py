"""Paragraphs and runs of a Word file: each run with its language, and with its direction where text runs from right to left.

Word sets a run of the complex scripts in other fonts and sizes than its neighbours, and turns its brackets and stops. So a
paragraph is cut where the direction of its characters changes, by the same algorithm that sets the printed page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from baseldesk.i18n import RIGHT_TO_LEFT, Translator
from baseldesk.reports import bidi
from baseldesk.reports.escape import Said, for_paper
from baseldesk.reports.table import Cell
from baseldesk.reports.words import Span

LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar-SA", "zh": "zh-CN", "ru": "ru-RU"}
_ISOLATE = re.compile("[\u2066-\u2069]")  # Word knows no isolates; the directions of runs say the same
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """An element of the main vocabulary: ``element("p", …)`` is ``<w:p>``; what is None among the children is left out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def plain(text: str) -> str:
    """The text for an attribute or a property: with nothing in it that XML 1.0 cannot hold, and without isolates."""
    return _ISOLATE.sub("", _holdable(text))


def _holdable(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", for_paper(text))


class Wording:
    """Makes paragraphs for a document of one language."""

    def __init__(self, t: Translator) -> None:
        self.t = t

    def paragraphs(self, text: Cell, style: str = "", language: str = "", *, bold: bool = False, end: bool = False) -> list[Any]:
        """A paragraph for each line of the text; at least one.

        Args:
            text: a datum, the program's words, or spans of both.
            style: the id of a style of the file; "" for the body's.
            language: of the text, where it is known: it then runs its own way from its own side.
            bold: all of it.
            end: whether the lines stand at the far side, as figures do.
        """
        return [self._paragraph(line, style, language, bold, self._is_far(line, language, end)) for line in _lines(text)]

    def heading(self, text: Cell, style: str, language: str = "") -> Any:
        """One paragraph that stays with what follows it, at the document's side whatever its language."""
        spans = [span for line in _lines(text) for span in (*line, Span(" "))][:-1]
        return self._paragraph(spans, style, language, False, self._is_turned(spans, language) != self.t.rtl, keep=True)

    def runs(self, spans: Sequence[Span], language: str = "", *, bold: bool = False) -> Iterator[Any]:
        """The runs of one line."""
        texts = [_holdable(span.text) for span in spans]
        owners = [number for number, text in enumerate(texts) for _ in text]
        whole = "".join(texts)
        _, levels = bidi.levels(whole, int(self._is_turned(spans, language)))
        places = groupby(range(len(whole)), key=lambda index: (owners[index], levels[index] & 1))
        for (owner, turned), held in places:
            indexes = list(held)
            text = _ISOLATE.sub("", whole[indexes[0] : indexes[-1] + 1])
            if text:
                yield _run(text, spans[owner], spans[owner].language or language or self.t.language, bool(turned), bold)

    def _is_turned(self, spans: Sequence[Span], language: str) -> bool:
        """Whether a line runs from right to left: by its language, else by its first letter, else as the document."""
        strong = None if language else bidi.first_strong("".join(span.text for span in spans))
        return (language or self.t.language) in RIGHT_TO_LEFT if strong is None else bool(strong)

    def _is_far(self, spans: Sequence[Span], language: str, end: bool) -> bool:
        """Whether a line stands at the side where its own direction ends."""
        if language and not end:
            return False
        return (self._is_turned(spans, language) != self.t.rtl) != end

    def _paragraph(self, spans: Sequence[Span], style: str, language: str, bold: bool, far: bool, *, keep: bool = False) -> Any:
        look = element(
            "pPr",
            element("pStyle", val=style) if style else None,
            element("keepNext") if keep else None,
            element("bidi") if self._is_turned(spans, language) else None,
            element("jc", val="right") if far else None,  # of a paragraph from right to left, the left
        )
        return element("p", look if len(look) else None, *self.runs(spans, language, bold=bold))


def _lines(text: Cell) -> Iterator[list[Span]]:
    """The spans of each line of a text."""
    line: list[Span] = []
    for span in [Span(text)] if isinstance(text, str) else text:
        first, *others = for_paper(span.text).split("\n")
        line.append(_cut(span, first))
        for other in others:
            yield line
            line = [_cut(span, other)]
    yield line


def _cut(span: Span, text: str) -> Span:
    return Span(Said(text), span.bold, span.grey, span.language)


def _run(text: str, span: Span, language: str, turned: bool, bold: bool) -> Any:
    """A run of one look and one direction; bold and language are said for all scripts at once."""
    heavy = bold or span.bold
    locale = LOCALES.get(language, language)
    latin = locale if language not in ("ar", "zh") else "en-GB"
    look = element(
        "rPr",
        element("rFonts", hint="eastAsia") if language == "zh" else None,
        element("b") if heavy else None,
        element("bCs") if heavy else None,
        element("color", val="595959") if span.grey else None,
        element("rtl") if turned else None,
        element("lang", val=latin, eastAsia="zh-CN", bidi="ar-SA"),
    )
    words = element("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", look, words)

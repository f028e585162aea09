"""The quick guide: four sheets to lay beside the computer, from the texts of help, one page for each of its chapters.

A page is set in the largest type in which all four fit; what would not fit in 8.5 points is too long,
which a test finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from baseldesk import __version__
from baseldesk.help import GUIDE, read_page
from baseldesk.help_text import Block
from baseldesk.i18n import N_, Translator, translator
from baseldesk.reports.blocks import Front, Laid, Titled
from baseldesk.reports.document import Document, Printed, render
from baseldesk.reports.escape import Said
from baseldesk.reports.flow import PageTurn
from baseldesk.reports.page import Paper, size_of, text_area
from baseldesk.reports.quick_guide_page import lay_page, page_height
from baseldesk.reports.structure import Node

TITLE = N_("Quick guide")
SCALES = (1.2, 1.15, 1.1, 1.05, 1.0, 0.95, 0.9, 0.85)


def print_guide(t: Translator, out_path: Path, made_on: date, *, paper: Paper = "A4") -> Printed:
    """Writes the guide as a PDF file in the translator's language, else in English.

    Raises:
        OSError: the file cannot be written.
    """
    return render(compose_guide(t, made_on, paper), t, out_path, paper=paper)


def compose_guide(t: Translator, made_on: date, paper: Paper = "A4") -> Document:
    """The guide as a document of one page for each chapter."""
    title = Said(t.gettext(TITLE))
    front = Front(Said("BaselDesk"), title, Titled(title, t.language))
    data = {"report": {"kind": "guide", "language": t.language, "version": __version__}}
    return Document(front, (Laid(partial(_lay, paper)),), Said(f"BaselDesk {__version__}"), made_on, data, has_head=False)


def chapters(language: str) -> list[list[Block]]:
    """The blocks of the guide, page by page; each begins with its title."""
    parts: list[list[Block]] = []
    for block in read_page(GUIDE, language).blocks:
        if block.kind == "heading" and block.level == 1:
            parts.append([])
        parts[-1].append(block)
    return parts


def _lay(paper: Paper, t: Translator, root: Node) -> list[Any]:
    own = translator(read_page(GUIDE, t.language).language)
    area = text_area(size_of(paper))
    pages = chapters(t.language)
    fitting = (scale for scale in SCALES if all(page_height(one, own, scale, area.width) <= area.height for one in pages))
    scale = next(fitting, SCALES[-1])
    return [flowable for number, one in enumerate(pages) for flowable in _page(one, own, scale, root, number > 0)]


def _page(blocks: list[Block], t: Translator, scale: float, root: Node, turns: bool) -> Iterator[Any]:
    if turns:
        yield PageTurn()
    yield from lay_page(blocks, t, scale, root)

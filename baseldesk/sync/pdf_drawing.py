"""How much a PDF file draws on its first pages, found out before it is drawn: a form can draw others, and each of these more.

Comes after `pdf_measuring`, so that nothing that is expanded here is large.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from baseldesk.sync.pdf_measuring import count_tokens, spell_out

MOST_DRAWN = 500_000  # of words on all of these pages; twenty of a report have 140,000, and lines take most time: half a minute
_DEEPEST = 8  # of forms in forms, and of pages below each other
_MOST_NAMES = 2_000


def is_drawable(content: bytes, pages: int) -> bool:
    """Whether the first pages of a file draw no more than a printed page does; no for what is encrypted, which hides that.

    Raises:
        ValueError: it cannot be read.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return False
            weighing = _Weighing()
            left = MOST_DRAWN
            for number in range(min(len(pdf.pages), pages)):
                left -= weighing.weigh_page(pdf.pages[number].obj)
                if left < 0:
                    return False
            return True
    except (pikepdf.PdfError, pikepdf.PasswordError, pikepdf.DataDecodingError) as error:
        raise ValueError("pdf") from error


class _Weighing:
    """Weighs each form once, however often it is drawn."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], int] = {}

    def weigh_page(self, page: Any) -> int:
        """How many words are drawn, those of forms as often as these are drawn."""
        content = b"\n".join(one.read_bytes() for one in _streams(page.get("/Contents")))
        return self._weigh(content, _resources(page), 0)

    def _weigh(self, content: bytes, resources: Any, depth: int) -> int:
        weight = count_tokens(content)
        forms: Any = resources.get("/XObject", {}) if isinstance(resources, pikepdf.Dictionary) else {}
        said = spell_out(content)
        for name, form in _forms(forms):
            if weight > MOST_DRAWN:
                break
            weight += said.count(name.encode()) * self._weigh_form(form, depth + 1)
        return weight

    def _weigh_form(self, form: Any, depth: int) -> int:
        if depth > _DEEPEST:
            return MOST_DRAWN + 1
        if form.objgen not in self._known:
            self._known[form.objgen] = MOST_DRAWN + 1  # holds for one that draws itself
            self._known[form.objgen] = self._weigh(form.read_bytes(), form.get("/Resources"), depth)
        return self._known[form.objgen]


def _streams(contents: Any) -> Iterator[Any]:
    for one in contents if isinstance(contents, pikepdf.Array) else [contents]:
        if isinstance(one, pikepdf.Stream):
            yield one


def _resources(page: Any) -> Any:
    """Those of the page, or of the pages above it."""
    for _ in range(_DEEPEST):
        if "/Resources" in page or not isinstance(page.get("/Parent"), pikepdf.Dictionary):
            break
        page = page.Parent
    return page.get("/Resources")


def _forms(named: Any) -> Iterator[tuple[str, Any]]:
    for number, (name, one) in enumerate(named.items()):
        if number > _MOST_NAMES:
            return
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/Image":
            yield name, one

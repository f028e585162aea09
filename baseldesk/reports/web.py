"""The same report as one web page that needs nothing beside itself: no script, nothing loaded, readable aloud and in print."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from functools import singledispatchmethod
from itertools import groupby
from pathlib import Path

from baseldesk.errors import Cancelled
from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import (
    Block,
    Chapter,
    Chart,
    Drawing,
    Facts,
    Front,
    Heading,
    MapPoints,
    Note,
    PageBreak,
    Picture,
    Rows,
    Signature,
    Signatures,
    Text,
)
from baseldesk.reports.document import Document, Printed
from baseldesk.reports.escape import say
from baseldesk.reports.flow import Progress, Stop
from baseldesk.reports.web_looks import LOOKS
from baseldesk.reports.web_text import Markup, join, language_of, paragraphs, style_sheet, tag, text
from baseldesk.reports.word import write_whole
from baseldesk.reports.word_figures import list_figures, list_places
from baseldesk.reports.word_pictures import SizedPicture, draw_picture, fit_picture
from baseldesk.reports.words import Span

# Nothing may be fetched, sent or run, whatever a datum holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_WIDEST, _LOGO_HEIGHT = 160.0, 16.0
_FEWEST_CONTENTS = 3


def write_html(
    document: Document, t: Translator, path: Path, *, progress: Progress | None = None, cancelled: Stop | None = None
) -> Printed:
    """Writes the report as a web page, whole or not at all; the same document gives the same bytes.

    Args:
        document: what is written.
        t: the translator of the report's language, whatever the window's is.
        path: replaced if it exists.
        progress: told when it is done.
        cancelled: asked before it begins and before the file is written.

    Returns:
        Where it is and how large; a web page has no pages.

    Raises:
        Cancelled: the person has stopped it; no file is left.
        OSError: the file cannot be written.
    """
    content = write_page(document, t, cancelled).encode("utf-8", "replace")
    if cancelled and cancelled():
        raise Cancelled
    write_whole(path, content)
    if progress:
        progress(1, 1)
    return Printed(path, 0, len(content))


def write_page(document: Document, t: Translator, cancelled: Stop | None = None) -> str:
    """The page as text."""
    writer = _Writer(t)
    front = document.front
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="author", content=front.centre),
        tag("meta", name="dcterms.created", content=document.made_on.isoformat()),
        tag("meta", name="generator", content="BaselDesk"),
        tag("title", _one_line(f"{front.title.text} · {front.centre}")),
        style_sheet(LOOKS),
    )
    parts = list(writer.parts(document.blocks, cancelled))
    body = tag(
        "body",
        tag("a", t.gettext(N_("Skip to the report")), href="#report", class_="skip"),
        tag("header", writer.front(front)),
        writer.contents(),
        tag("main", *parts, id="report"),
        writer.foot(document),
    )
    direction = "rtl" if t.rtl else "ltr"
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=t.language, dir=direction)}\n"


def _one_line(words: str) -> str:
    return " ".join(words.split())


class _Writer:
    """Turns blocks into elements, and numbers the headings for the list of contents."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        self._headings: list[tuple[str, str]] = []

    def front(self, front: Front) -> Markup:
        """The head of a report."""
        logo = fit_picture(front.logo, _LOGO_HEIGHT * 4, _LOGO_HEIGHT) if front.logo else None
        title, page = front.title, self._t.language
        return join((
            self._image(logo, say(self._t, N_("Logo of {centre}"), centre=front.centre)) if logo else None,
            tag("p", front.centre, class_="centre", dir="auto"),
            tag("p", front.mark, class_="mark") if front.mark else None,
            tag("p", front.kind, class_="kind"),
            tag("h1", title.text, **language_of(title.language, page)),
            tag("p", front.original.text, **language_of(front.original.language, page)) if front.original else None,
            tag("p", front.title_note, class_="note") if front.title_note else None,
            self.write(Facts(front.facts)),
        ))  # fmt: skip

    def parts(self, blocks: Sequence[Block], cancelled: Stop | None = None) -> Iterator[Markup]:
        """The sections: each heading with what follows it."""
        section: list[Markup] = []
        name: str | None = None
        for block in _joined(blocks):
            if cancelled and cancelled():
                raise Cancelled
            if isinstance(block, Heading | Chapter):
                yield self._section(section, name)
                section, name = [], f"s{len(self._headings) + 1}" if isinstance(block, Heading) else None
            section.append(self.write(block))
        yield self._section(section, name)

    def contents(self) -> Markup | None:
        """Links to the sections, where there are several."""
        if len(self._headings) < _FEWEST_CONTENTS:
            return None
        items = (tag("li", tag("a", words, href=f"#{name}")) for name, words in self._headings)
        return tag(
            "nav", tag("h2", self._t.gettext(N_("Contents")), id="contents"), tag("ol", *items), aria_labelledby="contents"
        )

    def foot(self, document: Document) -> Markup:
        """What the last line says: reference, draft or not, and when it was made."""
        made = say(self._t, N_("Made on {day} with BaselDesk"), day=document.made_on)
        return tag("footer", *(tag("p", one) for one in (document.reference, document.front.mark, made) if one))

    def _section(self, parts: list[Markup], name: str | None) -> Markup:
        return tag("section", *parts, aria_labelledby=name) if name else join(parts)

    @singledispatchmethod
    def write(self, block: Block) -> Markup:
        """What one block is on the page."""
        raise TypeError(type(block).__name__)

    @write.register
    def _(self, block: Heading) -> Markup:
        name = f"s{len(self._headings) + 1}"
        self._headings.append((name, block.text))
        return tag("h2", block.text, id=name)

    @write.register
    def _(self, block: Facts) -> Markup:
        if not block.facts:
            return Markup()
        rows = (
            tag(
                "div",
                tag("dt", fact.label, *(tag("span", note, class_="note") for note in fact.notes)),
                tag("dd", fact.value, **language_of(fact.language, self._t.language)),
            )
            for fact in block.facts
        )
        return tag("dl", *rows)

    @write.register
    def _(self, block: Text) -> Markup:
        return join((
            tag("h3", block.label) if block.label else None,
            *(tag("p", note, class_="note") for note in block.notes),
            tag("div", *paragraphs(block.text), class_="text", **language_of(block.language, self._t.language)),
        ))  # fmt: skip

    @write.register
    def _(self, block: Rows) -> Markup:
        notes = [tag("p", note, class_="note") for note in block.notes]
        if not block.rows:
            empty = (Span(block.empty, grey=0.35),)
            return join((tag("h3", block.label) if block.label else None, *notes, tag("p", empty)))
        ends = ["end" if column.align == "end" else None for column in block.columns]
        headings = (tag("th", one.heading, scope="col", class_=end) for one, end in zip(block.columns, ends, strict=True))
        rows = [self._row(row, ends) for row in block.rows]
        totals = tag("tfoot", self._row(block.totals, ends)) if block.totals else None
        caption = tag("caption", block.label) if block.label else None
        table = tag("table", caption, tag("thead", tag("tr", *headings)), tag("tbody", *rows), totals)
        # A table wider than the window scrolls by itself, with the keyboard, too.
        name = block.label or self._t.gettext(N_("Table"))
        return join((*notes, tag("div", table, class_="wide", tabindex="0", role="region", aria_label=name)))

    def _row(self, cells: Sequence[str | Sequence[Span]], ends: Sequence[str | None]) -> Markup:
        first, *others = zip(cells, ends, strict=True)
        return tag(
            "tr",
            tag("th", first[0], scope="row", dir="auto", class_=first[1]),
            *(tag("td", cell, dir="auto", class_=end) for cell, end in others),
        )

    @write.register
    def _(self, block: Note) -> Markup:
        return tag("p", block.text, class_="small")

    @write.register
    def _(self, block: Drawing) -> Markup:
        return tag("figure", self._image(draw_picture(block.flowable, _WIDEST, self._t.language), block.alternative))

    @write.register
    def _(self, block: Picture) -> Markup:
        picture = fit_picture(block.content, block.width)
        image = self._image(picture, block.alternative or block.caption) if picture else None
        caption = tag("figcaption", block.caption, dir="auto") if block.caption else None
        return tag("figure", image, caption) if image or caption else Markup()

    @write.register
    def _(self, block: Chart) -> Markup:
        return self.write(list_figures(block, self._t))

    @write.register
    def _(self, block: MapPoints) -> Markup:
        return self.write(list_places(block, self._t))

    @write.register
    def _(self, block: PageBreak) -> Markup:
        return tag("div", class_="break")

    @write.register
    def _(self, block: Chapter) -> Markup:
        return tag("div", self.front(block.front), class_="chapter")

    @write.register
    def _(self, block: Signatures) -> Markup:
        return tag("div", *(self._place_to_sign(one) for one in block.people), class_="sign")

    def _place_to_sign(self, person: Signature) -> Markup:
        captions = (N_("Name"), N_("Function"), N_("Date"), N_("Signature and stamp"))
        filled = (person.name, person.function, "", "")
        lines = (
            tag("p", tag("span", words, class_="line"), tag("span", self._t.gettext(caption), class_="small"))
            for caption, words in zip(captions, filled, strict=True)
        )
        return tag("div", tag("h3", person.role), *lines)

    def _image(self, picture: SizedPicture, alternative: str) -> Markup:
        source = f"data:image/{picture.form};base64,{base64.b64encode(picture.content).decode('ascii')}"
        return tag("img", src=source, alt=text(alternative) and _one_line(alternative), style=f"width:{picture.width:.1f}mm")


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Facts that follow each other as one list."""
    for is_facts, held in groupby(blocks, key=lambda one: isinstance(one, Facts)):
        if is_facts:
            yield Facts(tuple(fact for block in held if isinstance(block, Facts) for fact in block.facts))
        else:
            yield from held

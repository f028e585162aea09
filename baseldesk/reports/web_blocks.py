"""What each block of a report is on a web page: sections with headings, lists of values, tables, figures."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from functools import singledispatchmethod

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
    Laid,
    MapPoints,
    Note,
    PageBreak,
    Picture,
    Rows,
    Signature,
    Signatures,
    Text,
)
from baseldesk.reports.document import Document
from baseldesk.reports.escape import say
from baseldesk.reports.flow import Stop
from baseldesk.reports.web_text import Markup, join, language_of, one_line, paragraphs, tag
from baseldesk.reports.word_blocks import join_facts
from baseldesk.reports.word_figures import draw_chart, draw_map, list_figures, list_places, note_on_map
from baseldesk.reports.word_pictures import SizedPicture, draw_picture, fit_picture
from baseldesk.reports.words import Span

_WIDEST, _LOGO_HEIGHT = 160.0, 16.0
_FEWEST_CONTENTS = 3


class WebBlocks:
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
        for block in join_facts(blocks):
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
        return self._drawn(draw_chart(block, self._t), list_figures(block, self._t))

    @write.register
    def _(self, block: MapPoints) -> Markup:
        return self._drawn(draw_map(block, self._t), list_places(block, self._t), note_on_map(self._t))

    @write.register
    def _(self, _block: Laid) -> Markup:
        return Markup()  # only on paper

    @write.register
    def _(self, _block: PageBreak) -> Markup:
        return tag("div", class_="break")

    @write.register
    def _(self, block: Chapter) -> Markup:
        return tag("div", self.front(block.front), class_="chapter")

    @write.register
    def _(self, block: Signatures) -> Markup:
        return tag("div", *(self._place_to_sign(one) for one in block.people), class_="sign")

    def _drawn(self, drawn: tuple[SizedPicture, str] | None, figures: Rows, note: str = "") -> Markup:
        """A drawing and, below it, its figures."""
        if not drawn:
            return self.write(figures)
        below = tag("figcaption", note) if note else None
        title = tag("h3", figures.label)
        return tag("div", title, tag("figure", self._image(*drawn), below), self.write(figures), class_="drawn")

    def _place_to_sign(self, person: Signature) -> Markup:
        captions = (N_("Full name"), N_("Function"), N_("Date"), N_("Signature and stamp"))
        filled = (person.name, person.function, "", "")
        lines = (
            tag("p", tag("span", words, class_="line"), tag("span", self._t.gettext(caption), class_="small"))
            for caption, words in zip(captions, filled, strict=True)
        )
        return tag("div", tag("h3", person.role), *lines)

    def _image(self, picture: SizedPicture, alternative: str) -> Markup:
        source = f"data:image/{picture.form};base64,{base64.b64encode(picture.content).decode('ascii')}"
        return tag("img", src=source, alt=one_line(alternative), style=f"width:{picture.width:.1f}mm")

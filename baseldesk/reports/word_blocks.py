"""What each block of a report is in Word: headings, paragraphs, tables, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import singledispatchmethod
from io import BytesIO
from itertools import groupby
from typing import Any

from docx.shared import Mm

from baseldesk.i18n import N_
from baseldesk.reports.blocks import (
    Block,
    Chapter,
    Chart,
    Drawing,
    Fact,
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
from baseldesk.reports.chart_blocks import shows_all
from baseldesk.reports.escape import Said, for_paper, say
from baseldesk.reports.word_figures import draw_chart, draw_map, list_figures, list_places, note_on_map
from baseldesk.reports.word_file import Heads, WordFile
from baseldesk.reports.word_pictures import SizedPicture, draw_picture, fit_picture
from baseldesk.reports.word_tables import Width, bare_table, ruled_table, space_after
from baseldesk.reports.word_text import Wording, element, plain
from baseldesk.reports.words import Span

_LABEL, _VALUE = Width(3), Width(7)
_LOGO_HEIGHT, _DRAWING_WIDTH = 16.0, 120.0
_BESIDE = 3  # people who sign, beside each other


def join_facts(blocks: Sequence[Block]) -> Iterator[Block]:
    """Facts that follow each other as one list."""
    for is_facts, held in groupby(blocks, key=lambda one: isinstance(one, Facts)):
        if is_facts:
            yield Facts(tuple(fact for block in held if isinstance(block, Facts) for fact in block.facts))
        else:
            yield from held


class WordBlocks:
    """Turns blocks into paragraphs and tables."""

    def __init__(self, file: WordFile, wording: Wording) -> None:
        self._file, self._wording, self._t = file, wording, wording.t
        self._pictures = 0

    def begin(self, front: Front, reference: str, *, first: bool = False) -> None:
        """The head of a report, with what stands on each of its pages."""
        heads = Heads(front.short_centre or front.centre, front.title.text, reference, front.mark)
        self._file.begin_chapter(heads, first=first)
        self._file.add(*self._front(front))

    @singledispatchmethod
    def write(self, block: Block) -> Iterator[Any]:
        """What one block is in Word."""
        raise TypeError(type(block).__name__)

    @write.register
    def _(self, block: Heading) -> Iterator[Any]:
        yield self._wording.heading(block.text, "Heading2")

    @write.register
    def _(self, block: Facts) -> Iterator[Any]:
        if block.facts:
            rows = [[self._label(fact.label, fact.notes), self._lines(fact.value, fact.language)] for fact in block.facts]
            yield bare_table(rows, (_LABEL, _VALUE), self._file.text_width, self._t.rtl)
            yield space_after()

    @write.register
    def _(self, block: Text) -> Iterator[Any]:
        if block.label:
            yield self._wording.heading(block.label, "Heading3")
        yield from self._notes(block.notes)
        for line in for_paper(block.text).split("\n"):
            if line.strip():  # paragraphs are parted by their style, not by empty lines
                yield from self._lines(Said(line), block.language)

    @write.register
    def _(self, block: Rows) -> Iterator[Any]:
        if not block.rows:
            yield from self.write(Facts((Fact(block.label, (Span(block.empty, grey=0.35),), block.notes),)))
            return
        if block.label:
            yield self._wording.heading(block.label, "Heading3")
        yield from self._notes(block.notes)
        yield ruled_table(block, self._wording, self._file.text_width)
        yield space_after()

    @write.register
    def _(self, block: Note) -> Iterator[Any]:
        yield from self._lines(block.text, style="Caption")

    @write.register
    def _(self, block: Drawing) -> Iterator[Any]:
        picture = draw_picture(block.flowable, _DRAWING_WIDTH, self._t.language)
        yield self._picture(picture, block.alternative)

    @write.register
    def _(self, block: Picture) -> Iterator[Any]:
        picture = fit_picture(block.content, block.width)
        if picture:
            yield self._picture(picture, block.alternative or block.caption)
        if block.caption:
            yield from self._lines(block.caption, style="Caption")

    @write.register
    def _(self, block: Chart) -> Iterator[Any]:
        drawn, figures = draw_chart(block, self._t), list_figures(block, self._t)
        yield from self._drawn(drawn, figures, with_figures=not shows_all(block))

    @write.register
    def _(self, block: MapPoints) -> Iterator[Any]:
        yield from self._drawn(draw_map(block, self._t), list_places(block, self._t), note_on_map(self._t))

    @write.register
    def _(self, _block: Laid) -> Iterator[Any]:
        yield from ()  # only on paper

    @write.register
    def _(self, _block: PageBreak) -> Iterator[Any]:
        yield element("p", element("r", element("br", type="page")))

    @write.register
    def _(self, block: Chapter) -> Iterator[Any]:
        self.begin(block.front, block.reference)
        yield from ()

    @write.register
    def _(self, block: Signatures) -> Iterator[Any]:
        for start in range(0, len(block.people), _BESIDE):
            people = block.people[start : start + _BESIDE]
            yield space_after()
            widths = [Width(1)] * _BESIDE
            cells = [self._place_to_sign(one) for one in people]
            cells += [self._lines("") for _ in range(_BESIDE - len(people))]
            yield bare_table([cells], widths, self._file.text_width, self._t.rtl)
            yield space_after()

    def _drawn(
        self, drawn: tuple[SizedPicture, str] | None, figures: Rows, note: str = "", with_figures: bool = True
    ) -> Iterator[Any]:
        """A drawing between its title and its figures, where these do not all stand in the drawing."""
        if drawn:
            yield self._wording.heading(figures.label, "Heading3")
            yield self._picture(*drawn)
            yield from self._lines(note, style="Caption") if note else ()
        if with_figures or not drawn:
            yield from self.write(replace(figures, label="") if drawn else figures)

    def _front(self, front: Front) -> Iterator[Any]:
        logo = fit_picture(front.logo, _LOGO_HEIGHT * 4, _LOGO_HEIGHT) if front.logo else None
        if logo:
            yield self._picture(logo, say(self._t, N_("Logo of {centre}"), centre=front.centre))
        for words in filter(None, (front.centre, front.mark)):
            yield from self._wording.paragraphs(words, bold=True)
        yield from self._lines(front.kind)
        yield self._wording.heading(front.title.text, "Heading1", front.title.language)
        if front.original:
            yield from self._lines(front.original.text, front.original.language)
        yield from self._notes((front.title_note,) if front.title_note else ())
        yield from self.write(Facts(front.facts))

    def _lines(self, text: Any, language: str = "", *, style: str = "") -> list[Any]:
        return self._wording.paragraphs(text, style, language)

    def _label(self, label: str, notes: Sequence[str]) -> list[Any]:
        words = self._wording.paragraphs((Span(label, grey=0.3),)) if label or not notes else []
        return [*words, *self._notes(notes)]

    def _notes(self, notes: Sequence[str]) -> list[Any]:
        return [one for note in notes for one in self._wording.paragraphs(note, "Caption", bold=True)]

    def _place_to_sign(self, person: Signature) -> list[Any]:
        """As what, then a line for each thing to be filled in, and below it what it is."""
        captions = (N_("Full name"), N_("Function"), N_("Date"), N_("Signature and stamp"))
        made = self._wording.paragraphs(person.role, bold=True)
        for caption, filled in zip(captions, (person.name, person.function, "", "\n"), strict=True):
            made += self._lines(filled)
            words = self._lines(Said(self._t.gettext(caption)), style="Caption")
            words[0].get_or_add_pPr().insert_element_before(_line_above(), "w:bidi", "w:spacing", "w:jc")
            made += words
        return made

    def _picture(self, picture: SizedPicture, alternative: str) -> Any:
        """A paragraph with the picture, and the words for those who cannot see it."""
        self._pictures += 1
        width, height = Mm(picture.width), Mm(picture.height)
        inline = self._file.docx.part.new_pic_inline(BytesIO(picture.content), width, height)
        inline.docPr.set("id", str(self._pictures))
        inline.docPr.set("descr", plain(alternative))
        paragraph = self._wording.heading("", "")
        paragraph.append(element("r", element("drawing", inline)))
        return paragraph


def _line_above() -> Any:
    return element("pBdr", element("top", val="single", sz=4, space=1, color="999999"))

"""The same report as a Word file, for directors and translators who edit: the working copy of what the PDF records."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import singledispatchmethod
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from docx.shared import Mm

from baseldesk.errors import Cancelled
from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import (
    Block,
    Chapter,
    Chart,
    Drawing,
    Fact,
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
from baseldesk.reports.escape import Said, for_paper, say
from baseldesk.reports.flow import Progress, Stop
from baseldesk.reports.page import Paper, size_of
from baseldesk.reports.word_figures import list_figures, list_places
from baseldesk.reports.word_file import Heads, WordFile
from baseldesk.reports.word_pictures import SizedPicture, draw_picture, fit_picture
from baseldesk.reports.word_tables import Width, bare_table, ruled_table, space_after
from baseldesk.reports.word_text import Wording, element, plain
from baseldesk.reports.words import Span

_LABEL, _VALUE = Width(3), Width(7)
_LOGO_HEIGHT, _DRAWING_WIDTH = 16.0, 120.0
_BESIDE = 3  # people who sign, beside each other


def write_docx(
    document: Document, t: Translator, path: Path, *,
    paper: Paper = "A4", progress: Progress | None = None, cancelled: Stop | None = None,
) -> Printed:  # fmt: skip
    """Writes the report as a Word file, whole or not at all; the same document gives the same bytes.

    Args:
        document: what is written.
        t: the translator of the report's language, whatever the window's is.
        path: replaced if it exists.
        paper: the size of the sheets.
        progress: told how many blocks of how many are written.
        cancelled: asked before each block.

    Returns:
        Where it is and how large; its pages are 0, since only whoever opens it knows them.

    Raises:
        Cancelled: the person has stopped it; no file is left.
        OSError: the file cannot be written.
    """
    wording = Wording(t)
    file = WordFile(wording, size_of(paper, document.landscape))
    writer = _Writer(file, wording)
    writer.begin(document.front, document.reference, first=True)
    blocks = list(_joined(document.blocks))
    for done, block in enumerate(blocks):
        if cancelled and cancelled():
            raise Cancelled
        file.add(*writer.write(block))
        if progress:
            progress(done + 1, len(blocks))
    front = document.front
    file.describe(front.title.text, front.centre, front.kind, document.made_on)
    content = file.content()
    write_whole(path, content)
    return Printed(path, 0, len(content))


def write_whole(path: Path, content: bytes) -> None:
    """The file is there complete, or as it was."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Facts that follow each other as one list."""
    for is_facts, held in groupby(blocks, key=lambda one: isinstance(one, Facts)):
        if is_facts:
            yield Facts(tuple(fact for block in held if isinstance(block, Facts) for fact in block.facts))
        else:
            yield from held


class _Writer:
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
        yield from self.write(list_figures(block, self._t))

    @write.register
    def _(self, block: MapPoints) -> Iterator[Any]:
        yield from self.write(list_places(block, self._t))

    @write.register
    def _(self, block: PageBreak) -> Iterator[Any]:
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
        captions = (N_("Name"), N_("Function"), N_("Date"), N_("Signature and stamp"))
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

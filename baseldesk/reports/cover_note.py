"""The cover note: one page that goes along with a stick or mail, in any of the six languages, with its words and a QR code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from baseldesk.i18n import FIRST_STRONG_ISOLATE, N_, POP_ISOLATE, Translator
from baseldesk.reports.blocks import Block, Column, Drawing, Fact, Facts, Front, Heading, Note, Rows, Titled
from baseldesk.reports.document import Document, Printed, render
from baseldesk.reports.escape import Said, say, say_plural
from baseldesk.reports.page import MILLIMETRE, Paper
from baseldesk.reports.qr import QrCodes
from baseldesk.reports.words import Span

_MOST_COUNTS = 8  # more kinds than these are summed up, so that the note stays one page
_MOST_FILES = 4
_QR = 36 * MILLIMETRE
_ISOLATES = str.maketrans("", "", FIRST_STRONG_ISOLATE + POP_ISOLATE)


class CoverTold(Protocol):
    """What the page prints, in the reader's words already: made from the diary by whoever prints it."""

    @property
    def title(self) -> str: ...
    @property
    def sender(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def facts(self) -> Sequence[tuple[str, str]]: ...
    @property
    def counts(self) -> Sequence[tuple[str, str]]: ...
    @property
    def files(self) -> Sequence[str]: ...
    @property
    def compare(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def remark(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def made_on(self) -> date: ...


def print_cover_note(told: CoverTold, t: Translator, out_path: Path, *, paper: Paper = "A4") -> Printed:
    """Writes the note as a PDF file in the translator's language.

    Raises:
        OSError: the file cannot be written.
    """
    return render(compose(told, t), t, out_path, paper=paper)


def compose(told: CoverTold, t: Translator) -> Document:
    """The note as a document."""
    facts = tuple(Fact(label, _plain(value)) for label, value in told.facts)
    number = say(t, N_("Data file {number}"), number=told.number)
    front = Front(_plain(told.sender), told.title, Titled(number), facts=facts)
    data = {"facts": [list(one) for one in told.facts], "counts": [list(one) for one in told.counts], "files": list(told.files)}
    return Document(front, tuple(_blocks(told, t)), number, told.made_on, {**data, "words": told.words, "code": told.code})


def _plain(text: str) -> str:
    """Without the marks that keep directions apart in one line of text: a paragraph sees to that itself."""
    return text.translate(_ISOLATES)


def _blocks(told: CoverTold, t: Translator) -> Iterator[Block]:
    yield Heading(told.compare)
    yield Facts((Fact(Said(t.gettext(N_("Words"))), (Span(told.words, bold=True),), language="en"),))
    yield Drawing(QrCodes([told.code], _QR, from_right=t.rtl), say(t, N_("QR code with the number and the words above")))
    yield Note(told.remark)
    yield Heading(Said(t.gettext(N_("What it holds"))))
    columns = (Column(Said(t.gettext(N_("Records")))), Column(Said(t.gettext(N_("Number"))), "end"))
    yield Rows(columns, told.counts[:_MOST_COUNTS], Said(t.gettext(N_("No records"))))
    left = len(told.counts) - _MOST_COUNTS
    if left > 0:
        yield Note(say_plural(t, N_("and {n} more kind"), N_("and {n} more kinds"), left))
    yield Facts((Fact(Said(t.gettext(N_("File names"))), _files(told, t)),))


def _files(told: CoverTold, t: Translator) -> str:
    """One name to a line; of many, the first and how many more."""
    names = "\n".join(told.files[:_MOST_FILES])
    left = len(told.files) - _MOST_FILES
    more = _plain(t.format_plural(N_("and {n} more file"), N_("and {n} more files"), left))
    return f"{names}\n{more}" if left > 0 else names

"""A report as a whole, and its way into a PDF file. Each kind of report composes a `Document`; nothing else prints."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from baseldesk.errors import Cancelled
from baseldesk.i18n import Translator
from baseldesk.journal.heads import Signer
from baseldesk.reports.blocks import Block, Chapter, Front, Signatures
from baseldesk.reports.carried_page import carried_page
from baseldesk.reports.escape import for_paper
from baseldesk.reports.flow import PageTurn, Progress, Stop, flow
from baseldesk.reports.page import Furniture, Paper, add_furniture, size_of, text_area
from baseldesk.reports.page_code import Subject
from baseldesk.reports.page_mark import Codes
from baseldesk.reports.printing_remarks import NO_CODE
from baseldesk.reports.shares import share
from baseldesk.reports.sheet import Sheet
from baseldesk.reports.story import Story, keep_with_next
from baseldesk.reports.tagging import FileFacts, finish, write_data

Write = Callable[[Path, bytes], None]
_LAYING_OUT = 0.3  # of the time; the rest goes into the codes at the foot of the pages, where they stand


@dataclass(frozen=True, slots=True)
class Document:
    """What is printed, in the language of its reader.

    Attributes:
        reference: with version, as the foot of each page shows it.
        made_on: the day that the file says it was made; no clock is asked.
        data: the printed fields as plain JSON, attached to the file.
        landscape: whether the sheets lie.
        has_head: whether the front is printed at the head of the first page; what it says names the file in any case.
        subject: the record that the pages are about, named in a code at their foot; None for no code.
        signer: signs the codes; without it there are none.
        carried: the record itself, as a file that fits one symbol, printed on a page of its own at the end; b"" for none.
        remarks: codes of what whoever prints it is told.
    """

    front: Front
    blocks: tuple[Block, ...]
    reference: str
    made_on: date
    data: Mapping[str, object] = field(default_factory=dict)
    landscape: bool = False
    has_head: bool = True
    subject: Subject | None = None
    signer: Signer | None = None
    carried: bytes = b""
    remarks: tuple[str, ...] = ()

    @property
    def is_coded(self) -> bool:
        """Whether there is a code on its pages."""
        return self.signer is not None and any(_subjects(self))


@dataclass(frozen=True, slots=True)
class Printed:
    """A report that was written.

    Attributes:
        pages: how many.
        bytes: the size of the file.
        missing: characters that no bundled font has; they were printed as boxes.
        remarks: codes of what else whoever prints it is told.
    """

    path: Path
    pages: int
    bytes: int
    missing: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = ()


def render(
    document: Document, t: Translator, out_path: Path, *,
    paper: Paper = "A4", progress: Progress | None = None, cancelled: Stop | None = None, write: Write | None = None,
) -> Printed:  # fmt: skip
    """Writes the report as a PDF file, whole or not at all; the same document gives the same bytes.

    Args:
        document: what is printed.
        t: the translator of the report's language, whatever the window's is.
        out_path: replaced if it exists.
        paper: the size of the sheets.
        progress: told how many parts of how many are laid out.
        cancelled: asked before each part.
        write: puts the finished bytes into the file, where not everybody may read them.

    Raises:
        Cancelled: the person has stopped it; no file is left.
        OSError: the file cannot be written.
    """
    pages = BytesIO()
    size = size_of(paper, document.landscape)
    sheet = Sheet(pages, size, t.language)
    chapters = {0: _furniture(document.front, document.reference, document.subject)}
    laid_out = share(progress, 0, _LAYING_OUT if document.signer else 1)
    flow(_tell(document, t, sheet, chapters, cancelled), sheet, text_area(size, document.is_coded), laid_out, cancelled)
    add_furniture(sheet, size, chapters, t, for_code=document.is_coded)
    sheet.finish()
    codes = None
    if document.signer:
        subjects = {page: one.subject for page, one in chapters.items()}
        codes = Codes(subjects, document.signer, t.rtl, share(progress, _LAYING_OUT, 1), cancelled)
    content = finish(pages.getvalue(), sheet.structure, _facts(document, t, codes))
    if cancelled and cancelled():
        raise Cancelled
    (write or _write_whole)(out_path, content)
    return Printed(out_path, sheet.pages, len(content), sheet.missing, tuple(_remarks(document)))


def _tell(document: Document, t: Translator, sheet: Sheet, chapters: dict[int, Furniture], cancelled: Stop | None) -> list[Any]:
    story = Story(t, sheet.structure)
    told: list[Any] = list(story.front(document.front)) if document.has_head else []
    for block in document.blocks:
        if cancelled and cancelled():
            raise Cancelled
        if isinstance(block, Signatures) and told:
            keep_with_next(told[-1])
        if isinstance(block, Chapter):
            told.append(PageTurn(partial(_begin, chapters, _furniture(block.front, block.reference, block.subject))))
        told += story.block(block)
    if document.carried:
        told += [one for block in carried_page(document.carried, t) for one in story.block(block)]
    return told


def _subjects(document: Document) -> Iterator[Subject | None]:
    yield document.subject
    yield from (block.subject for block in document.blocks if isinstance(block, Chapter))


def _remarks(document: Document) -> Iterator[str]:
    yield from document.remarks
    if document.signer is None and any(_subjects(document)):
        yield NO_CODE


def _furniture(front: Front, reference: str, subject: Subject | None) -> Furniture:
    return Furniture(front.short_centre or front.centre, front.title.text, reference, front.mark, subject)


def _begin(chapters: dict[int, Furniture], furniture: Furniture, page: int) -> None:
    chapters[page] = furniture


def _facts(document: Document, t: Translator, codes: Codes | None) -> FileFacts:
    front = document.front
    title, centre, kind = (for_paper(text).replace("\n", " / ") for text in (front.title.text, front.centre, front.kind))
    return FileFacts(title, centre, kind, t.language, document.made_on, write_data(document.data), codes)


def _write_whole(path: Path, content: bytes) -> None:
    """The file is there complete, or as it was."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise

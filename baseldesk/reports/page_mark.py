"""The code at the foot of each page, drawn when everything else is: what it says is known only then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf

from baseldesk.errors import Cancelled
from baseldesk.journal.heads import Signer
from baseldesk.reports.flow import Progress, Stop
from baseldesk.reports.page import CODE_BOTTOM, CODE_SIDE, MARGIN
from baseldesk.reports.page_code import Subject, hash_data, hash_pages, pack
from baseldesk.reports.printed_file import BEGINS, read_drawings
from baseldesk.reports.qr import draw_symbol


@dataclass(frozen=True, slots=True)
class Codes:
    """What is to be said of the pages.

    Attributes:
        subjects: by the first page, from 0, that is about it.
        from_right: the outer edge is the left one.
        progress: told after each page: their codes take longer than all the rest.
        cancelled: asked before each page.
    """

    subjects: Mapping[int, Subject | None]
    signer: Signer
    from_right: bool
    progress: Progress | None = None
    cancelled: Stop | None = None


def add_codes(pdf: pikepdf.Pdf, codes: Codes, data: bytes) -> None:
    """Signs each page that is about a record; the file is complete but for that.

    Args:
        data: what is attached to the file.

    Raises:
        Cancelled: the person has stopped it.
    """
    hashes, pages, subject = (hash_data(data), hash_pages(read_drawings(pdf, is_own=True))), len(pdf.pages), None
    for number, page in enumerate(pdf.pages):
        if codes.cancelled and codes.cancelled():
            raise Cancelled
        subject = codes.subjects.get(number, subject)
        if subject:
            code = pack(subject, *hashes, number + 1, pages, codes.signer)
            drawn = "\n".join(_draw(code, float(page.mediabox[2]), codes.from_right))
            page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes() + drawn.encode())
        if codes.progress:
            codes.progress(number + 1, pages)


def _draw(code: bytes, width: float, from_right: bool) -> Iterator[str]:
    left = MARGIN if from_right else width - MARGIN - CODE_SIDE
    yield f"\n{BEGINS}"
    yield "/Artifact <</Type /Pagination>> BDC"
    yield "0 g"
    yield from draw_symbol(code, left, CODE_BOTTOM, CODE_SIDE)
    yield "EMC\n"

"""The code at the foot of each page, drawn when everything else is: what it says is known only then."""

from __future__ import annotations

from collections.abc import Mapping

from baseldesk.journal.heads import Signer
from baseldesk.reports.page import CODE_BOTTOM, CODE_SIDE, MARGIN
from baseldesk.reports.page_code import Subject, hash_data, hash_pages, pack
from baseldesk.reports.qr import draw_symbol
from baseldesk.reports.sheet import Sheet

BEGINS = "%PageCode"  # a comment in the page's drawing: what stands before it is what the code is of


def add_codes(
    sheet: Sheet, size: tuple[float, float], subjects: Mapping[int, Subject | None], data: bytes, signer: Signer, from_right: bool
) -> None:
    """Signs each page that is about a record.

    Args:
        subjects: by the first page, from 0, that is about it.
        data: what is attached to the file.
        from_right: the outer edge is the left one.
    """
    hashes = hash_data(data), hash_pages(sheet.drawings)
    left = MARGIN if from_right else size[0] - MARGIN - CODE_SIDE
    subject = None
    for page in range(sheet.pages):
        subject = subjects.get(page, subject)
        if subject:
            code = pack(subject, *hashes, page + 1, sheet.pages, signer)
            with sheet.added_to(page):
                sheet.put(f"\n{BEGINS}")
                with sheet.furniture():
                    sheet.put("0 g")
                    sheet.put("\n".join(draw_symbol(code, left, CODE_BOTTOM, CODE_SIDE)))

"""The last page of a report that carries its record: one large code, which a scan brings back as a data file."""

from __future__ import annotations

from collections.abc import Iterator

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block, Drawing, Heading, PageBreak, Text
from baseldesk.reports.escape import Said
from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.qr import QrCodes, count_modules

_SQUARE = 0.9 * MILLIMETRE  # so that the largest symbol there is, of 177 squares, is as wide as the text
_CORRECTION = "l"

HEADING = N_("The record itself")
ABOUT = N_(
    "This code holds the record with its history, signed, as a data file does. Scan this page and take the picture in with "
    "BaselDesk under “Send and receive”. It is not encrypted: whoever has the page can read it."
)
ALTERNATIVE = N_("Code that holds the record as a data file")


def carried_page(carried: bytes, t: Translator) -> Iterator[Block]:
    """The page of a file that fits one symbol."""
    yield PageBreak()
    yield Heading(Said(t.gettext(HEADING)))
    yield Text(Said(t.gettext(ABOUT)))
    side = count_modules(carried, _CORRECTION) * _SQUARE
    yield Drawing(QrCodes([carried], side, from_right=t.rtl, correction=_CORRECTION), Said(t.gettext(ALTERNATIVE)))

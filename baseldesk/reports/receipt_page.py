"""A receipt on paper: who has what of whom, in words, and the symbols that a scanner or telephone brings back into BaselDesk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block, Drawing, Fact, Front, Heading, Note, Titled
from baseldesk.reports.document import Document, Printed, render
from baseldesk.reports.escape import Said, say
from baseldesk.reports.page import MILLIMETRE, Paper
from baseldesk.reports.qr import QrCodes
from baseldesk.reports.words import Span

TITLE = N_("Acknowledgement")
_HOW = N_(
    "To take it in: photograph or scan all squares, flat and sharp, and give the pictures to BaselDesk under “Send and receive”."
)
_SHORT = N_("This is the short form: what is still missing here is said in the next file.")
_WHOLE = N_("This is the whole acknowledgement.")
_QR = 80 * MILLIMETRE
_PER_ROW = 2


class ReceiptTold(Protocol):
    """What the page prints."""

    @property
    def sender_name(self) -> str: ...
    @property
    def to_name(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def changes(self) -> int: ...
    @property
    def made_on(self) -> date: ...
    @property
    def is_short(self) -> bool: ...
    @property
    def symbols(self) -> Sequence[bytes]: ...


def print_receipt(told: ReceiptTold, t: Translator, out_path: Path, *, paper: Paper = "A4") -> Printed:
    """Writes the page, or pages, as a PDF file in the translator's language.

    Raises:
        OSError: the file cannot be written.
    """
    return render(compose(told, t), t, out_path, paper=paper)


def compose(told: ReceiptTold, t: Translator) -> Document:
    """The receipt as a document."""
    facts = (
        Fact(Said(t.gettext(N_("Addressee"))), told.to_name),
        Fact(Said(t.gettext(N_("Made on"))), Said(t.date(told.made_on, "long"))),
        Fact(Said(t.gettext(N_("Changes that are here"))), t.number(told.changes)),
        Fact(Said(t.gettext(N_("Words"))), (Span(told.words, bold=True),), language="en"),
    )
    front = Front(told.sender_name, "", Titled(Said(t.gettext(TITLE))), facts=facts)
    data = {"changes": told.changes, "made_on": told.made_on.isoformat(), "words": told.words, "symbols": len(told.symbols)}
    return Document(front, tuple(_blocks(told, t)), Said(t.gettext(TITLE)), told.made_on, data)


def _blocks(told: ReceiptTold, t: Translator) -> Iterator[Block]:
    count = len(told.symbols)
    yield Note(Said(f"{t.gettext(_HOW)} {t.gettext(_SHORT if told.is_short else _WHOLE)}"))
    for start in range(0, count, _PER_ROW):
        row = told.symbols[start : start + _PER_ROW]
        numbers = say(t, N_("{first} to {last} of {count}"), first=start + 1, last=start + len(row), count=count)
        named = numbers if len(row) > 1 else say(t, N_("{number} of {count}"), number=start + 1, count=count)
        yield Heading(named)
        alternative = say(t, N_("QR code {which} of the acknowledgement"), which=named)
        yield Drawing(QrCodes(row, _QR, columns=_PER_ROW, gap=8 * MILLIMETRE, from_right=t.rtl), alternative)

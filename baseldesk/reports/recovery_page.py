"""The page with a printed key: one sheet to lock away, with the key in groups to type and in a QR code to scan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block, Drawing, Fact, Facts, Front, Heading, Text, Titled
from baseldesk.reports.document import Document, Printed, Write, render
from baseldesk.reports.escape import Said, say
from baseldesk.reports.page import MILLIMETRE, Paper
from baseldesk.reports.qr import QrCodes
from baseldesk.reports.words import Span

_QR = 60 * MILLIMETRE


class PageTold(Protocol):
    """What the page prints, in the reader's words already."""

    @property
    def title(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def facts(self) -> Sequence[tuple[str, str]]: ...
    @property
    def paragraphs(self) -> Sequence[str]: ...
    @property
    def secret_label(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def made_on(self) -> date: ...


def print_recovery_page(
    told: PageTold, t: Translator, out_path: Path, *, paper: Paper = "A4", write: Write | None = None
) -> Printed:  # fmt: skip
    """Writes the page as a PDF file in the translator's language. The secret is drawn and nothing of it attached.

    Args:
        write: puts the bytes into the file, for nobody but its owner; so they lie nowhere else.

    Raises:
        OSError: the file cannot be written.
    """
    facts = tuple(Fact(label, value) for label, value in told.facts)
    front = Front(told.owner, Said(t.gettext(N_("Key on paper"))), Titled(told.title), facts=facts)
    return render(Document(front, tuple(_blocks(told, t)), told.title, told.made_on), t, out_path, paper=paper, write=write)


def _blocks(told: PageTold, t: Translator) -> Iterator[Block]:
    yield Text("\n".join(told.paragraphs))
    yield Heading(told.secret_label)
    yield Facts((Fact(told.secret_label, (Span(told.key, bold=True),), language="en"),))
    yield Drawing(QrCodes([told.code], _QR, from_right=t.rtl), say(t, N_("QR code with the secret key")))

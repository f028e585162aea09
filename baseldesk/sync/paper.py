"""Receipts on paper, out and in; the symbols in between are `receipt_code.py`."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused
from baseldesk.i18n import FIRST_STRONG_ISOLATE, POP_ISOLATE, Translator
from baseldesk.sync.alone import import_receipt
from baseldesk.sync.code_reading import read_symbols
from baseldesk.sync.cover import name_organisation
from baseldesk.sync.diary import OUT, Exchange, instant, write_down
from baseldesk.sync.exporting import find_addressee
from baseldesk.sync.joining import membership_of
from baseldesk.sync.receipt import open_receipt
from baseldesk.sync.receipt_code import PaperReceipt, give_paper_receipt, is_complete, join
from baseldesk.sync.words import fingerprint_words


def make_paper_receipt(desk: Desk, to: str, name: str) -> PaperReceipt:
    """The receipt for an organisation, to be printed; the diary notes it.

    Args:
        to: as for `export_bundle`.
        name: what the printed file is called.

    Raises:
        BundleRefused: this desk is not registered yet, or the receipt does not fit on paper.
    """
    organisation = find_addressee(desk, to)
    with desk.write() as writer:
        made = give_paper_receipt(desk, writer, organisation)
        detail = {"files": [name], "bytes": len(made.sealed), "paper": True}
        write_down(writer, Exchange(instant(desk.clock()), OUT, "receipt", organisation, detail=detail))
    return made


_NO_ISOLATES = str.maketrans("", "", FIRST_STRONG_ISOLATE + POP_ISOLATE)  # a page sees to directions itself


@dataclass(frozen=True)
class Told:
    """What the printed page says, in the reader's words."""

    sender_name: str
    to_name: str
    words: str
    changes: int
    made_on: date
    is_short: bool
    symbols: tuple[bytes, ...]


def tell_paper_receipt(made: PaperReceipt, t: Translator) -> Told:
    """The receipt in the translator's language, for the page."""
    sender, to = (name_organisation(one, t).translate(_NO_ISOLATES) for one in (made.sender, made.to))
    words = fingerprint_words(made.hash)
    return Told(sender, to, words, made.changes, instant(made.made).date(), made.is_short, tuple(made.symbols))


def import_paper_receipts(desk: Desk, paths: Sequence[Path]) -> int:
    """Takes in the receipts in scans or photographs, several pictures together; gives how many were news.

    Raises:
        FileRefused: a file is no picture that can be read here.
        BundleRefused: no receipt in it, a symbol is missing, or as for `import_receipt`.
    """
    name = ", ".join(one.name for one in paths)
    found = join(read_symbols(paths, is_complete))
    if not found.whole and found.missing:
        missing, count = found.missing[0]
        raise BundleRefused("receipt.code_incomplete", file=name, missing=", ".join(map(str, missing)), count=count)
    if not found.whole:
        raise BundleRefused("receipt.no_code", file=name)
    return sum(_take_in(desk, one, name) for one in found.whole)


def _take_in(desk: Desk, raw: bytes, name: str) -> bool:
    place = membership_of(desk)
    _, opened = open_receipt(raw, place.find_key, deployment=place.deployment, name=name)
    if opened.header.bundle and _is_known(desk, opened.header.bundle):
        return False
    with tempfile.TemporaryDirectory(dir=desk.folder) as folder:
        path = Path(folder) / (name.replace("/", "-")[:100] or "receipt")
        path.write_bytes(raw)
        return import_receipt(desk, path)


def _is_known(desk: Desk, beginning: bytes) -> bool:
    """Whether the full receipt, of which this is the short form, was taken in before: it says more."""
    with desk.read() as reader:
        return any(bytes(hashed).startswith(beginning) for (hashed,) in reader.rows("SELECT hash FROM receipt WHERE ours = 0"))

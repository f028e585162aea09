"""Which documents go along with a bundle: text first, then files by their hash, as many as the person allows."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused, UsageError
from baseldesk.sync import payload
from baseldesk.sync.expanding import Source
from baseldesk.sync.payload import Carried
from baseldesk.sync.receipt import Receipt
from baseldesk.sync.squeezing import pays

HASH_BYTES = 32
_BLOCK = 1 << 20
_SAMPLE = 1 << 16


@dataclass
class Choice:
    """The documents that go along, and those that are named but stay here."""

    carried: list[Carried] = field(default_factory=list)
    left_out: list[Carried] = field(default_factory=list)


def choose_documents(desk: Desk, reader: Reader, numbers: Sequence[int], known: Sequence[Receipt], budget: str | int) -> Choice:
    """Of the documents that these changes name, and those that the addressee said it misses, as many as the budget allows.

    Args:
        budget: `all`, `none`, or bytes; the smallest documents go first.

    Raises:
        UsageError: another word.
    """
    allowed = _allowance(budget)
    choice = Choice()
    wanted = {*_named(reader, numbers), *(one for receipt in known for one in receipt.missing_documents)}
    found = ((path.stat().st_size, one) for one in wanted if (path := desk.documents.path(one)) is not None)
    for size, one in sorted(found):
        fits = size <= allowed and len(choice.carried) < payload.MOST_DOCUMENTS
        (choice.carried if fits else choice.left_out).append(Carried(one, size))
        allowed -= size if fits else 0
    del choice.left_out[payload.MOST_DOCUMENTS :]  # a list for display; who lacks more asks for them in receipts
    return choice


def _allowance(budget: str | int) -> int:
    if isinstance(budget, int):
        return budget
    if budget not in ("all", "none"):
        raise UsageError("sync.documents_unknown", documents=budget)
    return 1 << 62 if budget == "all" else -1


def _named(reader: Reader, numbers: Sequence[int]) -> list[bytes]:
    """The hashes that document records hold whose base or a later op lies in these changes."""
    if not numbers:
        return []
    chosen = set(numbers)
    sql = (
        "SELECT d.hash, r.base_change, t.change FROM r_document d JOIN record r ON r.n = d.n "
        "LEFT JOIN touch t ON t.record = r.n WHERE d.hash IS NOT NULL AND NOT r.hidden"
    )
    return [bytes(hashed) for hashed, base, later in reader.rows(sql) if base in chosen or later in chosen]


def read_document(desk: Desk, one: Carried) -> Iterator[bytes]:
    """The hash, then the bytes, as the section holds them."""
    yield one.hash
    path = desk.documents.path(one.hash)
    if path is None:
        raise UsageError("document.missing", hash=one.hash.hex())
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def is_compressible(desk: Desk, one: Carried) -> bool:
    """Whether a document gets smaller, judged by its beginning."""
    path = desk.documents.path(one.hash)
    if path is None:
        return False
    with path.open("rb") as file:
        return pays(file.read(_SAMPLE))


def take_document(desk: Desk, writer: Writer, source: Source, name: str, *, keep: bool = True) -> bool:
    """Keeps a document that came along, if a record names it and it is not here yet; gives whether that is so.

    Raises:
        BundleRefused: its bytes are not those of its hash.
    """
    first = source.read(HASH_BYTES)
    while len(first) < HASH_BYTES and (more := source.read(HASH_BYTES - len(first))):
        first += more
    hashed = bytes(first)
    is_named = writer.one("SELECT 1 FROM r_document WHERE hash = :hash LIMIT 1", hash=hashed) is not None
    is_new = is_named and desk.documents.path(hashed) is None
    waiting = desk.folder / f"{hashed.hex()}.incoming"
    try:
        _copy_checked(source, waiting if is_new and keep else None, hashed, name)
        if is_new and keep:
            desk.documents.take_in(waiting)
    finally:
        with suppress(OSError):
            waiting.unlink(missing_ok=True)
    return is_new


def _copy_checked(source: Source, target: Path | None, hashed: bytes, name: str) -> None:
    digest = hashlib.sha256()
    with (target or Path(os.devnull)).open("wb") as out:
        while block := source.read(_BLOCK):
            digest.update(block)
            if target:
                out.write(block)
    if digest.digest() != hashed:
        raise BundleRefused("bundle.malformed", file=name, what="document")

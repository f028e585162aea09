"""Which documents go along with a bundle: text first, then files by their hash, as many as the person allows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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
    found = ((size, one) for one in wanted if (size := desk.documents.size(one)) is not None)
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
    file = desk.documents.open(one.hash)
    if file is None:
        raise UsageError("document.missing", hash=one.hash.hex())
    with file:
        while block := file.read(_BLOCK):
            yield block


def is_compressible(desk: Desk, one: Carried) -> bool:
    """Whether a document gets smaller, judged by its beginning."""
    file = desk.documents.open(one.hash)
    if file is None:
        return False
    with file:
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
    is_whole = desk.documents.keep(_blocks(source), hashed) if is_new and keep else _hash(source) == hashed
    if not is_whole:
        raise BundleRefused("bundle.malformed", file=name, what="document")
    return is_new


def _blocks(source: Source) -> Iterator[bytes]:
    while block := source.read(_BLOCK):
        yield block


def _hash(source: Source) -> bytes:
    digest = hashlib.sha256()
    for block in _blocks(source):
        digest.update(block)
    return digest.digest()

"""What is fuzzed: each reader as a function of bytes, which may refuse them by a declared error and by nothing else.

Signatures are left out here on purpose: a fuzzer cannot make one, and what stands behind them must bear anything too, because a
key can be stolen.
"""

from __future__ import annotations

import io
import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path

from baseldesk.errors import Refused
from baseldesk.formats.open import read
from baseldesk.journal.change import decode_change, decode_leaf, ops_of
from baseldesk.sync import layout
from baseldesk.sync.attachments import take_out
from baseldesk.sync.container import open_container
from baseldesk.sync.framing import PREFIX_BYTES, read_header, read_prefix
from baseldesk.sync.payload import (
    MOST_LEAVES,
    MOST_MANIFEST,
    ChainName,
    Payload,
    Run,
    Section,
    decode_leaves,
    decode_manifest,
)
from baseldesk.sync.receipt import decode_receipt
from baseldesk.sync.roster import _decode_body, verify_roster

MOST = 2_000  # changes or items that a reader is asked for
RUN = Run(0, 1, MOST, None, bytes(32), bytes(64))
CHAIN = ChainName(bytes(16), "shared/BCRC-SEN", bytes(16))


def read_container(data: bytes) -> None:
    """The frame, and the header behind it."""
    open_container(data, find_key=lambda *_: bytes(32), name="x").close()


def read_frame(data: bytes) -> None:
    """Prefix and header, as if the signature were good."""
    prefix = read_prefix(data[:PREFIX_BYTES], len(data), "x")
    at = PREFIX_BYTES + prefix.roster_bytes
    read_header(data[at : at + prefix.header_bytes], "x")


def read_payload(data: bytes) -> None:
    """Sections, manifest, leaves, and the changes in the plain layout."""
    payload = Payload(io.BytesIO(data), len(data), 1 << 30, "x")
    manifest = decode_manifest(payload.read_only_one(Section.MANIFEST, MOST_MANIFEST), "x")
    decode_leaves(payload.read_only_one(Section.LEAVES, MOST_LEAVES) or b"\x90", "x")
    for place in payload.of_kind(Section.CHANGES):
        for raw in itertools.islice(layout.READ[layout.PLAIN](manifest.runs, manifest.chains, payload.open(place), "x"), MOST):
            read_change(raw)


def read_change(data: bytes) -> None:
    """A change and its ops."""
    ops_of(decode_change(data))


def read_leaf(data: bytes) -> None:
    """A leaf."""
    decode_leaf(data)


def read_columns(data: bytes) -> None:
    """Blocks of columns that stand alone."""
    _read_layout(layout.COLUMNS, data)


def read_resting(data: bytes) -> None:
    """Blocks of columns that rest on a base, which is empty."""
    _read_layout(layout.RESTING, data)


def _read_layout(number: int, data: bytes) -> None:
    for raw in itertools.islice(layout.READ[number]([RUN], [CHAIN], io.BytesIO(data), "x"), MOST):
        read_change(raw)


def read_receipt(data: bytes) -> None:
    """The payload of a receipt."""
    decode_receipt(data)


def read_roster(data: bytes) -> None:
    """A roster as it comes."""
    verify_roster(data, None)


def read_roster_body(data: bytes) -> None:
    """What the root keys sign, as if they had."""
    _decode_body(data)


def read_mail(data: bytes) -> None:
    """A saved mail."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "x.eml").write_bytes(data)
        take_out(Path(folder) / "x.eml", Path(folder) / "out")


def read_foreign(data: bytes) -> None:
    """Somebody else's file: IATI, a workbook, a text table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(data)
        for _ in itertools.islice(read(path).items(contacts=True), MOST):
            pass


TARGETS: dict[str, Callable[[bytes], None]] = {
    "container": read_container,
    "frame": read_frame,
    "payload": read_payload,
    "change": read_change,
    "leaf": read_leaf,
    "columns": read_columns,
    "resting": read_resting,
    "receipt": read_receipt,
    "roster": read_roster,
    "roster body": read_roster_body,
    "mail": read_mail,
    "foreign": read_foreign,
}


def try_one(target: str, data: bytes) -> str:
    """The code of the refusal, or nothing; any other error is a finding.

    Raises:
        Exception: what was found.
    """
    try:
        TARGETS[target](data)
    except Refused as refused:
        return refused.code
    return ""

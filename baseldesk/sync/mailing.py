"""«Did you send it?»: what was prepared as mail counts as sent only once a person has said so.

Lines of the diary, one for each thing that happened; the newest on a part stands. It is for display only: what has arrived is
known from receipts, and what has not goes again with the next bundle, whatever anybody said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import UsageError
from baseldesk.sync.diary import OUT, Exchange, instant, read_lines, write_down

if TYPE_CHECKING:
    from baseldesk.sync.mail import Letter

MAIL = "mail"
PREPARED, SENT = "prepared", "sent"


@dataclass(frozen=True)
class Mailed:
    """How far the mails of one bundle have come: its parts, from 1; `folder` is where their files lie."""

    peer: str
    folder: str = ""
    prepared: frozenset[int] = frozenset()
    sent: frozenset[int] = frozenset()

    @property
    def is_sent(self) -> bool:
        """Whether a person said of every mail that was prepared that it is sent."""
        return not self.prepared

    def after(self, state: str, parts: Iterable[int]) -> Mailed:
        """What holds once some parts were prepared or sent."""
        some = frozenset(parts)
        if state == SENT:
            return replace(self, prepared=self.prepared - some, sent=self.sent | some)
        return replace(self, prepared=self.prepared | some, sent=self.sent - some)


def prepare_mails(desk: Desk, bundle: bytes, files: Sequence[Path], drafts: Path | None = None) -> list[Letter]:
    """The letters for files of a bundle that were written for mail; from now on they are prepared and not sent.

    Args:
        files: where they lie, all in one folder.
        drafts: a folder to write a draft of each letter in; None for none.

    Raises:
        UsageError: no such bundle ever went out from here.
        BundleRefused: a file is not what it was when it was written.
        MediumError: a file cannot be read or written, or is too large for any mail.
    """
    from baseldesk.sync.correspondents import read_correspondent
    from baseldesk.sync.cover import read_cover
    from baseldesk.sync.mail import compose_letters, write_drafts

    cover = read_cover(desk, bundle=bundle.hex())
    letters = compose_letters(cover, files, read_correspondent(desk, cover.to))
    if drafts is not None:
        write_drafts(letters, drafts)
    with desk.write() as writer:
        folder = str(files[0].parent) if files else ""
        note_prepared(writer, desk.clock(), cover.to, bundle, [one.part for one in letters], folder)
    return letters


def note_prepared(writer: Writer, at: int, peer: str, bundle: bytes, parts: Iterable[int], folder: str = "") -> None:
    """Notes that mails lie ready in a folder, in the transaction of what made them."""
    _write(writer, at, Mailed(peer, folder), bundle, PREPARED, parts)


def say_sent(desk: Desk, bundle: bytes, parts: Iterable[int] | None = None) -> None:
    """A person says that mails were sent: all that lie ready, or these parts.

    Raises:
        UsageError: no mail of this bundle was prepared.
    """
    with desk.write() as writer:
        held = read_mailings(writer).get(bundle)
        if held is None:
            raise UsageError("mail.none_prepared", bundle=bundle.hex())
        _write(writer, desk.clock(), held, bundle, SENT, held.prepared if parts is None else parts)


def read_mailings(reader: Reader) -> dict[bytes, Mailed]:
    """Every bundle that mails were ever prepared of."""
    out: dict[bytes, Mailed] = {}
    for line in read_lines(reader, "WHERE direction = :out AND kind = :kind ORDER BY n", out=OUT, kind=MAIL):
        if line.bundle is not None:
            held = replace(out.get(line.bundle, Mailed(line.peer)), folder=line.medium)
            out[line.bundle] = held.after(line.detail.get("state", PREPARED), line.detail.get("parts", ()))
    return out


def gone_out(reader: Reader, lines: Iterable[Exchange]) -> list[Exchange]:
    """Of the diary's lines those that tell of something that left: not what lies ready as mail and nobody has sent."""
    held = read_mailings(reader)
    return [one for one in lines if not _is_waiting(one, held.get(one.bundle or b""))]


def _is_waiting(line: Exchange, held: Mailed | None) -> bool:
    if line.kind == MAIL:
        return line.detail.get("state") != SENT
    return held is not None and not held.is_sent and line.medium == held.folder


def _write(writer: Writer, at: int, held: Mailed, bundle: bytes, state: str, parts: Iterable[int]) -> None:
    detail = {"state": state, "parts": sorted(parts)}
    write_down(writer, Exchange(instant(at), OUT, MAIL, held.peer, bundle=bundle, medium=held.folder, detail=detail))

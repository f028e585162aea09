"""«Did you send it?»: what was prepared as mail counts as sent only once a person has said so.

Lines of the diary, one for each thing that happened; the newest on a part stands. It is for display only: what has arrived is
known from receipts, and what has not goes again with the next bundle, whatever anybody said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import UsageError
from baseldesk.sync.diary import OUT, Exchange, instant, read_lines, write_down

MAIL = "mail"
PREPARED, SENT = "prepared", "sent"


@dataclass(frozen=True)
class Mailed:
    """How far the mails of one bundle have come: its parts, from 1."""

    peer: str
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
            return Mailed(self.peer, self.prepared - some, self.sent | some)
        return Mailed(self.peer, self.prepared | some, self.sent - some)


def note_prepared(writer: Writer, at: int, peer: str, bundle: bytes, parts: Iterable[int]) -> None:
    """Notes that mails lie ready, in the transaction of what made them."""
    _write(writer, at, peer, bundle, PREPARED, parts)


def say_sent(desk: Desk, bundle: bytes, parts: Iterable[int] | None = None) -> None:
    """A person says that mails were sent: all that lie ready, or these parts.

    Raises:
        UsageError: no mail of this bundle was prepared.
    """
    with desk.write() as writer:
        held = read_mailings(writer).get(bundle)
        if held is None:
            raise UsageError("mail.none_prepared", bundle=bundle.hex())
        _write(writer, desk.clock(), held.peer, bundle, SENT, held.prepared if parts is None else parts)


def read_mailings(reader: Reader) -> dict[bytes, Mailed]:
    """Every bundle that mails were ever prepared of."""
    out: dict[bytes, Mailed] = {}
    for line in read_lines(reader, "WHERE direction = :out AND kind = :kind ORDER BY n", out=OUT, kind=MAIL):
        if line.bundle is not None:
            held = out.get(line.bundle, Mailed(line.peer))
            out[line.bundle] = held.after(line.detail.get("state", PREPARED), line.detail.get("parts", ()))
    return out


def _write(writer: Writer, at: int, peer: str, bundle: bytes, state: str, parts: Iterable[int]) -> None:
    detail = {"state": state, "parts": sorted(parts)}
    write_down(writer, Exchange(instant(at), OUT, MAIL, peer, bundle=bundle, detail=detail))

"""Every exchange, ever: what went out, what came in, what was refused. Of people it holds nothing but what the files carried."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec

from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.desk import Desk

OUT, IN = "out", "in"
DONE = "done"
_LATEST = 253_402_300_799_000


@dataclass(frozen=True)
class Exchange:
    """One line of the diary; `outcome` is `done` or the code of a refusal."""

    at: datetime
    direction: str
    kind: str
    peer: str = ""
    outcome: str = DONE
    bundle: bytes | None = None
    medium: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


def instant(milliseconds: int) -> datetime:
    """A time for the diary, whatever the clock said."""
    return datetime.fromtimestamp(min(max(milliseconds, 0), _LATEST) / 1000, UTC)


def write_down(writer: Writer, line: Exchange) -> None:
    """Adds a line, in the transaction of what it tells of."""
    writer.run(
        "INSERT INTO exchange (at, direction, kind, peer, bundle, medium, outcome, detail) "
        "VALUES (:at, :direction, :kind, :peer, :bundle, :medium, :outcome, :detail)",
        at=round(line.at.timestamp() * 1000), direction=line.direction, kind=line.kind, peer=line.peer, bundle=line.bundle,
        medium=line.medium, outcome=line.outcome, detail=msgspec.msgpack.encode(line.detail),
    )  # fmt: skip


def read_diary(desk: Desk, limit: int = 1000) -> list[Exchange]:
    """The newest lines first."""
    with desk.read() as reader:
        return read_lines(reader, "ORDER BY n DESC LIMIT :limit", limit=limit)


def read_lines(reader: Reader, which: str, **named: object) -> list[Exchange]:
    """The lines that a condition in SQL picks."""
    rows = reader.rows(f"SELECT at, direction, kind, peer, outcome, bundle, medium, detail FROM exchange {which}", **named)
    return [
        Exchange(
            instant(at),
            direction,
            kind,
            peer,
            outcome,
            None if bundle is None else bytes(bundle),
            medium or "",
            msgspec.msgpack.decode(bytes(detail)),
        )
        for at, direction, kind, peer, outcome, bundle, medium, detail in rows
    ]

"""Changes whose signer is not in the roster yet: kept aside, unapplied, until a roster names it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from baseldesk.desk.database import Reader, Writer
from baseldesk.journal.change import decode_change
from baseldesk.journal.heads import HEAD_TAG, head_message
from baseldesk.journal.port import Arrival
from baseldesk.sync.keys import verify
from baseldesk.sync.membership import Membership


class Parked(msgspec.Struct, array_like=True, frozen=True):
    """A change with all that is needed to take it in later: its leaves, and the head signature that covers it."""

    id: bytes
    audience: str
    raw: bytes
    leaves: dict[int, bytes]
    tip: bytes
    tip_seq: int
    signature: bytes


_decoder = msgspec.msgpack.Decoder(Parked)
_encoder = msgspec.msgpack.Encoder()


def park(writer: Writer, device: bytes, held: Iterable[Parked]) -> int:
    """Sets changes aside; gives how many were not there yet."""
    before = count_parked(writer)
    sql = "INSERT INTO parked (id, device, bytes) VALUES (:id, :device, :bytes) ON CONFLICT DO NOTHING"
    writer.many(sql, [{"id": one.id, "device": device, "bytes": _encoder.encode(one)} for one in held])
    return count_parked(writer) - before


def count_parked(reader: Reader) -> int:
    """How many changes wait."""
    row = reader.one("SELECT count(*) FROM parked")
    return int(row[0]) if row else 0


def parked_places(reader: Reader) -> list[Parked]:
    """Everything that waits."""
    return [_decoder.decode(bytes(row[0])) for row in reader.rows("SELECT bytes FROM parked ORDER BY id")]


def release(writer: Writer, place: Membership) -> list[tuple[Arrival, Parked]]:
    """Takes out what the roster now authenticates, to be applied in the same transaction."""
    out: list[tuple[Arrival, Parked]] = []
    for (device,) in writer.rows("SELECT DISTINCT device FROM parked"):
        public = place.roster.public_key_of(bytes(device))
        if public is None or place.roster.is_revoked(bytes(device)):
            continue
        rows = writer.rows("SELECT bytes FROM parked WHERE device = :device", device=device)
        good = _authentic([_decoder.decode(bytes(row[0])) for row in rows], public, place.deployment)
        writer.many("DELETE FROM parked WHERE id = :id", [{"id": one.id} for _, one in good])
        out += good
    return out


def _authentic(held: Sequence[Parked], public: bytes, deployment: bytes) -> list[tuple[Arrival, Parked]]:
    """Those that lie under a good head signature, down the chain."""
    arrivals = {one.id: (Arrival(one.id, one.raw, decode_change(one.raw), one.leaves), one) for one in held}
    good: dict[bytes, tuple[Arrival, Parked]] = {}
    for one in held:
        tip = arrivals.get(one.tip)
        if tip is None or one.tip in good:
            continue
        change = tip[0].change
        message = head_message(deployment, change.replica, change.audience, one.tip_seq, one.tip)
        if change.seq != one.tip_seq or not verify(public, one.signature, HEAD_TAG, message):
            continue
        at: bytes | None = one.tip
        while at is not None and at in arrivals and at not in good:
            good[at] = arrivals[at]
            at = arrivals[at][0].change.prev
    return sorted(good.values(), key=lambda pair: pair[0].change.seq)

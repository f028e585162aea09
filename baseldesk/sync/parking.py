"""Changes that nothing authenticates yet: kept aside, unapplied, until a roster names their signer or somebody adopts them."""

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
    """Takes out what the roster or an `adopt` now authenticates, to be applied in the same transaction.

    What a withdrawn key signed is authentic too; whether it stands is decided where it is taken in.
    """
    out: list[tuple[Arrival, Parked]] = []
    for (device,) in writer.rows("SELECT DISTINCT device FROM parked"):
        rows = writer.rows("SELECT bytes FROM parked WHERE device = :device", device=device)
        held = [_decoder.decode(bytes(row[0])) for row in rows]
        public = place.roster.public_key_of(bytes(device))
        good = _Authentic(held, place.deployment).under(public, _adopted_among(writer, held))
        writer.many("DELETE FROM parked WHERE id = :id", [{"id": one.id} for _, one in good])
        out += good
    return out


def _adopted_among(reader: Reader, held: Sequence[Parked]) -> set[bytes]:
    """Which of these an `adopt` in the journal names, in the audience that it is written for, or a change kept goes on from."""
    sql = (
        "SELECT a.id, a.audience FROM adopted a JOIN change c ON c.n = a.change JOIN chain h ON h.n = c.chain "
        "WHERE h.audience = a.audience AND a.id IN (:among)"
    )
    found = {(bytes(row[0]), row[1]) for row in reader.among(sql, [one.id for one in held])}
    before = {bytes(row[0]) for row in reader.among("SELECT prev FROM change WHERE prev IN (:among)", [one.id for one in held])}
    return {one.id for one in held if (one.id, one.audience) in found or one.id in before}


class _Authentic:
    """Finds, of what waits of one key, all that lies under a good end, down the chain."""

    def __init__(self, held: Sequence[Parked], deployment: bytes) -> None:
        self._held, self._deployment = held, deployment
        self._arrivals = {one.id: (Arrival(one.id, one.raw, decode_change(one.raw), one.leaves), one) for one in held}
        self._good: dict[bytes, tuple[Arrival, Parked]] = {}

    def under(self, public: bytes | None, adopted: set[bytes]) -> list[tuple[Arrival, Parked]]:
        """In order of seq: what lies under a head that this key signed, and under what is adopted."""
        for tip in {one.tip: one for one in self._held}.values():
            if public is not None and tip.tip not in self._good and self._is_signed(tip, public):
                self._take(tip.tip)
        for identity in adopted:
            self._take(identity)
        return sorted(self._good.values(), key=lambda pair: pair[0].change.seq)

    def _is_signed(self, one: Parked, public: bytes) -> bool:
        tip = self._arrivals.get(one.tip)
        if tip is None or tip[0].change.seq != one.tip_seq:
            return False
        change = tip[0].change
        message = head_message(self._deployment, change.replica, change.audience, one.tip_seq, one.tip)
        return verify(public, one.signature, HEAD_TAG, message)

    def _take(self, identity: bytes) -> None:
        at: bytes | None = identity
        while at is not None and at in self._arrivals and at not in self._good:
            self._good[at] = self._arrivals[at]
            at = self._arrivals[at][0].change.prev

"""Which changes of a withdrawn key stand: a pure function of journal and roster, kept in a table of its exceptions.

A change stands for the organisation of its key, unless the key is withdrawn. Then it stands where it lies at or under a cut-off
of the revocation, or at or under a change that an `adopt` names; all else waits for a person. An `adopt` counts if its own
change stands, if it is written for the same audience as the chain (whoever receives one then receives the other), and if it
comes from a device of the same centre; of a key that no roster names, the centre is the adopter's. «Under» is the hash chain,
nothing else: a stolen key signs any number, but no other past. At home a desk's own key always counts, as before enrolment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from baseldesk.desk import tables
from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.journal_reader import unpack
from baseldesk.journal.change import Adopt, Change, decode_change, ops_of
from baseldesk.journal.port import OrganisationOf

_LISTED = "adopts_listed"
_NAMED = b"\xa5adopt"  # how the op begins, in MessagePack


@dataclass
class _Chain:
    """The chain of a key that is withdrawn or in no roster."""

    n: int
    replica: bytes
    audience: str
    device: bytes
    is_withdrawn: bool
    places: dict[bytes, tuple[int, bytes | None]] = field(default_factory=dict)  # id → (number, predecessor)
    stands: dict[int, str] = field(default_factory=dict)  # number → for whom

    def grant(self, identity: bytes, organisation: str) -> bool:
        """Lets a change and all under it stand; gives whether any did not before."""
        at: bytes | None = identity
        before = len(self.stands)
        while at is not None and at in self.places and self.places[at][0] not in self.stands:
            number, prev = self.places[at]
            self.stands[number], at = organisation, prev
        return len(self.stands) > before


def judge(writer: Writer, fresh_chains: set[int] | None, organisation_of: OrganisationOf) -> set[int]:
    """Writes down which changes stand for another organisation than their key's, or wait; gives those that are others now.

    Args:
        fresh_chains: chains with new changes; None: decides everything anew.
    """
    list_adopts(writer)
    chains = _chains_concerned(writer, organisation_of)
    held = {row[0]: row[1] for row in writer.rows("SELECT change, organisation FROM standing")}
    if not chains and not held:
        return set()
    if fresh_chains is not None and not _is_touched(writer, fresh_chains, chains):
        return set()
    decided = _decide(writer, chains, organisation_of)
    turned = {number for number in held.keys() | decided.keys() if held.get(number, 0) != decided.get(number, 0)}
    writer.many("DELETE FROM standing WHERE change = :n", [{"n": one} for one in turned & held.keys()])
    writer.insert(tables.standing, [{"change": one, "organisation": decided[one]} for one in sorted(turned & decided.keys())])
    return turned


def _is_touched(writer: Writer, fresh: set[int], chains: dict[int, _Chain]) -> bool:
    """Whether new changes lie in a chain concerned, or in one whose changes adopt."""
    if fresh & chains.keys():
        return True
    adopting = writer.rows("SELECT DISTINCT c.chain FROM adopted a JOIN change c ON c.n = a.change")
    return any(row[0] in fresh for row in adopting)


def _chains_concerned(reader: Reader, organisation_of: OrganisationOf) -> dict[int, _Chain]:
    """Every chain of a withdrawn key, and those of unknown keys that somebody adopts."""
    own = reader.meta("device")
    withdrawn = {bytes(row[0]) for row in reader.rows("SELECT key_id FROM device WHERE revoked = 1")} - {own}
    adopts = reader.rows("SELECT DISTINCT c.chain FROM adopted a JOIN change c ON c.id = a.id")
    adopted = {row[0] for row in adopts}
    if not withdrawn and not adopted:
        return {}
    rows = reader.rows("SELECT n, replica, audience, device FROM chain")
    found = [_Chain(n, bytes(one), audience, bytes(device), bytes(device) in withdrawn) for n, one, audience, device in rows]
    return {one.n: one for one in found if one.is_withdrawn or (one.n in adopted and organisation_of(one.device) is None)}


def _decide(reader: Reader, chains: dict[int, _Chain], organisation_of: OrganisationOf) -> dict[int, str | None]:
    for number, identity, prev, chain in reader.among(
        "SELECT n, id, prev, chain FROM change WHERE chain IN (:among)", list(chains)
    ):
        chains[chain].places[bytes(identity)] = (number, None if prev is None else bytes(prev))
    _grant_cutoffs(reader, chains.values(), organisation_of)
    _grant_adopts(reader, chains, organisation_of)
    return {number: organisation for one in chains.values() for number, organisation in _exceptions(one)}


def _exceptions(chain: _Chain) -> Iterable[tuple[int, str | None]]:
    """Of a withdrawn key what waits; of an unknown one what somebody adopted."""
    if not chain.is_withdrawn:
        return list(chain.stands.items())
    return [(number, None) for number, _ in chain.places.values() if number not in chain.stands]


def _grant_cutoffs(reader: Reader, chains: Iterable[_Chain], organisation_of: OrganisationOf) -> None:
    by_chain: dict[tuple[bytes, bytes, str], list[bytes]] = {}
    for device, replica, audience, identity in reader.rows("SELECT device, replica, audience, id FROM cutoff"):
        by_chain.setdefault((bytes(device), bytes(replica), audience), []).append(bytes(identity))
    for one in chains:
        for identity in by_chain.get((one.device, one.replica, one.audience), ()):
            one.grant(identity, organisation_of(one.device) or "")


def _grant_adopts(reader: Reader, chains: dict[int, _Chain], organisation_of: OrganisationOf) -> None:
    """One adopt may let another stand: goes round until nothing more does."""
    sql = (
        "SELECT a.replica, a.audience, a.id, a.change, h.n, h.device FROM adopted a "
        "JOIN change c ON c.n = a.change JOIN chain h ON h.n = c.chain WHERE h.audience = a.audience ORDER BY a.change, a.op"
    )
    adopts, more = reader.rows(sql), True
    while more:
        more = False
        for replica, audience, identity, change, carrier, device in adopts:
            adopter = chains[carrier].stands.get(change) if carrier in chains else organisation_of(bytes(device))
            for one in chains.values() if adopter else ():
                is_meant = (one.replica, one.audience) == (bytes(replica), audience)
                if is_meant and organisation_of(one.device) in (None, adopter):
                    more |= one.grant(bytes(identity), str(adopter))


# --- the list of adopts
def note_adopts(writer: Writer, changes: Iterable[tuple[int, bytes, Change]]) -> None:
    """Lists what these changes adopt, as they are kept."""
    rows = [
        {"change": number, "op": index, "replica": op.replica, "audience": op.audience, "id": op.id}
        for number, raw, change in changes
        if _NAMED in raw  # as the name of an op, or by chance
        for index, op in enumerate(ops_of(change))
        if isinstance(op, Adopt)
    ]
    writer.insert(tables.adopted, rows)


def list_adopts(writer: Writer) -> None:
    """Once, on a desk from before there was a list: finds every adopt in the journal."""
    if writer.meta(_LISTED):
        return
    writer.set_meta(_LISTED, b"\1")
    writer.run("DELETE FROM adopted")
    sql, last = "SELECT n, packed, CAST(bytes AS BLOB) FROM change WHERE n > :last ORDER BY n LIMIT 500", 0
    while rows := writer.rows(sql, last=last):
        held = [(number, unpack(packed, bytes(kept))) for number, packed, kept in rows]
        note_adopts(writer, [(number, raw, decode_change(raw)) for number, raw in held if _NAMED in raw])
        last = rows[-1][0]


# --- asking
def is_standing(reader: Reader, change: int) -> bool:
    """Whether a kept change does not wait for a person."""
    return reader.one("SELECT 1 FROM standing WHERE change = :n AND organisation IS NULL", n=change) is None


def count_waiting(reader: Reader) -> int:
    """How many changes of withdrawn keys wait for a person."""
    row = reader.one("SELECT count(*) FROM standing WHERE organisation IS NULL")
    return int(row[0]) if row else 0

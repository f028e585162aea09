"""What a roster decides: which key stands for whom, and up to where the chains of a withdrawn one stand.

The one place where a roster takes effect on what is in the journal already. Whatever changes its standing, the records concerned
are made anew by the journal's one apply routine, so that taking in step by step and making all anew give the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from baseldesk.desk import adopting, standing, tables
from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.tasks import RIVAL
from baseldesk.errors import BundleRefused
from baseldesk.journal.apply import Applied, recompute_records
from baseldesk.records.types import SECRETARIAT, is_entitled
from baseldesk.sync.intake import Totals
from baseldesk.sync.payload import Manifest
from baseldesk.sync.roster import LastAccepted, Roster


def take_authority(desk: Desk, writer: Writer, roster: Roster, totals: Totals) -> None:
    """Lets a roster decide from now on who stands for whom, and makes the records concerned anew, in this transaction."""
    before, withdrawn_before = desk.organisation_of(writer), _withdrawn(writer)
    _write_devices(writer, roster)
    _write_cutoffs(writer, roster, _withdrawn(writer) - withdrawn_before)
    after = desk.organisation_of(writer)
    turned = standing.judge(writer, None, after)
    for device in _devices_with_chains(writer):
        if before(device) != after(device):
            turned |= _changes_of(writer, device)
    if turned:
        done = Applied()
        recompute_records(JournalStore(writer), turned, after, done)
        totals.updated |= done.updated - totals.created
        totals.conflicts |= done.conflicts
    _adopt_former(desk, writer, roster)


def _withdrawn(reader: Reader) -> set[bytes]:
    return {bytes(row[0]) for row in reader.rows("SELECT key_id FROM device WHERE revoked = 1")}


def _devices_with_chains(reader: Reader) -> list[bytes]:
    return [bytes(row[0]) for row in reader.rows("SELECT DISTINCT device FROM chain")]


def _changes_of(reader: Reader, device: bytes) -> set[int]:
    sql = "SELECT c.n FROM change c JOIN chain h ON h.n = c.chain WHERE h.device = :device"
    return {row[0] for row in reader.rows(sql, device=device)}


def _write_devices(writer: Writer, roster: Roster) -> None:
    writer.run("DELETE FROM device")
    writer.insert(tables.device, [_device_row(roster, one.key_id) for one in roster.body.devices])


def _device_row(roster: Roster, key: bytes) -> dict[str, Any]:
    one = roster.device(key)
    assert one is not None
    named = {"key_id": key, "public_key": one.public_key, "organisation": one.organisation, "letter": one.letter}
    return {**named, "name": one.name, "revoked": roster.is_revoked(key)}


def _write_cutoffs(writer: Writer, roster: Roster, fresh: set[bytes]) -> None:
    """The roster's cut-offs; and, of keys withdrawn just now, what is here of chains that the secretariat never sees."""
    writer.run("DELETE FROM cutoff WHERE from_roster = 1")
    named = [(one.key_id, last) for one in roster.body.revocations for last in one.last]
    held = [(key, last) for key in sorted(fresh) for last in ends_unknown_to_secretariat(writer, key)]
    sql = (
        "INSERT INTO cutoff (device, replica, audience, id, from_roster) VALUES (:device, :replica, :audience, :id, :roster) "
        "ON CONFLICT DO NOTHING"
    )
    for rows, from_roster in ((held, False), (named, True)):
        writer.many(sql, [_cutoff_row(key, last, from_roster) for key, last in rows])


def _cutoff_row(device: bytes, last: LastAccepted, from_roster: bool) -> dict[str, Any]:
    return {"device": device, "replica": last.replica, "audience": last.audience, "id": last.id, "roster": from_roster}


def ends_unknown_to_secretariat(reader: Reader, device: bytes) -> Iterator[LastAccepted]:
    """Where the chains of a key end here that the secretariat may not receive."""
    for end in adopting.ends_of(reader, device):
        if not is_entitled(SECRETARIAT, end.audience):
            yield LastAccepted(end.replica, end.audience, end.id)


def ends_accepted(reader: Reader, device: bytes) -> list[LastAccepted]:
    """Where the chains of a key end here: what a revocation names as last accepted."""
    return [LastAccepted(end.replica, end.audience, end.id) for end in adopting.ends_of(reader, device)]


def _adopt_former(desk: Desk, writer: Writer, roster: Roster) -> None:
    """Once the present key is registered, it vouches for what this desk wrote under keys it no longer has."""
    former = desk.former_devices(writer)
    if former and roster.organisation_of(desk.device) == desk.owner and not roster.is_revoked(desk.device):
        adopting.adopt_former(desk, writer, former)


def settle_rival(writer: Writer, roster: Roster) -> None:
    """A higher roster has come: which of two lower ones was right is no question any more."""
    rival = writer.meta(RIVAL)
    if rival and int.from_bytes(rival[:8], "big") < roster.number:
        writer.set_meta(RIVAL, b"")


# --- files that a withdrawn key signed
def refuse_withdrawn(reader: Reader, roster: Roster, signer: bytes, manifest: Manifest, name: str, *, asked: bool) -> None:
    """Lets a bundle of a withdrawn key in only where it brings nothing of such a key that would wait, or a person asks for it.

    Raises:
        BundleRefused: it brings more than the last accepted changes.
    """
    if asked or not roster.is_revoked(signer):
        return
    withdrawn = [run for run in manifest.runs if roster.is_revoked(manifest.chains[run.chain].device)]
    tips = {run.tip for run in withdrawn}
    accepted = {last.id for one in roster.body.revocations for last in one.last}
    for table in ("change", "cutoff", "adopted"):
        accepted |= {bytes(row[0]) for row in reader.among(f"SELECT id FROM {table} WHERE id IN (:among)", list(tips))}
    if tips - accepted:
        raise BundleRefused("bundle.signer_revoked", file=name)

"""Receipts in the desk: what others sent, what this desk gave out, and making the next one."""

from __future__ import annotations

from pathlib import Path

import msgspec

from baseldesk import __version__
from baseldesk.desk.adopting import waiting_ids
from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused
from baseldesk.journal.change import SCHEMA
from baseldesk.records.types import is_entitled
from baseldesk.sync.chains import heads_and_holes, list_chains
from baseldesk.sync.container import Opened
from baseldesk.sync.counting import remember_counts
from baseldesk.sync.diary import read_lines
from baseldesk.sync.framing import read_prefix
from baseldesk.sync.inbox import list_waiting, missing_parts, wanted_bases
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.knowledge import Knowledge, Taken, take_receipt
from baseldesk.sync.membership import Membership
from baseldesk.sync.parking import parked_places
from baseldesk.sync.receipt import Receipt, Refusal, Verdict, open_receipt, receipt_hash, seal_receipt
from baseldesk.sync.release_held import number_held

_MOST_MISSING = 500
_INSERT = """
    INSERT INTO receipt (hash, ours, peer, replica, standing, at, bytes)
    VALUES (:hash, :ours, :peer, :replica, :standing, :at, :bytes)
"""


def read_knowledge(reader: Reader, owner: str, replica: bytes) -> Knowledge:
    """What is remembered of receipts."""
    rows = reader.rows("SELECT hash, ours, peer, replica, standing FROM receipt")
    theirs = [(bytes(hashed), peer, bytes(sender)) for hashed, ours, peer, sender, _ in rows if not ours]
    standing = {}
    for hashed, peer, raw in reader.rows("SELECT hash, peer, bytes FROM receipt WHERE ours = 0 AND standing = 1"):
        receipt = _reread(bytes(raw))
        standing[peer, receipt.replica] = (receipt, bytes(hashed))
    return Knowledge(
        (owner, replica),
        standing,
        frozenset(hashed for hashed, _, _ in theirs),
        frozenset((peer, sender) for _, peer, sender in theirs),
        frozenset(bytes(hashed) for hashed, ours, *_ in rows if ours),
    )


def _reread(raw: bytes) -> Receipt:
    """A receipt that was verified when it was taken in; kept as its payload."""
    return msgspec.msgpack.decode(raw, type=Receipt)


def take_in(desk: Desk, writer: Writer, raw: bytes | Path, place: Membership, *, name: str = "") -> tuple[Receipt, Taken]:
    """Takes a receipt file in, inside this transaction.

    Raises:
        BundleRefused: damaged, foreign, for somebody else, or by a device that does not speak for its organisation.
    """
    receipt, opened = open_receipt(raw, place.find_key, deployment=place.deployment, name=name)
    _check_addressing(desk, receipt, opened, place)
    held = read_knowledge(writer, desk.owner, desk.replica)
    known, taken = take_receipt(held, receipt, opened.file_hash)
    if taken is Taken.NEWS:
        standing = {hashed for _, hashed in known.standing.values()}
        gone = [hashed for _, hashed in held.standing.values() if hashed not in standing]
        writer.many("UPDATE receipt SET standing = 0 WHERE hash = :hash", [{"hash": one} for one in gone])
        packed = msgspec.msgpack.encode(receipt)
        writer.run(
            _INSERT, hash=opened.file_hash, ours=0, peer=receipt.organisation, replica=receipt.replica, standing=1,
            at=desk.clock(), bytes=packed,
        )  # fmt: skip
    return receipt, taken


def _check_addressing(desk: Desk, receipt: Receipt, opened: Opened, place: Membership) -> None:
    roster = place.newer(opened.roster).roster
    if roster.organisation_of(opened.signer) != receipt.organisation:
        raise BundleRefused("bundle.sender_wrong", file=opened.name)
    if receipt.to != desk.owner:
        raise BundleRefused("bundle.not_addressed", file=opened.name, to=receipt.to)
    if (receipt.organisation, receipt.replica) == (desk.owner, desk.replica) and opened.signer != desk.device:
        raise BundleRefused("bundle.sender_wrong", file=opened.name)


def give_receipt(desk: Desk, writer: Writer, key: DeviceKey, place: Membership, to: str) -> bytes:
    """The receipt that says to an organisation what is here: the one given last where nothing has changed, else a new one.

    One that was given before this desk was opened never serves again: a desk put back from a backup, unnoticed, would give out
    what the other side has met already and does not heed, and what was lost would never be sent again.
    """
    remember_counts(writer)
    made, given = make_receipt(desk, writer, place, to), desk.given_receipts.get(to)
    if given is not None and read_prefix(given, len(given), "").signer == key.key_id:  # not one from before the key was changed
        last = open_receipt(given, lambda *_: key.public)[0]
        if msgspec.structs.replace(made, nonce=last.nonce, made=last.made) == last:
            return given
    sealed = desk.given_receipts[to] = seal_receipt(made, key, place.deployment)
    writer.run("UPDATE receipt SET standing = 0 WHERE ours = 1 AND peer = :peer", peer=to)
    note_given(writer, sealed, to, desk.replica, desk.clock(), standing=1)
    return sealed


def note_given(writer: Writer, sealed: bytes, to: str, replica: bytes, at: int, standing: int = 0) -> None:
    """Remembers a receipt that this desk gave out, so that it is known again as its own if it comes back."""
    hashed = receipt_hash(sealed)
    writer.run(_INSERT, hash=hashed, ours=1, peer=to, replica=replica, standing=standing, at=at, bytes=sealed)


def make_receipt(desk: Desk, reader: Reader, place: Membership, to: str) -> Receipt:
    """What is here, of the audiences that the organisation may know of."""
    chains = list_chains(reader, to)
    heads, above, wanted = heads_and_holes(reader, chains)
    waiting = list_waiting(desk, reader)
    lineage = reader.meta("lineage") or b""
    return Receipt(
        desk.random(16),
        desk.owner,
        to,
        desk.replica,
        [lineage[at : at + 16] for at in range(0, len(lineage), 16)],
        heads,
        above,
        sorted({*wanted, *wanted_bases(waiting, to)}),
        missing_parts=missing_parts(waiting, to),
        missing_documents=_missing_documents(desk, reader, to),
        verdicts=_verdicts(reader, to),
        refused=_refusals(reader, to),
        roster=place.roster.number,
        release=number_held(reader),
        app=__version__,
        schema=SCHEMA,
        made=desk.clock(),
        changes=sum(chain.held for chain in chains),
        roster_hash=place.roster.content_hash,
    )


def _missing_documents(desk: Desk, reader: Reader, to: str) -> list[bytes]:
    """Documents that records name and that are not here; the first few hundred."""
    sql = (
        "SELECT DISTINCT d.hash, h.audience FROM r_document d JOIN record r ON r.n = d.n JOIN change c ON c.n = r.base_change "
        "JOIN chain h ON h.n = c.chain WHERE d.hash IS NOT NULL AND NOT r.hidden ORDER BY d.hash"
    )
    found = (bytes(hashed) for hashed, audience in reader.rows(sql) if is_entitled(to, audience))
    return [one for one in found if not desk.documents.path(one)][:_MOST_MISSING]


def _verdicts(reader: Reader, to: str) -> list[Verdict]:
    """What is held but not merged: set aside, or not allowed where it was written."""
    waiting = [*((one.id, one.audience) for one in parked_places(reader)), *waiting_ids(reader)]
    out = [Verdict(identity, -1, "parked") for identity, audience in waiting if is_entitled(to, audience)]
    for line in read_lines(reader, "WHERE direction = 'in' AND kind = 'bundle' AND peer = :peer", peer=to):
        out += [Verdict(change, op, "not_allowed") for change, op in line.detail.get("not_allowed", [])]
    return sorted(set(out), key=lambda one: (one.id, one.op))


def _refusals(reader: Reader, to: str) -> list[Refusal]:
    """The last files that this organisation signed and that were refused here all the same."""
    lines = read_lines(reader, "WHERE direction = 'in' AND outcome <> 'done' AND peer = :peer ORDER BY n DESC LIMIT 20", peer=to)
    return [Refusal(line.detail["hash"], line.outcome) for line in lines if "hash" in line.detail]

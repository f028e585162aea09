"""Taking a bundle in: all or nothing, in one transaction; twice is a no-op; a damaged, foreign or old one changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from baseldesk.desk.database import Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused, Cancelled, MediumError
from baseldesk.sync import layout, sealing
from baseldesk.sync.arriving import Arriving
from baseldesk.sync.authority import refuse_withdrawn
from baseldesk.sync.bases import Base
from baseldesk.sync.container import IsCancelled, Opened, Progress, open_container
from baseldesk.sync.diary import IN, Exchange, instant, write_down
from baseldesk.sync.documents import take_document
from baseldesk.sync.framing import MOST_SMALL, Kind
from baseldesk.sync.intake import Totals, apply_arrivals, apply_released, holds_all, keep_head_of
from baseldesk.sync.joining import take_membership
from baseldesk.sync.knowledge import Taken
from baseldesk.sync.leaf_sections import LeavesInTurn
from baseldesk.sync.membership import Membership
from baseldesk.sync.own_keys import own_identities, own_key
from baseldesk.sync.parking import park
from baseldesk.sync.payload import (
    MOST_MANIFEST,
    Manifest,
    Payload,
    Section,
    decode_manifest,
)  # fmt: skip
from baseldesk.sync.receipt_store import give_receipt, take_in
from baseldesk.sync.release_held import take_release
from baseldesk.sync.rivals import note_rival
from baseldesk.sync.roster import judge_roster, verify_roster

Begin = Callable[[], AbstractContextManager[Writer]]  # begins a transaction, or in a rehearsal a part of one


@dataclass
class TakenIn:
    """What one bundle brought."""

    sender: str
    bundle: bytes
    totals: Totals = field(default_factory=Totals)
    documents: int = 0
    receipts: int = 0
    roster: str = "same"


class BundleImport:
    """One verified bundle on its way into the desk."""

    def __init__(self, desk: Desk, opened: Opened, place: Membership) -> None:
        """Opens the plain payload.

        Raises:
            BundleRefused: its layout is not known here, or it contradicts its header.
        """
        self.desk, self.opened = desk, opened
        self.place = place.newer(opened.roster)
        self.roster = _judge(place, opened.roster)
        self.name, header = opened.name, opened.header
        if header.layout not in layout.READ:
            raise BundleRefused("bundle.feature_unknown", file=self.name, feature=f"layout {header.layout}")
        self.payload = Payload(opened.payload, opened.payload_bytes, header.expanded, self.name)
        self.manifest: Manifest = decode_manifest(self.payload.read_only_one(Section.MANIFEST, MOST_MANIFEST), self.name)
        if self.manifest.change_bytes + sum(one.size for one in self.payload.places) > header.expanded:
            raise BundleRefused("bundle.expands_too_far", file=self.name)
        self.taken = TakenIn(header.sender, header.bundle, roster=self.roster)

    def take_in(
        self,
        begin: Begin,
        progress: Progress | None = None,
        cancelled: IsCancelled | None = None,
        *,
        keep: bool = True,
        withdrawn: bool = False,
    ) -> TakenIn:
        """Applies everything in one transaction, and makes the receipt in the same one.

        Args:
            begin: begins that transaction.
            keep: False in a rehearsal, which takes the transaction back: no file is written beside it.
            withdrawn: a person wants a file of a withdrawn key; what lies beyond its last accepted changes is kept aside.

        Raises:
            BundleRefused: the content contradicts its signatures; nothing was changed.
            Cancelled: a person stopped it; nothing was changed.
        """
        with begin() as writer:
            refuse_withdrawn(writer, self.place.roster, self.opened.signer, self.manifest, self.name, asked=withdrawn)
            self._take_in(writer, progress, cancelled, keep=keep)
        return self.taken

    def _take_in(self, writer: Writer, progress: Progress | None, cancelled: IsCancelled | None, *, keep: bool) -> None:
        if self.roster == "newer":
            take_membership(self.desk, writer, self.place, self.taken.totals)
        elif self.roster == "rival":
            note_rival(writer, self.opened.roster)
        self._apply(writer, progress, cancelled)
        for one in self.payload.of_kind(Section.DOCUMENT):
            source = self.payload.open(one)
            self.taken.documents += take_document(self.desk, writer, source, self.name, keep=keep)
        if release := self.payload.read_only_one(Section.RELEASE, MOST_SMALL):
            take_release(writer, release, self.place, name=self.name)
        is_ours = self.opened.header.to == self.desk.owner and not self.place.roster.is_revoked(self.opened.signer)
        believed = self.manifest.receipts if is_ours else []
        heard_of = [self._take_receipt(writer, raw) for raw in believed]
        if self.taken.totals.own_elsewhere or Taken.NOT_MINE in heard_of:
            self.desk.begin_anew(writer)
        self._write_down(writer)
        give_receipt(self.desk, writer, own_key(self.desk), self.place, self.taken.sender)

    def _apply(self, writer: Writer, progress: Progress | None, cancelled: IsCancelled | None) -> None:
        manifest, totals = self.manifest, self.taken.totals
        leaves = LeavesInTurn(self.payload, self.name)
        arriving = Arriving(manifest, leaves, self.place, self.desk.owner, self.name)
        arriving.check_runs()
        sections = self.payload.of_kind(Section.CHANGES)
        if len(sections) != bool(manifest.changes):
            raise BundleRefused("bundle.malformed", file=self.name, what="changes")
        if holds_all(writer, manifest.runs, leaves.sections()):
            totals.known += manifest.changes
        elif sections:
            header = self.opened.header
            base = Base.of(writer, header.base)
            changes = layout.READ[header.layout](manifest.runs, manifest.chains, self.payload.open(sections[0]), self.name, base)
            apply_arrivals(self.desk, writer, arriving.check(changes), totals, self._report(progress, cancelled))
        for device, held in arriving.aside:
            totals.parked += park(writer, device, [held])
        apply_released(self.desk, writer, self.place, totals)
        for run in manifest.runs:
            keep_head_of(writer, run.tip, run.last, self.place.deployment, run.signature)

    def _report(self, progress: Progress | None, cancelled: IsCancelled | None) -> Callable[[int], None]:
        def report(done: int) -> None:
            if cancelled and cancelled():
                raise Cancelled
            if progress:
                progress(done, max(1, self.manifest.changes))

        return report

    def _take_receipt(self, writer: Writer, raw: bytes) -> Taken:
        _, taken = take_in(self.desk, writer, raw, self.place, name=self.name)
        self.taken.receipts += taken is Taken.NEWS
        return taken

    def _write_down(self, writer: Writer) -> None:
        totals = self.taken.totals
        detail = {
            "file": self.name,
            "changes": totals.new,
            "known": totals.known,
            "parked": totals.parked,
            "records": len(totals.created) + len(totals.updated),
            "conflicts": len(totals.conflicts),
            "documents": self.taken.documents,
            "not_allowed": totals.not_allowed[:1000],
            "unknown_ops": totals.unknown_ops,
            "bytes": self.opened.payload_bytes,
            "roster": self.roster,
        }
        at = instant(self.desk.clock())
        write_down(writer, Exchange(at, IN, "bundle", self.taken.sender, bundle=self.taken.bundle, detail=detail))


def _judge(place: Membership, raw: bytes) -> str:
    """What the roster that rides along is beside the one held."""
    return judge_roster(place.roster, verify_roster(raw, place.roots, deployment=place.deployment)) if raw else "same"


def open_bundle(
    desk: Desk,
    path: Path,
    place: Membership,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    *,
    in_place: bool = False,
) -> Opened:
    """A bundle, or a part of one, of this deployment whose signature is good.

    Args:
        in_place: its payload is not copied aside.

    Raises:
        BundleRefused: anything else.
    """

    opened = open_container(
        path, find_key=place.find_writer, deployment=place.deployment, spool=desk.folder, in_place=in_place, progress=progress,
        cancelled=cancelled,
    )  # fmt: skip
    if opened.kind is not Kind.BUNDLE:
        opened.close()
        raise BundleRefused("bundle.other_kind", file=opened.name, kind=opened.kind.name.lower(), wanted="bundle")
    return opened


def check_addressing(desk: Desk, opened: Opened, place: Membership) -> None:
    """Makes sure that a bundle or part is from whom it says and for this desk, or was sent by this desk's own organisation.

    What a lost computer has sent to others is taken in again at home: the last sticks rebuild it.

    Raises:
        BundleRefused: for somebody else, or from a device that does not speak for its organisation.
    """
    if place.newer(opened.roster).roster.organisation_of(opened.signer) != opened.header.sender:
        raise BundleRefused("bundle.sender_wrong", file=opened.name)
    if desk.owner not in (opened.header.to, opened.header.sender):
        raise BundleRefused("bundle.not_addressed", file=opened.name, to=opened.header.to)


@contextmanager
def unsealed(
    desk: Desk, opened: Opened, cancelled: IsCancelled | None = None, identities: Sequence[str] = ()
) -> Iterator[Opened]:
    """The bundle with its payload in plain, in a private file that is gone afterwards.

    Args:
        identities: secret age keys besides this computer's own: from a printed page.

    Raises:
        BundleRefused: it is sealed to none of this computer's keys, or its seal is damaged.
        DeskError: the key cannot be reached.
        MediumError: there is no room on this computer.
    """
    if opened.header.encryption == sealing.PLAIN:
        yield opened
        return
    opened.payload.seek(0)
    with _room_here(opened.name):
        keys = [*identities, *own_identities(desk)]
        plain = sealing.unseal(opened.payload, keys, desk.private_file, name=opened.name, cancelled=cancelled)
    with plain:
        size = plain.seek(0, os.SEEK_END)
        plain.seek(0)
        yield replace(opened, payload=plain, payload_bytes=size)


@contextmanager
def _room_here(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as reason:
        raise MediumError("medium.no_room_here", file=name, reason=reason.strerror or "") from reason

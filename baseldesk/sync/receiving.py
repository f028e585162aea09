"""One import: every file of ours that was meant, whatever carried it and whatever it is called, verified and taken in or kept.

A rehearsal goes the very same way inside one transaction that is taken back at the end, with an inbox of its own on top: so it
shows what the import then does, also where one file completes or unlocks another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused, Refused
from baseldesk.sync import inbox, outbox
from baseldesk.sync.alone import import_receipt, import_roster, place_in
from baseldesk.sync.bases import missing_bases
from baseldesk.sync.container import IsCancelled, Opened, Progress
from baseldesk.sync.diary import DONE, IN, Exchange, instant, write_down
from baseldesk.sync.framing import Kind
from baseldesk.sync.imported import Imported, RefusedFile
from baseldesk.sync.importing import Begin, BundleImport, check_addressing, open_bundle, unsealed
from baseldesk.sync.inbox import Inbox
from baseldesk.sync.membership import Membership, RivalRoster, read_membership
from baseldesk.sync.progressing import Stages
from baseldesk.sync.release import follow_held, import_release
from baseldesk.sync.rivals import note_rival
from baseldesk.sync.searching import kind_of, with_attachments
from baseldesk.sync.unregistered import refuse_files
from baseldesk.sync.waiting import Waiting

_VERIFYING, _APPLYING = 3, 7  # of the progress of one file
_JOINING = 0.3  # of all files together, for what is joined of parts at the end
_NAMED = 20  # missing parts that a line of the diary names

# What can never become good: such a bundle does not wait, so that it can be sent again.
_ENROLMENT = (Kind.REQUEST, Kind.REPLY, Kind.PROPOSAL)
_NOT_MEANT = frozenset(("bundle.not_addressed", "bundle.other_kind", "bundle.foreign_deployment"))
_FALSE = frozenset({
    "bundle.parts_do_not_fit", "bundle.malformed", "bundle.run_broken", "bundle.head_signature_wrong", "bundle.expands_too_far",
    "bundle.truncated", "bundle.trailing_bytes", "bundle.signature_wrong", "bundle.damaged", "seal.damaged",
    "change.malformed", "change.leaf_malformed", "change.too_large",
})  # fmt: skip


class _TakenBack(Exception):
    """Everything went well, and nothing is to be kept."""


@dataclass(frozen=True)
class _Ways:
    """How the desk is read and written while files are taken in: for good, or for a rehearsal."""

    begin: Begin
    look: Callable[[], AbstractContextManager[Reader]]
    keep: bool


def import_bundle(
    desk: Desk,
    paths: Iterable[Path],
    *,
    rehearse: bool = False,
    withdrawn: bool = False,
    identities: Sequence[str] = (),
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Imported:
    """Takes in bundles, parts, receipts and rosters: each bundle whole or not at all; parts wait until enough are there.

    Args:
        paths: files, mails that were saved, or folders that are searched for files of ours under whatever name.
        rehearse: does everything, and takes it back: shows exactly what an import would do.
        withdrawn: bundles signed by a withdrawn key too; what lies beyond its last accepted changes is kept aside.
        identities: secret age keys besides this computer's own: from a printed page.
        progress: called with (done, in all), over all files.

    Raises:
        BundleRefused: this desk is not registered yet, and a file is whole.
        DeskError: the key cannot be reached; parts that were copied stay and are taken in with the next import.
        Cancelled: a person stopped it; files taken in before stay.
    """
    inbox.tidy(desk)
    with inbox.private_folder(desk) as private:
        named = list(paths)
        files = with_attachments(named, private / "mail")
        if read_membership(desk) is None:
            return refuse_files(files, progress, cancelled)
        weights = [max(1, one.stat().st_size) if one.exists() else 1 for one in files]
        stages = Stages(progress, *weights, sum(weights) * _JOINING)
        held = Inbox(desk, private / "inbox" if rehearse else None)
        with _rehearsal(desk) if rehearse else nullcontext(_Ways(desk.write, desk.read, keep=True)) as ways:
            receiving = _Receiving(desk, ways, held, withdrawn, identities, cancelled, named)
            for path in files:
                receiving.take(path, stages.next())
            receiving.finish(stages.last())
    if not rehearse:
        outbox.settle(desk)
    return receiving.out


@contextmanager
def _rehearsal(desk: Desk) -> Iterator[_Ways]:
    """Ways that leave everything as it was."""
    given = dict(desk.given_receipts)
    try:
        with suppress(_TakenBack), desk.write() as writer:
            yield _Ways(partial(_part_of, writer), lambda: nullcontext(writer), keep=False)
            raise _TakenBack
    finally:
        desk.given_receipts = given


@contextmanager
def _part_of(writer: Writer) -> Iterator[Writer]:
    """A part of a transaction that is taken back alone where it fails."""
    writer.run("SAVEPOINT rehearsed")
    try:
        yield writer
    except BaseException:
        writer.run("ROLLBACK TO rehearsed")
        writer.run("RELEASE rehearsed")
        raise
    writer.run("RELEASE rehearsed")


class _Receiving:
    """The files of one import, one after the other."""

    def __init__(
        self,
        desk: Desk,
        ways: _Ways,
        held: Inbox,
        withdrawn: bool,
        identities: Sequence[str],
        cancelled: IsCancelled | None,
        named: Sequence[Path],
    ) -> None:
        self.desk, self.ways, self.inbox, self.withdrawn, self.cancelled = desk, ways, held, withdrawn, cancelled
        self.identities, self.named = identities, frozenset(named)
        self.out = Imported()
        self._touched: set[str] = set()
        self._failed: set[str] = set()

    def take(self, path: Path, progress: Progress) -> None:
        """Takes a file in, keeps it in the inbox, or notes why it was refused."""
        try:
            kind = kind_of(path)
            if kind in _ENROLMENT:
                raise BundleRefused("bundle.other_kind", file=path.name, kind=kind.name.lower(), wanted="bundle")
            if kind is Kind.RECEIPT:
                self.out.receipts += import_receipt(self.desk, path, begin=self.ways.begin)
            elif kind is Kind.ROSTER:
                self.out.rosters += import_roster(self.desk, path, begin=self.ways.begin)
            elif kind is Kind.RELEASE:
                self.out.releases += import_release(self.desk, path, begin=self.ways.begin)
            else:
                self._take_bundle(path, Stages(progress, _VERIFYING, _APPLYING))
        except Refused as error:
            self._refuse(path.name, error, is_found=path not in self.named)

    def _take_bundle(self, path: Path, stages: Stages) -> None:
        place = self._place()
        with open_bundle(self.desk, path, place, stages.next(), self.cancelled) as opened:
            check_addressing(self.desk, opened, place)
            if opened.header.is_part or self._lacks(opened.header.base):
                self._touched.add(self.inbox.keep(opened).key)
                self.out.parts += opened.header.is_part
            else:
                self._import(opened, place, stages.next())

    def _place(self) -> Membership:
        with self.ways.look() as reader:
            return place_in(reader)

    def _lacks(self, base: list[bytes]) -> bool:
        with self.ways.look() as reader:
            return bool(missing_bases(reader, base))

    def _import(self, opened: Opened, place: Membership, progress: Progress | None) -> None:
        try:
            with unsealed(self.desk, opened, self.cancelled, self.identities) as plain:
                bundle = BundleImport(self.desk, plain, place)
                how = {"keep": self.ways.keep, "withdrawn": self.withdrawn}
                self.out.bundles.append(bundle.take_in(self.ways.begin, progress, self.cancelled, **how))
        except BundleRefused as error:
            detail: dict[str, Any] = {"file": opened.name, "hash": opened.file_hash}
            self._write_down(opened.header.sender, opened.header.bundle, error.code, detail)
            raise

    def _refuse(self, name: str, error: Refused, *, is_found: bool = False) -> None:
        """Lists a file; one that only lay in the same folder, and is meant for somebody or something else, is passed over."""
        error.params.setdefault("file", name)
        if isinstance(error, RivalRoster):
            with self.ways.begin() as writer:
                note_rival(writer, error.raw)
        listed = self.out.passed_over if is_found and error.code in _NOT_MEANT else self.out.refused
        listed.append(RefusedFile(name, error))

    def _write_down(self, sender: str, bundle: bytes, outcome: str, detail: dict[str, Any]) -> None:
        with self.ways.begin() as writer:
            write_down(writer, Exchange(instant(self.desk.clock()), IN, "bundle", sender, outcome, bundle, "", detail))

    # --- what waits
    def finish(self, progress: Progress) -> None:
        """Takes in what has become complete, as long as that unlocks more; tells what still waits."""
        ready = [one for one in self.inbox.waiting() if not one.lacking]
        stages = Stages(progress, *(1 for _ in ready))
        while ready := self._ready():  # each of them leaves, or has failed
            for one in ready:
                self._try(one, stages.next())
        self._drop_known()
        if self.ways.keep:
            follow_held(self.desk)
        with self.ways.look() as reader:
            self.out.waiting = [one for one in self.inbox.told(reader) if one.key in self._touched]
        for one in self.out.waiting:
            self._note_waiting(one)

    def _ready(self) -> list[Waiting]:
        found = [one for one in self.inbox.waiting() if not one.lacking and one.key not in self._failed]
        return [one for one in found if not self._lacks(one.header.base)]

    def _try(self, one: Waiting, progress: Progress) -> None:
        place = self._place()
        try:
            with self.inbox.open(one, place, self.cancelled) as opened:
                check_addressing(self.desk, opened, place)
                self._import(opened, place, progress)
        except Refused as error:
            self._failed.add(one.key)
            if one.key in self._touched:
                self._refuse(one.name, error)
            if error.code not in _FALSE:
                return
        self.inbox.remove(one)

    def _drop_known(self) -> None:
        """Parts that come late, of a bundle of this sender that was taken in long ago, wait for nothing."""
        sql = (
            "SELECT 1 FROM exchange WHERE direction = 'in' AND kind = 'bundle' AND outcome = :done "
            "AND bundle = :bundle AND peer = :peer"
        )
        with self.ways.look() as reader:
            for one in self.inbox.waiting():
                if one.lacking and reader.one(sql, done=DONE, bundle=one.header.bundle, peer=one.sender):
                    self.inbox.remove(one)

    def _note_waiting(self, one: Waiting) -> None:
        missing = ", ".join(map(str, one.missing[:_NAMED])) + (" …" if len(one.missing) > _NAMED else "")
        counts: dict[str, Any] = {"have": len(one.have), "parts": one.parts, "needed": one.needed, "missing": missing}
        outcome = "bundle.parts_missing" if one.lacking else "bundle.base_missing"
        self._write_down(one.sender, one.header.bundle, outcome, {"file": one.name, **counts})

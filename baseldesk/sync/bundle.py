"""Bundles, as the command line and the window use them: export, check, import; any file of ours may be given to import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from baseldesk.desk.desk import Desk
from baseldesk.errors import BaselDeskError, MediumError, Refused
from baseldesk.journal.apply import Key
from baseldesk.sync.alone import export_receipt, export_roster, import_receipt, import_roster
from baseldesk.sync.authority import refuse_withdrawn
from baseldesk.sync.container import IsCancelled, Progress
from baseldesk.sync.diary import IN, Exchange, instant, write_down
from baseldesk.sync.exporting import Exported, export_bundle, find_addressee
from baseldesk.sync.framing import PREFIX_BYTES, Kind, read_prefix
from baseldesk.sync.importing import BundleImport, TakenIn, find_files, open_bundle
from baseldesk.sync.joining import membership_of
from baseldesk.sync.membership import Membership
from baseldesk.sync.payload import MOST_MANIFEST, Payload, Section, decode_manifest


@dataclass(frozen=True)
class RefusedFile:
    """A file that was not taken in, and why; the store is as it was before."""

    file: str
    error: BaselDeskError

    @property
    def code(self) -> str:
        """The stable name of the reason."""
        return self.error.code


@dataclass
class Imported:
    """What an import did, over all files."""

    bundles: list[TakenIn] = field(default_factory=list)
    receipts: int = 0
    rosters: int = 0
    refused: list[RefusedFile] = field(default_factory=list)

    def _sum(self, name: str) -> int:
        return sum(getattr(one.totals, name) for one in self.bundles)

    def _union(self, name: str) -> set[Key]:
        return set().union(*[getattr(one.totals, name) for one in self.bundles])

    @property
    def changes(self) -> dict[str, int]:
        """Changes that were new, known before, or set aside."""
        return {name: self._sum(name) for name in ("new", "known", "parked")}

    @property
    def records(self) -> dict[str, int]:
        """Records that are new, updated, in conflict, or wait for a person."""
        created, needs = self._union("created"), {one for held in self.bundles for one in held.totals.not_allowed}
        return {
            "new": len(created),
            "updated": len(self._union("updated") - created),
            "conflict": len(self._union("conflicts")),
            "needs_person": len(needs),
        }

    @property
    def documents(self) -> int:
        """Documents that came along and were not here."""
        return sum(one.documents for one in self.bundles)

    @property
    def kinds(self) -> frozenset[str]:
        """The record types touched, for open screens."""
        return frozenset().union(*[one.totals.kinds for one in self.bundles])


@dataclass(frozen=True)
class Checked:
    """What a bundle is, without taking it in; `error` where it would be refused."""

    file: str
    ok: bool
    sender: str = ""
    to: str = ""
    bundle: str = ""
    changes: int = 0
    records: int = 0
    documents: int = 0
    parts_have: list[int] = field(default_factory=list)
    parts_of: int = 0
    parts_missing: list[int] = field(default_factory=list)
    error: BaselDeskError | None = None


def import_bundle(
    desk: Desk,
    paths: Iterable[Path],
    *,
    rehearse: bool = False,
    withdrawn: bool = False,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Imported:
    """Takes in bundles, receipts and rosters: each file whole or not at all.

    Args:
        paths: files, or folders that are searched for files of ours under whatever name.
        rehearse: does everything, and takes it back: shows exactly what an import would do.
        withdrawn: bundles signed by a withdrawn key too; what lies beyond its last accepted changes is kept aside.
        progress: called with (done, in all), anew for each file.

    Raises:
        BundleRefused: this desk is not registered yet.
        Cancelled: a person stopped it; files taken in before stay.
    """
    out, place = Imported(), membership_of(desk)
    for path in find_files(paths):
        try:
            _import_file(desk, path, place, out, rehearse, withdrawn, progress, cancelled)
        except Refused as error:
            error.params.setdefault("file", path.name)
            out.refused.append(RefusedFile(path.name, error))
        place = membership_of(desk)
    return out


def _import_file(
    desk: Desk,
    path: Path,
    place: Membership,
    out: Imported,
    rehearse: bool,
    withdrawn: bool,
    progress: Progress | None,
    cancelled: IsCancelled | None,
) -> None:
    kind = kind_of(path)
    if kind is Kind.RECEIPT:
        out.receipts += import_receipt(desk, path, rehearse=rehearse)
    elif kind is Kind.ROSTER:
        out.rosters += import_roster(desk, path, rehearse=rehearse)
    else:
        out.bundles.append(_import_one(desk, path, place, rehearse, withdrawn, progress, cancelled))


def _import_one(
    desk: Desk,
    path: Path,
    place: Membership,
    rehearse: bool,
    withdrawn: bool,
    progress: Progress | None,
    cancelled: IsCancelled | None,
) -> TakenIn:
    with open_bundle(desk, path, place, progress, cancelled) as opened:
        bundle = BundleImport(desk, opened, place)
        try:
            return bundle.take_in(progress, cancelled, rehearse=rehearse, withdrawn=withdrawn)
        except Refused as error:
            detail = {"file": path.name, "hash": opened.file_hash}
            line = Exchange(
                instant(desk.clock()), IN, "bundle", opened.header.sender, error.code, opened.header.bundle, "", detail
            )
            with desk.write() as writer:
                write_down(writer, line)
            raise


def kind_of(path: Path) -> Kind:
    """What a file claims to be; nothing of it is verified yet.

    Raises:
        BundleRefused: not one of ours, cut short, or too long.
        MediumError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return read_prefix(file.read(PREFIX_BYTES), path.stat().st_size, path.name).kind
    except OSError as reason:
        raise MediumError("medium.unreadable", file=path.name, reason=reason.strerror or "") from reason


def check_bundle(desk: Desk, path: Path, *, progress: Progress | None = None, cancelled: IsCancelled | None = None) -> Checked:
    """Verifies a bundle without changing the desk: from whom, for whom, how much, which parts."""
    try:
        with open_bundle(desk, path, membership_of(desk), progress, cancelled) as opened:
            header = opened.header
            payload = Payload(opened.payload, opened.payload_bytes, header.expanded, opened.name)
            manifest = decode_manifest(payload.read_only_one(Section.MANIFEST, MOST_MANIFEST), opened.name)
            with desk.read() as reader:
                roster = membership_of(desk).newer(opened.roster).roster
                refuse_withdrawn(reader, roster, opened.signer, manifest, opened.name, asked=False)
            counts = (manifest.changes, manifest.records, len(manifest.documents))
            missing = [one for one in range(1, header.parts + 1) if one != header.part]
            parts = ([header.part], header.parts, missing)
            return Checked(path.name, True, header.sender, header.to, header.bundle.hex(), *counts, *parts)
    except Refused as error:
        return Checked(path.name, False, error=error)


__all__ = [
    "Checked",
    "Exported",
    "Imported",
    "RefusedFile",
    "check_bundle",
    "export_bundle",
    "export_receipt",
    "export_roster",
    "find_addressee",
    "import_bundle",
    "import_receipt",
    "import_roster",
    "kind_of",
]

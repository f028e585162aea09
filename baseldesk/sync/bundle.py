"""Bundles, as the command line and the window use them: export, check, import; any file of ours may be given to import."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from baseldesk.desk.database import Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import BaselDeskError, BundleRefused, MediumError, Refused
from baseldesk.journal.apply import Key
from baseldesk.sync.container import IsCancelled, Progress, open_container
from baseldesk.sync.diary import IN, OUT, Exchange, instant, write_down
from baseldesk.sync.exporting import Exported, export_bundle, file_name, find_addressee
from baseldesk.sync.framing import PREFIX_BYTES, Kind, read_prefix
from baseldesk.sync.importing import BundleImport, Rehearsed, TakenIn, find_files, open_bundle
from baseldesk.sync.joining import membership_of, own_key, take_membership
from baseldesk.sync.knowledge import Taken
from baseldesk.sync.medium import Written, write_bytes
from baseldesk.sync.membership import Membership
from baseldesk.sync.payload import MOST_MANIFEST, Payload, Section, decode_manifest
from baseldesk.sync.receipt import receipt_hash
from baseldesk.sync.receipt_store import give_receipt, take_in
from baseldesk.sync.roster import judge_roster, verify_roster


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
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Imported:
    """Takes in bundles, receipts and rosters: each file whole or not at all.

    Args:
        paths: files, or folders that are searched for files of ours under whatever name.
        rehearse: does everything, and takes it back: shows exactly what an import would do.
        progress: called with (done, in all), anew for each file.

    Raises:
        BundleRefused: this desk is not registered yet.
        Cancelled: a person stopped it; files taken in before stay.
    """
    out, place = Imported(), membership_of(desk)
    for path in find_files(paths):
        try:
            _import_file(desk, path, place, out, rehearse, progress, cancelled)
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
    progress: Progress | None,
    cancelled: IsCancelled | None,
) -> None:
    kind = kind_of(path)
    if kind is Kind.RECEIPT:
        out.receipts += import_receipt(desk, path, rehearse=rehearse)
    elif kind is Kind.ROSTER:
        out.rosters += import_roster(desk, path)
    else:
        out.bundles.append(_import_one(desk, path, place, rehearse, progress, cancelled))


def _import_one(
    desk: Desk, path: Path, place: Membership, rehearse: bool, progress: Progress | None, cancelled: IsCancelled | None
) -> TakenIn:
    with open_bundle(desk, path, place, progress, cancelled) as opened:
        bundle = BundleImport(desk, opened, place)
        try:
            return bundle.take_in(progress, cancelled, rehearse=rehearse)
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


def export_receipt(desk: Desk, to: str, out: Path) -> Written:
    """Writes a receipt that travels alone, and reads it back from the medium.

    Args:
        to: as for `export_bundle`.
        out: a folder, or the file's name.

    Raises:
        BundleRefused: this desk is not registered yet.
        MediumError: it could not be written.
    """
    name, place = find_addressee(desk, to), membership_of(desk)
    with desk.write() as writer:
        sealed = give_receipt(desk, writer, own_key(desk), place, name)
        hashed = receipt_hash(sealed)
        target = out / file_name(desk.owner, name, hashed, "receipt") if out.is_dir() else out
        detail = {"files": [target.name], "bytes": len(sealed)}
        write_down(writer, Exchange(instant(desk.clock()), OUT, "receipt", name, medium=str(target.parent), detail=detail))
    return write_bytes(target, sealed)


def import_receipt(desk: Desk, path: Path, *, rehearse: bool = False) -> bool:
    """Takes in a receipt that came alone; gives whether it was news.

    Raises:
        BundleRefused: damaged, foreign, or for somebody else.
    """
    place, taken = membership_of(desk), Taken.KNOWN
    with suppress(Rehearsed), desk.write() as writer:
        taken = _take_receipt(desk, writer, path, place)
        if rehearse:
            raise Rehearsed
    return taken is Taken.NEWS


def _take_receipt(desk: Desk, writer: Writer, path: Path, place: Membership) -> Taken:
    receipt, taken = take_in(desk, writer, path, place, name=path.name)
    if taken is Taken.NEWS:
        detail = {"file": path.name, "changes": receipt.changes}
        write_down(writer, Exchange(instant(desk.clock()), IN, "receipt", receipt.organisation, detail=detail))
    if taken is Taken.NOT_MINE:
        desk.begin_anew(writer)
    return taken


def import_roster(desk: Desk, path: Path) -> bool:
    """Takes in a roster that came alone; gives whether it was newer than the one held.

    Raises:
        BundleRefused: not signed by the root keys, foreign, older, or a rival.
    """
    place = membership_of(desk)
    with open_container(path, find_key=place.find_key, deployment=place.deployment) as opened:
        offered = verify_roster(opened.roster, place.roots, deployment=place.deployment)
        verdict = judge_roster(place.roster, offered)
        if verdict in ("older", "rival"):
            raise BundleRefused(f"roster.{verdict}", file=path.name, number=offered.number, held=place.roster.number)
        if verdict == "newer":
            with desk.write() as writer:
                take_membership(desk, writer, place.newer(opened.roster))
                write_down(writer, Exchange(instant(desk.clock()), IN, "roster", detail={"number": offered.number}))
    return verdict == "newer"


def check_bundle(desk: Desk, path: Path, *, progress: Progress | None = None, cancelled: IsCancelled | None = None) -> Checked:
    """Verifies a bundle without changing the desk: from whom, for whom, how much, which parts."""
    try:
        with open_bundle(desk, path, membership_of(desk), progress, cancelled) as opened:
            header = opened.header
            payload = Payload(opened.payload, opened.payload_bytes, header.expanded, opened.name)
            manifest = decode_manifest(payload.read_only_one(Section.MANIFEST, MOST_MANIFEST), opened.name)
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
    "find_addressee",
    "import_bundle",
    "import_receipt",
    "import_roster",
    "kind_of",
]

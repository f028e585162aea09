"""Small files that travel alone: a receipt on its way home, the roster for a desk that nothing else reaches."""

from __future__ import annotations

from pathlib import Path

from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.container import open_container
from baseldesk.sync.diary import IN, OUT, Exchange, instant, write_down
from baseldesk.sync.exporting import file_name, find_addressee
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.importing import Begin
from baseldesk.sync.joining import membership_of, take_membership
from baseldesk.sync.knowledge import Taken
from baseldesk.sync.medium import Written, write_bytes
from baseldesk.sync.membership import Membership, RivalRoster, read_membership
from baseldesk.sync.own_keys import own_key
from baseldesk.sync.receipt import receipt_hash
from baseldesk.sync.receipt_store import give_receipt, take_in
from baseldesk.sync.roster import judge_roster, verify_roster


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


def import_receipt(desk: Desk, path: Path, *, begin: Begin | None = None) -> bool:
    """Takes in a receipt that came alone; gives whether it was news.

    Args:
        begin: begins the transaction; by default one of its own.

    Raises:
        BundleRefused: damaged, foreign, or for somebody else.
    """
    with (begin or desk.write)() as writer:
        return _take_receipt(desk, writer, path, place_in(writer)) is Taken.NEWS


def _take_receipt(desk: Desk, writer: Writer, path: Path, place: Membership) -> Taken:
    receipt, taken = take_in(desk, writer, path, place, name=path.name)
    if taken is Taken.NEWS:
        detail = {"file": path.name, "changes": receipt.changes}
        write_down(writer, Exchange(instant(desk.clock()), IN, "receipt", receipt.organisation, detail=detail))
    if taken is Taken.NOT_MINE:
        desk.begin_anew(writer)
    return taken


def export_roster(desk: Desk, out: Path) -> Written:
    """Writes the roster held, for any desk of the deployment, and reads it back from the medium.

    Raises:
        BundleRefused: this desk is not registered yet.
        MediumError: it could not be written.
    """
    place = membership_of(desk)
    header = Header(desk.owner, "")
    raw = pack(Kind.ROSTER, own_key(desk), header, b"", deployment=place.deployment, roster=place.roster.raw)
    name = file_name(SECRETARIAT, str(place.roster.number), receipt_hash(raw), "roster")
    return write_bytes(out / name if out.is_dir() else out, raw)


def import_roster(desk: Desk, path: Path, *, begin: Begin | None = None) -> bool:
    """Takes in a roster that came alone; gives whether it was newer than the one held.

    Args:
        begin: begins the transaction; by default one of its own.

    Raises:
        BundleRefused: not signed by the root keys, foreign, older, or a rival.
    """
    with (begin or desk.write)() as writer:
        place = place_in(writer)
        with open_container(path, find_key=place.find_key, deployment=place.deployment) as opened:
            offered = verify_roster(opened.roster, place.roots, deployment=place.deployment)
            verdict = judge_roster(place.roster, offered)
            if verdict == "rival":
                raise RivalRoster(offered.raw, file=path.name, number=offered.number)
            if verdict == "older":
                raise BundleRefused("roster.older", file=path.name, number=offered.number, held=place.roster.number)
            if verdict == "newer":
                take_membership(desk, writer, place.newer(opened.roster))
                write_down(writer, Exchange(instant(desk.clock()), IN, "roster", detail={"number": offered.number}))
        return verdict == "newer"


def place_in(reader: Reader) -> Membership:
    """The desk's place in its deployment as this transaction sees it.

    Raises:
        BundleRefused: the desk is not registered with a secretariat yet.
    """
    held = read_membership(reader)
    if held is None:
        raise BundleRefused("sync.not_enrolled")
    return held

"""Handing over: packed, sealed, cut into files that are kept in the outbox, and from there onto a medium, read back from it.

Exporting moves no mark: what was lost on its way goes again with the next bundle. The same content, wanted in the same way, is
sealed and cut only once: what a pulled stick cost is written again byte for byte.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from baseldesk.desk.desk import Desk
from baseldesk.errors import UsageError
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync import outbox, sealing
from baseldesk.sync.carrying import carry
from baseldesk.sync.container import IsCancelled, Progress
from baseldesk.sync.diary import OUT, Exchange, instant, write_down
from baseldesk.sync.joining import membership_of
from baseldesk.sync.medium import Written
from baseldesk.sync.outbox import Kept
from baseldesk.sync.own_keys import own_key, own_recipient
from baseldesk.sync.packing import Packed, Wanted, pack
from baseldesk.sync.parts import WHOLE, file_name
from baseldesk.sync.progressing import Stages
from baseldesk.sync.sending import How, Sending, own_disk

_PACKING, _SEALING, _KEEPING, _CARRYING = 6, 1, 1, 2  # tenths of the progress shown


@dataclass(frozen=True)
class Exported:
    """A bundle that lies whole on its medium. `unsigned` changes wait for the key, `left_out` documents for a later bundle.

    `needed` of its `parts` parts rebuild it; `files` are those that were written now; `cannot_open` names the addressee's
    computers that have no key yet to which it could be sealed; `later` changes did not fit, and follow its next receipt.
    """

    bundle: str
    to: str
    files: list[tuple[Path, int]]
    changes: int
    records: int
    documents: int
    left_out: int = 0
    unsigned: int = 0
    centre_left_out: bool = False
    parts: int = 1
    needed: int = 1
    encrypted: bool = False
    cannot_open: tuple[str, ...] = ()
    later: int = 0


def find_addressee(desk: Desk, to: str) -> str:
    """The organisation that a person names: `secretariat`, `centre` (the own one) or a code.

    Raises:
        UsageError: no such organisation is registered.
    """
    name = {"secretariat": SECRETARIAT, "centre": desk.owner, "": SECRETARIAT}.get(to.lower(), to)
    if name not in membership_of(desk).roster.body.centres:
        raise UsageError("sync.addressee_unknown", to=to)
    if name == SECRETARIAT and desk.is_secretariat and to.lower() != "centre":
        raise UsageError("sync.addressee_self", to=to)
    return name


def export_bundle(  # noqa: PLR0913  (each is an option of its own, in the window and on the command line)
    desk: Desk,
    to: str,
    out: Path,
    *,
    everything: bool = False,
    smallest: bool = False,
    documents: str | int = "all",
    max_part: int | None = None,
    recovery: int = 0,
    encrypted: bool = True,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Exported:
    """Writes a bundle for an organisation and reads it back from the medium.

    Args:
        to: `secretariat`, `centre` or a centre's code.
        out: a folder, where the files get names of their own, or the file's name.
        everything: also what was receipted: harmless, and complete for a rebuilt computer.
        smallest: compresses harder, for a slow line; takes much longer.
        documents: `all`, `none`, or how many bytes of documents may go along, smallest first.
        max_part: bytes of one file at most; by default one file, as large as any stick takes.
        recovery: so many further parts, of which any stands in for any that is lost.
        encrypted: False leaves it readable for whoever finds it.
        progress: called with (done, in all).

    Raises:
        BundleRefused: this desk is not registered yet, or nothing of the addressee could open what is encrypted.
        UsageError: no such organisation; parts too small or too many.
        MediumError: it could not be written there in full; of the file concerned nothing is left behind.
        DeskError: the key cannot be reached, or this computer's disk is full.
        Cancelled: a person stopped it.
    """
    key, place = own_key(desk), membership_of(desk)
    wanted = Wanted(find_addressee(desk, to), everything, smallest, documents, encrypted)
    readers = sealing.recipients_for(place, desk.owner, wanted.to, also=[own_recipient(desk)]) if encrypted else []
    how = How(tuple(readers), max_part or WHOLE, recovery)
    stages = Stages(progress, _PACKING, _SEALING, _KEEPING, _CARRYING)
    with own_disk(), desk.private_file() as spool:
        outbox.tidy(desk)
        packed = pack(desk, key, place, wanted, spool, progress=stages.next(), cancelled=cancelled)
        kept = outbox.find(desk, wanted.to)
        if kept is None or (kept.about.bundle, kept.about.how) != (packed.bundle, how.to_hash()):
            kept = Sending(desk, key, place, packed, how, cancelled).keep(spool, stages.next(), stages.next())
    written = list(carry(kept, out, progress=stages.last(), cancelled=cancelled))
    return _note(desk, kept, written, _tell(packed))


def write_again(
    desk: Desk,
    to: str,
    out: Path,
    parts: Collection[int] | None = None,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Exported:
    """Writes files of the bundle kept for an organisation once more, byte for byte.

    Args:
        parts: their numbers; all by default.

    Raises:
        UsageError: no bundle is kept for it, or it has no such part.
        MediumError: as for `export_bundle`.
    """
    name = find_addressee(desk, to)
    kept = outbox.find(desk, name)
    if kept is None:
        raise UsageError("outbox.empty", to=name)
    written = list(carry(kept, out, parts, progress=progress, cancelled=cancelled))
    return _note(desk, kept, written, {}, kind="part")


def _tell(packed: Packed) -> dict[str, object]:
    """What the diary says of a bundle that was packed; of «sent» it speaks for display only."""
    plan = packed.plan
    ends = {run.chain: run.last for run in sorted(plan.runs, key=lambda run: run.last)}
    names = {n: plan.chains[n] for n in ends}
    return {
        "changes": len(plan.numbers),
        "records": packed.records,
        "documents": len(packed.choice.carried),
        "sent": [[one.replica, one.audience, one.device, ends[n]] for n, one in names.items()],
        "left_out": len(packed.choice.left_out),
        **packed.tally.to_detail(),
    }


def _note(desk: Desk, kept: Kept, written: list[Written], told: dict[str, object], kind: str = "bundle") -> Exported:
    """Writes the diary's line."""
    about = kept.about
    detail = {
        **told,
        "bytes": sum(one.size for one in written),
        "files": [one.path.name for one in written],
        "parts": about.parts,
        "needed": about.needed,
        "encrypted": about.encrypted,
    }
    medium = str(written[0].path.parent)
    line = Exchange(instant(desk.clock()), OUT, kind, about.to, bundle=about.bundle, medium=medium, detail=detail)
    with desk.write() as writer:
        write_down(writer, line)
    counts = (about.changes, about.records, about.documents, about.left_out, about.unsigned, about.centre_left_out)
    files = [(one.path, one.size) for one in written]
    shut = _shut_out(desk, about.to) if about.encrypted else ()
    return Exported(about.bundle.hex(), about.to, files, *counts, about.parts, about.needed, about.encrypted, shut, about.later)


def _shut_out(desk: Desk, to: str) -> tuple[str, ...]:
    others = [one for one in sealing.cannot_open(membership_of(desk), to) if one.key_id != desk.device]
    return tuple(f"{one.organisation}/{one.letter} {one.name}".strip() for one in others)


__all__ = ["Exported", "export_bundle", "file_name", "find_addressee", "write_again"]

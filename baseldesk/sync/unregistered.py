"""Files that come to a computer which is not registered yet: what is wrong with them themselves is said first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from baseldesk.errors import BundleRefused, Refused
from baseldesk.sync.container import IsCancelled, Progress, open_container
from baseldesk.sync.imported import Imported, RefusedFile
from baseldesk.sync.progressing import Stages
from baseldesk.sync.roster import verify_roster

_UNKNOWN = "bundle.signer_unknown"  # no fault of the file


def refuse_files(files: Sequence[Path], progress: Progress | None, cancelled: IsCancelled | None) -> Imported:
    """Why each of these files is of no use to anybody; registering would not help.

    Raises:
        BundleRefused: one of them is whole: it is this computer that lacks something. Or there are no files.
        Cancelled: a person stopped it.
    """
    out, stages = Imported(), Stages(progress, *(1 for _ in files))
    for path in files:
        try:
            open_container(path, find_key=_find_key, in_place=True, progress=stages.next(), cancelled=cancelled).close()
        except Refused as error:
            if error.code != _UNKNOWN:
                out.refused.append(RefusedFile(path.name, error))
    if not files or len(out.refused) < len(files):
        raise BundleRefused("sync.not_enrolled")
    return out


def _find_key(signer: bytes, roster: bytes) -> bytes | None:
    """The signer's key by the roster that rides along, which nothing vouches for here: enough to find damage."""
    return verify_roster(roster, None).public_key_of(signer) if roster else None

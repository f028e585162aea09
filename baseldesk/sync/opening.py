"""Opening a desk with its key. It stands before the first paint: what concerns keys and files is imported when it is needed."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.desk.desk import Desk
from baseldesk.desk.identity import Random
from baseldesk.journal.clock import Wall, wall_clock

if TYPE_CHECKING:
    from baseldesk.journal.heads import Signer


def open_desk(folder: Path, *, clock: Wall = wall_clock, random: Random = os.urandom) -> Desk:
    """Opens a desk that signs with its key; the key is read when first needed, and only where nobody need be asked for it.

    Raises:
        DeskError: see `Desk.open`.
    """
    desk = Desk.open(folder, clock=clock, random=random, find_secret=_find_secret)

    def find_key() -> Signer | None:
        from baseldesk.sync.own_keys import signing_key

        return signing_key(desk)

    desk.sign_with(find_key)
    if desk.meta("former_devices"):
        from baseldesk.sync.own_keys import settle_keys

        settle_keys(desk)
    if desk.meta("release") is not None:
        from baseldesk.sync.release_held import follow_held

        follow_held(desk)
    return reach_files(desk)


def _find_secret(folder: Path) -> bytes:
    from baseldesk.sync.protection import find_secret

    return find_secret(folder)


def reach_files(desk: Desk) -> Desk:
    """An erase also destroys what waits in the inbox and lies ready in the outbox; a report can carry its record."""

    def forget_files(records: Collection[bytes]) -> None:
        from baseldesk.sync.forgetting import forget

        forget(desk, records)

    def pack_for_paper(keys: Sequence[tuple[str, bytes]]) -> bytes | None:
        from baseldesk.sync.paper_bundle import make_paper_bundle

        return make_paper_bundle(desk, keys)

    desk.before_erasing.append(forget_files)
    desk.pack_for_paper = pack_for_paper
    return desk

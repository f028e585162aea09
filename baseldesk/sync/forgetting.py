"""What an erase reaches beyond the database: bundles in the outbox, and files that wait in the inbox.

Called before the erase itself commits: where the power fails in between, bundles are gone that will be made or sent again, and
the person erases once more. The other way round, personal values would stay behind.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack

from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused
from baseldesk.sync import outbox
from baseldesk.sync.inbox import Inbox
from baseldesk.sync.leaf_sections import LeavesInTurn
from baseldesk.sync.medium import overwrite
from baseldesk.sync.parts import Lying, join
from baseldesk.sync.payload import Payload
from baseldesk.sync.stretches import read_as_one
from baseldesk.sync.waiting import Waiting, payload_of


def forget(desk: Desk, records: Collection[bytes]) -> None:
    """Withdraws what is kept to be sent, and destroys what waits to be taken in, where it holds personal values of these."""
    outbox.withdraw(desk, records)
    forget_waiting(desk, records)


def forget_waiting(desk: Desk, records: Collection[bytes]) -> int:
    """Destroys what waits and holds personal values of these records, or may hold them; gives how many bundles that were.

    What cannot be told, because it is sealed or not complete, goes too: its sender keeps sending what is not receipted.
    """
    held = Inbox(desk)
    gone = [one for one in held.waiting() if _may_hold(desk, one, set(records))]
    for one in gone:
        for file in one.files():
            overwrite(file)
        held.remove(one)
    return len(gone)


def _may_hold(desk: Desk, waiting: Waiting, records: set[bytes]) -> bool:
    header = waiting.header
    if waiting.lacking or header.encryption != "none":
        return True
    try:
        with ExitStack() as opened:
            file = opened.enter_context(read_as_one([payload_of(waiting.files()[0])]))
            if header.is_part:
                parts = {n: Lying(header, payload_of(one)) for n, one in zip(waiting.have, waiting.files(), strict=True)}
                file = opened.enter_context(join(parts, desk.folder))
            payload = Payload(file, header.whole, header.expanded, waiting.name)
            held = LeavesInTurn(payload, waiting.name).records()
    except (OSError, BundleRefused):
        return True
    return not records.isdisjoint(held)

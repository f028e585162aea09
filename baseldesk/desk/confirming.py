"""Confirming: a centre makes its own what the secretariat keyed in for it, or wrote beside an empty value."""

from __future__ import annotations

from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.shown import Edit, Saved
from baseldesk.errors import UsageError
from baseldesk.records.beside import fill
from baseldesk.records.types import record_type
from baseldesk.records.values import join


def confirm(desk: Desk, kind: str, identity: bytes) -> Saved:
    """Writes what is shown of the secretariat's own as the centre's; both stay in the history.

    Raises:
        UsageError: nothing of it is shown, there is no such record, or another organisation decides.
    """
    declared = record_type(kind)
    with desk.read() as reader:
        state = JournalReader(reader).load([(kind, identity)]).get((kind, identity))
    if state is None:
        raise UsageError("record.missing", type=kind)
    if state.owner != desk.owner:
        raise UsageError("record.not_yours", type=kind, owner=state.owner)
    offered = fill(declared, state.values)
    if not offered:
        raise UsageError("record.nothing_to_confirm")
    return desk.save([Edit(kind, identity, join(declared, offered))], checked=False)

"""Who may write what: a pure function of one change and the roster, field by field.

What does not stand is kept, forwarded and listed, but neither shown nor allowed to replace anything.
"""

from __future__ import annotations

from baseldesk.journal.change import Change, Choose, Erase, Life, Set, Unset
from baseldesk.journal.port import OrganisationOf
from baseldesk.records import vocabulary
from baseldesk.records.beside import OWN_MARK
from baseldesk.records.field import RecordType, Scope
from baseldesk.records.identity import OWNER_BYTES, is_owned, owner_prefix
from baseldesk.records.types import SECRETARIAT, TYPES, audience_of_record

RecordOp = Set | Unset | Life | Choose | Erase


def may_write(change: Change, op: RecordOp, register: str, organisation_of: OrganisationOf) -> bool:
    """Whether this op stands for this register (`@life` and `@erase` name those acts).

    The audience must be the one that record and declaration give; the device must be one of the owner's. The secretariat's
    devices also write `public`, and in a centre's audience remarks, answers, and registers of their own beside the centre's.
    """
    writer = organisation_of(change.device)
    owner = owner_of(change.audience, op.record, writer)
    declared = TYPES.get(op.type)
    if writer is None or owner is None or not _is_in_place(change.audience, owner, op.record, declared):
        return False
    if declared is not None and declared.secretariat_only:
        return writer == SECRETARIAT
    if writer == owner or (writer == SECRETARIAT and declared is not None and declared.secretariat_too):
        return not register.endswith(OWN_MARK) and (writer == owner or not isinstance(op, Erase))
    return writer == SECRETARIAT and not isinstance(op, Erase) and (change.audience == "public" or register.endswith(OWN_MARK))


def owner_of(audience: str, record: bytes, writer: str | None) -> str | None:
    """The organisation that owns a record, known by the first bytes of its id; None where audience and id disagree.

    In `public` the audience names nobody: there the writer is the owner, or the secretariat writes for another (then the id's
    owner is not needed).
    """
    named = audience.partition("/")[2] if audience != "public" else writer
    if named is None:
        return None
    if is_owned(record, named):
        return named
    return "" if audience == "public" and writer == SECRETARIAT else None


def _is_in_place(audience: str, owner: str, record: bytes, declared: RecordType | None) -> bool:
    """Whether the audience is that of (owner, declared scope); an unknown type is believed as long as the owner is right."""
    if declared is None:
        return True
    return (
        audience == audience_of_record(record, owner, declared.scope)
        if declared.scope is not Scope.PUBLIC
        else audience == "public"
    )


def name_owner(audience: str, record: bytes, writer: str | None) -> str:
    """The code of the organisation that owns a record that stands; "" for one that this version does not know."""
    if audience != "public":
        return audience.partition("/")[2]
    known = (*((writer,) if writer else ()), *vocabulary.codes("centre"), SECRETARIAT)
    return next((one for one in known if owner_prefix(one) == record[:OWNER_BYTES]), "")


__all__ = ["OWN_MARK", "OrganisationOf", "RecordOp", "may_write", "name_owner", "owner_of"]

"""*Same as*: the same thing recorded twice, said by a person and taken back by a person; nothing is ever mixed or removed.

Decision ◆: one record per pair, whose id follows from (owner, type, both ids sorted), so that two laptops joining the same two
make one statement. `same` says yes or no. Joined: `same` = yes in view; separated again: hidden (life no), so that it can be
redone; «not the same», said of two that were never joined: `same` = no. Where two computers differ on `same`, the two are not
joined until a person has chosen: a false merge is worse than a miss.

Decision ◆: the statement has the audience of what it joins, told from its id alone (see `baseldesk.records.identity`): that of
a shared record is shared; the id begins like that of a kept record, and the statement stays at the centre, where the type never
leaves the centre, or both records are not ready to be shared. One kept and one shared record cannot be joined: the other side
would learn of a record that it cannot have. What is public is not joined: the secretariat deletes a double of its directory.
Links of the secretariat, across centres too, are its own and stay in `centre/SECRETARIAT`.
"""

from __future__ import annotations

from baseldesk.errors import RuleBroken, UsageError
from baseldesk.i18n import N_
from baseldesk.records.field import Field as F
from baseldesk.records.field import Kind, RecordType, Scope
from baseldesk.records.identity import OWNER_BYTES, derived_id, is_kept, is_owned, owner_prefix

SECRETARIAT = "SECRETARIAT"
JOINED = ("activity", "partner", "contact", "shared_contact", "contribution", "document")
# Parts that add up inside one record, like its fields: of a class, those of the shown record count, and no others.
PARTS = frozenset(
    {("headcount", "activity"), ("budget_line", "activity"), ("activity_partner", "activity"), ("payment", "contribution")}
)
_HOME = ("contact",)  # never leave the centre

SAME_AS = RecordType(
    "same_as", N_("Same as"), N_("Recorded twice"), Scope.SHARED,
    fields=(
        F("of", Kind.TEXT, N_("Kind of record"), fixed=True, printed=False),
        F("first", Kind.RECORD, N_("One record"), fixed=True, printed=False),
        F("second", Kind.RECORD, N_("The other record"), fixed=True, printed=False),
        F("same", Kind.YES_NO, N_("The same"), printed=False),
    ),
)  # fmt: skip


def same_id(owner: str, kind: str, one: bytes, other: bytes) -> bytes:
    """The id of the one statement that this organisation makes of these two records, whichever is named first."""
    made = derived_id(owner, SAME_AS.name, kind, *sorted((one, other)))
    stays = owner == SECRETARIAT or kind in _HOME
    return owner_prefix(owner, kept=True) + made[OWNER_BYTES:] if stays else made


def stands(owner: str, record: bytes, kind: object, first: object, second: object) -> bool:
    """Whether a statement may be made at all: in its place, by whom it is for to say. A hostile one joins nothing."""
    if kind not in JOINED or not (isinstance(first, bytes) and isinstance(second, bytes)) or first == second:
        return False
    if owner != SECRETARIAT and not all(is_owned(end, owner) for end in (first, second)):
        return False
    if owner != SECRETARIAT and is_kept(first, owner) != is_kept(second, owner):
        return False
    return record == same_id(owner, str(kind), first, second)


def refuse_unjoinable(owner: str, kind: str, one: bytes, other: bytes) -> None:
    """Says why these two cannot be joined.

    Raises:
        UsageError: one record twice, a type that is not joined, or another organisation's record.
        RuleBroken: one is shared and the other is not.
    """
    if kind not in JOINED:
        raise UsageError("same.not_joined", type=kind, known=", ".join(JOINED))
    if one == other:
        raise UsageError("same.one_record", type=kind)
    if owner == SECRETARIAT:
        return
    if not (is_owned(one, owner) and is_owned(other, owner)):
        raise UsageError("same.other_centre", type=kind)
    if is_kept(one, owner) != is_kept(other, owner):
        raise RuleBroken("same.not_ready", "not_ready", type=kind)

"""All record types by name, and what follows from a declaration alone."""

from __future__ import annotations

from collections.abc import Iterator

from baseldesk.errors import UsageError
from baseldesk.records import activity, centre, cooperation, money, partner, people, reporting, results, same
from baseldesk.records.field import Field, RecordType, Scope
from baseldesk.records.identity import is_kept

TYPES: dict[str, RecordType] = {
    one.name: one
    for one in (
        centre.CENTRE, centre.OFFICER, activity.ACTIVITY, activity.HEADCOUNT, activity.BUDGET_LINE, partner.PARTNER, partner.ACTIVITY_PARTNER,
        partner.CONTACT, partner.SHARED_CONTACT, money.CONTRIBUTION, money.PAYMENT, centre.DOCUMENT, centre.DIRECTORY_PARTNER,
        people.SESSION, people.PARTICIPANT, people.ATTENDANCE, cooperation.PARTNERSHIP, cooperation.PARTNERSHIP_PARTNER, cooperation.ASSESSMENT,
        cooperation.INTERACTION, cooperation.INTERACTION_PARTNER, cooperation.FOLLOW_UP, cooperation.OPPORTUNITY, cooperation.FEEDBACK,
        money.EXPENSE, money.REPORTING_DUTY, results.RESULT, results.RESULT_FIGURE, results.WASTE_FIGURE,
        reporting.PARTY, reporting.PARTY_STATUS, reporting.REPORTING_CALL, reporting.CENTRE_YEAR, reporting.SUBMISSION,
        reporting.SUBMISSION_ANSWER, reporting.REMARK, same.SAME_AS,
    )
}  # fmt: skip

SECRETARIAT = "SECRETARIAT"  # as an organisation; its code in the lists of centres is SBC


def record_type(name: str) -> RecordType:
    """The declaration of this type.

    Raises:
        UsageError: there is none of that name.
    """
    try:
        return TYPES[name]
    except KeyError:
        raise UsageError("type.unknown", type=name, known=", ".join(TYPES)) from None


def audience_of(owner: str, scope: Scope) -> str:
    """Who may receive a record of this owner and scope: `public`, `shared/SEN…` or `centre/SEN…`."""
    return "public" if scope is Scope.PUBLIC else f"{scope}/{owner}"


def audience_of_record(record: bytes, owner: str, scope: Scope) -> str:
    """Who may receive this record: what its declaration says, but for one that is kept at the centre until it is ready."""
    return audience_of(owner, Scope.CENTRE if scope is Scope.SHARED and is_kept(record, owner) else scope)


def is_entitled(organisation: str, audience: str) -> bool:
    """Whether this organisation may receive what is written for the audience; an unknown audience is treated as `centre`."""
    scope, _, owner = audience.partition("/")
    return audience == "public" or owner == organisation or (scope == "shared" and organisation == SECRETARIAT)


def children_of(parent: str) -> Iterator[tuple[RecordType, Field]]:
    """The types with a field that refers to the parent type, with that field."""
    for one in TYPES.values():
        for field in one.fields:
            if field.target == parent:
                yield one, field

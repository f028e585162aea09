"""From the desk to a report's plain data: the one place where reports read records. Contacts are never read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.same import shown_for
from baseldesk.desk.shown import Row, Shown
from baseldesk.errors import UsageError
from baseldesk.journal.clock import instant
from baseldesk.records.identity import derived_id, id_text
from baseldesk.records.types import TYPES
from baseldesk.reports.activity_data import ActivityData, ContributionLine, PartnerLine

_DONE = ("completed", "cancelled")


def activity_data(desk: Desk, identity: bytes, *, for_outsiders: bool = False) -> ActivityData:
    """Everything that the report of one activity prints.

    Args:
        for_outsiders: leaves out the partners, contributions and documents that are not marked for publication.

    Raises:
        UsageError: there is no such activity, or it is not for outsiders.
    """
    found = desk.record("activity", identity)
    if found is None or found.deleted:
        raise UsageError("record.missing", type="activity", id=id_text(identity))
    if for_outsiders and found.values.get("publish") != "yes":
        raise UsageError("report.not_for_outsiders", id=id_text(identity))
    gathering = _Gathering(desk, found, for_outsiders)
    return ActivityData(
        values={name: value for name, value in found.values.items() if TYPES["activity"].by_name[name].printed},
        centre_name=_centre_name(desk, found.owner),
        centre_code=found.owner,
        made_on=instant(desk.clock()).date(),
        original_language=_first_language(found),
        is_draft=found.values.get("stage") not in _DONE,
        undecided={register: [one.value for one in held] for register, held in found.conflicts.items()},
        headcounts=[one.values for one in desk.find("headcount", activity=identity)],
        partners=list(gathering.partners()),
        budget=[one.values for one in desk.find("budget_line", activity=identity)],
        contributions=list(gathering.contributions()),
        documents=[one.values for one in desk.find("document", activity=identity) if gathering.may_print(one)],
    )


class _Gathering:
    """Reads what belongs to one activity."""

    def __init__(self, desk: Desk, activity: Shown, for_outsiders: bool) -> None:
        self._desk, self._activity, self._for_outsiders = desk, activity, for_outsiders
        self._partners: dict[bytes, dict[str, Any]] = {}

    def may_print(self, one: Row) -> bool:
        """Whether a record with a `publish` mark of its own may stand in this report."""
        return not self._for_outsiders or one.values.get("publish") == "yes"

    def partners(self) -> Iterator[PartnerLine]:
        """Each link with its partner's name, once where one is recorded twice; one not received yet as the link has it."""
        named = set()
        for link in self._desk.find("activity_partner", activity=self._activity.id):
            shown, role = self._shown(link.values.get("partner")), link.values.get("role", "")
            if shown is not None and (shown, role) in named:
                continue
            named.add((shown, role))
            held = self._partner(shown)
            if self._for_outsiders and held.get("publish") != "yes":
                continue
            name = held.get("name") or {"": link.values.get("name_as_given", "")}
            yield PartnerLine(name, str(role), str(held.get("acronym", "")), str(held.get("country", "")))

    def contributions(self) -> Iterator[ContributionLine]:
        """Each contribution to the activity with its donor and payments."""
        for one in self._desk.find("contribution", activity=self._activity.id):
            if self.may_print(one):
                payments = [payment.values for payment in self._desk.find("payment", contribution=one.id)]
                donor = self._partner(self._shown(one.values.get("donor"))).get("name", {})
                yield ContributionLine(one.values, donor, sorted(payments, key=lambda held: str(held.get("paid_on", ""))))

    def _shown(self, identity: object) -> bytes | None:
        """The partner that stands for this one where it is recorded twice."""
        if not isinstance(identity, bytes):
            return None
        with self._desk.read() as reader:
            return shown_for(reader, "partner", identity)

    def _partner(self, identity: bytes | None) -> dict[str, Any]:
        if identity is None:
            return {}
        if identity not in self._partners:
            found = self._desk.record("partner", identity)
            self._partners[identity] = found.values if found else {}
        return self._partners[identity]


def _centre_name(desk: Desk, owner: str) -> dict[str, str]:
    """The centre's own profile, or its code where it has not been received."""
    found = desk.record("centre", derived_id(owner, "centre", owner))
    name: dict[str, str] = (found.values.get("name") if found else None) or {"": owner}
    return name


def _first_language(found: Shown) -> str:
    """The language in which the title stands alone; "" where it is not known which came first."""
    titles = found.values.get("title", {})
    return next(iter(titles)) if len(titles) == 1 else ""

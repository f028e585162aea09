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
from baseldesk.reports.activity_data import ActivityData, ContributionLine, PartnerLine, Photograph, ResultLine
from baseldesk.reports.record_state import state_of

MOST_PHOTOGRAPHS = 6  # of one activity: two to a page
MOST_BYTES = 20 << 20
_PRINTABLE = (b"\xff\xd8\xff", b"\x89PNG")
_HEAD = 16
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
    lists = gathering.lists()
    return ActivityData(
        values={name: value for name, value in found.values.items() if TYPES["activity"].by_name[name].printed},
        centre_name=_centre_name(desk, found.owner),
        centre_code=found.owner,
        made_on=instant(desk.clock()).date(),
        original_language=_first_language(found),
        is_draft=found.values.get("stage") not in _DONE,
        undecided={register: [one.value for one in held] for register, held in found.conflicts.items()},
        undecided_lists=gathering.undecided,
        photographs=gathering.photographs,
        subject=state_of(desk, "activity", identity),
        **lists,
    )


class _Gathering:
    """Reads what belongs to one activity."""

    def __init__(self, desk: Desk, activity: Shown, for_outsiders: bool) -> None:
        self._desk, self._activity, self._for_outsiders = desk, activity, for_outsiders
        self._partners: dict[bytes, dict[str, Any]] = {}
        self.undecided: dict[str, int] = {}
        held = sorted(self._rows("documents", "document", activity=activity.id), key=lambda one: one.n)  # as they were attached
        found = [one.values for one in held if self.may_print(one)]
        shown = [(one, picture) for one in found if (picture := self._picture(one))][:MOST_PHOTOGRAPHS]
        self.photographs = [Photograph(picture, one) for one, picture in shown]
        self.documents = [one for one in found if all(one is not other for other, _ in shown)]

    def lists(self) -> dict[str, Any]:
        """What the tables are made from, by the names that they have in `ActivityData`."""
        own = {"activity": self._activity.id}
        plain = {"headcounts": "headcount", "budget": "budget_line"}
        inside = {} if self._for_outsiders else {"follow_ups": "follow_up", "sessions": "session"}
        return {
            **{name: [one.values for one in self._rows(name, kind, **own)] for name, kind in {**plain, **inside}.items()},
            "partners": list(self.partners()), "contributions": list(self.contributions()), "results": list(self.results()),
            "documents": self.documents,
        }  # fmt: skip

    def _rows(self, table: str, kind: str, **where: object) -> list[Row]:
        """The records of a list; the registers of theirs that nobody has decided are counted."""
        found = self._desk.find(kind, **where)
        undecided = sum(one.conflicts for one in found)
        if undecided:
            self.undecided[table] = self.undecided.get(table, 0) + undecided
        return found

    def may_print(self, one: Row) -> bool:
        """Whether a record with a `publish` mark of its own may stand in this report."""
        return not self._for_outsiders or one.values.get("publish") == "yes"

    def partners(self) -> Iterator[PartnerLine]:
        """Each link with its partner's name, once where one is recorded twice; one not received yet as the link has it."""
        named = set()
        for link in self._rows("partners", "activity_partner", activity=self._activity.id):
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
        for one in self._rows("contributions", "contribution", activity=self._activity.id):
            if self.may_print(one):
                payments = [payment.values for payment in self._rows("payments", "payment", contribution=one.id)]
                donor = self._partner(self._shown(one.values.get("donor"))).get("name", {})
                yield ContributionLine(one.values, donor, sorted(payments, key=lambda held: str(held.get("paid_on", ""))))

    def results(self) -> Iterator[ResultLine]:
        """Each result of the activity with its figures, in order of time."""
        for one in self._rows("results", "result", activity=self._activity.id):
            figures = [figure.values for figure in self._rows("results", "result_figure", result=one.id)]
            yield ResultLine(one.values, sorted(figures, key=lambda held: str(held.get("starts_on") or "")))

    def _picture(self, document: dict[str, Any]) -> bytes:
        """The file of a document that is a photograph and may be shown; b"" for any other."""
        hashed, size = document.get("hash"), document.get("size") or 0
        if not isinstance(hashed, bytes) or size > MOST_BYTES or not _may_show_people(document):
            return b""
        stream = self._desk.documents.open(hashed)
        if stream is None:
            return b""
        with stream:
            head = stream.read(_HEAD)
            return head + stream.read() if head.startswith(_PRINTABLE) else b""

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


def _may_show_people(document: dict[str, Any]) -> bool:
    """Whether nobody can be recognised, or those who can have consented."""
    return not document.get("people_recognisable") or bool(document.get("people_consent"))


def _centre_name(desk: Desk, owner: str) -> dict[str, str]:
    """The centre's own profile, or its code where it has not been received."""
    found = desk.record("centre", derived_id(owner, "centre", owner))
    name: dict[str, str] = (found.values.get("name") if found else None) or {"": owner}
    return name


def _first_language(found: Shown) -> str:
    """The language in which the title stands alone; "" where it is not known which came first."""
    titles = found.values.get("title", {})
    return next(iter(titles)) if len(titles) == 1 else ""

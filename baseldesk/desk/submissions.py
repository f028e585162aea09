"""Reports and plans as they are handed in: drafted, approved, sent, answered, corrected. «Sent is not submitted».

Bundles carry work, half-filled too; only a submission carries a report. Approving keeps what the report rests on (`frozen`);
the records stay editable, and what changed since is told. The secretariat answers with a record of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.frozen import Difference, Frozen, differences, freeze, read_frozen
from baseldesk.desk.record_view import officer_id
from baseldesk.desk.saving import attach_content
from baseldesk.desk.shown import Edit, Row, Shown
from baseldesk.errors import UsageError
from baseldesk.journal.clock import instant
from baseldesk.records.identity import new_id
from baseldesk.records.rules import missing_for
from baseldesk.records.types import TYPES

DRAFT, APPROVED, SUBMITTED, ACCEPTED, RETURNED = "draft", "approved", "submitted", "accepted", "returned"
APPROVER = "approver"
_SUBMISSION = TYPES["submission"]
_NARRATIVE = tuple(one.name for one in _SUBMISSION.fields if one.translatable)
_COPIED = (*_NARRATIVE, "kind", "call", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a submission has come.

    Attributes:
        stage: draft, approved, submitted, accepted or returned: the answer counts more than what the centre says.
        remarks: of the answer.
        is_superseded: a later version stands in its place.
    """

    stage: str
    remarks: str = ""
    is_superseded: bool = False


def begin(
    desk: Desk, kind: str, starts: date | None, ends: date | None, *, call: bytes | None = None, supersedes: bytes | None = None
) -> bytes:
    """A new draft; as a correction it begins with the texts of the one whose place it takes.

    Raises:
        UsageError: what it supersedes is not there, or was never approved.
    """
    values: dict[str, Any] = {"kind": kind, "starts_on": starts, "ends_on": ends, "call": call, "version": 1, "stage": DRAFT}
    if supersedes is not None:
        old = _get(desk, supersedes)
        if not old.values.get("frozen_hash"):
            raise UsageError("submission.not_approved")
        copied = {name: old.values[name] for name in _COPIED if old.values.get(name)}
        values = {**values, **copied, "version": int(old.values.get("version") or 1) + 1, "supersedes": supersedes}
    identity = desk.new_id()
    desk.save([Edit("submission", identity, {name: held for name, held in values.items() if held is not None})])
    return identity


def approve(desk: Desk, identity: bytes, *, function: str, officer: bytes | None = None, on: date | None = None) -> Frozen:
    """Approves a draft and keeps what it rests on, as a document that travels with it.

    Args:
        function: of the approver, as it is printed.
        officer: the approver's record; whoever works now by default.
        on: the day; today by default.

    Raises:
        UsageError: it is no draft, something is missing, or the person may not approve.
    """
    shown = _get(desk, identity)
    if (shown.values.get("stage") or DRAFT) != DRAFT:
        raise UsageError("submission.not_draft")
    officer = officer or officer_id(desk.owner, desk.identity.user)
    _refuse_others(desk, officer)
    on = on or instant(desk.clock()).date()
    values = {**shown.values, "stage": APPROVED, "approved_by": officer, "approver_function": function, "approved_on": on}
    missing = [one.name for one in missing_for(_SUBMISSION, values, APPROVED)]
    if missing:
        raise UsageError("submission.incomplete", fields=", ".join(missing))
    frozen = _freeze(desk, shown)
    hashed = _attach(desk, identity, frozen)
    given = {name: values[name] for name in ("stage", "approved_by", "approver_function", "approved_on")}
    desk.save([Edit("submission", identity, {**given, "frozen_hash": hashed})])
    found = read_frozen(frozen, hashed)
    assert found is not None
    return found


def submit(desk: Desk, identity: bytes) -> None:
    """Hands an approved report in: it goes with the next data file to the secretariat, and is submitted when that has left.

    Raises:
        UsageError: it was not approved, or was handed in before.
    """
    if _get(desk, identity).values.get("stage") != APPROVED:
        raise UsageError("submission.not_approved")
    desk.save([Edit("submission", identity, {"stage": SUBMITTED})])


def answer(desk: Desk, identity: bytes, verdict: str, remarks: str = "") -> bytes:
    """At the secretariat: accepts a report or returns it with remarks.

    Raises:
        UsageError: this is not the secretariat, or the report was not handed in.
    """
    if not desk.is_secretariat:
        raise UsageError("submission.secretariat_answers")
    shown = _get(desk, identity)
    if shown.values.get("stage") != SUBMITTED:
        raise UsageError("submission.not_submitted")
    given = new_id(shown.owner, desk.random)
    values = {"submission": identity, "verdict": verdict, "given_on": instant(desk.clock()).date(), "remarks": remarks or None}
    desk.save([Edit("submission_answer", given, {name: held for name, held in values.items() if held is not None})])
    return given


def standing(desk: Desk, identity: bytes) -> Standing:
    """How far it has come: by its own stage, the latest answer, and whether another has taken its place."""
    stage = str(_get(desk, identity).values.get("stage") or DRAFT)
    answers = desk.find("submission_answer", submission=identity)
    latest = max(answers, key=lambda one: (one.values.get("given_on") or date.min, one.changed_at), default=None)
    later = [one for one in desk.find("submission", supersedes=identity) if one.values.get("stage") in (APPROVED, SUBMITTED)]
    if latest is None or stage != SUBMITTED:
        return Standing(stage, "", bool(later))
    return Standing(str(latest.values.get("verdict") or stage), str(latest.values.get("remarks") or ""), bool(later))


def frozen_copy(desk: Desk, identity: bytes) -> Frozen | None:
    """What was approved; None for a draft, or where the document has not come yet or is not what was approved."""
    hashed = _get(desk, identity).values.get("frozen_hash")
    content = desk.documents.read(hashed) if hashed else None
    return read_frozen(content, hashed) if content is not None and hashed else None


def changed_since(desk: Desk, identity: bytes) -> list[Difference]:
    """What says something else now than when the report was approved.

    Raises:
        UsageError: it was never approved, or what was approved is not here.
    """
    frozen = frozen_copy(desk, identity)
    if frozen is None:
        raise UsageError("submission.nothing_frozen")
    with desk.read() as reader:
        return list(differences(reader, frozen))


def reported_in(desk: Desk, kind: str, record: bytes) -> list[tuple[Row, list[Difference]]]:
    """The approved reports that rest on a record, newest first, each with what changed of the record since."""
    out = []
    approved = [one for one in desk.find("submission") if one.values.get("frozen_hash")]
    for row in sorted(approved, key=lambda one: one.values.get("approved_on") or date.min, reverse=True):
        frozen = frozen_copy(desk, row.id)
        if frozen and any((one.type, one.id) == (kind, record.hex()) for one in frozen.records):
            with desk.read() as reader:
                out.append((row, [one for one in differences(reader, frozen) if (one.type, one.record) == (kind, record)]))
    return out


def _get(desk: Desk, identity: bytes) -> Shown:
    shown = desk.record("submission", identity)
    if shown is None or shown.deleted:
        raise UsageError("record.missing", type="submission")
    return shown


def _refuse_others(desk: Desk, officer: bytes) -> None:
    """Where the centre has named approvers, one of them approves: courtesy and no lock, as everyone shares the desk."""
    approvers = {row.id for row in desk.find("officer", role=APPROVER)}
    if approvers and officer not in approvers:
        raise UsageError("submission.not_approver")


def _freeze(desk: Desk, shown: Shown) -> bytes:
    starts, ends = shown.values.get("starts_on"), shown.values.get("ends_on")
    if not isinstance(starts, date) or not isinstance(ends, date):
        raise UsageError("submission.incomplete", fields="starts_on, ends_on")
    narrative = {name: shown.values[name] for name in _NARRATIVE if shown.values.get(name)}
    with desk.read() as reader:
        return freeze(reader, desk.owner, starts, ends, narrative)


def _attach(desk: Desk, identity: bytes, frozen: bytes) -> bytes:
    values: dict[str, object] = {"submission": identity, "kind": "approved", "title": {"en": "As approved"}}
    saved = attach_content(desk, "approved.json", frozen, values)
    (_, document), *_ = saved.records
    shown = desk.record("document", document)
    assert shown is not None
    return bytes(shown.values["hash"])

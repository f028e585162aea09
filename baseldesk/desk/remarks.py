"""Remarks of the secretariat on a record or one of its fields: a question, a comment, or a value that it proposes.

A remark is the centre's record, written by the secretariat too, so that it travels with what it is about. It never changes a
value: taking what is proposed is the centre's own save.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, Row, Saved
from baseldesk.desk.tasks import Task, make_task
from baseldesk.errors import RuleBroken, UsageError
from baseldesk.journal.clock import instant
from baseldesk.records.field import Field, Kind
from baseldesk.records.identity import new_id
from baseldesk.records.types import SECRETARIAT, record_type
from baseldesk.records.values import from_wire, to_wire

REMARK = "remark"
PROPOSED = "proposed_value"
_NOT_PROPOSED = frozenset({Kind.CODES, Kind.LABELS, Kind.RECORD, Kind.HASH, Kind.DATA, Kind.INSTANT})
_OPEN = """
    SELECT r.id FROM r_remark t JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND t.closed_on IS NULL
    AND t.answered_on IS {answered} NULL ORDER BY t.answer_due IS NULL, t.answer_due, r.id
"""


def remarks_on(desk: Desk, kind: str, record: bytes) -> list[Row]:
    """The remarks on a record and its fields: those that wait first, then the newest."""
    found = desk.find(REMARK, about_type=kind, about=record.hex())
    return sorted(found, key=lambda one: (not is_open(one.values), -one.n))


def is_open(values: Mapping[str, object]) -> bool:
    """Whether it still waits for the centre."""
    return values.get("answered_on") is None and values.get("closed_on") is None


def can_propose(field: Field) -> bool:
    """Whether a value of this field can be proposed: one value, that can be written down."""
    return field.kind not in _NOT_PROPOSED and not field.fixed


def write_remark(desk: Desk, kind: str, record: bytes, register: str, values: Mapping[str, object]) -> bytes:
    """At the secretariat: writes a remark on a centre's record, or on one register of it ("" for the whole); its id.

    Args:
        values: kind of remark, text, proposed (as `propose` gives it), answer_due, holds_up.

    Raises:
        UsageError: this is not the secretariat, or there is no such record.
    """
    if not desk.is_secretariat:
        raise UsageError("remark.secretariat_writes")
    shown = desk.record(kind, record)
    if shown is None:
        raise UsageError("record.missing", type=kind)
    made = new_id(shown.owner, desk.random)
    about = {"about_type": kind, "about": record.hex(), "register": register or None, "asked_on": instant(desk.clock()).date()}
    desk.save([Edit(REMARK, made, {name: one for name, one in {**about, **values}.items() if one is not None})])
    return made


def answer(desk: Desk, remark: bytes, text: str) -> Saved:
    """Answers a remark in words."""
    return desk.save([Edit(REMARK, remark, {"answer": text, "answered_on": instant(desk.clock()).date()})])


def closing(desk: Desk, remark: bytes) -> Edit:
    """What marks a remark as done, for a save of its own or together with the value that was taken."""
    return Edit(REMARK, remark, {"closed_on": instant(desk.clock()).date()})


def propose(field: Field, value: object) -> str:
    """A value as it is written into a remark.

    Raises:
        RuleBroken: it is no value of this field.
    """
    wire = to_wire(field, value)
    return "yes" if wire is True else "no" if wire is False else str(wire)


def proposed_value(kind: str, values: Mapping[str, object]) -> object:
    """The value that a remark proposes, as a form takes it ({language: text} of a text per language); None for none."""
    name, _slash, language = str(values.get("register") or "").partition("/")
    field, text = record_type(kind).by_name.get(name), values.get("proposed")
    if field is None or not text or not can_propose(field) or bool(language) != field.translatable:
        return None
    try:
        value = from_wire(field, to_wire(field, text))
    except RuleBroken:
        return None
    return {language: value} if field.translatable else value


def remark_tasks(reader: Reader) -> Iterator[Task]:
    """At a centre those that wait for an answer; at the secretariat those that were answered and are not done."""
    is_secretariat = reader.meta("owner") == SECRETARIAT.encode()
    code = "task.remark_answered" if is_secretariat else "task.remark"
    for (record,) in reader.rows(_OPEN.format(answered="NOT" if is_secretariat else "")):
        yield make_task(code, REMARK, bytes(record))

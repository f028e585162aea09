"""The records of a centre that belong to a period, as they stand: what a report rests on, frozen or not.

A record belongs to a period that its days, or its year, overlap. With it comes what hangs on it (partners of an activity, its
budget) and what it names (partners, partnerships, the contribution of a payment). Of what is recorded twice, only the one that
is shown. Personal fields and what stays at the centre never come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from baseldesk.desk.columns import quoted
from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.same import is_part, shown_of
from baseldesk.journal.port import State
from baseldesk.records.field import Kind, RecordType, Scope
from baseldesk.records.identity import owner_prefix
from baseldesk.records.same import JOINED
from baseldesk.records.types import TYPES

_BLOCK = 500
# What places a record in time: begun, else; over, else.
_DAYS = {
    "activity": ("started_on", "starts_on", "ended_on", "ends_on"),
    "partnership": ("signed_on", "starts_on", "ends_on", "ends_on"),
    "interaction": ("held_on", "held_on", "ended_on", "held_on"),
    "feedback": ("given_on", "given_on", "given_on", "given_on"),
    "opportunity": ("received_on", "received_on", "answered_on", "received_on"),
    "payment": ("paid_on", "paid_on", "paid_on", "paid_on"),
    "contribution": ("agreed_on", "agreed_on", "agreed_on", "agreed_on"),
}
_GO_ON = ("partnership",)  # without an end it has none yet
_YEARS = {"waste_figure": "year", "centre_year": "year"}
_NEVER = frozenset(("submission", "submission_answer", "remark", "officer", "assessment", "expense", "same_as"))
_ALSO_AS_PARTS = ("contribution",)  # dated, and yet taken with the activity that they are for
_Chosen = dict[tuple[str, bytes], State]


def collect(reader: Reader, owner: str, starts: date, ends: date) -> dict[tuple[str, str], dict[str, Any]]:
    """{(type, id): {register: wire value}} of a centre's records of a period; ids and references as hexadecimal digits."""
    chosen: _Chosen = {}
    for kind in (*_DAYS, *_YEARS):
        _take(reader, chosen, owner, kind, list(ids_of_period(reader, owner, kind, starts, ends)))
    _take(reader, chosen, owner, "result", _results_of_the_centre(reader, starts, ends))
    _take_named(reader, chosen, owner, "contribution")
    _take_children(reader, chosen, owner)
    for target in ("partnership", "partner"):
        _take_named(reader, chosen, owner, target)
    shown = _leave_out_doubles(reader, chosen, owner)
    return {(kind, identity.hex()): _values(TYPES[kind], state, shown) for (kind, identity), state in chosen.items()}


def register_values(state: State) -> dict[str, Any]:
    """One record's registers, as ``collect`` gives them."""
    return _values(TYPES[state.type], state, {})


def ids_of_period(reader: Reader, owner: str, kind: str, starts: date, ends: date) -> Iterator[bytes]:
    """Of one type, those that the period overlaps: their days are looked up first, so that other years are not read."""
    named: dict[str, object] = {"owner": owner}
    if kind in _YEARS:
        within = f"{quoted(_YEARS[kind])} BETWEEN :a AND :b"
        named |= {"a": starts.year, "b": ends.year}
    else:
        first, second, third, fourth = (quoted(name) for name in _DAYS[kind])
        over = f"coalesce({third}, :starts)" if kind in _GO_ON else f"coalesce({third}, {fourth}, {first}, {second})"
        within = f"coalesce({first}, {second}) < :after AND {over} >= :starts"
        named |= {"after": (ends + timedelta(days=1)).isoformat(), "starts": starts.isoformat()}
    sql = f"SELECT id FROM record WHERE hidden = 0 AND owner = :owner AND n IN (SELECT n FROM r_{kind} WHERE {within})"
    yield from (bytes(row[0]) for row in reader.rows(sql, **named))


def _results_of_the_centre(reader: Reader, starts: date, ends: date) -> list[bytes]:
    """Results that belong to no activity: those with a figure of the period, and those with no figures at all."""
    figures = "SELECT 1 FROM r_result_figure f JOIN record o ON o.n = f.n WHERE o.hidden = 0 AND f.result = r.id"
    overlapping = "coalesce(f.starts_on, f.ends_on) < :after AND coalesce(f.ends_on, f.starts_on) >= :starts"
    sql = (
        "SELECT r.id FROM r_result t JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND t.activity IS NULL "
        f"AND (NOT EXISTS ({figures}) OR EXISTS ({figures} AND {overlapping}))"
    )
    rows = reader.rows(sql, after=(ends + timedelta(days=1)).isoformat(), starts=starts.isoformat())
    return [bytes(row[0]) for row in rows]


def _take(reader: Reader, chosen: _Chosen, owner: str, kind: str, ids: list[bytes]) -> None:
    """Adds those of these records that are the centre's, that the secretariat may see, and that stand."""
    prefix = owner_prefix(owner)  # others', and those that are kept at the centre, begin otherwise
    wanted = [one for one in ids if (kind, one) not in chosen and one.startswith(prefix)]
    journal = JournalReader(reader)
    for start in range(0, len(wanted), _BLOCK):
        found = journal.load([(kind, one) for one in wanted[start : start + _BLOCK]])
        chosen.update({key: state for key, state in found.items() if not state.hidden and state.owner == owner})


def _take_children(reader: Reader, chosen: _Chosen, owner: str) -> None:
    """What hangs on the chosen records, and on that in turn: partners of an activity, its budget, the funding and its duties."""
    parents = list(chosen)
    while parents:
        before = set(chosen)
        for declared, name, target in _references():
            ids = [identity for kind, identity in parents if kind == target]
            if ids and _is_taken_as_child(declared):
                _take(reader, chosen, owner, declared.name, _referring(reader, declared.name, name, ids))
        parents = [key for key in chosen if key not in before]


def _is_taken_as_child(declared: RecordType) -> bool:
    by_its_own_date = declared.name in _DAYS and declared.name not in _ALSO_AS_PARTS
    return declared.scope is Scope.SHARED and not by_its_own_date and declared.name not in (*_NEVER, "partner")


def _take_named(reader: Reader, chosen: _Chosen, owner: str, target: str) -> None:
    """The records of a type that the chosen ones name."""
    named = {
        state.values[one.name]
        for state in list(chosen.values())
        for one in TYPES[state.type].fields
        if one.target == target and state.values.get(one.name)
    }
    _take(reader, chosen, owner, target, sorted(named))


def _leave_out_doubles(reader: Reader, chosen: _Chosen, owner: str) -> dict[bytes, bytes]:
    """Takes the record that is shown for others in their place; gives {left out: shown}."""
    doubles: dict[bytes, bytes] = {}
    for kind in JOINED:
        ids = [identity for of, identity in chosen if of == kind]
        found = {one: shown for one, shown in shown_of(reader, kind, ids).items() if one != shown}
        _take(reader, chosen, owner, kind, sorted(set(found.values())))
        for one in found:
            del chosen[kind, one]
        doubles |= found
    for key, state in list(chosen.items()) if doubles else ():
        if any(is_part(state.type, one.name) and state.values.get(one.name) in doubles for one in TYPES[state.type].fields):
            del chosen[key]
    return doubles


def _references() -> Iterator[tuple[RecordType, str, str]]:
    return ((declared, one.name, one.target) for declared in TYPES.values() for one in declared.fields if one.target)


def _referring(reader: Reader, kind: str, name: str, ids: list[bytes]) -> list[bytes]:
    sql = f"SELECT r.id FROM r_{kind} t JOIN record r ON r.n = t.n WHERE r.hidden = 0 AND t.{quoted(name)} IN (:among)"
    return sorted(bytes(row[0]) for row in reader.among(sql, ids))


def _values(declared: RecordType, state: State, shown: dict[bytes, bytes]) -> dict[str, Any]:
    """The registers of a record but for personal ones and what came with an import."""
    kept = {one.name for one in declared.fields if not one.personal and one.kind is not Kind.DATA}
    held = {register: value for register, value in state.values.items() if register.partition("/")[0] in kept}
    return {name: shown.get(value, value).hex() if isinstance(value, bytes) else value for name, value in sorted(held.items())}

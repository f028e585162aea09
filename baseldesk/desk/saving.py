"""Saving: a person's edits become one action in the journal; tables and search follow in the same transaction."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from baseldesk.desk.author import Planned, Planner, Scribe
from baseldesk.desk.clocks import note_clock
from baseldesk.desk.course import Progress, Stop
from baseldesk.desk.database import Writer
from baseldesk.desk.imports import put_back
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.opened import OpenDesk
from baseldesk.desk.readiness import settle
from baseldesk.desk.references import next_reference
from baseldesk.desk.shown import Edit, Saved
from baseldesk.desk.undoing import last_action, plan_undo
from baseldesk.errors import Cancelled, RuleBroken, UsageError
from baseldesk.journal.apply import apply_changes
from baseldesk.journal.change import Blob
from baseldesk.journal.clock import instant
from baseldesk.journal.heads import HEAD_TAG, NO_DEPLOYMENT, head_message
from baseldesk.journal.port import Arrival, State
from baseldesk.records import rules
from baseldesk.records.beside import is_unconfirmed
from baseldesk.records.identity import is_owned
from baseldesk.records.types import record_type
from baseldesk.records.values import join, registers

_WHOLE = 1000  # of what is told in shares


def save(desk: OpenDesk, edits: Sequence[Edit], *, also: Callable[[Writer], None] | None, numbered: bool, checked: bool) -> Saved:
    """See `Desk.save`."""
    keys = [(one.type, one.record) for one in edits]
    if len(set(keys)) < len(keys):
        raise UsageError("save.record_twice")  # each would be planned against the same state
    with desk.write() as writer:
        store = JournalStore(writer)
        edits = settle(store, desk.owner, edits, store.load(keys))
        states = store.load([(one.type, one.record) for one in edits])
        if numbered:
            given: set[str] = set()
            edits = [_numbered(desk, writer, one, states.get((one.type, one.record)), given) for one in edits]
        if checked:
            for one in edits:
                refuse_broken(one, states.get((one.type, one.record)))
        saved = write_action(desk, writer, store, Planner(store, desk.identity, desk.random).plan(edits, states), "save")
        if also:
            also(writer)
    return saved


def undo(desk: OpenDesk, progress: Progress | None = None, cancelled: Stop | None = None) -> Saved | None:
    """See `Desk.undo`."""
    with desk.write() as writer:
        action = last_action(writer)
        if action is None:
            return None
        store = JournalStore(writer)
        planning, applying = (_tell_half(at, progress, cancelled) for at in range(2))
        planned = plan_undo(writer, store, Planner(store, desk.identity, desk.random), action, desk.random, planning)
        writer.run("UPDATE action SET undone = 1 WHERE id = :id", id=action)
        saved = write_action(desk, writer, store, planned, "undo", applying)
        put_back(writer, action)
        return saved


def _tell_half(which: int, progress: Progress | None, cancelled: Stop | None) -> Progress:
    """Tells how far one of two halves is, as a share of the whole; a person's «stop» is heard there."""

    def tell(done: int, total: int) -> None:
        if cancelled and cancelled():
            raise Cancelled
        if progress:
            progress(which * _WHOLE // 2 + done * _WHOLE // (2 * total), _WHOLE)

    return tell


def attach(desk: OpenDesk, source: Path, values: dict[str, object], progress: Progress | None, cancelled: Stop | None) -> Saved:
    """See `Desk.attach`."""
    return attach_kept(desk, source, *desk.documents.take_in(source, progress, cancelled), values)


def attach_content(desk: OpenDesk, name: str, content: bytes, values: dict[str, object]) -> Saved:
    """Records bytes that are not a file yet, as a document of that name; they come to the disk as documents lie there."""
    hashed = hashlib.sha256(content).digest()
    if desk.documents.path(hashed) is None:
        desk.documents.keep([content], hashed, name=name)
    return attach_kept(desk, Path(name), hashed, len(content), values)


def attach_kept(desk: OpenDesk, source: Path, hashed: bytes, size: int, values: dict[str, object]) -> Saved:
    """Records a document whose bytes are here already."""
    media = mimetypes.guess_type(source.name)[0] or "application/octet-stream"
    edit = Edit(
        "document", desk.new_id(), {"file_name": source.name, "media_type": media, **values, "hash": hashed, "size": size}
    )
    with desk.write() as writer:
        store = JournalStore(writer)
        refuse_broken(edit, None)
        (edit,) = settle(store, desk.owner, [edit], {})
        planned = Planner(store, desk.identity, desk.random).plan([edit], {})
        planned.add(next(iter(planned.ops)), Blob(hashed, size))
        return write_action(desk, writer, store, planned, "save")


def write_action(
    desk: OpenDesk, writer: Writer, store: JournalStore, planned: Planned, kind: str, progress: Progress | None = None
) -> Saved:  # fmt: skip
    """Appends the action's changes, applies them, and signs the new heads."""
    hlc = int.from_bytes(writer.meta("hlc") or b"", "big")
    wall = desk.clock()
    note_clock(writer, wall)
    scribe = Scribe(writer, desk.identity, hlc=hlc, wall=wall)
    arrivals = scribe.write(planned)
    if arrivals:
        apply_changes(store, arrivals, desk.organisation_of(writer), progress=progress)
        _sign(desk, writer, arrivals)
        writer.set_meta("hlc", scribe.hlc.to_bytes(8, "big"))
        first = store.numbers([arrivals[0].id])[arrivals[0].id]
        writer.run(
            "INSERT INTO action (id, first_change, kind, undone) VALUES (:id, :first, :kind, 0)",
            id=scribe.action,
            first=first,
            kind=kind,
        )
    records = tuple(dict.fromkeys(planned.records))
    return Saved(records, frozenset(one for one, _ in records))


def _sign(desk: OpenDesk, writer: Writer, arrivals: Sequence[Arrival]) -> None:
    """Signs the newest change of each chain written to; through the chain this covers all before it."""
    signer = desk.signer
    if signer is None:
        return
    deployment = writer.meta("deployment") or NO_DEPLOYMENT
    for arrival in {one.change.audience: one for one in arrivals}.values():
        change = arrival.change
        signature = signer.sign(HEAD_TAG, head_message(deployment, change.replica, change.audience, change.seq, arrival.id))
        row = writer.one("SELECT chain FROM change WHERE id = :id", id=arrival.id)
        assert row is not None
        writer.run("DELETE FROM head WHERE chain = :chain AND kept = 0", chain=row[0])
        writer.run(
            "INSERT INTO head (chain, id, seq, deployment, signature, kept) "
            "VALUES (:chain, :id, :seq, :deployment, :signature, 0)",
            chain=row[0],
            id=arrival.id,
            seq=change.seq,
            deployment=deployment,
            signature=signature,
        )


def _numbered(desk: OpenDesk, writer: Writer, edit: Edit, state: State | None, given: set[str]) -> Edit:
    """Gives a new activity its reference; `given` are those that this save has given already."""
    is_begun = state is not None and not is_unconfirmed(state.values)  # what the secretariat keyed in has no reference yet
    if edit.type != "activity" or is_begun or not is_owned(edit.record, desk.owner):
        return edit
    if edit.values.get("reference") or edit.life is not None:
        return edit
    starts = edit.values.get("starts_on")
    year = starts.year if isinstance(starts, date) else instant(desk.clock()).year
    reference = next_reference(writer, desk.identity, year, given)
    given.add(reference)
    return replace(edit, values={**edit.values, "reference": reference})


def refuse_broken(edit: Edit, state: State | None) -> None:
    """A rule blocks only what this edit touches: a half-filled or imported record can always be saved as it is."""
    declared = record_type(edit.type)
    touched = registers(declared, edit.values)
    held = {**(state.values if state else {}), **touched}
    names = {register.partition("/")[0] for register in touched}
    for one in rules.breaks(declared, join(declared, held)):
        if one.field in names or (
            one.code == "rule.end_before_start" and names & {"starts_on", "started_on", "period_starts_on", "asked_on"}
        ):
            refusal = RuleBroken(one.code, one.field, **dict(one.params))
            refusal.about = (edit.type, edit.record)
            raise refusal

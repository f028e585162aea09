"""The protocol's parts, each taken out by itself: a schedule must notice.

What is real code is replaced in the real code; what the simulator does in the product's stead asks `World.broken`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from baseldesk.desk import author
from baseldesk.journal import apply, fields
from baseldesk.journal.change import decode_change
from baseldesk.journal.fields import Writer
from baseldesk.journal.port import LIFE, Local, State

# Name → a seed whose schedule catches it, for the quick tier.
CAUGHT_AT = {
    "last writer wins": 1,
    "max-seq watermark": 0,
    "delete wins": 0,
    "(replica, seq) as identity": 0,
    "fork dropped": 1,
    "marks moved on export": 0,
    "stale receipt merged": 36,
    "covers remembered by dot alone": 0,
    "receipts ordered by number": 48,
    "one shared chain for all centres": 2,
    "owner = first to arrive": 2,
    "counts rewritten by import": 0,
    "erase leaves a copy": 27,
    "rights ignored": 2,
    "receipts without fresh bytes": 528,
    "births implying heads": 116,
    "retired for ever": 136,
    "kept bundles not tried again": 187,
    "life yes ignored": 220,
    "covers read at save": 9,
}
_settle, _may_write = Writer.settle, apply.may_write


def _last_writer_wins(self: Writer, state: State, register: str, live: list[Local], new: Any) -> None:
    port = self._port
    _settle(self, state, register, sorted(live, key=lambda one: port.written(one, register)[1:])[-1:], new)


def _delete_wins(self: Writer, state: State) -> None:
    state.hidden = state.erased or any(not self._port.life_mark(one).yes for one in state.versions.get(LIFE, ()))


def _yes_ignored(self: Writer, state: State) -> None:
    marks = [mark for one in state.versions.get(LIFE, ()) if not (mark := self._port.life_mark(one)).yes]
    seen = {one for mark in marks for one in mark.seen}
    live = {self._port.ids([one.change])[one.change] + one.op.to_bytes(2, "big") for one in state.field_versions()}
    state.hidden = state.erased or (bool(marks) and live <= seen)


def _numbered_identity(raw: bytes) -> bytes:
    change = decode_change(raw)
    return hashlib.sha256(repr((change.replica, change.audience, change.seq)).encode()).digest()


def _covered_by_dot_alone(self: Writer, state: State, register: str, change: bytes, local: Local) -> bool:
    return any(one[3] == fields.dot(change, local.op) for one in self._early)


def _first_owner(change: Any, op: Any, register: str, organisation_of: Any) -> bool:
    writer = organisation_of(change.device)
    return bool(writer) and organisation_of.first_owner.setdefault((op.type, op.record), writer) == writer


def _covers_at_save(self: author.Planner, register: str, edit: Any, state: State | None) -> list[bytes]:
    return self.dots(state.live(register)) if state else []


_REPLACED: dict[str, tuple[object, str, Callable[..., Any]]] = {
    "last writer wins": (Writer, "settle", _last_writer_wins),
    "delete wins": (Writer, "settle_life", _delete_wins),
    "life yes ignored": (Writer, "settle_life", _yes_ignored),
    "(replica, seq) as identity": (author, "change_id", _numbered_identity),
    "covers remembered by dot alone": (Writer, "_was_covered", _covered_by_dot_alone),
    "owner = first to arrive": (apply, "may_write", _first_owner),
    "rights ignored": (apply, "may_write", lambda *_: True),
    "covers read at save": (author.Planner, "_covers", _covers_at_save),
}


@contextmanager
def breaking(name: str) -> Iterator[None]:
    """Takes out a part of the real code while the block runs; the simulator's own parts ask `World.broken`."""
    with ExitStack() as stack:
        if name in _REPLACED:
            place, called, instead = _REPLACED[name]
            stack.enter_context(patch.object(place, called, instead))
        yield

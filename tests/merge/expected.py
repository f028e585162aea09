"""What must be shown, in the simplest words: who wrote what, having seen what. No chains, no dots, no clocks, no tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from baseldesk.records.types import is_entitled
from tests.merge.memory import Key
from tests.merge.people import audience_of_key


class Write(NamedTuple):
    """Somebody wrote a value (None: emptied the field), having seen the writes that it replaces."""

    key: Key
    register: str
    value: object
    replaces: frozenset[int]


class Mark(NamedTuple):
    """Somebody deleted a record, having seen these writes; or brought it back."""

    key: Key
    yes: bool
    seen: frozenset[int]
    replaces: frozenset[int]


class Erased(NamedTuple):
    """Somebody erased the personal values of a record."""

    key: Key


Act = Write | Mark | Erased
Form = dict[str, frozenset[int]]
MARKS = "marks"


@dataclass
class Expected:
    """Everything that anybody did, and which of it each desk has heard of."""

    acts: list[Act] = field(default_factory=list)
    known: dict[str, set[int]] = field(default_factory=dict)

    def do(self, desk: str, act: Act) -> None:
        """Somebody does something at a desk."""
        self.acts.append(act)
        self.known.setdefault(desk, set()).add(len(self.acts) - 1)

    def live(self, desk: str, key: Key, kind: type) -> dict[int, Act]:
        """What a desk knows of a record that nobody it has heard of replaced."""
        known = {one: self.acts[one] for one in self.known.get(desk, ())}
        gone = {old for act in known.values() if not isinstance(act, Erased) for old in act.replaces}
        return {one: act for one, act in known.items() if one not in gone and isinstance(act, kind) and act.key == key}

    def form(self, desk: str, key: Key) -> Form:
        """What a form shows: the live writes of each field, and the live marks."""
        out: dict[str, set[int]] = {MARKS: set(self.live(desk, key, Mark))}
        for one, act in self.live(desk, key, Write).items():
            assert isinstance(act, Write)
            if act.value is not None:
                out.setdefault(act.register, set()).add(one)
        return {register: frozenset(held) for register, held in out.items()}

    def values(self, desk: str, key: Key) -> dict[str, set[object]]:
        """The different values of each field."""
        writes = [one for one in self.live(desk, key, Write).values() if isinstance(one, Write) and one.value is not None]
        out: dict[str, set[object]] = {}
        for one in writes:
            out.setdefault(one.register, set()).add(one.value)
        return out

    def is_erased(self, desk: str, key: Key) -> bool:
        """Whether a desk has heard that the record was erased."""
        return bool(self.live(desk, key, Erased))

    def is_hidden(self, desk: str, key: Key) -> bool:
        """Deleted by people who had seen all that stands, and nobody said «yes»."""
        marks = [one for one in self.live(desk, key, Mark).values() if isinstance(one, Mark)]
        standing = {one for register, held in self.form(desk, key).items() if register != MARKS for one in held}
        seen = {one for mark in marks for one in mark.seen}
        return self.is_erased(desk, key) or (bool(marks) and not any(one.yes for one in marks) and standing <= seen)

    def for_organisation(self, desk: str, organisation: str) -> frozenset[int]:
        """What a bundle from this desk to an organisation speaks of."""
        return frozenset(
            one for one in self.known.get(desk, ()) if is_entitled(organisation, audience_of_key(self.acts[one].key))
        )

"""Where a picker finds its choices: the codes of a vocabulary, or the records of a type."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple, Protocol

from baseldesk.i18n import current
from baseldesk.records import vocabulary


class Choice(NamedTuple):
    """One thing to pick: its value, what it is called, and a word that tells it from its like."""

    value: object
    text: str
    detail: str = ""


class Source(Protocol):
    """What a picker asks."""

    def matches(self, typed: str) -> list[Choice]:
        """The choices that go with what was typed, the likeliest first; all of them (or the first) for ""."""

    def text_of(self, value: object) -> str:
        """What a value is called in the language in use."""


class Directory(Protocol):
    """Finds records of other types by their words; `ui.screens` gives one that asks the desk."""

    def find(self, record_type: str, typed: str) -> list[Choice]:
        """Records that go with what was typed, with the id as value."""

    def title_of(self, record_type: str, record: bytes) -> str:
        """What the record is called in the language in use."""

    def can_create(self, record_type: str) -> bool:
        """Whether a person may make a new one from here."""

    def create(self, record_type: str, typed: str, then: Callable[[bytes], None]) -> None:
        """Lets a person make a new record and hands on its id; nothing when they give up."""


class Vocabulary:
    """The codes of one vocabulary, by their labels in the language in use. Codes put first are offered before the others."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._first: tuple[str, ...] = ()

    def put_first(self, codes: Iterable[str]) -> None:
        """Codes to offer before all others, such as the key activities of a waste stream."""
        self._first = tuple(code for code in codes if vocabulary.has(self.name, code))

    def matches(self, typed: str) -> list[Choice]:
        """The codes whose label or code goes with what was typed."""
        order = dict.fromkeys([*self._first, *vocabulary.offered(self.name)])
        return rank([Choice(code, self.text_of(code)) for code in order], typed)

    def text_of(self, value: object) -> str:
        """The label of a code."""
        return current().label(str(value), self.name)


class Records:
    """The records of one type, found through a directory."""

    def __init__(self, record_type: str, directory: Directory | None) -> None:
        self.record_type = record_type
        self.directory = directory

    def matches(self, typed: str) -> list[Choice]:
        """The records that the directory finds."""
        return self.directory.find(self.record_type, typed) if self.directory else []

    def text_of(self, value: object) -> str:
        """The record's title."""
        return self.directory.title_of(self.record_type, value) if self.directory and isinstance(value, bytes) else ""


def rank(choices: list[Choice], typed: str) -> list[Choice]:
    """The choices that hold every word typed: those that begin with it first, then words that begin so, then the rest."""
    wanted = fold(typed).split()
    if not wanted:
        return choices
    ranked = [(place, choice) for choice in choices if (place := _place(choice, wanted)) is not None]
    return [choice for _place_, choice in sorted(ranked, key=_by_place)]


def _by_place(ranked: tuple[int, Choice]) -> int:
    return ranked[0]


def _place(choice: Choice, wanted: list[str]) -> int | None:
    text, code = fold(choice.text), fold(choice.value) if isinstance(choice.value, str) else ""
    if not all(word in text or code.startswith(word) for word in wanted):
        return None
    if code == wanted[0] or text.startswith(" ".join(wanted)):
        return 0
    words = text.split()
    return 1 if all(any(one.startswith(word) for one in words) for word in wanted) else 2


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text without accents and capitals, so that «egypte» finds «Égypte»."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()

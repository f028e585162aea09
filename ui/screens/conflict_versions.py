"""The versions of a conflict in words: who, where, when, and what differs from what they go back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baseldesk.i18n import N_, _, current
from ui.screens.conflict_words import NOBODY, is_leftward, is_text, name_device, say_value
from ui.widgets.compare import Version
from ui.widgets.difference import SAME, Piece, compare, without_removed

if TYPE_CHECKING:
    from baseldesk.desk.shown import Candidate
    from baseldesk.records.field import Field
    from ui.screens.conflict_reading import Question
    from ui.screens.record_directory import DeskDirectory

_ORIGIN = N_("{device} · {time}")


class Wording:
    """Says the versions of one question.

    Args:
        own: the key id of this computer.
    """

    def __init__(self, asked: Question, field: Field, directory: DeskDirectory, own: bytes) -> None:
        self._asked, self._field, self._directory, self._own = asked, field, directory, own

    def versions(self) -> list[Version]:
        """The candidates, in their order."""
        return [
            self._version(one, one.author or _(NOBODY), self._origin(one), self._pieces(one)) for one in self._asked.candidates
        ]

    def before(self) -> Version | None:
        """What all of them go back to."""
        one = self._asked.ancestor
        if one is None:
            return None
        origin = current().fill("{who} · {origin}", who=one.author or _(NOBODY), origin=self._origin(one))
        return self._version(one, _("Before"), origin, [Piece(self._say(one), SAME)])

    def _version(self, one: Candidate, heading: str, origin: str, pieces: list[Piece]) -> Version:
        return Version(heading, origin, tuple(pieces), is_leftward(self._field, self._asked.place.register))

    def _origin(self, one: Candidate) -> str:
        device = name_device(one.device, self._asked.devices, self._own)
        return current().format(_ORIGIN, device=device, time=current().date(one.at.astimezone(), "short"))

    def _say(self, one: Candidate) -> str:
        return say_value(self._field, one.value, self._directory)

    def _pieces(self, one: Candidate) -> list[Piece]:
        """A text against what it goes back to or, where there is nothing, against another version; else the value alone."""
        plain = [Piece(self._say(one), SAME)]
        if not is_text(self._field) or one.value is None:
            return plain
        held, ancestor = self._asked.candidates, self._asked.ancestor
        if ancestor is not None:
            pieces = compare(str(ancestor.value or ""), str(one.value))
        else:
            other = held[1] if one is held[0] else held[0]
            pieces = without_removed(compare(str(other.value or ""), str(one.value)))
        return pieces if any(piece.mark == SAME for piece in pieces) else plain

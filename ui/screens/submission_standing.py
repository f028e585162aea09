"""How far a report has come, and what changed of the records that it rests on since it was approved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from baseldesk.desk import submissions
from baseldesk.errors import UsageError
from baseldesk.i18n import N_, _, current, isolate
from ui import theme
from ui.screens.conflict_words import name_register
from ui.screens.todo_reading import Named, names_of

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.screens import Context

_MOST = 3  # records named
_DECIDED = {
    submissions.ACCEPTED: N_("The secretariat has accepted this report."),
    submissions.RETURNED: N_("The secretariat has returned this report."),
    submissions.SUBMITTED: N_("Handed in; not answered yet."),
    submissions.APPROVED: N_("Approved, and not handed in yet."),
}
_SUPERSEDED = N_("A later version stands in its place.")
_UNCHANGED = N_("Nothing has changed since it was approved.")
_CHANGED = N_("Changed since it was approved: {what}")
_NOT_HERE = N_("What was approved has not arrived on this computer yet.")


@dataclass(frozen=True)
class Changed:
    """One record that says something else now, with its names and the registers concerned."""

    kind: str
    names: tuple[Named, ...]
    registers: tuple[str, ...]

    def words(self) -> str:
        """«Customs training (Title, City)»."""
        record = " – ".join(isolate(one.words()) for one in reversed(self.names))
        fields = ", ".join(name_register(self.kind, one) for one in self.registers)
        return current().format(N_("{record} ({fields})"), record=record, fields=fields) if fields else record


@dataclass(frozen=True)
class Came:
    """Where a submission stands. `changed` is None where nothing is frozen that could be compared."""

    record: bytes
    owner: str
    standing: submissions.Standing
    changed: tuple[Changed, ...] | None = None
    total: int = 0

    def actions(self, desk: Desk) -> frozenset[str]:
        """What can be done with it here and now."""
        stage, is_own = self.standing.stage, self.owner == desk.owner
        if desk.is_secretariat:
            return frozenset({"accept", "return"}) if stage == submissions.SUBMITTED and not is_own else frozenset()
        if not is_own:
            return frozenset()
        if stage == submissions.DRAFT:
            return frozenset({"approve"})
        correct = set() if self.standing.is_superseded else {"correct"}
        return frozenset({*correct, "submit"} if stage == submissions.APPROVED else correct)


def read_came(desk: Desk, record: bytes) -> Came:
    """Reads how far it has come; for the background."""
    shown = desk.record("submission", record)
    standing = submissions.standing(desk, record)
    owner = shown.owner if shown else ""
    try:
        found = submissions.changed_since(desk, record)
    except UsageError:
        return Came(record, owner, standing)
    by_record: dict[tuple[str, bytes], list[str]] = {}
    for one in found:
        by_record.setdefault((one.type, one.record), []).append(one.register)
    named = [Changed(kind, names_of(desk, kind, each), tuple(held[:4])) for (kind, each), held in list(by_record.items())[:_MOST]]
    return Came(record, owner, standing, tuple(named), len(by_record))


class StandingLine(QLabel):
    """Says it in a few sentences; hidden while there is nothing to say."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._came: Came | None = None
        self.setObjectName("standing")
        self.setWordWrap(True)
        theme.align(self)
        theme.tint(self, "muted")
        self.hide()

    def show_came(self, came: Came | None) -> None:
        """Shows it; None: not known yet, or a new one."""
        self._came = came
        self.retranslate()

    def retranslate(self) -> None:
        """Sets the text anew."""
        said = _sentences(self._came) if self._came else []
        self.setText(" ".join(said))
        self.setVisible(bool(said))


def _sentences(came: Came) -> list[str]:
    standing = came.standing
    said = [_(_DECIDED[standing.stage])] if standing.stage in _DECIDED else []
    if standing.remarks:
        said.append(isolate(standing.remarks))
    if standing.is_superseded:
        said.append(_(_SUPERSEDED))
    if came.changed is None:
        return said if standing.stage == submissions.DRAFT else [*said, _(_NOT_HERE)]
    return [*said, _changes(came.changed, came.total)]


def _changes(changed: tuple[Changed, ...], total: int) -> str:
    if not changed:
        return _(_UNCHANGED)
    words = [one.words() for one in changed]
    if total > len(changed):
        words.append(current().format_plural(N_("{n} more record"), N_("{n} more records"), total - len(changed)))
    return current().format(_CHANGED, what="; ".join(words))

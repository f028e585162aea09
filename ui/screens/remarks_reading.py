"""The remarks on one record, read for the screen, and how each is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from baseldesk.i18n import N_, _, current, isolate
from baseldesk.records.types import record_type
from ui.screens.conflict_words import name_register
from ui.widgets.form_conflicts import value_in_words
from ui.widgets.list_dates import write_day

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

_WHOLE = N_("The record as a whole")
_ASKED, _DUE, _HOLDS = N_("asked on {day}"), N_("answer due {day}"), N_("holds up acceptance")
_ANSWERED, _DONE = N_("answered on {day}"), N_("done on {day}")


@dataclass(frozen=True)
class Said:
    """One remark.

    Attributes:
        proposed: the value that it proposes, as a form takes it; None for none.
    """

    id: bytes
    kind: str
    values: dict[str, object]
    is_open: bool
    proposed: object

    @property
    def field(self) -> str:
        """The name of the field that it concerns, or ""."""
        return str(self.values.get("register") or "").partition("/")[0]

    @property
    def text(self) -> str:
        """Its words."""
        return str(self.values.get("text") or "")

    def about(self) -> str:
        """«Title · French», or that it concerns the whole record."""
        register = str(self.values.get("register") or "")
        return name_register(self.kind, register) if register else _(_WHOLE)

    def facts(self) -> str:
        """«Question · asked on 3 Feb 2026 · answer due 1 Mar 2026»."""
        said = [current().label(str(self.values["kind"]), "remark_kind")] if self.values.get("kind") else []
        for name, words in (("asked_on", _ASKED), ("answer_due", _DUE), ("answered_on", _ANSWERED), ("closed_on", _DONE)):
            if self.values.get(name) and not (name == "answer_due" and not self.is_open):
                said.append(current().format(words, day=write_day(self.values[name])))
        return " · ".join([*said, *([_(_HOLDS)] if self.values.get("holds_up") and self.is_open else [])])

    def proposed_words(self) -> str:
        """What is proposed, as a person reads it."""
        field = record_type(self.kind).by_name[self.field]
        value = next(iter(self.proposed.values())) if isinstance(self.proposed, dict) else self.proposed
        return isolate(str(value)) if isinstance(self.proposed, dict) else value_in_words(field, value)


@dataclass(frozen=True)
class Remarks:
    """All of a record."""

    record: bytes
    said: tuple[Said, ...] = ()

    @property
    def waiting(self) -> tuple[Said, ...]:
        """Those that wait for the centre."""
        return tuple(one for one in self.said if one.is_open)


def read_remarks(desk: Desk, kind: str, record: bytes) -> Remarks:
    """Reads them; for the background."""
    from baseldesk.desk import remarks

    rows = remarks.remarks_on(desk, kind, record)
    said = (Said(row.id, kind, row.values, remarks.is_open(row.values), remarks.proposed_value(kind, row.values)) for row in rows)
    return Remarks(record, tuple(said))

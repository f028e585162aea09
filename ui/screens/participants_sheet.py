"""The participants of an activity as a sheet, with a column of ticks for each session. Nothing of it leaves the centre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from PySide6.QtCore import Slot

from baseldesk.desk.shown import Edit
from baseldesk.i18n import N_, _, current, isolate
from baseldesk.records.field import Field, RecordType
from baseldesk.records.types import record_type
from ui.screens import Context
from ui.screens.record_dialog import linked_draft
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_draft import Draft
from ui.screens.record_lines import Lines
from ui.screens.record_personal import PersonalLines
from ui.screens.record_sheet import SheetLines
from ui.screens.record_sheet_model import FieldColumn, SheetColumn
from ui.widgets.list_dates import write_day

ATTENDANCE = "attendance"
_HERE, _AWAY = "✓", N_("absent")
_STAY = N_(
    "Names, e-mail addresses and what else is personal never leave the centre’s own computers; what travels is the headcount."
)
_TICKS = N_("Space ticks a session: present, absent, not stated. With a whole column chosen it ticks everybody.")
_SESSION = N_("Session {n}")


class SessionColumn:
    """Who was there: a tick for each participant, kept as the attendance of that session."""

    letters, is_more, toggles = 14, False, True

    def __init__(self, context: Context, session: Draft, number: int) -> None:
        self._context, self._session, self._number = context, session, number
        self._declared = record_type(ATTENDANCE)
        self.field: Field = self._declared.by_name["present"]

    def heading(self) -> str:
        """The session’s title, else its day, else its number."""
        values = self._session.values
        if values.get("title"):
            return isolate(str(values["title"]))
        return (
            write_day(values["held_on"])
            if values.get("held_on")
            else current().format(_SESSION, n=current().number(self._number))
        )

    def value(self, draft: Draft) -> object:
        """True for present, False for absent, None where nobody said."""
        mark = self._mark(draft)
        return mark.values.get("present") if mark else None

    def words(self, draft: Draft) -> str:
        """A tick, the word for absent, or nothing."""
        held = self.value(draft)
        return "" if held is None else _HERE if held else _(_AWAY)

    def changed(self, draft: Draft, value: object) -> Draft:
        """The participant with this mark."""
        mark = self._mark(draft)
        if mark is None and value is None:
            return draft
        made = FieldColumn(self.field, 0).changed(mark or self._new_mark(draft), value)
        others = tuple(one for one in draft.nested.get(ATTENDANCE, ()) if one.id != made.id)
        is_gone = made.is_new and value is None
        return replace(draft, nested={**draft.nested, ATTENDANCE: others if is_gone else (*others, made)})

    def _mark(self, draft: Draft) -> Draft | None:
        held = draft.nested.get(ATTENDANCE, ())
        return next((one for one in held if one.values.get("session") == self._session.id), None)

    def _new_mark(self, draft: Draft) -> Draft:
        ends = {"session": self._session.id, "participant": draft.id}
        begun = Draft(b"", {}, is_new=True).with_changes(ends, None)
        made = linked_draft(self._context, self._declared, begun)
        assert made is not None  # both ends are there
        return made


class ParticipantsSheet(PersonalLines, SheetLines):
    """One row a participant, one column a session."""

    nested = (ATTENDANCE, "participant")

    def __init__(self, context: Context, directory: DeskDirectory, declared: RecordType, parent_field: Field) -> None:
        self._sessions: Lines | None = None
        self._shown_sessions: list[tuple[bytes, Mapping[str, object]]] = []
        super().__init__(context, directory, declared, parent_field)
        self.grid.least_rows = 9

    def columns(self) -> Sequence[SheetColumn]:
        """The fields, then the sessions, then what waits under «More»."""
        fields = super().columns()
        ticks = (
            SessionColumn(self.context, one, number) for number, one in enumerate(sorted(self._held_sessions(), key=_when), 1)
        )
        shown = (one for one in fields if not one.is_more)
        return tuple(chain(shown, ticks, (one for one in fields if one.is_more)))

    def follow(self, sessions: Lines) -> None:
        """Keeps a column for each of these sessions."""
        self._sessions = sessions
        sessions.changed.connect(self.show_sessions)
        sessions.loaded.connect(self.show_sessions)

    @Slot()
    def show_sessions(self) -> None:
        """Makes the columns anew where they are others; the cursor stays, and so does what is typed where they are the same."""
        held = [(one.id, one.values) for one in self._held_sessions()]
        if held == self._shown_sessions:
            return
        self._shown_sessions = held
        here = self.table.currentIndex()
        row, column = here.row(), here.column()
        self.sheet.set_columns(self.columns())
        self._show_more(self.more_button.isChecked())
        self.grid.go_to(row, column)

    def _held_sessions(self) -> list[Draft]:
        return [one for one in self._sessions.drafts() if not one.is_removed] if self._sessions else []

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.note.setText(_(_STAY))
        self.note.show()
        self.table.setAccessibleDescription(f"{self.table.accessibleDescription()} {_(_TICKS)}")
        self.table.setToolTip(_(_TICKS) if self._sessions and self._sessions.drafts() else "")

    def edits(self) -> list[Edit]:
        """Marks of a session that is taken away again go with it."""
        gone = {one.id for one in self._sessions.drafts() if one.is_removed and one.is_new} if self._sessions else set()
        return [one for one in super().edits() if one.values.get("session") not in gone]


def _when(session: Draft) -> tuple[str, str, bytes]:
    values = session.values
    return str(values.get("held_on") or "9999"), str(values.get("starts") or ""), session.id

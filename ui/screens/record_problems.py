"""What keeps a record from being saved: found in its form, in its lists and beside them, said how many, gone to one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from baseldesk.errors import RuleBroken
from baseldesk.i18n import N_, _, current
from baseldesk.records import rules
from ui.messages import say

if TYPE_CHECKING:
    from baseldesk.records.field import RecordType
    from ui.screens.record_draft import Draft
    from ui.screens.record_lines import Lines
    from ui.screens.record_screen import RecordScreen
    from ui.widgets.form_frame import FieldFrame

Place = Callable[[], None]
_ONE, _MANY = (
    N_("{n} place needs correcting before this can be saved. Nothing is lost."),
    N_("{n} places need correcting before this can be saved. Nothing is lost."),
)


def line_problems(declared: RecordType, drafts: Iterable[Draft]) -> list[tuple[Draft, RuleBroken]]:
    """The changed lines that break a rule, each with the first one that its change concerns."""
    ends = {last: first for first, last in rules.BEFORE.get(declared.name, ())}
    out: list[tuple[Draft, RuleBroken]] = []
    for draft in (one for one in drafts if one.changes and not one.is_removed):
        touched = [one for one in rules.breaks(declared, draft.values) if {one.field, ends.get(one.field)} & draft.changes.keys()]
        out += [(draft, RuleBroken(one.code, one.field, **one.params)) for one in touched[:1]]
    return out


def go_to_line(lines: Lines, draft: Draft, error: RuleBroken) -> None:
    """Goes to a line of a list and says over the list what is wrong with it."""
    rows = (row for row in range(lines.model.rowCount()) if getattr(lines.model.draft_at(row), "id", None) == draft.id)
    names = [one.field.name for one in lines.model.columns]
    column = names.index(error.field) if error.field in names else 0
    lines.table.setCurrentIndex(lines.model.index(next(rows, 0), column))
    lines.table.setFocus()
    label = _(lines.declared.by_name[error.field].label) if error.field in lines.declared.by_name else ""
    lines.say(current().fill("{field}: {sentence}", field=label, sentence=say(error).text))


class RecordProblems(QObject):
    """Looks through a record screen before a save."""

    def __init__(self, screen: RecordScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._at = 0
        self._is_said = False
        screen.form.checked.connect(self._on_checked)

    def go_to_first(self) -> bool:
        """Goes to the first place that cannot be saved, and says how many there are; False where there is none."""
        places = self._places()
        self._at = 0
        if places:
            self._screen.form.check()
            self._go(places)
        return bool(places)

    @Slot()
    def go_on(self) -> None:
        """Goes to the next one."""
        places = self._places()
        self._at = (self._at + 1) % len(places) if places else 0
        if places:
            self._go(places)

    @Slot()
    def _on_checked(self) -> None:
        """What was said goes when everything is corrected."""
        if self._is_said and not self._places():
            self._is_said = False
            self._screen.banner.clear()

    def _go(self, places: list[Place]) -> None:
        self._is_said = True
        banner = self._screen.banner
        banner.say_count("bad", _ONE, _MANY, len(places))
        if len(places) > 1:
            banner.offer(N_("Show the next"), self.go_on)
        places[self._at]()

    def _places(self) -> list[Place]:
        screen = self._screen
        found: list[Place] = [partial(screen.form.go_to, one.field) for one in screen.form.problems()]
        found += [partial(self._go_to_frame, frame) for frame in screen.loose_frames() if self._is_wrong(frame)]
        for lines in screen.lists.values():
            found += [partial(self._go_to_line, lines, *one) for one in lines.problems()]
        return found

    def _is_wrong(self, frame: FieldFrame) -> bool:
        problem = frame.editor.problem()
        frame.set_problem(say(problem).text if problem else "")
        return problem is not None

    def _go_to_frame(self, frame: FieldFrame) -> None:
        self._screen.form.tabs.show_place_of(frame)
        frame.editor.entry.setFocus()

    def _go_to_line(self, lines: Lines, draft: Draft, error: RuleBroken) -> None:
        self._screen.form.tabs.show_place_of(lines)
        lines.show_problem(draft, error)

"""What stands on a record screen at a moment: what is entered while a save runs is told from what was saved, and put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.screens.record_draft import Draft, entered_since
from ui.widgets.form_changes import difference

if TYPE_CHECKING:
    from ui.screens.record_screen import RecordScreen


@dataclass(frozen=True)
class Standing:
    """The values of the form, the lines of the lists, what is half entered beside them, the answers that are begun."""

    values: Mapping[str, object]
    lines: Mapping[str, tuple[Draft, ...]]
    half: Mapping[str, Mapping[str, object]]
    remarks: Mapping[str, Any]
    place: tuple[QWidget | None, int]  # the text that is being typed, and where in it

    @classmethod
    def of(cls, screen: RecordScreen) -> Standing:
        """What stands there now."""
        lines = {kind: one.drafts() for kind, one in screen.lists.items()}
        half = {kind: one.half() for kind, one in screen.lists.items()}
        return cls(screen.form.values(), lines, half, screen.remarks.unsaved(), _place())

    def differs(self, other: Standing) -> bool:
        """Whether something else is entered there."""
        return replace(self, place=other.place) != other

    def put_what_is_new(self, screen: RecordScreen, earlier: Standing) -> None:
        """Enters it over what the screen shows; whoever is typing goes on where they were."""
        screen.form.put(difference(self.values, earlier.values))
        for kind, lines in screen.lists.items():
            if self.lines[kind] != earlier.lines[kind]:
                lines.restore(screen.record_id, entered_since(lines.drafts(), earlier.lines[kind], self.lines[kind]))
            if self.half[kind]:
                lines.put_half(self.half[kind])
        answers, taken = (
            [one for one in self.remarks[name] if one not in earlier.remarks[name]] for name in ("answers", "taken")
        )
        if answers or taken:
            screen.remarks.restore(answers, taken)
        _go_back(*self.place)


def _place() -> tuple[QWidget | None, int]:
    here = QApplication.focusWidget()
    at = here.cursorPosition() if isinstance(here, QLineEdit) else 0
    return here, here.textCursor().position() if isinstance(here, QPlainTextEdit) else at


def _go_back(here: QWidget | None, at: int) -> None:
    if here is None or here is not QApplication.focusWidget():
        return
    if isinstance(here, QLineEdit) and here.cursorPosition() != at:
        here.setCursorPosition(at)
    elif isinstance(here, QPlainTextEdit) and here.textCursor().position() != at:
        cursor = here.textCursor()
        cursor.setPosition(min(at, here.document().characterCount() - 1))
        here.setTextCursor(cursor)

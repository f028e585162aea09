"""What a person has entered on a record screen: whether there is anything, as plain values for a draft, and put back.

What is entered while a save runs is told from what was saved, and entered again over that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from baseldesk.records.types import record_type
from ui.screens.record_draft import Draft, from_plain, lay_over, moved, named, to_plain
from ui.widgets.form_changes import difference

if TYPE_CHECKING:
    from ui.screens.record_dialog import LineDialog
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

    def under(self, ids: Mapping[bytes, bytes], owner: str) -> Standing:
        """The same where records have other ids from now on: {old: new}."""
        lines = {kind: tuple(moved(record_type(kind), one, ids, owner) for one in held) for kind, held in self.lines.items()}
        half = {kind: {name: named(one, ids) for name, one in held.items()} for kind, held in self.half.items()}
        return replace(self, lines=lines, half=half)

    def put_what_is_new(self, screen: RecordScreen, earlier: Standing) -> None:
        """Enters it over what the screen shows, but for the lines; whoever is typing goes on where they were."""
        screen.form.put(difference(self.values, earlier.values))
        for kind, lines in screen.lists.items():
            if self.half[kind]:
                lines.put_half(self.half[kind])
        answers, taken = (
            [one for one in self.remarks[name] if one not in earlier.remarks[name]] for name in ("answers", "taken")
        )
        if answers or taken:
            screen.remarks.restore(answers, taken)
        _go_back(*self.place)


def has_entered(screen: RecordScreen) -> bool:
    """Whether a person changed anything: presets of a new record do not count."""
    loading, lists = screen.loading, screen.lists
    if screen.form.changes() != loading.presets or screen.remarks.is_changed or any(lines.half() for lines in lists.values()):
        return True
    return any(lines.is_changed and lines.drafts() != loading.preset_lines.get(kind) for kind, lines in lists.items())


def content_of(screen: RecordScreen) -> dict[str, Any]:
    """What is unsaved, as plain values; with it what names the record."""
    being_typed = open_lines(screen)
    held = {kind: {one.id: one for one in lines.drafts()} | being_typed.get(kind, {}) for kind, lines in screen.lists.items()}
    lines = {kind: [to_plain(one) for one in drafts.values() if one.is_changed] for kind, drafts in held.items()}
    values = screen.form.values()
    return {
        "values": screen.form.changes(),
        "versions": {} if screen.is_new else {name: list(held) for name, held in screen.form.versions().items()},
        "lines": {kind: drafts for kind, drafts in lines.items() if drafts},
        "half": {kind: dict(half) for kind, lines in screen.lists.items() if (half := lines.half())},
        "title": values.get(screen.declared.title), "reference": values.get("reference"),
        **screen.remarks.unsaved(),
    }  # fmt: skip


def put_content(screen: RecordScreen, content: Mapping[str, Any]) -> None:
    """Enters it over what the desk holds now, with the versions that were shown when it was typed."""
    seen = {name: tuple(held) for name, held in content.get("versions", {}).items()}
    screen.form.put_draft(content.get("values", {}), seen)
    for kind, lines in screen.lists.items():
        if held := content.get("lines", {}).get(kind):
            lines.restore(screen.record_id, lay_over(lines.drafts(), map(from_plain, held)))
        if half := content.get("half", {}).get(kind):
            lines.put_half(half)
    screen.remarks.restore(content.get("answers", {}), content.get("taken", ()))


def open_lines(screen: RecordScreen) -> dict[str, dict[bytes, Draft]]:
    """Lines of this record that stand in a dialog, as if they were done."""
    found = {}
    for dialog in _dialogs(screen, screen.record_id):
        draft = dialog.typed() if dialog.isVisible() and dialog.has_changes else None
        if draft is not None:
            found[dialog.declared.name] = {draft.id: draft}
    return found


def follow_open_lines(screen: RecordScreen, before: bytes, ids: Mapping[bytes, bytes]) -> None:
    """Lines that stand in a dialog go with the record that was saved under another id."""
    for dialog in _dialogs(screen, before):
        dialog.follow(ids)


def _dialogs(screen: RecordScreen, record: bytes) -> list[LineDialog]:
    from ui.screens.record_dialog import LineDialog

    dialogs = screen.window().findChildren(LineDialog)
    return [one for one in dialogs if one.declared.name in screen.lists and one.belongs_to(record)]


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

"""A report or plan that is handed in: its texts, and how far it has come; it is approved, handed in, answered, corrected here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from baseldesk.desk import submissions
from baseldesk.i18n import N_, _
from ui import icons
from ui.screens import Context
from ui.screens.submission_dialogs import AnswerDialog, ApproveDialog
from ui.screens.submission_standing import Came, StandingLine, read_came
from ui.screens.typed_record import TypedRecordScreen

_SAVE_FIRST = N_("Save the report first.")
_APPROVED = N_("Approved. What it rests on is kept as it stands now.")
_HANDED_IN = N_("Handed in: it goes with the next data file to the secretariat.")
_ANSWERED = N_("Answered: it goes with the next data file to the centre.")
_ICONS = {"approve": "circle-check", "submit": "send", "correct": "pencil", "accept": "circle-check", "return": "undo-2"}


class SubmissionScreen(TypedRecordScreen):
    """Only its buttons move a report from stage to stage; the steps above the form only show where it is."""

    def __init__(self, context: Context, kind: str, name: str) -> None:
        self.action_buttons = {word: QPushButton() for word in _ICONS}
        self.standing = StandingLine(context)
        self.came: Came | None = None
        super().__init__(context, kind, name)
        for word, button in self.action_buttons.items():
            icons.put(button, _ICONS[word])
            button.setObjectName(f"{word}_button")
            button.clicked.connect(partial(self._on_action, word))
        self.body.insertWidget(self.body.indexOf(self.form), self.standing)

    def open(self, id: bytes = b"", new: bool = False, values: Mapping[str, object] | None = None, **place: Any) -> None:
        """A new one is the first version; the next is begun as a correction."""
        super().open(id, new, {"version": 1, **(values or {})}, **place)

    def header_buttons(self) -> list[QWidget]:
        """What can be done with it stands first."""
        return [*self.action_buttons.values(), *super().header_buttons()]

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        words = (_("Approve…"), _("Hand in"), _("Begin correction"), _("Accept…"), _("Return…"))
        for button, text in zip(self.action_buttons.values(), words, strict=True):
            button.setText(text)
        self.standing.retranslate()

    def after_load(self) -> None:
        """Reads how far it has come, and what changed since it was approved."""
        super().after_load()
        if self.stepper is not None:
            self.stepper.set_read_only(True)
        self.came = None
        self._show_came()
        if not self.is_new:
            self.context.runner.read_anew(partial(read_came, self.context.desk, self.record_id), self._on_came)

    @Slot(object)
    def _on_came(self, came: Came) -> None:
        if came.record == self.record_id:
            self.came = came
            self._show_came()

    def _show_came(self) -> None:
        self.standing.show_came(self.came)
        offered = self.came.actions(self.context.desk) if self.came else frozenset()
        for word, button in self.action_buttons.items():
            button.setVisible(word in offered)

    def _on_action(self, word: str, _checked: bool = False) -> None:
        if self.has_unsaved():
            self.context.window.status(_(_SAVE_FIRST))
        elif word == "approve":
            dialog = ApproveDialog(self.context, self.record_id, self.form.values(), self.window())
            dialog.done_with.connect(self._on_approved)
            dialog.open()
        elif word in ("accept", "return"):
            verdict = submissions.ACCEPTED if word == "accept" else submissions.RETURNED
            answering = AnswerDialog(self.context, self.record_id, verdict, self.window())
            answering.done_with.connect(self._on_answered)
            answering.open()
        elif word == "submit":
            work = partial(submissions.submit, self.context.desk, self.record_id)
            self.context.runner.write(work, self._on_submitted, self.show_error, label=_("Saving…"))
        else:
            self._correct()

    def _correct(self) -> None:
        values = self.form.values()
        dates = str(values.get("kind") or ""), values.get("starts_on"), values.get("ends_on")
        work = partial(submissions.begin, self.context.desk, *dates, supersedes=self.record_id)
        self.context.runner.write(work, self._on_begun, self.show_error, label=_("Saving…"))

    @Slot(bytes)
    def _on_begun(self, identity: bytes) -> None:
        self._tell_all()
        self.context.window.show_record(self.kind, identity)

    @Slot()
    def _on_approved(self) -> None:
        self._tell_all(_(_APPROVED))

    @Slot(object)
    def _on_submitted(self, _nothing: object) -> None:
        self._tell_all(_(_HANDED_IN))

    @Slot()
    def _on_answered(self) -> None:
        self._tell_all(_(_ANSWERED))

    def _tell_all(self, words: str = "") -> None:
        """What the desk's own acts wrote is told like a save."""
        self.context.notices.tell("submission", "document", "submission_answer")
        if words:
            self.context.window.status(words)

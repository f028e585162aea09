"""One conflict: every version side by side, what they go back to, and the ways to decide; then the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from baseldesk.errors import RuleBroken
from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.screens import Context, Screen
from ui.screens.conflict_asking import Asking
from ui.screens.conflict_deciding import Answer, Deciding
from ui.screens.conflict_panel import ConflictPanel
from ui.screens.conflict_reading import Place, Question
from ui.screens.conflict_words import field_of, title_of_record
from ui.screens.record_directory import DeskDirectory, heading_of
from ui.widgets.empty import Empty
from ui.widgets.scrolled import scrolled

_WHICH = N_("{number} of {total}")
_WHAT_FOR = N_("Where two people write differently in one field, both versions stand here.")
_DECIDED = N_("Decided. It travels with the next data file.")
_STILL_OPEN = N_("Something else came in for this field meanwhile. Nothing was overwritten: please look once more.")


class ConflictScreen(Screen):
    """Shows one conflict after the other.

    Attributes:
        question: the one that stands here; None while nothing is to be decided.
    """

    name = "conflict"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.question: Question | None = None
        self._place, self._was_unsaved, self._is_arriving = Place(), False, False
        self._then: Callable[[], object] | None = None
        self.asking, self.deciding = Asking(context, self), Deciding(context, self)
        self.directory = DeskDirectory(context, self)
        self.panel = ConflictPanel(self.directory, context.desk.device)
        self.compare, self.writing, self.nothing = self.panel.compare, self.panel.writing, Empty("circle-check")
        self.record_button, self.next_button, self.count = QPushButton(), QPushButton(), QLabel()
        self._whole = self._lay_out()
        self._listen()
        self.retranslate()

    def title(self) -> str:
        """The record's name."""
        if self.question is None:
            return _("Conflicts")
        values = dict(self.question.values)
        return heading_of(values.get("reference"), title_of_record(self.question.place.kind, values))

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.directory.forget()
        self.record_button.setText(_("Open the record"))
        self.next_button.setText(_("Next conflict"))
        self.nothing.set_texts(_("Nothing to decide"), _(_WHAT_FOR), _("To do"))
        self.panel.retranslate()
        self._show()

    def open(self, kind: str = "", id: bytes = b"", register: str = "", **_place: Any) -> None:
        """Shows the conflict of a record and register; the first there is, where none is named."""
        self.banner.clear()
        self._is_arriving = True
        self._read(Place(kind, id, register))

    def refresh(self, kinds: frozenset[str]) -> None:
        """Reads anew, unless a person is writing or something is being written."""
        if kinds & {self._place.kind, "exchange"} and not self.has_unsaved() and not self.deciding.is_running:
            self._read(self._place)

    def has_unsaved(self) -> bool:
        """Whether a person wrote a version of their own that is not saved."""
        return self.writing.is_changed

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Saves what was written, if anything was."""
        if not self.has_unsaved():
            super().save(then)
        elif self.writing.check():
            self._then = then
            self._decide(Answer(self.writing.value(), reason=self.panel.why()))

    def discard(self) -> None:
        """Forgets what was written."""
        self.writing.forget()
        self._show()

    def focus_first(self) -> None:
        """On the first version's button."""
        if self.question is None:
            self.nothing.button.setFocus()
            return
        first = self.compare.buttons[0] if self.compare.buttons and self._may_decide() else self.next_button
        first.setFocus()

    @Slot()
    def next(self) -> None:
        """Goes to the next conflict; what was written and not saved is asked about by the window."""
        if self.question is not None:
            self.asking.ask_next(self._place, self._on_next)

    # What comes from the desk

    def _read(self, place: Place) -> None:
        self._place = place
        self.asking.ask(place)

    @Slot(object)
    def _on_read(self, question: Question | None) -> None:
        """None counts while a decision is being written, or where a person has begun to write a version meanwhile."""
        if not self.deciding.is_running and (self._is_arriving or not self.has_unsaved()):
            self._stand(question)

    def _stand(self, question: Question | None) -> None:
        self.question = question
        if question is not None:
            self._stand_on(question.place)
        self._show()
        self._tell()
        if self._is_arriving:
            self._is_arriving = False
            self.focus_first()
        self.ready.emit()

    def _stand_on(self, place: Place) -> None:
        """The history of the window follows, where the conflict asked for has given way to the next."""
        has_moved, self._place = bool(self._place.register) and place != self._place, place
        if has_moved and self.isVisible():
            kind, record, register = place
            cast(Any, self.context.window).stand_on(self.name, kind=kind, id=record, register=register)

    @Slot(object)
    def _on_next(self, question: Question | None) -> None:
        if self.is_left:
            return  # a person has gone elsewhere meanwhile
        if question is None:
            self._stand(None)
        elif question.place == self._place:
            self.context.window.status(_("There is no other conflict."))
        else:
            kind, record, register = question.place
            self.context.window.show_screen("conflict", kind=kind, id=record, register=register)

    # Deciding

    @Slot(int)
    def _on_kept(self, at: int) -> None:
        if self.question is not None and not self.deciding.is_running:
            chosen = self.question.candidates[at]
            self._decide(Answer(chosen.value, chosen.dot, self.panel.why()))

    def _decide(self, answer: Answer) -> None:
        if self.question is not None:
            self.asking.forget()
            self._whole.setEnabled(False)
            self.deciding.start(self.question, answer)

    @Slot(object, object)
    def _on_decided(self, place: Place, question: Question | None) -> None:
        """What was decided may be open again: something came in while the person was reading. Or they have gone on meanwhile."""
        self._whole.setEnabled(True)
        self.writing.forget()
        self.panel.reason.clear()
        is_open = question is not None and question.place == place
        then, self._then = self._then, None
        if place == self._place:
            self._stand(question)
        else:
            self._read(self._place)
        if is_open:
            self.banner.say("attention", _STILL_OPEN)
        else:
            self.banner.clear()
            self.context.window.status(_(_DECIDED))
        self.focus_first()
        if then is not None:
            then()

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        self._whole.setEnabled(True)
        self._then = None
        if isinstance(error, RuleBroken) and self.writing.is_changed:
            self.writing.show_problem(error)
        else:
            self.show_error(error)

    # What is shown

    def _may_decide(self) -> bool:
        return self.question is not None and self.question.may_decide

    def _show(self) -> None:
        asked = self.question
        field = field_of(asked.place.kind, asked.place.register) if asked else None
        self.header.set_title(self.title())
        self.nothing.setVisible(asked is None and self.is_ready)
        for part in (self._whole, self.next_button, self.count):
            part.setVisible(asked is not None)
        self.record_button.setVisible(asked is not None and asked.opens is not None)
        if asked is None or field is None:
            self.panel.clear()
            return
        self.count.setText(current().format(_WHICH, number=asked.number, total=asked.total))
        self.panel.show_question(asked, field)
        self.panel.order_tabs([self.record_button, self.next_button])

    @Slot()
    def _on_written(self) -> None:
        if self._was_unsaved != self.has_unsaved():
            self._tell()

    def _tell(self) -> None:
        self._was_unsaved = self.has_unsaved()
        self.header.set_title(self.title())
        self.edited.emit()

    @Slot()
    def _on_record(self) -> None:
        if self.question is not None and self.question.opens:
            self.context.window.show_record(*self.question.opens)

    @Slot()
    def _on_all_decided(self) -> None:
        """Back to what else is waiting."""
        self.context.window.show_screen("todo")

    def _listen(self) -> None:
        self.compare.kept.connect(self._on_kept)
        self.asking.answered.connect(self._on_read)
        self.deciding.decided.connect(self._on_decided)
        self.deciding.refused.connect(self._on_refused)
        self.writing.changed.connect(self._on_written)
        self.writing.wanted.connect(self.save)
        self.record_button.clicked.connect(self._on_record)
        self.nothing.chosen.connect(self._on_all_decided)
        self.next_button.clicked.connect(self.next)

    def _lay_out(self) -> QWidget:
        self.record_button.setObjectName("open_record")
        self.next_button.setObjectName("next_conflict")
        icons.put(self.next_button, "chevron-right")
        for widget in (self.count, self.record_button, self.next_button):
            self.header.add(widget)
        theme.tint(self.count, "muted")
        area = scrolled(self.panel)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.nothing, 1)
        return area

"""The remarks on a record as a page of its form; a mark at each field that one waits on leads here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QDate, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from baseldesk.desk.shown import Edit, Saved
from baseldesk.i18n import N_, _, current
from ui import icons, theme
from ui.screens import remarks_card
from ui.screens.remarks_card import RemarkCard
from ui.screens.remarks_reading import Remarks, Said, read_remarks
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from ui.screens.record_screen import RecordScreen

_NONE = N_("Nobody has remarked on this record.")
_TAB = N_("Remarks")
_TAB_COUNT = N_("Remarks ({n})")
_SAY_FIRST = N_("Write an answer first.")


class RemarksPage(QWidget):
    """Every remark as a card. Hidden at a centre while there is none; the secretariat can write one.

    Attributes:
        changed: something was typed as an answer.
        is_wanted: a person wants to see this page once the remarks are read.
    """

    changed = Signal()

    def __init__(self, screen: RecordScreen) -> None:
        super().__init__()
        self._screen = screen
        self.held = Remarks(b"")
        self.cards: list[RemarkCard] = []
        self.is_wanted = False
        self._taken: set[bytes] = set()
        self._kept: dict[bytes, str] = {}  # answers of a draft, whose remarks may not be read yet
        self.new_button, self._nothing = QPushButton(), QLabel()
        self._column = QVBoxLayout()
        self._lay_out()
        screen.form.remarks_wanted.connect(self.go_to_field)
        self.new_button.clicked.connect(self._on_new)

    @property
    def can_write(self) -> bool:
        """The secretariat, on a centre’s record."""
        desk, shown = self._screen.context.desk, self._screen.form.shown
        return desk.is_secretariat and shown is not None and shown.owner != desk.owner and not shown.deleted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scroll bar may come while the layout is still at work: the layout then keeps the width of before."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    @Slot()
    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.setGeometry(self.rect())

    def load(self) -> None:
        """Reads the remarks on the record that came on the screen; what was begun is saved or given up."""
        record = self._screen.record_id
        said = self.held.said if self.held.record == record else ()  # if the page went meanwhile, another would come to the front
        self._taken, self._kept, self.held = set(), {}, Remarks(b"")
        self._show(Remarks(record, said))
        self.read()

    def read(self) -> None:
        """Reads them anew; what was taken over and not saved yet stays so."""
        screen = self._screen
        if not screen.is_new:
            screen.context.runner.read(partial(read_remarks, screen.context.desk, screen.kind, screen.record_id), self._on_read)

    def edits(self) -> list[Edit]:
        """Remarks whose proposed value goes into this save are done with it."""
        from baseldesk.desk.remarks import closing

        changes = self._screen.form.changes()
        desk = self._screen.context.desk
        taken = {one.id: closing(desk, one.id) for one in self.held.said if one.id in self._taken and one.field in changes}
        answers = {card.said.id: _answer(card) for card in self.cards if card.answer()}
        both = {one: Edit("remark", one, {**answers[one].values, **taken[one].values}) for one in taken.keys() & answers.keys()}
        return list({**taken, **answers, **both}.values())

    @property
    def is_changed(self) -> bool:
        """Whether an answer is begun."""
        return bool(self._kept) or any(card.answer() for card in self.cards)

    def unsaved(self) -> dict[str, Any]:
        """Answers that are begun and remarks whose value was taken over, as a draft keeps them."""
        answers = {**self._kept, **{card.said.id: card.answer() for card in self.cards if card.answer()}}
        return {"answers": [list(one) for one in answers.items()], "taken": sorted(self._taken)}

    def restore(self, answers: Iterable[tuple[bytes, str]], taken: Iterable[bytes]) -> None:
        """Puts back what a draft kept of them, once the remarks are read."""
        self._taken.update(taken)
        self._kept = dict(answers)
        self._show(self.held)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.new_button.setText(_("Write a remark…"))
        self._nothing.setText(_(_NONE))
        self._show(self.held)

    @Slot(str)
    def go_to_field(self, name: str) -> None:
        """From a field to its remarks; where there is none yet, to writing one."""
        card = next((one for one in self.cards if one.said.field == name and one.said.is_open), None)
        if card is None:
            if self.can_write:
                self._write(name)
            return
        self._show_card(card)

    def _show_card(self, card: RemarkCard) -> None:
        self._screen.form.tabs.setCurrentWidget(self._area)
        button = next(iter(card.buttons.values()), card.go_button)
        button.setFocus()
        QTimer.singleShot(0, card, partial(self._area.ensureWidgetVisible, card))

    def _on_read(self, read: Remarks) -> None:
        if read.record != self._screen.record_id:
            return
        self._show(read)
        self._kept = {}
        if self.is_wanted and self.cards:
            self.is_wanted = False
            self._show_card(self.cards[0])

    def _show(self, held: Remarks) -> None:
        begun = {card.said.id: card.answer_line.read() for card in self.cards if held.record == self.held.record}
        self.held = held
        while self.cards:
            card = self.cards.pop()
            self._column.removeWidget(card)
            card.deleteLater()
        for said in held.said:
            card = RemarkCard(
                said, may_answer=self._may_answer, may_close=self._may_close, is_taken=said.id in self._taken, parent=self
            )
            card.answer_line.write((begun.get(said.id) or self._kept.pop(said.id, "")) if said.is_open else "")
            card.wanted.connect(self._on_wanted)
            card.answer_line.textChanged.connect(self.changed)
            self._column.addWidget(card)
            self.cards.append(card)
        self._nothing.setVisible(not held.said)
        self.new_button.setVisible(self.can_write)
        self._mark()

    def _mark(self) -> None:
        waiting: dict[str, list[str]] = {}
        for said in self.held.waiting:
            waiting.setdefault(said.field, []).append(said.text)
        form, tabs = self._screen.form, self._screen.form.tabs
        form.show_remarks(waiting, can_write=self.can_write)
        place, count = tabs.indexOf(self._area), len(self.held.waiting)
        if place >= 0:
            tabs.setTabText(place, current().format(_TAB_COUNT, n=current().number(count)) if count else _(_TAB))
            tabs.setTabVisible(place, bool(self.held.said) or self.can_write)

    @property
    def area(self) -> QWidget:
        """What goes into the form’s tabs."""
        return self._area

    @property
    def _may_answer(self) -> bool:
        return not self._screen.is_read_only

    @property
    def _may_close(self) -> bool:
        return self._may_answer or self.can_write

    @Slot(str, object)
    def _on_wanted(self, what: str, said: Said) -> None:
        screen, desk = self._screen, self._screen.context.desk
        if what == remarks_card.GO:
            screen.form.go_to(said.field)
        elif what == remarks_card.TAKE:
            self._take(said)
        elif what == remarks_card.ANSWER:
            card = next(card for card in self.cards if card.said is said)
            if card.answer():
                self._save(_answer(card))
            else:
                screen.context.window.status(_(_SAY_FIRST))
                card.answer_line.setFocus()
        else:
            from baseldesk.desk.remarks import closing

            self._save(closing(desk, said.id))

    def _take(self, said: Said) -> None:
        """Into the field, as if it had been typed there; nothing is saved yet."""
        form = self._screen.form
        form.put({said.field: said.proposed})
        self._taken.add(said.id)
        self._show(self.held)
        form.go_to(said.field)

    def _save(self, edit: Edit) -> None:
        context = self._screen.context
        context.runner.write(partial(context.desk.save, [edit]), self._on_saved, self._screen.show_error, label=_("Saving…"))

    @Slot(object)
    def _on_saved(self, _saved: Saved) -> None:
        self._screen.context.window.status(_("Saved."))

    @Slot()
    def _on_new(self) -> None:
        self._write("")

    def _write(self, field: str) -> None:
        from ui.screens.remarks_dialog import RemarkDialog

        screen = self._screen
        dialog = RemarkDialog(screen.context, screen.declared, screen.record_id, field, screen.directory, screen.window())
        dialog.open()

    def _lay_out(self) -> None:
        icons.put(self.new_button, "plus")
        self.new_button.setObjectName("new_remark")
        self.new_button.setAutoDefault(False)
        theme.tint(self._nothing, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.NEAR, 0, 0)
        self._column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._nothing)
        column.addLayout(self._column)
        column.addStretch(1)
        self._column.setSpacing(theme.NEAR)
        self._area = scrolled(self)
        self._area.setObjectName("remarks_page")


def _answer(card: RemarkCard) -> Edit:
    today = cast(date, QDate.currentDate().toPython())
    return Edit("remark", card.said.id, {"answer": card.answer(), "answered_on": today})

"""A card of «To do»: tasks of one kind, said once what they are and what to do, then a line for each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current, isolate
from baseldesk.messages import Sentence, explain
from ui import icons, theme
from ui.screens.todo_words import look_of
from ui.widgets.card import Card
from ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from ui.screens.todo_reading import Entry

FIRST, MORE = 20, 200
_HEADING = N_("{kind} ({count})")
_FIELDS = (N_("{n} field"), N_("{n} fields"))


class Line(QWidget):
    """One task: the record's name, what is particular to it, and its buttons."""

    def __init__(self, entry: Entry, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.name, self.detail = ElidedLabel(), ElidedLabel()
        self.buttons: dict[str, QPushButton] = {}
        title = entry.words()
        self.name.setText(isolate(title) if title else "")
        self.name.setToolTip(title)
        self.detail.setText(said)
        self.detail.setToolTip(said)
        for label in (self.name, self.detail):
            theme.align(label)
        theme.tint(self.detail, "muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self.name, self.detail):
            words.addWidget(label)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.NEAR)
        self._row.addLayout(words, 1)
        for label in (self.name, self.detail):
            label.setVisible(bool(label.text()))
        self.setObjectName(f"task_{entry.task.id}")

    def add(self, name: str, word: str, icon: str) -> QPushButton:
        """Adds a button; assistive programs hear the record's name with it."""
        button = QPushButton(word)
        button.setObjectName(f"{name}_{self.entry.task.id}")
        button.setAccessibleName(current().fill("{action}: {record}", action=word, record=self.entry.words()))
        icons.put(button, icon)
        self._row.addWidget(button)
        self.buttons[name] = button
        return button


class TodoGroup(Card):
    """Tasks of one kind. Long lists show their first lines, and more when asked.

    Attributes:
        wanted: (what, entry): a person wants to «decide», «open», «accept» or «reject».
    """

    wanted = Signal(str, object)

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(look_of(kind).icon, parent)
        self.kind = kind
        self.setObjectName(f"group_{kind}")
        self.lines: list[Line] = []
        self._entries: Sequence[Entry] = ()
        self._shown = FIRST
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.NEAR)
        self.more = QPushButton()
        self.more.setObjectName(f"more_{kind}")
        self.more.clicked.connect(self._on_more)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.more)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Shows these tasks; the lines that stay the same stay as they are, with the focus in them."""
        self._entries = entries
        self._say()
        wanted = list(entries[: self._shown])
        if [line.entry for line in self.lines] != wanted:
            self._make_lines(wanted)

    def retranslate(self) -> None:
        """Says everything anew."""
        self._say()
        self._make_lines(list(self._entries[: self._shown]))

    def _say(self) -> None:
        number = current().number(len(self._entries))
        heading = current().format(_HEADING, kind=_(look_of(self.kind).heading), count=number)
        said = self._common()
        self.set_texts(heading, f"{said.text} {said.hint}".strip())
        rest = len(self._entries) - self._shown
        self.more.setVisible(rest > 0)
        self.more.setText(current().format_plural(N_("Show {n} more"), N_("Show {n} more"), min(max(rest, 0), MORE)))

    def _common(self) -> Sentence:
        """The sentence where it is the same for all, and the hint where that is."""
        said = [_explain(one) for one in self._entries]
        texts, hints = {one.text for one in said}, {one.hint for one in said}
        return Sentence(said[0].text if len(texts) == 1 else "", said[0].hint if len(hints) == 1 else "")

    def _make_lines(self, entries: list[Entry]) -> None:
        while item := self._rows.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        common = self._common() if self._entries else Sentence("", "")
        self.lines = [self._line(one, common) for one in entries]
        for line in self.lines:
            self._rows.addWidget(line)

    def _line(self, entry: Entry, common: Sentence) -> Line:
        said = _explain(entry)
        parts = [said.text if not common.text else "", said.hint if not common.hint else "", _count_fields(entry)]
        line, look = Line(entry, " ".join(one for one in parts if one)), look_of(entry.task.code)
        wishes = [("decide", _("Decide…"), "check")] if entry.task.code == "task.conflict" else []
        if "other_id" in entry.task.params:
            wishes.append(("compare", _("Compare…"), "columns-3"))
        elif entry.opens:
            wishes.append(("open", _("Open the record"), "eye"))
        if look.reject:
            wishes.append(("reject", _(look.reject), "check" if look.accept_icon == "undo-2" else "undo-2"))
        if look.accept:
            wishes.append(("accept", _(look.accept), look.accept_icon))
        for name, word, icon in wishes:
            line.add(name, word, icon).clicked.connect(partial(self._want, name, entry))
        return line

    def _want(self, name: str, entry: Entry, _checked: bool = False) -> None:
        self.wanted.emit(name, entry)

    @Slot()
    def _on_more(self) -> None:
        first = self._shown
        self._shown += MORE
        self._say()
        self._make_lines(list(self._entries[: self._shown]))
        if len(self.lines) > first and self.lines[first].buttons:
            next(iter(self.lines[first].buttons.values())).setFocus()


def _explain(entry: Entry) -> Sentence:
    return explain(entry.task.code, entry.task.params, current())


def _count_fields(entry: Entry) -> str:
    """«2 fields», where a record has several conflicts."""
    number = entry.task.params.get("fields")
    if entry.task.code != "task.conflict" or not isinstance(number, int) or number < 2:
        return ""
    return current().format_plural(*_FIELDS, number)

"""«Bring this value back»: which value of a line of the history that is, and the button that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from baseldesk.desk.shown import HistoryLine, Shown
from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Kind, RecordType
from ui import icons, theme
from ui.widgets.field_editor import is_same

_WILL_BE = N_("“{value}” will be saved as {field}, in place of what is shown now.")
_EMPTY = N_("{field} will be emptied.")
_HINT = N_("Choose a line to bring its value back.")
_LONGEST = 60


class BringBack(QWidget):
    """The button under the history, with a sentence about what it would do.

    Attributes:
        wanted: (register, value) that a person wants again.
        may_change: whether the record may be changed here.
    """

    wanted = Signal(str, object)

    def __init__(self, declared: RecordType, say: Callable[[HistoryLine, object], str]) -> None:
        super().__init__()
        self._declared, self._say = declared, say
        self._line: HistoryLine | None = None
        self._shown: Shown | None = None
        self._prefers_old = False
        self.may_change = False
        self.button, self.sentence = QPushButton(), QLabel()
        self.button.setObjectName("bring_back")
        self.button.clicked.connect(self._on_clicked)
        icons.put(self.button, "undo-2")
        theme.tint(self.sentence, "muted")
        theme.align(self.sentence)
        self.sentence.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.NEAR)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.button)

    def show_for(self, line: HistoryLine | None, shown: Shown | None, *, prefers_old: bool = False) -> None:
        """Offers a line's value: the one after it; the one before where that is meant, or where the other stands now."""
        self._line, self._shown, self._prefers_old = line, shown, prefers_old
        self.retranslate()

    def allow(self, may_change: bool) -> None:
        """Says whether the record may be changed here."""
        self.may_change = may_change
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.button.setText(_("Bring this value back"))
        self.button.setEnabled(self._is_possible())
        self.sentence.setText(self._sentence())
        self.button.setAccessibleDescription(self.sentence.text())

    def value(self) -> object:
        """What would be brought back."""
        if self._line is None:
            return None
        is_standing = is_same(self._line.new, self._held())
        return self._line.old if self._prefers_old or is_standing else self._line.new

    def _is_possible(self) -> bool:
        if self._line is None or self._shown is None or not self.may_change:
            return False
        field = self._declared.by_name.get(self._line.register.partition("/")[0])
        can_be_written = field is not None and not field.fixed and field.kind is not Kind.HASH
        return can_be_written and not is_same(self.value(), self._held())

    def _sentence(self) -> str:
        if not self.may_change:
            return ""
        if self._line is None or not self._is_possible():
            return _(_HINT)
        name = self._declared.by_name[self._line.register.partition("/")[0]].label
        if self.value() in (None, ""):
            return current().format(_EMPTY, field=_(name))
        said = self._say(self._line, self.value())
        return current().format(_WILL_BE, value=said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…", field=_(name))

    def _held(self) -> object:
        """What the record shows of this register now."""
        values: Mapping[str, Any] = self._shown.values if self._shown else {}
        name, slash, key = (self._line.register if self._line else "").partition("/")
        held = values.get(name)
        return held.get(key) if slash and isinstance(held, dict) else None if slash else held

    def _on_clicked(self, _checked: bool = False) -> None:
        if self._line is not None and self._is_possible():
            self.wanted.emit(self._line.register, self.value())

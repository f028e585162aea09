"""The stage of a record as steps: what is behind, where it stands, and what the next step still needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QToolButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from baseldesk.records import vocabulary
from baseldesk.records.field import Field
from ui import icons, theme
from ui.reading import AFTER_TABS
from ui.widgets.field_editor import FieldEditor
from ui.widgets.field_flow import FlowLayout
from ui.widgets.form_links import LinkLine

_BEHIND, _HERE, _AHEAD = "circle-check", "circle-dot", "circle"
_STILL_NEEDED = N_("“{stage}” still needs:")
_ALL_THERE = N_("Nothing is missing for “{stage}”.")
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_STEP = N_("{field}: {stage}")


class Stepper(FieldEditor):
    """The editor of a stage. Any step can be chosen; what a step would still need is said, not enforced.

    Attributes:
        wanted: a person wants to go to a field that the next step needs; its name.
        exits: stages that lie beside the way, such as «cancelled».
    """

    wanted = Signal(str)

    def __init__(self, field: Field, exits: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.exits = tuple(exits)
        self.steps = tuple(code for code in vocabulary.codes(field.vocabulary) if code not in exits)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        self._separators: list[QLabel] = []
        self._row = FlowLayout(spacing=2)
        self._needs = LinkLine(self)
        self._missing: tuple[Field, ...] = ()
        self._also: dict[str, str] = {}
        self._value: object = None
        self._lay_out()
        self._group.buttonToggled.connect(self._on_toggled)  # a screen reader toggles and never clicks
        self._needs.chosen.connect(self.wanted)

    def value(self) -> object:
        """The code of the stage, or None."""
        return self._value

    def next_step(self) -> str:
        """The step after the present one; "" at the end, and for a stage beside the way."""
        if self._value in self.exits:
            return ""
        place = self.steps.index(str(self._value)) + 1 if self._value in self.steps else 0
        return self.steps[place] if place < len(self.steps) else ""

    def asking_step(self) -> str:
        """The step whose needs are said: the next; at the end the present one, which may have been reached without them."""
        return self.next_step() or (str(self._value) if self._value in self.steps else "")

    def show_missing(self, missing: Sequence[Field]) -> None:
        """Says which fields the next step still needs; each is a link to its field."""
        self._missing = tuple(missing)
        step, is_end = self.asking_step(), not self.next_step()
        words = _STILL_NEEDED if missing else _ALL_THERE
        sentence = current().format(words, stage=self._name(step)) if step and (missing or not is_end) else ""
        links = {field.name: _(field.label) for field in missing}
        self._needs.show_links(sentence, {**links, **self._also})

    def show_also(self, links: Mapping[str, str]) -> None:
        """Says beside it what else is missing without holding up the step: {key: translated words}; `wanted` gives the key."""
        if links != self._also:
            self._also = dict(links)
            self.show_missing(self._missing)

    def retranslate(self) -> None:
        """Names the steps in the language in use."""
        for code, button in self.buttons.items():
            button.setText(self._name(code))
            button.setAccessibleName(current().format(_STEP, field=_(self.field.label), stage=self._name(code)))
        for separator in self._separators:
            separator.setText("‹" if current().rtl else "›")
        self.show_missing(self._missing)

    def set_accessible_texts(self, description: str) -> None:
        """The group carries the field's name; each step has its own."""
        self.setAccessibleName(_(self.field.label))
        self.setAccessibleDescription(description)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """→ and ← go to the step after and before, as the language reads."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        codes = list(self.buttons)
        place = codes.index(str(self._value)) if self._value in codes else -1
        ahead = (event.key() == Qt.Key.Key_Right) is (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
        target = self.buttons[codes[max(0, min(place + (1 if ahead else -1), len(codes) - 1))]]
        target.setFocus()
        target.click()
        return True

    def _name(self, code: str) -> str:
        return current().label(code, self.field.vocabulary)

    def _write(self, value: object) -> None:
        with QSignalBlocker(self._group):
            self._show(value)

    def _show(self, value: object) -> None:
        self._value = value
        self._group.setExclusive(False)  # so that none may be pressed
        reached = self.steps.index(str(value)) if value in self.steps else -1
        for code, button in self.buttons.items():
            is_here = code == value
            is_behind = code in self.steps and self.steps.index(code) < reached
            button.setChecked(is_here)
            icon, role = (_HERE, "accent") if is_here else (_BEHIND, "good") if is_behind else (_AHEAD, "muted")
            icons.put(button, icon, role)
            theme.size(button, bold=is_here)
        self._group.setExclusive(True)

    def _on_toggled(self, button: QAbstractButton, is_on: bool) -> None:
        code = next(code for code, one in self.buttons.items() if one is button)
        if is_on:
            self._write(code)
            self.changed.emit()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._row)
        layout.addWidget(self._needs)
        for code in (*self.steps, *self.exits):
            self._add_step(code)
        self.entry = next(iter(self.buttons.values()))
        self.setFocusProxy(self.entry)
        self._write(None)

    def _add_step(self, code: str) -> None:
        if code in self.steps and self.buttons:
            self._separators.append(QLabel(self))
            theme.tint(self._separators[-1], "muted")
            self._row.addWidget(self._separators[-1])
        elif self.buttons:
            self._row.addWidget(_gap(self))
        button = QToolButton(self)
        button.setObjectName(f"step_{code}")
        button.setCheckable(True)
        button.setProperty(AFTER_TABS, True)
        button.installEventFilter(self)
        button.setAutoRaise(True)
        button.setToolButtonStyle(_BESIDE)
        self._group.addButton(button)
        self.buttons[code] = button
        self._row.addWidget(button)

    def set_read_only(self, read_only: bool) -> None:
        """Whether a person may go to another step."""
        for button in self.buttons.values():
            button.setEnabled(not read_only)


def _gap(parent: QWidget) -> QWidget:
    """Sets apart what lies beside the way."""
    made = QWidget(parent)
    made.setFixedSize(theme.GROUP, 1)
    return made

"""Editors of sets: codes with or without shares, and short free texts. What is in the set stands beneath the line as chips."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from baseldesk.errors import RuleBroken
from baseldesk.i18n import N_, _
from baseldesk.records.field import Field
from ui.widgets.field_chip import Chip
from ui.widgets.field_editor import FieldEditor
from ui.widgets.field_flow import FlowLayout
from ui.widgets.picker import PickLine
from ui.widgets.picker_sources import Choice, Vocabulary, fold

_TYPE_TO_ADD = N_("type to add")
_TYPE_AND_ENTER = N_("type, then Enter")
_ADDING_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_KEYS_TO_CHIPS = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Left})


class SetEditor(FieldEditor):
    """What both kinds of set share: the chips. A subclass gives the line in which elements are added."""

    def __init__(self, field: Field, line: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = line
        self.entry = line
        self._chips: dict[str, Chip] = {}
        self._read_only = False
        self._area = QWidget(self)
        self._flow = FlowLayout(self._area)
        self._lay_out()

    def value(self) -> object:
        """{element: True, share, or the text typed where it is no number}."""
        return {key: chip.value() for key, chip in self._chips.items()}

    def problem(self) -> RuleBroken | None:
        """Says so where a share is no number."""
        typed = next((held for held in (chip.value() for chip in self._chips.values()) if isinstance(held, str)), None)
        return RuleBroken("value.not_codes", self.field.name, value=typed[:80]) if typed else None

    def chips(self) -> tuple[Chip, ...]:
        """The chips in the order shown."""
        return tuple(self._chips.values())

    def add(self, key: str) -> None:
        """Adds an element as a person does."""
        if key and key not in self._chips:
            self._write({**self._held(), key: True})
            self.changed.emit()

    def retranslate(self) -> None:
        """Names the elements in the language in use, in its order."""
        self._write(self._held())

    def set_read_only(self, read_only: bool) -> None:
        """Readable still."""
        self._read_only = read_only
        self.line.setVisible(not read_only)
        for chip in self._chips.values():
            chip.set_read_only(read_only)

    def word_of(self, key: str) -> str:
        """What an element is called."""
        return key

    def _held(self) -> dict[str, object]:
        return {key: chip.value() for key, chip in self._chips.items()}

    def _write(self, value: object) -> None:
        held = {str(key): one for key, one in value.items()} if isinstance(value, Mapping) else {}
        for key in [key for key in self._chips if key not in held]:
            self._drop(key)
        for key in sorted(held, key=self._sort_key):
            chip = self._chips.pop(key, None) or self._make(key)
            self._chips[key] = chip
            chip.set_word(self.word_of(key))
            chip.set_value(held[key])
        self._order_flow()
        self._area.setVisible(bool(self._chips))

    def _sort_key(self, key: str) -> str:
        return fold(self.word_of(key))

    def _order_flow(self) -> None:
        while self._flow.takeAt(0):
            pass
        for chip in self._chips.values():
            self._flow.addWidget(chip)
        self._flow.invalidate()
        self._area.updateGeometry()

    def _make(self, key: str) -> Chip:
        chip = Chip(key, self.field.shares, self._area)
        chip.set_read_only(self._read_only)
        chip.removed.connect(self._on_removed)
        chip.share_changed.connect(self.changed)
        chip.left.connect(self._on_left)
        chip.show()
        return chip

    def _drop(self, key: str) -> None:
        chip = self._chips.pop(key)
        chip.hide()
        chip.deleteLater()

    def _on_removed(self, key: str) -> None:
        if self._read_only or key not in self._chips:
            return
        self._write({other: one for other, one in self._held().items() if other != key})
        self.line.setFocus()
        self.changed.emit()

    def _on_left(self, step: int) -> None:
        chips = self.chips()
        place = next((place for place, chip in enumerate(chips) if chip.hasFocus()), 0) + step
        (chips[place] if 0 <= place < len(chips) else self.line).setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.line)
        layout.addWidget(self._area)
        self._area.hide()
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace or ← in the empty line goes to the last chip."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or watched is not self.line:
            return False
        is_meant = event.key() in _KEYS_TO_CHIPS and bool(self._chips) and not self.line.text()
        if is_meant:
            self.chips()[-1].setFocus()
        return is_meant


class CodesEditor(SetEditor):
    """A set of codes, picked one after the other."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.vocabulary = Vocabulary(field.vocabulary)
        self.pick = PickLine(_Remaining(self.vocabulary, self._is_held))
        super().__init__(field, self.pick, parent)
        self.pick.keeps = False
        self.pick.picked.connect(self._on_picked)

    def word_of(self, key: str) -> str:
        """The label of a code."""
        return self.vocabulary.text_of(key)

    def retranslate(self) -> None:
        """Names the elements in the language in use."""
        super().retranslate()
        self.pick.retranslate()
        self.pick.setPlaceholderText(_(_TYPE_TO_ADD))

    def finish(self) -> None:
        """Takes what is typed, if it is meant for a choice."""
        self.pick.finish()

    def _is_held(self, key: object) -> bool:
        return key in self._chips

    def _on_picked(self, code: object) -> None:
        if code is not None:
            self.add(str(code))


class _Remaining:
    """The codes of a vocabulary that are not in the set yet."""

    def __init__(self, vocabulary: Vocabulary, is_held: Callable[[object], bool]) -> None:
        self._vocabulary = vocabulary
        self._is_held = is_held

    def matches(self, typed: str) -> list[Choice]:
        return [choice for choice in self._vocabulary.matches(typed) if not self._is_held(choice.value)]

    def text_of(self, value: object) -> str:
        return self._vocabulary.text_of(value)


class LabelsEditor(SetEditor):
    """A set of short texts, such as links."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, QLineEdit(), parent)
        self.line.editingFinished.connect(self.finish)

    def retranslate(self) -> None:
        """Says how to add one."""
        super().retranslate()
        self.line.setPlaceholderText(_(_TYPE_AND_ENTER))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter adds what is typed, before it means anything to a dialog."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() not in _ADDING_KEYS or not self.line.text().strip():
            return super().eventFilter(watched, event)
        self.finish()
        return True

    def finish(self) -> None:
        """Adds what is typed."""
        self.add(self.line.text().strip())
        self.line.clear()

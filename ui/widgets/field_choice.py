"""Editors that pick one thing: a code of a vocabulary, another record, yes or no."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _
from baseldesk.records.field import Field
from ui.widgets.field_editor import FieldEditor
from ui.widgets.picker import PickLine
from ui.widgets.picker_sources import Directory, Records, Source, Vocabulary

NOT_YET = N_("not yet entered")
_ANSWERS: tuple[tuple[str, bool | None], ...] = ((N_("Yes"), True), (N_("No"), False), (NOT_YET, None))


class PickEditor(FieldEditor):
    """A field whose one value is picked from a source."""

    def __init__(self, field: Field, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.pick = PickLine(source, self)
        self.entry = self.pick
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pick)
        self.setFocusProxy(self.pick)
        self.pick.picked.connect(self._on_picked)

    def value(self) -> object:
        """The code or id, or None."""
        return self.pick.value()

    def finish(self) -> None:
        """Takes what is typed, if it is meant for a choice."""
        self.pick.finish()

    def retranslate(self) -> None:
        """Names the value in the language in use."""
        self.pick.retranslate()
        self.pick.setPlaceholderText(_(NOT_YET))

    def set_read_only(self, read_only: bool) -> None:
        """Readable still."""
        self.pick.setReadOnly(read_only)

    def _write(self, value: object) -> None:
        self.pick.set_value(value)

    def _on_picked(self, _value: object) -> None:
        self.changed.emit()


class CodeEditor(PickEditor):
    """One code of a vocabulary."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.vocabulary = Vocabulary(field.vocabulary)
        super().__init__(field, self.vocabulary, parent)


class RecordEditor(PickEditor):
    """Another record, found by its words, or made anew."""

    def __init__(self, field: Field, directory: Directory | None, parent: QWidget | None = None) -> None:
        super().__init__(field, Records(field.target, directory), parent)
        self._directory = directory
        self.pick.offers_new = directory is not None and directory.can_create(field.target)
        self.pick.new_asked.connect(self._on_new_asked)

    def _on_new_asked(self, typed: str) -> None:
        if self._directory:
            self._directory.create(self.field.target, typed, self._on_created)

    def _on_created(self, record: bytes) -> None:
        self.put(record)
        self.entry.setFocus()


class YesNoEditor(FieldEditor):
    """Yes, no, or not yet entered: three answers, none of them by default."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.buttons = [self._add(layout, value) for _text, value in _ANSWERS]
        layout.addStretch(1)
        self.entry = self.buttons[0]
        self.setFocusProxy(self.entry)
        self._write(None)
        self._group.buttonToggled.connect(self._on_toggled)  # a screen reader toggles and never clicks

    def value(self) -> object:
        """True, False or None."""
        return next((value for button, (_text, value) in zip(self.buttons, _ANSWERS, strict=True) if button.isChecked()), None)

    def retranslate(self) -> None:
        """Names the answers in the language in use."""
        for button, (text, _value) in zip(self.buttons, _ANSWERS, strict=True):
            button.setText(_(text))

    def set_accessible_texts(self, description: str) -> None:
        """Each answer says which question it answers."""
        for button, (text, _value) in zip(self.buttons, _ANSWERS, strict=True):
            button.setAccessibleName(f"{_(self.field.label)}: {_(text)}")
            button.setAccessibleDescription(description)

    def _add(self, layout: QHBoxLayout, value: bool | None) -> QRadioButton:
        button = QRadioButton(self)
        button.setObjectName(f"answer_{value}".lower())
        self._group.addButton(button)
        layout.addWidget(button)
        return button

    def _write(self, value: object) -> None:
        with QSignalBlocker(self._group):
            for button, (_text, answer) in zip(self.buttons, _ANSWERS, strict=True):
                button.setChecked(answer is value)

    def _on_toggled(self, _button: QAbstractButton, is_on: bool) -> None:
        if is_on:
            self.changed.emit()

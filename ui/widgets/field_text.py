"""Editors of text: one line, paragraphs, and what may only be read."""

from __future__ import annotations

import json
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from baseldesk.i18n import current
from baseldesk.records.field import Field, Kind
from ui.widgets.field_editor import FieldEditor
from ui.widgets.text_entry import TextBlock, TextLine


class LineEditor(FieldEditor):
    """A field of one line."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = TextLine(self)
        self.entry = self.line
        _fill(self, self.line)
        self.line.textEdited.connect(self._on_edited)

    def value(self) -> object:
        """The text, or None."""
        return self.line.read() or None

    def set_read_only(self, read_only: bool) -> None:
        """Readable and selectable still."""
        self.line.setReadOnly(read_only)

    def _write(self, value: object) -> None:
        self.line.write("" if value is None else str(value))

    def _on_edited(self, _text: str) -> None:
        self.changed.emit()


class ProseEditor(FieldEditor):
    """A field of paragraphs."""

    def __init__(self, field: Field, parent: QWidget | None = None, lines: int = 3) -> None:
        super().__init__(field, parent)
        self.block = TextBlock(lines, self)
        self.entry = self.block
        _fill(self, self.block)
        self._writing = False
        self.block.textChanged.connect(self._on_changed)

    def value(self) -> object:
        """The text, or None."""
        return self.block.read() or None

    def set_read_only(self, read_only: bool) -> None:
        """Readable and selectable still."""
        self.block.setReadOnly(read_only)

    def _write(self, value: object) -> None:
        self._writing = True
        self.block.write("" if value is None else str(value))
        self._writing = False

    def _on_changed(self) -> None:
        if not self._writing:
            self.changed.emit()


class ReadOnlyEditor(FieldEditor):
    """A value that people read and do not type: a moment, a digest, what an import brought."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._value: object = None
        self.line: TextLine | TextBlock = TextBlock(3, self) if field.kind is Kind.DATA else TextLine(self)
        self.line.setReadOnly(True)
        self.entry = self.line
        _fill(self, self.line)

    def value(self) -> object:
        """What was loaded."""
        return self._value

    def set_read_only(self, read_only: bool) -> None:
        """It always is."""

    def retranslate(self) -> None:
        """Writes moments in the language in use."""
        self._write(self._value)

    def _write(self, value: object) -> None:
        self._value = value
        self.line.write(_readable(value))


def _readable(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return current().date(value)
    if isinstance(value, bytes):
        return value.hex()
    return _indented(str(value))


def _indented(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except ValueError:
        return text


def _fill(editor: QWidget, child: QWidget) -> None:
    layout = QVBoxLayout(editor)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(child)
    editor.setFocusProxy(child)

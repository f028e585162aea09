"""The editor of a number: empty means «not yet entered», never 0."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from baseldesk.errors import RuleBroken
from baseldesk.i18n import _, current
from baseldesk.records.field import Field, Kind
from ui.widgets.field_choice import NOT_YET
from ui.widgets.field_number_text import COUNTED_FROM, read_number, write_number
from ui.widgets.field_text import LineEditor


class NumberEditor(LineEditor):
    """A whole number or a decimal, written as the language writes it."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._written_in = current()
        self.line.editingFinished.connect(self._on_finished)

    def value(self) -> object:
        """The int or Decimal, None where nothing is entered; the text as typed where it is no number."""
        typed = self.line.text().strip()
        if not typed:
            return None
        try:
            return self._read(typed)
        except ValueError:
            return typed

    def problem(self) -> RuleBroken | None:
        """Says so where the text is no number."""
        held = self.value()
        return RuleBroken(f"value.not_{self.field.kind}", self.field.name, value=held[:80]) if isinstance(held, str) else None

    def retranslate(self) -> None:
        """Writes the number with the marks of the language in use."""
        held = self.value()
        self._written_in = current()
        self.line.setPlaceholderText(_(NOT_YET))
        self._write(held)

    def _read(self, typed: str) -> int | Decimal:
        number = read_number(typed, self._written_in)
        if self.field.kind is not Kind.INTEGER:
            return number
        if number != int(number):
            raise ValueError(typed)
        return int(number)

    def _write(self, value: object) -> None:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            plain = self.field.name in COUNTED_FROM
            self.line.write(self._written_in.digits(str(value)) if plain else write_number(value, self._written_in))
        else:
            self.line.write(str(value or ""))

    def _on_finished(self) -> None:
        held = self.value()
        if isinstance(held, int | Decimal):
            self._write(held)

"""What two records hold, beside each other: where they differ, a value of one can be taken over into the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field, Kind, RecordType
from ui import icons, theme
from ui.screens.conflict_words import element_in_words, name_register, say_value
from ui.widgets.form_conflicts import value_in_words

if TYPE_CHECKING:
    from baseldesk.desk.shown import Shown
    from ui.screens.record_directory import DeskDirectory

_NEVER = frozenset({"reference", "not_ready", "other_data"})
_TAKE = N_("Take over")
_TAKE_ALOUD = N_("Take over: {field}")


@dataclass(frozen=True)
class Difference:
    """One field, or one language of it, that the two hold differently.

    Attributes:
        register: as an edit takes it.
        value: what taking over would write; None where there is nothing to take over.
    """

    field: Field
    register: str
    left: object
    right: object
    value: object


def differences(declared: RecordType, left: Shown, right: Shown) -> list[Difference]:
    """Everything in which the two differ, in the order of the declaration."""
    return [one for field in declared.fields for one in _of_field(field, left, right)]


def count_equal(declared: RecordType, left: Shown, right: Shown) -> int:
    """How many fields hold the same, and are not empty."""
    return sum(left.values.get(one.name) == right.values.get(one.name) not in (None, "", {}) for one in declared.fields)


def _of_field(field: Field, left: Shown, right: Shown) -> list[Difference]:
    mine, theirs = left.values.get(field.name), right.values.get(field.name)
    if mine == theirs or field.name == "other_data":
        return []
    if field.translatable:
        mine, theirs = mine or {}, theirs or {}
        languages = [one for one in dict.fromkeys((*mine, *theirs)) if mine.get(one) != theirs.get(one)]
        return [_difference(field, f"{field.name}/{one}", mine.get(one), theirs.get(one), left) for one in languages]
    if field.is_set:
        more = {key: held for key, held in (theirs or {}).items() if key not in (mine or {})}
        return [Difference(field, field.name, mine, theirs, more if more and _may_be_taken(field, field.name, left) else None)]
    return [_difference(field, field.name, mine, theirs, left)]


def _difference(field: Field, register: str, mine: object, theirs: object, left: Shown) -> Difference:
    value = theirs if theirs not in (None, "") and _may_be_taken(field, register, left) else None
    return Difference(field, register, mine, theirs, value)


def _may_be_taken(field: Field, register: str, left: Shown) -> bool:
    """What is in conflict is decided in its own place."""
    return field.name not in _NEVER and not field.fixed and field.kind is not Kind.HASH and register not in left.conflicts


class Rows(QWidget):
    """Over two columns what stands in them, then the differences: field, value shown afterwards, button, the other's value.

    Attributes:
        changed: a person takes a value over, or leaves it again.
    """

    changed = Signal()

    def __init__(self, kind: str, directory: DeskDirectory, heads: tuple[QWidget, QWidget]) -> None:
        super().__init__()
        self._kind, self._directory, self._heads = kind, directory, heads
        self._found: list[Difference] = []
        self.buttons: dict[str, QToolButton] = {}
        self._texts: dict[str, tuple[QLabel, QLabel]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GROUP)
        self._grid.setVerticalSpacing(theme.NEAR)
        for column, share in ((0, 2), (1, 4), (3, 4)):
            self._grid.setColumnStretch(column, share)

    def show_differences(self, found: list[Difference], *, may_take: bool) -> None:
        """Shows these in place of what was shown."""
        while item := self._grid.takeAt(0):
            if (old := item.widget()) and old not in self._heads:
                old.hide()
                old.deleteLater()
        self._found, self.buttons, self._texts = found, {}, {}
        for head, column in zip(self._heads, (1, 3), strict=True):
            self._grid.addWidget(head, 0, column)
        for row, one in enumerate(found, 1):
            self._add(row, one, may_take=may_take)
        self._grid.setRowStretch(len(found) + 1, 1)
        self._show_taken()

    def taken(self) -> dict[str, Any]:
        """{register: value} of what a person takes over."""
        return {one.register: one.value for one in self._found if self._is_taken(one)}

    def _add(self, row: int, one: Difference, *, may_take: bool) -> None:
        name = name_register(self._kind, one.register)
        label, left, right = QLabel(name), QLabel(), QLabel()
        theme.tint(label, "muted")
        for at, text in ((0, label), (1, left), (3, right)):
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            theme.align(text)
            self._grid.addWidget(text, row, at, Qt.AlignmentFlag.AlignTop)
        self._texts[one.register] = (left, right)
        if may_take and one.value is not None:
            self._grid.addWidget(self._button(one, name), row, 2, Qt.AlignmentFlag.AlignTop)

    def _button(self, one: Difference, name: str) -> QToolButton:
        button = QToolButton()
        icons.put(button, "arrow-left")
        button.setCheckable(True)
        button.setObjectName(f"take_{one.register.replace('/', '_')}")
        button.setToolTip(_(_TAKE))
        button.setAccessibleName(current().format(_TAKE_ALOUD, field=name))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.toggled.connect(self._on_toggled)
        self.buttons[one.register] = button
        return button

    def _is_taken(self, one: Difference) -> bool:
        button = self.buttons.get(one.register)
        return button is not None and button.isChecked()

    def _on_toggled(self, _checked: bool) -> None:
        self._show_taken()
        self.changed.emit()

    def _show_taken(self) -> None:
        """The left side shows what would be saved."""
        for one in self._found:
            left, right = self._texts[one.register]
            is_taken = self._is_taken(one)
            if one.register in self.buttons:
                icons.put(self.buttons[one.register], "check" if is_taken else "arrow-left")
            left.setText(self._say(one.field, _joined(one) if is_taken else one.left))
            theme.size(left, bold=is_taken)
            theme.tint(left, "muted" if one.left in (None, "", {}) and not is_taken else "text")
            right.setText(self._say(one.field, one.right))
            theme.tint(right, "muted" if one.right in (None, "", {}) else "text")

    def _say(self, field: Field, value: object) -> str:
        if field.is_set and isinstance(value, dict):
            return ", ".join(element_in_words(field, key) for key in value) or say_value(field, None, self._directory)
        if field.kind is Kind.YES_NO and value is not None:
            return value_in_words(field, value)
        return say_value(field, value, self._directory)


def _joined(one: Difference) -> object:
    if one.field.is_set and isinstance(one.value, Mapping):
        return {**(one.left if isinstance(one.left, dict) else {}), **one.value}
    return one.value

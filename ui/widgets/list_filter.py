"""The conditions of a list: one removable word each, and a button to add another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field
from ui import icons, theme
from ui.widgets.field_chip import Chip
from ui.widgets.field_flow import FlowLayout
from ui.widgets.picker import PickLine
from ui.widgets.picker_sources import Vocabulary

_CONDITION = N_("{field}: {values}")
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_WIDTH = 26  # average letters of the line in which a value is picked


class FilterBar(QWidget):
    """Conditions on coded fields; several values of one field mean any of them.

    Attributes:
        changed: the conditions changed; `where()` gives them.
    """

    changed = Signal()

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {field.name: field for field in fields}
        self._where: dict[str, tuple[object, ...]] = {}
        self._chips: dict[str, Chip] = {}
        self.add_button = QToolButton(self)
        self._menu = QMenu(self.add_button)
        self._label, self.pick = QLabel(self), PickLine(Vocabulary(""), self)
        self._asked = ""
        self._flow = FlowLayout(self, theme.NEAR)
        self._lay_out()
        self.pick.picked.connect(self._on_picked)
        self.pick.editingFinished.connect(self._on_left)

    def where(self) -> dict[str, object]:
        """{field: the values any of which will do}."""
        return dict(self._where)

    def set_where(self, where: Mapping[str, object]) -> None:
        """Shows these conditions, without a signal."""
        self._where = {name: held if isinstance(held, tuple) else (held,) for name, held in where.items() if name in self.fields}
        self._show()

    def add_condition(self, name: str, value: object) -> None:
        """Adds a value to the conditions on a field."""
        self._where[name] = tuple(dict.fromkeys([*self._where.get(name, ()), value]))
        self._show()
        self.changed.emit()

    def ask(self, name: str) -> None:
        """Opens the line in which a value of the field is picked."""
        field = self.fields[name]
        self._asked = name
        self.pick.source = Vocabulary(field.vocabulary)
        self.pick.set_value(None)
        self._label.setText(_(field.label))
        self.pick.setAccessibleName(_(field.label))
        self._show_asking(True)
        self.pick.setFocus()
        QTimer.singleShot(0, self.pick, self._open_choices)

    def retranslate(self) -> None:
        """Names fields and values in the language in use."""
        self.add_button.setText(_("Filter"))
        self.add_button.setToolTip(_("Show only some"))
        for action in self._menu.actions():
            action.setText(_(self.fields[str(action.data())].label))
        self.pick.retranslate()
        self._show()

    def _open_choices(self) -> None:
        self.pick.show_choices("")

    def _show(self) -> None:
        for name in [name for name in self._chips if name not in self._where]:
            chip = self._chips.pop(name)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for name, values in self._where.items():
            chip = self._chips.get(name) or self._make_chip(name)
            chip.set_word(self._words(self.fields[name], values))
        self._flow.invalidate()
        self.updateGeometry()

    def _words(self, field: Field, values: Sequence[object]) -> str:
        names = ", ".join(current().label(str(value), field.vocabulary) for value in values)
        return current().format(_CONDITION, field=_(field.label), values=names)

    def _make_chip(self, name: str) -> Chip:
        chip = Chip(name, False, self)
        chip.setObjectName(f"condition_{name}")
        chip.removed.connect(self._on_removed)
        self._chips[name] = chip
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _show_asking(self, is_asking: bool) -> None:
        self._label.setVisible(is_asking)
        self.pick.setVisible(is_asking)
        self._flow.invalidate()
        self.updateGeometry()

    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.ask(str(action.data()))

    def _on_picked(self, value: object) -> None:
        if value is not None and self._asked:
            name, self._asked = self._asked, ""
            self._show_asking(False)
            self.add_condition(name, value)

    def _on_left(self) -> None:
        if self.pick.value() is None and not self.pick.is_open():
            self._show_asking(False)

    def _on_removed(self, name: str) -> None:
        self._where.pop(name, None)
        self._show()
        self.changed.emit()
        self.add_button.setFocus()

    def _lay_out(self) -> None:
        for name in self.fields:
            action = self._menu.addAction("")
            action.setData(name)
            action.triggered.connect(self._on_chosen)
        self.add_button.setMenu(self._menu)
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add_button.setToolButtonStyle(_BESIDE)
        self.add_button.setObjectName("filter_button")
        icons.put(self.add_button, "funnel")
        self.pick.setFixedWidth(_WIDTH * self.fontMetrics().averageCharWidth())
        for widget in (self.add_button, self._label, self.pick):
            self._flow.addWidget(widget)
        self._show_asking(False)

"""The options of one kind of report, as its declaration names them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from baseldesk.i18n import _, current
from baseldesk.records import vocabulary
from baseldesk.reports.request import Option
from ui import theme
from ui.widgets.check import Check


class Tick(QWidget):
    """A box to tick whose words go over several lines where the place is narrow; a click on them ticks it, too."""

    def __init__(self) -> None:
        super().__init__()
        self.box, self.words = Check(), QLabel()
        self.words.setWordWrap(True)
        self.words.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.HAIR)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """As on the box itself."""
        self.box.click()
        event.accept()


class Options(QWidget):
    """A box to tick for each yes-or-no, a list for each of the others.

    Attributes:
        changed: a person chose otherwise.
    """

    changed = Signal()

    def __init__(self, options: tuple[Option, ...], chosen: Mapping[str, object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self._boxes: dict[str, QCheckBox | QComboBox] = {}
        self._labels: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HAIR)
        for one in options:
            for part in self._make(one, chosen.get(one.name, one.default)):
                column.addWidget(part)
        self.setVisible(bool(options))

    def values(self) -> dict[str, str | bool]:
        """What is chosen, by name of the option."""
        return {
            name: box.isChecked() if isinstance(box, QCheckBox) else str(box.currentData() or "")
            for name, box in self._boxes.items()
        }

    def retranslate(self) -> None:
        """Sets every text anew."""
        for one in self._options:
            box, word = self._boxes[one.name], _(one.label)
            box.setAccessibleName(word)
            self._labels[one.name].setText(word)
            if isinstance(box, QComboBox):
                for place, text in enumerate(_names(one)):
                    box.setItemText(place, text)

    def _make(self, one: Option, value: object) -> list[QWidget]:
        if not one.choices and not one.vocabulary:
            tick = Tick()
            self._boxes[one.name], self._labels[one.name] = tick.box, tick.words
            tick.box.setChecked(bool(value))
            tick.box.setObjectName(f"report_option_{one.name}")
            tick.box.toggled.connect(self._on_changed)
            return [tick]
        box = self._boxes[one.name] = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for code, text in zip(_codes(one), _names(one), strict=True):
            box.addItem(text, code)
        box.setCurrentIndex(max(box.findData(value), 0))
        box.setObjectName(f"report_option_{one.name}")
        box.activated.connect(self._on_changed)
        label = self._labels[one.name] = QLabel()
        label.setWordWrap(True)
        label.setBuddy(box)
        return [label, box]

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()


def _codes(one: Option) -> list[str]:
    return [code for code, _label in one.choices] or ["", *vocabulary.codes(one.vocabulary)]


def _names(one: Option) -> list[str]:
    if one.choices:
        return [_(label) for _code, label in one.choices]
    return [_("All"), *(current().label(code, one.vocabulary) for code in vocabulary.codes(one.vocabulary))]

"""The headings of a table that is imported, each with a list of what its column is taken for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHeaderView, QWidget

from baseldesk.i18n import N_, current
from ui import theme
from ui.screens.importing_words import Choice

_NAME = Qt.ItemDataRole.UserRole
_COLUMN_IS = N_("Column {column}, “{heading}”, is taken as")


class TargetBox(QComboBox):
    """What one column is taken as; found by typing, and never changed by a turn of the wheel."""

    reached = Signal(int)
    settled = Signal(int, str)

    def __init__(self, column: int, choices: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.setObjectName(f"target_{column}")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setModel(choices)
        completer = QCompleter(choices, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self._held = ""
        line = self.lineEdit()
        assert line is not None
        line.installEventFilter(self)
        self.activated.connect(self._on_activated)
        line.editingFinished.connect(self._on_left)

    def put(self, target: str) -> None:
        """Shows this target."""
        self._held = target
        self.setCurrentIndex(max(0, self.findData(target, _NAME)))
        self.lineEdit().setCursorPosition(0)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Says when the focus comes, so that the column comes into sight; what stands there is then replaced by typing."""
        if event.type() == QEvent.Type.FocusIn:
            self.reached.emit(self.column)
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the table."""
        event.ignore()

    def _on_activated(self, place: int) -> None:
        target = self.itemData(place, _NAME)
        if isinstance(target, str) and target != self._held:
            self._held = target
            self.settled.emit(self.column, target)

    def _on_left(self) -> None:
        """Takes a name typed in full; anything else goes back to what it was."""
        place = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        if place >= 0 and isinstance(self.itemData(place, _NAME), str):
            self._on_activated(place)
        self.put(self._held)


class TargetHeader(QHeaderView):
    """The headings, with a list below each."""

    settled = Signal(int, str)
    reached = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.boxes: list[TargetBox] = []
        self._choices = QStandardItemModel(self)
        self.setSectionsClickable(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.sectionResized.connect(self.place)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Sets what the lists offer; a heading of a group cannot be chosen."""
        self._choices = QStandardItemModel(self)
        for one in choices:
            item = QStandardItem(one.text)
            item.setData(one.name, _NAME)
            if one.name is None:
                font = self.font()
                font.setBold(True)
                item.setFont(font)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._choices.appendRow(item)

    def show_targets(self, targets: Sequence[str], headings: Sequence[str], columns: Sequence[str]) -> None:
        """Makes a list for each column."""
        for old in self.boxes:
            old.hide()
            old.deleteLater()
        self.boxes = [TargetBox(n, self._choices, self.viewport()) for n in range(len(targets))]
        for box, target, heading, column in zip(self.boxes, targets, headings, columns, strict=True):
            box.put(target)
            box.setAccessibleName(current().format(_COLUMN_IS, column=column, heading=heading))
            box.settled.connect(self.settled)
            box.reached.connect(self.reached)
        self.updateGeometries()
        self.place()

    def sizeHint(self) -> QSize:
        """Room for the heading and for the list."""
        size = super().sizeHint()
        return QSize(size.width(), size.height() + self._height() + theme.HAIR)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paints the heading above the list."""
        super().paintSection(painter, rect.adjusted(0, 0, 0, -self._height() - theme.HAIR), section)

    def updateGeometries(self) -> None:
        """Keeps the lists above their columns."""
        super().updateGeometries()
        self.place()

    def place(self) -> None:
        """Sets each list above its column."""
        height, top = self._height(), self.height() - self._height() - 2
        for n, box in enumerate(self.boxes[: self.count()]):
            box.setGeometry(self.sectionViewportPosition(n) + 2, top, self.sectionSize(n) - 4, height)
            box.show()

    def _height(self) -> int:
        return self.boxes[0].sizeHint().height() if self.boxes else 0

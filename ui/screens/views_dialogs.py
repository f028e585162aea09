"""The two small dialogs of views: a name for one, and which columns it shows, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from baseldesk.i18n import _
from ui import icons, theme
from ui.help_keys import offer_help
from ui.room import take_room
from ui.screens.views_columns import Columns
from ui.screens.views_store import LONGEST
from ui.widgets.dialog import Dialog
from ui.widgets.picker_sources import fold

_NAME, _LETTERS = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1


class _Dialog(Dialog):
    """Made once with its list and never deleted before it; `box` has the button that does it and one that gives up."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        offer_help(self)
        self.done_button, self.cancel_button, self.box = QPushButton(), QPushButton(), QDialogButtonBox()
        self.box.addButton(self.done_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.box.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.done_button.setObjectName("done_button")
        self.done_button.setDefault(True)
        theme.make_primary(self.done_button)
        self.box.rejected.connect(self.reject)
        self.box.accepted.connect(self.finish)

    def finish(self) -> None:
        """Does what was asked for."""
        raise NotImplementedError


class NameDialog(_Dialog):
    """Asks for the name of a view.

    Attributes:
        named: the name, and the one it is to replace ("" for a new view).
    """

    named = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("view_name")
        self._instead_of, self._taken = "", frozenset[str]()
        self.word, self.name, self.told = QLabel(), QLineEdit(), QLabel()
        self.word.setBuddy(self.name)
        self.name.setMaxLength(LONGEST)
        self.name.setMinimumWidth(40 * self.fontMetrics().averageCharWidth())
        self.told.setWordWrap(True)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(self.word, self.name)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GROUP)
        layout.addLayout(form)
        layout.addWidget(self.told)
        layout.addWidget(self.box)
        self.name.textChanged.connect(self._on_typed)

    def ask(self, name: str, taken: Sequence[str], instead_of: str = "") -> None:
        """Opens with a name to begin from; names that are taken already are told before they are replaced."""
        self._instead_of, self._taken = instead_of, frozenset(taken) - {instead_of}
        self.setWindowTitle(_("Rename the view") if instead_of else _("Save as a view"))
        self.word.setText(_("Name of the view"))
        self.done_button.setText(_("Rename") if instead_of else _("Save"))
        self.cancel_button.setText(_("Cancel"))
        self.name.setText(name)
        self.name.selectAll()
        self._on_typed(name)
        self.open()
        self.name.setFocus()

    def finish(self) -> None:
        """Hands the name on."""
        name = self.name.text().strip()
        if name:
            self.accept()
            self.named.emit(name, self._instead_of)

    def _on_typed(self, typed: str) -> None:
        name = typed.strip()
        self.done_button.setEnabled(bool(name))
        self.told.setText(_("There is a view of this name; it will be replaced.") if name in self._taken else "")


class _List(QListWidget):
    """Alt+↑ and Alt+↓ move what is current.

    Attributes:
        moved: a person wants the current row one up (-1) or down (+1).
    """

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves, the arrow alone goes there."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class ColumnsDialog(_Dialog):
    """Which columns, ticked, in the order of the list; a search over their names.

    Attributes:
        chosen: [(name, letters)] in reading order.
    """

    chosen = Signal(object)

    def __init__(self, columns: Columns, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("columns_dialog")
        self._columns, self._shown = columns, frozenset[str]()
        self.search, self.list = QLineEdit(), _List()
        self.up_button, self.down_button = QPushButton(), QPushButton()
        icons.put(self.up_button, "chevron-up")
        icons.put(self.down_button, "chevron-down")
        moving = QHBoxLayout()
        for widget in (self.up_button, self.down_button):
            widget.setAutoDefault(False)
            moving.addWidget(widget)
        moving.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addLayout(moving)
        layout.addWidget(self.box)
        self.search.textChanged.connect(self._on_search)
        self.list.moved.connect(self.move_current)
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        self.list.itemChanged.connect(self._on_ticked)
        take_room(self, 46, 26)

    def ask(self, shown: Sequence[tuple[str, int]]) -> None:
        """Opens with these columns ticked, the others under them by name."""
        self.setWindowTitle(_("Columns"))
        self.search.setPlaceholderText(_("Search…"))
        self.search.setAccessibleName(_("Search in the columns"))
        self.list.setAccessibleName(_("Columns"))
        self.up_button.setText(_("Further to the front"))
        self.down_button.setText(_("Further to the end"))
        self.done_button.setText(_("Show these"))
        self.cancel_button.setText(_("Cancel"))
        self.search.clear()
        self._fill(shown)
        self.open()
        self.list.setFocus()

    def ticked(self) -> list[tuple[str, int]]:
        """The columns ticked, with their widths, in order; those that come in stand before the marks at the end."""
        rows = (self.list.item(row) for row in range(self.list.count()))
        found = [(one.data(_NAME), one.data(_LETTERS)) for one in rows if one.checkState() is Qt.CheckState.Checked]
        coming = list(takewhile(lambda one: one[0] not in self._shown, reversed(found)))[::-1]
        rest = found[: len(found) - len(coming)]
        marks = list(takewhile(lambda one: self._columns.is_mark(one[0]), reversed(rest)))[::-1]
        return [*rest[: len(rest) - len(marks)], *coming, *marks]

    def finish(self) -> None:
        """Hands the choice on."""
        chosen = self.ticked()
        if chosen:
            self.accept()
            self.chosen.emit(chosen)

    def move_current(self, step: int) -> None:
        """Moves the current column one row up (-1) or down (+1)."""
        row, goal = self.list.currentRow(), self.list.currentRow() + step
        if row >= 0 and 0 <= goal < self.list.count():
            self.list.insertItem(goal, self.list.takeItem(row))
            self.list.setCurrentRow(goal)

    def _fill(self, shown: Sequence[tuple[str, int]]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        names = self._shown = frozenset(name for name, _letters in shown)
        others = sorted((name for name in self._columns.names() if name not in names), key=self._sorted_by)
        for name, letters in [*shown, *((name, self._columns.column(name).letters or 22) for name in others)]:
            item = QListWidgetItem(self._columns.word(name), self.list)
            item.setData(_NAME, name)
            item.setData(_LETTERS, letters)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in names else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._on_ticked()

    def _sorted_by(self, name: str) -> str:
        return fold(self._columns.word(name))

    def _on_search(self, typed: str) -> None:
        wanted = fold(typed.strip())
        for row in range(self.list.count()):
            self.list.item(row).setHidden(wanted not in fold(self.list.item(row).text()))

    def _on_ticked(self, _item: QListWidgetItem | None = None) -> None:
        self.done_button.setEnabled(bool(self.ticked()))

    def _on_up(self, _checked: bool = False) -> None:
        self.move_current(-1)

    def _on_down(self, _checked: bool = False) -> None:
        self.move_current(1)

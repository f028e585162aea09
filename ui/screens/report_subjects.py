"""What a report is about: one record, or several that print one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from baseldesk.records.types import record_type
from ui import icons, theme
from ui.screens import Context
from ui.screens.record_directory import DeskDirectory
from ui.widgets.picker import PickLine
from ui.widgets.picker_sources import Choice, Records

_MOST_LINES = 5
_REMOVING_KEYS = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_ID = Qt.ItemDataRole.UserRole


class Subjects(QWidget):
    """A line to pick from, and beneath it what is picked where there can be several; Delete takes one out.

    Attributes:
        changed: a person chose otherwise.
    """

    changed = Signal()

    def __init__(
        self, context: Context, kind: str, many: bool, must_be: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        """`must_be`: field and code that the records offered have."""
        super().__init__(parent)
        self.kind, self._many = kind, many
        self._directory = DeskDirectory(context, self)
        records = Records(kind, self._directory)
        self.line = PickLine(_Fitting(records, context, kind, *must_be) if must_be else records)
        self.line.setObjectName(f"report_{kind}")
        self.line.keeps = not many
        self.list = QListWidget()
        self.clear_button = QToolButton(autoRaise=True)
        self._lay_out()
        self.retranslate()
        self.line.picked.connect(self._on_picked)
        self.clear_button.clicked.connect(self._on_clear)
        self.list.installEventFilter(self)

    def records(self) -> tuple[bytes, ...]:
        """The ids of what is chosen, in the order chosen."""
        if not self._many:
            value = self.line.value()
            return (value,) if isinstance(value, bytes) else ()
        return tuple(self.list.item(row).data(_ID) for row in range(self.list.count()))

    def set_records(self, records: Sequence[bytes]) -> None:
        """Chooses without a signal."""
        if not self._many:
            self.line.set_value(records[0] if records else None)
            return
        self.list.clear()
        for one in records:
            self._add(one)
        self._fit()

    def retranslate(self) -> None:
        """Sets every text anew; titles of records stay as they were found until the next choice."""
        self._directory.forget()
        declared = record_type(self.kind)
        self.line.setPlaceholderText(_("Type a few letters of the title or the reference"))
        self.line.setToolTip(self.line.placeholderText())
        self.line.setAccessibleName(_(declared.label))
        self.line.retranslate()
        self.list.setAccessibleName(_(declared.plural))
        self._say_clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete in the list takes the marked ones out."""
        removing = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _REMOVING_KEYS
        if watched is self.list and removing and self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())
            self._on_changed()
            return True
        return super().eventFilter(watched, event)

    def _add(self, record: bytes) -> None:
        item = QListWidgetItem(self._directory.title_of(self.kind, record), self.list)
        item.setData(_ID, record)
        item.setToolTip(item.text())

    def _fit(self) -> None:
        """As high as what is in it, up to a few lines; not there where nothing is."""
        count = self.list.count()
        self.list.setVisible(count > 0)
        self.clear_button.setVisible(count > 0)
        lines = min(count, _MOST_LINES)
        self.list.setFixedHeight(lines * (self.list.sizeHintForRow(0) if count else 0) + 2 * self.list.frameWidth() + 2)
        self._say_clear()

    def _say_clear(self) -> None:
        count = self.list.count()
        self.clear_button.setText(current().format_plural(N_("Take out {n} record"), N_("Take out all {n} records"), count))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HAIR)
        for part in (self.line, self.list, self.clear_button):
            column.addWidget(part)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        icons.put(self.clear_button, "x", "muted")
        self.clear_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fit()

    @Slot(object)
    def _on_picked(self, record: object) -> None:
        if self._many:
            if not isinstance(record, bytes) or record in self.records():
                return
            self._add(record)
        self._on_changed()

    @Slot()
    def _on_clear(self) -> None:
        self.list.clear()
        self._on_changed()

    def _on_changed(self) -> None:
        self._fit()
        self.changed.emit()


class _Fitting:
    """Records with a certain code in a field: of the reports handed in, only those of the kind that is to be printed."""

    def __init__(self, records: Records, context: Context, kind: str, field: str, code: str) -> None:
        self._records, self._desk, self._kind, self._field, self._code = records, context.desk, kind, field, code

    def matches(self, typed: str) -> list[Choice]:
        """Those that hold what was typed."""
        return [one for one in self._records.matches(typed) if self._fits(one.value)]

    def text_of(self, value: object) -> str:
        """What a record is called."""
        return self._records.text_of(value)

    def _fits(self, value: object) -> bool:
        shown = self._desk.record(self._kind, value) if isinstance(value, bytes) else None
        return shown is not None and shown.values.get(self._field) == self._code

"""The period of a report: one of the usual ones, or typed («2025-2026», «2025-01..2026-06»)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from baseldesk.errors import UsageError
from baseldesk.i18n import _, current
from baseldesk.reports.request import Period
from ui import theme

_YEARS = 3  # back from the present one


class PeriodLine(QWidget):
    """A line with the present year, those before, and the two-year periods of the reporting cycle.

    Attributes:
        changed: another period is chosen; not while what is typed is none.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.note = QComboBox(editable=True), QLabel()
        self.box.setObjectName("report_period")
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItems([str(one) for one in usual_periods(today)])
        self.box.setCurrentIndex(-1)
        theme.tint(self.note, "bad")
        self.note.setWordWrap(True)
        self.note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HAIR)
        column.addWidget(self.box)
        column.addWidget(self.note)
        self._period: Period | None = None
        self._hint = ""
        self.box.activated.connect(self._on_changed)
        line = self.box.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._on_changed)
        theme.align(line)
        line.setPlaceholderText(", ".join(usual_periods(today)[::_YEARS]))  # two are enough; the tip has every form
        self.retranslate()

    def period(self) -> Period | None:
        """What is chosen; None for nothing, or for what is no period."""
        return self._period

    def words(self) -> str:
        """The period as it was typed, to be shown again; nothing where it is none."""
        return self.box.currentText().strip() if self._period else ""

    def set_period(self, text: str) -> None:
        """Chooses without a signal; what is no period is shown with what is wrong with it."""
        self.box.setEditText(text)
        self._read()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.box.setAccessibleName(_("Period"))
        line = self.box.lineEdit()
        if line is not None:
            line.setAccessibleName(_("Period"))
            self._hint = _("2026, 2025-2026, 2025-01..2026-06")
            line.setToolTip(self._hint)
        self._read()

    def _read(self) -> None:
        typed = self.box.currentText().strip().replace("–", "-")
        self.note.hide()
        self._period = None
        if typed:
            try:
                self._period = Period.parse(typed)
            except UsageError:
                words = _("This is no period. Write it as 2026, 2025-2026, 2025-01..2026-06 or 2025-01-15..2026-06-30.")
                self.note.setText(words)
                self.note.show()
        written = self._period.write(current()) if self._period else ""
        self.box.setToolTip(written or self._hint)

    @Slot()
    def _on_changed(self) -> None:
        before = self._period
        self._read()
        if self._period != before:
            self.changed.emit()


def usual_periods(today: date) -> list[str]:
    """As they are offered: the present year and those before, then periods of two years that begin in an odd one."""
    years = [str(today.year - back) for back in range(_YEARS)]
    begun = today.year if today.year % 2 else today.year - 1
    return [*years, *(f"{first}-{first + 1}" for first in (begun, begun - 2))]

"""What one kind of report asks for: its records, its period, its options; made anew with the kind."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from baseldesk.i18n import _
from baseldesk.journal.clock import instant
from baseldesk.records.types import record_type
from baseldesk.reports.kinds import ReportKind
from ui import theme
from ui.screens import Context
from ui.screens.report_options import Options
from ui.screens.report_period import PeriodLine
from ui.screens.report_subjects import Subjects


class ReportAbout(QWidget):
    """Remembers options, and the period of a report that is about nothing else, from one time to the next.

    Attributes:
        changed: a person chose otherwise.
    """

    changed = Signal()

    def __init__(self, context: Context, kind: ReportKind) -> None:
        super().__init__()
        self.kind, self._settings = kind, context.settings
        kept = self._kept()
        self.subjects = Subjects(context, kind.subject, kind.many, kind.subject_is) if kind.subject else None
        self.period = PeriodLine(instant(context.desk.clock()).date()) if kind.has_period else None
        self.options = Options(kind.options, kept.get("options", {}))
        self._subject_label, self._period_label = QLabel(), QLabel()
        self._arrange()
        if self.period and not kind.subject:
            self.period.set_period(str(kept.get("period", "")))
        self.retranslate()

    def take(self, records: tuple[bytes, ...], period: str) -> None:
        """Chooses without a signal."""
        if self.subjects and records:
            self.subjects.set_records(records)
        if self.period and (period or records):
            self.period.set_period(period)

    def retranslate(self) -> None:
        """Sets every text anew."""
        if self.subjects:
            declared = record_type(self.subjects.kind)
            self._subject_label.setText(_(declared.plural if self.kind.many else declared.label))
            self.subjects.retranslate()
        if self.period:
            self._period_label.setText(_("Period"))
            self.period.retranslate()
        self.options.retranslate()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.HAIR)
        if self.subjects:
            self._subject_label.setBuddy(self.subjects.line)
            self.subjects.changed.connect(self._on_changed)
            self._add(self._subject_label, self.subjects)
        if self.period:
            self._period_label.setBuddy(self.period.box)
            self.period.changed.connect(self._on_changed)
            self._add(self._period_label, self.period)
        self.options.changed.connect(self._on_changed)
        self._add(self.options)

    def _add(self, *parts: QWidget) -> None:
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for part in parts:
            column.addWidget(part)
        column.addSpacing(theme.NEAR)

    def _kept(self) -> dict[str, Any]:
        found = self._settings.get(f"reports/of/{self.kind.name}", {})
        return found if isinstance(found, dict) else {}

    @Slot()
    def _on_changed(self) -> None:
        kept = {"options": self.options.values(), "period": self.period.words() if self.period else ""}
        self._settings.put(f"reports/of/{self.kind.name}", kept)
        self.changed.emit()

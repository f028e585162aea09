"""The editor of a day: typed in figures or picked from a calendar, or «not yet entered»."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from baseldesk.errors import RuleBroken
from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field
from ui import icons, theme
from ui.widgets.field_choice import NOT_YET
from ui.widgets.field_date_text import read_day, write_day
from ui.widgets.field_editor import FieldEditor
from ui.widgets.text_entry import TextLine

_OPEN = N_("{field}: open the calendar")
_WEEKDAYS = {"monday": Qt.DayOfWeek.Monday, "sunday": Qt.DayOfWeek.Sunday, "saturday": Qt.DayOfWeek.Saturday}
_MARK = "\u200e"  # figures keep their order inside a right-to-left line


class DateEditor(FieldEditor):
    """A line for the day and a button for the calendar; ↓ opens it too."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._written_in = current()
        self.line = _DayLine(self)
        self.button = QToolButton(self)
        self.entry = self.line
        self._calendar: CalendarPopup | None = None
        self.start: DateEditor | None = None  # where the period begins that this day ends
        self._lay_out()
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)
        self.line.calendar_asked.connect(self.open_calendar)
        self.button.clicked.connect(self.open_calendar)

    def value(self) -> object:
        """The date, None where nothing is entered; the text as typed where it is no day."""
        typed = self.line.text().replace(_MARK, "").strip()
        if not typed:
            return None
        try:
            return read_day(typed, self._written_in, _today(), self._begun())
        except ValueError:
            return typed

    def problem(self) -> RuleBroken | None:
        """Says so where the text is no day."""
        held = self.value()
        return RuleBroken("value.not_date", self.field.name, value=held[:80]) if isinstance(held, str) else None

    def retranslate(self) -> None:
        """Writes the day as the language in use does."""
        held = self.value()
        self._written_in = current()
        self.line.setPlaceholderText(_(NOT_YET))
        self.button.setAccessibleName(current().format(_OPEN, field=_(self.field.label)))
        self.button.setToolTip(self.button.accessibleName())
        self._write(held)

    def set_read_only(self, read_only: bool) -> None:
        """Readable still."""
        self.line.setReadOnly(read_only)
        self.button.setEnabled(not read_only)
        if read_only:
            self.close_calendar()

    def start_afresh(self) -> None:
        """Another record comes on the screen: a calendar that is open was for the one before."""
        self.close_calendar()

    def close_calendar(self) -> None:
        """Closes the calendar without choosing."""
        if self._calendar is not None:
            self._calendar.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves the form leaves its calendar."""
        self.close_calendar()
        super().hideEvent(event)

    def open_calendar(self) -> None:
        """Shows the month of the day, or this month."""
        if self.line.isReadOnly():
            return
        self._calendar = self._calendar or self._make_calendar()
        held = self.value()
        self._calendar.show_at(self.mapToGlobal(QPoint(0, self.height())), held if isinstance(held, date) else self._begun())

    def _begun(self) -> date | None:
        held = self.start.value() if self.start else None
        return held if isinstance(held, date) else None

    def _make_calendar(self) -> CalendarPopup:
        calendar = CalendarPopup(self)
        calendar.chosen.connect(self._on_chosen)
        return calendar

    def _write(self, value: object) -> None:
        self.line.write(_MARK + write_day(value, self._written_in) if isinstance(value, date) else str(value or ""))

    def _on_edited(self, _text: str) -> None:
        self.changed.emit()

    def _on_finished(self) -> None:
        held = self.value()
        if isinstance(held, date):
            self._write(held)

    def _on_chosen(self, day: object) -> None:
        """A day chosen while the form is being left, or may not be changed any more, is not taken."""
        if not self.isVisible() or self.line.isReadOnly():
            return
        self.put(day)
        self.line.setFocus()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.button)
        icons.put(self.button, "calendar", "muted")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # ↓ in the line does the same
        self.setFocusProxy(self.line)


class _DayLine(TextLine):
    calendar_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ or F4 opens the calendar."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.calendar_asked.emit()
        else:
            super().keyPressEvent(event)


class CalendarPopup(QFrame):
    """A month to click in, with «Today» and «Not set».

    Attributes:
        chosen: a `date`, or None.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.month = QCalendarWidget(self)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.today = QPushButton(self)
        self.nothing = QPushButton(self)
        self._lay_out()
        self.month.activated.connect(self._on_day)
        self.month.clicked.connect(self._on_day)
        self.today.clicked.connect(self._on_today)
        self.nothing.clicked.connect(self._on_nothing)

    def show_at(self, place: QPoint, day: date | None) -> None:
        """Opens under a field, in the language in use."""
        self.month.setLocale(QLocale())
        self.month.setFirstDayOfWeek(_WEEKDAYS.get(current().style.first_day, QLocale().firstDayOfWeek()))
        self._color_weekend()
        self.today.setText(_("Today"))
        self.nothing.setText(_("Not set"))
        self.month.setSelectedDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        self.adjustSize()
        self.move(self._on_screen(place))
        self.show()
        self.month.setFocus()

    def _color_weekend(self) -> None:
        """As every other day: which days are free differs from country to country, and Qt's red is not of the palette."""
        plain = QTextCharFormat()
        plain.setForeground(theme.color("text"))
        for day in (Qt.DayOfWeek.Friday, Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, plain)

    def _on_screen(self, place: QPoint) -> QPoint:
        room = self.screen().availableGeometry()
        x = max(room.left(), min(place.x(), room.right() - self.width()))
        return QPoint(x, max(room.top(), min(place.y(), room.bottom() - self.height())))

    def _choose(self, day: date | None) -> None:
        self.hide()
        self.chosen.emit(day)

    def _on_day(self, day: QDate) -> None:
        self._choose(date(day.year(), day.month(), day.day()))

    def _on_today(self) -> None:
        self._choose(_today())

    def _on_nothing(self) -> None:
        self._choose(None)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.HAIR, theme.HAIR, theme.HAIR, theme.HAIR)
        layout.addWidget(self.month)
        row = QHBoxLayout()
        row.addWidget(self.today)
        row.addWidget(self.nothing)
        layout.addLayout(row)


def _today() -> date:
    today = QDate.currentDate()
    return date(today.year(), today.month(), today.day())

"""How many records of a list hold each value of a field, beside the list; choosing a value narrows the list to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from baseldesk.desk.asked import Between, ListQuery
from baseldesk.i18n import N_, _, current
from baseldesk.records.field import Field, Kind
from ui import icons, theme
from ui.widgets.list_columns import NOT_YET
from ui.widgets.list_conditions import TitleOf, as_condition, value_words
from ui.widgets.list_model import Reads, RowSource

if TYPE_CHECKING:
    from ui.widgets.plain_table import PlainTable

_GROUPED = (Kind.CODE, Kind.CODES, Kind.YES_NO, Kind.DATE, Kind.RECORD, Kind.INTEGER)
_BY, _BY_YEAR = N_("By: {field}"), N_("By year: {field}")
_COUNT_LETTERS, _NARROWEST, _WIDTH = 7, 18, 31  # average letters
_CHOOSING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
MOST, MOST_NAMED = 500, 100  # groups that are shown; of other records, whose names are read one by one
_MORE = N_("and {n} more"), N_("and {n} more")


@dataclass(frozen=True)
class Group:
    """Records that hold one value: the condition that finds them, and how many there are."""

    wanted: object
    count: int


def may_group(field: Field) -> bool:
    """Whether the values of a field make groups that a person can read."""
    return not field.personal and (field.kind in _GROUPED or field.name == "city")


def read_groups(source: RowSource, query: ListQuery, field: Field, asked: int) -> tuple[int, list[Group]]:
    """Counts; days are counted by year. For the background.

    What is asked of the field itself does not narrow the groups: one sees where else one could go.
    """
    where = {name: wanted for name, wanted in query.where.items() if name != field.name}
    plain = ListQuery(query.type, where, query.search, deleted=query.deleted, language=query.language)
    found = source.groups(plain, field.name)
    if field.kind is Kind.DATE:
        return asked, _by_year(found)
    return asked, [Group(as_condition(value), count) for value, count in found]


def _by_year(found: Sequence[tuple[object, int]]) -> list[Group]:
    years: dict[int | None, int] = {}
    for value, count in found:
        year = value.year if isinstance(value, date) else None
        years[year] = years.get(year, 0) + count
    order = sorted(years, key=lambda year: -(year or 0))
    return [Group(None if year is None else Between(date(year, 1, 1), date(year, 12, 31)), years[year]) for year in order]


def group_words(field: Field, wanted: object, title_of: TitleOf | None = None) -> str:
    """What a group is called."""
    if wanted is None:
        return _(NOT_YET)
    if isinstance(wanted, Between):
        return str(wanted.first.year) if isinstance(wanted.first, date) else ""
    return ", ".join(value_words(field, one, title_of) for one in wanted) if isinstance(wanted, tuple) else ""


class GroupsPanel(QWidget):
    """The groups of one field, most first; hidden until a field is chosen.

    Attributes:
        chosen: a person wants only those of a group; the field and the condition.
        undone: a person wants all of them again; the field.
        closed: a person wants no groups any more.
    """

    chosen = Signal(str, object)
    undone = Signal(str)
    closed = Signal()

    def __init__(self, source: RowSource, reads: Reads, title_of: TitleOf | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._reads, self._title_of = source, reads, title_of
        self.field: Field | None = None
        self.groups: list[Group] = []
        self._asked = self._left = 0
        self._held: object = ()  # what the list asks of the field; () where nothing
        self.heading, self.close_button = QLabel(self), QToolButton(self)
        self._lay_out()
        self.close_button.clicked.connect(self.closed)
        self.hide()

    @cached_property
    def table(self) -> PlainTable:
        """The groups and their counts, made when a field is first chosen."""
        from ui.widgets.plain_table import PlainTable

        made = PlainTable((0, _COUNT_LETTERS), self)
        made.setObjectName("groups_table")
        made.horizontalHeader().hide()
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.clicked.connect(self._on_chosen)
        made.installEventFilter(self)
        self._column.addWidget(made, 1)
        return made

    def show_for(self, field: Field | None) -> None:
        """Groups by this field, or not at all."""
        self.field = field
        self.groups, self._left = [], 0
        self.setVisible(field is not None)
        self.retranslate()

    def count(self, query: ListQuery) -> None:
        """Counts the hits of this query anew."""
        if self.field is not None:
            self._asked += 1
            self._held = query.where.get(self.field.name, ())
            self._reads.read(partial(read_groups, self._source, query, self.field, self._asked), self._on_counted)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.close_button.setToolTip(_("Close the groups"))
        self.close_button.setAccessibleName(_("Close the groups"))
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter chooses; not by `activated`, which some desktops send at a click as well."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _CHOOSING:
            self._on_chosen(self.table.currentIndex())
            return True
        return super().eventFilter(watched, event)

    @Slot(object)
    def _on_counted(self, answer: tuple[int, list[Group]]) -> None:
        asked, groups = answer
        if asked == self._asked and self.field is not None:
            most = MOST_NAMED if self.field.kind is Kind.RECORD else MOST
            self.groups, self._left = groups[:most], len(groups[most:])
            self._say()

    def _say(self) -> None:
        field = self.field
        if field is None:
            return
        form = _BY_YEAR if field.kind is Kind.DATE else _BY
        self.heading.setText(current().format(form, field=_(field.label)))
        self.table.setAccessibleName(self.heading.text())
        number = current().number
        words = [(group_words(field, one.wanted, self._title_of), number(one.count)) for one in self.groups]
        if self._left:
            words.append((current().format_plural(*_MORE, self._left), ""))
        self.table.rows.set_rows((_(field.label), ""), words)
        self._mark()

    def _mark(self) -> None:
        """The group that the list is narrowed to stands selected."""
        place = next((place for place, one in enumerate(self.groups) if self._held != () and one.wanted == self._held), -1)
        if place >= 0:
            self.table.selectRow(place)

    def _on_chosen(self, index: QModelIndex) -> None:
        if self.field is None or not 0 <= index.row() < len(self.groups):
            return
        wanted = self.groups[index.row()].wanted
        if self._held != () and wanted == self._held:
            self.undone.emit(self.field.name)
        else:
            self.chosen.emit(self.field.name, wanted)

    def _lay_out(self) -> None:
        self.setObjectName("groups")
        self.heading.setWordWrap(True)
        theme.size(self.heading, 1.0, bold=True)
        icons.put(self.close_button, "x", "muted")
        self.close_button.setAutoRaise(True)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.HAIR)
        self._column.addLayout(top)
        theme.bind(self, "rows", self._fit)

    def _fit(self) -> None:
        """In a narrow window the groups leave most of it to the list."""
        letter = self.fontMetrics().averageCharWidth()
        self.setMinimumWidth(_NARROWEST * letter)
        self.setMaximumWidth(_WIDTH * letter)

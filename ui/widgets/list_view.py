"""A list on a screen: search as you type, conditions, the table, how many, and words for when there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QWidget

from baseldesk.desk.asked import ListQuery
from baseldesk.desk.leading import comes_at_once
from baseldesk.i18n import N_, _, current
from baseldesk.records.field import RecordType
from ui.widgets.list_columns import Column
from ui.widgets.list_frame import ListFrame
from ui.widgets.list_model import Reads, RowSource
from ui.widgets.list_nothing import is_deleted_alone

if TYPE_CHECKING:
    from ui.widgets.picker_sources import Directory

_PAUSE = 150  # milliseconds after the last letter before the desk is asked
_SELECTED = N_("{n} selected")


class ListView(ListFrame):
    """The records of one type, searched, filtered, sorted.

    `count_words` says «128 activities» in the language in use.

    Attributes:
        opened: a person wants to see a record; its id.
        new_asked: a person wants to begin the first one, from the empty list.
        first_shown: rows (or the words for nothing) stand on the screen.
        arranged: a person changed conditions, order, columns or groups.
        all_asked: a person wants the records in view rather than the deleted, of which there are none.
    """

    opened = Signal(bytes)
    new_asked = Signal()
    first_shown = Signal()
    arranged = Signal()
    all_asked = Signal()

    def __init__(
        self,
        declared: RecordType,
        source: RowSource,
        reads: Reads,
        columns: Sequence[Column],
        filters: Sequence[str],
        count_words: Callable[[int], str],
        directory: Directory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`filters` are the fields to offer first; every other field of the type follows them."""
        super().__init__(declared, source, reads, columns, filters, directory, parent)
        self._count_words = count_words
        self._query = ListQuery(declared.name, columns=_fields_of(columns))
        self._coming = tuple(columns)  # what the table shows with the next rows
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._total: int | None = None
        self._goes_on = False  # to the rows, as soon as what was searched for is there
        self._listen()

    def start(self) -> None:
        """Shows the first rows: at once, or, where the whole list has to be sorted for them, in a moment."""
        query = self._current_query()
        self.model.show(query, columns=self._coming, at_once=comes_at_once(query))
        self.groups.count(query)

    def show_where(self, where: Mapping[str, object], search: str = "") -> None:
        """Shows the list with these conditions and words."""
        self.filters.set_where(where)
        self.search.setText(search)
        self.show_again()

    def arrange(
        self, columns: Sequence[Column], sort: str = "", descending: bool = False, group: str = "", *, deleted: bool = False
    ) -> None:
        """Says which columns, order and groups are shown when the list is next asked for, and whether of deleted records."""
        wanted = _fields_of(columns)
        self._coming = tuple(columns)
        self._query = self._query._replace(columns=wanted, sort=sort, descending=descending, deleted=deleted)
        self.table.show_sort(sort, descending)
        self.groups.show_for(self.declared.by_name.get(group))

    def show_again(self) -> None:
        """Shows the list as it was arranged meanwhile, with the conditions that stand."""
        self.model.show(self._current_query(), columns=self._coming)
        self.groups.count(self._query)

    def group_by(self, name: str) -> None:
        """Shows how many records hold each value of a field; "" for no groups."""
        self.groups.show_for(self.declared.by_name.get(name))
        self.groups.count(self._query)
        self.arranged.emit()

    def columns(self) -> tuple[Column, ...]:
        """The columns shown, or to be shown with the next rows, in reading order."""
        return self._coming

    def renew(self) -> None:
        """Reads anew after something changed."""
        self.model.renew()
        self.groups.count(self._query)

    def chosen(self) -> list[int]:
        """The local numbers of the rows selected, in order."""
        return [number for run in self.table.selected_places() for number in self.model.numbers(run)]

    def asked_query(self) -> ListQuery:
        """What the list shows."""
        return self._query

    def retranslate(self) -> None:
        """Sets every text anew."""
        name = _(self.declared.plural)
        self.table.setAccessibleName(name)
        self.search.setPlaceholderText(_("Search…"))
        self.search.setAccessibleName(current().format(N_("Search in: {list}"), list=name))
        self.filters.retranslate()
        self.groups.retranslate()
        self.not_found.say_for(self._query)
        self.model.retranslate()
        self._say_count()
        if self._query.language != current().language and self.model.query is not None:
            self.show_again()

    def _current_query(self) -> ListQuery:
        where, words = self.filters.where(), self.search.text().strip()
        self._query = self._query._replace(where=where, search=words, language=current().language)
        return self._query

    def _on_typed(self, _text: str) -> None:
        self._goes_on = False
        self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        if self._current_query() != self.model.query:
            self.show_again()

    def _on_filtered(self) -> None:
        self._ask()
        self.arranged.emit()

    def _on_sort_asked(self, sort: str, descending: bool) -> None:
        self._query = self._query._replace(sort=sort, descending=descending)
        self.show_again()
        self.arranged.emit()

    def _on_groups_closed(self) -> None:
        self.group_by("")
        self.table.setFocus()

    def _on_table_arranged(self) -> None:
        self._coming = self.table.columns()
        self.arranged.emit()

    def _on_first_shown(self) -> None:
        self._total = None
        is_empty = self.model.rowCount() == 0
        asked = bool(self._query.search or self._query.where or self._query.deleted)
        self.not_found.say_for(self._query)
        self.stack.setCurrentWidget(self.table if not is_empty else self.not_found if asked else self.nothing)
        self._say_count()
        if self._goes_on:
            self._goes_on = False
            self._go_to_rows()
        self.first_shown.emit()

    def _on_counted(self, total: int) -> None:
        self._total = total
        if total and self.stack.currentWidget() is not self.table:
            self.stack.setCurrentWidget(self.table)
        elif not total:
            self._on_first_shown()
            self._total = 0
        self._say_count()

    def _on_selection(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        self._say_count()

    def _on_activated(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is not None:
            self.opened.emit(row.id)

    def _on_show_all(self) -> None:
        if is_deleted_alone(self._query):
            self.all_asked.emit()
        else:
            self.show_where({})
        self.search.setFocus()

    def _on_search_left(self) -> None:
        """Enter in the search goes to what was found, not to what stood there before."""
        self._ask()
        self._goes_on = self.model.is_waiting
        if not self._goes_on:
            self._go_to_rows()

    def _go_to_rows(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()
            self.table.selectRow(max(self.table.currentIndex().row(), 0))

    def _say_count(self) -> None:
        total = self.model.rowCount() if self._total is None else self._total
        words = self._count_words(total)
        selected = sum(len(run) for run in self.table.selected_places())
        if selected > 1:
            words += " · " + current().format_plural(_SELECTED, _SELECTED, selected)
        self.count.setText(words)

    def _listen(self) -> None:
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self._on_search_left)
        self._pause.timeout.connect(self._ask)
        self.filters.changed.connect(self._on_filtered)
        self.groups.chosen.connect(self.filters.set_condition)
        self.groups.undone.connect(self.filters.remove_condition)
        self.groups.closed.connect(self._on_groups_closed)
        self.table.arranged.connect(self._on_table_arranged)
        self.table.sort_asked.connect(self._on_sort_asked)
        self.table.activated.connect(self._on_activated)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.model.first_shown.connect(self._on_first_shown)
        self.model.counted.connect(self._on_counted)
        self.nothing.chosen.connect(self.new_asked)
        self.not_found.chosen.connect(self._on_show_all)


def _fields_of(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for column in columns for name in column.fields))

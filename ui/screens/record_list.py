"""The list of one record type as a place in the window: what activities and partners have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QPushButton

from baseldesk.i18n import N_, _
from baseldesk.records.types import record_type
from ui import icons, theme
from ui.screens import Context, Screen
from ui.screens.list_more import MoreButton
from ui.screens.list_work import ListWork
from ui.screens.record_directory import DeskDirectory
from ui.screens.record_sent import SentMarks
from ui.screens.views import ListViews
from ui.screens.views_columns import Columns
from ui.widgets.list_columns import Column, conflict_column, owner_column, same_column, state_column
from ui.widgets.list_view import ListView


class RecordListScreen(Screen):
    """A list with its search and a button for a new record. A subclass says which type, columns, conditions and words.

    Attributes:
        kind: the record type.
        filters: the coded fields that the list can be narrowed by.
    """

    kind = ""
    filters: tuple[str, ...] = ()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.declared = record_type(self.kind)
        self.sent = SentMarks(context)
        self.directory = DeskDirectory(context, self)
        own = (*self.columns(), conflict_column(), same_column(), self._last_column())
        columns = Columns(self.declared, own, self.directory.title_of)
        self.list = ListView(
            self.declared, context.desk, context.runner, columns.own, self.conditions(), self.count_words, self.directory
        )
        self.work = ListWork(self)
        self.views = ListViews(self, columns)
        self.new_button = QPushButton()
        self.more = MoreButton(context, self.kind, self.list, self.may_begin())
        self._lay_out()
        self.retranslate()
        self.list.first_shown.connect(self._on_first_shown)
        self.list.start()

    def columns(self) -> Sequence[Column]:
        """The columns, in reading order; ▲ and how far the record has travelled follow them."""
        raise NotImplementedError

    def conditions(self) -> Sequence[str]:
        """The coded fields that the list can be narrowed by."""
        return self.filters

    def may_begin(self) -> bool:
        """Whether a new record can be begun here; the secretariat has no activities or partners of its own."""
        return not self.context.desk.is_secretariat

    def count_words(self, count: int) -> str:
        """«128 activities», in the language in use."""
        raise NotImplementedError

    def new_words(self) -> str:
        """What the button for a new record says."""
        raise NotImplementedError

    def empty_words(self) -> tuple[str, str]:
        """Title and sentence of the empty list: what it is for and how to begin."""
        raise NotImplementedError

    def title(self) -> str:
        """The plural of the type."""
        return _(self.declared.plural)

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        words = self.new_words()
        self.new_button.setText(words)
        self.more.retranslate()
        self.list.nothing.set_texts(*self.empty_words(), words if self.may_begin() else "")
        self.list.retranslate()
        self.work.retranslate()
        self.views.retranslate()

    def open(self, where: Mapping[str, object] | None = None, search: str = "", **_place: Any) -> None:
        """Shows the records with these conditions and words."""
        if where is not None or search:
            self.views.show_all(where or {}, search)

    def refresh(self, kinds: frozenset[str]) -> None:
        """Reads the list anew where its records changed, and names those of other types anew."""
        self.directory.forget()
        if kinds & {one.target for one in self.declared.fields if one.target}:
            self.list.model.retranslate()
        if "unsaved" in kinds:
            self.sent.forget()
            self.list.model.retranslate()
        if kinds & {self.kind, "exchange"}:
            self.sent.forget()
            self.list.renew()

    def new(self) -> None:
        """Begins a new record."""
        if self.new_button.isEnabled() and self.may_begin():
            self.context.window.show_new(self.kind)

    def start_search(self) -> None:
        """Goes to the search."""
        self.list.search.setFocus()
        self.list.search.selectAll()

    def focus_first(self) -> None:
        """Goes to the table, or to the search where nothing stands in it."""
        has_rows = self.list.model.rowCount() > 0
        (self.list.table if has_rows else self.list.search).setFocus()

    @Slot()
    def _on_first_shown(self) -> None:
        """The first rows stand there: once whoever made the screen can hear it, it is ready."""
        self.list.first_shown.disconnect(self._on_first_shown)
        QTimer.singleShot(0, self, self.ready.emit)

    def _last_column(self) -> Column:
        """At a centre how far a record has travelled; at the secretariat whose it is."""
        return owner_column() if self.context.desk.is_secretariat else state_column(N_("Sent"), self.sent.state_of)

    def _on_opened(self, record: bytes) -> None:
        self.context.window.show_record(self.kind, record)

    def _on_new(self, _checked: bool = False) -> None:
        self.new()

    def _lay_out(self) -> None:
        theme.make_primary(self.new_button)
        icons.put(self.new_button, "plus", "on_accent")
        self.new_button.setObjectName("new_button")
        self.new_button.setVisible(self.may_begin())
        self.header.add(self.list.search)
        self.header.add(self.more)
        self.header.add(self.new_button)
        self.body.addWidget(self.list)
        self.sent.changed.connect(self.list.model.retranslate)
        self.new_button.clicked.connect(self._on_new)
        self.list.opened.connect(self._on_opened)
        self.list.new_asked.connect(self.new)

"""The parts of a list on a screen, and where they stand: conditions above, groups beside the table, the foot below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from baseldesk.records.field import RecordType
from ui import theme
from ui.widgets.empty import Empty
from ui.widgets.list_columns import Column
from ui.widgets.list_filter import FilterBar
from ui.widgets.list_groups import GroupsPanel
from ui.widgets.list_model import ListModel, Reads, RowSource
from ui.widgets.list_nothing import NotFound, put_glass
from ui.widgets.list_table import ListTable

if TYPE_CHECKING:
    from ui.widgets.picker_sources import Directory


class ListFrame(QWidget):
    """The parts of a list in their places; what happens in them is the subclass's business.

    Attributes:
        search: the search field, for the screen to put into its header.
        foot: the line under the table, for the screen to add to.
        tools: the end of the line with the conditions, for the screen to add to.
        stack: the table, or the words for nothing.
    """

    def __init__(
        self,
        declared: RecordType,
        source: RowSource,
        reads: Reads,
        columns: Sequence[Column],
        filters: Sequence[str],
        directory: Directory | None,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.declared = declared
        self.model = ListModel(source, reads, columns, self)
        self.search, self.table, self.count = QLineEdit(), ListTable(self.model, self), QLabel(self)
        fields = dict.fromkeys([*filters, *declared.by_name])
        self.filters = FilterBar([declared.by_name[name] for name in fields], directory, self)
        self.groups = GroupsPanel(source, reads, directory.title_of if directory else None, self)
        self.nothing, self.not_found = Empty("inbox"), NotFound()
        self.stack, self.foot, self.tools = QStackedWidget(self), QHBoxLayout(), QHBoxLayout()
        self._dress()
        self._lay_out()

    def _dress(self) -> None:
        self.search.setObjectName("search_field")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(24 * self.fontMetrics().averageCharWidth())
        self.table.setObjectName(f"{self.declared.name}_table")
        self.count.setObjectName("count")
        theme.tint(self.count, "muted")
        for widget in (self.table, self.nothing, self.not_found):
            self.stack.addWidget(widget)
        put_glass(self.search)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.NEAR)
        top, middle = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.filters, 1)
        top.addLayout(self.tools)
        top.setAlignment(self.tools, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(top)
        layout.addLayout(self.filters.entry_place)
        middle.setSpacing(theme.GROUP)
        middle.addWidget(self.groups, 2)
        middle.addWidget(self.stack, 5)
        layout.addLayout(middle, 1)
        self.foot.addWidget(self.count)
        self.foot.addStretch(1)
        layout.addLayout(self.foot)

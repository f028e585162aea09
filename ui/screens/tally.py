"""A place that shows sums as a table: read in the background, each line leading to the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QStackedWidget

from ui import theme
from ui.screens import Context, Screen
from ui.widgets.empty import Empty
from ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

_FOLLOWING = frozenset({0x01000004, 0x01000005})  # Return, Enter


class Lazily(Sequence[Sequence[str]]):
    """The lines of a table, each put into words only when it is looked at: there may be very many."""

    def __init__(self, held: Sequence[Any], words: Callable[[Any], Sequence[str]]) -> None:
        self._held, self._words = held, words
        self._last: tuple[int, Sequence[str]] = (-1, ())

    def __len__(self) -> int:
        return len(self._held)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self._words(one) for one in self._held[place]]
        if self._last[0] != place:
            self._last = (place, self._words(self._held[place]))
        return self._last[1]


class TallyScreen(Screen):
    """A subclass says what is read, the headings, the words of a line and where it leads.

    Attributes:
        rows: what was read; None before.
    """

    kinds: frozenset[str] = frozenset()
    letters: tuple[int, ...] = ()  # widths of the columns; 0 takes what is left

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: Sequence[Any] | None = None
        self.table, self.nothing, self.count = PlainTable(self.letters), Empty("inbox"), QLabel()
        self.stack = QStackedWidget()
        self._lay_out()
        self.table.activated.connect(self._on_activated)
        self.nothing.chosen.connect(self.begin)
        self.retranslate()
        self.refresh(self.kinds)

    def read(self, desk: Desk) -> Sequence[Any]:
        """The lines; outside the GUI thread."""
        raise NotImplementedError

    def headings(self) -> Sequence[str]:
        """Of the columns."""
        raise NotImplementedError

    def words(self, row: Any) -> Sequence[str]:
        """A line, as a person reads it."""
        raise NotImplementedError

    def follow(self, row: Any) -> None:
        """Opens what a line stands for."""
        raise NotImplementedError

    def count_words(self) -> str:
        """What the foot says."""
        raise NotImplementedError

    def empty_words(self) -> tuple[str, str, str]:
        """Title, sentence and first step of the empty table."""
        raise NotImplementedError

    @Slot()
    def begin(self) -> None:
        """The first step, where the table is empty."""
        self.context.window.show_screen("activities")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.table.setAccessibleName(self.title())
        self.nothing.set_texts(*self.empty_words())
        self._show()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Reads anew where something counted here changed."""
        if kinds & self.kinds:
            self.context.runner.read_anew(self._read, self._on_read)

    def focus_first(self) -> None:
        """On the table, or on the first step."""
        is_empty = self.rows is not None and not self.rows
        (self.nothing.button if is_empty else self.table).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the line that is chosen, also where the platform does not send it to the table."""
        chosen = self.table.chosen()
        if event.key() in _FOLLOWING and chosen is not None and self.rows:
            self.follow(self.rows[chosen])
        else:
            super().keyPressEvent(event)

    def _read(self) -> Sequence[Any]:
        return self.read(self.context.desk)

    @Slot(object)
    def _on_read(self, rows: Sequence[Any]) -> None:
        had_focus = self.window().focusWidget() is self.table  # also while another program is in front
        self.rows = rows
        self._show()
        if had_focus:
            self.focus_first()
        self.ready.emit()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if self.rows:
            self.follow(self.rows[index.row()])

    def _show(self) -> None:
        rows = self.rows or ()
        self.table.show_rows(self.headings(), Lazily(rows, self.words))
        if rows and self.table.chosen() is None:
            self.table.selectRow(0)
        self.stack.setCurrentWidget(self.table if rows or self.rows is None else self.nothing)
        self.count.setText(self.count_words() if self.rows is not None else "")

    def _lay_out(self) -> None:
        self.table.setObjectName(f"{self.name}_table")
        self.count.setObjectName("count")
        theme.tint(self.count, "muted")
        theme.align(self.count)
        for part in (self.table, self.nothing):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self.count)

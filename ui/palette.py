"""«Find anything» (Ctrl+K): a few letters lead to any record, place, action, setting, report or new form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from baseldesk.i18n import _, current
from ui import icons, messages, theme
from ui.palette_entries import Entry, begins, fitting, found, in_order, recent
from ui.screens import Context
from ui.screens.record_undo_notice import UndoNotice
from ui.tasks import Task
from ui.widgets.dialog import Dialog

_ENTRY = Qt.ItemDataRole.UserRole
_MOST_FOUND = 30
_PAUSE = 80  # milliseconds of silence before the records are searched
_SHARE = 0.85  # of the window, at most
_KEYS_OF_LIST = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})


class Palette(Dialog):
    """Made once for the window; each opening begins empty, with the records last opened.

    Attributes:
        help_wanted: help was chosen, which the window opens.
    """

    help_wanted = Signal()

    def __init__(self, context: Context, window: QWidget, undo: UndoNotice) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._context, self._window, self._undo = context, window, undo
        self._task: Task | None = None
        self._has_chosen = self._is_entered = False
        self.line, self.list, self.note = QLineEdit(), QListWidget(), QLabel()
        self._search_soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._arrange()
        self.retranslate()
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self._on_entered)
        self.line.installEventFilter(self)
        self.list.itemActivated.connect(self._on_taken)
        self.list.itemClicked.connect(self._on_taken)
        self._search_soon.timeout.connect(self._on_search)

    def begin(self) -> None:
        """Opens it, empty."""
        self._fit()
        self.line.clear()
        self._show(recent(self._context))
        self.open()
        self.line.setFocus()

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.setWindowTitle(_("Find anything"))
        self.line.setPlaceholderText(_("A record, a place, something to do: type a few letters"))
        self.line.setAccessibleName(self.windowTitle())
        self.list.setAccessibleName(_("What was found"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move through the list while one types."""
        moving = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _KEYS_OF_LIST
        if watched is self.line and moving:
            self._has_chosen = True
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_typed(self, typed: str) -> None:
        """Places and reports at once, records a moment later."""
        self._has_chosen = self._is_entered = False
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if not typed.strip():
            self._search_soon.stop()
            self._show(recent(self._context))
            return
        self._show(self._fitting())
        self.note.setText(_("Searching…"))
        self._search_soon.start()

    @Slot()
    def _on_search(self) -> None:
        work = partial(found, self._context, self.line.text(), _MOST_FOUND)
        self._task = self._context.runner.read(work, self._on_found, self._on_failed)

    @Slot(object)
    def _on_found(self, entries: list[Entry]) -> None:
        self._task = None
        self._show(in_order(self.line.text(), self._fitting(), entries))
        if self._is_entered and self.isVisible():
            self._on_taken()
        self._is_entered = False

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        """What is found without the records stays; that these could not be looked through is no «nothing»."""
        self._on_found([])
        self.note.setText(messages.say(error).text)
        self.note.show()

    def _fitting(self) -> list[Entry]:
        button = self._undo.button
        undo = [Entry(button.text(), button.accessibleDescription(), self._undo.icon, "undo", "undo")]
        return in_order(self.line.text(), fitting(self._context, self.line.text(), undo if button.isVisible() else ()), ())

    def _show(self, entries: list[Entry]) -> None:
        """The first is marked, unless a person has gone to another."""
        kept = self.list.currentItem().data(_ENTRY) if self.list.currentItem() else None
        self.list.clear()
        for entry in entries:
            said = "{title}  ·  {detail}" if entry.detail else "{title}"
            words = current().fill(said, title=entry.title, detail=entry.detail)
            item = QListWidgetItem(icons.icon(entry.icon, role="muted"), words, self.list)
            item.setData(_ENTRY, entry)
            item.setToolTip(entry.title)
        places = [row for row in range(self.list.count()) if self.list.item(row).data(_ENTRY) == kept]
        self.list.setCurrentRow(places[0] if places and self._has_chosen else 0)
        self._say(bool(entries))

    def _say(self, has_any: bool) -> None:
        if has_any:
            words = _("Last opened") if not self.line.text().strip() else ""
        else:
            words = _("Nothing found.") if self.line.text().strip() else _("Nothing was opened yet.")
        self.note.setText(words)
        self.note.setVisible(bool(words))

    @Slot()
    def _on_entered(self) -> None:
        """Takes what is marked; before the records are there, only what no record could stand above."""
        is_searching = self._search_soon.isActive() or self._task is not None
        marked = self.list.currentItem()
        is_first = marked is not None and begins(marked.data(_ENTRY), self.line.text())
        self._is_entered = is_searching and not self._has_chosen and not is_first
        if not self._is_entered:
            self._on_taken()

    @Slot()
    def _on_taken(self) -> None:
        if self.list.currentRow() < 0:
            return
        entry: Entry = self.list.currentItem().data(_ENTRY)
        self.accept()
        go = self._context.window
        if entry.kind == "record":
            go.show_record(entry.name, entry.record)
        elif entry.kind == "new":
            go.show_new(entry.name)
        elif entry.kind == "report":
            go.show_screen("reports", kind=entry.name)
        elif entry.kind == "language":
            self._context.settings.put("language", entry.name)
        elif entry.kind == "undo":
            self._undo.button.click()
        elif entry.kind == "help":
            self.help_wanted.emit()
        elif entry.kind in ("page", "guide") and (window := self.parentWidget()) is not None:
            from ui.help import open_entry

            open_entry(entry.kind, entry.name, window, self._context)
        else:
            go.show_screen(entry.name, **entry.to)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(theme.NEAR)
        for part in (self.line, self.note, self.list):
            column.addWidget(part)
        theme.tint(self.note, "muted")
        self.note.setWordWrap(True)
        theme.size(self.line, 1.15)
        self.list.setIconSize(QSize(16, 16))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _fit(self) -> None:
        """As large as is pleasant, never larger than the window that it belongs to."""
        metrics, room = self.fontMetrics(), self._window.size() * _SHARE
        wanted = QSize(72 * metrics.averageCharWidth(), 26 * metrics.height())
        self.resize(wanted.boundedTo(room))

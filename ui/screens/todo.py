"""«To do»: everything that needs a person in one list, grouped by kind, with what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from baseldesk.errors import UsageError
from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens import Context, Screen, place_of_record
from ui.screens.home_due import Dates, late_links, read_due
from ui.screens.todo_group import TodoGroup
from ui.screens.todo_words import kind_of, look_of, order_of
from ui.widgets.card import Card
from ui.widgets.empty import Empty
from ui.widgets.link import put_lines
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.screens.todo_reading import Entry, Key

_NOTHING = N_("Nothing is waiting for you.")
_WHAT_FOR = N_("What two people wrote differently, what was not allowed, what has not come yet: it would stand here.")
_FOR_GOOD = N_("This destroys the personal data of “{record}” on this computer for good. It cannot be taken back.")


@dataclass(frozen=True)
class Settled:
    """What settling a task has changed, for those who show it."""

    kinds: frozenset[str]


def settle(desk: Desk, entry: Entry, what: str) -> Settled:
    """Does what a task asks for («accept») or turns it down («reject»); for the writer's thread.

    Raises:
        UsageError: the task is gone meanwhile.
    """
    from baseldesk.desk import settling
    from baseldesk.desk.tasks import tasks

    with desk.read() as reader:
        held = next((one for one in tasks(reader) if one.id == entry.task.id), None)
    if held is None:
        raise UsageError("task.gone", id=entry.task.id)
    (settling.accept if what == "accept" else settling.reject)(desk, held)
    return Settled(frozenset({held.type}))


class TodoScreen(Screen):
    """The list. It shows what the shared feed has read."""

    name = "todo"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.groups: dict[str, TodoGroup] = {}
        self.nothing, self.overdue = Empty("circle-check"), Card("calendar")
        self._dates = Dates()
        self._column = QVBoxLayout()
        self._area = self._lay_out()
        context.todo.changed.connect(self._on_read)
        context.todo.failed.connect(self._on_failed)
        self.retranslate()
        if context.todo.entries is not None:
            self._on_read()
        context.todo.ask()
        self.refresh(frozenset())

    def title(self) -> str:
        """«To do»."""
        return _("To do")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.nothing.set_texts(_(_NOTHING), _(_WHAT_FOR))
        self.overdue.set_texts(_("Overdue"))
        self._show_dates()
        for group in self.groups.values():
            group.retranslate()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Looks anew which dates have passed; the feed of the rest hears by itself of what changed."""
        self.context.runner.read_anew(partial(read_due, self.context.desk), self._on_dates)

    def focus_first(self) -> None:
        """On the first button there is, or on what is overdue."""
        buttons = (button for group in self._in_order() for line in group.lines for button in line.buttons.values())
        late = self.overdue.body.itemAt(0)
        first = next(buttons, None) or (late.widget() if late is not None else None) or self
        first.setFocus()

    @Slot()
    def _on_read(self) -> None:
        entries = self.context.todo.entries or ()
        had_focus = self._area.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        by_kind: dict[str, list[Entry]] = {}
        for entry in entries:
            by_kind.setdefault(kind_of(entry.task.code), []).append(entry)
        for kind in [kind for kind in self.groups if kind not in by_kind]:
            self._drop(kind)
        for kind, held in by_kind.items():
            self._group(kind).show_entries(held)
        self._show_what_is_there()
        if had_focus and self.isVisible() and not self._area.isAncestorOf(self.focusWidget() or self):
            self.focus_first()
        self.ready.emit()

    @Slot(object)
    def _on_dates(self, dates: Dates) -> None:
        self._dates = dates
        self._show_dates()
        self._show_what_is_there()

    def _show_dates(self) -> None:
        """What has passed, as on Home; what comes stands in the calendar."""
        put_lines(self.overdue.body, late_links(self._dates, self.context.window))

    def _show_what_is_there(self) -> None:
        is_late = self.overdue.body.count() > 0
        self.overdue.setVisible(is_late)
        self._area.setVisible(is_late or bool(self.groups))
        self.nothing.setVisible(self.context.todo.entries is not None and not is_late and not self.groups)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.show_error(error, self.context.todo.ask)

    @Slot(str, object)
    def _on_wanted(self, what: str, entry: Entry) -> None:
        if what == "decide":
            self.context.window.show_screen("conflict", kind=entry.task.type, id=entry.task.record)
        elif what == "compare":
            self._compare(entry)
        elif what == "open" and entry.opens:
            self._open(entry.opens, is_remark=entry.task.type == "remark")
        elif what == "accept" and look_of(entry.task.code).asks_first:
            self._ask(entry)
        else:
            self._settle(entry, what)

    def _open(self, key: Key, *, is_remark: bool) -> None:
        """The record; of a remark, the page where it is answered."""
        kind, record = key
        if is_remark:
            self.context.window.show_screen(place_of_record(kind).name, id=record, page="remarks")
        else:
            self.context.window.show_record(kind, record)

    def _compare(self, entry: Entry) -> None:
        """Two records that may be one, side by side."""
        from baseldesk.desk.settling import other_of
        from ui.screens.same_join import JoinDialog

        dialog = JoinDialog(self.context, entry.task.type, entry.task.record, other_of(entry.task), self.window())
        dialog.settled.connect(self.context.todo.ask)
        dialog.open()

    def _settle(self, entry: Entry, what: str, _checked: bool = False) -> None:
        work = partial(settle, self.context.desk, entry, what)
        self.context.runner.write(work, self._on_settled, self._on_refused, label=_("Saving…"))

    @Slot(object)
    def _on_settled(self, _settled: Settled) -> None:
        self.banner.clear()
        self.context.window.status(_("Done."))

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        self.show_error(error)
        self.context.todo.ask()

    def _ask(self, entry: Entry) -> None:
        """What cannot be taken back is asked about once more; staying is what Esc means."""
        box = QMessageBox(self.window())
        box.setObjectName("for_good")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(_(look_of(entry.task.code).heading))
        box.setText(current().format(_FOR_GOOD, record=entry.words()))
        do = box.addButton(_(look_of(entry.task.code).accept), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        do.setObjectName("for_good_do")
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        do.clicked.connect(partial(self._settle, entry, "accept"))
        box.open()

    # The groups

    def _group(self, kind: str) -> TodoGroup:
        if kind not in self.groups:
            group = TodoGroup(kind)
            group.wanted.connect(self._on_wanted)
            place = sum(order_of(other) < order_of(kind) for other in self.groups)
            self.groups[kind] = group
            self._column.insertWidget(place, group)
        return self.groups[kind]

    def _drop(self, kind: str) -> None:
        group = self.groups.pop(kind)
        self._column.removeWidget(group)
        group.hide()
        group.deleteLater()

    def _in_order(self) -> list[TodoGroup]:
        return [self.groups[kind] for kind in sorted(self.groups, key=order_of)]

    def _lay_out(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GROUP)
        column.setSpacing(theme.GROUP)
        column.addLayout(self._column)
        column.addWidget(self.overdue)
        column.addStretch(1)
        area = scrolled(inner)
        area.hide()
        self.nothing.hide()
        self.body.addWidget(area, 1)
        self.body.addWidget(self.nothing, 1)
        return area

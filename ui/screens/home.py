"""Home: what needs attention, where the work is, six figures, four drawings, what is due and what was worked on last.

Nothing is read before the first paint; what is shown then has its place already, so that nothing jumps.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.example_mark import is_example
from ui.screens import Context, Screen
from ui.screens.home_example import ExampleLine
from ui.screens.home_reading import FIGURES, Overview, read_overview
from ui.screens.home_sending import SendingCard
from ui.screens.home_steps import StepsCard
from ui.screens.record_unsaved_offer import unsaved_links
from ui.standing import Standing
from ui.widgets.beside import Beside
from ui.widgets.card import Card
from ui.widgets.link import Figure, Link, put_lines
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from baseldesk.desk.shown import Row
    from ui.screens.home_charts import DrawingCards
    from ui.screens.todo_reading import Entry

MOST_WAITING = 7


class HomeScreen(Screen):
    """The place to begin a day, or the first one.

    Attributes:
        drawings: made when there is something to draw.
    """

    name = "home"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._overview: Overview | None = None
        self.attention, self.due, self.recent = Card("circle-alert"), Card("calendar"), Card("history")
        self.sending, self.steps, self.example = SendingCard(context), StepsCard(context), ExampleLine(context)
        self.figures = [Figure() for _figure in FIGURES]
        self.drawings: DrawingCards | None = None
        self._figures_row = Beside([*self.figures])
        self._drawings_row, self._foot = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        context.todo.changed.connect(self._show)
        context.settings.changed.connect(self._on_setting)
        self.retranslate()
        self._read()

    def title(self) -> str:
        """«Home»."""
        return _("Home")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.attention.set_texts(_("What needs attention"))
        self.due.set_texts(_("What is due"))
        self.recent.set_texts(_("Changed last"))
        self.steps.retranslate()
        self.example.retranslate()
        self._show()

    def open(self, example: bool = False, **_place: object) -> None:
        """Home; the example is made and opened where that was chosen elsewhere."""
        self.context.window.stand_on(self.name)
        if example and not is_example(self.context.desk):
            self.example.begin()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Counts anew, whatever was changed: it is not sent yet."""
        if kinds:
            self._read()

    def focus_first(self) -> None:
        """On the first step of an empty Home, else on the first figure."""
        is_empty = self._overview is not None and self._overview.is_empty
        (self.steps.links[0] if is_empty else self.figures[0]).setFocus()

    def _read(self) -> None:
        self.context.runner.read_anew(partial(read_overview, self.context.desk), self._on_read)

    @Slot(object)
    def _on_read(self, overview: Overview) -> None:
        had_focus = self.figures[0].hasFocus()
        self._overview = overview
        self._show()
        if had_focus and overview.is_empty:
            self.focus_first()
        self.ready.emit()

    @Slot()
    def _show(self) -> None:
        held, is_read = self._overview or Overview(), self._overview is not None
        is_empty = is_read and held.is_empty
        self.steps.setVisible(is_empty)
        self._place_example(is_empty)
        self._figures_row.setVisible(not is_empty)
        for figure, number, one in zip(self.figures, held.counts, FIGURES, strict=True):
            figure.set_texts(current().number(number) if is_read else "–", _(one.word))
        self.sending.show_standing(held.standing)
        put_lines(self.attention.body, self._attention_lines(held.standing))
        put_lines(self.recent.body, [self._recent_line(row) for row in held.recent])
        self.recent.setVisible(bool(held.recent))
        self._show_due(held)
        self._show_drawings(held)

    def _place_example(self, is_empty: bool) -> None:
        """Among the first steps, later at the foot of the page."""
        column = self.steps.body if is_empty else self._foot
        if self.example.parentWidget() is not column.parentWidget():
            column.insertWidget(min(2, column.count()), self.example)
        self.example.setVisible(not is_example(self.context.desk))

    def _show_due(self, held: Overview) -> None:
        links: list[QWidget] = []
        if held.due is not None:
            from ui.screens.home_due import due_links

            links += due_links(held.due, self.context.window)
        put_lines(self.due.body, links)
        self.due.setVisible(bool(links))

    def _show_drawings(self, held: Overview) -> None:
        if self.drawings is None and held.drawings is not None and not held.is_empty:
            from ui.screens.home_charts import DrawingCards

            self.drawings = DrawingCards(self.context.window)
            self._drawings_row.addWidget(Beside([*self.drawings.cards]))
        if self.drawings is not None and held.drawings is not None:
            self.drawings.show(held.drawings)
            for card in self.drawings.cards:
                card.setVisible(not held.is_empty)

    def _attention_lines(self, standing: Standing) -> list[QWidget]:
        """At most seven, each a link."""
        lines: list[QWidget] = []
        if standing.known and not standing.enrolled and not self.context.desk.is_secretariat:
            lines.append(self._line("key-round", "attention", _("Register this computer with the secretariat"), "exchange"))
        if standing.conflicts and self.context.todo.entries is None:  # else each stands below by its name
            lines.append(self._line("triangle-alert", "attention", standing.conflicts_sentence(), "todo"))
        lines += unsaved_links(self.context, self._overview.unsaved if self._overview else ())
        lines += self._backup_lines(standing)
        lines += self._todo_lines(MOST_WAITING - len(lines))
        lines += self._late_lines()[: max(MOST_WAITING - len(lines), 0)]
        if self._overview is not None and not lines:
            nothing = QLabel(_("Nothing is waiting for you."))
            theme.tint(nothing, "muted")
            lines.append(nothing)
        return lines

    def _late_lines(self) -> list[Link]:
        """Dates that have passed; those that come stand in a card of their own."""
        if self._overview is None or self._overview.due is None:
            return []
        from ui.screens.home_due import late_links

        return late_links(self._overview.due, self.context.window)

    def _backup_lines(self, standing: Standing) -> list[QWidget]:
        """At most one: a backup that could not be made, or that none was ever thought of."""
        from ui.backup_standing import backup_standing

        unsafe = standing.only_here + standing.sent
        said = backup_standing(self.context.settings, self.context.desk.clock(), unsafe)
        if said is None or is_example(self.context.desk):
            return []
        link = Link("save", said.kind if said.kind == "attention" else "accent")
        link.setText(said.text)
        link.followed.connect(partial(self.context.window.show_screen, "settings", section="backup"))
        return [link]

    @Slot(str)
    def _on_setting(self, key: str) -> None:
        if key.startswith("backup/"):
            self._show()

    def _todo_lines(self, most: int) -> list[QWidget]:
        """What needs a person; where that is more than there is room for, the last line leads to the rest."""
        entries = self.context.todo.entries or ()
        shown = entries if len(entries) <= most else entries[: most - 1]
        lines: list[QWidget] = [self._todo_line(one) for one in shown]
        if len(shown) < len(entries):
            more = current().format_plural(N_("{n} more thing to do"), N_("{n} more things to do"), len(entries) - len(shown))
            lines.append(self._line("list-checks", "attention", more, "todo"))
        return lines

    def _todo_line(self, entry: Entry) -> Link:
        from ui.screens.todo_words import look_of

        look = look_of(entry.task.code)
        link = Link(look.icon, "attention")
        said = entry.words()
        link.setText(current().fill("{kind}: {record}", kind=_(look.heading), record=said) if said else _(look.heading))
        if entry.task.code == "task.conflict":
            goal = partial(self.context.window.show_screen, "conflict", kind=entry.task.type, id=entry.task.record)
        else:
            goal = partial(self.context.window.show_screen, "todo")
        link.followed.connect(goal)
        return link

    def _line(self, icon: str, role: str, text: str, place: str) -> Link:
        link = Link(icon, role)
        link.setText(text)
        link.followed.connect(partial(self.context.window.show_screen, place))
        return link

    def _recent_line(self, row: Row) -> Link:
        from baseldesk.records.titles import text_in

        title = text_in(row.values.get("title") or {}, current().language)[0] or _("Untitled")
        reference = row.values.get("reference") or "–"
        link = Link("clipboard-list", "muted")
        link.setText(current().fill("{reference} · {title}", reference=reference, title=title))
        link.followed.connect(partial(self.context.window.show_record, row.type, row.id))
        return link

    def _lay_out(self) -> None:
        for figure, one in zip(self.figures, FIGURES, strict=True):
            figure.setObjectName(f"figure_{one.name}")
            figure.followed.connect(partial(self.context.window.show_screen, one.place, **one.to))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GROUP)
        column.addWidget(self.steps)
        column.addWidget(Beside([self.attention, self.sending]))
        column.addWidget(self._figures_row)
        column.addWidget(self.due)
        column.addLayout(self._drawings_row)
        column.addWidget(self.recent)
        column.addLayout(self._foot)
        column.addStretch(1)
        self.body.addWidget(scrolled(inner))

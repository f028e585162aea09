"""Home: what needs attention, four figures, three drawings, what was worked on last; each leads to its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from ui import theme
from ui.screens import Context, Screen
from ui.screens.home_charts import DrawingCards, Drawings, read_drawings
from ui.screens.home_due import DueLine, due_links, read_due
from ui.standing import Standing, read_standing
from ui.widgets.beside import Beside
from ui.widgets.card import Card
from ui.widgets.link import Figure, Link
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Row
    from ui.screens.todo_reading import Entry

KINDS = frozenset({
    "activity", "partner", "exchange", "follow_up", "reporting_duty", "contribution", "opportunity", "remark", "partnership",
    "reporting_call", "submission", "result", "headcount", "assessment",
})  # fmt: skip
RECENT, MOST_WAITING = 6, 7
FIGURES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (N_("Activities"), "activities", {}),
    (N_("Under way"), "activities", {"stage": "implemented"}),
    (N_("Completed"), "activities", {"stage": "completed"}),
    (N_("Partners"), "partners", {}),
)


@dataclass(frozen=True)
class Overview:
    """What Home shows, read in one go."""

    counts: tuple[int, ...] = (0,) * len(FIGURES)
    recent: tuple[Row, ...] = ()
    standing: Standing = field(default_factory=Standing)
    due: tuple[DueLine, ...] = ()
    due_total: int = 0
    drawings: Drawings = field(default_factory=Drawings)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded yet."""
        return not any(self.counts)


def read_overview(desk: Desk) -> Overview:
    """Counts and the records changed last; runs outside the GUI thread."""
    from baseldesk.desk.shown import ListQuery

    types = {"activities": "activity", "partners": "partner"}
    counts = tuple(desk.count(ListQuery(types[place], where)) for _word, place, where in FIGURES)
    recent = ListQuery("activity", sort="changed", descending=True, columns=("reference", "title"))
    return Overview(counts, tuple(desk.rows(recent, limit=RECENT)), read_standing(desk), *read_due(desk), read_drawings(desk))


class HomeScreen(Screen):
    """The place to begin a day, or the first one."""

    name = "home"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._overview: Overview | None = None
        self.attention, self.recent, self.steps = Card("circle-alert"), Card("history"), Card("list-checks")
        self.due = Card("calendar")
        self.figures = [Figure() for _figure in FIGURES]
        for figure, (_word, place, where) in zip(self.figures, FIGURES, strict=True):
            figure.setObjectName(f"figure_{place}_{where.get('stage', 'all')}")
            figure.followed.connect(partial(self._show_list, place, where))
        self._first_steps = self._make_steps()
        self._figures_row = Beside([*self.figures])
        self.drawings = DrawingCards(context.window)
        self._drawings_row = Beside([*self.drawings.cards])
        parts = [self.attention, self.due, self.steps, self._figures_row, self._drawings_row, self.recent]
        self.body.addWidget(scrolled(self._stacked(parts)))
        context.todo.changed.connect(self._show)
        self.retranslate()
        self.refresh(KINDS)

    def title(self) -> str:
        """«Home»."""
        return _("Home")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.attention.set_texts(_("What needs attention"))
        self.due.set_texts(_("What is due"))
        self.recent.set_texts(_("Changed last"))
        nothing = _("Nothing is recorded yet. Whatever you enter is saved on this computer at once.")
        self.steps.set_texts(_("The first steps"), nothing)
        for link, text in zip(self._first_steps, self._step_words(), strict=True):
            link.setText(text)
        self._show()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Counts anew."""
        if kinds & KINDS:
            self.context.runner.read(partial(read_overview, self.context.desk), self._on_read)

    def focus_first(self) -> None:
        """On the first figure."""
        self.figures[0].setFocus()

    @Slot(object)
    def _on_read(self, overview: Overview) -> None:
        self._overview = overview
        self._show()
        self.ready.emit()

    def _show(self) -> None:
        held = self._overview or Overview()
        self.steps.setVisible(self._overview is not None and held.is_empty)
        self.recent.setVisible(bool(held.recent))
        self._figures_row.setVisible(not self.steps.isVisibleTo(self))
        self._drawings_row.setVisible(self._overview is not None and not held.is_empty)
        self.drawings.show(held.drawings)
        for figure, number, (word, _place, _where) in zip(self.figures, held.counts, FIGURES, strict=True):
            figure.set_texts("–" if self._overview is None else current().number(number), _(word))
        _fill(self.attention.body, self._attention_lines(held.standing))
        self.attention.setVisible(self.attention.body.count() > 0)
        _fill(self.due.body, due_links(held.due, held.due_total, self.context.window))
        self.due.setVisible(bool(held.due))
        _fill(self.recent.body, [self._recent_line(row) for row in held.recent])

    def _attention_lines(self, standing: Standing) -> list[QWidget]:
        """At most seven, each a link."""
        lines: list[QWidget] = []
        if standing.known and not standing.enrolled and not self.context.desk.is_secretariat:
            lines.append(self._line("key-round", "attention", _("Register this computer with the secretariat"), "exchange"))
        if standing.conflicts and self.context.todo.entries is None:  # else each stands below by its name
            lines.append(self._line("triangle-alert", "attention", standing.conflicts_sentence(), "activities"))
        if standing.only_here:
            lines.append(self._line("circle-dot", "attention", standing.only_here_sentence(), "exchange"))
        lines += self._todo_lines(MOST_WAITING - len(lines))
        if self._overview is not None and not lines:
            nothing = QLabel(_("Nothing is waiting for you."))
            theme.tint(nothing, "muted")
            lines.append(nothing)
        return lines

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

    def _make_steps(self) -> list[Link]:
        links = [Link("plus"), Link("upload"), Link("handshake"), Link("settings")]
        goals = (
            partial(self.context.window.show_new, "activity"),
            partial(self.context.window.show_screen, "import"),
            partial(self.context.window.show_new, "partner"),
            partial(self.context.window.show_screen, "settings"),
        )
        for link, goal in zip(links, goals, strict=True):
            link.followed.connect(goal)
            self.steps.body.addWidget(link)
        return links

    @staticmethod
    def _step_words() -> tuple[str, ...]:
        return _("Add your first activity"), _("Bring your Excel list"), _("Add a partner"), _("Settings")

    def _stacked(self, parts: list[QWidget]) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GROUP)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        return inner

    def _show_list(self, place: str, where: dict[str, Any]) -> None:
        self.context.window.show_screen(place, **({"where": where} if where else {}))


def _fill(column: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    """Puts these widgets in the place of those that are there."""
    while item := column.takeAt(0):
        if old := item.widget():
            old.deleteLater()
    for widget in widgets:
        column.addWidget(widget)

"""The programme's work plan: its objectives, key activities and indicators, with the centre's own work beside each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from baseldesk.i18n import N_, _, current
from baseldesk.records import vocabulary
from ui import icons, theme
from ui.screens import Context, Screen
from ui.screens.plan_reading import PLAN_KINDS, Standing, behind, name_objective, read_plan, say_progress
from ui.widgets.card import Card
from ui.widgets.link import Link, put_lines
from ui.widgets.progress_link import ProgressLink
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from baseldesk.desk.planned import Progress

KINDS = frozenset({"activity", "result", "submission"})
_OUTSIDE = N_("These activities name no objective and no key activity of the work plan. That is a full answer.")
_OWN = N_(
    "The centre’s own plan is made from the activities marked “In the centre’s plan”, approved and handed in like a report."
)
_INDICATOR = N_("Indicator: {what}: {results}")


class PlanScreen(Screen):
    """A card for each objective, one for what is outside the plan, one for the centre's own plans."""

    name = "plan"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._standing: Standing | None = None
        self.plans_button = QPushButton()
        self.own, self.outside = Card("file-text"), Card("circle")
        self.objectives = {code: Card("calendar") for code in vocabulary.codes("objective")}
        self._lay_out()
        self.retranslate()
        self.refresh(KINDS)

    def title(self) -> str:
        """«Work plan»."""
        return _("Work plan")

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.plans_button.setText(_("The centre’s plans"))
        for code, card in self.objectives.items():
            card.set_texts(name_objective(code), current().label(code, "objective"))
        self.outside.set_texts(_("Outside the work plan"), _(_OUTSIDE))
        self.own.set_texts(_("The centre’s plans"), _(_OWN))
        self._show()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Counts anew."""
        if kinds & KINDS:
            self.context.runner.read_anew(partial(read_plan, self.context.desk), self._on_read)

    def focus_first(self) -> None:
        """On the first line."""
        lines = next(iter(self.objectives.values())).findChildren(Link)
        (lines[0] if lines else self.plans_button).setFocus()

    @Slot(object)
    def _on_read(self, standing: Standing) -> None:
        self._standing = standing
        self._show()
        self.ready.emit()

    def _show(self) -> None:
        if self._standing is None:
            return
        for code, card in self.objectives.items():
            put_lines(card.body, self._objective_lines(code, self._standing))
        outside = self._standing.objectives.get(None)
        line = self._line(_("Activities outside the work plan"), outside, "objective", None)
        put_lines(self.outside.body, [line])
        put_lines(self.own.body, self._own_lines(self._standing))

    def _objective_lines(self, code: str, held: Standing) -> list[Link]:
        """The objective as a whole, its key activities, its indicators."""
        t = current()
        lines = [self._line(_("All of this objective"), held.objectives.get(code), "objective", code)]
        lines += [
            self._line(t.label(one, "key_activity"), held.key_activities.get(one), "key_activity", one)
            for one in vocabulary.key_activities_of(code)
        ]
        for one in vocabulary.indicators_of(code):
            if number := held.results.get(one, 0):
                results = t.format_plural(N_("{n} result"), N_("{n} results"), number)
                text = t.format(_INDICATOR, what=t.label(one, "indicator"), results=results)
                lines.append(self._leading("circle-check", text, "results", where={"indicator": one}))
        return lines

    def _line(self, what: str, held: Progress | None, name: str, code: str | None) -> Link:
        some = held is not None and held.activities > 0
        all_done = some and held is not None and held.completed == held.activities
        icon = "circle-check" if all_done else "circle-dot" if some else "circle"
        role = "good" if all_done else "accent" if some else "muted"
        link = ProgressLink(icon, role, held.completed if held else 0, held.activities if held else 0)
        link.setObjectName(f"plan_{code or 'outside'}")
        link.setText(say_progress(what, held))
        link.followed.connect(partial(self.context.window.show_screen, "activities", where=behind(name, code)))
        return link

    def _own_lines(self, held: Standing) -> list[Link]:
        t = current()
        planned = t.format_plural(
            N_("{n} activity is marked as in the plan"), N_("{n} activities are marked as in the plan"), held.planned
        )
        plans = t.format_plural(N_("{n} plan begun or handed in"), N_("{n} plans begun or handed in"), held.plans)
        return [
            self._leading("clipboard-list", planned, "activities", where={"in_plan": True}),
            self._leading("file-text", plans, "submission_list", where={"kind": PLAN_KINDS}),
        ]

    def _leading(self, icon: str, text: str, place: str, **to: Any) -> Link:
        link = Link(icon, "accent")
        link.setText(text)
        link.followed.connect(partial(self.context.window.show_screen, place, **to))
        return link

    def _lay_out(self) -> None:
        self.plans_button.setObjectName("plans_button")
        icons.put(self.plans_button, "file-text")
        self.plans_button.clicked.connect(self._on_plans)
        self.header.add(self.plans_button)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GROUP)
        for card in (*self.objectives.values(), self.outside, self.own):
            column.addWidget(card)
        column.addStretch(1)
        self.body.addWidget(scrolled(inner))

    @Slot()
    def _on_plans(self) -> None:
        self.context.window.show_screen("submission_list", where={"kind": PLAN_KINDS})

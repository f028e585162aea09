"""People trained: each training with how many women and men came, as its headcount says; the sum is the figure on Home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from baseldesk.i18n import N_, _, current, isolate
from baseldesk.records.titles import text_in
from ui.screens.tally import TallyScreen
from ui.widgets.list_dates import write_day

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.served import Trained


class TrainingScreen(TallyScreen):
    """Made from the headcounts, which hold no names."""

    name = "training"
    kinds = frozenset({"activity", "headcount"})
    letters = (0, 17, 10, 10, 10, 12, 11)

    def title(self) -> str:
        """«People trained»."""
        return _("People trained")

    def read(self, desk: Desk) -> Sequence[Trained]:
        """The trainings."""
        from baseldesk.desk.served import people_trained

        with desk.read() as reader:
            return people_trained(reader)

    def headings(self) -> Sequence[str]:
        """What, when, and whom."""
        return _("Activity"), _("Date"), _("Women"), _("Men"), _("Other"), _("Not stated"), _("Together")

    def words(self, row: Trained) -> Sequence[str]:
        """«Customs training», 3 Feb 2026, 34, 27 …"""
        numbers = (row.women, row.men, row.other, row.not_stated, row.total)
        title = text_in(row.title, current().language)[0] or row.reference or _("Untitled")
        return isolate(title), write_day(row.starts_on) if row.starts_on else "", *(current().number(one) for one in numbers)

    def follow(self, row: Trained) -> None:
        """The activity, at the page of who came."""
        self.context.window.show_screen("activity", id=row.activity, page="people")

    def total(self) -> int:
        """Everybody."""
        return sum(one.total for one in self.rows or ())

    def count_words(self) -> str:
        """«276 people in 11 trainings»."""
        t = current()
        trainings = t.format_plural(N_("{n} training"), N_("{n} trainings"), len(self.rows or ()))
        people = t.format_plural(N_("{n} person trained"), N_("{n} people trained"), self.total())
        return f"{people} · {trainings}"

    def empty_words(self) -> tuple[str, str, str]:
        """What is counted, and where it is entered."""
        sentence = _("Activities of the kind “training” are counted here as soon as their headcount is entered.")
        return _("Nobody is counted yet"), sentence, _("Go to the activities")

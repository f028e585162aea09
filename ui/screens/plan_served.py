"""Parties served: whom activities under way or completed name as beneficiaries, each leading to its activities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from baseldesk.i18n import N_, _, current
from ui.screens.tally import TallyScreen

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

Served = tuple[str, int]


class ServedScreen(TallyScreen):
    """One line a Party; their number is the figure on Home."""

    name = "served"
    kinds = frozenset({"activity"})
    letters = (0, 20)

    def title(self) -> str:
        """«Parties served»."""
        return _("Parties served")

    def read(self, desk: Desk) -> Sequence[Served]:
        """The Parties."""
        from baseldesk.desk.served import parties_served

        return parties_served(desk)

    def headings(self) -> Sequence[str]:
        """Whom, and by how many activities."""
        return _("Party"), _("Activities")

    def words(self, row: Served) -> Sequence[str]:
        """«Senegal», 8."""
        return current().country(row[0]), current().number(row[1])

    def follow(self, row: Served) -> None:
        """The activities that served this Party."""
        from baseldesk.desk.served import SERVING

        self.context.window.show_screen("activities", where={"countries": row[0], "stage": SERVING})

    def count_words(self) -> str:
        """«30 Parties»."""
        return current().format_plural(N_("{n} Party"), N_("{n} Parties"), len(self.rows or ()))

    def empty_words(self) -> tuple[str, str, str]:
        """What is counted, and where it is entered."""
        sentence = _("Name the beneficiary Parties in an activity: once it is under way or completed, they are counted here.")
        return _("No Party is named yet"), sentence, _("Go to the activities")

"""The empty Home: no charts, but the first steps: an activity, a list that is there already, the example to look at."""

from __future__ import annotations

from functools import partial

from baseldesk.i18n import N_, _
from ui.screens import Context
from ui.widgets.card import Card
from ui.widgets.link import Link

_STEPS = (
    ("plus", N_("Add your first activity")),
    ("upload", N_("Bring your Excel list")),
    ("inbox", N_("Take in what came: this computer joins another one of the centre")),
)
_NOTHING = N_("Nothing is recorded yet. Whatever you enter is saved on this computer at once.")
_AT_THE_SECRETARIAT = N_("Nothing is recorded yet. Records appear here when a centre’s data file is taken in.")


class StepsCard(Card):
    """Each step is a line that leads there.

    Attributes:
        links: in reading order; Home puts the example between them.
    """

    def __init__(self, context: Context) -> None:
        super().__init__("list-checks")
        self._context = context
        go = context.window
        self.links = [Link(icon) for icon, _word in _STEPS]
        goals = (
            partial(go.show_new, "activity"),
            partial(go.show_screen, "import"),
            partial(go.show_screen, "exchange", take_in=True),
        )
        for link, goal in zip(self.links, goals, strict=True):
            link.followed.connect(goal)
        for link in self.links:
            self.body.addWidget(link)
        for link in self.links[:2]:
            link.setVisible(not context.desk.is_secretariat)

    def retranslate(self) -> None:
        """Sets every text anew."""
        nothing = _AT_THE_SECRETARIAT if self._context.desk.is_secretariat else _NOTHING
        self.set_texts(_("The first steps"), _(nothing))
        for link, (_icon, word) in zip(self.links, _STEPS, strict=True):
            link.setText(_(word))

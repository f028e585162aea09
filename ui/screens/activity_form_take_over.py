"""What the participants give as a headcount, beside what was taken over; taken over only when a person says so."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from baseldesk.desk.shown import Saved
from baseldesk.i18n import N_, _, current
from ui import icons, theme

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from ui.screens.record_screen import RecordScreen

Counts = Mapping[str, int]
_WORDS = (
    ("women", N_("women: {n}")),
    ("men", N_("men: {n}")),
    ("other", N_("other: {n}")),
    ("not_stated", N_("not stated: {n}")),
)
_SAVE_FIRST = N_("Save the activity first; then the participants can be counted.")
_SAME = N_("The headcount says the same as the participants.")
_NEW = N_("The participants give {counts}. Nothing was taken over yet.")
_DIFFER = N_("The participants give {counts}; {taken} were taken over.")
_TYPED = N_("A headcount that was typed stays as it is.")


class Counted(NamedTuple):
    """What the participants of an activity give, and what was taken over of it."""

    activity: bytes
    computed: Counts
    taken: Counts
    differs: bool


def read_counted(desk: Desk, activity: bytes) -> Counted:
    """Counts; for the background."""
    from baseldesk.desk import headcounts

    computed = headcounts.count_participants(desk, activity)
    differing = headcounts.differ(desk, activity)
    taken = {country: differing[country][0] if country in differing else counts for country, counts in computed.items()}
    taken |= {country: pair[0] for country, pair in differing.items()}
    return Counted(activity, _total(computed), _total(taken), bool(differing))


class TakeOver(QWidget):
    """A line under the headcounts; hidden where there are no participants."""

    def __init__(self, screen: RecordScreen) -> None:
        super().__init__()
        self._screen = screen
        self._counted: Counted | None = None
        self.words, self.button = QLabel(), QPushButton()
        self.words.setObjectName("take_over_words")
        self.words.setWordWrap(True)
        theme.align(self.words)
        self.button.setObjectName("take_over_button")
        self.button.setAutoDefault(False)
        icons.put(self.button, "users")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.NEAR)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self._on_clicked)
        self.hide()

    def show_for(self) -> None:
        """Counts the participants of the activity on the screen."""
        self._counted = None
        self.retranslate()
        if not self._screen.is_new:
            work = partial(read_counted, self._screen.context.desk, self._screen.record_id)
            self._screen.context.runner.read(work, self._on_read)

    def retranslate(self) -> None:
        """Sets every text anew."""
        self.button.setText(_("Take over from participants"))
        held = self._counted
        self.setVisible(held is not None and bool(held.computed or held.taken))
        if held is not None:
            self.words.setText(_sentence(held))
            may_change = not self._screen.lists["headcount"].is_read_only
            self.button.setVisible(may_change and held.differs and bool(held.computed))

    @Slot(object)
    def _on_read(self, counted: Counted) -> None:
        if counted.activity == self._screen.record_id:
            self._counted = counted
            self.retranslate()

    @Slot()
    def _on_clicked(self) -> None:
        from baseldesk.desk.headcounts import take_over

        screen = self._screen
        if screen.has_unsaved():
            screen.context.window.status(_(_SAVE_FIRST))
            return
        work = partial(take_over, screen.context.desk, screen.record_id)
        screen.context.runner.write(work, self._on_taken, screen.show_error, label=_("Saving…"))

    @Slot(object)
    def _on_taken(self, _saved: Saved) -> None:
        self._screen.context.window.status(_("Taken over and saved on this computer."))


def _sentence(held: Counted) -> str:
    if not held.differs:
        return _(_SAME)
    if not held.taken:
        return f"{current().format(_NEW, counts=_say(held.computed))} {_(_TYPED)}"
    return current().format(_DIFFER, counts=_say(held.computed), taken=_say(held.taken))


def _say(counts: Counts) -> str:
    said = [current().format(word, n=current().number(counts[name])) for name, word in _WORDS if counts.get(name)]
    return current().join(said) if said else current().number(0)


def _total(by_country: Mapping[str, Counts]) -> dict[str, int]:
    out: dict[str, int] = {}
    for counts in by_country.values():
        for name, number in counts.items():
            out[name] = out.get(name, 0) + number
    return out

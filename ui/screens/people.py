"""Who came and who keeps the records: participants and sessions of all activities, and the centre's officers.

Names and what is known of people stay at the centre. They are entered in their activity; here they are found again.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from baseldesk.i18n import N_, _, current
from ui import icons
from ui.screens import Context
from ui.screens.typed import TypedListScreen
from ui.widgets.list_columns import Column, field_column, state_column

_PAGE = "people"  # of an activity
_STAYS = N_("Stays at this centre")
_AT_THE_CENTRES = N_("Names of people stay at the centres. What you have of them are the headcounts.")


class _OfActivities(TypedListScreen):
    """A list of what is entered in the activities: opening a line opens its activity, at the page where it stands."""

    def may_begin(self) -> bool:
        """It is entered in an activity."""
        return False

    def retranslate(self) -> None:
        """Sets every text anew; the empty list leads to where one begins."""
        super().retranslate()
        heading, sentence = self.empty_words()
        self.list.nothing.set_texts(heading, sentence, "" if self.context.desk.is_secretariat else _("Go to the activities"))

    def _last_column(self) -> Column:
        """None of it is ever sent to the secretariat."""
        return state_column(N_("Sent"), lambda _row: ("–", _STAYS))

    def new(self) -> None:
        """Goes to where it is entered."""
        if not self.context.desk.is_secretariat:
            self.context.window.show_screen("activities")

    def _on_opened(self, record: bytes) -> None:
        held = self.context.desk.record(self.kind, record)
        activity = held.values.get("activity") if held else None
        if isinstance(activity, bytes):
            self.context.window.show_screen("activity", id=activity, page=_PAGE)


class ParticipantsScreen(_OfActivities):
    """Everybody who took part in anything, found by name or organization."""

    def columns(self) -> Sequence[Column]:
        """Who, of which organization and country, in which activity."""
        return (
            field_column(self.declared, "name", 0),
            field_column(self.declared, "organisation", 20),
            field_column(self.declared, "country", 13),
            field_column(self.declared, "activity", 28),
        )

    def conditions(self) -> Sequence[str]:
        """What is asked first."""
        return ("activity", "country", "stakeholder_kind", "enforcement")

    def count_words(self, count: int) -> str:
        """«300 participants»."""
        return current().format_plural(N_("{n} participant"), N_("{n} participants"), count)

    def empty_words(self) -> tuple[str, str]:
        """Where participants come from."""
        if self.context.desk.is_secretariat:
            return _("No participants here"), _(_AT_THE_CENTRES)
        return _("No participants yet"), _(
            "They are entered in their activity, one by one or pasted as a list. Their names never leave the centre."
        )


class SessionsScreen(_OfActivities):
    """The days and hours of all activities."""

    def columns(self) -> Sequence[Column]:
        """When, what, where, in which activity."""
        return (
            field_column(self.declared, "held_on", 14),
            field_column(self.declared, "title", 0),
            field_column(self.declared, "place", 20),
            field_column(self.declared, "activity", 30),
        )

    def empty_words(self) -> tuple[str, str]:
        """Where sessions come from."""
        if self.context.desk.is_secretariat:
            return _("No sessions here"), _(_AT_THE_CENTRES)
        return _("No sessions yet"), _("The sessions of an activity are entered in it; attendance is ticked there.")


class OfficersScreen(TypedListScreen):
    """Who keeps the centre's records."""

    def __init__(self, context: Context, kind: str, name: str) -> None:
        self.who_button = QPushButton()
        super().__init__(context, kind, name)

    def columns(self) -> Sequence[Column]:
        """Name, function, role."""
        return (
            field_column(self.declared, "name", 0),
            field_column(self.declared, "function", 26),
            field_column(self.declared, "role", 18),
        )

    def may_begin(self) -> bool:
        """Also at the secretariat: each keeps its own."""
        return True

    def retranslate(self) -> None:
        """Sets every text anew."""
        super().retranslate()
        self.who_button.setText(_("Who is working?"))

    def new(self) -> None:
        """Goes to where an officer gets a mark for the history."""
        self.context.window.show_screen("who")

    def _lay_out(self) -> None:
        super()._lay_out()
        self.who_button.setObjectName("who_button")
        icons.put(self.who_button, "users")
        self.who_button.clicked.connect(self.new)
        self.header.add(self.who_button)

"""Where the work stands: how many changes exist only on this computer, in the words of the status line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from baseldesk.i18n import N_, _, current

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

_ONLY_HERE = N_("{changes}; {since}")
_LAST_SENT = N_("last sent {n} day ago"), N_("last sent {n} days ago")


class Standing(NamedTuple):
    """Counts of own changes, once they are known; before that nothing is claimed."""

    only_here: int = 0
    sent: int = 0
    known: bool = False
    enrolled: bool = False
    sent_at: datetime | None = None
    conflicts: int = 0

    def sentence(self, *, unsaved: bool = False, is_secretariat: bool = False) -> tuple[str, str, str]:
        """What always stands in the status line, with its icon and colour role; what is typed and not saved comes first."""
        saved = _("All saved on this computer")
        if unsaved:
            return _("Unsaved changes"), "pencil", "attention"
        if not self.known:
            return saved, "check", "muted"
        if self.only_here:
            return f"{saved} · {self.meaning()}", "circle-dot", "attention"
        if self.sent:
            return f"{saved} · {self._sent_sentence()}", "check", "muted"
        if is_secretariat:
            return saved, "check", "muted"
        return f"{saved} · {_('all at the secretariat')}", "check-check", "good"

    def meaning(self) -> str:
        """What the count in the rail means."""
        return current().format_plural(N_("{n} change not yet sent"), N_("{n} changes not yet sent"), self.only_here)

    def exchange_sentence(self, is_secretariat: bool = False) -> tuple[str, str]:
        """What Home says of sending, and its colour role: how much exists only here and since when; else how far it came."""
        if not self.known:
            return "", "muted"
        if self.only_here:
            return self.only_here_sentence(), "attention"
        if self.sent:
            return self._sent_sentence(), "muted"
        arrived = self.sent_at is not None and not is_secretariat
        return _("Everything is at the secretariat.") if arrived else _("Nothing waits to be sent."), "muted"

    def only_here_sentence(self) -> str:
        """How much exists only here, and since when: «7 changes exist only on this computer; last sent 12 days ago»."""
        only = current().format_plural(
            N_("{n} change exists only on this computer"), N_("{n} changes exist only on this computer"), self.only_here
        )
        return current().fill(_(_ONLY_HERE), changes=only, since=self._since())

    def _since(self) -> str:
        """When work was sent last, in days: that is what one reckons in who comes once a week."""
        if self.sent_at is None:
            return _("nothing was sent yet")
        days = (datetime.now(tz=UTC).astimezone().date() - self.sent_at.astimezone().date()).days
        if days <= 0:
            return _("last sent today")
        return _("last sent yesterday") if days == 1 else current().format_plural(*_LAST_SENT, days)

    def _sent_sentence(self) -> str:
        return current().format_plural(
            N_("{n} change sent, not yet acknowledged"), N_("{n} changes sent, not yet acknowledged"), self.sent
        )

    def conflicts_sentence(self) -> str:
        """The line on Home about what two people wrote differently."""
        return current().format_plural(
            N_("{n} record needs an answer: it was changed in two places"),
            N_("{n} records need an answer: they were changed in two places"),
            self.conflicts,
        )


def read_standing(desk: Desk) -> Standing:
    """Asks the journal and what was heard from others; runs outside the GUI thread."""
    from baseldesk.sync.status import sync_status

    status = sync_status(desk)
    sent_at = max((peer.last_sent for peer in status.peers if peer.last_sent), default=None)
    return Standing(status.only_here, status.sent, True, status.enrolled, sent_at, status.conflicts)

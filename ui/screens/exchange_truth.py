"""What is true of one's own work before it is handed over: what waits, and what would go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baseldesk.i18n import N_, _, current
from ui.screens.exchange_words import count_changes, count_documents

if TYPE_CHECKING:
    from baseldesk.sync.preview import Preview
    from ui.screens.exchange_state import ExchangeState

_GOES = N_("Goes along: {what}; at most {size}.")
_ENVELOPE = 8_000  # bytes at most: the list of registered computers, the header, signatures
_CENTRE_GOES = N_("Data meant only for the centre’s own computers go along.")
_CENTRE_STAYS = N_("Data meant only for the centre’s own computers stay here: no other of them is registered.")


def say_truth(state: ExchangeState | None) -> str:
    """What waits, in one sentence."""
    if state is None:
        return ""
    status = state.status
    if not status.enrolled:
        return _("Once this computer is registered, your work can be handed over. Until then it is safe here.")
    if not status.only_here and not status.sent:
        arrived = _("Everything you entered is at its destination. You can still send it all again.")
        return arrived if status.received or status.merged else _("Nothing waits to be sent.")
    return " ".join(part for part in (_say_only_here(status.only_here), _say_sent(status.sent)) if part)


def list_goes(seen: Preview, budget: int | None) -> list[str]:
    """What would go along with documents up to so many bytes, a sentence each."""
    count, _bytes = seen.carried(budget)
    what = [count_changes(seen.changes), *([count_documents(count)] if seen.documents else [])]
    lines = [current().format(_GOES, what=", ".join(what), size=current().size(count_bytes(seen, budget)))]
    if seen.centre_changes:
        lines.append(_(_CENTRE_GOES))
    if seen.centre_left_out:
        lines.append(_(_CENTRE_STAYS))
    return lines


def count_bytes(seen: Preview, budget: int | None) -> int:
    """How much that is at most."""
    return seen.carried(budget)[1] + seen.text_bytes + _ENVELOPE


def _say_only_here(n: int) -> str:
    return current().format_plural(N_("{n} change was not sent yet."), N_("{n} changes were not sent yet."), n) if n else ""


def _say_sent(n: int) -> str:
    one = N_("{n} change was sent and is not acknowledged yet: it goes again.")
    many = N_("{n} changes were sent and are not acknowledged yet: they go again.")
    return current().format_plural(one, many, n) if n else ""

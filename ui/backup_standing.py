"""What Home says of the backups: nothing while all is well, one line when none could be made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from baseldesk.i18n import N_, _, current
from ui.settings import Settings

if TYPE_CHECKING:
    from baseldesk.sync.backup_schedule import Schedule

SCHEDULE, MADE = "backup/schedule", "backup/made"
HINT_AFTER = 20  # changes on this computer before a backup is spoken of at all


class BackupStanding(NamedTuple):
    """One line, and how much it matters.

    Attributes:
        kind: `attention` where a backup should have been made and was not, `hint` where none was ever asked for.
        days: since the last one; None where there is none.
    """

    kind: str
    text: str
    days: int | None = None


def read_plan(settings: Settings) -> Schedule:
    """When and where backups are made by themselves."""
    from baseldesk.sync.backup_schedule import read_schedule

    return read_schedule(settings.get(SCHEDULE))


def keep_outcome(settings: Settings, outcome: Schedule) -> bool:
    """Remembers how a backup went; False where a person has chosen another place or time meanwhile."""
    kept = read_plan(settings)
    is_same = (kept.folder, kept.when) == (outcome.folder, outcome.when)
    if is_same:
        settings.put(SCHEDULE, {**outcome.as_json(), "keep": kept.keep})
    return is_same


def backup_standing(settings: Settings, now: int, changes: int = 0) -> BackupStanding | None:
    """The line for Home, if there is one to say; asks no disk and costs nothing.

    Args:
        now: the desk's clock.
        changes: how many own changes are on this computer; the hint waits until there is something to lose.
    """
    held: Any = settings.get(SCHEDULE)
    trouble = held.get("trouble") if isinstance(held, dict) else ""
    if trouble:
        days = days_since(settings, now)
        return BackupStanding("attention", _trouble_line(trouble, days), days)
    is_chosen = isinstance(held, dict) or settings.get(MADE)
    if not is_chosen and changes >= HINT_AFTER:
        return BackupStanding("hint", _("Your records are on this computer only. Choose a stick or disk for backups."))
    return None


def days_since(settings: Settings, now: int) -> int | None:
    """Whole days since the last backup, whether it was asked for or made by itself; None where there was none."""
    made = last_made(settings)
    return max((now - made) // 86_400_000, 0) if made else None


def last_made(settings: Settings) -> int:
    """When the last one was made; 0 for never."""
    held = settings.get(SCHEDULE)
    by_itself = held.get("made", 0) if isinstance(held, dict) else 0
    asked = str(settings.get(MADE, ""))
    return max(by_itself if isinstance(by_itself, int) else 0, int(asked) if asked.isdigit() else 0)


def _trouble_line(trouble: str, days: int | None) -> str:
    whys = {"away": _("the place is not there"), "unsealed": _("the records are encrypted, and backups need a passphrase")}
    why = whys.get(trouble, _("it could not be written"))
    if days is None:
        return current().format(N_("No backup was made yet: {why}"), why=why)
    if days == 0:
        return current().format(N_("The last backup is from today, the next was not made: {why}"), why=why)
    no_backup = current().format_plural(N_("No backup for {n} day"), N_("No backup for {n} days"), days)
    return current().format(N_("{what}: {why}"), what=no_backup, why=why)

"""Backups without being asked: when one is due, where it goes, how many are kept, and what is said when the place is not there.

Decisions:
- One file per day and computer, `BCRC-SEN-1a2b3c4d-2026-11-23.baseldesk`: a later one of the same day takes the place of the
  earlier, so five kept are five days of work and not one afternoon. Only files with such a name are ever taken away; what a
  person named, and what another computer of the centre wrote on the same stick, stays.
- The oldest goes after the new one was written and read back, and the newest is never taken away.
- A place that is away (the stick is in a drawer) is no fault: nothing fails, the next start tries again, and Home says so. A
  folder that was on another disk and now lies on the desk's own is the empty mount point of a stick that is not in: away, too.
- Nothing new since the last one: it is good still, and nothing is written; unless backups are sealed since, and it is not.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC
from pathlib import Path
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.errors import BaselDeskError, Cancelled, FileRefused, MediumError
from baseldesk.journal.clock import instant
from baseldesk.sync.backup import SUFFIX, Progress, Stop, back_up

NEVER, AT_CLOSE, DAILY, WEEKLY = "never", "close", "daily", "weekly"
WHEN = (NEVER, AT_CLOSE, DAILY, WEEKLY)
KEPT = (1, 3, 5, 10, 30)
AWAY, FAILED, UNSEALED = "away", "failed", "unsealed"
_EVERY = {AT_CLOSE: 0, DAILY: 20 * 3600, WEEKLY: 6.5 * 86400}  # seconds; a little less than the word says: people come earlier
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Schedule:
    """When and where backups are made, and how the last went; kept as JSON.

    Attributes:
        when: one of `WHEN`.
        folder: where they go; empty until chosen.
        keep: how many are kept there.
        other_disk: the folder was on another disk than the desk when it was chosen.
        made: when the last one was made, as the desk's clock; 0 for never.
        reached: the last change that is in it.
        file: the last one.
        trouble: "", `AWAY`, `FAILED` or `UNSEALED` (nobody could open it): how the last attempt ended.
    """

    when: str = NEVER
    folder: str = ""
    keep: int = 5
    other_disk: bool = False
    made: int = 0
    reached: int = 0
    file: str = ""
    trouble: str = ""

    @property
    def is_on(self) -> bool:
        """Whether backups are made by themselves at all."""
        return self.when != NEVER and bool(self.folder)

    def as_json(self) -> dict[str, Any]:
        """What is remembered."""
        return asdict(self)


def read_schedule(held: object) -> Schedule:
    """What was remembered; anything that cannot be understood counts as not said."""
    if not isinstance(held, Mapping):
        return Schedule()
    usual = Schedule()
    sound = {one.name: held[one.name] for one in fields(Schedule) if type(held.get(one.name)) is type(getattr(usual, one.name))}
    if sound.get("when", NEVER) not in WHEN or sound.get("keep", 1) < 1:
        return usual
    return Schedule(**sound)


def is_due(schedule: Schedule, now: int) -> bool:
    """Whether the time has come at the start of a day's work; `now` is the desk's clock."""
    if not schedule.is_on or schedule.when == AT_CLOSE:
        return False
    return schedule.trouble != "" or days_between(schedule.made, now) * 86400 >= _EVERY[schedule.when]


def days_between(made: int, now: int) -> float:
    """Days from one reading of the desk's clock to another; very many where there was none, or the clock was set back."""
    passed = (instant(now) - instant(made)).total_seconds() / 86400 if made else -1.0
    return passed if passed >= 0 else 1e6


def is_on_other_disk(folder: Path, desk_folder: Path) -> bool:
    """Whether a folder would survive the end of the disk that the desk lies on, as far as a program can tell."""
    return folder.stat().st_dev != desk_folder.stat().st_dev


def choose_folder(schedule: Schedule, folder: Path, desk_folder: Path) -> Schedule:
    """The schedule with another folder.

    Raises:
        MediumError: it is not there.
    """
    try:
        other = is_on_other_disk(folder, desk_folder)
    except OSError as reason:
        raise MediumError("medium.gone", file=folder.name, folder=str(folder), reason=reason.strerror or "") from reason
    return replace(schedule, folder=str(folder), other_disk=other, trouble="")


def is_there(schedule: Schedule, desk_folder: Path) -> bool:
    """Whether the place of the backups can be reached now."""
    folder = Path(schedule.folder)
    with suppress(OSError):
        return folder.is_dir() and (not schedule.other_disk or is_on_other_disk(folder, desk_folder))
    return False


def run_schedule(
    desk: Desk, schedule: Schedule, progress: Progress | None = None, cancelled: Stop | None = None
) -> Schedule:  # fmt: skip
    """Makes the backup that is due; gives the schedule with how it went. What goes wrong is said in it and never raised.

    Raises:
        Cancelled: a person stopped it; nothing is left of it.
    """
    if not is_there(schedule, desk.folder):
        return replace(schedule, trouble=AWAY)
    reached = last_change(desk)
    if reached == schedule.reached and schedule.file and _is_good_still(desk, Path(schedule.file)):
        return replace(schedule, made=desk.clock(), trouble="")
    target = Path(schedule.folder) / name_of(desk)
    try:
        written = back_up(desk, target, progress, cancelled)
    except Cancelled:
        raise
    except MediumError:
        return replace(schedule, trouble=FAILED if is_there(schedule, desk.folder) else AWAY)
    except BaselDeskError as reason:
        return replace(schedule, trouble=UNSEALED if reason.code == "backup.nobody_opens" else FAILED)
    thin(written.path, schedule.keep)
    return replace(schedule, made=desk.clock(), reached=reached, file=str(written.path), trouble="")


def unsealed_ones(desk: Desk, schedule: Schedule) -> list[Path]:
    """This computer's backups in that place that anybody can read, although they are sealed by now."""
    found: list[Path] = []
    with suppress(OSError):
        if _are_sealed(desk) and is_there(schedule, desk.folder):
            found = sorted(one for one in Path(schedule.folder).iterdir() if _is_of(one.name, _start_of(name_of(desk))))
    return [one for one in found if _is_sealed(one) is False]


def replace_unsealed(
    desk: Desk, schedule: Schedule, progress: Progress | None = None, cancelled: Stop | None = None
) -> Schedule:  # fmt: skip
    """Takes those of `unsealed_ones` away once there is a sealed one; where that cannot be made, all of them stay.

    Raises:
        Cancelled: a person stopped it; all are there.
    """
    unsealed = unsealed_ones(desk, schedule)
    ended = run_schedule(desk, schedule, progress, cancelled)
    if not ended.trouble:
        for one in unsealed:
            if _is_sealed(one) is False:  # today's has become the sealed one
                with suppress(OSError):
                    one.unlink()
    return ended


def _is_good_still(desk: Desk, file: Path) -> bool:
    """Whether the last one is there, can be read, and is sealed if backups are sealed now."""
    sealed = _is_sealed(file)
    return sealed is not None and (sealed or not _are_sealed(desk))


def _are_sealed(desk: Desk) -> bool:
    """Whether backups are sealed now."""
    from baseldesk.sync.backup_seal import kept_seal

    return desk.database.key is not None or kept_seal(desk) is not None


def _is_sealed(file: Path) -> bool | None:
    """Whether this one is; None for what is no backup, or cannot be read."""
    from baseldesk.sync.backup_file import is_sealed

    with suppress(FileRefused):
        return is_sealed(file)
    return None


def last_change(desk: Desk) -> int:
    """The local number of the last change that is on the desk, its own or another's."""
    with desk.read() as reader:
        row = reader.one("SELECT max(n) FROM change")
    return int(row[0] or 0) if row else 0


def name_of(desk: Desk) -> str:
    """The file of today's backup of this computer."""
    day = instant(desk.clock()).astimezone(UTC).date()
    return f"{desk.owner}-{desk.device.hex()[:8]}-{day.isoformat()}{SUFFIX}"


def thin(newest: Path, keep: int) -> list[Path]:
    """Takes the oldest backups of the same computer away, so that `keep` are left; gives what went. Never the newest itself."""
    start = _start_of(newest.name)
    found = sorted(one for one in newest.parent.iterdir() if _is_of(one.name, start) and one != newest)
    gone = found[: max(len(found) - (max(keep, 1) - 1), 0)] if newest.exists() else []
    for one in gone:
        with suppress(OSError):
            os.unlink(one)
    return gone


def _start_of(name: str) -> str:
    """What the backups of one computer have in common."""
    return name[: -len(f"2026-01-01{SUFFIX}")]


def _is_of(name: str, start: str) -> bool:
    return name.startswith(start) and name.endswith(SUFFIX) and bool(_DAY.fullmatch(name[len(start) : -len(SUFFIX)]))

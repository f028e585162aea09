"""A clock that cannot be right is pointed out once; it never blocks a save and decides nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from baseldesk import __date__
from baseldesk.desk.database import Writer
from baseldesk.desk.tasks import CLOCK_SUSPECT, ROSTER_ISSUED

_DAY = 86_400_000  # milliseconds: the secretariat's clock may be a little fast
_BUILT = round(datetime.fromisoformat(__date__).replace(tzinfo=UTC).timestamp() * 1000)


def note_clock(writer: Writer, wall: int) -> None:
    """Notes a clock that shows less than this program's date, or than that of the newest roster; a right one settles it."""
    issued = int.from_bytes(writer.meta(ROSTER_ISSUED) or b"", "big")
    earliest = max(_BUILT, issued - _DAY)
    noted = writer.meta(CLOCK_SUSPECT)
    if wall < earliest and not noted:
        writer.set_meta(CLOCK_SUSPECT, max(wall, 0).to_bytes(8, "big") + earliest.to_bytes(8, "big"))
    elif wall >= earliest and noted:
        writer.set_meta(CLOCK_SUSPECT, b"")

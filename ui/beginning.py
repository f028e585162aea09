"""Where a day begins: at Home, where the officer left, or at the activities, as they choose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ui import screens
from ui.history import Step

if TYPE_CHECKING:
    from ui.settings import Settings

BEGIN = "begin"  # the person's choice
LAST = "last_place"  # where they left
HOME, LEFT, ACTIVITIES = "home", "last", "activities"
CHOICES = (HOME, LEFT, ACTIVITIES)


def first_step(settings: Settings, is_secretariat: bool) -> Step:
    """The step that the window opens with; what cannot be read any more is Home."""
    wanted = settings.get(BEGIN)
    if wanted == ACTIVITIES:
        return Step(ACTIVITIES)
    left = _read(settings.get(LAST), is_secretariat) if wanted == LEFT else None
    return left or Step(HOME)


def remember(settings: Settings, steps: Iterable[Step]) -> None:
    """Keeps the latest of these steps, given the last one first, at which a day can begin, for those who want to go on there."""
    if settings.get(BEGIN) != LEFT:
        return
    kept = next((one for step in steps if (one := _write(step)) is not None), None)
    if kept is not None:
        settings.put(LAST, kept)


def _write(step: Step) -> dict[str, str] | None:
    """A step as JSON holds it; None for a form of a new record, and for places that are steps of some work."""
    place = screens.place(step.name)
    if place.record:
        held = step.place.get("id")
        return {"name": step.name, "id": held.hex()} if isinstance(held, bytes) else None
    return {"name": step.name} if place.icon or place.segment else None


def _read(kept: Any, is_secretariat: bool) -> Step | None:
    if not isinstance(kept, dict):
        return None
    found = next((one for one in screens.PLACES if one.name == kept.get("name")), None)
    if found is None or (found.secretariat and not is_secretariat):
        return None
    if not found.record:
        return Step(found.name)
    try:
        return Step(found.name, {"id": bytes.fromhex(kept["id"])})
    except (KeyError, TypeError, ValueError):
        return None

"""Who can work at this desk and who does, read for the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from baseldesk.i18n import current

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.officers import Officer


@dataclass(frozen=True)
class Working:
    """The officers, and the id of the one whose mark stands in what is saved."""

    officers: tuple[Officer, ...] = ()
    now: bytes = b""

    @property
    def name(self) -> str:
        """Who works now; "" where nobody gave a name."""
        return next((one.name for one in self.officers if one.id == self.now), "")

    @property
    def must_ask(self) -> bool:
        """Whether there is more than one who could be at the keyboard."""
        return len(self.officers) > 1


def read_working(desk: Desk) -> Working:
    """Reads them; for the background."""
    from baseldesk.desk.officers import officers, who_works

    return Working(tuple(officers(desk)), who_works(desk))


def describe(officer: Officer) -> str:
    """«Programme officer · Approver»."""
    role = current().label(officer.role, "officer_role") if officer.role else ""
    return " · ".join(one for one in (officer.function, role) if one)

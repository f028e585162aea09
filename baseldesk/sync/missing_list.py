"""Which parts have not come, as a list to print, read out over the phone or mail to the senders: «please send 2, 4–7 again»."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator
from baseldesk.sync.cover import LABELLED, name_organisation
from baseldesk.sync.diary import instant
from baseldesk.sync.inbox import list_waiting
from baseldesk.sync.waiting import Waiting

TITLE = N_("Parts that have not come")
NOTHING = N_("Nothing is missing.")
HEADINGS = (N_("From"), N_("Data file no."), N_("Parts here"), N_("Still needed"), N_("Not here"))


@dataclass(frozen=True)
class MissingTold:
    """The list in words; a row has the columns of `headings`."""

    title: str
    owner: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    nothing: str
    made_on: date


def tell_missing(desk: Desk, t: Translator) -> MissingTold:
    """The list of what this desk waits for, in the translator's language."""
    rows = tuple(_row(one, t) for one in list_waiting(desk) if one.lacking)
    headings = tuple(t.gettext(one) for one in HEADINGS)
    made_on = instant(desk.clock()).date()
    return MissingTold(t.gettext(TITLE), name_organisation(desk.owner, t), headings, rows, t.gettext(NOTHING), made_on)


def write_missing(told: MissingTold, t: Translator) -> str:
    """The list as plain text."""
    head = [told.title, told.owner, t.date(told.made_on, "long"), ""]
    body: list[str] = []
    for row in told.rows:
        named = zip(told.headings, row, strict=True)
        body += [*(t.format(LABELLED, label=label, value=value) for label, value in named), ""]
    return "\n".join([*head, *(body or [told.nothing, ""])])


def _row(one: Waiting, t: Translator) -> tuple[str, ...]:
    here = t.format(N_("{have} of {parts}"), have=t.number(len(one.have)), parts=t.number(one.parts))
    return one.sender, one.header.bundle[:4].hex().upper(), here, t.number(one.lacking), as_ranges(one.missing)


def as_ranges(numbers: Iterable[int]) -> str:
    """Numbers as short as they can be read out: `2, 4–7`."""
    stretches: list[list[int]] = []
    for one in sorted(numbers):
        if stretches and one == stretches[-1][-1] + 1:
            stretches[-1].append(one)
        else:
            stretches.append([one])
    return ", ".join(_stretch(one) for one in stretches)


def _stretch(numbers: Sequence[int]) -> str:
    if len(numbers) < 3:
        return ", ".join(map(str, numbers))
    return f"{numbers[0]}–{numbers[-1]}"

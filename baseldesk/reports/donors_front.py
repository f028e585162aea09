"""The head of reports about a centre over a period, and small things that their tables share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from baseldesk.desk.desk import Desk
from baseldesk.i18n import N_, Translator
from baseldesk.journal.clock import instant
from baseldesk.records.identity import derived_id
from baseldesk.reports.blocks import Cell, Column, Fact, Front, Rows, Titled
from baseldesk.reports.escape import Said
from baseldesk.reports.request import Period, Request
from baseldesk.reports.values import write_text
from baseldesk.reports.words import Span

MISSING = N_("not yet entered")
TO_SIGN = N_("Director of the centre")


def say(t: Translator, msgid: str) -> Said:
    """Words of the programme in the reader's language."""
    return Said(t.gettext(msgid))


def missing(t: Translator) -> Cell:
    """What stands where nothing is recorded."""
    return (Span(say(t, MISSING), grey=0.35),)


def owner_of(desk: Desk, request: Request) -> str:
    """The organisation that the report is about."""
    return request.owner or desk.owner


def is_of(desk: Desk, request: Request, owner: str) -> bool:
    """Whether a record of this owner belongs in the report: at the secretariat, without a centre named, those of all do."""
    return owner == request.owner if request.owner else desk.is_secretariat or owner == desk.owner


def centre_texts(desk: Desk, owner: str) -> dict[str, str]:
    """The name in the centre's own profile, or its code where that has not been received."""
    found = desk.record("centre", derived_id(owner, "centre", owner))
    name: dict[str, str] = (found.values.get("name") if found else None) or {"": owner}
    return name


def day_of(desk: Desk) -> date:
    """The day of making."""
    return instant(desk.clock()).date()


def head(desk: Desk, request: Request, t: Translator, kind: str, title: Titled, facts: Iterable[Fact] = ()) -> Front:
    """The first page's head: whose, what, of which period, made when."""
    owner = owner_of(desk, request)
    every = [*facts]
    if request.period:
        every.append(Fact(say(t, N_("Period")), request.period.write(t)))
    every.append(Fact(say(t, N_("Made on")), Said(t.date(day_of(desk), "long"))))
    centre = write_text(centre_texts(desk, owner), t).text
    return Front(centre, say(t, kind), title, facts=tuple(every), short_centre=owner)


def about(request: Request, t: Translator, desk: Desk) -> dict[str, object]:
    """What the attached data say of the report itself."""
    period = {"period": str(request.period)} if request.period else {}
    return {"kind": request.kind, "language": t.language, "made_on": day_of(desk).isoformat(), **period}


def rows_of(
    t: Translator, columns: Sequence[tuple[str, bool]], rows: Sequence[Sequence[Cell]], label: str = "",
    totals: Sequence[str] = (), empty: str = MISSING,
) -> Rows:  # fmt: skip
    """A table whose headings are (msgid or words, whether they are of figures); columns in which nothing stands are left out."""
    kept = [number for number in range(len(columns)) if not rows or any(row[number] for row in rows)]
    headings = tuple(Column(say(t, columns[number][0]), "end" if columns[number][1] else "start") for number in kept)
    held = [[row[number] for number in kept] for row in rows]
    return Rows(headings, held, say(t, empty), say(t, label), totals=tuple(totals[number] for number in kept) if totals else ())


def years_of(period: Period | None) -> tuple[int, int]:
    """The first and the last year that the report is about."""
    return (period.first.year, period.last.year) if period else (0, 9999)

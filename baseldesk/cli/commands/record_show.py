"""`baseldesk record show`: one record with its conflicts, and on request its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from baseldesk.cli.commands.record import ID, TYPE
from baseldesk.cli.frame import command, option
from baseldesk.cli.session import Session
from baseldesk.cli.wording import LIFE, Wording
from baseldesk.desk.shown import HistoryLine, Shown
from baseldesk.i18n import N_
from baseldesk.records.types import TYPES

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk


@command("show", N_("Show a record: its values, differing versions, and on request its history."))
@TYPE
@ID
@option("--history", "with_history", is_flag=True, help=N_("Every change, newest first."))
def show(session: Session, kind: str, named: str, with_history: bool) -> None:
    """Shows one record."""
    from baseldesk.cli import plain_record
    from baseldesk.cli.finding import find_record
    from baseldesk.cli.output import write_json, write_lines

    with session.open_desk() as desk:
        shown = find_record(desk, kind, named)
        lines = desk.history(kind, shown.id) if with_history else []
        if session.json:
            history = {"history": plain_record.history(kind, lines)} if with_history else {}
            write_json({**plain_record.as_json(shown), **plain_record.same_as_json(desk, kind, shown.id), **history})
        else:
            wording = Wording(session.t, desk)
            write_lines(
                [
                    *_record(wording, shown),
                    *_same_as(wording, desk, shown),
                    *conflict_lines(wording, shown),
                    *(_history(wording, shown, lines) if lines else []),
                ]
            )


def _record(wording: Wording, shown: Shown) -> Iterator[str]:
    from baseldesk.cli.output import pairs
    from baseldesk.records.identity import id_text

    declared, t = TYPES[shown.type], wording.t
    title = wording.title(shown.type, shown.values)
    yield " · ".join(filter(None, (t.gettext(declared.label), title, t.gettext(N_("deleted")) if shown.deleted else "")))
    about = [(t.gettext(N_("Identifier")), id_text(shown.id)), (t.gettext(N_("Belongs to")), shown.owner)]
    if shown.changed_at:
        about.append((t.gettext(N_("Last changed")), t.date(shown.changed_at)))
    yield from pairs([*about, *wording.lines(declared, shown.values)])
    if shown.is_unconfirmed:
        yield t.gettext(N_("Entered by the secretariat, not yet confirmed."))
    elif shown.beside:
        yield t.format(N_("Written by the secretariat: {fields}"), fields=", ".join(shown.beside))
    if shown.unknown:
        yield t.format_plural(N_("{n} detail from a newer version"), N_("{n} details from a newer version"), len(shown.unknown))


def _same_as(wording: Wording, desk: Desk, shown: Shown) -> Iterator[str]:
    """The other records that are the same, the one that lists show first."""
    from baseldesk.desk import same
    from baseldesk.records.identity import id_text

    with desk.read() as reader:
        others = same.same_as(reader, shown.type, shown.id)
    for one in others:
        found = desk.record(shown.type, one)
        title = wording.title(shown.type, found.values) if found else ""
        yield wording.t.format(N_("= also recorded as {title} ({id})"), title=title or "–", id=id_text(one))


def conflict_lines(wording: Wording, shown: Shown) -> Iterator[str]:
    """The candidates of each register that differs; the first in the list above is provisional."""
    declared, t = TYPES[shown.type], wording.t
    for register, candidates in shown.conflicts.items():
        one = declared.by_name.get(register.partition("/")[0])
        yield ""
        yield f"▲ {t.format(N_('{field}: versions differ'), field=wording.field_label(declared, register))}"
        for found in candidates:
            who = found.author or found.device[:8]
            yield f"  {t.date(found.at)} · {who}: {wording.value(one, found.value) or '–'}"
            yield f"    {found.dot.hex()}"


def _history(wording: Wording, shown: Shown, lines: list[HistoryLine]) -> Iterator[str]:
    from baseldesk.cli.output import table

    declared, t = TYPES[shown.type], wording.t
    yield ""
    yield t.gettext(N_("History"))
    rows = []
    for line in lines:
        one = declared.by_name.get(line.register.partition("/")[0])
        old, new = (_version(wording, line.register, one, value) for value in (line.old, line.new))
        label = t.gettext(N_("Record")) if line.register == LIFE else wording.field_label(declared, line.register)
        what = f"{old} → {new}" if line.old is not None else new
        rows.append((t.date(line.at, "short"), line.author or line.device.hex()[:8], label, what))
    yield from table(rows)


def _version(wording: Wording, register: str, one: object, value: object) -> str:
    from baseldesk.records.field import Field

    if register == LIFE:
        return wording.t.gettext(N_("brought back") if value else N_("deleted"))
    return wording.value(one if isinstance(one, Field) else None, value) or "–"

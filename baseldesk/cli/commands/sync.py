"""`baseldesk sync`: where one's own work is, and every exchange there ever was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import TARGET, Group, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_, Translator

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.diary import Exchange
    from baseldesk.sync.status import SyncStatus

COMMANDS = {"status": "sync:status", "diary": "sync:diary", "discard": "sync:discard", "volumes": "volumes:volumes"}
_WAYS = {(False, True): N_("sent"), (False, False): N_("taken in"), (True, True): N_("prepared")}  # by (lies ready, goes out)
_NOT_TOLD = ("sent", "not_allowed", "hash")  # of a line's detail: for the program, not for people


@click.group("sync", cls=Group, lazy=COMMANDS, help=N_("Where your work is: only here, sent, received, merged."))
def sync() -> None:
    """Holds the commands on the state of the exchange."""


@command("status", N_("How many changes are only here, sent, received, merged; per other side, too."))
def status(session: Session) -> None:
    """Tells the state of the exchange."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.sync.status import sync_status

    with session.open_desk() as desk:
        found = sync_status(desk)
    if session.json:
        write_json(found.to_json())
    else:
        write_lines(_as_text(session, found))


def _as_text(session: Session, found: SyncStatus) -> list[str]:
    from baseldesk.cli.output import pairs, table

    t = session.t
    names = [
        (N_("Only here"), found.only_here),
        (N_("Sent, not yet acknowledged"), found.sent),
        (N_("Received by the other side"), found.received),
        (N_("Merged there"), found.merged),
        (N_("Set aside here"), found.parked),
        (N_("Records in conflict"), found.conflicts),
    ]
    lines = pairs([(t.gettext(label), t.number(count)) for label, count in names])
    if not found.enrolled:
        return [*lines, t.gettext(N_("This computer is not registered with the secretariat yet."))]
    headings = (N_("With"), N_("Only here"), N_("Sent"), N_("Received"), N_("Merged"), N_("Last heard"), N_("Last sent"))
    rows = []
    for one in found.peers:
        counts = [t.number(count) for count in (one.only_here, one.sent, one.received, one.merged)]
        rows.append([one.peer, *counts, *(t.date(at, "short") if at else "–" for at in (one.last_heard, one.last_sent))])
    lines += ["", *table(rows, [t.gettext(one) for one in headings], right=frozenset(range(1, 5)))]
    return [*lines, *_files_text(t, found)]


def _files_text(t: Translator, found: SyncStatus) -> list[str]:
    """What waits here, what others miss, and what is kept to be sent again."""
    from baseldesk.cli.commands.bundle_in import waiting_text

    lines = [waiting_text(t, one) for one in found.waiting]
    for peer in found.peers:
        for bundle, parts, missing in peer.missing_parts:
            about = {"to": peer.peer, "number": bundle[:8].upper(), "parts": t.number(parts)}
            text = N_("{to} misses of {number} ({parts} parts): {missing}")
            lines.append(t.format(text, missing=", ".join(map(t.number, missing)), **about))
    for one in found.outbox:
        about = {"to": one.about.to, "number": one.about.bundle.hex()[:8].upper(), "size": t.number(one.size)}
        lines.append(t.format(N_("Kept until {to} acknowledges it: {number}, {size} B"), **about))
    return ["", *lines] if lines else []


@command("diary", N_("Every exchange, newest first."))
@option("--limit", type=int, default=1000, help=N_("At most so many."))
@option(
    "--support", type=TARGET, metavar="OUT", help=N_("Write a file for support instead: counts and codes, nothing about people.")
)
def diary(session: Session, limit: int, support: Path | None) -> None:
    """Tells the diary."""
    from baseldesk.cli.output import table, write_json, write_lines
    from baseldesk.sync.diary import read_diary

    with session.open_desk() as desk:
        if support is not None:
            return _write_support(session, desk, support)
        lines = read_diary(desk, limit)
    if session.json:
        for one in lines:
            write_json(_line_json(one))
    else:
        write_lines(table([_line_text(session, one) for one in lines]))


def _write_support(session: Session, desk: Desk, target: Path) -> None:
    from baseldesk.cli.output import write_json
    from baseldesk.sync.support import write_support

    written = write_support(desk, target)
    if session.json:
        write_json({"path": str(written.path), "bytes": written.size})
    else:
        print(written.path)


@command("discard", N_("Let go of a data file whose missing parts are not expected any more."))
@click.argument("bundle", metavar="BUNDLE")
def discard(session: Session, bundle: str) -> None:
    """Discards what waits."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.sync.inbox import discard as let_go

    with session.open_desk() as desk:
        gone = let_go(desk, bundle)
    if session.json:
        write_json({"discarded": [one.to_json() for one in gone]})
    else:
        text = N_("{number} from {sender} was discarded. What it held comes again with the next data file.")
        write_lines([session.t.format(text, number=one.bundle[:8].upper(), sender=one.sender) for one in gone])


def _line_json(one: Exchange) -> dict[str, Any]:
    """`{at, direction, kind, peer, outcome, bundle, medium, detail}`."""
    detail = {name: value for name, value in one.detail.items() if name not in _NOT_TOLD}
    about = {"at": one.at, "direction": one.direction, "kind": one.kind, "peer": one.peer, "outcome": one.outcome}
    return {**about, "bundle": one.bundle.hex() if one.bundle else None, "medium": one.medium, "detail": detail}


def _line_text(session: Session, one: Exchange) -> list[str]:
    from baseldesk.cli.sentences import explain
    from baseldesk.sync.diary import DONE

    t = session.t
    kinds = {
        "bundle": N_("data file"),
        "part": N_("parts of a data file, again"),
        "mail": N_("mail"),
        "receipt": N_("acknowledgement"),
        "enrolment": N_("registration"),
        "roster": N_("computers"),
    }
    kind = t.gettext(kinds.get(one.kind, one.kind))
    way = t.gettext(_WAYS[one.detail.get("state") == "prepared", one.direction == "out"])
    done = t.format(N_("{changes} changes"), changes=t.number(one.detail["changes"])) if "changes" in one.detail else ""
    outcome = done if one.outcome == DONE else explain(one.outcome, one.detail, t).text
    return [t.date(one.at, "short"), way, kind, one.peer, outcome]

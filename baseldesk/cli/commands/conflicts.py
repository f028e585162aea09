"""`baseldesk conflicts`: fields whose versions differ, and deciding between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import Group, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Shown

COMMANDS = {"list": "conflicts:list_", "choose": "conflicts:choose"}


@click.group("conflicts", cls=Group, lazy=COMMANDS, help=N_("Fields that were changed differently in two places."))
def conflicts() -> None:
    """Holds the commands on conflicts."""


@command("list", N_("List the fields whose versions differ."))
def list_(session: Session) -> None:
    """Lists conflicts, by record."""
    from baseldesk.cli.output import write_json

    with session.open_desk() as desk:
        for shown in in_conflict(desk):
            for line in as_json(shown):
                if session.json:
                    write_json(line)
            if not session.json:
                _write_text(session, desk, shown)


def in_conflict(desk: Desk) -> Iterator[Shown]:
    """The records with differing versions."""
    with desk.read() as reader:
        rows = reader.rows("SELECT type, id FROM record WHERE conflicts > 0 AND hidden = 0 ORDER BY n")
    for kind, identity in rows:
        shown = desk.record(kind, bytes(identity))
        if shown is not None:
            yield shown


def as_json(shown: Shown) -> Iterator[dict[str, Any]]:
    """`{type, id, field, language, candidates}`; an element of a list stands under `element`."""
    from baseldesk.cli.plain_record import candidate, part_of

    for register, candidates in shown.conflicts.items():
        name, _, key = register.partition("/")
        part = {"language": None, **part_of(shown.type, name, key)}
        yield {
            "type": shown.type,
            "id": shown.id,
            "field": name,
            **part,
            "candidates": [candidate(one, {}) for one in candidates],
        }


def _write_text(session: Session, desk: Desk, shown: Shown) -> None:
    from baseldesk.cli.commands.record_show import conflict_lines
    from baseldesk.cli.output import write_lines
    from baseldesk.cli.wording import Wording
    from baseldesk.records.identity import id_text

    wording = Wording(session.t, desk)
    write_lines(
        [f"{shown.type} {id_text(shown.id)} {wording.title(shown.type, shown.values)}", *conflict_lines(wording, shown), ""]
    )


@command("choose", N_("Decide which version of a field stands; FIELD is title.fr for one language."))
@click.argument("kind", metavar="TYPE")
@click.argument("named", metavar="ID")
@click.argument("field", metavar="FIELD")
@option("--dot", metavar="DOT", help=N_("The version that shall stand, as “conflicts list” names it."))
@option("--value", metavar="VALUE", help=N_("What shall stand instead of all of them; empty empties the field."))
@option("--reason", default="", help=N_("Why, in your words; it travels with the decision."))
def choose(session: Session, kind: str, named: str, field: str, dot: str | None, value: str | None, reason: str) -> None:
    """Writes the decision."""
    from baseldesk.cli.finding import find_record
    from baseldesk.cli.output import write_json
    from baseldesk.errors import UsageError

    if (dot is None) == (value is None):
        raise UsageError("cli.option_missing", option="--dot | --value", command="baseldesk conflicts choose")
    with session.open_desk() as desk:
        shown = find_record(desk, kind, named)
        register = find_register(shown, field)
        chosen = {"dot": read_dot(dot)} if dot is not None else {"value": _read_value(desk, kind, register, value or "")}
        desk.choose(kind, shown.id, register, reason=reason, **chosen)
    if session.json:
        write_json({"type": kind, "id": shown.id, "field": field})
    elif not session.quiet:
        print(session.t.gettext(N_("Decided.")))


def find_register(shown: Shown, field: str) -> str:
    """The register that a person means; the language may be left out where only one is in question."""
    register = field.replace(".", "/", 1) if "/" not in field else field
    of_field = [one for one in shown.conflicts if one.partition("/")[0] == register]
    return of_field[0] if len(of_field) == 1 else register


def read_dot(text: str) -> bytes:
    """The name of a version as it was shown.

    Raises:
        UsageError: it is none.
    """
    from baseldesk.errors import UsageError

    try:
        found = bytes.fromhex(text.strip())
    except ValueError:
        found = b""
    if len(found) != 34:
        raise UsageError("cli.dot_malformed", dot=text[:80])
    return found


def _read_value(desk: Desk, kind: str, register: str, text: str) -> object:
    """The value that a text stands for in this register."""
    from baseldesk.cli.assignments import Assignments
    from baseldesk.cli.finding import find_id
    from baseldesk.records.types import record_type

    assignments = Assignments(record_type(kind), {}, lambda target, named: find_id(desk, target, named))
    ((_, found),) = assignments.read([f"{register}={text}"]).items()
    return next(iter(found.values())) if isinstance(found, dict) and "/" in register else found

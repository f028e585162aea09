"""`baseldesk plan`: the programme and the choice lists that the secretariat publishes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from baseldesk.cli.frame import FILE, Group, command, option
from baseldesk.cli.session import Session
from baseldesk.errors import UsageError
from baseldesk.i18n import N_

PUBLISH = N_("""Secretariat: publish additions to the work plan and the choice lists, as the next release.
FILE.yaml: note: TEXT; add: a list of {vocabulary, code, en, fr, …} with links such as objective; retire: a list of
{vocabulary, code}; labels: {CODE: {fr: TEXT}}. A release goes along with all that is sent from then on. Codes are never
taken away: what is retired is not offered any more, and records that have it keep it.""")


COMMANDS = {"publish": "plan:publish", "show": "plan:show", "install": "plan_file:install", "write": "plan_file:write"}


@click.group("plan", cls=Group, lazy=COMMANDS, help=N_("The work plan and the choice lists."))
def plan() -> None:
    """Groups the commands on releases."""


@command("publish", PUBLISH)
@click.argument("file", metavar="FILE.yaml", type=FILE)
@option("--rehearse", is_flag=True, help=N_("Only tell what would be done."))
def publish(session: Session, file: Path, rehearse: bool) -> None:
    """Publishes a release."""
    from baseldesk.sync import release

    written = _read(file)
    with session.open_desk() as desk:
        made = release.publish(desk, written, rehearse=rehearse)
    counts = {"release": made.number, "codes": len(made.rows), "labels": len(made.labels)}
    _tell(session, counts, N_("Release {release}: {codes} codes and {labels} labels beyond those of the program."))


@command("show", N_("Show which release the lists follow."))
def show(session: Session) -> None:
    """Tells the number and what it adds."""
    from baseldesk import resources
    from baseldesk.records import vocabulary

    with session.open_desk():
        added = [tuple(row) for row in resources.released("vocabularies")]
        counts = {"release": vocabulary.release(), "codes": len(added), "labels": len(resources.released("labels"))}
    _tell(session, counts, N_("Release {release}: {codes} codes and {labels} labels beyond those of the program."))


def _read(file: Path) -> dict[str, Any]:
    """What an officer has written.

    Raises:
        UsageError: it cannot be read, or is not of that form.
    """
    import yaml

    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError, RecursionError) as reason:
        raise UsageError("release.unreadable", file=file.name, reason=str(reason).splitlines()[0][:200]) from None
    if not isinstance(found, dict):
        raise UsageError("release.malformed", what=file.name)
    return found


def _tell(session: Session, counts: dict[str, int], sentence: str) -> None:
    from baseldesk.cli.output import write_json, write_lines

    if session.json:
        write_json(counts)
    else:
        write_lines([session.t.format(sentence, **counts)])

"""`baseldesk digest`: one hash of everything merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

HELP = N_("""One hash of everything merged: equal on two desks that hold the same.
Without --centre: this centre's records, or all of them at the secretariat.""")


@command("digest", HELP)
@option(
    "--scope",
    type=click.Choice(["public", "shared", "centre"]),
    default="shared",
    help=N_("By who may receive them."),
)
@option("--centre", metavar="CODE", help=N_("Only this centre's records."))
def digest(session: Session, scope: str, centre: str | None) -> None:
    """Prints the hash."""
    from baseldesk.cli.output import write_json
    from baseldesk.errors import UsageError
    from baseldesk.records import vocabulary
    from baseldesk.records.types import SECRETARIAT

    if centre is not None and centre != SECRETARIAT and not vocabulary.has("centre", centre):
        raise UsageError("centre.unknown", centre=centre[:40], known=", ".join(vocabulary.codes("centre")))
    with session.open_desk() as desk:
        said = describe(desk, scope, centre)
    if session.json:
        write_json(said)
    else:
        print(said["digest"])


def describe(desk: Desk, scope: str = "shared", centre: str | None = None) -> dict[str, Any]:
    """`{digest, records, scope}`, and `roster`, `schema`, `features`: compare only where these are equal."""
    from baseldesk.journal.change import SCHEMA
    from baseldesk.sync.membership import read_membership

    found = desk.digest(scope, centre or (None if desk.is_secretariat else desk.owner))
    place = read_membership(desk)
    about = {"roster": place.roster.number if place else 0, "schema": SCHEMA, "features": []}
    return {"digest": found.digest, "records": found.records, "scope": found.scope, "centre": centre, **about}

"""`baseldesk link` and `unlink`: two records and how they are related."""

from __future__ import annotations

import click

from baseldesk.cli.frame import command
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

FIRST = click.argument("first", metavar="ID")
RELATION = click.argument("relation", metavar="RELATION")
SECOND = click.argument("second", metavar="ID")


@command("link", N_("Link two records, an activity and a partner for example, by the role of the one in the other."))
@FIRST
@RELATION
@SECOND
def link(session: Session, first: str, relation: str, second: str) -> None:
    """Makes a link, or brings it back with all that it says, over everything that was shown."""
    from baseldesk.cli.finding import find_any
    from baseldesk.cli.linking import find_link, link_id
    from baseldesk.desk.shown import Edit

    with session.open_desk() as desk:
        declared, values = find_link(find_any(desk, first), relation, find_any(desk, second))
        identity = link_id(desk.owner, declared, values)
        held = desk.record(declared.name, identity)
        if held is None:
            desk.save([Edit(declared.name, identity, values)])
        elif held.deleted:
            desk.save([Edit(declared.name, identity, {**held.values, **values}, held.versions, life=True)])
    _say(session, declared.name, identity, linked=True)


@command("unlink", N_("Take a link between two records back."))
@FIRST
@RELATION
@SECOND
def unlink(session: Session, first: str, relation: str, second: str) -> None:
    """Deletes a link."""
    from baseldesk.cli.finding import find_any
    from baseldesk.cli.linking import find_link, link_id
    from baseldesk.desk.shown import Edit
    from baseldesk.errors import UsageError

    with session.open_desk() as desk:
        declared, values = find_link(find_any(desk, first), relation, find_any(desk, second))
        identity = link_id(desk.owner, declared, values)
        held = desk.record(declared.name, identity)
        if held is None or held.deleted:
            raise UsageError("cli.not_linked")
        desk.save([Edit(declared.name, identity, life=False)])
    _say(session, declared.name, identity, linked=False)


def _say(session: Session, kind: str, identity: bytes, *, linked: bool) -> None:
    from baseldesk.cli.output import write_json
    from baseldesk.records.identity import id_text

    if session.json:
        write_json({"type": kind, "id": identity, "linked": linked})
    else:
        print(id_text(identity))

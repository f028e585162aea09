"""`baseldesk record merge` and `record unmerge`: the same thing recorded twice, and two things taken for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from baseldesk.cli.commands.record import TYPE
from baseldesk.cli.frame import command
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

ONE = click.argument("one", metavar="ID")
OTHER = click.argument("other", metavar="ID")

MERGE_HELP = N_("""Say that two records are the same: lists show one for both, and what refers to either is found under it.
Neither is changed; copy values by hand. “record unmerge” takes it back.
At the secretariat this links the records of two centres, for its own use.""")


@command("merge", MERGE_HELP)
@TYPE
@ONE
@OTHER
def merge(session: Session, kind: str, one: str, other: str) -> None:
    """Joins two records."""
    from baseldesk.cli.finding import find_record
    from baseldesk.desk import same_saving

    with session.open_desk() as desk:
        ends = [find_record(desk, kind, named).id for named in (one, other)]
        saved = same_saving.merge(desk, kind, ends[0], ends[1])
        _say(session, desk, kind, ends[0], is_changed=bool(saved.records), text=N_("Joined."))


UNMERGE_HELP = N_("""Take back that two records are the same: they are two again, with all that each holds.
They will not be named as possible duplicates again.""")


@command("unmerge", UNMERGE_HELP)
@TYPE
@ONE
@OTHER
def unmerge(session: Session, kind: str, one: str, other: str) -> None:
    """Separates two records."""
    from baseldesk.cli.finding import find_record
    from baseldesk.desk import same_saving

    with session.open_desk() as desk:
        ends = [find_record(desk, kind, named).id for named in (one, other)]
        saved = same_saving.separate(desk, kind, ends[0], ends[1])
        _say(session, desk, kind, ends[0], is_changed=bool(saved.records), text=N_("Separated."))


def _say(session: Session, desk: Desk, kind: str, identity: bytes, *, is_changed: bool, text: str) -> None:
    from baseldesk.cli.output import write_json
    from baseldesk.cli.plain_record import same_as_json

    if session.json:
        write_json({"type": kind, "id": identity, **same_as_json(desk, kind, identity), "changed": is_changed})
    elif not session.quiet:
        print(session.t.gettext(text if is_changed else N_("Nothing to save.")))

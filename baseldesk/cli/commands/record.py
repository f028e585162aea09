"""`baseldesk record …`: make, change, show, list, delete and bring back records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from baseldesk.cli.frame import Group, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

COMMANDS = {
    "types": "record_types:types",
    "new": "record:new",
    "set": "record:set_",
    "confirm": "record:confirm",
    "show": "record_show:show",
    "list": "record_list:list_",
    "bulk": "record_bulk:bulk",
    "delete": "record:delete",
    "restore": "record:restore",
    "erase": "record:erase",
    "merge": "merge:merge",
    "unmerge": "merge:unmerge",
}


@click.group("record", cls=Group, lazy=COMMANDS, help=N_("Make, change, show and list records."))
def record() -> None:
    """Holds the commands on records."""


FIELDS = click.argument("fields", metavar="FIELD=VALUE|@FILE", nargs=-1)
TYPE = click.argument("kind", metavar="TYPE")
ID = click.argument("named", metavar="ID")

NEW_HELP = N_("""Make a record, and print its id.
title.fr=… gives a text in a language, countries=SN,TG a list, countries=SN:60,TG:40 one with shares in per cent.
@FILE reads a JSON object {field: value}. “baseldesk record types” lists types and fields.""")


@command("new", NEW_HELP)
@TYPE
@FIELDS
@option("--centre", metavar="CODE", help=N_("At the secretariat: key it in for a centre, which then confirms it."))
def new(session: Session, kind: str, fields: tuple[str, ...], centre: str | None) -> None:
    """Saves a new record."""
    from baseldesk.cli.assignments import Assignments
    from baseldesk.cli.finding import find_id
    from baseldesk.desk.shown import Edit
    from baseldesk.records.types import record_type

    declared = record_type(kind)
    with session.open_desk() as desk:
        values = Assignments(declared, {}, lambda target, named: find_id(desk, target, named)).read(fields)
        identity = _id_for(desk, centre) if centre else _link_id(desk.owner, kind, values) or desk.new_id()
        identity = desk.save([Edit(kind, identity, values)]).id_of(kind, identity)
        saved = desk.record(kind, identity)
    _say_saved(session, kind, identity, saved.values.get("reference") if saved else None)


def _id_for(desk: Desk, centre: str) -> bytes:
    """The id of a record that is keyed in for a centre.

    Raises:
        UsageError: no centre has this code.
    """
    from baseldesk.errors import UsageError
    from baseldesk.records import vocabulary
    from baseldesk.records.identity import new_id

    known = vocabulary.codes("centre")
    if centre.upper() not in known:
        raise UsageError("centre.unknown", centre=centre[:40], known=", ".join(known))
    return new_id(centre.upper(), desk.random)


def _link_id(owner: str, kind: str, values: dict[str, object]) -> bytes | None:
    """The id of a link, which follows from what it joins."""
    from baseldesk.cli.linking import link_id
    from baseldesk.records.types import record_type

    declared = record_type(kind)
    return link_id(owner, declared, values) if declared.link else None


def _say_saved(session: Session, kind: str, identity: bytes, reference: object) -> None:
    from baseldesk.cli.output import remark, write_json
    from baseldesk.records.identity import id_text

    if session.json:
        write_json({"type": kind, "id": identity, **({"reference": reference} if reference else {})})
        return
    print(id_text(identity))
    if reference:
        remark(session.t.format(N_("Reference: {reference}"), reference=str(reference)), quiet=session.quiet)


SET_HELP = N_("""Change fields of a record.
As for “new”; field= empties a field, title.fr= one language, countries.SN= takes out one element of a list.
A list given whole replaces the one before.""")


@command("set", SET_HELP)
@TYPE
@ID
@FIELDS
def set_(session: Session, kind: str, named: str, fields: tuple[str, ...]) -> None:
    """Saves what changed of a record."""
    from baseldesk.cli.assignments import Assignments
    from baseldesk.cli.finding import find_id, find_record
    from baseldesk.desk.shown import Edit
    from baseldesk.errors import UsageError
    from baseldesk.records.types import record_type

    declared = record_type(kind)
    with session.open_desk() as desk:
        shown = find_record(desk, kind, named)
        values = Assignments(declared, shown.values, lambda target, text: find_id(desk, target, text)).read(fields)
        if not values:
            raise UsageError("cli.nothing_to_change")
        saved = desk.save([Edit(kind, shown.id, values)])
    text = N_("Saved.") if saved.records else N_("Nothing to save.")
    _say_changed(session, kind, saved.id_of(kind, shown.id), {"changed": bool(saved.records)}, text)


def _say_changed(session: Session, kind: str, identity: bytes, what: dict[str, bool], text: str) -> None:
    from baseldesk.cli.output import write_json

    if session.json:
        write_json({"type": kind, "id": identity, **what})
    elif not session.quiet:
        print(session.t.gettext(text))


@command("confirm", N_("At the centre: make one's own what the secretariat keyed in, or wrote where a value was empty."))
@TYPE
@ID
def confirm(session: Session, kind: str, named: str) -> None:
    """Confirms what the secretariat wrote."""
    from baseldesk.cli.finding import find_record
    from baseldesk.desk.confirming import confirm as make_own

    with session.open_desk() as desk:
        shown = find_record(desk, kind, named)
        make_own(desk, kind, shown.id)
    _say_changed(session, kind, shown.id, {"confirmed": True}, N_("Confirmed."))


@command("delete", N_("Hide a record; its history stays, and “restore” brings it back."))
@TYPE
@ID
def delete(session: Session, kind: str, named: str) -> None:
    """Hides a record."""
    _set_life(session, kind, named, life=False)


@command("restore", N_("Bring back a deleted record."))
@TYPE
@ID
def restore(session: Session, kind: str, named: str) -> None:
    """Shows a record again."""
    _set_life(session, kind, named, life=True)


ERASE_HELP = N_("""Destroy the personal data of a record for good, here and, by the next exchange, everywhere.
It cannot be undone, and is asked for by name: add --yes.""")


@command("erase", ERASE_HELP)
@TYPE
@ID
@option("--yes", is_flag=True, help=N_("Yes, destroy it for good."))
def erase(session: Session, kind: str, named: str, yes: bool) -> None:
    """Destroys personal data."""
    from baseldesk.cli.finding import find_record
    from baseldesk.errors import UsageError

    if not yes:
        raise UsageError("cli.option_missing", option="--yes", command="baseldesk record erase")
    with session.open_desk() as desk:
        shown = find_record(desk, kind, named)
        desk.erase(kind, shown.id)
    _say_changed(session, kind, shown.id, {"erased": True}, N_("Erased for good."))


def _set_life(session: Session, kind: str, named: str, *, life: bool) -> None:
    from baseldesk.cli.finding import find_record
    from baseldesk.desk.shown import Edit

    with session.open_desk() as desk:
        shown = find_record(desk, kind, named)
        if shown.deleted is life:
            desk.save([Edit(kind, shown.id, life=life)])
    _say_changed(session, kind, shown.id, {"deleted": not life}, N_("Brought back.") if life else N_("Deleted."))

"""`baseldesk roster`: the registered computers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import Group, command
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.sync.membership import Membership

COMMANDS = {
    "show": "roster:show",
    "revoke": "roster_change:revoke",
    "sign": "roster_change:sign",
    "install": "roster_change:install",
    "reissue": "roster_change:reissue",
}


@click.group("roster", cls=Group, lazy=COMMANDS, help=N_("The registered computers, and the keys that count."))
def roster() -> None:
    """Holds the commands on the roster."""


@command("show", N_("Show the registered computers and the words of the secretariat."))
def show(session: Session) -> None:
    """Shows the roster that this desk holds."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.sync.joining import membership_of

    with session.open_desk() as desk:
        said = as_json(membership_of(desk), desk.device)
    if session.json:
        write_json(said)
    else:
        write_lines(_as_text(session, said))


def as_json(place: Membership, own: bytes) -> dict[str, Any]:
    """`{number, deployment, words, issued, centres, devices, printed}`."""
    from baseldesk.sync.enrolment import deployment_words
    from baseldesk.sync.words import fingerprint_words

    held = place.roster
    devices = [
        {
            "device": one.key_id.hex(),
            "centre": one.organisation,
            "letter": one.letter,
            "name": one.name,
            "roles": one.roles,
            "revoked": held.is_revoked(one.key_id),
            "words": fingerprint_words(one.key_id),
            "this": one.key_id == own,
            "recipient": one.recipient,
        }
        for one in held.body.devices
    ]
    return {
        "number": held.number,
        "deployment": place.deployment.hex(),
        "words": deployment_words(place.deployment, place.roots),
        "issued": held.body.issued,
        "release": held.body.release,
        "roots": len(place.roots.keys),
        "threshold": place.roots.threshold,
        "centres": held.body.centres,
        "devices": devices,
        "printed": [{"centre": one.organisation, "purpose": one.purpose, "key": one.key} for one in held.body.recipients],
    }


def _as_text(session: Session, said: dict[str, Any]) -> list[str]:
    from datetime import UTC, datetime

    from baseldesk.cli.output import pairs, table

    t = session.t
    issued = datetime.fromtimestamp(said["issued"] / 1000, UTC)
    head = [
        (t.gettext(N_("List of registered computers, number")), t.number(said["number"])),
        (t.gettext(N_("Issued")), t.date(issued)),
        (t.gettext(N_("Words of the secretariat")), said["words"]),
    ]
    headings = [t.gettext(one) for one in (N_("Centre"), N_("Letter"), N_("Computer"), N_("Six words"))]
    rows = [(one["centre"], one["letter"], _name(session, one), one["words"]) for one in said["devices"]]
    lines = [*pairs(head), "", *table(rows, [*headings])]
    if not said["printed"]:
        return lines
    purposes = {"recovery": t.gettext(N_("recovery")), "escrow": t.gettext(N_("escrow"))}
    printed = [(one["centre"], purposes.get(one["purpose"], one["purpose"]), one["key"]) for one in said["printed"]]
    return [*lines, "", *table(printed, [t.gettext(one) for one in (N_("Centre"), N_("Key on paper for"), N_("Public half"))])]


def _name(session: Session, device: dict[str, Any]) -> str:
    t = session.t
    notes = [t.gettext(N_("this computer"))] * device["this"] + [t.gettext(N_("revoked"))] * device["revoked"]
    note = f"({', '.join(notes)})" if notes else ""
    return " ".join(filter(None, (device["name"], note)))

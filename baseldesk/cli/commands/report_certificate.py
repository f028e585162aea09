"""`baseldesk report certificate`: looks a certificate up by its number, at the desk that issued it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import command
from baseldesk.cli.session import Session
from baseldesk.i18n import N_, Translator

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import Row

ABOUT = N_("""Look a certificate up by its number, for somebody who has asked.
Only the centre that issued it can: whoever took part is known there alone.""")


@command("certificate", ABOUT)
@click.argument("number", metavar="NUMBER")
def certificate(session: Session, number: str) -> None:
    """Tells who holds the certificate of this number, and of what."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.errors import UsageError
    from baseldesk.reports.certificate import find_certificate

    with session.open_desk() as desk:
        found = find_certificate(desk, number)
        if found is None:
            raise UsageError("certificate.unknown", number=number)
        told = _tell(desk, found, session.t)
    if session.json:
        write_json(told)
    else:
        write_lines([value for value in map(str, told.values()) if value])


def _tell(desk: Desk, participant: Row, t: Translator) -> dict[str, Any]:
    """Number, name, title, reference and days."""
    from baseldesk.reports.certificate import certificate_number
    from baseldesk.reports.values import write_text

    held = desk.record("activity", participant.values["activity"])
    values = held.values if held else {}
    days = [values.get("started_on") or values.get("starts_on"), values.get("ended_on") or values.get("ends_on")]
    reference, typed = str(values.get("reference") or ""), str(participant.values.get("certificate") or "")
    return {
        "number": certificate_number(reference, participant.id, typed), "name": str(participant.values.get("name") or ""),
        "title": write_text(values.get("title") or {}, t).text,
        "reference": reference, "first_day": str(days[0] or ""), "last_day": str(days[1] or ""),
    }  # fmt: skip

"""`baseldesk key rotate|lost`: this computer changes its key, or begins anew because the old one is gone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from baseldesk.cli.frame import TARGET, command
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

OUT = click.argument("out", type=TARGET, metavar="OUT")

ROTATE_HELP = N_("""Change this computer's key: write the request for the next one, signed by the present one.
Until the answer is taken in (“baseldesk enrol install”) the present key signs, and everything goes on as before.""")


@command("rotate", ROTATE_HELP)
@OUT
def rotate(session: Session, out: Path) -> None:
    """Asks for the next key."""
    from baseldesk.cli.files import write_file
    from baseldesk.sync.enrolment import read_request
    from baseldesk.sync.rotation import begin_rotation

    with session.open_desk() as desk:
        raw = begin_rotation(desk)
        said = {"path": str(out), "bytes": len(raw), "from": desk.owner, "device": desk.device.hex()}
    write_file(out, raw)
    asked = read_request(raw)
    text = N_("Send {path} to the secretariat. Until its answer is taken in, the present key goes on signing.")
    _say(session, {**said, "next": asked.device.hex(), "words": asked.words}, text)


LOST_HELP = N_("""This computer's key is gone: begin anew under a new one, and write the request to be registered with it.
Nothing is lost: once registered, the new key vouches for all that is here. Tell the secretariat to withdraw the old one.""")


@command("lost", LOST_HELP)
@OUT
def lost(session: Session, out: Path) -> None:
    """Replaces a lost key."""
    from baseldesk.cli.files import write_file
    from baseldesk.sync.joining import ask_to_join
    from baseldesk.sync.rotation import replace_lost_key
    from baseldesk.sync.words import fingerprint_words

    with session.open_desk() as desk:
        old = desk.device
        where = replace_lost_key(desk)
        raw = ask_to_join(desk)
        said = {"path": str(out), "bytes": len(raw), "from": desk.owner, "device": desk.device.hex(), "lost": old.hex()}
        words = fingerprint_words(desk.device)
    write_file(out, raw)
    text = N_("Send {path} to the secretariat, read these six words out by phone, and say that the old key is lost: {words}")
    _say(session, {**said, "words": words, "key": where}, text)


def _say(session: Session, said: dict[str, Any], text: str) -> None:
    from baseldesk.cli.output import write_json

    if session.json:
        write_json(said)
    else:
        print(session.t.format(text, **{name: value for name, value in said.items() if name != "from"}))

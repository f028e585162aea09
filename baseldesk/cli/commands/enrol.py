"""`baseldesk enrol`: a computer is registered with the secretariat, by two files and a telephone call."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.commands.roster_change import KEY, PROPOSAL, PROPOSED, read_keys, write_proposal
from baseldesk.cli.frame import FILE, TARGET, Group, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.sync.enrolment import Asked

COMMANDS = {"request": "enrol:request", "show": "enrol:show", "accept": "enrol:accept", "install": "enrol:install"}
WORDS_HELP = N_("The six words read out over the phone; refused if the file's are others.")


@click.group("enrol", cls=Group, lazy=COMMANDS, help=N_("Register a computer with the secretariat."))
def enrol() -> None:
    """Holds the steps of an enrolment."""


@command("request", N_("At the centre: write the file by which this computer asks to be registered."))
@click.argument("out", type=TARGET, metavar="OUT")
def request(session: Session, out: Path) -> None:
    """Writes the request."""
    from baseldesk.cli.files import write_file
    from baseldesk.sync.joining import ask_to_join
    from baseldesk.sync.words import fingerprint_words

    with session.open_desk() as desk:
        raw = ask_to_join(desk)
        said = {"path": str(out), "bytes": len(raw), "from": desk.owner, "words": fingerprint_words(desk.device)}
    write_file(out, raw)
    _say(session, said, N_("Send {path} to the secretariat, and read these six words out by phone: {words}"))


@command("show", N_("Show who asks, or who answers, and the six words to compare by phone."))
@click.argument("file", type=FILE, metavar="FILE")
def show(session: Session, file: Path) -> None:
    """Shows a request; at a centre the answer to its own, too. Changes nothing."""
    from baseldesk.sync.bundle import kind_of
    from baseldesk.sync.enrolment import read_request
    from baseldesk.sync.framing import Kind

    said = _describe_answer(session, file) if kind_of(file) is Kind.REPLY else _describe(read_request(file))
    _say(session, said, N_("{kind} of {from_}, computer “{name}”; the six words: {words}"))


def _describe(asked: Asked) -> dict[str, Any]:
    who = {"from": asked.request.centre, "name": asked.request.device_name}
    printed = {"recovery": asked.request.recovery, "dropped": asked.request.dropped}
    return {"kind": "request", **who, "device": asked.device.hex(), "words": asked.words, **printed}


def _describe_answer(session: Session, file: Path) -> dict[str, Any]:
    from baseldesk.sync.joining import read_answer

    with session.open_desk() as desk:
        answer = read_answer(desk, file)
    device = answer.device
    return {
        "kind": "reply",
        "from": "SECRETARIAT",
        "name": device.name,
        "device": device.key_id.hex(),
        "words": answer.words,
        "roster": answer.membership.roster.number,
    }


@command("accept", N_("At the secretariat: register the computer, and write the answer to send back."))
@click.argument("file", type=FILE, metavar="REQUEST")
@option("--out", type=TARGET, required=True, metavar="REPLY", help=N_("The file to write."))
@option("--centre", default="", metavar="CODE", help=N_("Another centre than the request claims."))
@option("--words", metavar="WORDS", help=WORDS_HELP)
@KEY
@PROPOSAL
def accept(
    session: Session, file: Path, out: Path, centre: str, words: str | None, keys: Sequence[Path], proposal: Path | None
) -> None:
    """Takes the computer up into the next roster; where more root keys have to sign, writes a proposal for them."""
    from baseldesk.cli.asking import compare_words
    from baseldesk.cli.files import write_file
    from baseldesk.sync import joining
    from baseldesk.sync.enrolment import deployment_words, read_request

    with session.open_desk() as desk:
        asked = read_request(file)
        compare_words(session, asked.words, words)
        accepted = joining.accept(desk, asked, centre=centre, keys=read_keys(keys), propose=proposal is not None)
    place = accepted.membership
    device = {"centre": accepted.device.organisation, "letter": accepted.device.letter, "device": asked.device.hex()}
    shown = {"words": deployment_words(place.deployment, place.roots), "request_words": asked.words}
    said = {"path": str(out), **device, "roster": place.roster.number, **shown, "lost": [one.hex() for one in asked.lost]}
    if accepted.proposal:
        waiting = write_proposal(accepted.proposal, accepted.signed, accepted.needed, proposal)
        _say(session, {**said, **waiting, "path": None}, PROPOSED)
        return
    write_file(out, accepted.reply)
    _say(session, said, N_("{centre} is registered. Send {path} back; the words of the secretariat: {words}"))
    for one in asked.lost if not session.json else ():
        print(session.t.format(N_("It says that its old key is lost: “baseldesk roster revoke {device}”"), device=one.hex()[:12]))


@command("install", N_("At the centre: take the secretariat's answer in. Work done before becomes ready to send."))
@click.argument("file", type=FILE, metavar="REPLY")
@option("--words", metavar="WORDS", help=WORDS_HELP)
def install(session: Session, file: Path, words: str | None) -> None:
    """Makes this desk a member of the deployment."""
    from baseldesk.cli.asking import compare_words
    from baseldesk.sync import joining

    with session.open_desk() as desk:
        answer = joining.read_answer(desk, file)
        compare_words(session, answer.words, words)
        joining.join(desk, answer)
    said = {"centre": answer.device.organisation, "letter": answer.device.letter, "words": answer.words}
    _say(
        session,
        {**said, "roster": answer.membership.roster.number},
        N_("This computer is registered as {centre}, letter {letter}."),
    )


def _say(session: Session, said: dict[str, Any], text: str) -> None:
    from baseldesk.cli.output import write_json

    if session.json:
        write_json(said)
        return
    kinds = {"request": N_("Request"), "reply": N_("Answer")}
    words = {**said, "from_": said.get("from", ""), "kind": session.t.gettext(kinds.get(said.get("kind", ""), ""))}
    print(session.t.format(text, **words))

"""`baseldesk mail`: to whom data files are mailed, the text to copy into webmail, and «did you send it?»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import Group, command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import LANGUAGES, N_

if TYPE_CHECKING:
    from baseldesk.sync.mail import Letter

COMMANDS = {"address": "mail:address", "text": "mail:text", "sent": "mail:sent"}
_WHOM = N_("secretariat, centre (its own other computers), or a centre's code.")


@click.group("mail", cls=Group, lazy=COMMANDS, help=N_("Data files by e-mail: addresses, texts to copy, and what was sent."))
def mail() -> None:
    """Holds the commands on mails."""


@command("address", N_("Show to whom mails for an organisation go, or keep it. It stays on this computer."))
@click.argument("whom", metavar="WHOM")
@click.argument("typed", metavar="[ADDRESS]", required=False)
@option("--mail-language", type=click.Choice(LANGUAGES), help=N_("The language of the mails; without it, the organisation's."))
def address(session: Session, whom: str, typed: str | None, mail_language: str | None) -> None:
    """Keeps the address, where one is given, and shows what is kept."""
    from baseldesk.cli.output import write_json
    from baseldesk.sync.bundle import find_addressee
    from baseldesk.sync.correspondents import keep_correspondent, read_correspondent

    with session.open_desk() as desk:
        to = find_addressee(desk, whom)
        if typed is not None or mail_language:
            keep_correspondent(desk, to, address=typed, language=mail_language)
        kept = read_correspondent(desk, to)
    if session.json:
        write_json({"to": to, "address": kept.address, "language": kept.language})
    else:
        print(f"{to}  {kept.address or '–'}  {kept.language}")


@command("text", N_("Show address, subject and text of the mails for the last data file, to copy into webmail."))
@click.argument("whom", metavar="WHOM", default="secretariat")
def text(session: Session, whom: str) -> None:
    """Shows the letters of the bundle that lies ready."""
    from baseldesk.cli.output import write_json
    from baseldesk.errors import UsageError
    from baseldesk.sync import outbox
    from baseldesk.sync.bundle import find_addressee
    from baseldesk.sync.correspondents import read_correspondent
    from baseldesk.sync.cover import read_cover
    from baseldesk.sync.mail import compose_letters

    with session.open_desk() as desk:
        to = find_addressee(desk, whom)
        kept = outbox.find(desk, to)
        if kept is None:
            raise UsageError("outbox.empty", to=to)
        letters = compose_letters(read_cover(desk, bundle=kept.about.bundle.hex()), kept.files, read_correspondent(desk, to))
    for one in letters:
        if session.json:
            write_json(_as_json(one))
        else:
            print(_as_text(session, one))


def _as_json(letter: Letter) -> dict[str, Any]:
    """`{part, parts, to, subject, body, file}`."""
    about = {"part": letter.part, "parts": letter.parts, "to": letter.address}
    return {**about, "subject": letter.subject, "body": letter.body, "file": letter.file.name}


def _as_text(session: Session, letter: Letter) -> str:
    from baseldesk.cli.output import pairs

    t = session.t
    named = ((N_("Address"), letter.address or "–"), (N_("Subject"), letter.subject), (N_("File"), letter.file.name))
    return "\n".join([*pairs([(t.gettext(label), value) for label, value in named]), "", letter.body])


@command("sent", N_("Say that the prepared mails of a data file were sent; before, they count as prepared."))
@option("--bundle", default="", metavar="NUMBER", help=N_("Of this data file; without it, of the last one."))
@option("--to", metavar="WHOM", help=_WHOM)
@option("--part", "parts", type=int, multiple=True, metavar="N", help=N_("Only the mail with part N."))
def sent(session: Session, bundle: str, to: str | None, parts: tuple[int, ...]) -> None:
    """Notes what a person says."""
    from baseldesk.cli.output import write_json
    from baseldesk.sync.bundle import find_addressee
    from baseldesk.sync.cover import read_cover
    from baseldesk.sync.mailing import read_mailings, say_sent

    with session.open_desk() as desk:
        cover = read_cover(desk, bundle=bundle, to=find_addressee(desk, to) if to else "")
        say_sent(desk, cover.bundle, parts or None)
        with desk.read() as reader:
            held = read_mailings(reader)[cover.bundle]
    t = session.t
    if session.json:
        write_json({"bundle": cover.bundle.hex(), "to": held.peer, "sent": sorted(held.sent), "prepared": sorted(held.prepared)})
        return
    print(t.format_plural(N_("{n} mail is sent."), N_("{n} mails are sent."), len(held.sent)))
    if held.prepared:
        print(t.format_plural(N_("{n} mail is prepared."), N_("{n} mails are prepared."), len(held.prepared)))

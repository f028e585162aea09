"""The page with a printed key, in words: what it opens, how to keep it, how to use it; as plain text here, as PDF in reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from baseldesk.i18n import N_, Translator
from baseldesk.sync.recovery import PrintedKey
from baseldesk.sync.sealing import RECOVERY

_GROUP = 6  # characters of the key that are read out together
_HEAD = len("AGE-SECRET-KEY-1")

TITLES = {True: N_("Recovery key of {centre}"), False: N_("Escrow key of the secretariat")}
OPENS = {
    True: N_("This key opens the data files of the centre when every computer of the centre is lost."),
    False: N_(
        "This key opens data files between the centres and the secretariat when a key to them is lost. It opens no centre's own."
    ),
}
KEEP = N_(
    "Print this page, keep it locked away from the computers, and destroy this file. Whoever has the page can read the files."
)
USE = N_(
    "On a new computer: install BaselDesk, put in the stick with the last data files of the centre, and choose “Open with a "
    "printed key”, or type: baseldesk key open FOLDER --identity PAGE"
)
LOST = N_("If the page is lost or was seen by a stranger, make a new one that takes its place.")
MADE_ON, WORDS, PUBLIC, SECRET = N_("Made on"), N_("Words of the secretariat"), N_("Public half"), N_("Secret key")
TO_WRITE = " ".join(["……………"] * 6)  # a page printed before the computer was registered: the words are added by hand


@dataclass(frozen=True)
class PageTold:
    """What the page says, in the reader's words.

    Attributes:
        key: the secret in groups, for reading and typing.
        code: the lines for the QR code.
    """

    title: str
    owner: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    secret_label: str
    key: str = field(repr=False)
    code: str = field(repr=False)
    made_on: date


def tell_page(made: PrintedKey, t: Translator) -> PageTold:
    """The page in the translator's language."""
    is_recovery = made.purpose == RECOVERY
    facts = [(MADE_ON, t.date(made.made.date())), (WORDS, made.words or TO_WRITE), (PUBLIC, made.recipient)]
    return PageTold(
        t.format(TITLES[is_recovery], centre=made.organisation),
        made.organisation,
        tuple((t.gettext(label), value) for label, value in facts),
        tuple(t.gettext(one) for one in (OPENS[is_recovery], KEEP, USE, LOST)),
        t.gettext(SECRET),
        group(made.identity),
        made.code(),
        made.made.date(),
    )


def group(identity: str) -> str:
    """The secret key as a person reads it: in groups of a few characters."""
    rest = identity[_HEAD:]
    return " ".join([identity[:_HEAD], *(rest[at : at + _GROUP] for at in range(0, len(rest), _GROUP))])


def write_text(told: PageTold) -> str:
    """The page as a text file, which is an identity file of the age tools as well."""
    lines = [told.title, "", *told.paragraphs, "", *(f"{label}: {value}" for label, value in told.facts)]
    return "\n".join([*(f"# {line}".rstrip() for line in lines), "", told.code])

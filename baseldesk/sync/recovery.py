"""Printed keys: a page that opens what is sealed when every computer that could is gone.

A centre's **recovery** key opens the bundles of that centre, also those to itself with what is only the centre's; the
deployment's **escrow** key, made at the secretariat, opens those between organisations and no centre's own. The secret stands on
the page alone: the desk forgets it at once, and keeps the public half until the roster names it. The page carries the six
words of the deployment, so that a new computer with nothing but page and stick knows which secretariat to believe.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from baseldesk.errors import BundleRefused
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.diary import instant
from baseldesk.sync.enrolment import deployment_words
from baseldesk.sync.membership import Membership, MetaReader, MetaWriter, read_membership
from baseldesk.sync.recipients import printed_keys, put_printed
from baseldesk.sync.sealing import ESCROW, RECOVERY, new_identity, read_identity, recipient_of

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.issuing import Issued
    from baseldesk.sync.keys import DeviceKey

_WANTED = "printed_wanted"
_LABELS = ("baseldesk", "words", "public key")  # of the lines that a program reads, the same in every language
_CENTRE = re.compile(r"#\s*baseldesk:\s*recovery\s+([A-Z0-9-]{2,40})", re.IGNORECASE)
_WORDS = re.compile(r"#\s*words:\s*((?:[a-z]+\s+){5}[a-z]+)")


@dataclass(frozen=True)
class PrintedKey:
    """What stands on the page.

    Attributes:
        words: the six words of the deployment; empty before the desk is registered.
    """

    purpose: str
    organisation: str
    identity: str = field(repr=False)
    words: str
    made: datetime

    @property
    def recipient(self) -> str:
        """The public half."""
        return recipient_of(self.identity)

    def code(self) -> str:
        """The lines that a program reads, for the QR code and the text: an identity file of age."""
        values = (f"{self.purpose} {self.organisation}", self.words, self.recipient)
        said = [f"# {label}: {value}" for label, value in zip(_LABELS, values, strict=True) if value]
        return "\n".join([*said, self.identity]) + "\n"


@dataclass(frozen=True)
class KeyPage:
    """What could be read from a page, a text typed off it, or a file of the age tools."""

    identity: str = field(repr=False)
    words: str = ""
    centre: str = ""


def read_page(text: str) -> KeyPage:
    """The secret key, and the words and the centre where they were copied too.

    Raises:
        BundleRefused: there is no key in it.
    """
    try:
        identity = read_identity(text)
    except ValueError:
        raise BundleRefused("recovery.no_key") from None
    words, centre = _WORDS.search(text.lower()), _CENTRE.search(text)
    return KeyPage(identity, " ".join(words[1].split()) if words else "", centre[1].upper() if centre else "")


class Wanted(msgspec.Struct, array_like=True, frozen=True):
    """Public halves that the next roster is to name, and those that it is to drop."""

    add: list[str] = []
    drop: list[str] = []


_wanted = msgspec.msgpack.Decoder(Wanted)


def make_key(desk: Desk, purpose: str = RECOVERY) -> PrintedKey:
    """A new printed key; nothing knows of it before `register_key`, which is for when its page is safely written.

    Raises:
        BundleRefused: an escrow key is the secretariat's to make.
    """
    if purpose == ESCROW and not desk.is_secretariat:
        raise BundleRefused("enrolment.secretariat_only")
    place = read_membership(desk)
    words = deployment_words(place.deployment, place.roots) if place else ""
    return PrintedKey(purpose, desk.owner, new_identity(), words, instant(desk.clock()))


def register_key(desk: Desk, made: PrintedKey, *, alone: bool = False, keys: Sequence[DeviceKey] = ()) -> Issued | None:
    """Brings the public half towards the roster: at the secretariat into the next one, at a centre into the next request.

    Args:
        alone: pages printed before serve no longer: for one that was lost or seen by a stranger.
        keys: at the secretariat, root keys besides the one that lies there.

    Returns:
        At the secretariat the roster, or the proposal that holders of other root keys have to sign; None at a centre.

    Raises:
        DeskError: the root key cannot be reached.
    """
    if not desk.is_secretariat:
        _remember(desk, made.recipient, alone)
        _open_also_the_desk(desk)
        return None
    from baseldesk.sync.issuing import issue
    from baseldesk.sync.joining import membership_of

    body = membership_of(desk).roster.body
    held = [] if alone else printed_keys(body.recipients, SECRETARIAT, made.purpose)
    recipients = put_printed(body.recipients, SECRETARIAT, made.purpose, [*held, made.recipient])
    return issue(desk, msgspec.structs.replace(body, recipients=recipients), keys=keys)


def _open_also_the_desk(desk: Desk) -> None:
    """A desk that lies encrypted is opened by the pages that serve from now on."""
    if desk.database.key is not None:
        from baseldesk.sync.protection import seal_for_page

        seal_for_page(desk)


def _remember(desk: Desk, recipient: str, alone: bool) -> None:
    held, place = wanted_keys(desk), read_membership(desk)
    old = [*held.add, *held.drop, *held_keys(place, desk.owner)] if alone else held.drop
    add = [recipient] if alone else [*held.add, recipient]
    with desk.write() as writer:
        writer.set_meta(_WANTED, msgspec.msgpack.encode(Wanted(add, [one for one in old if one != recipient])))


def wanted_keys(desk: MetaReader) -> Wanted:
    """What the next request asks for."""
    raw = desk.meta(_WANTED)
    return _wanted.decode(raw) if raw else Wanted()


def settle_wanted(desk: MetaReader, writer: MetaWriter, place: Membership, organisation: str) -> None:
    """A roster has come: what it names need not be asked for any more, and what it has dropped neither."""
    wanted, held = wanted_keys(desk), held_keys(place, organisation)
    rest = Wanted([one for one in wanted.add if one not in held], [one for one in wanted.drop if one in held])
    if rest != wanted:
        writer.set_meta(_WANTED, msgspec.msgpack.encode(rest))


def held_keys(place: Membership | None, organisation: str, purpose: str = RECOVERY) -> list[str]:
    """The public halves that the roster names for an organisation and a purpose."""
    return printed_keys(place.roster.body.recipients, organisation, purpose) if place else []

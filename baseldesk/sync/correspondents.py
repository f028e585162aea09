"""To whom mail goes: address and language per organisation, as a person typed them. Kept here, never sent, never trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.errors import UsageError
from baseldesk.i18n import LANGUAGES
from baseldesk.records import vocabulary
from baseldesk.records.identity import derived_id
from baseldesk.records.types import SECRETARIAT

_LONGEST = 254
_ONE = re.compile(r"[^\s@,;:<>()\[\]\\\"\x00-\x1f\x7f]+@[^\s@,;:<>()\[\]\\\"\x00-\x1f\x7f]+")
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Correspondent:
    """Whom a mail is for: addresses separated by commas (may be "") and the language of its instructions."""

    address: str
    language: str


class _Kept(msgspec.Struct, array_like=True, frozen=True):
    address: str = ""
    language: str = ""


def read_correspondent(desk: Desk, organisation: str) -> Correspondent:
    """What is kept for an organisation; its language is that of its profile where nobody chose one."""
    with desk.read() as reader:
        kept = _read(reader, organisation)
    return Correspondent(kept.address, kept.language or language_of(desk, organisation))


def keep_correspondent(desk: Desk, organisation: str, *, address: str | None = None, language: str | None = None) -> None:
    """Remembers what a person typed; None leaves what is kept, "" forgets it.

    Raises:
        UsageError: that is no address, or none of the six languages.
    """
    if language and language not in LANGUAGES:
        raise UsageError("mail.language_unknown", language=language, known=", ".join(LANGUAGES))
    tidy = None if address is None else tidy_address(address)
    with desk.write() as writer:
        kept = _read(writer, organisation)
        changed = _Kept(kept.address if tidy is None else tidy, kept.language if language is None else language)
        writer.set_meta(_key(organisation), msgspec.msgpack.encode(changed))


def tidy_address(typed: str) -> str:
    """One address or several, separated by commas; nothing of them is believed, they only must not break a mail's head.

    Raises:
        UsageError: something that no mail can be sent to.
    """
    each = [one for one in _BETWEEN.split(typed.strip()) if one]
    wrong = next((one for one in each if len(one) > _LONGEST or not _ONE.fullmatch(one)), None)
    if wrong is not None:
        raise UsageError("mail.address_malformed", address=wrong[:_LONGEST])
    return ", ".join(each)


def language_of(desk: Desk, organisation: str) -> str:
    """The first of the six that the organisation works in: its own profile, else the programme's list, else English."""
    if organisation == SECRETARIAT:
        return "en"
    found = desk.record("centre", derived_id(organisation, "centre", organisation))
    named = found.values.get("languages", {}) if found else {}
    listed = vocabulary.links("centre", organisation, "languages")
    spoken = [*(one for one in listed if one in named or not named), *(one for one in LANGUAGES if one in named)]
    return next((one for one in spoken if one in LANGUAGES), "en")


def _read(reader: Reader, organisation: str) -> _Kept:
    raw = reader.meta(_key(organisation))
    return msgspec.msgpack.decode(raw, type=_Kept) if raw else _Kept()


def _key(organisation: str) -> str:
    return f"mail/{organisation}"

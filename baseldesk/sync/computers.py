"""Finding a registered computer by what a person calls it."""

from __future__ import annotations

from baseldesk.errors import UsageError
from baseldesk.sync.roster import Device, Roster
from baseldesk.sync.words import fingerprint_words

_SHORTEST = 6  # hexadecimal digits of an id


def find_device(roster: Roster, named: str) -> Device:
    """The computer that is called CENTRE/LETTER, by its six words, or by the beginning of its id; one that counts before others.

    Raises:
        UsageError: none, or several.
    """
    text = " ".join(named.lower().split())
    found = [one for one in roster.body.devices if text in _names(one) or _begins(one, text)]
    standing = [one for one in found if not roster.is_revoked(one.key_id)] or found
    newest = [one for one in standing if one.key_id not in roster.replaced()] or standing
    if not newest:
        raise UsageError("roster.device_unknown", device=named[:80])
    if len(newest) > 1:
        raise UsageError("roster.device_several", device=named[:80])
    return newest[0]


def _names(one: Device) -> tuple[str, str]:
    return f"{one.organisation}/{one.letter}".lower(), fingerprint_words(one.key_id)


def _begins(one: Device, text: str) -> bool:
    return len(text) >= _SHORTEST and one.key_id.hex().startswith(text)

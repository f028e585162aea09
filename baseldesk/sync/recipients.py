"""Age keys in the roster: a computer's own comes with its request and is renewed by a later one; printed keys stand beside.

A renewed request of a registered computer is an update of its entry, not a new computer: so a desk of 0.1.0, which had no age
key yet, gets one into the roster, and so does a centre its printed recovery key. A request names the printed keys to add and
those to drop, never the whole list: another laptop of the centre may have asked for one of its own meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from baseldesk.sync.roster import Body, Device, Recipient
from baseldesk.sync.sealing import RECOVERY, is_recipient

MOST_PRINTED = 8  # printed keys of one organisation and purpose


def renew_device(held: Device, name: str, recipient: str) -> Device:
    """The entry of a registered computer with what its newer request says; what that leaves open stays."""
    wanted = recipient if is_recipient(recipient) else held.recipient
    return msgspec.structs.replace(held, name=name or held.name, recipient=wanted)


def put_device(devices: Sequence[Device], device: Device) -> list[Device]:
    """The list with this entry in the place of the one of its key, or at the end."""
    if all(one.key_id != device.key_id for one in devices):
        return [*devices, device]
    return [device if one.key_id == device.key_id else one for one in devices]


def put_printed(held: Sequence[Recipient], organisation: str, purpose: str, keys: Iterable[str]) -> list[Recipient]:
    """The recipients with exactly these printed keys of an organisation for a purpose, of too many the newest."""
    others = [one for one in held if (one.organisation, one.purpose) != (organisation, purpose)]
    good = [one for one in dict.fromkeys(keys) if is_recipient(one)][-MOST_PRINTED:]
    return [*others, *(Recipient(organisation, purpose, one) for one in good)]


def printed_keys(held: Sequence[Recipient], organisation: str, purpose: str) -> list[str]:
    """The printed keys of an organisation for a purpose."""
    return [one.key for one in held if (one.organisation, one.purpose) == (organisation, purpose)]


def enter_request(body: Body, device: Device, added: Sequence[str], dropped: Sequence[str]) -> Body:
    """What a roster says once this computer's request is taken up; the same where it says so already.

    Args:
        added: recovery keys of the device's organisation that are to be there from now on.
        dropped: and those that are not.
    """
    recipients = body.recipients
    if added or dropped:
        old = [one for one in printed_keys(recipients, device.organisation, RECOVERY) if one not in dropped]
        recipients = put_printed(recipients, device.organisation, RECOVERY, [*old, *added])
    centres = sorted({*body.centres, device.organisation})
    return msgspec.structs.replace(body, centres=centres, devices=put_device(body.devices, device), recipients=recipients)

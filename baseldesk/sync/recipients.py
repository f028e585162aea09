"""Age keys in the roster: a computer's own comes with its request and is renewed by a later one; printed keys stand beside.

A renewed request of a registered computer is an update of its entry, not a new computer: so a desk of 0.1.0, which had no age
key yet, gets one into the roster, and so does a centre its printed recovery key. A request says nothing of recovery keys
(None), or names all that the centre wants from now on: a key that is not named any more is dropped.
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
    """The recipients with exactly these printed keys of an organisation for a purpose; what is no key is left out."""
    others = [one for one in held if (one.organisation, one.purpose) != (organisation, purpose)]
    good = [one for one in dict.fromkeys(keys) if is_recipient(one)][:MOST_PRINTED]
    return [*others, *(Recipient(organisation, purpose, one) for one in good)]


def enter_request(body: Body, device: Device, recovery: Sequence[str] | None) -> Body:
    """What a roster says once this computer's request is taken up; the same where it says so already."""
    recipients = body.recipients
    if recovery is not None:
        recipients = put_printed(recipients, device.organisation, RECOVERY, recovery)
    centres = sorted({*body.centres, device.organisation})
    return msgspec.structs.replace(body, centres=centres, devices=put_device(body.devices, device), recipients=recipients)

"""Signing a new list and bringing it into force, outside the GUI thread; and what a list changes, in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.i18n import N_, _, current
from ui.screens.computers_files import write_named
from ui.screens.computers_roots import write_proposal
from ui.screens.exchange_words import name_organisation

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.issuing import Issued
    from baseldesk.sync.keys import DeviceKey
    from baseldesk.sync.medium import Written
    from baseldesk.sync.proposal import Offered
    from baseldesk.sync.roster import Device

_LINES = {"added": N_("New: {what}"), "changed": N_("Changed: {what}"), "removed": N_("Removed: {what}")}
_WITHDRAWN, _WHY = N_("Withdrawn: {what}"), N_("Withdrawn: {what} ({reason})")
_OTHERS = N_("Centres, printed keys or root keys change, too.")


def sign(offered: Offered, keys: list[DeviceKey], folder: Path) -> tuple[Offered, Written]:
    """Signs with these keys, and writes the list to hand on.

    Raises:
        BundleRefused: one of them is none of the deployment's root keys.
        MediumError: it cannot be written there.
    """
    from baseldesk.sync.proposal import pack_proposal, sign_proposal

    for key in keys:
        offered = sign_proposal(offered, key)
    raw = pack_proposal(keys[-1], offered.proposal, offered.roster.body.deployment)
    return offered, write_proposal(raw, folder)


def install(desk: Desk, source: Path, offered: Offered, folder: Path) -> tuple[Issued, list[Written]]:
    """Brings the list into force, and writes the replies that waited for it.

    Raises:
        BundleRefused: not signed by enough root keys, of another deployment, or overtaken.
        MediumError: a reply cannot be written there.
    """
    from baseldesk.sync.issuing import install_proposal

    issued = install_proposal(desk, source)
    pairs = zip(offered.proposal.answers, issued.replies, strict=True)
    return issued, [write_named(folder, desk.owner, one.organisation, "reply", reply) for one, reply in pairs]


def describe_changes(offered: Offered) -> list[str]:
    """What the list changes, a line for each computer."""
    from baseldesk.sync.proposal import differences

    found = differences(offered)
    held = {"added": found.added, "changed": found.changed, "removed": found.removed}
    lines = [current().format(_LINES[kind], what=_name(one)) for kind, devices in held.items() for one in devices]
    for device, key, reason in found.withdrawn:
        what = _name(device) if device else key.hex()
        lines.append(current().format(_WHY if reason else _WITHDRAWN, what=what, reason=reason))
    return [*lines, _(_OTHERS)] if found.others else lines


def _name(one: Device) -> str:
    from baseldesk.sync.words import fingerprint_words

    words = fingerprint_words(one.key_id).replace("-", " ")
    return f"{name_organisation(one.organisation)} {one.letter} · {one.name or '–'} · {words}"

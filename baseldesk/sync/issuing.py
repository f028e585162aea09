"""New rosters, at the secretariat: brought into force by the root keys at hand, or proposed to the holders of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused, UsageError
from baseldesk.sync.authority import ends_accepted
from baseldesk.sync.enrolment import Accepted, Asked, make_reply, plan_entry
from baseldesk.sync.joining import membership_of, take_membership
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.membership import Membership
from baseldesk.sync.own_keys import own_key, own_recipient, root_keys
from baseldesk.sync.proposal import Answered, Proposal, next_unfinished, pack_proposal, read_proposal
from baseldesk.sync.roster import Body, Revocation, verify_roster
from baseldesk.sync.rotation import ROTATED


@dataclass(frozen=True)
class Issued:
    """A new roster: in force, with the replies to send; or a proposal that holders of other root keys have to sign."""

    membership: Membership
    replies: list[bytes] = field(default_factory=list)
    proposal: bytes = b""
    signed: int = 0
    needed: int = 0


def issue(
    desk: Desk, wanted: Body, *, keys: Sequence[DeviceKey] = (), answers: Sequence[Answered] = (), even_if_same: bool = False
) -> Issued:
    """At the secretariat: brings out the next roster, as far as the root keys at hand go.

    Args:
        wanted: what it says; number and date are filled in.
        keys: root keys besides the one that lies here.
        answers: requests that it answers.
        even_if_same: a higher number is wanted, whether it says anything new or not.

    Raises:
        BundleRefused: this is not the secretariat, or one of the keys is no root key.
    """
    if not desk.is_secretariat:
        raise BundleRefused("enrolment.secretariat_only")
    place, own = membership_of(desk), own_key(desk)
    if wanted == place.roster.body and not even_if_same:
        return Issued(place, _replies(desk, place, answers))
    wanted = _without_replaced(desk, wanted, place)
    roster, signers = next_unfinished(place, wanted, [*root_keys(desk), *keys], desk.clock())
    if len(signers) < place.roots.threshold:
        proposal = pack_proposal(own, Proposal(roster.raw, place.roster.raw, list(answers)), place.deployment)
        return Issued(place, proposal=proposal, signed=len(signers), needed=place.roots.threshold)
    return _bring_into_force(desk, place, roster.raw, answers)


def _without_replaced(desk: Desk, wanted: Body, place: Membership) -> Body:
    """The same, withdrawing keys that another has taken the place of, once the newer one's first work has been received.

    Nothing comes to wait by that: the newer key has adopted all that the older one ever signed.
    """
    with desk.read() as reader:
        used = {bytes(row[0]) for row in reader.rows("SELECT DISTINCT device FROM chain")}
        done = [old for old, new in place.roster.replaced().items() if new.key_id in used]
        named = {one.key_id for one in wanted.revocations}
        number = place.roster.number + 1
        fresh = [Revocation(one, number, ROTATED, ends_accepted(reader, one)) for one in done if one not in named]
    return msgspec.structs.replace(wanted, revocations=[*wanted.revocations, *fresh]) if fresh else wanted


def install_proposal(desk: Desk, source: Path | bytes) -> Issued:
    """At the secretariat: a proposal that enough have signed comes into force.

    Raises:
        BundleRefused: not signed by enough root keys, of another deployment, or overtaken by another roster.
    """
    place, offered = membership_of(desk), read_proposal(source)
    if not desk.is_secretariat:
        raise BundleRefused("enrolment.secretariat_only")
    if offered.roster.number <= place.roster.number and offered.roster.body != place.roster.body:
        raise BundleRefused("roster.overtaken", number=offered.roster.number, held=place.roster.number)
    return _bring_into_force(desk, place, offered.roster.raw, offered.proposal.answers)


def _bring_into_force(desk: Desk, place: Membership, raw: bytes, answers: Sequence[Answered]) -> Issued:
    roster = verify_roster(raw, place.roots, deployment=place.deployment)
    newer = Membership(place.deployment, roster.roots, roster)
    with desk.write() as writer:
        take_membership(desk, writer, newer)
    return Issued(newer, _replies(desk, newer, answers), signed=newer.roots.threshold, needed=newer.roots.threshold)


def _replies(desk: Desk, place: Membership, answers: Sequence[Answered]) -> list[bytes]:
    key, made = own_key(desk), desk.clock()
    return [make_reply(key, place, one.device, one.organisation, one.request, made) for one in answers]


def withdraw(desk: Desk, device: bytes, *, reason: str = "", keys: Sequence[DeviceKey] = ()) -> Issued:
    """At the secretariat: a key signs no more; what is held here of its chains stands, all else waits for its centre.

    Raises:
        UsageError: no such computer, or its key is withdrawn already.
        BundleRefused: see `issue`.
    """
    roster = membership_of(desk).roster
    if roster.device(device) is None:
        raise UsageError("roster.device_unknown", device=device.hex())
    if roster.is_revoked(device):
        raise UsageError("roster.device_withdrawn", device=device.hex())
    with desk.read() as reader:
        last = ends_accepted(reader, device)
    fresh = Revocation(device, roster.number + 1, reason[:200], last)
    return issue(desk, msgspec.structs.replace(roster.body, revocations=[*roster.body.revocations, fresh]), keys=keys)


def accept(desk: Desk, asked: Asked, *, centre: str = "", keys: Sequence[DeviceKey] = (), propose: bool = False) -> Accepted:
    """At the secretariat: takes a device up into the next roster; gives the reply to send.

    Args:
        keys: root keys besides the one that lies here.
        propose: where they are not enough, gives a proposal for the others to sign; the reply comes when it is installed.

    Raises:
        BundleRefused: this is not the secretariat, more root keys must sign, or the device cannot be taken up.
    """
    if not desk.is_secretariat:
        raise BundleRefused("enrolment.secretariat_only")
    place = membership_of(desk)
    device, wanted = plan_entry(asked, place, own_key(desk), centre=centre, recipient=own_recipient(desk))
    issued = issue(desk, wanted, keys=keys, answers=[Answered(asked.device, device.organisation, asked.file_hash)])
    if issued.proposal and not propose:
        raise BundleRefused("roster.more_signatures", signed=issued.signed, needed=issued.needed)
    reply = issued.replies[0] if issued.replies else b""
    return Accepted(issued.membership, device, reply, issued.proposal, issued.signed, issued.needed)

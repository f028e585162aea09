"""A desk becomes, or goes on as, a member of a deployment: the one place where a roster takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from baseldesk import __version__
from baseldesk.desk.database import Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused, UsageError
from baseldesk.sync.authority import ends_accepted, settle_rival, take_authority
from baseldesk.sync.enrolment import LOST_WORD, Accepted, Answer, Asked, Request, make_reply, make_request, plan_entry, read_reply
from baseldesk.sync.intake import Totals, apply_released
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.membership import Membership, read_membership
from baseldesk.sync.own_heads import sign_own_heads
from baseldesk.sync.own_keys import own_key, own_recipient, root_keys
from baseldesk.sync.proposal import Answered, Proposal, next_unfinished, pack_proposal, read_proposal
from baseldesk.sync.recovery import settle_wanted, wanted_keys
from baseldesk.sync.roster import Body, Revocation, verify_roster
from baseldesk.sync.rotation import LOST_DEVICE, awaited_device, open_next_key, take_next_key
from baseldesk.sync.station import device_name


def membership_of(desk: Desk) -> Membership:
    """The desk's place in its deployment.

    Raises:
        BundleRefused: the desk is not registered with a secretariat yet.
    """
    held = read_membership(desk)
    if held is None:
        raise BundleRefused("sync.not_enrolled")
    return held


def ask_to_join(desk: Desk) -> bytes:
    """The enrolment request of this desk, to be written to a file."""
    wanted, lost = wanted_keys(desk), desk.meta(LOST_DEVICE)
    about = (desk.owner, device_name(desk), desk.replica, desk.clock(), __version__)
    printed = {"recovery": wanted.add, "dropped": wanted.drop}
    said = [f"{LOST_WORD}{lost.hex()}"] if lost else []
    request = Request(*about, said, own_recipient(desk), **printed)
    return make_request(own_key(desk), request)


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
    roster, signers = next_unfinished(place, wanted, [*root_keys(desk), *keys], desk.clock())
    if len(signers) < place.roots.threshold:
        proposal = pack_proposal(own, Proposal(roster.raw, place.roster.raw, list(answers)), place.deployment)
        return Issued(place, proposal=proposal, signed=len(signers), needed=place.roots.threshold)
    return _bring_into_force(desk, place, roster.raw, answers)


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


def read_answer(desk: Desk, source: Path | bytes) -> Answer:
    """At the centre: the reply to this desk's request, checked; its words are to be compared before `join`.

    Raises:
        BundleRefused: see `read_reply`; or it names another centre than this desk's.
    """
    answer = read_reply(source, desk.device, read_membership(desk), awaited=awaited_device(desk))
    if answer.device.organisation != desk.owner:
        raise BundleRefused("enrolment.other_centre", centre=answer.device.organisation, words=answer.words)
    return answer


def join(desk: Desk, answer: Answer) -> None:
    """At the centre: keeps deployment, root keys and roster; work done before becomes exportable."""
    open_next_key(desk)
    with desk.write() as writer:
        take_membership(desk, writer, answer.membership)


def take_membership(desk: Desk, writer: Writer, place: Membership, totals: Totals | None = None) -> None:
    """Lets a roster take effect inside this transaction: rights, references, the own chains' signatures, what was set aside."""
    place.keep(writer)
    settle_rival(writer, place.roster)
    settle_wanted(writer, writer, place, desk.owner)
    signer = desk.signer
    if signer is not None:
        sign_own_heads(writer, desk.identity, signer, place.deployment)
    take_next_key(desk, writer, place)
    totals = totals or Totals()
    take_authority(desk, writer, place.roster, totals)
    apply_released(desk, writer, place, totals)

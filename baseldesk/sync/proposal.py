"""A new roster on its way between the people who hold the root keys: each signs the file and hands it on.

The file proves no more than that nothing happened to it on the way. What counts are the signatures of the roster inside; whoever
signs is shown what it changes against the one in force, and the six words of the deployment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from baseldesk.errors import BundleRefused
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.container import open_container
from baseldesk.sync.enrolment import deployment_words
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.keys import PUBLIC_BYTES, DeviceKey
from baseldesk.sync.membership import Membership
from baseldesk.sync.roster import Body, Device, Roster, add_signature, read_unfinished, sign_roster, verify_roster


class Answered(msgspec.Struct, array_like=True, frozen=True):
    """A request that is answered once the roster is in force: for which key of whom, SHA-256 of the request's file."""

    device: bytes
    organisation: str
    request: bytes


class Proposal(msgspec.Struct, array_like=True, frozen=True):
    """The roster as far as it is signed, the one in force, and the requests that it answers."""

    roster: bytes
    held: bytes
    answers: list[Answered] = []


@dataclass(frozen=True)
class Offered:
    """A proposal as it may be shown to a person."""

    proposal: Proposal
    roster: Roster
    held: Roster
    signers: frozenset[bytes]

    @property
    def needed(self) -> int:
        """How many different root keys have to sign."""
        return max(self.held.roots.threshold, self.roster.roots.threshold)

    @property
    def is_complete(self) -> bool:
        """Whether enough have."""
        return len(self.signers) >= self.needed

    @property
    def words(self) -> str:
        """The six words of the deployment."""
        return deployment_words(self.held.body.deployment, self.held.roots)


@dataclass(frozen=True)
class Differences:
    """What a roster changes, for whoever signs it."""

    added: list[Device]
    changed: list[Device]
    removed: list[Device]
    withdrawn: list[tuple[Device | None, bytes, str]]  # entry, key id, reason
    others: bool  # recipients, release, centres or root keys


_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoder = msgspec.msgpack.Decoder(Proposal)


def next_unfinished(place: Membership, wanted: Body, roots: Sequence[DeviceKey], made: int) -> tuple[Roster, set[bytes]]:
    """The next roster, signed by these keys, and which of them have signed.

    Raises:
        BundleRefused: one of the keys is no root key of the deployment.
    """
    body = msgspec.structs.replace(wanted, number=place.roster.number + 1, issued=made)
    roster = sign_roster(body, [], place.roots)
    for one in roots:
        roster = add_signature(roster, one)
    return read_unfinished(roster.raw)


def pack_proposal(key: DeviceKey, proposal: Proposal, deployment: bytes) -> bytes:
    """The file, signed by whoever hands it on."""
    header = Header(SECRETARIAT, SECRETARIAT)
    return pack(Kind.PROPOSAL, key, header, key.public + _encoder.encode(proposal), deployment=deployment)


def read_proposal(source: Path | bytes, name: str = "") -> Offered:
    """A proposal whose file is whole; what it says counts for nothing before the root keys have signed.

    Raises:
        BundleRefused: damaged, another kind of file, or it contradicts itself.
    """
    with open_container(source, find_key=lambda _signer, _roster: None, name=name) as opened:
        if opened.kind is not Kind.PROPOSAL:
            raise BundleRefused("bundle.other_kind", file=opened.name, kind=opened.kind.name.lower(), wanted="proposal")
        try:
            proposal = _decoder.decode(opened.read()[PUBLIC_BYTES:])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise BundleRefused("bundle.malformed", file=opened.name, what="proposal") from None
        held = verify_roster(proposal.held, None, deployment=opened.deployment)
        roster, signers = read_unfinished(proposal.roster)
        if roster.body.deployment != held.body.deployment or roster.number <= held.number:
            raise BundleRefused("bundle.malformed", file=opened.name, what="proposal")
        return Offered(proposal, roster, held, frozenset(signers))


def sign_proposal(offered: Offered, root: DeviceKey) -> Offered:
    """One more holder of a root key signs; the same one again changes nothing.

    Raises:
        BundleRefused: this is none of the deployment's root keys.
    """
    roster = add_signature(offered.roster, root)
    again, signers = read_unfinished(roster.raw)
    return Offered(msgspec.structs.replace(offered.proposal, roster=roster.raw), again, offered.held, frozenset(signers))


def differences(offered: Offered) -> Differences:
    """What the roster changes against the one in force when it was proposed."""
    old = {one.key_id: one for one in offered.held.body.devices}
    new = {one.key_id: one for one in offered.roster.body.devices}
    before = {one.key_id for one in offered.held.body.revocations}
    fresh = [one for one in offered.roster.body.revocations if one.key_id not in before]
    rest = ("release", "centres", "recipients", "deployment")
    return Differences(
        [new[key] for key in new if key not in old],
        [new[key] for key in new if key in old and new[key] != old[key]],
        [old[key] for key in old if key not in new],
        [(new.get(one.key_id), one.key_id, one.reason) for one in fresh],
        any(getattr(offered.held.body, one) != getattr(offered.roster.body, one) for one in rest)
        or offered.held.roots != offered.roster.roots,
    )

"""Enrolment by file: a desk asks to belong, people compare six words by phone, the secretariat answers with a roster.

The request is signed by the very key it carries, so it proves only that the asker holds that key; whose it is, the call tells.
The reply brings roster and root keys; its own six words name the deployment, so that the centre can compare them as well.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from baseldesk.errors import BundleRefused
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.container import FindKey, Opened, open_container
from baseldesk.sync.framing import NO_DEPLOYMENT, Header, Kind, pack
from baseldesk.sync.keys import PUBLIC_BYTES, DeviceKey, key_id, verify
from baseldesk.sync.membership import Membership
from baseldesk.sync.recipients import enter_request, put_device, renew_device
from baseldesk.sync.roster import Body, Device, Roots, Roster, sign_roster, verify_roster
from baseldesk.sync.words import fingerprint_words

Shape = TypeVar("Shape")
_CODE = re.compile(r"[A-Z0-9-]{2,40}")  # what may stand in audiences and file names
_DEPLOYMENT_TAG = b"baseldesk/deployment/1\0"
LOST_WORD = "lost:"  # before the key id, among what a request wants
ROTATION_TAG = b"baseldesk/rotation/1\0"


class Request(msgspec.Struct, array_like=True, frozen=True):
    """What a desk says of itself. `old_key` and `old_signature` are there for a key that replaces another (rotation)."""

    centre: str
    device_name: str
    replica: bytes
    made: int  # milliseconds UTC as that computer believes them
    app: str = ""
    wanted: list[str] = []
    recipient: str = ""  # an age key, for encryption
    old_key: bytes = b""
    old_signature: bytes = b""
    recovery: list[str] = []  # printed keys of the centre that are to be added
    dropped: list[str] = []  # and those that serve no longer


class Reply(msgspec.Struct, array_like=True, frozen=True):
    """The answer: for which key, to which request."""

    device: bytes
    request: bytes  # SHA-256 of the request's file
    made: int


@dataclass(frozen=True)
class Asked:
    """A request whose signature is good, and the words to compare by phone."""

    request: Request
    public_key: bytes
    device: bytes
    file_hash: bytes
    words: str

    @property
    def lost(self) -> list[bytes]:
        """Keys of that computer that it says are lost: to be withdrawn."""
        named = (one.removeprefix(LOST_WORD) for one in self.request.wanted if one.startswith(LOST_WORD))
        return [bytes.fromhex(one) for one in named if re.fullmatch(r"[0-9a-f]{32}", one)]


@dataclass(frozen=True)
class Accepted:
    """What the secretariat keeps (a new roster) and sends (the reply); or a proposal, where more root keys have to sign."""

    membership: Membership
    device: Device
    reply: bytes
    proposal: bytes = b""
    signed: int = 0
    needed: int = 0


@dataclass(frozen=True)
class Answer:
    """A reply that names this desk's key: where it now belongs, and the words of that deployment."""

    membership: Membership
    device: Device
    words: str


_encoder = msgspec.msgpack.Encoder(order="deterministic")
_requests = msgspec.msgpack.Decoder(Request)
_replies = msgspec.msgpack.Decoder(Reply)


def make_request(key: DeviceKey, request: Request) -> bytes:
    """The file by which a desk asks to belong."""
    payload = key.public + _encoder.encode(request)
    return pack(Kind.REQUEST, key, Header(request.centre, SECRETARIAT), payload)


def read_request(source: Path | bytes, name: str = "") -> Asked:
    """A request as it may be shown to a person.

    Raises:
        BundleRefused: damaged, or another kind of file.
    """
    with open_container(source, find_key=lambda _signer, _roster: None, name=name) as opened:
        payload = _payload(opened, Kind.REQUEST)
        request = _read(_requests, payload[PUBLIC_BYTES:], opened.name)
        if opened.deployment != NO_DEPLOYMENT or len(request.replica) != 16 or not _CODE.fullmatch(request.centre):
            raise BundleRefused("bundle.malformed", file=opened.name, what="request")
        return Asked(request, opened.public, opened.signer, opened.file_hash, fingerprint_words(opened.signer))


def accept_request(
    asked: Asked,
    membership: Membership,
    root_keys: Sequence[DeviceKey],
    key: DeviceKey,
    *,
    made: int,
    centre: str = "",
    recipient: str = "",
) -> Accepted:
    """Signs the next roster, which names the device, and the reply that brings it home. A renewed request renews its entry.

    Args:
        asked: the request whose words were compared.
        root_keys: as many root keys as the deployment's threshold asks for.
        key: the secretariat's device key, which signs the reply.
        made: milliseconds UTC, for display.
        centre: overrides the centre that the request claims.
        recipient: the age key of the accepting computer, for where the roster does not name it yet.

    Raises:
        BundleRefused: the device belongs to another organisation already, or was revoked.
    """
    device, wanted = plan_entry(asked, membership, key, centre=centre, recipient=recipient)
    roster = next_roster(wanted, membership, root_keys, made)
    place = Membership(membership.deployment, membership.roots, roster)
    return Accepted(place, device, make_reply(key, place, asked.device, device.organisation, asked.file_hash, made))


def plan_entry(asked: Asked, place: Membership, key: DeviceKey, *, centre: str = "", recipient: str = "") -> tuple[Device, Body]:
    """The device's entry, and what the next roster says with it; the arguments and refusals of `accept_request`."""
    device = _entry_for(asked, place, centre or asked.request.centre)
    own = _with_own(place.roster, key, recipient)
    return device, enter_request(own, device, asked.request.recovery, asked.request.dropped)


def make_reply(key: DeviceKey, place: Membership, device: bytes, organisation: str, request: bytes, made: int) -> bytes:
    """The answer to a request, with the roster that names its device."""
    payload, header = _encoder.encode(Reply(device, request, made)), Header(SECRETARIAT, organisation)
    return pack(Kind.REPLY, key, header, payload, deployment=place.deployment, roster=place.roster.raw)


def _entry_for(asked: Asked, place: Membership, centre: str) -> Device:
    roster = place.roster
    held = roster.device(asked.device)
    if roster.is_revoked(asked.device):
        raise BundleRefused("enrolment.key_revoked", words=asked.words)
    if held is not None and held.organisation != centre:
        raise BundleRefused("enrolment.other_centre", centre=held.organisation, words=asked.words)
    request = asked.request
    if held is not None:
        return renew_device(held, request.device_name[:80], request.recipient)
    old = _replaced(asked, place, centre) if request.old_key else None
    letter, roles = (old.letter, old.roles) if old else (roster.free_letter(centre), [])
    about = (asked.public_key, centre, letter, request.device_name[:80], roles)
    return Device(*about, recipient=request.recipient[:200], replaces=old.key_id if old else b"")


def _replaced(asked: Asked, place: Membership, centre: str) -> Device:
    """The entry that a rotated key goes on from: the old key itself has signed for the new one."""
    request = asked.request
    old = place.roster.device(key_id(request.old_key)) if len(request.old_key) == PUBLIC_BYTES else None
    message = rotation_message(place.deployment, asked.public_key, request.replica)
    if old is None or old.organisation != centre or not verify(request.old_key, request.old_signature, ROTATION_TAG, message):
        raise BundleRefused("enrolment.old_key_wrong", words=asked.words)
    if place.roster.is_revoked(old.key_id):
        raise BundleRefused("enrolment.key_revoked", words=asked.words)
    return old


def rotation_message(deployment: bytes, new: bytes, replica: bytes) -> bytes:
    """What the old key signs, after the tag: deployment 16 ‖ new public key 32 ‖ replica 16."""
    return deployment + new + replica


def _with_own(roster: Roster, key: DeviceKey, recipient: str) -> Body:
    own = roster.device(key.key_id)
    if own is None:
        return roster.body
    return msgspec.structs.replace(roster.body, devices=put_device(roster.body.devices, renew_device(own, "", recipient)))


def next_roster(wanted: Body, membership: Membership, root_keys: Sequence[DeviceKey], made: int) -> Roster:
    """The next roster, or the one held where it says so already.

    Raises:
        BundleRefused: the root keys at hand are not enough.
    """
    held = membership.roster
    if wanted == held.body:
        return held
    body = msgspec.structs.replace(wanted, number=held.number + 1, issued=made)
    return verify_roster(sign_roster(body, root_keys, held.roots).raw, membership.roots)


def read_reply(source: Path | bytes, device: bytes, held: Membership | None, name: str = "", *, awaited: bytes = b"") -> Answer:
    """The answer to this desk's request, checked; the caller keeps `membership` once a person has compared the words.

    Args:
        device: this desk's key id.
        held: where the desk belongs already; it belongs to one deployment for ever.
        awaited: the key id that is to take the other's place.

    Raises:
        BundleRefused: damaged, for another computer, of another deployment, or with an older roster than the one held.
    """
    with open_container(source, find_key=_trusting(held), name=name) as opened:
        reply = _read(_replies, _payload(opened, Kind.REPLY), opened.name)
        if held and opened.deployment != held.deployment:
            raise BundleRefused("bundle.foreign_deployment", file=opened.name)
        roster = verify_roster(opened.roster, held.roots if held else None, deployment=opened.deployment)
        entry = roster.device(reply.device)
        if reply.device not in (device, awaited) or entry is None:
            raise BundleRefused("bundle.not_addressed", file=opened.name)
        if roster.organisation_of(opened.signer) != SECRETARIAT or roster.is_revoked(opened.signer):
            raise BundleRefused("bundle.signer_unknown", file=opened.name)
        if held and roster.number < held.roster.number:
            raise BundleRefused("roster.older", file=opened.name, number=roster.number, held=held.roster.number)
        place = Membership(opened.deployment, roster.roots, roster)
        return Answer(place, entry, deployment_words(place.deployment, place.roots))


def _trusting(held: Membership | None) -> FindKey:
    """By the roster of the reply itself: at first contact there is no other."""

    def find(signer: bytes, roster: bytes) -> bytes | None:
        return verify_roster(roster, held.roots if held else None).public_key_of(signer)

    return find


def deployment_words(deployment: bytes, roots: Roots) -> str:
    """Six words that stand for a deployment and its root keys, the same on every desk that belongs to it."""
    parts = [deployment, bytes([roots.threshold]), *sorted(roots.keys)]
    return fingerprint_words(hashlib.sha256(_DEPLOYMENT_TAG + b"".join(parts)).digest())


def _payload(opened: Opened, kind: Kind) -> bytes:
    if opened.kind is not kind:
        raise BundleRefused("bundle.other_kind", file=opened.name, kind=opened.kind.name.lower(), wanted=kind.name.lower())
    return opened.read()


def _read(decoder: msgspec.msgpack.Decoder[Shape], raw: bytes, name: str) -> Shape:
    try:
        return decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BundleRefused("bundle.malformed", file=name, what="enrolment") from None

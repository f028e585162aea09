"""The roster: which devices, keys and centres belong to a deployment; numbered, and signed by its root keys.

Decisions ◆. A roster is: format (1 byte, 1), threshold (1), number of root keys (1), the root keys (32 each), number of
signatures (1), signatures (key id 16, Ed25519 64, each), body (MessagePack array). A signature is over tag ‖ everything
before the number of signatures ‖ body, so all can be checked before the body is parsed. A lower number is refused, a jump
accepted; the same number with other content is a rival: one's own is kept and both are reported. Numbers count, never dates:
clocks lie.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from baseldesk.errors import BundleRefused
from baseldesk.sync.keys import KEY_ID_BYTES, PUBLIC_BYTES, SIGNATURE_BYTES, DeviceKey, key_id, verify

FORMAT = 1
TAG = b"baseldesk/roster/1\0"
MOST_ROOTS = 16
_SIGNED = KEY_ID_BYTES + SIGNATURE_BYTES
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # no I and O: they look like digits on paper


class Roots(NamedTuple):
    """The root keys that a desk trusts, and how many different ones must have signed."""

    keys: tuple[bytes, ...]
    threshold: int


class Device(msgspec.Struct, array_like=True, frozen=True):
    """One registered computer. `letter` stands in the references it gives out, `recipient` is its age key for encryption."""

    public_key: bytes
    organisation: str
    letter: str
    name: str = ""
    roles: list[str] = []
    recipient: str = ""
    replaces: bytes = b""  # the key id that this one goes on from: a key was changed, the computer is the same

    @property
    def key_id(self) -> bytes:
        """The short name of its key."""
        return key_id(self.public_key)


class Recipient(msgspec.Struct, array_like=True, frozen=True):
    """An age key besides the devices': `purpose` is escrow or recovery."""

    organisation: str
    purpose: str
    key: str


class LastAccepted(msgspec.Struct, array_like=True, frozen=True):
    """The last change of one chain that a revoked key signed rightfully."""

    replica: bytes
    audience: str
    id: bytes


class Revocation(msgspec.Struct, array_like=True, frozen=True):
    """A key that signs no more: since which roster, why, and up to where its chains stand."""

    key_id: bytes
    number: int
    reason: str = ""
    last: list[LastAccepted] = []


class Body(msgspec.Struct, array_like=True, frozen=True):
    """What the root keys sign. Later versions append elements."""

    deployment: bytes
    number: int
    issued: int  # milliseconds UTC, for display
    release: int  # of programme and vocabulary
    centres: list[str]
    devices: list[Device]
    recipients: list[Recipient] = []
    revocations: list[Revocation] = []


@dataclass(frozen=True)
class Roster:
    """A roster whose signatures are good."""

    raw: bytes
    roots: Roots
    body: Body
    _devices: dict[bytes, Device] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._devices.update({one.key_id: one for one in self.body.devices})

    @property
    def number(self) -> int:
        """Counts up with every roster of the deployment."""
        return self.body.number

    @property
    def content_hash(self) -> bytes:
        """16 bytes of what is signed, whoever has signed it: tells rivals of one number apart."""
        _, _, signed, body = _split(self.raw)
        return hashlib.sha256(TAG + signed + body).digest()[:16]

    def device(self, device: bytes) -> Device | None:
        """The entry of a key id."""
        return self._devices.get(device)

    def organisation_of(self, device: bytes) -> str | None:
        """The organisation that a key id stands for; a revoked one too, for what it wrote before."""
        entry = self._devices.get(device)
        return entry.organisation if entry else None

    def public_key_of(self, device: bytes) -> bytes | None:
        """The public key behind a key id."""
        entry = self._devices.get(device)
        return entry.public_key if entry else None

    def is_revoked(self, device: bytes) -> bool:
        """Whether a key may sign no more."""
        return any(one.key_id == device for one in self.body.revocations)

    def devices_of(self, organisation: str) -> list[Device]:
        """The computers of an organisation that may sign."""
        return [one for one in self.body.devices if one.organisation == organisation and not self.is_revoked(one.key_id)]

    def replaced(self) -> dict[bytes, Device]:
        """Key ids that a newer key of the same computer has taken the place of, and are not withdrawn yet → the newer entry."""
        return {one.replaces: one for one in self.body.devices if one.replaces and not self.is_revoked(one.replaces)}

    def free_letter(self, organisation: str) -> str:
        """The next letter that no computer of this centre ever had."""
        taken = {one.letter for one in self.body.devices if one.organisation == organisation}
        letters: list[str] = [*LETTERS, *(first + second for first in LETTERS for second in LETTERS)]
        return next(one for one in letters if one not in taken)


_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoder = msgspec.msgpack.Decoder(Body)


def sign_roster(body: Body, root_keys: Sequence[DeviceKey], roots: Roots) -> Roster:
    """A roster signed by the keys that are at hand; more signatures can be added by signing the same body elsewhere."""
    raw = _encoder.encode(body)
    signed = _signed_part(roots)
    signatures = b"".join(key.key_id + key.sign(TAG, signed + raw) for key in root_keys)
    return Roster(signed + bytes([len(root_keys)]) + signatures + raw, roots, body)


def add_signature(roster: Roster, root: DeviceKey) -> Roster:
    """The same roster, signed by one more root key; one that has signed before changes nothing.

    Raises:
        BundleRefused: this is none of the roster's root keys.
    """
    roots, signatures, signed, body = _split(roster.raw)
    if root.public not in roots.keys:
        raise BundleRefused("roster.key_not_root")
    if root.key_id in _signers(roots, signatures, signed + body):
        return roster
    every = [*signatures, (root.key_id, root.sign(TAG, signed + body))]
    return Roster(signed + bytes([len(every)]) + b"".join(one + two for one, two in every) + body, roots, roster.body)


def read_unfinished(raw: bytes) -> tuple[Roster, set[bytes]]:
    """A roster that not enough keys may have signed yet, and the key ids of those that have; nothing may come of it so far.

    Raises:
        BundleRefused: malformed.
    """
    roots, signatures, signed, body = _split(raw)
    return Roster(raw, roots, _decode_body(body)), _signers(roots, signatures, signed + body)


def _signed_part(roots: Roots) -> bytes:
    return bytes([FORMAT, roots.threshold, len(roots.keys)]) + b"".join(roots.keys)


def verify_roster(raw: bytes, trusted: Roots | None, *, deployment: bytes | None = None) -> Roster:
    """The roster, once enough different root keys are found to have signed it.

    Args:
        trusted: the root keys held; None at first contact: its own keys must have signed it, and a person compares words.
        deployment: the own one, where known.

    Raises:
        BundleRefused: not signed by enough trusted keys, malformed, or of another deployment.
    """
    roots, signatures, signed, body_raw = _split(raw)
    good = _signers(roots, signatures, signed + body_raw)
    if len(good) < roots.threshold:
        raise BundleRefused("roster.signature_wrong", signed=len(good), needed=roots.threshold)
    if trusted is not None:
        good = _signers(trusted, signatures, signed + body_raw)
        if len(good) < trusted.threshold:
            raise BundleRefused("roster.signature_wrong", signed=len(good), needed=trusted.threshold)
    body = _decode_body(body_raw)
    if deployment is not None and body.deployment != deployment:
        raise BundleRefused("roster.foreign_deployment")
    return Roster(raw, roots, body)


def _signers(roots: Roots, signatures: list[tuple[bytes, bytes]], data: bytes) -> set[bytes]:
    """The different root keys whose signature is good; one key counts once, however often it signed or is listed."""
    keys = {key_id(public): public for public in roots.keys}
    return {named for named, signature in signatures if named in keys and verify(keys[named], signature, TAG, data)}


def _split(raw: bytes) -> tuple[Roots, list[tuple[bytes, bytes]], bytes, bytes]:
    """Root keys, signatures, the signed part before them, and the body, by fixed offsets alone."""
    try:
        form, threshold, many = raw[0], raw[1], raw[2]
        end = 3 + many * PUBLIC_BYTES
        count = raw[end]
    except IndexError:
        raise BundleRefused("roster.malformed") from None
    body = end + 1 + count * _SIGNED
    if form != FORMAT or not 1 <= threshold <= many <= MOST_ROOTS or count > MOST_ROOTS or body >= len(raw):
        raise BundleRefused("roster.malformed")
    keys = tuple(raw[start : start + PUBLIC_BYTES] for start in range(3, end, PUBLIC_BYTES))
    cut = [raw[start : start + _SIGNED] for start in range(end + 1, body, _SIGNED)]
    return Roots(keys, threshold), [(one[:KEY_ID_BYTES], one[KEY_ID_BYTES:]) for one in cut], raw[:end], raw[body:]


def _decode_body(raw: bytes) -> Body:
    try:
        body = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BundleRefused("roster.malformed") from None
    if len(body.deployment) != 16 or body.number < 1 or any(len(one.public_key) != PUBLIC_BYTES for one in body.devices):
        raise BundleRefused("roster.malformed")
    return body


def judge_roster(held: Roster | None, offered: Roster) -> str:
    """What an offered roster is beside the one held: newer, same, older, or a rival of equal number and other content."""
    if held is None or offered.number > held.number:
        return "newer"
    if offered.number < held.number:
        return "older"
    return "same" if offered.body == held.body and offered.roots == held.roots else "rival"

"""A desk's place in a deployment: its id, the root keys it trusts, the newest roster; and from these, whose files it believes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import msgspec

from baseldesk.desk.tasks import ROSTER_ISSUED
from baseldesk.errors import BundleRefused
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.roster import Body, Device, Roots, Roster, judge_roster, sign_roster, verify_roster

Random = Callable[[int], bytes]
_LATEST = (1 << 63) - 1
_roots = msgspec.msgpack.Decoder(tuple[int, list[bytes]])


class RivalRoster(BundleRefused):
    """Two different rosters have the same number; `raw` is the one that is not held here."""

    def __init__(self, raw: bytes, **params: object) -> None:
        super().__init__("roster.rival", **params)
        self.raw = raw


class MetaReader(Protocol):
    """The desk's small store of single values, to read."""

    def meta(self, key: str) -> bytes | None:
        """The value, or nothing."""


class MetaWriter(Protocol):
    """The desk's small store of single values, inside a transaction."""

    def set_meta(self, key: str, value: bytes) -> None:
        """Keeps a value."""


class MoreRoots(NamedTuple):
    """The root keys besides the first, and how many of all have to sign."""

    keys: Sequence[DeviceKey]
    threshold: int


@dataclass(frozen=True)
class Membership:
    """A desk's place in a deployment; there is none before enrolment."""

    deployment: bytes
    roots: Roots
    roster: Roster

    def keep(self, writer: MetaWriter) -> None:
        """Writes it into the desk."""
        writer.set_meta("deployment", self.deployment)
        writer.set_meta("root_keys", msgspec.msgpack.encode((self.roots.threshold, self.roots.keys)))
        writer.set_meta("roster", self.roster.raw)
        writer.set_meta(ROSTER_ISSUED, min(max(self.roster.body.issued, 0), _LATEST).to_bytes(8, "big"))

    def find_key(self, signer: bytes, roster: bytes) -> bytes | None:
        """The public key of a signer by the newer of the roster held and the one that rides along.

        Raises:
            BundleRefused: that roster is not signed by the root keys, or the key is revoked.
        """
        if self.newer(roster).roster.is_revoked(signer):
            raise BundleRefused("bundle.signer_revoked")
        return self.find_writer(signer, roster)

    def find_writer(self, signer: bytes, roster: bytes) -> bytes | None:
        """The same of a key that may be withdrawn: a bundle may hold what it signed while it still counted.

        Raises:
            BundleRefused: that roster is not signed by the root keys.
        """
        public = self.newer(roster).roster.public_key_of(signer)
        if public is None and roster:
            self.refuse_rival(roster)
        return public

    def refuse_rival(self, roster: bytes) -> None:
        """Says so where a roster is a rival of the one held: the same number, and other content.

        Raises:
            RivalRoster: it is.
            BundleRefused: it is not signed by the root keys.
        """
        offered = verify_roster(roster, self.roots, deployment=self.deployment)
        if judge_roster(self.roster, offered) == "rival":
            raise RivalRoster(offered.raw, number=offered.number)

    def newer(self, roster: bytes) -> Membership:
        """This place under the offered roster where that is newer; an older one or a rival changes nothing.

        Raises:
            BundleRefused: it is not signed by the root keys, or of another deployment.
        """
        if not roster:
            return self
        offered = verify_roster(roster, self.roots, deployment=self.deployment)
        return Membership(self.deployment, offered.roots, offered) if judge_roster(self.roster, offered) == "newer" else self


def read_membership(desk: MetaReader) -> Membership | None:
    """The desk's place in its deployment; None before enrolment.

    Raises:
        BundleRefused: what is kept contradicts itself.
    """
    deployment, roots, roster = desk.meta("deployment"), desk.meta("root_keys"), desk.meta("roster")
    if not deployment or not roots or not roster:
        return None
    threshold, keys = _roots.decode(roots)
    trusted = Roots(tuple(keys), threshold)
    return Membership(deployment, trusted, verify_roster(roster, trusted, deployment=deployment))


def found_deployment(
    device: DeviceKey,
    root: DeviceKey,
    *,
    more: MoreRoots | None = None,
    device_name: str,
    recipient: str = "",
    issued: int,
    release: int = 1,
    random: Random = os.urandom,
) -> Membership:
    """A new deployment with its root keys and the secretariat's first device, whose public age key is `recipient`."""
    first = Device(device.public, SECRETARIAT, "A", device_name, ["secretariat"], recipient)
    body = Body(random(16), 1, issued, release, [SECRETARIAT], [first])
    keys, threshold = [root, *(more.keys if more else ())], more.threshold if more else 1
    roots = Roots(tuple(one.public for one in keys), threshold)
    return Membership(body.deployment, roots, sign_roster(body, keys[:threshold], roots))

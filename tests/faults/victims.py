"""What the attacks have in common: a fresh pair, another centre that means ill, taking a file in, revoking a key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import ListQuery
from baseldesk.sync import joining
from baseldesk.sync.authority import ends_accepted
from baseldesk.sync.bundle import import_bundle
from baseldesk.sync.key_store import ROOT_KEY, keys_of
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.membership import Membership
from baseldesk.sync.roster import Body, Revocation, sign_roster
from baseldesk.sync.station import found_centre
from tests.faults.forging import put
from tests.faults.pair import Pair, enrol, found_pair

OTHER = "BCRC-ARG"
ACTIVITIES = ListQuery("activity")


@pytest.fixture(name="pair")
def fresh_pair(tmp_path: Path, state_folder: Path) -> Iterator[Pair]:
    """A fresh pair for each attack: some of them change it."""
    with found_pair(tmp_path) as found:
        yield found


@pytest.fixture(name="rival")
def ill_willed_desk(pair: Pair, tmp_path: Path) -> Iterator[Desk]:
    """Another centre's desk, enrolled: its keys are good, and it means ill."""
    with found_centre(tmp_path / "rival", OTHER, device_name="Rival") as desk:
        enrol(pair.secretariat, desk)
        yield desk


def take(desk: Desk, pair: Pair, raw: bytes) -> list[str]:
    """Takes a file in; gives why it was refused."""
    return [one.code for one in import_bundle(desk, [put(pair.folder(), raw)]).refused]


def root_of(pair: Pair) -> DeviceKey:
    """The root key, which lies with the secretariat."""
    root = keys_of(pair.secretariat.folder).load(ROOT_KEY)
    assert root is not None
    return root


def revoke(pair: Pair, *devices: bytes) -> Membership:
    """At the secretariat: a roster that names these keys as revoked, what it holds of them as the last accepted."""
    place = joining.membership_of(pair.secretariat)
    old = place.roster.body
    with pair.secretariat.read() as reader:
        fresh = [Revocation(one, old.number + 1, "stolen", ends_accepted(reader, one)) for one in devices]
    revocations = [*old.revocations, *fresh]
    body = Body(old.deployment, old.number + 1, 0, old.release, old.centres, old.devices, old.recipients, revocations)
    root = keys_of(pair.secretariat.folder).load(ROOT_KEY)
    assert root is not None
    newer = place.newer(sign_roster(body, [root], place.roots).raw)
    with pair.secretariat.write() as writer:
        joining.take_membership(pair.secretariat, writer, newer)
    return newer

"""Keys and a small deployment, the same in every run."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from baseldesk.sync.enrolment import Request, accept_request, make_request, read_request
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.membership import Membership, found_deployment

DEPLOYMENT = bytes(range(16))


def key(number: int) -> DeviceKey:
    """Always the same key for a number."""
    return DeviceKey.from_seed(bytes([number]) * 32)


@dataclass
class World:
    """A secretariat with its root key, and one centre's laptop enrolled there."""

    root: DeviceKey
    secretariat: DeviceKey
    laptop: DeviceKey
    founded: Membership
    membership: Membership
    reply: bytes


@pytest.fixture(scope="session")
def world() -> World:
    """The secretariat and BCRC-SEN's laptop, enrolled."""
    root, secretariat, laptop = key(1), key(2), key(3)
    founded = found_deployment(secretariat, root, device_name="Geneva", issued=1_750_000_000_000, random=lambda n: DEPLOYMENT)
    asked = read_request(make_request(laptop, Request("BCRC-SEN", "Front office", bytes(16), 1_750_000_000_000)))
    accepted = accept_request(asked, founded, [root], secretariat, made=1_750_000_100_000)
    return World(root, secretariat, laptop, founded, accepted.membership, accepted.reply)

"""Keys and a small deployment, the same in every run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.sync import joining
from baseldesk.sync.bundle import Imported, export_bundle, import_bundle
from baseldesk.sync.enrolment import Request, accept_request, make_request, read_request
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.membership import Membership, found_deployment
from baseldesk.sync.station import found_centre, found_secretariat

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


@dataclass
class Pair:
    """A secretariat's desk and an enrolled centre's, and a folder to exchange files in."""

    secretariat: Desk
    centre: Desk
    stick: Path

    def send(self, desk: Desk, to: str, **options: Any) -> Path:
        """Exports a bundle into a folder of its own; gives the file."""
        folder = self.stick / f"{len(list(self.stick.iterdir()))}"
        folder.mkdir()
        return export_bundle(desk, to, folder, **options).files[0][0]

    def hand_over(self, **options: Any) -> Imported:
        """One bundle from the centre to the secretariat."""
        return import_bundle(self.secretariat, [self.send(self.centre, "secretariat", **options)])

    def answer(self, **options: Any) -> Imported:
        """One bundle from the secretariat to the centre."""
        return import_bundle(self.centre, [self.send(self.secretariat, "BCRC-SEN", **options)])


def enrol(secretariat: Desk, desk: Desk) -> None:
    """Takes a desk up into the secretariat's deployment."""
    joining.join(desk, joining.read_answer(desk, joining.accept(secretariat, read_request(joining.ask_to_join(desk))).reply))


def write_activity(desk: Desk, title: str, identity: bytes | None = None) -> bytes:
    """Saves an activity with a French title."""
    identity = identity or desk.new_id()
    desk.save([Edit("activity", identity, {"title": {"fr": title}})])
    return identity


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    """A secretariat and BCRC-SEN, enrolled; nothing exchanged yet."""
    (tmp_path / "stick").mkdir()
    with (
        found_secretariat(tmp_path / "s", device_name="Geneva") as secretariat,
        found_centre(tmp_path / "c", "BCRC-SEN", device_name="Front office", officer_name="Officer") as centre,
    ):
        enrol(secretariat, centre)
        yield Pair(secretariat, centre, tmp_path / "stick")

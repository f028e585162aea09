"""Random schedules over real desks and files: lost, doubled and late bundles, disk images put back; in the end all are equal."""

from __future__ import annotations

import random
from contextlib import ExitStack
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.opening import open_desk
from baseldesk.sync.station import found_centre, found_secretariat
from tests.unit.sync.conftest import enrol, write_activity

STEPS, ROUNDS = 25, 4
CENTRE = "BCRC-SEN"


class Network:
    """A secretariat and two laptops of one centre, and files that travel between them."""

    def __init__(self, folder: Path, anchors: Path, seed: int, stack: ExitStack) -> None:
        self.chance, self.folder, self.anchors, self.stack = random.Random(seed), folder, anchors, stack
        self.desks = [found_secretariat(folder / "s"), found_centre(folder / "a", CENTRE), found_centre(folder / "b", CENTRE)]
        for desk in self.desks[1:]:
            enrol(self.desks[0], desk)
        stack.callback(self.close)
        self.images: list[dict[Path, bytes]] = [{}, {}, {}]
        self.post: list[tuple[str, Path]] = []
        self.records: list[bytes] = []
        self.files = 0

    def close(self) -> None:
        """Closes every desk."""
        for desk in self.desks:
            desk.close()

    def send(self, sender: int) -> None:
        """Some desk writes a file for some organisation."""
        to = self.chance.choice(["SECRETARIAT", CENTRE]) if sender else CENTRE
        self.post.append((to, self.write(sender, to)))

    def write(self, sender: int, to: str) -> Path:
        """A bundle in a folder of its own."""
        self.files += 1
        out = self.folder / f"post-{self.files}"
        out.mkdir()
        return export_bundle(self.desks[sender], "centre" if to == self.desks[sender].owner else to, out).files[0][0]

    def deliver(self) -> None:
        """Some file arrives somewhere, or is lost, or arrives and comes again later."""
        if not self.post:
            return
        to, file = self.chance.choice(self.post)
        if self.chance.random() < 0.7:
            self.post.remove((to, file))
        if self.chance.random() < 0.8:
            self.take(self.chance.choice([desk for desk in self.desks if desk.owner == to]), file)

    def take(self, desk: Desk, file: Path) -> None:
        """Imports; a double of the same desk may find its own file, which is as good as any.

        A file written before its sender's list named this laptop is not sealed to it; a later one is.
        """
        assert {one.code for one in import_bundle(desk, [file]).refused} <= {"seal.not_for_this_computer"}

    def edit(self, place: int) -> None:
        """A person at the centre writes something new, or changes what is there."""
        known = [one for one in self.records if self.desks[place].record("activity", one)]
        again = self.chance.choice(known) if known and self.chance.random() < 0.6 else None
        self.records.append(write_activity(self.desks[place], str(self.chance.random()), again))

    def image(self, place: int) -> None:
        """Keeps the whole disk of a laptop: its database, and the anchors that would betray a restore."""
        folder = self.desks[place].folder
        self.desks[place].close()
        paths = [folder / "desk.db", *(self.anchors / "anchors").iterdir()]
        self.images[place] = {one: one.read_bytes() for one in paths}
        self.desks[place] = open_desk(folder)

    def restore(self, place: int) -> None:
        """Puts a disk image back; nothing on the disk can tell."""
        if not self.images[place]:
            return
        folder = self.desks[place].folder
        self.desks[place].close()
        for one, content in self.images[place].items():
            one.write_bytes(content)
        self.desks[place] = open_desk(folder)

    def step(self) -> None:
        """One thing happens."""
        place, fate = self.chance.randrange(3), self.chance.random()
        if fate < 0.35 and place:
            self.edit(place)
        elif fate < 0.65:
            self.send(place)
        elif fate < 0.9:
            self.deliver()
        elif fate < 0.95 and place:
            self.image(place)
        elif place:
            self.restore(place)

    def settle(self) -> None:
        """No more faults: everybody sends to everybody, for some rounds."""
        for _ in range(ROUNDS):
            for sender in range(3):
                for receiver in range(3):
                    if sender != receiver:
                        self.take(self.desks[receiver], self.write(sender, self.desks[receiver].owner))


def changes_of(desk: Desk) -> set[bytes]:
    """What a desk holds of what all three may hold."""
    sql = "SELECT c.id FROM change c JOIN chain h ON h.n = c.chain WHERE h.audience IN ('public', 'shared/BCRC-SEN')"
    with desk.read() as reader:
        return {bytes(row[0]) for row in reader.rows(sql)}


@pytest.mark.parametrize("seed", [*range(6), *[pytest.param(seed, marks=pytest.mark.long) for seed in range(6, 60)]])
def test_all_desks_end_equal_and_nothing_is_lost(tmp_path: Path, state_folder: Path, seed: int) -> None:
    with ExitStack() as stack:
        network = Network(tmp_path, state_folder, seed, stack)
        for _ in range(STEPS):
            network.step()
        owed = set().union(*map(changes_of, network.desks))
        network.settle()
        assert [owed - changes_of(desk) for desk in network.desks] == [set(), set(), set()]
        digests = {desk.digest("shared", CENTRE) for desk in network.desks}
        assert len(digests) == 1
        assert [desk.check() for desk in network.desks] == [[], [], []]
        for desk in network.desks:
            with desk.read() as reader:
                assert reader.rows("SELECT seq, prev FROM change WHERE NOT whole") == []

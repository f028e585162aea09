"""A secretariat, two centres, their laptops, and a network that loses, doubles, delays and reorders; the same for a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import NamedTuple

from baseldesk.journal.change import Life, Set, decode_leaf
from baseldesk.journal.port import Arrival
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.receipt import Receipt
from tests.merge import oracle, people
from tests.merge.disk import Bundle, Roster
from tests.merge.memory import Key, ops
from tests.merge.people import CENTRES, ORGANISATIONS, Seen
from tests.merge.site import Site

ROUNDS = 4  # of the quiet end
HOUR = 3_600_000
TEN_YEARS = 10 * 365 * 24 * HOUR
FIRST = ("S1", "A1", "B1", "A2", "S2", "B2")
_ORGS = {"A": CENTRES[0], "B": CENTRES[1], "S": SECRETARIAT}


class Message(NamedTuple):
    """Something on its way: a bundle, or a receipt going home."""

    to: str
    item: Bundle | tuple[Receipt, bytes]


@dataclass
class Truth:
    """A change as it was saved, and what its author had seen."""

    arrival: Arrival
    seen: Seen
    person: bool
    rogue: bool


class World:
    """All of it; `broken` names the part of the protocol that is taken out."""

    def __init__(self, seed: int, broken: str = "") -> None:
        self.rng = rng = random.Random(seed)
        self.broken, self.is_star = broken, seed % 3 == 0
        self.time, self.serial = 1_770_000_000_000, 0
        self.net: list[Message] = []
        self.truth: dict[bytes, Truth] = {}
        self.secrets: dict[Key, set[str]] = {}
        self.receipt_numbers: dict[bytes, int] = {}
        names = FIRST[: 3 + seed % 4]
        late = {name for name in names[3:] if rng.random() < 0.4}
        self.rosters = [Roster(1, {})]
        self.sites = [Site(self, name, _ORGS[name[0]]) for name in names]
        self.devices = {one.device: one.org for one in self.sites}
        self.rosters = [Roster(1, {one.device: one.org for one in self.sites if one.name not in late})]
        for one in self.sites:
            one.disk.roster = self.rosters[0]
            one._know()
            one.back_up()

    def fresh(self, what: str) -> str:
        """A text that occurs nowhere else."""
        self.serial += 1
        return f"{what}-{self.serial}"

    def saved(self, site: Site, one: Arrival, seen: Seen, *, person: bool, rogue: bool) -> None:
        """Notes what must not be lost, and that a delete names nothing that its author has not seen."""
        self.truth[one.id] = Truth(one, seen, person, rogue)
        site.disk.owed.add(one.id)
        for index, op in enumerate(ops(one)):
            if isinstance(op, Set) and index in one.leaves:
                self.secrets.setdefault((op.type, op.record), set()).update(map(str, decode_leaf(one.leaves[index]).values()))
            if isinstance(op, Life) and not rogue:
                assert set(op.seen) <= {dot for _, _, dot in seen}, "a delete names what its author has not seen"

    def enrol(self) -> None:
        """The secretariat registers those who came late; its first desk knows at once."""
        if self.rosters[-1].devices != self.devices:
            self.rosters.append(Roster(len(self.rosters) + 1, dict(self.devices)))
        self.sites[0].take_roster(self.rosters[-1])

    # --- what befalls people
    def step(self) -> None:
        """One thing happens somewhere."""
        self.time += self.rng.randint(0, 5_000_000)
        site, chance = self.rng.choice(self.sites), self.rng.random()
        for limit, act in _ACTS:
            if chance < limit:
                if not (site.reads_only and chance < _WRITES):
                    act(self, site)
                return

    def edit(self, site: Site) -> None:
        """Opens a form, or saves the one that is open; between the two an import may have run."""
        rng = self.rng
        if site.form is None or rng.random() < 0.25:
            site.form = people.open_form(site)
        if rng.random() < 0.45:
            return  # left open
        form, site.form = site.form, None
        planned, seen = people.save_form(site, form, empties=rng.random() < 0.12)
        if site.org != SECRETARIAT and rng.random() < 0.25:  # one action, several records, perhaps several audiences
            other = people.open_form(site, ("contact", "centre", "activity"))
            if other.key != form.key:
                more, also = people.save_form(site, other)
                for audience, held in more.ops.items():
                    planned.ops.setdefault(audience, []).extend(held)
                seen = seen | also
        site.save(planned, seen)

    def choose(self, site: Site) -> None:
        """A conflict is decided."""
        found = people.choose(site)
        if found:
            site.save(*found)

    def life(self, site: Site) -> None:
        """A record is deleted, or brought back."""
        found = people.delete_or_bring_back(site)
        if found:
            site.save(*found)

    def undo(self, site: Site) -> None:
        """The last save is taken back."""
        found = people.undo(site)
        if found:
            site.save(*found, kind="undo")

    def erase(self, site: Site) -> None:
        """Personal values are erased."""
        found = people.erase(site)
        if found:
            site.save(*found, kind="erase")

    def forbid(self, site: Site) -> None:
        """A broken device signs what it may not."""
        site.save(people.forbidden(site), set(), rogue=True)

    def send(self, site: Site) -> None:
        """A bundle goes into the mail, or onto a stick that lies about."""
        others = sorted({one.org for one in self.sites if one is not site and self.are_linked(site.org, one.org)})
        if others:
            to = self.rng.choice(others)
            self.net.append(Message(to, site.export(to)))

    def are_linked(self, one: str, other: str) -> bool:
        """In a star, centres meet over the secretariat alone."""
        return one == other or not self.is_star or SECRETARIAT in (one, other)

    def deliver(self, _: Site) -> None:
        """Something arrives: late, twice, at the wrong desk, or never."""
        if not self.net:
            return
        message, fate = self.rng.choice(self.net), self.rng.random()
        if fate < 0.75:
            self.net.remove(message)  # else it stays and comes again
        if 0.6 <= fate < 0.75:
            return  # lost
        wrong = self.rng.random() < 0.05
        place = self.rng.choice([one for one in self.sites if wrong or one.org == message.to] or self.sites)
        if not isinstance(message.item, Bundle):
            place.hear(message.item)
            return
        answer = place.receive(message.item)
        if answer:
            self.net.append(Message(message.item.sender, answer))

    def turn_clock(self, site: Site) -> None:
        """A clock goes wrong, or right again."""
        site.skew = self.rng.choice((0, TEN_YEARS, -TEN_YEARS, HOUR, -24 * HOUR))

    def back_up(self, site: Site) -> None:
        """A backup is made."""
        site.back_up()

    def restore(self, site: Site) -> None:
        """On the same machine the anchor may notice; an image of the whole disk says nothing."""
        site.restore(self.rng.choice(site.backups))
        if self.rng.random() < 0.5:
            site.anchor = {}
        elif site.doubts():
            site.mint()

    def clone(self, site: Site) -> None:
        """A disk image on a second laptop, with the same device key."""
        if len(self.sites) >= 7:
            return
        twin = Site(self, site.name, site.org)
        twin.name, twin.skew, twin.reads_only = f"{site.name}'", site.skew, site.reads_only
        twin.restore(site.disk)
        if self.rng.random() < 0.5:
            twin.mint()  # another machine: noticed at the first start
        twin.back_up()
        self.sites.append(twin)

    def confirm(self, site: Site) -> None:
        """A person looks at the list of erased records."""
        site.confirm()

    def register(self, _: Site) -> None:
        """Late desks are enrolled."""
        self.enrol()

    # --- the quiet end
    def settle(self) -> int:
        """No more faults: everybody sends to everybody (or over the star) until nothing moves; gives the rounds it took."""
        if self.rng.random() < 0.5:
            self.restore(self.rng.choice(self.sites))
        self.enrol()
        order = self.rng.sample(self.sites, len(self.sites))  # one order for all rounds: habits can keep a fault alive
        marks: object = None
        moved = 0
        for number in range(ROUNDS):
            for one in order:
                for org in ORGANISATIONS:
                    if self.are_linked(one.org, org):
                        self._round(one, org, order)
            for one in self.sites:
                one.confirm()
            now = [_progress(one) for one in self.sites]
            if now != marks:
                marks, moved = now, number
        oracle.check(self)
        assert moved < ROUNDS - 1, "healed too slowly"
        return moved

    def _round(self, one: Site, org: str, order: list[Site]) -> None:
        bundle = one.export(org)
        for other in order:
            if other.org == org and other is not one:
                answer = other.receive(bundle)
                if answer:
                    one.hear(answer)
                if self.rng.random() < 0.5:
                    other.confirm()


def _progress(site: Site) -> object:
    disk = site.disk
    return len(disk.store.log), len(disk.store.leaves), len(disk.inbox), len(disk.parked), disk.replica


_ACTS = (
    (0.29, World.edit), (0.32, World.choose), (0.39, World.life), (0.41, World.undo), (0.43, World.erase), (0.455, World.forbid),
    (0.62, World.send), (0.88, World.deliver), (0.905, World.turn_clock), (0.945, World.back_up), (0.967, World.restore),
    (0.987, World.clone), (0.995, World.confirm), (1.0, World.register),
)  # fmt: skip
_WRITES = 0.455

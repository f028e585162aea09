"""One desk in the simulated world: a store, a replica id, what it knows of others; everything on its disk is in its backups."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from baseldesk.desk.author import Planned, Scribe
from baseldesk.desk.identity import Identity
from baseldesk.journal.change import Erase, Set
from baseldesk.journal.clock import adopt
from baseldesk.journal.port import Arrival
from baseldesk.records.types import SECRETARIAT, is_entitled
from baseldesk.sync.knowledge import Knowledge, Taken, take_receipt
from baseldesk.sync.receipt import Head, Receipt
from tests.merge import people
from tests.merge.disk import Bundle, Disk, Known, Roster, old_head
from tests.merge.memory import Memory, ops
from tests.merge.people import Seen

if TYPE_CHECKING:
    from tests.merge.world import World


class Pen(Scribe):
    """The product's scribe; the ends of the own chains stand on the simulated disk."""

    def __init__(self, site: Site) -> None:
        super().__init__(site.disk, site.identity, hlc=site.disk.hlc, wall=site.wall)  # type: ignore[arg-type]
        self.site = site

    def tip(self, audience: str) -> tuple[int, bytes | None]:
        """Where this replica's chain ends."""
        return self.site.disk.tips.get(self.site.chain_name(audience), (0, None))


class Site:
    """A laptop with a desk."""

    def __init__(self, world: World, name: str, org: str) -> None:
        self.world, self.name, self.org = world, name, org
        self.device = hashlib.sha256(name.rstrip("'").encode()).digest()[:16]  # a clone has its original's key
        replica = world.rng.randbytes(16)
        store = Memory(keeps_erased=world.broken == "erase leaves a copy")
        self.disk = Disk(store, replica, world.rosters[0], Knowledge((org, replica)))
        self.skew, self.form, self.backups = 0, None, []  # type: int, people.Form | None, list[Disk]
        self.anchor: dict[str, tuple[bytes, bytes]] = {}
        self.reads_only = world.rng.random() < 0.3  # then no change of its own betrays a restore or a clone
        self._know()

    def _know(self) -> None:
        self.organisation_of = Known({self.device: self.org, **self.disk.roster.devices})

    @property
    def identity(self) -> Identity:
        """Who writes."""
        return Identity(self.org, self.disk.replica, self.device, bytes(32), bytes(8))

    @property
    def wall(self) -> int:
        """The clock as it stands on this desk, right or wrong."""
        return self.world.time + self.skew

    @property
    def random(self) -> Callable[[int], bytes]:
        """As `OpenDesk.random`."""
        return self.world.rng.randbytes

    def chain_name(self, audience: str) -> str:
        """A replica has one chain per audience."""
        return (
            "shared" if self.world.broken == "one shared chain for all centres" and audience.startswith("shared/") else audience
        )

    # --- saving
    def save(self, planned: Planned, seen: Seen, *, person: bool = True, rogue: bool = False, kind: str = "save") -> None:
        """One action, one transaction; then the anchor, which may lag and never leads."""
        pen = Pen(self)
        arrivals = pen.write(planned)
        if not arrivals:
            return
        self.disk.store.take(arrivals, self.organisation_of)
        self.disk.hlc = pen.hlc
        self.disk.actions.add(pen.action)
        if kind == "save" and not rogue:
            self.disk.saves.append(pen.action)
        for one in arrivals:
            self.disk.tips[self.chain_name(one.change.audience)] = (one.change.seq, one.id)
            self.world.saved(self, one, seen, person=person, rogue=rogue)
            if self.world.rng.random() < 0.9:
                self.anchor[one.change.audience] = (self.disk.replica, one.id)
        if not rogue and any(isinstance(op, Erase) for one in arrivals for op in ops(one)):
            self.confirm()

    def confirm(self) -> None:
        """A person confirms the list of what was erased."""
        self.disk.store.confirm_erases()
        self.disk.inbox = [self._without_erased(one) for one in self.disk.inbox]

    def _without_erased(self, bundle: Bundle) -> Bundle:
        return bundle._replace(arrivals=tuple(map(self._stripped, bundle.arrivals)))

    def _stripped(self, one: Arrival) -> Arrival:
        gone = {key for key, destroyed in self.disk.store.erased.items() if destroyed}
        held = {
            i: raw for i, raw in one.leaves.items() if not (isinstance(op := ops(one)[i], Set) and (op.type, op.record) in gone)
        }
        return one._replace(leaves=held)

    def mint(self) -> None:
        """A new incarnation; its chains begin at first use, with a birth that names the old head."""
        disk = self.disk
        disk.born.update({name: disk.replica + head for name, (_, head) in disk.tips.items()})
        disk.lineage, disk.replica, disk.tips = (*disk.lineage, disk.replica), self.world.rng.randbytes(16), {}
        disk.knowledge = replace(disk.knowledge, own=(self.org, disk.replica))

    # --- bundles
    def known(self, org: str) -> list[Receipt]:
        """The standing receipts of an organisation's replicas."""
        return self.disk.knowledge.of(org)

    def under(self, receipt: Receipt) -> set[bytes]:
        """What lies under a receipt's heads, of what is here: down the chains, and over births to the heads that they name."""
        out: set[bytes] = set()
        todo = [head.id for heads in receipt.heads.values() for head in heads]
        while todo:
            one = self.disk.store.log.get(todo.pop())
            if one is None or one.id in out:
                continue
            out.add(one.id)
            todo += [one.change.prev] if one.change.prev else []
            old = old_head(one)
            if old and (old not in receipt.wanted or self.world.broken == "births implying heads"):
                todo.append(old)
        return out

    def export(self, org: str) -> Bundle:
        """All that any known replica of the organisation has not receipted; moves no mark."""
        log, known = self.disk.store.log, self.known(org)
        whole = set.intersection(*map(self.under, known)) if known else set()
        have = set.intersection(*[self.under(one) | set(one.above) for one in known]) if known else set()
        chosen = [one for one in log.values() if one.id not in have and is_entitled(org, one.change.audience)]
        arrivals = tuple(self._for_export(one) for one in chosen)
        base = frozenset(whole - {log[one].change.prev for one in whole}) if self.world.rng.random() < 0.5 else frozenset()
        if self.world.broken == "marks moved on export":
            self._mark_exported(org)
        return Bundle(self.org, org, self.disk.roster, arrivals, base, self.receipt(org))

    def _for_export(self, one: Arrival) -> Arrival:
        held = self.disk.store.arrival(one.id)
        kept = {i: raw for i, raw in held.leaves.items() if not self._is_erased(one, i)}
        return held._replace(leaves=kept)

    def _is_erased(self, one: Arrival, index: int) -> bool:
        op = ops(one)[index]
        return isinstance(op, Set) and (op.type, op.record) in self.disk.store.erased

    def _mark_exported(self, org: str) -> None:
        """Only a mutant does this."""
        marks, _ = self.receipt(org)
        marks = msgspec.structs.replace(marks, organisation=org, replica=b"marks" + bytes(11))
        self.disk.knowledge = replace(
            self.disk.knowledge, standing={**self.disk.knowledge.standing, (org, b"marks"): (marks, b"")}
        )

    def receive(self, bundle: Bundle) -> tuple[Receipt, bytes] | None:
        """Takes a bundle in; the answer is a receipt."""
        if self.org != bundle.to or self.device not in bundle.roster.devices:
            return None
        self.take_roster(bundle.roster)
        if self.world.broken == "kept bundles not tried again" or bundle.base <= self.disk.store.whole:
            _ = self.take(bundle.arrivals) if bundle.base <= self.disk.store.whole else self._keep(bundle)
        else:
            self._keep(bundle)
        if self.world.broken != "kept bundles not tried again":
            self._retry()
        self.hear(bundle.receipt)
        if self.is_beside():
            self.mint()
        if self.world.broken == "counts rewritten by import" and self.org != SECRETARIAT:
            found = people.rewrite_counts(self)
            if found:
                self.save(*found, person=False)
        return self.receipt(bundle.sender)

    def _keep(self, bundle: Bundle) -> None:
        self.disk.inbox.append(self._without_erased(bundle))
        self.disk.kept.append(bundle)

    def _retry(self) -> None:
        ready = [one for one in self.disk.inbox if one.base <= self.disk.store.whole]
        self.disk.inbox = [one for one in self.disk.inbox if one not in ready]
        for one in ready:
            self.take(one.arrivals)
        if ready:
            self._retry()

    def take(self, arrivals: Iterable[Arrival]) -> None:
        """Authentic changes in; what nobody vouches for yet is set aside."""
        good, disk = [], self.disk
        for one in arrivals:
            disk.owed.add(one.id)
            if self.organisation_of(one.change.device) is None:
                disk.parked[one.id] = one
            elif not self._mutant_drops(one, good):
                good.append(one)
                disk.hlc = adopt(disk.hlc, one.change.hlc, self.wall)
        self.world.rng.shuffle(good)
        disk.store.take(good, self.organisation_of)

    def _mutant_drops(self, one: Arrival, coming: list[Arrival]) -> bool:
        """Only mutants drop what is authentic."""
        if self.world.broken not in ("max-seq watermark", "fork dropped") or one.id in self.disk.store.log:
            return False
        chain = (one.change.replica, one.change.audience)
        held = {
            other.change.seq
            for other in (*self.disk.store.log.values(), *coming)
            if (other.change.replica, other.change.audience) == chain
        }
        return one.change.seq in held if self.world.broken == "fork dropped" else bool(held) and max(held) >= one.change.seq

    def take_roster(self, roster: Roster) -> None:
        """A lower number is refused; a higher one lets in what could not be verified."""
        if roster.number > self.disk.roster.number:
            self.disk.roster = roster
            first = self.organisation_of.first_owner
            self._know()
            self.organisation_of.first_owner = first
            waiting, self.disk.parked = list(self.disk.parked.values()), {}
            self.take(waiting)

    def is_beside(self) -> bool:
        """The own id and key seen beyond or beside the own chains: this desk was restored or cloned."""
        own = {head for _, head in self.disk.tips.values()}
        mine = [one for one in self.disk.store.log.values() if one.change.replica == self.disk.replica]
        inner = {one.change.prev for one in mine}
        return any(one.id not in inner and one.id not in own for one in mine)

    # --- receipts
    def receipt(self, org: str) -> tuple[Receipt, bytes]:
        """What is here of the audiences that the addressee may know of, and its hash."""
        disk = self.disk
        log = [one for one in disk.store.log.values() if is_entitled(org, one.change.audience)]
        inner = {one.change.prev for one in log if one.id in disk.store.whole}
        named = {old for one in log if (old := old_head(one))}
        heads: dict[str, list[Head]] = {}
        for one in log:
            if one.id in disk.store.whole and one.id not in inner and one.id not in named:
                heads.setdefault(one.change.audience, []).append(Head(one.change.replica, one.change.seq, one.id))
        gaps = {one.change.prev for one in log if one.change.prev and one.change.prev not in disk.store.log}
        wanted = sorted(gaps | {one for one in named if one not in disk.store.whole})
        above = sorted(one.id for one in log if one.id not in disk.store.whole)
        nonce = bytes(16) if self.world.broken == "receipts without fresh bytes" else self.world.rng.randbytes(16)
        heads = {audience: sorted(held, key=lambda one: one.id) for audience, held in sorted(heads.items())}
        made = Receipt(nonce, self.org, org, disk.replica, list(disk.lineage), heads, above, wanted)
        hashed = hashlib.sha256(msgspec.msgpack.encode(made)).digest()
        self.world.receipt_numbers[hashed] = self._number(org, (heads, above, wanted))
        disk.knowledge = replace(disk.knowledge, sent=disk.knowledge.sent | {hashed})
        return made, hashed

    def _number(self, org: str, said: object) -> int:
        """Only a mutant asks for it: receipts are numbered as they say something new."""
        number, last = self.disk.numbers.get(org, (0, None))
        if said != last:
            self.disk.numbers[org] = (number + 1, said)
        return self.disk.numbers[org][0]

    def hear(self, sealed: tuple[Receipt, bytes]) -> None:
        """Takes a receipt in by the real rule; one that another wrote under the own id makes this desk begin anew."""
        receipt, hashed = sealed
        if receipt.to != self.org or self.world.broken == "marks moved on export":
            return
        known, taken = take_receipt(self.disk.knowledge, receipt, hashed)
        known = self._as_mutant(known, receipt, hashed, taken)
        self.disk.knowledge = known
        if taken is Taken.NOT_MINE:
            self.mint()

    def _as_mutant(self, known: Knowledge, receipt: Receipt, hashed: bytes, taken: Taken) -> Knowledge:
        replica, broken = (receipt.organisation, receipt.replica), self.world.broken
        before = self.disk.knowledge.standing.get(replica)
        if taken is not Taken.NEWS:
            return known
        standing = dict(known.standing)
        if broken == "stale receipt merged" and before:
            standing[replica] = (_merged(before[0], receipt), hashed)
        elif broken == "receipts ordered by number" and before:
            if self.world.receipt_numbers[hashed] < self.world.receipt_numbers.get(before[1], 0):
                standing[replica] = before
        elif broken == "retired for ever":
            self.disk.retired.update(receipt.lineage)
            standing = {one: held for one, held in standing.items() if one[1] not in self.disk.retired}
        return replace(known, standing=standing)

    # --- backups
    def back_up(self) -> None:
        """Keeps a copy of the disk."""
        self.backups.append(self.disk.copy())

    def restore(self, disk: Disk) -> None:
        """The disk as it was; one backup may be restored twice."""
        self.disk, self.form = disk.copy(), None
        self._know()

    def doubts(self) -> bool:
        """The anchor names a head that is not on the database's own chains."""
        return any(replica == self.disk.replica and head not in self.disk.store.log for replica, head in self.anchor.values())


def _merged(old: Receipt, new: Receipt) -> Receipt:
    """Only a mutant does this: a receipt as a maximum."""
    heads = {name: [*old.heads.get(name, ()), *new.heads.get(name, ())] for name in {*old.heads, *new.heads}}
    wanted = [one for one in new.wanted if one in old.wanted]
    return msgspec.structs.replace(new, heads=heads, above=[*old.above, *new.above], wanted=wanted)

"""The changes of a bundle as they come: expanded, held against the runs that the manifest promises and their signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from baseldesk.errors import BundleRefused
from baseldesk.journal.change import Change, Set, change_id, decode_change, is_leaf, leaf_hash, ops_of
from baseldesk.journal.heads import HEAD_TAG, head_message
from baseldesk.journal.port import Arrival
from baseldesk.records.types import is_entitled
from baseldesk.sync.keys import verify
from baseldesk.sync.leaf_sections import LeavesInTurn
from baseldesk.sync.membership import Membership
from baseldesk.sync.parking import Parked
from baseldesk.sync.payload import ChainName, Manifest, Run


@dataclass
class Arriving:
    """Checks changes one by one; what nothing authenticates yet is collected in `aside`: its signer is in no roster, or lost."""

    manifest: Manifest
    leaves: LeavesInTurn
    place: Membership
    owner: str
    name: str
    aside: list[tuple[bytes, Parked]] = field(default_factory=list)
    taken: int = 0  # bytes of changes so far

    def check_runs(self) -> None:
        """Checks who may write and read each chain, and every head signature, before any change is expanded.

        Raises:
            BundleRefused: a chain that this desk may not receive, or a signature that is wrong.
        """
        for chain in self.manifest.chains:
            if not is_entitled(self.owner, chain.audience):
                raise BundleRefused("bundle.audience_foreign", file=self.name, audience=chain.audience)
        for run in self.manifest.runs:
            chain = self.manifest.chains[run.chain]
            public = self.place.roster.public_key_of(chain.device)
            message = head_message(self.place.deployment, chain.replica, chain.audience, run.last, run.tip)
            if public is not None and run.signature and not verify(public, run.signature, HEAD_TAG, message):
                raise BundleRefused("bundle.head_signature_wrong", file=self.name)

    def check(self, changes: Iterator[bytes]) -> Iterator[Arrival]:
        """The authentic changes in order.

        Raises:
            BundleRefused: a change that is not where its run says, or more or fewer than promised.
        """
        for run in self.manifest.runs:
            chain, before = self.manifest.chains[run.chain], run.prev
            is_known = self._is_signed(run)
            for seq in range(run.first, run.last + 1):
                arrival = self._next(changes)
                change = arrival.change
                stands = (change.replica, change.audience, change.device) == (chain.replica, chain.audience, chain.device)
                if not stands or change.seq != seq or change.prev != before:
                    raise BundleRefused("bundle.run_broken", file=self.name)
                before = arrival.id
                if is_known:
                    yield arrival
                else:
                    self._set_aside(run, chain, arrival)
            if before != run.tip:
                raise BundleRefused("bundle.run_broken", file=self.name)
        if next(changes, None) is not None:
            raise BundleRefused("bundle.run_broken", file=self.name)

    def _is_signed(self, run: Run) -> bool:
        """Whether a key of the roster signed the run's end. A run without signature is one that somebody adopts."""
        return bool(run.signature) and self.place.roster.public_key_of(self.manifest.chains[run.chain].device) is not None

    def _next(self, changes: Iterator[bytes]) -> Arrival:
        raw = next(changes, None)
        if raw is None:
            raise BundleRefused("bundle.run_broken", file=self.name)
        self.taken += len(raw)
        if self.taken > self.manifest.change_bytes:
            raise BundleRefused("bundle.expands_too_far", file=self.name)
        identity, change = change_id(raw), decode_change(raw)
        return Arrival(identity, raw, change, _good_leaves(change, self.leaves.get(identity)))

    def _set_aside(self, run: Run, chain: ChainName, one: Arrival) -> None:
        held = Parked(one.id, chain.audience, one.raw, dict(one.leaves), run.tip, run.last, run.signature)
        self.aside.append((chain.device, held))


def _good_leaves(change: Change, leaves: dict[int, bytes] | None) -> dict[int, bytes]:
    """The leaves whose hash stands in their op; anything else would keep the true leaf out. One that nobody can read is none."""
    if not leaves:
        return {}
    ops = ops_of(change)
    return {
        index: raw
        for index, raw in leaves.items()
        if 0 <= index < len(ops) and isinstance(op := ops[index], Set) and op.leaf == leaf_hash(raw) and is_leaf(raw)
    }

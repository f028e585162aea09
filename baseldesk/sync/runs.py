"""From the changes that an addressee lacks to runs: stretches of a chain without hole or fork, each ending at a signed head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from msgspec import structs

from baseldesk.desk.database import Reader
from baseldesk.sync.chains import Chain, Link, links
from baseldesk.sync.payload import ChainName, Run


@dataclass
class Plan:
    """What goes into a bundle, in the order in which it goes."""

    chains: list[ChainName] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)  # local numbers of the changes
    unsigned: int = 0  # changes left out because no head signature covers them
    later: int = 0  # changes left for the bundle after the next receipt, because there are too many runs for one manifest

    def limit(self, most: int) -> Plan:
        """As many whole runs as one manifest holds; chains in the fewest pieces first, so that none crowds out others."""
        if len(self.runs) <= most:
            return self
        pieces = Counter(run.chain for run in self.runs)
        order = sorted(range(len(self.runs)), key=lambda n: (pieces[self.runs[n].chain], n))
        return self._only(sorted(order[:most]))

    def _only(self, kept: Sequence[int]) -> Plan:
        """The plan with these runs, in their order."""
        starts = [0, *accumulate(run.count for run in self.runs)]
        chains = sorted({self.runs[n].chain for n in kept})
        place = {old: new for new, old in enumerate(chains)}
        runs = [structs.replace(self.runs[n], chain=place[self.runs[n].chain]) for n in kept]
        numbers = [one for n in kept for one in self.numbers[starts[n] : starts[n + 1]]]
        return Plan([self.chains[n] for n in chains], runs, numbers, self.unsigned, len(self.numbers) - len(numbers))


def plan_runs(reader: Reader, chains: Sequence[Chain], lacking: dict[int, list[Link]], deployment: bytes) -> Plan:
    """The runs that bring all that is lacking; where a run's end is not signed, it goes on to the next signed change."""
    plan = Plan()
    for chain in chains:
        if chain.n not in lacking:
            continue
        signatures = _signatures(reader, chain, lacking[chain.n][0].seq, deployment)
        taken: set[bytes] = set()
        for stretch in _stretches(lacking[chain.n]):
            signed = _to_signed_end(reader, chain, stretch, signatures)
            plan.unsigned += len(stretch) - min(len(stretch), len(signed))
            fresh = _after(signed, taken)
            if fresh:
                taken.update(one.id for one in fresh)
                _add(plan, chain, fresh, signatures[fresh[-1].id])
    return plan


def _add(plan: Plan, chain: Chain, held: list[Link], signature: bytes) -> None:
    name = ChainName(chain.replica, chain.audience, chain.device)
    if not plan.chains or plan.chains[-1] != name:
        plan.chains.append(name)
    run = Run(len(plan.chains) - 1, held[0].seq, len(held), held[0].prev, held[-1].id, signature)
    plan.runs.append(run)
    plan.numbers += [one.n for one in held]


def _signatures(reader: Reader, chain: Chain, first: int, deployment: bytes) -> dict[bytes, bytes]:
    """Change → head signature; an end whose key is lost has none, and is vouched for by an `adopt` that travels with it."""
    sql = "SELECT id, signature FROM head WHERE chain = :chain AND deployment = :deployment AND seq >= :first"
    adopted = "SELECT a.id FROM adopted a JOIN change c ON c.id = a.id WHERE c.chain = :chain AND a.audience = :audience"
    signed = {bytes(one): bytes(two) for one, two in reader.rows(sql, chain=chain.n, deployment=deployment, first=first)}
    return {**{bytes(row[0]): b"" for row in reader.rows(adopted, chain=chain.n, audience=chain.audience)}, **signed}


def _stretches(held: list[Link]) -> list[list[Link]]:
    """The changes, in order of seq, put end to end where one names the other as its predecessor."""
    ends: dict[bytes, list[Link]] = {}
    out: list[list[Link]] = []
    for one in held:
        stretch = ends.pop(one.prev, None) if one.prev is not None else None
        if stretch is None:
            stretch = []
            out.append(stretch)
        stretch.append(one)
        ends[one.id] = stretch
    return out


def _to_signed_end(reader: Reader, chain: Chain, stretch: list[Link], signatures: dict[bytes, bytes]) -> list[Link]:
    """The stretch, longer or shorter, so that its last change is signed; nothing where none is."""
    if stretch[-1].id in signatures:
        return stretch
    follows = {one.prev: one for one in links(reader, chain, stretch[-1].seq)}
    more, at = list(stretch), stretch[-1]
    while (after := follows.get(at.id)) is not None:
        more.append(after)
        at = after
        if at.id in signatures:
            return more
    return next((stretch[: end + 1] for end in range(len(stretch) - 1, -1, -1) if stretch[end].id in signatures), [])


def _after(stretch: list[Link], taken: set[bytes]) -> list[Link]:
    """The stretch without a beginning or end that another run brings already."""
    return [one for one in stretch if one.id not in taken]

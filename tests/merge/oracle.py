"""What must be true after any schedule, whatever befell: nothing lost, nothing silently replaced, everywhere the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baseldesk.journal.change import Choose, Erase, Life, Set, Unset, decode_leaf, dot
from baseldesk.journal.port import LIFE, Arrival
from baseldesk.records.types import is_entitled
from tests.merge.memory import Key, Memory, ops
from tests.merge.people import audience_of_key
from tests.merge.site import Site

if TYPE_CHECKING:
    from tests.merge.world import World

Register = tuple[Key, str, bytes]


def check(world: World) -> None:
    """Raises AssertionError with the promise that was broken."""
    owed = owed_changes(world)
    for site in world.sites:
        check_held(world, site, {one for one in owed if is_entitled(site.org, world.truth[one].arrival.change.audience)})
    legit = [world.truth[one] for one in sorted(owed) if not world.truth[one].rogue]
    erased = {(op.type, op.record) for one in legit for op in ops(one.arrival) if isinstance(op, Erase)}
    replaced = {place for one in legit if one.person for place in covers(one.arrival) if place in one.seen}
    for site in world.sites:
        check_shown(world, site, [one.arrival for one in legit], erased, replaced)
    check_same(world)


def owed_changes(world: World) -> set[bytes]:
    """Every change that stands on some disk, and what waits in a kept bundle whose base is there."""
    out: set[bytes] = set().union(*[site.disk.owed for site in world.sites])
    for site in world.sites:
        out |= {one.id for kept in site.disk.kept if kept.base <= site.disk.store.whole for one in kept.arrivals}
    return out


def covers(one: Arrival) -> list[Register]:
    """What each op of a change replaces."""
    out: list[Register] = []
    for op in ops(one):
        if isinstance(op, Set | Unset):
            out += [((op.type, op.record), register, held) for register, dots in op.covers.items() for held in dots]
        elif isinstance(op, Life | Choose):
            register = LIFE if isinstance(op, Life) else op.register
            out += [((op.type, op.record), register, held) for held in op.covers]
    return out


def writes(one: Arrival) -> list[tuple[Key, str, bytes, object]]:
    """(record, register, dot, value) of all that a change puts there; a personal value from its leaf as it was saved."""
    out: list[tuple[Key, str, bytes, object]] = []
    for index, op in enumerate(ops(one)):
        name = dot(one.id, index)
        if isinstance(op, Set):
            values = {**op.values, **(decode_leaf(one.leaves[index]) if op.leaf and index in one.leaves else {})}
            out += [((op.type, op.record), register, name, value) for register, value in values.items() if value is not None]
        elif isinstance(op, Choose) and op.value is not None:
            out.append(((op.type, op.record), op.register, name, op.value))
        elif isinstance(op, Life):
            out.append(((op.type, op.record), LIFE, name, op.yes))
    return out


def check_held(world: World, site: Site, owed: set[bytes]) -> None:
    """Everything owed is here, nothing that this organisation may not have, and no hole that others could fill."""
    disk = site.disk
    waiting = [one for kept in disk.inbox for one in kept.arrivals]
    held = [*disk.store.log.values(), *disk.parked.values(), *waiting]
    assert all(is_entitled(site.org, one.change.audience) for one in held), "holds what it is not entitled to"
    assert owed <= set(disk.store.log), "saved change lost"
    wanted = {one.change.prev for one in disk.store.log.values() if one.change.prev} - set(disk.store.log)
    assert not wanted & {one for other in world.sites for one in other.disk.store.log}, "a hole that others could fill"
    check_order(world, site)


def check_order(world: World, site: Site) -> None:
    """The tables follow from the set of changes: made anew in another order and other batches, they are the same."""
    store, again = site.disk.store, Memory()
    mixed = [store.arrival(one) for one in world.rng.sample(list(store.log), len(store.log))]
    while mixed:
        number = world.rng.randint(1, 12)
        again.take(mixed[:number], site.organisation_of)
        mixed = mixed[number:]
    assert again.picture(audience_of_key) == store.picture(audience_of_key), "tables depend on order"


def check_shown(world: World, site: Site, legit: list[Arrival], erased: set[Key], replaced: set[Register]) -> None:
    """What people see on one desk."""
    store = site.disk.store
    for one in legit:
        if is_entitled(site.org, one.change.audience):
            for key, register, name, value in writes(one):
                if key not in erased and (key, register, name) not in replaced:
                    check_value(store, key, register, name, value)
    for key, state in store.states.items():
        known = key in erased and is_entitled(site.org, audience_of_key(key))
        assert (key in store.erased) == known, "erased wrongly, or not"
        if state.hidden and key not in erased:
            marks = [store.life_mark(place) for place in state.live(LIFE)]
            unseen = set(map(store.name, state.field_versions())) - {one for mark in marks for one in mark.seen}
            assert not unseen, "hidden by a delete that has not seen it"
            assert not any(mark.yes for mark in marks), "hidden though somebody said yes"
    rogue = {identity for identity, one in world.truth.items() if one.rogue}
    for _, register, live in store.values():
        assert not any(store.by_number[place.change].id in rogue for place in live), f"forbidden value shows: {register}"
    check_erased(world, site, erased)


def check_value(store: Memory, key: Key, register: str, name: bytes, value: object) -> None:
    """A value that nobody who saw it has replaced stands among the live ones, as it was written."""
    live = store.dots(key, register)
    assert name in live, "value vanished unseen"
    if register != LIFE:
        shown = [store.written(place, register).value for place in store.states[key].live(register) if store.name(place) == name]
        assert shown == [value], "value altered"
        assert register in store.states[key].values, "value not shown"


def check_erased(world: World, site: Site, erased: set[Key]) -> None:
    """Of what was erased nothing is left, in whatever waits either; an organisation never hears of what it may not have."""
    disk, erased = site.disk, {key for key in erased if is_entitled(site.org, audience_of_key(key))}
    leaves = [*disk.store.leaves.values()]
    leaves += [raw for one in disk.parked.values() for raw in one.leaves.values()]
    leaves += [raw for kept in disk.inbox for one in kept.arrivals for raw in one.leaves.values()]
    texts = {str(value) for raw in leaves for value in decode_leaf(raw).values()}
    gone = {text for key in erased for text in world.secrets.get(key, ())}
    assert not texts & gone, "erased value left"
    for key in erased & set(disk.store.states):
        assert not gone & {str(value) for value in disk.store.states[key].values.values()}, "erased value shows"


def check_same(world: World) -> None:
    """Whoever is entitled to an audience sees the same in it."""
    pictures = [(site.org, site.disk.store.picture(audience_of_key)) for site in world.sites]
    for audience in sorted({one.arrival.change.audience for one in world.truth.values()}):
        seen = [held.get(audience, {}) for org, held in pictures if is_entitled(org, audience)]
        assert all(one == seen[0] for one in seen), "desks differ"

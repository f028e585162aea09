"""What people do: forms opened and saved (perhaps after an import), choices, deletes, undo, erase, and what is forbidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from baseldesk.desk.author import Planned, Planner
from baseldesk.desk.choosing import _op as choice_op
from baseldesk.desk.shown import Edit
from baseldesk.desk.undoing import _Undoing
from baseldesk.journal.change import Choose, Dot, Erase, Life, Set, Unset, make_leaf
from baseldesk.journal.fields import differ
from baseldesk.journal.port import LIFE, Local
from baseldesk.records.identity import derived_id, owner_prefix
from baseldesk.records.types import SECRETARIAT, TYPES, audience_of
from tests.merge.memory import Key, ops

if TYPE_CHECKING:
    from tests.merge.site import Site

CENTRES = ("BCRC-SEN", "BCRC-ARG")
ORGANISATIONS = (*CENTRES, SECRETARIAT)
FIELDS = {
    "activity": ("title/fr", "title/en", "city", "countries/SN"),
    "headcount": ("women",),
    "officer": ("name", "function"),
    "contact": ("person", "email", "languages/fr"),
    "centre": ("host", "city"),
    "activity_partner": ("name_as_given",),
    "directory_partner": ("acronym", "website"),
}
USUAL = ("activity",) * 4 + ("officer", "contact", "contact", "centre", "activity_partner", "headcount")
OF_SECRETARIAT = ("officer", "contact", "directory_partner")
OWN = f"~{SECRETARIAT}"
Seen = set[tuple[Key, str, Dot]]
THIRD = "BCCC-URY"  # who takes part in the journey of a year only
_OWNERS = {owner_prefix(one): one for one in (*ORGANISATIONS, THIRD)}


def key_of(owner: str, kind: str, number: int) -> Key:
    """The same few records everywhere, so that people meet."""
    return kind, derived_id(owner, kind, str(number))


def owner_of(key: Key) -> str:
    """Whose record it is."""
    return _OWNERS[key[1][:4]]


def audience_of_key(key: Key) -> str:
    """The audience that follows from a record."""
    return audience_of(owner_of(key), TYPES[key[0]].scope)


@dataclass
class Form:
    """A form as it was opened: what it showed, and which fields the person is going to change."""

    key: Key
    shown: dict[str, tuple[Dot, ...]]
    fields: tuple[str, ...]

    @property
    def seen(self) -> Seen:
        """Every version that stood before the person's eyes."""
        return {(self.key, register, one) for register, held in self.shown.items() for one in held}


def open_form(site: Site, kinds: tuple[str, ...] = ()) -> Form:
    """Opens a record; the secretariat opens its own, and adds its own registers beside a centre's."""
    rng = site.world.rng
    kinds = kinds or (OF_SECRETARIAT if site.org == SECRETARIAT else USUAL)
    kind, owner = rng.choice(kinds), site.org
    if site.org == SECRETARIAT and rng.random() < 0.6:
        kind, owner = rng.choice((("activity", CENTRES[0]), ("activity", CENTRES[1]), ("centre", CENTRES[0])))
    key = key_of(owner, kind, 0 if kind in ("centre", "headcount") else int(rng.random() < 0.3))
    names = (f"title/fr{OWN}", f"title/en{OWN}") if owner != site.org and kind == "activity" else FIELDS[kind]
    fields = rng.sample(names, k=min(len(names), rng.randint(1, 2)))
    shown = {**site.disk.store.versions(key), LIFE: site.disk.store.dots(key, LIFE)}
    return Form(key, shown, tuple(fields))


def save_form(site: Site, form: Form, *, empties: bool = False) -> tuple[Planned, Seen]:
    """What Save hands over: the fields changed, against the versions that the form showed."""
    values = {name: None if empties else _value(site, form.key, name) for name in form.fields}
    if owner_of(form.key) == site.org:
        return plan_edit(site, form, values), form.seen
    planned, covers = Planned(), {one: list(form.shown[one]) for one in values if form.shown.get(one)}
    if empties and covers:
        planned.add(audience_of_key(form.key), Unset(*form.key, covers))
    elif not empties:
        planned.add(audience_of_key(form.key), Set(*form.key, values, covers))
    return planned, form.seen


def plan_edit(site: Site, form: Form, values: dict[str, object], life: bool | None = None) -> Planned:
    """By the real planner."""
    edit = Edit(*form.key, values, form.shown, life)
    return planner(site).plan([edit], site.disk.store.load([form.key]))


def planner(site: Site) -> Planner:
    """The product's own, over the desk in memory."""
    return Planner(site.disk.store, site.identity, site.world.rng.randbytes)  # type: ignore[arg-type]


def _value(site: Site, key: Key, register: str) -> object:
    rng = site.world.rng
    declared = TYPES[key[0]].by_name[register.partition("/")[0].partition("~")[0]]
    if declared.is_set:
        return True
    if declared.personal:
        return site.world.fresh("person")
    return rng.randint(0, 9) if register == "women" else str(rng.randint(0, 9))


def delete_or_bring_back(site: Site) -> tuple[Planned, Seen] | None:
    """Deletes what is shown, or brings back what is hidden; often with an attribute set again."""
    form, site.form = site.form or open_form(site), None
    state = site.disk.store.states.get(form.key)
    if owner_of(form.key) != site.org or state is None:
        return None
    again = {form.fields[0]: _value(site, form.key, form.fields[0])} if state.hidden and site.world.rng.random() < 0.5 else {}
    return plan_edit(site, form, again, life=state.hidden), form.seen


def choose(site: Site) -> tuple[Planned, Seen] | None:
    """A conflict is decided where the record is owned; the choice covers every candidate."""
    store = site.disk.store
    found = sorted(
        (key, register, tuple(sorted(live)))
        for key, register, live in store.values()
        if len(live) > 1 and register != LIFE and _decides(site, key, register) and key not in store.erased
    )
    if not found:
        return None
    key, register, live = site.world.rng.choice(found)
    values = [store.written(one, register).value for one in live]
    if not differ(key[0], register, values):
        return None
    dots, state = store.dots(key, register), store.states[key]
    one = TYPES[key[0]].by_name[register.partition("/")[0].partition("~")[0]]
    planned = Planned()
    planned.add(audience_of_key(key), *choice_op(site, one, state, register, values[0], list(dots), "so"))  # type: ignore[arg-type]
    return planned, {(key, register, one) for one in dots}


def _decides(site: Site, key: Key, register: str) -> bool:
    return site.org == SECRETARIAT if register.endswith(OWN) else owner_of(key) == site.org


def undo(site: Site) -> tuple[Planned, Seen] | None:
    """Takes the last save of this desk back; seen is what this desk wrote, and what a delete that stands again had."""
    if not site.disk.saves:
        return None
    action, store = site.disk.saves.pop(), site.disk.store
    planned = Planned()

    def is_own(place: Local) -> bool:
        return store.by_number[place.change].change.action in site.disk.actions

    for number in sorted((one for one, held in store.by_number.items() if held.change.action == action), reverse=True):
        one = store.by_number[number]
        undoing = _Undoing(store, planner(site), planned, one.change.audience, site.world.rng.randbytes, is_own, site.org)  # type: ignore[arg-type]
        for index, op in reversed(list(enumerate(store.decoded(number)[2]))):
            if isinstance(op, Set | Unset | Life | Choose) and (op.type, op.record) in store.states:
                undoing.undo(op, Local(number, index), store.load([(op.type, op.record)])[op.type, op.record])
    live = [(key, register, place) for key, register, held in store.values() for place in held if is_own(place)]
    seen = {(key, register, store.name(place)) for key, register, place in live}
    deletes = [op for one in store.log.values() for op in ops(one) if isinstance(op, Life)]
    return planned, seen | {((op.type, op.record), "", one) for op in deletes for one in op.seen}


def erase(site: Site) -> tuple[Planned, Seen] | None:
    """Personal values of an own record are destroyed for good."""
    key = key_of(site.org, site.world.rng.choice(("officer", "contact")), site.world.rng.randint(0, 1))
    if key not in site.disk.store.states:
        return None
    planned = Planned()
    planned.add(audience_of_key(key), Erase(*key))
    return planned, set()


def forbidden(site: Site) -> Planned:
    """What a broken or hostile enrolled device may sign: it must never show, nor cover anything."""
    rng, planned = site.world.rng, Planned()
    key, audience = rng.choice(_wrong_places(site))
    register = rng.choice((FIELDS[key[0]][-1], FIELDS[key[0]][0], LIFE, f"city{OWN}" if site.org != SECRETARIAT else "city"))
    covers = {register: list(site.disk.store.dots(key, register))}
    covers = {name: held for name, held in covers.items() if held}
    kind = rng.choice(("set", "set", "life", "erase", "leaf"))
    if kind == "life":
        planned.add(audience, Life(*key, False, [one for held in site.disk.store.versions(key).values() for one in held], []))
    elif kind == "erase":
        planned.add(audience, Erase(*key))
    elif kind == "leaf" and key[0] in ("officer", "contact"):
        raw, hashed = make_leaf(rng.randbytes(16), {FIELDS[key[0]][0]: site.world.fresh("forged")})
        planned.add(audience, Set(*key, {}, {}, hashed, [FIELDS[key[0]][0]]), raw)
    else:
        planned.add(audience, Set(*key, {register: "forbidden"}, covers))
    return planned


def _wrong_places(site: Site) -> list[tuple[Key, str]]:
    other = CENTRES[site.org == CENTRES[0]]
    if site.org == SECRETARIAT:
        return [(key_of(other, "activity", 0), f"shared/{other}"), (key_of(other, "officer", 0), f"shared/{other}")]
    return [
        (key_of(other, "centre", 0), "public"),
        (key_of(other, "activity", 0), f"shared/{site.org}"),
        (key_of(site.org, "contact", 0), f"shared/{site.org}"),
        (key_of(SECRETARIAT, "directory_partner", 0), "public"),
    ]


def rewrite_counts(site: Site) -> tuple[Planned, Seen] | None:
    """Only a mutant does this: an import makes a figure of the shared record from what lies in `centre`."""
    key = key_of(site.org, "headcount", 0)
    count = sum(1 for kind, _ in site.disk.store.states if kind == "contact")
    state = site.disk.store.states.get(key)
    if state is None or state.values.get("women") in (None, count):
        return None
    return planner(site).plan([Edit(*key, {"women": count})], site.disk.store.load([key])), set()

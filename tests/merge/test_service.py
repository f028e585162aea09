"""T9: one centre with two laptops and the secretariat, on the real service; Hypothesis looks for what must not be."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from baseldesk.desk.shown import Edit
from baseldesk.journal.fields import is_personal
from baseldesk.records.types import SECRETARIAT
from tests.merge.conftest import MEMORY
from tests.merge.expected import MARKS, Erased, Expected, Form, Mark, Write
from tests.merge.laptop import Laptop
from tests.merge.laptops import Laptops
from tests.merge.memory import Key
from tests.merge.mutants import breaking
from tests.merge.people import CENTRES, key_of

CENTRE = CENTRES[0]
KEYS = [key_of(CENTRE, "activity", 0), key_of(CENTRE, "contact", 0)]
FIELDS = {"activity": ["city", "countries/SN"], "contact": ["person"]}
TEXTS, SETS = st.sampled_from(["a", "b", None]), st.sampled_from([True, None])
LAPTOPS = st.sampled_from(["A1", "A2"])
DESKS = st.sampled_from(["S1", "A1", "A2"])


class Service(RuleBasedStateMachine):
    """People at three desks; `expected` says what each desk must show."""

    template: ClassVar[Path]

    @initialize()
    def begin(self) -> None:
        """Three desks that have heard of each other."""
        place = MEMORY if MEMORY.is_dir() else None
        self.folder = Path(tempfile.mkdtemp(prefix="baseldesk-", dir=place))
        self.world = Laptops(0, self.folder, self.template)
        self.desks = {one.name: one for one in self.world.laptops}
        self.expected, self.changed = Expected(), set(self.desks)
        self.forms: dict[str, tuple[Key, Form, dict[str, tuple[bytes, ...]]]] = {}
        self.waiting: list[tuple[str, Path, frozenset[int]]] = []
        self.backups: dict[str, list[set[int]]] = {name: [set()] for name in self.desks}
        for _ in range(2):
            self.tell_everybody(*self.desks)
        for one in self.desks.values():  # from here on everybody has the newest roster, in the oldest backup too
            one.backups.clear()
            one.back_up()

    def teardown(self) -> None:
        """Closes the desks, whatever was found."""
        if hasattr(self, "world"):
            self.world.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def tell_everybody(self, *names: str) -> None:
        """Bundles of these desks to everybody, at once."""
        for name in names:
            for organisation in (CENTRE, SECRETARIAT):
                if any(one.org == organisation for one in self.desks.values() if one.name != name):
                    self.hand_over(name, organisation)

    def hand_over(self, name: str, organisation: str) -> None:
        """A bundle that arrives everywhere at once."""
        file, content = self.desks[name].export(organisation), self.expected.for_organisation(name, organisation)
        for other in self.desks.values():
            if other.org == organisation and other.name != name:
                self.arrive(other, file, content)

    def arrive(self, desk: Laptop, file: Path, content: frozenset[int]) -> None:
        """A file is taken in."""
        assert desk.receive(file) == []
        self.expected.known.setdefault(desk.name, set()).update(content)
        self.changed.add(desk.name)

    # --- people
    @rule(name=LAPTOPS, key=st.sampled_from(KEYS), data=st.data())
    def edit(self, name: str, key: Key, data: st.DataObject) -> None:
        """Opens a form and saves it at once."""
        kept = self.forms.pop(name, None)
        self.open_form(name, key)
        self.save(name, data)
        if kept:
            self.forms[name] = kept

    @rule(name=LAPTOPS, other=LAPTOPS, key=st.sampled_from(KEYS), data=st.data())
    def edit_apart_and_meet(self, name: str, other: str, key: Key, data: st.DataObject) -> None:
        """Both laptops write, then exchange sticks."""
        self.edit(name, key, data)
        self.edit(other, key, data)
        self.hand_over(name, CENTRE)
        self.hand_over(other, CENTRE)

    @rule(name=LAPTOPS, key=st.sampled_from(KEYS), data=st.data())
    def edit_under_an_open_form(self, name: str, key: Key, data: st.DataObject) -> None:
        """A form is open while the other laptop's work comes in; then it is saved, or the record is deleted from it."""
        other = "A2" if name == "A1" else "A1"
        self.open_form(name, key)
        self.edit(other, key, data)
        self.hand_over(other, CENTRE)
        if data.draw(st.booleans()):
            self.save(name, data)
        else:
            self.delete(name, data)

    @rule(name=LAPTOPS, key=st.sampled_from(KEYS))
    def open_form(self, name: str, key: Key) -> None:
        """Opens a form and leaves it open."""
        found = self.desks[name].desk.record(*key)
        self.forms[name] = (key, self.expected.form(name, key), dict(found.versions) if found else {})

    @precondition(lambda self: bool(self.forms))
    @rule(data=st.data())
    def save_form(self, data: st.DataObject) -> None:
        """Saves a form, whatever came in since it was opened."""
        self.save(data.draw(st.sampled_from(sorted(self.forms))), data)

    def save(self, name: str, data: st.DataObject) -> None:
        """Saves the form of a desk."""
        key, form, versions = self.forms.pop(name)
        chosen = data.draw(st.lists(st.sampled_from(FIELDS[key[0]]), min_size=1, max_size=2, unique=True))
        values = {one: data.draw(SETS if "s/" in one else TEXTS) for one in chosen}
        self.desks[name].desk.save([Edit(*key, values, versions)], numbered=False)
        for register, value in values.items():
            if value is not None or form.get(register):
                self.expected.do(name, Write(key, register, value, form.get(register, frozenset())))
        self.changed.add(name)

    @precondition(lambda self: bool(self.forms))
    @rule(data=st.data())
    def delete_or_bring_back(self, data: st.DataObject) -> None:
        """From a form that may have been open for long."""
        self.delete(data.draw(st.sampled_from(sorted(self.forms))), data)

    def delete(self, name: str, data: st.DataObject) -> None:
        """From the form of a desk."""
        key, form, versions = self.forms.pop(name)
        if versions:
            yes = data.draw(st.booleans())
            self.desks[name].desk.save([Edit(*key, shown=versions, life=yes)])
            seen = frozenset(one for register, held in form.items() if register != MARKS for one in held)
            self.expected.do(name, Mark(key, yes, frozenset() if yes else seen, form[MARKS]))
            self.changed.add(name)

    @rule(name=LAPTOPS, key=st.sampled_from(KEYS))
    def choose(self, name: str, key: Key) -> None:
        """A conflict, if there is one, is decided."""
        found = self.desks[name].desk.record(*key)
        for register, candidates in sorted(found.conflicts.items()) if found else ():
            value, form = candidates[0].value, self.expected.form(name, key)
            self.desks[name].desk.choose(*key, register, dot=candidates[0].dot, shown=found.versions[register])
            self.expected.do(name, Write(key, register, value, form[register]))
            self.changed.add(name)
            return

    @rule(name=LAPTOPS)
    def erase(self, name: str) -> None:
        """Personal values are erased for good."""
        if self.desks[name].desk.record(*KEYS[1]):
            self.desks[name].desk.erase(*KEYS[1])
            self.expected.do(name, Erased(KEYS[1]))
            self.changed.add(name)

    # --- what travels
    @rule(name=DESKS, organisation=st.sampled_from([CENTRE, SECRETARIAT]))
    def send(self, name: str, organisation: str) -> None:
        """A bundle goes on its way; it may arrive late, twice or never."""
        if not (name == "S1" and organisation == SECRETARIAT):
            content = self.expected.for_organisation(name, organisation)
            self.waiting.append((organisation, self.desks[name].export(organisation), content))

    @rule(name=DESKS)
    def meet(self, name: str) -> None:
        """A bundle that reaches the centre's desks at once."""
        self.hand_over(name, CENTRE)

    @precondition(lambda self: bool(self.waiting))
    @rule(data=st.data())
    def deliver(self, data: st.DataObject) -> None:
        """A bundle arrives at one of the desks that it is for; it may come again."""
        organisation, file, content = data.draw(st.sampled_from(self.waiting))
        self.arrive(data.draw(st.sampled_from([one for one in self.desks.values() if one.org == organisation])), file, content)

    # --- what befalls them
    @rule(name=DESKS)
    def back_up(self, name: str) -> None:
        """A backup is made."""
        self.desks[name].back_up()
        self.backups[name].append(set(self.expected.known.get(name, ())))

    @rule(name=DESKS, data=st.data())
    def restore(self, name: str, data: st.DataObject) -> None:
        """A backup takes the desk's place; what is on its way is lost, and everybody hears from the desk that was restored.

        And it from them: it has forgotten the receipts it got since the backup, and another may have been restored in between.
        """
        number = data.draw(st.integers(0, len(self.backups[name]) - 1))
        self.desks[name].restore(noticed=data.draw(st.booleans()), number=number)
        self.expected.known[name] = set(self.backups[name][number])
        self.forms.pop(name, None)
        self.waiting.clear()
        self.changed.add(name)
        for names in ([name], [one for one in self.desks if one != name], [name]):
            self.tell_everybody(*names)

    # --- what must be
    @invariant()
    def every_desk_shows_what_it_must(self) -> None:
        """Compares each record on the desks that something has happened to."""
        for name in sorted(self.changed if hasattr(self, "changed") else ()):
            for key in KEYS:
                self.compare(name, key)
        if hasattr(self, "changed"):
            self.changed.clear()

    def compare(self, name: str, key: Key) -> None:
        """One record on one desk."""
        found, values = self.desks[name].desk.record(*key), self.expected.values(name, key)
        is_erased = self.expected.is_erased(name, key)
        if found is None:
            assert not values, f"{name} lacks {key[0]}"
            return
        assert found.deleted == self.expected.is_hidden(name, key), f"{name}: hidden or not"
        for register in {*FIELDS[key[0]], *values}:
            field, _, part = register.partition("/")
            shown = found.values.get(field)
            shown = shown.get(part) if part and isinstance(shown, dict) else shown
            wanted = set() if is_erased and is_personal(key[0], register) else values.get(register, set())
            assert (shown in wanted) if wanted else shown is None, f"{name}: {register} shows {shown!r}, not of {wanted}"
            assert (register in found.conflicts) == (len(wanted) > 1), f"{name}: {register} in conflict, or not"
            if len(wanted) > 1:
                assert {one.value for one in found.conflicts[register]} == wanted


def explore(machine: type[Service], template: Path, examples: int, *, shrinks: bool = False) -> None:
    """Looks for a counter-example; the long tier also makes it small."""
    machine.template = template
    chosen = settings(
        max_examples=examples,
        stateful_step_count=20,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink) if shrinks else (Phase.generate,),
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)


@pytest.mark.parametrize("start", range(4))
def test_the_service_shows_what_it_must(start, template):
    explore(seed(start)(type("Quick", (Service,), {})), template, 50)


@pytest.mark.parametrize("mutant", ["last writer wins", "delete wins", "covers read at save"])
def test_the_search_is_not_blind(mutant, template):
    """The control: a part of the service taken out is found."""
    with breaking(mutant), pytest.raises(AssertionError):
        explore(seed(7)(type("Broken", (Service,), {})), template, 100)


@pytest.mark.long
@pytest.mark.parametrize("start", range(20))
def test_the_service_shows_what_it_must_for_long(start, template):
    explore(seed(100 + start)(type("Long", (Service,), {})), template, 100, shrinks=True)

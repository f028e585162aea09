"""Joined and separated apart, in any order: who holds the same changes shows the same classes, and they are as the words say."""

import random
import shutil
from contextlib import suppress
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baseldesk.desk import settling
from baseldesk.desk.desk import Desk
from baseldesk.desk.same_saving import merge, separate, tell_apart
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.desk.tasks import tasks
from baseldesk.errors import UsageError
from baseldesk.records.identity import derived_id
from tests.conftest import CENTRE
from tests.unit.desk.test_convergence import changes_of, make_site, take  # noqa: F401  (a fixture)

PARTNERS = sorted(derived_id(CENTRE, "partner", str(n)) for n in range(5))


def listed(desk):
    with desk.read() as reader:
        return tasks(reader)


def classes(desk):
    with desk.read() as reader:
        return {(bytes(record), bytes(shown)) for record, shown in reader.rows("SELECT record, shown FROM same_class")}


def expected(desk):
    """By another way: from the records as they are shown, each statement joining two sets."""
    groups = {one: {one} for one in PARTNERS}
    for row in desk.rows(ListQuery("same_as")):
        said = desk.record("same_as", row.id)
        if said.values.get("same") is True and not said.conflicts:
            joined = groups[said.values["first"]] | groups[said.values["second"]]
            groups.update((one, joined) for one in joined)
    seen = {one for one in PARTNERS if (found := desk.record("partner", one)) and not found.deleted}
    return {(one, min(group & seen)) for group in groups.values() if len(group) > 1 and group & seen for one in group}


def act(rng, desk):
    one, other = rng.sample(PARTNERS, 2)
    do = rng.choice((merge, merge, separate, tell_apart, None, None))
    if do is None:
        found = desk.record("partner", one)
        desk.save([Edit("partner", one, {"acronym": str(rng.random())}, life=None if found is None else rng.random() < 0.6)])
    elif rng.random() < 0.15:
        desk.undo()
    else:
        with suppress(UsageError):  # not joined: nothing to separate
            do(desk, "partner", one, other)


def write_apart(rng, sites):
    for desk in sites:
        desk.save([Edit("partner", one, {"acronym": "x"}) for one in PARTNERS])
    for _ in range(30):
        desk = rng.choice(sites)
        act(rng, desk)
        if rng.random() < 0.3:
            some = [one for one in changes_of(rng.choice(sites)) if rng.random() < 0.7]
            take(desk, rng.sample(some, len(some)))


@pytest.mark.parametrize("seed", range(12))
def test_any_order_gives_the_same_classes(make_site, seed):  # noqa: F811
    rng = random.Random(seed)
    sites = [make_site(number) for number in (1, 2)]
    write_apart(rng, sites)
    every = list({one.id: one for desk in sites for one in changes_of(desk)}.values())
    for desk in sites:
        assert classes(desk) == expected(desk)
        take(desk, rng.sample(every, len(every)))
    rebuilt = make_site(3)
    for one in rng.sample(every, len(every)):
        take(rebuilt, [one])
    assert classes(sites[0]) == classes(sites[1]) == classes(rebuilt) == expected(rebuilt)
    assert len({desk.digest().digest for desk in (*sites, rebuilt)}) == 1
    assert all(desk.check() == [] for desk in (*sites, rebuilt))


@pytest.fixture(scope="module")
def told(empty_desk_folder, tmp_path_factory):
    """The changes of one desk that joined, separated, deleted and told apart; its classes at the end; an empty desk to copy."""
    folder = shutil.copytree(empty_desk_folder, tmp_path_factory.mktemp("told") / "desk")
    with Desk.open(folder) as desk:
        desk.save([Edit("partner", one, {"acronym": "x"}) for one in PARTNERS])
        for one, other in combinations(PARTNERS[:4], 2):
            merge(desk, "partner", one, other)
        separate(desk, "partner", PARTNERS[0], PARTNERS[3])
        tell_apart(desk, "partner", PARTNERS[3], PARTNERS[4])
        desk.save([Edit("partner", PARTNERS[0], life=False)])
        merge(desk, "partner", PARTNERS[3], PARTNERS[4])
        return changes_of(desk), classes(desk), empty_desk_folder


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_permutation_gives_what_its_writer_saw(told, tmp_path_factory, data):
    changes, seen, empty = told
    assert seen == {(one, PARTNERS[1]) for one in PARTNERS[:3]} | {(one, PARTNERS[3]) for one in PARTNERS[3:]}
    order = data.draw(st.permutations(changes))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(changes) - 1), max_size=4)))
    folder = shutil.copytree(empty, tmp_path_factory.mktemp("order") / "desk")
    with Desk.open(folder) as desk:
        organisations = {changes[0].change.device: CENTRE}
        for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
            take_as(desk, order[start:end], organisations)
        assert classes(desk) == seen


def take_as(desk, arrivals, organisations):
    from tests.unit.desk.test_convergence import apply_as

    apply_as(desk, arrivals, organisations)


def test_joined_here_and_told_apart_there_is_not_joined_until_somebody_decides(make_site):  # noqa: F811
    one, other = make_site(1), make_site(2)
    one.save([Edit("partner", each, {"acronym": "x"}) for each in PARTNERS[:2]])
    take(other, changes_of(one))
    tell_apart(one, "partner", *PARTNERS[:2])
    merge(other, "partner", *PARTNERS[:2])  # the later clock: its word is the one shown meanwhile
    for desk, source in ((one, other), (other, one)):
        take(desk, changes_of(source))
        assert classes(desk) == set()
    (row,) = one.rows(ListQuery("same_as"))
    assert (row.conflicts, row.values["same"]) == (1, True)
    (task,) = [task for task in listed(one) if task.code != "task.alike_acronym"]
    assert (task.code, task.type, task.record) == ("task.said_both", "partner", PARTNERS[0])
    settling.accept(one, task)
    assert listed(one) == []
    take(other, changes_of(one))
    assert classes(other) == {(each, PARTNERS[0]) for each in PARTNERS[:2]}


def test_separated_here_and_joined_again_there_stays_joined_and_asks(make_site):  # noqa: F811
    one, other = make_site(1), make_site(2)
    for desk in (one, other):
        desk.save([Edit("partner", each, {"acronym": "x"}) for each in PARTNERS[:2]])
        merge(desk, "partner", *PARTNERS[:2])
    separate(one, "partner", *PARTNERS[:2])
    assert classes(one) == set()
    take(one, changes_of(other))
    assert len(classes(one)) == 2, "a word is taken back only by who had heard it"
    (task,) = listed(one)
    assert (task.code, task.type, task.record) == ("task.separated_and_joined", "partner", PARTNERS[0])
    settling.reject(one, task)
    assert (listed(one), len(classes(one))) == ([], 2)
    one.undo()
    settling.accept(one, task)
    assert (listed(one), classes(one)) == ([], set())

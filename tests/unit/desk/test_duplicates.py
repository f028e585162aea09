"""Possible duplicates: named where nothing speaks against it, and never again once a person has spoken."""

import datetime

import pytest

from baseldesk.desk import duplicates, settling
from baseldesk.desk.alike_partners import alike_partners
from baseldesk.desk.duplicates import REASONS, find_duplicates
from baseldesk.desk.same import same_as
from baseldesk.desk.same_saving import merge, separate, tell_apart
from baseldesk.desk.shown import Edit
from baseldesk.desk.tasks import tasks
from baseldesk.records.identity import new_id
from tests.conftest import CENTRE
from tests.unit.desk.test_tasks import listed

DAY = datetime.date(2026, 2, 3)


@pytest.fixture
def make(desk):
    """Records one; gives its id."""

    def record(kind="partner", **values):
        identity = desk.new_id()
        desk.save([Edit(kind, identity, values)])
        return identity

    return record


def found(desk):
    with desk.read() as reader:
        return {(frozenset((one.first, one.second)), one.reason) for one in find_duplicates(reader, desk.owner)}


def pairs(desk):
    return {pair for pair, _ in found(desk)}


def name(text, language="en"):
    return {"name": {language: text}}


ALIKE = [
    (name("UNEP"), name("unep"), "alike_name"),
    (name("World Food Programme"), name("World Food Program", "fr"), "alike_name"),
    (name("University of Nairobi"), name("Nairobi University"), "alike_name"),
    (name("Basel Convention Regional Centre"), name("Basel Convention Regoinal Centre"), "alike_name_nearly"),
    (name("Direction des pollutions"), name("Direction des polutions"), "alike_name_nearly"),
    ({**name("United Nations Environment Programme"), "acronym": "UNEP"}, name("UNEP"), "alike_acronym"),
    (name("World Health Organization (OMS)"), {**name("Organisation de la santé", "fr"), "acronym": "OMS"}, "alike_acronym"),
    ({**name("Belgian development agency"), "acronym": "Enabel"}, name("Belgian development agency (Enabel)"), "alike_name"),
    ({**name("UN Children's Fund"), "acronym": "UNICEF"}, name("UNICEF/United Nations Children's Fund"), "alike_name"),
    (name("Save the Children Deutschland e. V."), name("Save the Children Germany"), "alike_name"),
    (name("Oxfam Belgique", "fr"), name("Oxfam Belgium"), "alike_name"),
    (name("AYUUB NGO"), name("Ayuub"), "alike_name"),
    ({**name("Eau", "fr"), "website": "www.eau.sn"}, {**name("وكالة المياه", "ar"), "website": "eau.sn/ar"}, "alike_website"),
    ({**name("A"), "external_ids": {"XM-DAC-1": True}}, {**name("B"), "external_ids": {"xm-dac-1": True}}, "alike_identifier"),
    ({**name("A"), "directory_partner": b"d" * 16}, {**name("B"), "directory_partner": b"d" * 16}, "alike_directory"),
]  # fmt: skip
APART = [
    (name("UNEP"), name("UNDP")),
    ({**name("Ministry of the Environment"), "country": "SN"}, {**name("Ministry of the Environment"), "country": "TG"}),
    (name("Adventist Development and Relief Agency (ADRA Somalia)"), name("Adventist Development and Relief Agency")),
    (name("Save the Children Germany"), name("Save the Children Niger")),
    ({**name("Danish Red Cross"), "acronym": "DRC"}, name("Danish Red Cross (Somalia)")),
    (name("Croissant Rouge Mali"), name("Croissant Rouge Malo")),
    (name("Environment Agency Austria"), name("Environment Agency Australia")),
    (name("Regional Office Gambia"), name("Regional Office Zambia")),
    (name("Project number 20251 of the plan"), name("Project number 20252 of the plan")),
    ({**name("Danish Refugee Council"), "acronym": "DRC"}, {**name("Desert Research Centre"), "acronym": "DRC"}),
    ({**name("Ministry of Health"), "website": "gouv.sn"}, {**name("Ministry of Finance"), "website": "gouv.sn"}),
    ({**name("A B"), "website": "facebook.com/a"}, {**name("A B C"), "website": "facebook.com/b"}),
    ({**name("Agency"), "external_ids": {"XM-DAC-1": True}}, {**name("Agency"), "external_ids": {"XM-DAC-2": True}}),
    ({**name("Agency"), "directory_partner": b"d" * 16}, {**name("Agency"), "directory_partner": b"e" * 16}),
    (name("联合国环境规划署"), name("联合国开发计划署")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "reason"), ALIKE)
def test_what_looks_like_one_partner_is_named_with_what_is_alike(desk, make, one, other, reason):
    ends = frozenset((make(**one), make(**other)))
    assert found(desk) == {(ends, reason)}


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_something_tells_apart_is_not_named(desk, make, one, other):
    make(**one)
    make(**other)
    assert found(desk) == set()


def test_a_word_that_others_use_too_is_no_slip_of_a_finger(desk, make):
    make(**name("Ministry of Mines and Water"))
    make(**name("Ministry of Miners and Water"))
    assert len(found(desk)) == 1
    make(**name("Chamber of Mines"))
    make(**name("Union of Miners"))
    assert found(desk) == set()


def test_of_a_common_name_those_of_one_country_are_compared(desk, make):
    countries = ["SN", "TG", "BJ", "ML", "BF", "NE", "GN", "CI", "GH", "NG", "CM", "GA", "TD", "SN"]
    ids = [make(**name("Ministry of the Environment"), country=code) for code in countries]
    assert pairs(desk) == {frozenset((ids[0], ids[-1]))}


def test_activities_of_one_title_and_day_are_named(desk, make):
    one, other = (make("activity", title={"fr": title}, starts_on=DAY, city="Dakar") for title in ("Atelier PCB", "Atelier  pcb"))
    make("activity", title={"fr": "Atelier PCB"}, starts_on=DAY + datetime.timedelta(1))
    make("activity", title={"fr": "Atelier PCB"}, starts_on=DAY, country="TG", city="Lomé")
    assert found(desk) == {(frozenset((one, other)), "alike_title")}
    desk.save([Edit("activity", other, {"city": "Thiès"})])
    assert found(desk) == set()


def test_the_identifier_of_a_project_with_many_activities_says_nothing(desk, make):
    one, other = (make("activity", external_ids={"GEF-9": True}) for _ in range(2))
    assert found(desk) == {(frozenset((one, other)), "alike_identifier")}
    make("activity", external_ids={"GEF-9": True})
    assert found(desk) == set()


def test_each_record_of_a_group_is_named_once(desk, make):
    ids = [make(**name("UNEP")) for _ in range(5)]
    assert len(found(desk)) == 4
    assert set.union(*map(set, pairs(desk))) == set(ids)


def test_once_a_person_has_spoken_the_pair_is_not_named_again(desk, make):
    one, other = make(**name("UNEP")), make(**name("UNEP"))
    for say in (merge, separate):
        say(desk, "partner", one, other)
        assert found(desk) == set(), say
    desk.undo()
    assert same_as_of(desk, one) == [other]
    desk.undo()
    tell_apart(desk, "partner", one, other)
    assert found(desk) == set()
    assert same_as_of(desk, one) == []


def test_a_word_taken_back_counts_no_more(desk, make):
    one, other = make(**name("UNEP")), make(**name("UNEP"))
    tell_apart(desk, "partner", one, other)
    desk.undo()
    assert pairs(desk) == {frozenset((one, other))}


def test_what_was_told_apart_is_not_joined_by_way_of_a_third(desk, make):
    one, two, three = (make(**name("UNEP")) for _ in range(3))
    tell_apart(desk, "partner", one, two)
    assert len(found(desk)) == 1
    merge(desk, "partner", one, three)
    assert found(desk) == set()


def test_the_task_joins_or_tells_apart(desk, make):
    make(**name("UNEP")), make(**name("unep"))
    assert [code for code, _, _ in listed(desk)] == ["task.alike_name"]
    task = only_task(desk)
    assert task.params["other"].casefold() == "unep"
    settling.reject(desk, task)
    assert listed(desk) == []
    desk.undo()
    settling.accept(desk, only_task(desk))
    assert listed(desk) == []
    assert same_as_of(desk, task.record) == [settling.other_of(task)]


def test_joined_and_told_apart_is_a_task_until_one_of_the_two_gives_way(desk, make):
    one, two, three = (make(**name(text)) for text in ("A", "B", "C"))
    tell_apart(desk, "partner", one, two)
    merge(desk, "partner", one, three)
    merge(desk, "partner", two, three)
    assert only_task(desk).code == "task.joined_and_told_apart"
    settling.accept(desk, only_task(desk))
    assert listed(desk) == []
    assert same_as_of(desk, one) != same_as_of(desk, two)
    desk.undo()
    settling.reject(desk, only_task(desk))
    assert listed(desk) == []
    assert len(same_as_of(desk, one)) == 2


def test_of_other_centres_nothing_is_named_and_kept_ones_not_with_shared(desk, make):
    make(**name("UNEP"))
    make(**name("UNEP"), not_ready=True)
    with desk.write() as writer:
        writer.run(
            "INSERT INTO record SELECT 999, :id, type, 'BCRC-ARG', base_change, base_op, 0, 0, 1, hlc FROM record WHERE n = 1",
            id=new_id("BCRC-ARG"),
        )
        writer.run("INSERT INTO r_partner (n, name) SELECT 999, name FROM r_partner LIMIT 1")
    assert found(desk) == set()
    with desk.read() as reader:
        assert find_duplicates(reader, "BCRC-ARG") == []


def test_nothing_is_compared_again_until_something_changes(desk, make, monkeypatch):
    one, other = make(**name("UNEP")), make(**name("UNEP"))
    asked = []
    monkeypatch.setattr(duplicates, "alike_partners", lambda *of: asked.append(of) or alike_partners(*of))
    for _ in range(3):
        assert pairs(desk) == {frozenset((one, other))}
    make("contribution", title="Atelier")
    assert pairs(desk) == {frozenset((one, other))}
    assert len(asked) == 1
    desk.save([Edit("partner", other, name("UNDP"))])
    assert found(desk) == set()
    desk.undo()
    assert len(pairs(desk)) == 1
    desk.save([Edit("partner", other, life=False)])
    assert found(desk) == set()
    assert len(asked) == 4


def test_every_reason_has_its_sentence():
    from baseldesk.messages import OWN

    assert {f"task.{one}" for one in REASONS} <= OWN.keys()


def same_as_of(desk, record):
    with desk.read() as reader:
        return same_as(reader, "partner", record)


def only_task(desk):
    with desk.read() as reader:
        (task,) = tasks(reader)
    assert desk.owner == CENTRE
    return task

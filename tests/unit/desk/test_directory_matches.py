"""A partner that the secretariat's directory has too is linked by one word; of two possible entries none is offered."""

import pytest

from baseldesk.desk import settling
from baseldesk.desk.desk import Desk
from baseldesk.desk.same_saving import merge
from baseldesk.desk.shown import Edit
from baseldesk.desk.tasks import tasks
from baseldesk.records.identity import derived_id
from baseldesk.sync.keys import DeviceKey
from tests.conftest import seeded, ticking
from tests.unit.desk.test_convergence import apply_as, changes_of


@pytest.fixture
def directory(desk, tmp_path):
    """Gives this desk the secretariat's directory; gives a function that adds an entry to it."""
    key = DeviceKey.from_seed(bytes([9]) * 32)
    with Desk.create(tmp_path / "s", "SECRETARIAT", key=key, clock=ticking(), random=seeded(9)) as secretariat:
        secretariat.sign_with(lambda: key)

        def add(**values):
            entry = derived_id("SECRETARIAT", "directory_partner", str(values))
            secretariat.save([Edit("directory_partner", entry, values)])
            apply_as(desk, changes_of(secretariat), {key.key_id: "SECRETARIAT"})
            return entry

        yield add


def partner(desk, **values):
    identity = desk.new_id()
    desk.save([Edit("partner", identity, values)])
    return identity


def offered(desk):
    with desk.read() as reader:
        return {task.record: task for task in tasks(reader) if task.code == "task.in_directory"}


def test_a_partner_of_the_directory_is_linked_by_one_word(desk, directory):
    entry = directory(name={"en": "United Nations Environment Programme", "fr": "Programme des Nations Unies"}, acronym="UNEP")
    by_name = partner(desk, name={"en": "UN Environment Programme"})
    by_acronym = partner(desk, name={"en": "UNEP"}, country="SN")
    partner(desk, name={"en": "UN Development Programme"}, acronym="UNEP")
    assert offered(desk).keys() == {by_name, by_acronym}
    settling.accept(desk, offered(desk)[by_name])
    assert desk.record("partner", by_name).values["directory_partner"] == entry
    settling.reject(desk, offered(desk)[by_acronym])
    assert offered(desk) == {}


def test_of_two_entries_or_another_country_none_is_offered(desk, directory):
    directory(name={"en": "Ministry of the Environment"}, country="SN")
    one = partner(desk, name={"en": "Ministry of the Environment"}, country="TG")
    assert offered(desk) == {}
    two = partner(desk, name={"en": "Ministry of the Environment"})
    assert offered(desk).keys() == {two}
    directory(name={"en": "Ministry of the Environment"}, country="TG")
    assert offered(desk).keys() == {one}


def test_of_partners_recorded_twice_the_shown_one_is_linked(desk, directory):
    directory(name={"en": "UNITAR"})
    one, two = sorted(partner(desk, name={"en": "UNITAR"}) for _ in range(2))
    merge(desk, "partner", one, two)
    assert offered(desk).keys() == {one}

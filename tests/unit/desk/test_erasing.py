"""Erase in earnest: nothing of the person is left, and everything else still verifies."""

import pytest

from baseldesk.desk import erasing
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.errors import RuleBroken, UsageError
from baseldesk.records.identity import new_id
from tests.unit.desk.test_convergence import RECORDS, changes_of, make_site, take  # noqa: F401  (a fixture)

SECRET = "Person-To-Be-Forgotten"
CONTACT = RECORDS[3][1]


def bytes_on_disk(desk):
    return b"".join(file.read_bytes() for file in desk.folder.glob("desk.db*"))


def fill(desk):
    desk.save([Edit("contact", CONTACT, {"person": SECRET, "languages": ["fr"]})])
    desk.save([Edit("contact", CONTACT, {"person": SECRET + "-2", "email": "forgotten@example.org"})])


def test_nothing_of_the_person_is_left(desk):
    fill(desk)
    assert SECRET.encode() in bytes_on_disk(desk)
    desk.erase("contact", CONTACT)
    assert SECRET.encode() not in bytes_on_disk(desk)
    assert b"forgotten@example.org" not in bytes_on_disk(desk)
    assert desk.search("forgotten") == []
    assert desk.count(ListQuery("contact")) == 0
    assert SECRET not in repr(desk.history("contact", CONTACT))
    assert SECRET not in repr(desk.record("contact", CONTACT))
    assert desk.check() == []


def test_only_what_is_personal_and_ones_own_can_be_erased(desk):
    desk.save([Edit("activity", RECORDS[0][1], {"city": "Dakar"})])
    with pytest.raises(RuleBroken):
        desk.erase("activity", RECORDS[0][1])
    with pytest.raises(UsageError):
        desk.erase("contact", new_id("BCRC-ARG"))
    with pytest.raises(UsageError):
        desk.erase("contact", desk.new_id())


def test_an_erase_that_arrives_hides_at_once_and_destroys_when_confirmed(make_site):  # noqa: F811
    one, other = make_site(1), make_site(2)
    fill(one)
    before = changes_of(one)
    take(other, before)
    one.erase("contact", CONTACT)
    take(other, changes_of(one))
    assert other.record("contact", CONTACT).deleted
    assert SECRET not in repr(other.record("contact", CONTACT))
    assert SECRET.encode() in bytes_on_disk(other)
    assert erasing.waiting(other) == [("contact", CONTACT)]
    assert erasing.confirm(other) == 1
    assert SECRET.encode() not in bytes_on_disk(other)
    assert one.digest("centre").digest == other.digest("centre").digest
    take(other, before)  # an old bundle with the leaves comes again
    assert SECRET.encode() not in bytes_on_disk(other)
    assert other.check() == []


def test_an_erase_wins_over_an_edit_it_has_not_seen(make_site):  # noqa: F811
    one, other = make_site(1), make_site(2)
    fill(one)
    take(other, changes_of(one))
    one.erase("contact", CONTACT)
    other.save([Edit("contact", CONTACT, {"person": SECRET + "-3"})])
    take(one, changes_of(other))
    take(other, changes_of(one))
    erasing.confirm(other)
    for desk in (one, other):
        assert desk.record("contact", CONTACT).deleted
        assert SECRET.encode() not in bytes_on_disk(desk)
        assert desk.check() == []
    assert one.digest("centre").digest == other.digest("centre").digest


def test_what_was_erased_elsewhere_is_handed_out_by_nothing(make_site):  # noqa: F811
    """Two laptops wrote one name apart; one of them erases; the other has not confirmed the list yet."""
    one, other = make_site(1), make_site(2)
    one.save([Edit("contact", CONTACT, {"person": SECRET + "-a"})])
    other.save([Edit("contact", CONTACT, {"person": SECRET + "-b"})])
    take(one, changes_of(other))
    take(other, changes_of(one))
    one.erase("contact", CONTACT)
    take(other, changes_of(one))
    assert erasing.waiting(other)
    assert SECRET not in repr(other.record("contact", CONTACT))
    assert SECRET not in repr(other.history("contact", CONTACT))
    assert other.check() == []

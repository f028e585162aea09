"""The version that differing versions go back to."""

from baseldesk.desk.ancestry import common_ancestor
from baseldesk.desk.last_save import last_save
from baseldesk.desk.shown import Edit
from tests.unit.desk.test_convergence import RECORDS, changes_of, make_site, take  # noqa: F401  (a fixture)

ACTIVITY = RECORDS[0][1]


def ancestor(desk, register):
    with desk.read() as reader:
        return common_ancestor(reader, "activity", ACTIVITY, register)


def test_two_laptops_go_back_to_what_both_had_seen(make_site):  # noqa: F811
    one, other = make_site(1), make_site(2)
    one.save([Edit("activity", ACTIVITY, {"city": "Dakar"})])
    one.save([Edit("activity", ACTIVITY, {"city": "Thiès"})])
    take(other, changes_of(one))
    for city in ("Kaolack", "Ziguinchor"):
        one.save([Edit("activity", ACTIVITY, {"city": city})])
    other.save([Edit("activity", ACTIVITY, {"city": "Louga"})])
    take(one, changes_of(other))
    assert {held.value for held in one.record("activity", ACTIVITY).conflicts["city"]} == {"Ziguinchor", "Louga"}
    assert ancestor(one, "city").value == "Thiès"


def test_where_nothing_stood_before_there_is_none(make_site):  # noqa: F811
    one, other = make_site(1), make_site(2)
    one.save([Edit("activity", ACTIVITY, {"city": "Dakar"})])
    other.save([Edit("activity", ACTIVITY, {"city": "Louga"})])
    take(one, changes_of(other))
    assert ancestor(one, "city") is None


def test_a_field_that_was_emptied_goes_back_to_nothing(make_site):  # noqa: F811
    one, other = make_site(1), make_site(2)
    one.save([Edit("activity", ACTIVITY, {"title": {"fr": "Formation"}})])
    take(other, changes_of(one))
    shown = one.record("activity", ACTIVITY).versions
    one.save([Edit("activity", ACTIVITY, {"title": {"fr": "Atelier"}})])
    other.save([Edit("activity", ACTIVITY, {"title": {"fr": "Stage"}}, shown=shown)])
    take(one, changes_of(other))
    assert ancestor(one, "title/fr").value == "Formation"
    assert ancestor(one, "title/en") is None


def undoable(desk):
    with desk.read() as reader:
        return last_save(reader)


def test_the_last_save_is_told_until_something_newer_was_done(desk):
    assert undoable(desk) is None
    desk.save([Edit("activity", ACTIVITY, {"city": "Dakar"}, shown={})], numbered=False)
    (made,) = undoable(desk).touched
    assert (made.record, made.is_new, made.registers) == (ACTIVITY, True, ("city",))
    desk.save([Edit("activity", ACTIVITY, {"city": "Thiès", "venue": "Hôtel"})])
    (changed,) = undoable(desk).touched
    assert (changed.is_new, set(changed.registers)) == (False, {"city", "venue"})
    desk.undo()
    assert undoable(desk) is None

"""What is typed and not saved: kept beside the journal, found again as it was, gone with the save or the person erased."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from baseldesk.desk import schema, unsaved
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.desk.unsaved import KIND, Unsaved

AT = datetime(2026, 2, 3, 14, 5, tzinfo=UTC)
CONTENT = {
    "values": {"title": {"fr": "Formation", "en": None}, "starts_on": date(2026, 2, 3), "planned_budget": Decimal("12.50")},
    "odd": "31/31", "number": 3, "yes": True, "nothing": None, "when": AT, "versions": {"title/fr": [b"d" * 34]},
}  # fmt: skip


def test_it_comes_back_as_it_was_and_the_newest_stands_first(desk: Desk) -> None:
    first, second = (desk.new_id() for _ in range(2))
    assert unsaved.keep(desk, Unsaved("activity", first, True, AT, CONTENT)).kinds == {KIND}
    again = unsaved.keep(desk, Unsaved("activity", first, True, AT.replace(hour=20), CONTENT))  # nothing was typed since
    assert again.kinds == frozenset()
    unsaved.keep(desk, Unsaved("partner", second, False, AT.replace(hour=15), {}))
    with desk.read() as reader:
        assert unsaved.find(reader, "activity", first) == Unsaved("activity", first, True, AT, CONTENT)
        assert [one.record for one in unsaved.find_all(reader)] == [second, first]
        assert unsaved.records_with(reader) == {first, second}
    typed = Unsaved("activity", first, True, AT.replace(hour=21), {**CONTENT, "number": 4})
    unsaved.keep(desk, typed)
    with desk.read() as reader:
        assert unsaved.find(reader, "activity", first) == typed


def test_a_save_takes_it_away_in_the_same_step_and_giving_up_too(desk: Desk) -> None:
    record = desk.new_id()
    unsaved.keep(desk, Unsaved("activity", record, True, AT, CONTENT))
    edit = Edit("activity", record, {"title": {"fr": "Formation"}})
    desk.save([edit], also=lambda writer: unsaved.forget_in(writer, "activity", record))
    with desk.read() as reader:
        assert unsaved.find(reader, "activity", record) is None
    unsaved.keep(desk, Unsaved("activity", record, False, AT, CONTENT))
    assert unsaved.forget(desk, "activity", record).kinds == {KIND}
    assert unsaved.forget(desk, "activity", record).kinds == frozenset()


def test_nothing_of_it_goes_into_the_journal(desk: Desk) -> None:
    before = desk.digest("centre")
    unsaved.keep(desk, Unsaved("activity", desk.new_id(), True, AT, CONTENT))
    with desk.read() as reader:
        assert reader.one("SELECT count(*) FROM change") == (0,)
    assert desk.digest("centre") == before
    assert desk.check() == []


def test_who_is_erased_for_good_is_erased_here_too(desk: Desk) -> None:
    activity, person = desk.new_id(), desk.new_id()
    desk.save([
        Edit("activity", activity, {"title": {"fr": "Formation"}}),
        Edit("participant", person, {"activity": activity, "name": "Awa Diop"}),
    ])  # fmt: skip
    line = {"id": person, "changes": {"name": "Awa Diop-Sow"}}
    unsaved.keep(desk, Unsaved("activity", activity, False, AT, {"lines": {"participant": [line]}}))
    desk.erase("participant", person)
    with desk.read() as reader:
        assert unsaved.find_all(reader) == []


def test_a_form_that_was_open_meanwhile_brings_nothing_of_the_erased_back(desk: Desk) -> None:
    activity, person = desk.new_id(), desk.new_id()
    desk.save([
        Edit("activity", activity, {"title": {"fr": "Formation"}}),
        Edit("participant", person, {"activity": activity, "name": "Awa Diop"}),
    ])  # fmt: skip
    desk.erase("participant", person)
    lines = [{"id": person, "changes": {"name": "Awa Diop-Sow"}}, {"id": desk.new_id(), "changes": {"name": "Moussa Ba"}}]
    unsaved.keep(desk, Unsaved("activity", activity, False, AT, {"values": {}, "lines": {"participant": lines}}))
    unsaved.keep(desk, Unsaved("participant", person, False, AT, {"values": {"name": "Awa Diop-Sow"}}))
    with desk.read() as reader:
        held = unsaved.find_all(reader)
    assert [one.content for one in held] == [{"values": {}, "lines": {"participant": lines[1:]}}]


def test_what_cannot_be_read_is_no_hindrance(desk: Desk) -> None:
    record = desk.new_id()
    unsaved.keep(desk, Unsaved("activity", record, True, AT, {}))
    with desk.write() as writer:
        writer.run("UPDATE unsaved SET content = :content", content=b"\xc1")
    with desk.read() as reader:
        assert unsaved.find(reader, "activity", record) is None
        assert unsaved.find_all(reader) == []


def test_a_desk_made_before_gets_its_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(schema, "_BESIDE", ())
        earlier = schema.fingerprint()
    with desk.write() as writer:
        writer.run("DROP TABLE unsaved")
        writer.set_meta(schema.DECLARED, earlier)
    schema.bring_up_to_date(desk.database)
    unsaved.keep(desk, Unsaved("activity", desk.new_id(), True, AT, {}))

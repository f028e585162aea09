"""All activities of a period in one file: which, in which order, with a list in front."""

from dataclasses import replace
from datetime import date

import pytest

from baseldesk.desk.shown import Edit
from baseldesk.errors import Cancelled, UsageError
from baseldesk.i18n import translator
from baseldesk.reports import kinds
from baseldesk.reports.activity_batch import compose_activities
from baseldesk.reports.blocks import Chapter, Rows
from baseldesk.reports.kinds import print_report
from baseldesk.reports.request import Period, Request


def write(desk, title, first, last, **more):
    activity = desk.new_id()
    desk.save([Edit("activity", activity, {"title": {"en": title}, "starts_on": first, "ends_on": last, **more})])
    return activity


def test_what_a_period_overlaps_comes_in_order_of_time(desk):
    write(desk, "late", date(2026, 12, 30), date(2027, 1, 3))
    write(desk, "early", date(2025, 12, 30), date(2026, 1, 3), publish="yes")
    write(desk, "before", date(2025, 5, 1), date(2025, 5, 2), publish="yes")
    deleted = write(desk, "deleted", date(2026, 5, 1), date(2026, 5, 2))
    desk.save([Edit("activity", deleted, life=False)])
    request = Request("activity", period=Period.parse("2026"))
    document = compose_activities(desk, request, translator("en"))
    chapters = [one.front.title.text for one in document.blocks if isinstance(one, Chapter)]
    assert chapters == ["early", "late"]
    contents = document.blocks[0]
    assert isinstance(contents, Rows)
    assert [row[1][0].text for row in contents.rows] == chapters


def test_outsiders_get_what_is_marked_and_an_empty_period_is_said(desk):
    write(desk, "open", date(2026, 1, 1), date(2026, 1, 2), publish="yes")
    write(desk, "own", date(2026, 2, 1), date(2026, 2, 2))
    shown = Request("activity", period=Period.parse("2026"), options={"outsiders": True})
    document = compose_activities(desk, shown, translator("en"))
    assert [one.front.title.text for one in document.blocks if isinstance(one, Chapter)] == ["open"]
    with pytest.raises(UsageError, match=r"report\.nothing_in_period"):
        compose_activities(desk, Request("activity", period=Period.parse("2019")), translator("en"))


def test_composing_stops_between_two_activities_when_a_person_says_so(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(kinds, "write_document", lambda *_, **__: pytest.fail("composed to the end"))
    for day in (1, 2, 3):
        write(desk, f"{day}", date(2026, 1, day), date(2026, 1, day))
    asked = []
    request, path = Request("activity", period=Period.parse("2026")), tmp_path / "x.pdf"
    with pytest.raises(Cancelled):
        print_report(desk, request, translator("en"), path, cancelled=lambda: bool(asked.append(1) or len(asked) == 2))
    assert (len(asked), path.exists()) == (2, False)
    with pytest.raises(Cancelled):
        compose_activities(desk, replace(request, cancelled=lambda: True), translator("en"))


def test_how_far_it_is_is_told_from_composing_to_the_code_on_the_last_page(desk, tmp_path):
    for day in (1, 2, 3):
        write(desk, f"{day}", date(2026, 1, day), date(2026, 1, day))
    told = []
    request = Request("activity", period=Period.parse("2026"))
    print_report(desk, request, translator("en"), tmp_path / "x.pdf", progress=lambda *one: told.append(one))
    course = [done for done, _total in told]
    assert {total for _done, total in told} == {1000}
    assert course == sorted(course)
    assert course[:3] == [0, 33, 67]  # composing
    assert any(100 < done < 370 for done in course)  # laying out
    assert [done for done in course if 370 < done < 1000]  # the codes of the first pages
    assert course[-1] == 1000

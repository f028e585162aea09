"""What is asked to be printed: periods as people write them, options, kinds and layouts."""

from datetime import date

import pytest

from baseldesk.errors import UsageError
from baseldesk.i18n import translator
from baseldesk.reports.blocks import Chapter, Front, Heading, Note, Signature, Signatures, Titled
from baseldesk.reports.document import Document
from baseldesk.reports.kinds import KINDS, compose
from baseldesk.reports.layout import Layout, section_names
from baseldesk.reports.request import OUTSIDERS, Period, Request

FRONT = Front("Centre", "Report", Titled("Title"))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2025-2026", date(2025, 1, 1), date(2026, 12, 31)),
        ("2025..2026", date(2025, 1, 1), date(2026, 12, 31)),
        ("2025-11..2026-02", date(2025, 11, 1), date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-01-15 .. 2026-06-30", date(2025, 1, 15), date(2026, 6, 30)),
    ],
)
def test_a_period_is_read_as_people_write_it(text, first, last):
    assert Period.parse(text) == Period(first, last)


@pytest.mark.parametrize("text", ["", "last year", "2026-13", "2026-02-30", "2026..2025", "2026-2025", "..2026", "26"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(UsageError) as caught:
        Period.parse(text)
    assert caught.value.code == "report.period_not_understood"


def test_a_period_of_whole_years_is_written_short():
    t = translator("en")
    assert Period.parse("2025-2026").write(t) == "2025–2026"
    assert Period.parse("2026").write(t) == "2026"
    assert "March 2025" in Period.parse("2025-03..2026-06").write(t)


@pytest.mark.parametrize("typed", ["2026", "2025-2026", "2025-03-01..2026-06-30"])
def test_a_period_is_said_back_as_it_could_be_typed(typed):
    assert Period.parse(typed).shortest == typed


def test_an_option_that_was_not_chosen_has_its_default():
    assert not Request("activity").is_on(OUTSIDERS)
    assert Request("activity", options={"outsiders": True}).is_on(OUTSIDERS)


def test_a_report_that_lacks_what_it_is_about_is_refused(desk):
    t = translator("en")
    for request, code in ((Request("activity"), "report.no_period"), (Request("nonsense"), "report.unknown_kind")):
        with pytest.raises(UsageError) as caught:
            compose(desk, request, t)
        assert caught.value.code == code


def test_every_kind_names_a_function_that_is_there():
    import importlib

    for kind in KINDS.values():
        module, _, function = kind.made_by.partition(":")
        assert callable(getattr(importlib.import_module(f"baseldesk.reports.{module}"), function))


def test_sections_move_and_are_left_out_and_the_signatures_stay_last():
    signed = Signatures((Signature("Prepared by"),))
    blocks = (
        Note("0"),
        Heading("A", "a"),
        Note("1"),
        Heading("B", "b"),
        Heading("under B"),
        Note("2"),
        Heading("C", "c"),
        signed,
    )
    document = Document(FRONT, blocks, "", date(2026, 1, 1))
    assert section_names(document) == [("a", "A"), ("b", "B"), ("c", "C")]
    arranged = Layout(("c", "a"), frozenset({"b"})).apply_to(document)
    assert arranged.blocks == (Note("0"), Heading("C", "c"), Heading("A", "a"), Note("1"), signed)
    other = (Signature("Approved by", "Name"),)
    assert Layout(signatures=other).apply_to(document).blocks[-1] == Signatures(other)
    assert Layout().apply_to(document) == document


def test_each_chapter_is_arranged_by_itself_and_carries_the_logo():
    one = (Chapter(FRONT), Heading("A", "a"), Heading("B", "b"))
    document = Document(FRONT, one + one, "", date(2026, 1, 1))
    arranged = Layout(("b",), logo=b"logo").apply_to(document)
    assert [getattr(block, "text", "chapter") for block in arranged.blocks] == ["chapter", "B", "A"] * 2
    assert arranged.front.logo == b"logo"
    assert all(b.front.logo == b"logo" for b in arranged.blocks if isinstance(b, Chapter))

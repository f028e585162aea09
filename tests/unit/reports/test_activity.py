"""The activity report: what it says, and what it must not."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from baseldesk.i18n import LANGUAGES, translator
from baseldesk.records import activity as declared
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.reports import activity
from baseldesk.reports.activity import compose, print_activity
from baseldesk.reports.activity_data import ActivityData, Photograph, ResultLine
from baseldesk.reports.blocks import Cell, Fact, Facts, Heading, Picture, Rows, Text
from baseldesk.reports.document import Document
from tests.unit.reports.example import SUMMARY, TITLE, UNEP, example
from tests.unit.reports.reading import read_with_pdfium, tidy

EMPTY = ActivityData(values={}, centre_name={"en": "Centre"}, made_on=date(2026, 3, 9))


def said(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(span.text for span in cell)


def facts(document: Document) -> dict[str, Fact]:
    held: Iterator[Fact] = (fact for block in document.blocks if isinstance(block, Facts) for fact in block.facts)
    return {said(fact.label): fact for fact in (*document.front.facts, *held)}


def texts(document: Document) -> dict[str, Text]:
    return {block.label: block for block in document.blocks if isinstance(block, Text)}


def changed(**values: object) -> ActivityData:
    data = example()
    return dataclasses.replace(data, values={**data.values, **values})


def test_values_are_written_as_the_language_has_them() -> None:
    english, french = (facts(compose(example(), translator(language))) for language in ("en", "fr"))
    assert said(english["Reference"].value) == "SEN-26-A1"
    assert said(english["Planned budget"].value) == "USD\u00a048,500.00"
    assert said(french["Budget prévu"].value) == "48\u202f500,00\u00a0USD"
    assert said(english["Country where it takes place"].value) == "Senegal"
    assert said(english["Made on"].value) == "9 March 2026"
    assert said(english["Beneficiary Parties"].value).startswith("Senegal (40%), Mali (12.5%), Burkina Faso")


def test_what_nobody_entered_is_said_in_words_and_never_as_a_nought() -> None:
    document = compose(EMPTY, translator("en"))
    assert {label for label, fact in facts(document).items() if said(fact.value) == "not yet entered"} >= {
        "Reference", "Period", "Kind of activity", "Stage", "Planned start", "City", "Beneficiary Parties", "Need answered",
        "Summary",
    }  # fmt: skip
    assert "Venue" not in facts(document)
    (headcount,) = [block for block in document.blocks if isinstance(block, Rows)]
    assert (headcount.rows, headcount.empty) == ([], "not yet entered")
    counts = compose(dataclasses.replace(EMPTY, headcounts=[{"women": 0, "men": None}]), translator("en"))
    (row,) = [block.rows[0] for block in counts.blocks if isinstance(block, Rows)]
    assert [said(cell) for cell in row] == ["All participants", "0", "not yet entered", "not yet entered", "not yet entered"]


def test_two_values_between_which_nobody_decided_both_stand_there() -> None:
    end = facts(compose(example(), translator("en")))["Actual end"]
    assert said(end.value) == "5 February 2026\n6 February 2026"
    assert end.notes == ("2 values, not decided",)
    assert facts(compose(example(), translator("en")))["Beneficiary Parties"].notes == ("2 values, not decided",)


def test_rival_texts_stand_there_too() -> None:
    data = dataclasses.replace(example(), undecided={"summary/en": ("One.", "Other.")})
    summary = texts(compose(data, translator("en")))["Summary"]
    assert (summary.text, summary.notes) == ("One.\nOther.", ("2 values, not decided",))
    assert texts(compose(data, translator("fr")))["Résumé"].notes == ()


def test_a_text_that_is_not_translated_says_in_which_language_it_is() -> None:
    outcomes = texts(compose(example(), translator("en")))["Outcomes"]
    assert outcomes.text == "Deux conteneurs retenus dans les trois mois qui ont suivi."
    assert outcomes.language == "fr"
    assert outcomes.notes == ("not yet translated; shown in French",)


def test_the_title_stands_in_the_reports_language_with_the_original_below() -> None:
    front = compose(example(), translator("ar")).front
    assert (front.title.text, front.title.language) == (TITLE["ar"], "ar")
    assert front.original is not None
    assert (front.original.text, front.original.language) == (TITLE["fr"], "fr")
    assert compose(example(), translator("fr")).front.original is None
    assert compose(example(), translator("es")).front.title_note != ""


def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    printed = print_activity(example(), translator("en"), tmp_path / "x.pdf")
    assert read_with_pdfium(tmp_path / "x.pdf").count("Draft: not approved") == printed.pages + 1
    print_activity(dataclasses.replace(example(), is_draft=False), translator("en"), tmp_path / "x.pdf")
    assert "Draft" not in read_with_pdfium(tmp_path / "x.pdf")


def test_a_newly_declared_field_appears_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    new = Field("weather", Kind.TEXT, "Weather", translatable=True)
    secret = Field("secret", Kind.TEXT, "Secret", printed=False)
    kept = declared.ACTIVITY
    longer = RecordType(kept.name, kept.label, kept.plural, kept.scope, (*kept.fields, new, secret))
    monkeypatch.setattr(activity, "ACTIVITY", longer)
    monkeypatch.setattr(activity, "SECTIONS", (*activity.SECTIONS, ("slip", "Slip", ("secret",))))
    document = compose(changed(weather={"en": "Hot"}, secret="not for paper"), translator("en"))
    assert said(facts(document)["Weather"].value) == "Hot"
    assert "Further details" in [block.text for block in document.blocks if isinstance(block, Heading)]
    assert "not for paper" not in repr(document)


def test_every_declared_field_has_its_place_once() -> None:
    placed = [name for _, _, names in activity.SECTIONS for name in names if not name.startswith("@")]
    assert len(placed) == len(set(placed))
    assert set(placed) <= set(declared.ACTIVITY.by_name)
    assert not set(placed) & activity._ELSEWHERE


def test_only_what_is_printed_is_attached(tmp_path: Path) -> None:
    hidden = {"other_data": '{"hidden": 1}', "officer": b"\x01" * 16, "publish": "yes", "newsletter": True}
    print_activity(changed(**hidden), translator("en"), tmp_path / "x.pdf")
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        held = json.loads(pdf.attachments["report.json"].get_file().read_bytes())
    assert held["report"] == {"kind": "activity", "language": "en", "made_on": "2026-03-09", "version": "2"}
    assert held["activity"]["summary"] == {"en": SUMMARY["en"]}
    assert held["activity"]["title"] == {"en": TITLE["en"], "fr": TITLE["fr"]}
    assert held["activity"]["planned_budget"] == "48500"
    assert held["contributions"][0]["donor"] == {"en": "Government of Switzerland"}
    assert held["partners"][0]["name"] == {"en": UNEP["en"]}
    assert set(held["activity"]) & {*hidden, "venue"} == set()


def test_money_keeps_its_own_currency_and_sums_only_its_like() -> None:
    lines = [
        {"category": "a", "planned": Decimal("0.1"), "spent": None, "currency": "USD"},
        {"category": "b", "planned": Decimal("0.2"), "spent": None, "currency": "USD"},
        {"category": "c", "planned": Decimal("5"), "spent": Decimal("4"), "currency": "EUR"},
    ]
    document = compose(dataclasses.replace(EMPTY, budget=lines), translator("en"))
    (table,) = [block for block in document.blocks if isinstance(block, Rows) and block.label == "Budget"]
    totals = [[said(cell) for cell in row] for row in table.rows[3:]]
    assert totals == [["Total", "EUR\u00a05.00", "EUR\u00a04.00"], ["Total", "USD\u00a00.30", ""]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_record_can_be_read_in_the_file(language: str, tmp_path: Path) -> None:
    print_activity(example(), translator(language), tmp_path / "x.pdf")
    found = tidy(read_with_pdfium(tmp_path / "x.pdf"))
    title = TITLE.get(language, TITLE["fr"])
    words = [word for word in title.replace("(e-waste)", "").split() if len(word) > 3] or [title]
    assert [word for word in words if word not in found.replace("- ", "-")] == []


def test_data_cannot_pose_as_words_of_the_programme(tmp_path: Path) -> None:
    data = changed(city="x\u202etxt.exe", asked_by="<b>& {n} %s</b>", need="\u2068isolated\u2069")
    print_activity(data, translator("ar"), tmp_path / "x.pdf")
    found = tidy(read_with_pdfium(tmp_path / "x.pdf"))
    assert "<b>& {n} %s</b>" in found
    assert "U+202E" in found
    assert "U+2068" in found


def test_a_budget_line_says_its_period_in_order_of_time() -> None:
    lines = [
        {"planned": Decimal(2), "currency": "USD", "period_starts_on": date(2021, 1, 1), "period_ends_on": date(2021, 12, 31)},
        {"planned": Decimal(1), "currency": "USD", "period_starts_on": date(2020, 1, 1), "category": "Travel"},
        {"planned": Decimal(3), "currency": "USD"},
    ]
    document = compose(dataclasses.replace(EMPTY, budget=lines), translator("en"))
    (budget,) = [block for block in document.blocks if isinstance(block, Rows) and block.label == "Budget"]
    firsts = [said(row[0]) for row in budget.rows[:3]]
    assert firsts == ["not yet entered", "Travel: 1 January 2020", "1 January 2021 – 31 December 2021"]


def tables(data: ActivityData, language: str = "en") -> dict[str, list[list[str]]]:
    """The cells of each table by the heading of its section and its label."""
    found, section = {}, ""
    for block in compose(data, translator(language)).blocks:
        section = block.key if isinstance(block, Heading) else section
        if isinstance(block, Rows):
            found[f"{section}/{block.label}"] = [[said(cell) for cell in row] for row in block.rows]
    return found


RESULTS = (
    ResultLine(
        {"title": {"fr": "Agents formés"}, "unit": "people", "baseline": Decimal(2)},
        (
            {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "target": Decimal(30), "actual": Decimal(35),
             "sex": "female"},
            {"starts_on": date(2027, 1, 1), "target": Decimal(40)},
        ),
    ),
    ResultLine({"title": {"en": "Confidence"}, "statement": {"en": "They open containers."}, "judgement": "good"}),
    ResultLine({"measure": "M-PEOPLE"}),
)  # fmt: skip


def test_results_stand_with_target_and_actual_and_statements_in_words() -> None:
    found = tables(dataclasses.replace(EMPTY, results=RESULTS))
    assert found["results/Figures"] == [
        ["Agents formés", "1 January 2026 – 31 December 2026", "Female", "people", "2", "30", "35"],
        ["Agents formés", "1 January 2027", "", "people", "2", "40", ""],
        ["People trained, by sex and Party", "", "", "", "", "", ""],
    ]
    assert [row[:2] for row in found["results/Statements"]] == [["Confidence", "They open containers."]]


def test_follow_ups_and_sessions_stand_in_order_of_time() -> None:
    follow_ups = ({"what": "Later", "due_on": date(2026, 5, 1)}, {"what": "Soon", "due_on": date(2026, 4, 1), "who": "Awa"})
    sessions = (
        {"title": "Second", "held_on": date(2026, 2, 4)},
        {"title": "First", "held_on": date(2026, 2, 3), "starts": "09:00"},
    )
    found = tables(dataclasses.replace(EMPTY, follow_ups=follow_ups, sessions=sessions))
    assert found["follow_ups/"] == [["Soon", "Awa", "1 April 2026"], ["Later", "", "1 May 2026"]]
    assert found["countries/Sessions"] == [["3 February 2026", "09:00", "First"], ["4 February 2026", "", "Second"]]


def test_photographs_have_caption_and_credit() -> None:
    photographs = (
        Photograph(b"x", {"caption": {"en": "The port"}, "credit": "A. <b>"}),
        Photograph(b"y", {"file_name": "y.jpg"}),
    )
    document = compose(dataclasses.replace(EMPTY, photographs=photographs), translator("en"))
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    assert [(one.content, one.caption, one.alternative) for one in pictures] == [
        (b"x", "The port · Photograph: A. <b>", "The port"), (b"y", "y.jpg", "y.jpg"),
    ]  # fmt: skip
    assert document.data["photographs"] == [{"caption": "The port", "credit": "A. <b>"}, {"caption": "y.jpg", "credit": ""}]


def test_a_table_in_which_something_is_not_decided_says_so() -> None:
    data = dataclasses.replace(example(), undecided_lists={"budget": 2})
    notes = {block.label: block.notes for block in compose(data, translator("en")).blocks if isinstance(block, Rows)}
    assert notes["Budget"] == ("2 values in this table are not decided",)
    assert notes["Headcount"] == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_of_what_came_of_it_print_in_every_language(language: str, tmp_path: Path) -> None:
    data = dataclasses.replace(example(), results=RESULTS, follow_ups=({"what": "Later"},), sessions=({"title": "First"},))
    assert print_activity(data, translator(language), tmp_path / "x.pdf").missing == frozenset()

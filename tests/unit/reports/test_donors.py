"""Donors: who is named where, what is thanked for, what one donor gets to see."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.i18n import translator
from baseldesk.records.identity import derived_id
from baseldesk.reports.blocks import Chapter, Facts, Front, Heading, Note, Picture, Rows, Signatures, Text
from baseldesk.reports.document import Document, render
from baseldesk.reports.kinds import compose
from baseldesk.reports.request import Period, Request
from baseldesk.reports.words import Span
from tests.conftest import CENTRE, seeded, ticking
from tests.unit.reports.reading import read_with_pdfium, tidy

YEAR = Period.parse("2025")
NAMES = ("Open Fund", "Quiet Fund", "New Fund")


def one(name: str) -> bytes:
    return derived_id(CENTRE, "gift", name)


@pytest.fixture(scope="module")
def gifts(empty_desk_folder: Path, tmp_path_factory: pytest.TempPathFactory, key) -> Iterator[Desk]:
    """Three donors: one to be named, one not, one that was not asked; and a contribution with everything."""
    folder = tmp_path_factory.mktemp("gifts") / "desk"
    shutil.copytree(empty_desk_folder, folder)
    with Desk.open(folder, clock=ticking(), random=seeded(5)) as desk:
        desk.sign_with(lambda: key)
        desk.save(list(edits()), numbered=False)
        photograph = tmp_path_factory.mktemp("photo") / "exercise.jpg"
        Image.new("RGB", (600, 400), (90, 140, 120)).save(photograph)
        shown = {"activity": one("training"), "media_type": "image/jpeg", "publish": "yes"}
        desk.attach(photograph, {**shown, "caption": {"en": "Exercise on a container"}, "credit": "The centre"})
        desk.attach(photograph, {**shown, "people_recognisable": True})
        desk.attach(photograph, {**shown, "publish": "no"})
        yield desk


def edits() -> Iterator[Edit]:
    yield Edit("activity", one("training"), {
        "title": {"en": "Customs training", "ar": "تدريب الجمارك"}, "stage": "completed", "started_on": date(2025, 3, 3),
        "ended_on": date(2025, 3, 5), "country": "SN", "publish": "yes", "outcomes": {"en": "Two containers held."},
    })  # fmt: skip
    wishes = ("public", "anonymous", None)
    for name, wish in zip(NAMES, wishes, strict=True):
        yield Edit("partner", one(name), {"name": {"en": name}, "country": "CH"})
        gift = {"donor": one(name), "amount": Decimal(1000), "currency": "USD", "stage": "agreed", "agreed_on": date(2025, 1, 9)}
        gift |= {"recognition_wished": wish} if wish else {}
        yield Edit(
            "contribution", one(f"gift {name}"), {**gift, "purpose": "activity", "publish": "yes", "activity": one("training")}
        )
    more = {"donor": one("Open Fund"), "purpose": "core", "currency": "EUR", "amount": Decimal(90)}
    yield Edit("contribution", one("old"), {**more, "stage": "agreed", "agreed_on": date(2023, 1, 1)})
    yield Edit("contribution", one("declined"), {**more, "stage": "declined", "asked_on": date(2025, 2, 1)})
    yield Edit("activity", one("hidden"), {"title": {"en": "Confidential inspection"}})
    earlier = {**more, "stage": "agreed", "agreed_on": date(2024, 2, 1), "publish": "yes", "activity": one("hidden")}
    yield Edit("contribution", one("earlier"), earlier)
    part = {"contribution": one("earlier"), "direction": "received", "amount": Decimal(30), "currency": "EUR"}
    yield Edit("payment", one("part"), {**part, "paid_on": date(2025, 6, 1)})
    yield Edit("contribution", one("undated"), {**more, "stage": "sought"})
    gift_of = one("gift Open Fund")
    paid = {"contribution": gift_of, "currency": "USD"}
    yield Edit("payment", one("in"), {**paid, "direction": "received", "amount": Decimal(1000), "paid_on": date(2025, 2, 1)})
    spent = {
        **paid,
        "direction": "spent",
        "amount": Decimal("640.5"),
        "paid_on": date(2026, 3, 9),
        "description": "Interpretation",
    }
    yield Edit("payment", one("out"), spent)
    yield Edit("reporting_duty", one("duty"), {"contribution": gift_of, "what": "Final report", "due_on": date(2026, 1, 31)})
    line = {"activity": one("training"), "category": "Travel", "planned": Decimal(700), "spent": Decimal(650), "currency": "USD"}
    yield Edit("budget_line", one("line"), line)
    yield Edit("headcount", one("count"), {"activity": one("training"), "women": 12, "men": 8})
    yield Edit("result", one("result"), {"activity": one("training"), "title": {"en": "Officers trained"}})
    figure = {"result": one("result"), "target": Decimal(15), "actual": Decimal(20), "ends_on": date(2025, 12, 31)}
    yield Edit("result_figure", one("figure"), figure)
    yield Edit("expense", one("expense"), {"activity": one("training"), "description": "A private expense", "amount": Decimal(3)})


def asked(gifts: Desk, kind: str = "donors", language: str = "en", **options: str | bool) -> Document:
    return compose(gifts, Request(kind, period=YEAR, options=options), translator(language))


def said(cell: object) -> str:
    return cell if isinstance(cell, str) else "".join(span.text for span in cell if isinstance(span, Span))  # type: ignore[attr-defined]


def words(document: Document) -> str:
    """Everything that a document says, a line for each row, fact and text."""
    lines: list[str] = []
    for block in (document.front, *document.blocks):
        match block:
            case Front() | Chapter():
                front = block if isinstance(block, Front) else block.front
                lines += [front.title.text, *(f"{fact.label}: {said(fact.value)}" for fact in front.facts)]
            case Facts():
                lines += [f"{fact.label}: {said(fact.value)}" for fact in block.facts]
            case Rows():
                lines += [" | ".join(map(said, row)) for row in (*block.rows, block.totals) if row]
            case Text() | Note() | Heading():
                lines.append(block.text)
            case Picture():
                lines.append(block.caption)
    return "\n".join(lines)


# --- the summary
def test_the_summary_counts_what_was_agreed_in_the_period(gifts: Desk) -> None:
    told = words(asked(gifts))
    assert "Contributions: 4" in told
    assert "Agreed or pledged: USD\u00a03,000.00" in told
    assert "Received: EUR\u00a030.00\nUSD\u00a01,000.00" in told  # of a contribution of 2024 only what was paid in 2025
    assert "counts only with what was paid" in told
    assert "Spent: not yet entered" in told  # what was spent in 2026 is not of this year
    assert "1 contribution without any date is left out." in told
    assert "Open Fund | 2 | USD\u00a01,000.00 | EUR\u00a030.00\nUSD\u00a01,000.00" in told


def test_outsiders_do_not_read_who_wishes_not_to_be_named(gifts: Desk) -> None:
    inside, outside = asked(gifts), asked(gifts, outsiders=True)
    assert "Quiet Fund" in words(inside)
    assert "Quiet Fund" not in words(outside) + json.dumps(outside.data)
    assert "A donor who wishes not to be named | Customs training" in words(outside)
    assert "Confidential inspection" in words(inside)
    assert "Confidential inspection" not in words(outside)


# --- recognition
@pytest.mark.parametrize("outsiders", [False, True])
def test_only_those_who_wish_it_are_thanked_by_name(gifts: Desk, outsiders: bool) -> None:
    document = asked(gifts, what="recognition", outsiders=outsiders)
    told = words(document) + json.dumps(document.data)
    assert "Open Fund | Switzerland | Customs training" in told
    assert "Quiet Fund" not in told
    assert "New Fund" not in told
    assert "1 donor wishes not to be named." in told
    assert ("1 donor is not listed" in told) is not outsiders


# --- letters
def test_each_donor_gets_a_letter_of_its_own(gifts: Desk) -> None:
    document = asked(gifts, what="letters")
    chapters = [block for block in document.blocks if isinstance(block, Chapter)]
    assert [document.front.title.text, *(one.front.title.text for one in chapters)] == ["New Fund", "Open Fund", "Quiet Fund"]
    assert sum(isinstance(block, Signatures) for block in document.blocks) == 3
    told = words(document)
    assert told.count("we do not name you") == 1
    assert told.index("we do not name you") > told.index("Quiet Fund")


def test_a_year_without_contributions_says_so(gifts: Desk) -> None:
    for what, sentence in (
        ("summary", "There are no contributions in this period."), ("recognition", "No donor can be named for this period."),
        ("letters", "No contribution was agreed in this period."),
    ):  # fmt: skip
        request = Request("donors", period=Period.parse("2019"), options={"what": what})
        assert sentence in words(compose(gifts, request, translator("en")))


# --- the report to one donor
def report_on(gifts: Desk, name: str, language: str = "en") -> Document:
    return compose(gifts, Request("donor", records=(one(name),)), translator(language))


def test_a_donor_reads_what_was_done_what_came_of_it_and_what_is_left(gifts: Desk) -> None:
    document = report_on(gifts, "gift Open Fund")
    assert [block.key for block in document.blocks if isinstance(block, Heading)] == [
        "contribution", "activities", "results", "money", "duties", "photographs",
    ]  # fmt: skip
    told = words(document)
    assert "Donor: Open Fund" in told
    assert "All participants | 12 | 8" in told
    assert "Officers trained | 31 Dec 2025 | 15 | 20" in told
    assert "Travel | USD\u00a0700.00 | USD\u00a0650.00" in told
    assert "US Dollar | USD\u00a01,000.00 | USD\u00a01,000.00 | USD\u00a0640.50 | USD\u00a0359.50" in told
    assert "Final report | 31 Jan 2026 | not yet entered" in told
    assert "private expense" not in told + json.dumps(document.data)


def test_a_photograph_needs_the_mark_and_the_consent(gifts: Desk) -> None:
    document = report_on(gifts, "gift Open Fund")
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    assert [block.caption for block in pictures] == ["Exercise on a container · The centre"]
    assert "2 photographs are not shown" in words(document)


def test_a_contribution_without_anything_prints_what_there_is(gifts: Desk) -> None:
    document = report_on(gifts, "old")
    assert [block.key for block in document.blocks if isinstance(block, Heading)] == ["contribution", "money"]
    assert "Euro | €90.00" in words(document) or "Euro | EUR\u00a090.00" in words(document)
    with pytest.raises(UsageError):
        report_on(gifts, "nothing")


def test_the_report_is_printed_in_arabic(gifts: Desk, tmp_path: Path) -> None:
    path = tmp_path / "donor.pdf"
    printed = render(report_on(gifts, "gift Open Fund", "ar"), translator("ar"), path)
    assert not printed.missing
    assert "تدريب الجمارك" in tidy(read_with_pdfium(path))
    with pikepdf.open(path) as pdf:
        held = json.loads(pdf.attachments["report.json"].get_file().read_bytes())
    assert held["contribution"]["amount"] == "1000"


def test_the_summary_is_printed(gifts: Desk, tmp_path: Path) -> None:
    path = tmp_path / "donors.pdf"
    render(asked(gifts, language="zh"), translator("zh"), path)
    assert "Open Fund" in tidy(read_with_pdfium(path))

"""The periodic report: its figures against counts by hand, what is approved against what stands, what nobody may read in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from baseldesk.cli.demo import year as example
from baseldesk.desk import submissions
from baseldesk.desk.frozen import Frozen
from baseldesk.desk.measures import measures
from baseldesk.desk.same_saving import merge, separate
from baseldesk.desk.shown import Edit
from baseldesk.errors import UsageError
from baseldesk.i18n import translator
from baseldesk.reports.document import render
from baseldesk.reports.periodic import compose, compose_periodic
from baseldesk.reports.periodic_figures import completed_in, parties, payments
from baseldesk.reports.periodic_gather import gather
from baseldesk.reports.periodic_records import Records, for_outsiders
from baseldesk.reports.progress_indicators import MEASURES
from baseldesk.reports.request import Period, Request
from tests.unit.reports.reading import read_with_pdfium
from tests.unit.reports.small_year import FIRST, LAST, facts, identity, lines, section, words

EN = translator("en")
PERIOD = Period(FIRST, LAST)
ASKED = Request("periodic", period=PERIOD)


@pytest.fixture(scope="module")
def printed(year):
    """The report on the period, nothing approved."""
    return compose_periodic(year, ASKED, EN)


def test_at_a_glance_is_what_was_counted_by_hand(printed):
    assert facts(printed, "summary") == {
        "": "not yet entered", "Activities": "2", "Of these completed in the period": "1", "Cancelled": "1",
        "Parties that benefited": "3", "Participants": "23", "Of these": "Women: 13 / Men: 10",
    }  # fmt: skip


def test_activities_are_divided_by_function_instrument_objective_and_stream(printed):
    assert lines(printed, "activities", "By function") == [
        ["Training", "1", "1", "23"], ["Awareness-raising", "1", "0", "not yet entered"], ["All activities", "2", "1", "23"],
    ]  # fmt: skip
    assert [line[:2] for line in lines(printed, "activities", "By instrument")][:2] == [
        ["Basel Convention", "1"],
        ["Stockholm Convention", "1"],
    ]
    streams = lines(printed, "activities", "By waste stream")
    assert [line[1:] for line in streams] == [["2", "1", "23"], ["1", "1", "23"], ["2", "1", "23"]]
    assert [line[1] for line in lines(printed, "activities", "By objective")] == ["1", "1", "2"]
    assert "counts under each" in words(printed, "activities")


def test_parties_are_those_of_what_was_carried_out(printed):
    assert lines(printed, "parties") == [["Mali", "1", "0", ""], ["Senegal", "1", "1", ""], ["Togo", "1", "1", "3"]]


def test_results_stand_against_their_targets_for_the_period_only(printed):
    assert lines(printed, "results", "People trained, by sex and Party") == [
        ["Officers trained / Customs training", "0", "20", "15", "75%"]
    ]
    strengthened = lines(printed, "results", "Strengthened analysis, understanding and political support")
    assert sorted(strengthened) == [
        ["Inventories", "3", "10", "6.5", "50%"],
        ["Support / Ministers spoke.", "", "", "", "Good result"],
    ]
    assert lines(printed, "results", "Disaggregated") == [["Officers trained / Customs training", "Female", "2025", "9"]]


def test_money_is_counted_in_its_own_currency_and_what_has_no_dollars_apart(printed):
    found = facts(printed, "resources")
    assert found["Received"] == "EUR 90.00 / USD 700.00 / XOF 50 / together USD 800.00"
    assert found["Spent"] == "USD 650.00"
    assert lines(printed, "resources", "By donor") == [
        ["The city", "City or municipality", "", "EUR 90.00 / XOF 50", ""],
        ["The firm", "Industry or private sector", "USD 700.00", "USD 700.00", "USD 650.00"],
    ]
    notes = [note for one in section(printed, "resources") for fact in getattr(one, "facts", ()) for note in fact.notes]
    assert notes == ["1 payment has no amount in US dollars"]


def test_cooperation_names_partners_partnerships_and_meetings(printed):
    assert lines(printed, "cooperation", "Partners in the activities")[-1] == ["Total", "3"]
    assert [line[0] for line in lines(printed, "cooperation", "Partnerships active in the period")] == ["Phones"]
    assert [line[2] for line in lines(printed, "cooperation", "Meetings and letters")] == ["Forum"]


def test_what_is_never_published_is_not_in_it(printed):
    assert "secret" not in repr(printed)


def test_the_figures_are_those_of_the_programmes_measures(desk):
    """On the example year, two ways of counting: from records here, by SQL there."""
    desk.save(list(example.edits(desk.owner)), numbered=False)
    data = gather(desk, ASKED, "activity_report")
    with desk.read() as reader:
        counted = {one.code: one.total for one in measures(reader, FIRST, LAST)}
    assert {code: measure(data) for code, measure in MEASURES.items()} == {code: counted[code] for code in MEASURES}
    assert (
        min(counted[code] for code in ("M-DONE", "M-PEOPLE", "M-FUNDS", "M-PARTN", "M-LOCAL", "M-SECTOR", "M-WASTE", "M-NEWS"))
        > 0
    )


def test_outsiders_read_only_what_is_marked(year):
    shown = compose_periodic(year, replace(ASKED, options={"outsiders": True}), EN)
    assert [line[1] for line in lines(shown, "list")] == ["Customs training"]
    assert "The quiet" not in repr(shown)
    assert "The city" in repr(compose_periodic(year, ASKED, EN))
    assert lines(shown, "resources", "By donor") == [
        ["The firm", "Industry or private sector", "USD 700.00", "USD 700.00", "USD 650.00"]
    ]


def test_what_has_no_printed_field_is_for_no_outsider():
    held = {(kind, "01" * 16): {} for kind in ("feedback", "opportunity", "interaction")}
    assert [kind for kind, _ in for_outsiders(held)] == ["interaction"]


def test_a_partner_recorded_twice_is_one_partner(year):
    one, two = identity("partner", "city"), identity("partner", "firm")
    merge(year, "partner", one, two)
    try:
        assert lines(compose_periodic(year, ASKED, EN), "cooperation", "Partners in the activities")[-1] == ["Total", "2"]
    finally:
        separate(year, "partner", one, two)
    assert lines(compose_periodic(year, ASKED, EN), "cooperation", "Partners in the activities")[-1] == ["Total", "3"]


@pytest.fixture
def approved(year):
    """The report of the year, approved; what is changed afterwards is put back."""
    first = submissions.begin(year, "activity_report", FIRST, LAST)
    year.save([Edit("submission", first, {"summary": {"fr": "Une bonne année"}, "title": {"en": "The year 2025"}})])
    submissions.approve(year, first, function="Director", on=date(2026, 1, 20))
    training = identity("activity", "training")
    year.save([Edit("activity", training, {"city": "Dakar", "stage": "implemented"})])
    yield first
    year.save([Edit("activity", training, {"city": None, "stage": "completed"})])


def test_what_was_approved_is_printed_for_ever(year, approved):
    document = compose_periodic(year, Request("periodic", records=(approved,)), EN)
    assert facts(document, "summary")["Of these completed in the period"] == "1"
    assert facts(compose_periodic(year, ASKED, EN), "summary")["Of these completed in the period"] == "0"
    assert document.front.mark == ""
    assert facts(document, "")["Approved on"] == "20 January 2026"
    assert [one.text for one in section(document, "summary")[:1]] == ["Une bonne année"]
    assert section(document, "summary")[0].notes == ("not yet translated; shown in French",)


def test_what_is_changed_of_the_report_itself_after_approval_is_not_printed(year, approved):
    year.save([Edit("submission", approved, {"title": {"en": "Other"}, "summary": {"fr": "Autre"}, "ends_on": date(2027, 1, 1)})])
    document = compose_periodic(year, Request("periodic", records=(approved,)), EN)
    assert (document.front.title.text, facts(document, "")["Period"]) == ("The year 2025", "2025")
    assert "Autre" not in repr(document)


def test_a_plan_is_not_printed_as_a_report(year):
    plan = submissions.begin(year, "business_plan", FIRST, LAST)
    with pytest.raises(UsageError) as told:
        compose_periodic(year, Request("periodic", records=(plan,)), EN)
    assert told.value.code == "report.of_another_kind"


def test_figures_say_that_values_are_not_decided(year):
    campaign = identity("activity", "campaign")
    seen = year.record("activity", campaign).versions
    for title in ("Campaign A", "Campaign B"):
        year.save([Edit("activity", campaign, {"title": {"en": title}}, shown=seen)])
    try:
        document = compose_periodic(year, ASKED, EN)
    finally:
        year.save([Edit("activity", campaign, {"title": {"en": "Campaign"}})])
    assert document.front.facts[-1].notes == ("1 record has values that are not decided",)
    assert lines(document, "list")[1][1].endswith("Mali / values not decided")
    assert compose_periodic(year, ASKED, EN).front.facts[-1].notes == ()


def test_what_is_not_approved_says_so_on_each_page(year, printed, tmp_path):
    assert printed.front.mark == "Not yet approved"
    done = render(printed, EN, tmp_path / "r.pdf")
    assert read_with_pdfium(done.path).count("Not yet approved") >= done.pages > 1


def test_a_copy_that_is_not_here_is_not_passed_off_as_approved(year, approved):
    place = year.documents.path(year.record("submission", approved).values["frozen_hash"])
    raw = place.read_bytes()
    place.write_bytes(b"{}")
    try:
        assert "not here" in compose_periodic(year, Request("periodic", records=(approved,)), EN).front.mark
    finally:
        place.write_bytes(raw)


def test_a_copy_of_another_centre_is_not_passed_off_as_approved(year, approved, monkeypatch):
    foreign = Frozen(1, "BCRC-CHN", str(FIRST), str(LAST), {}, [])
    monkeypatch.setattr(submissions, "frozen_copy", lambda desk, one: foreign)
    assert "not here" in compose_periodic(year, Request("periodic", records=(approved,)), EN).front.mark


def test_a_correction_lists_what_it_says_otherwise(year, approved):
    second = submissions.begin(year, "activity_report", None, None, supersedes=approved)
    year.save([Edit("submission", second, {"summary": {"fr": "Une année"}, "publish": "yes"})])
    for is_draft in (True, False):
        document = compose_periodic(year, Request("periodic", records=(second,)), EN)
        assert "Correction" in document.front.kind
        assert lines(document, "changes") == [
            ["Texts of the report", "Summary (French)", "Une bonne année", "Une année"],
            ["Activity: Customs training", "City", "–", "Dakar"],
            ["", "Stage", "Completed", "Under way"],
        ]
        assert (document.front.mark == "") is not is_draft
        if is_draft:
            submissions.approve(year, second, function="Director")
    assert "later version" in compose_periodic(year, Request("periodic", records=(approved,)), EN).front.mark
    for nobody in (Request("periodic", records=(approved,)), Request("periodic", records=(second,), options={"outsiders": True})):
        assert not section(compose_periodic(year, nobody, EN), "changes")


def test_without_a_narrative_the_activities_speak(printed):
    assert lines(printed, "constraints") == [["Customs training", "Routes coupées."]]


def test_what_a_foreign_file_holds_breaks_nothing(year, approved):
    data = gather(year, Request("periodic", records=(approved,)), "activity_report")
    training = identity("activity", "training").hex()
    odd = {
        ("headcount", "00" * 16): {"activity": training, "women": "many"},
        ("ufo", "zz"): {},
        ("activity", "zz"): {},
        ("result_figure", "01" * 16): {"result": 7, "target": ["x"]},
        ("payment", "02" * 16): {"amount": "NaN", "direction": "received", "paid_on": "2025-02-01"},
    }
    data.records.add("BCRC-SEN", odd)
    assert facts(compose(data, EN), "summary")["Participants"] == "23"


@pytest.mark.parametrize("language", ["ar", "zh", "ru", "fr", "es"])
def test_it_is_printed_in_every_language_with_every_letter(year, tmp_path, language):
    t = translator(language)
    done = render(compose_periodic(year, ASKED, t), t, tmp_path / "r.pdf")
    assert not done.missing
    assert "BCRC-SEN" in read_with_pdfium(done.path)


def test_figures_keep_to_the_period_and_to_what_was_carried_out():
    held = {
        ("activity", "01" * 16): {"stage": "identified", "countries/BJ": True, "starts_on": "2025-02-01"},
        ("activity", "02" * 16): {"stage": "completed", "started_on": "2025-12-30", "ended_on": "2026-01-02"},
        ("payment", "03" * 16): {"direction": "received", "paid_on": "2026-01-01", "amount": "5", "currency": "USD"},
    }
    records = Records().add("BCRC-SEN", held)
    assert (parties(records), completed_in(records, PERIOD), list(payments(records, PERIOD, "received"))) == ({}, [], [])
    later = Period(FIRST, date(2026, 1, 31))
    assert (len(completed_in(records, later)), len(list(payments(records, later, "received")))) == (1, 1)


def test_whose_report_it_is_must_be_said(year):
    with pytest.raises(UsageError) as told:
        compose_periodic(year, replace(ASKED, owner="BCRC-CHN"), EN)
    assert told.value.code == "report.which_centre"
    with pytest.raises(UsageError) as told:
        compose_periodic(year, Request("periodic", records=(year.new_id(),)), EN)
    assert told.value.code == "record.missing"


def test_reading_costs_what_the_period_holds(year):
    """Records of other years are not loaded: counted, not timed."""
    from baseldesk.desk import period_records

    loaded: list[int] = []

    class Counting(period_records.JournalReader):
        def load(self, keys):
            loaded.append(len(keys))
            return super().load(keys)

    original, period_records.JournalReader = period_records.JournalReader, Counting
    try:
        gather(year, Request("periodic", period=Period.parse("2019")), "activity_report")
        few = sum(loaded)
        gather(year, ASKED, "activity_report")
    finally:
        period_records.JournalReader = original
    assert few == 1, "the one result without a figure"
    with year.read() as reader:
        over = "coalesce(ended_on, ends_on, started_on, starts_on) >= '2025-01-01'"
        (step,) = reader.rows(f"EXPLAIN QUERY PLAN SELECT n FROM r_activity WHERE {over}")
    assert "activity_over" in step[3]
    assert Decimal(sum(loaded)) > 20

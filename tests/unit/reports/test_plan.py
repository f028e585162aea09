"""Plans and progress: what was planned beside what was done, and table 1 of the programme with its gaps."""

from __future__ import annotations

from datetime import date

import pytest

from baseldesk.desk import submissions
from baseldesk.desk.shown import Edit
from baseldesk.i18n import translator
from baseldesk.records import vocabulary
from baseldesk.reports.document import render
from baseldesk.reports.plan import compose_plan
from baseldesk.reports.progress import compose_progress
from baseldesk.reports.progress_tables import NOTHING_DONE
from baseldesk.reports.request import Period, Request
from tests.unit.reports.small_year import FIRST, LAST, facts, identity, lines, section, words

EN = translator("en")
PERIOD = Period(FIRST, LAST)


@pytest.fixture(scope="module")
def plan(year):
    """A plan for the year, approved before anything more happened."""
    found = submissions.begin(year, "business_plan", FIRST, LAST)
    strategies = "Train customs | June 2025 | Office\nFind a donor; May 2025\nKeep the network alive."
    year.save([Edit("submission", found, {"background": {"en": "Twelve Parties."}, "strategies": {"en": strategies}})])
    submissions.approve(year, found, function="Director", on=date(2025, 1, 2))
    return found


def test_a_plan_names_each_activity_with_budget_and_funding(year, plan):
    document = compose_plan(year, Request("plan", records=(plan,)), EN)
    assert [line[0] for line in lines(document, "activities")] == ["Customs training / Senegal and Togo", "Campaign"]
    assert facts(document, "activities")["Planned budget in all"] == "EUR 500.00 / USD 1,000.00"
    assert lines(document, "resources") == [
        ["EUR", "EUR 500.00", "", "EUR 500.00"],
        ["USD", "USD 1,000.00", "USD 700.00", "USD 300.00"],
    ]
    assert words(document, "background") == "Twelve Parties."


def test_strategies_become_lines_with_their_deadlines(year, plan):
    document = compose_plan(year, Request("plan", records=(plan,)), EN)
    assert lines(document, "strategies")[:2] == [["Train customs", "June 2025", "Office"], ["Find a donor", "May 2025", ""]]
    assert words(document, "strategies") == "Keep the network alive."
    assert lines(document, "strategies", "Follow-ups that are due") == [["Send the slides", "1 Jul 2025", "Office", "Campaign"]]


def test_the_plan_stands_as_approved_beside_what_was_done_since(year, plan):
    training, campaign = identity("activity", "training"), identity("activity", "campaign")
    year.save(
        [
            Edit("activity", training, {"planned_budget": 9}),
            Edit("activity", campaign, {"stage": "cancelled", "cancelled_why": "Rain"}),
        ]
    )
    try:
        document = compose_plan(year, Request("plan", records=(plan,)), EN)
    finally:
        back = {"stage": "implemented", "cancelled_why": None}
        year.save([Edit("activity", training, {"planned_budget": 1000}), Edit("activity", campaign, back)])
    assert facts(document, "actual") == {"Completed": "1", "Under way": "0", "Cancelled": "1", "Not begun": "0"}
    assert lines(document, "actual")[0] == [
        "Customs training", "3 Mar 2025 – 4 Mar 2025", "3 Mar 2025 – 5 Mar 2025", "Completed", "USD 1,000.00", "USD 650.00",
    ]  # fmt: skip
    without = compose_plan(year, Request("plan", records=(plan,), options={"actual": False}), EN)
    assert not section(without, "actual")


@pytest.fixture(scope="module")
def progress(year):
    """The progress of the year."""
    return compose_progress(year, Request("progress", period=PERIOD), EN)


def test_every_key_activity_is_there_and_those_with_nothing_done_say_so(progress):
    held = {key: lines(progress, key, "Key activities") for key in ("obj1", "obj2", "obj3")}
    named = {line[0] for rows in held.values() for line in rows if line[0]}
    assert {vocabulary.label(code, "en", "key_activity") for code in vocabulary.offered("key_activity")} <= named
    silent = [line[0] for rows in held.values() for line in rows if line[1] == NOTHING_DONE]
    assert len(silent) == len(vocabulary.offered("key_activity")) - 2, "one activity, one partnership"
    counted = progress.data["by_key_activity"]
    assert (counted["KA1.03"], sum(counted.values())) == (1, 1)


def test_what_was_done_by_whom_with_what_result(progress):
    (line,) = [line for line in lines(progress, "obj1", "Key activities") if line[0] == "Electrical and electronic wastes"]
    assert line[1] == "Customs training / Completed · 3 Mar 2025 – 5 Mar 2025"
    assert line[2] == "BCRC-SEN / The city / The firm", "who gave money did not do it"
    assert line[3] == "Two containers held. / Officers trained: 15 of 20 / 23 participants"
    (phones,) = [line for line in lines(progress, "obj1", "Key activities") if line[0] == "Mobile Phone Partnership Initiative"]
    assert phones[1:] == ["Partnership: Phones", "BCRC-SEN", "Goal."]


def test_an_activity_under_an_objective_alone_is_not_lost(progress):
    (line,) = [line for line in lines(progress, "obj3", "Key activities") if "without" in line[0]]
    assert line[1].startswith("Campaign")
    assert [line[0].split(" / ")[0] for line in lines(progress, "outside")] == ["Off"]


def test_indicators_have_their_measures_and_results(progress):
    second = {line[0].split(" ")[1]: line[1:] for line in lines(progress, "obj2", "Indicators")}
    assert sorted(second["analysis,"][1].split(" / ")) == ["Inventories: 6.5", "Ministers spoke.", "Support: Good result"]
    assert second["access"][0].endswith("USD 800.00")
    assert lines(progress, "obj1", "Indicators")[0][1].endswith(": 1")
    assert "Support received by the centres: USD 100.00" in [line[1] for line in lines(progress, "obj3", "Indicators")]


@pytest.mark.parametrize("language", ["ar", "zh", "ru"])
def test_both_are_printed_in_other_scripts(year, plan, tmp_path, language):
    t = translator(language)
    for document in (
        compose_plan(year, Request("plan", records=(plan,)), t),
        compose_progress(year, Request("progress", period=PERIOD), t),
    ):
        assert not render(document, t, tmp_path / "r.pdf").missing

"""Budgets and transactions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Read = Callable[..., Any]


def budget(value: str = "100", *, start: str = "2020-01-01", currency: str = ' currency="EUR"') -> str:
    return (
        f'<budget type="2" status="1"><period-start iso-date="{start}"/><period-end iso-date="2020-12-31"/>'
        f'<value{currency} value-date="2020-02-01">{value}</value></budget>'
    )


def transaction(
    kind: str, value: str = "10", *, donor: str = "", to: str = "", day: str = "2020-03-01", more: str = "", currency: str = ""
) -> str:
    given = f"<provider-org {donor}/>" if donor else ""
    taken = f"<receiver-org {to}/>" if to else ""
    return (
        f'<transaction><transaction-type code="{kind}"/><transaction-date iso-date="{day}"/>'
        f"<value {currency}>{value}</value>{given}{taken}{more}</transaction>"
    )


FUND = 'ref="YY-9"'


def test_a_budget_is_a_budget_line(read_one: Read) -> None:
    got = read_one(budget("3000.50"))
    line = got.one("budget_line")
    assert (line["period_starts_on"], line["period_ends_on"]) == (date(2020, 1, 1), date(2020, 12, 31))
    assert (line["planned"], line["currency"], line["value_date"]) == (Decimal("3000.50"), "EUR", date(2020, 2, 1))
    assert got.other("budget_line") == {"type": "2", "status": "1"}


def test_budgets_are_told_apart_by_period_and_place(read_one: Read) -> None:
    got = read_one(budget() + budget("200") + budget(start="2020-07-01"))
    assert [draft.identifier[2::4] for draft in got.all("budget_line")] == [
        ("2020-01-01", "1"),
        ("2020-01-01", "2"),
        ("2020-07-01", "1"),
    ]


def test_the_activitys_currency_where_a_value_has_none(read_one: Read) -> None:
    assert read_one(budget(currency="")).one("budget_line")["currency"] == "USD"
    none = read_one(budget(currency=""), attributes='xml:lang="en"')
    assert "currency" not in none.one("budget_line")
    assert [code for code, _ in none.said] == ["iati.currency_missing"]


@pytest.mark.parametrize("wrong", ["1,000", "ten", "NaN", "1e99"])
def test_what_is_no_amount_is_said_and_stays(read_one: Read, wrong: str) -> None:
    got = read_one(budget(wrong))
    assert "planned" not in got.one("budget_line")
    assert got.other("budget_line")["value"] == wrong
    assert got.said == [("iati.amount_invalid", {"element": "budget", "value": wrong})]


def test_commitments_make_the_amount_and_movements_the_payments(read_one: Read) -> None:
    got = read_one(
        transaction("11", "60", donor=FUND, day="2020-02-02")
        + transaction("11", "40", donor=FUND, day="2020-01-01")
        + transaction("1", "30", donor=FUND)
        + transaction("4", "5", donor=FUND)
    )
    contribution = got.one("contribution")
    assert (contribution["amount"], contribution["currency"], contribution["stage"]) == (Decimal(100), "USD", "agreed")
    assert contribution["agreed_on"] == date(2020, 1, 1)
    assert contribution["donor"].identifier == ("ref", "yy-9")
    assert [(one.values["direction"], one.values["amount"]) for one in got.all("payment")] == [("received", 30), ("spent", 5)]
    assert len(got.other("contribution")["transaction"]) == 2


@pytest.mark.parametrize(
    ("kinds", "amount"), [(["2", "12", "1"], "1"), (["13", "12"], "1"), (["12", "1"], "1"), (["1", "1"], "2"), (["3", "4"], None)]
)
def test_the_amount_is_that_of_the_firmest_promise(read_one: Read, kinds: list[str], amount: str | None) -> None:
    got = read_one("".join(transaction(kind, "1", donor=FUND) for kind in kinds))
    assert got.one("contribution").get("amount") == (Decimal(amount) if amount else None)


def test_a_pledge_alone_is_a_pledge(read_one: Read) -> None:
    assert read_one(transaction("13", donor=FUND)).one("contribution")["stage"] == "pledged"


def test_providers_and_currencies_make_contributions_of_their_own(read_one: Read) -> None:
    got = read_one(
        transaction("1", donor=FUND)
        + transaction("1", donor='ref="YY-8"')
        + transaction("1", donor=FUND, currency='currency="EUR"')
    )
    assert [(one.identifier[2], one.values["currency"]) for one in got.all("contribution")] == [
        ("yy-9", "USD"),
        ("yy-8", "USD"),
        ("yy-9", "EUR"),
    ]


def test_money_out_without_provider_is_the_reporters_and_money_in_is_nobodys(read_one: Read) -> None:
    assert read_one(transaction("3")).one("contribution")["donor"].identifier == ("ref", "xx-1")
    assert "donor" not in read_one(transaction("1")).one("contribution")


def test_the_recipient_where_all_name_the_same(read_one: Read) -> None:
    same = read_one(transaction("3", to='ref="ZZ-1"') + transaction("3", to='ref="ZZ-1"'))
    assert same.one("contribution")["recipient"].identifier == ("ref", "zz-1")
    different = read_one(transaction("3", to='ref="ZZ-1"') + transaction("3", to='ref="ZZ-2"'))
    assert "recipient" not in different.one("contribution")
    assert ["ZZ-1" in str(one.values["other_data"]) for one in different.all("payment")] == [True, False]


def test_the_donors_project_where_all_name_the_same(read_one: Read) -> None:
    project = f'{FUND} provider-activity-id="YY-9-P"'
    same = read_one(transaction("1", donor=project) + transaction("1", donor=FUND))
    assert same.one("contribution")["project_id"] == "YY-9-P"
    different = read_one(transaction("1", donor=project) + transaction("1", donor=project.replace("-P", "-Q")))
    assert "project_id" not in different.one("contribution")


@pytest.mark.parametrize(("kind", "direction"), [("1", "received"), ("3", "spent"), ("7", "spent"), ("5", None), ("10", None)])
def test_the_direction_of_a_payment(read_one: Read, kind: str, direction: str | None) -> None:
    got = read_one(transaction(kind, donor=FUND))
    assert got.one("payment").get("direction") == direction
    assert got.other("payment")["transaction-type"] == {"code": kind}
    assert got.said == []


def test_an_unknown_type_is_said(read_one: Read) -> None:
    got = read_one(transaction("77", donor=FUND))
    assert "direction" not in got.one("payment")
    assert got.said == [("iati.code_unknown", {"element": "transaction-type", "value": "77"})]


def test_a_transaction_without_amount_stays_with_the_activity(read_one: Read) -> None:
    got = read_one('<transaction ref="T1"><transaction-type>1</transaction-type></transaction>')
    assert got.other()["transaction"] == {"ref": "T1", "transaction-type": "1"}
    assert got.said == [("iati.transaction_incomplete", {"count": 1})]
    assert got.all("contribution") == []


def test_a_payment_is_known_by_its_reference_else_by_type_and_date(read_one: Read) -> None:
    named = transaction("3").replace("<transaction>", '<transaction ref="T 1">')
    got = read_one(named + transaction("3") + transaction("3", "11"))
    tails = [one.identifier[-3:] for one in got.all("payment")]
    assert tails == [("ref", "T 1", "1"), ("3", "2020-03-01", "1"), ("3", "2020-03-01", "2")]


def test_a_description_is_the_payments_and_in_other_languages_stays(read_one: Read) -> None:
    got = read_one(
        transaction("3", more='<description><narrative>Fee</narrative><narrative xml:lang="fr">Frais</narrative></description>')
    )
    assert got.one("payment")["description"] == "Fee"
    assert got.other("payment")["description"] == {"narrative": {"fr": "Frais"}}


def test_what_was_said_of_an_organisation_once_need_not_be_said_again(read_one: Read) -> None:
    donor = f'{FUND} type="60"'
    got = read_one(transaction("1", donor=donor) + transaction("1", donor=donor))
    assert got.other("contribution")["provider-org"] == {"ref": "YY-9", "type": "60"}
    assert all("provider-org" not in str(one.values["other_data"]) for one in got.all("payment"))


def test_a_contribution_is_called_after_its_promise_or_its_activity(read_one: Read) -> None:
    title = "<title><narrative>Safe waste</narrative></title>"
    promise = transaction("11", more="<description><narrative>Phase 2</narrative></description>")
    assert read_one(title + promise).one("contribution")["title"] == "Phase 2"
    assert read_one(title + transaction("11")).one("contribution")["title"] == "Safe waste"

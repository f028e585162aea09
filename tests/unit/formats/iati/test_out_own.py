"""Activities that were never IATI's: what is said of them, to whom, and by the standard's own rules."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import Cancelled, UsageError
from baseldesk.formats.iati.out.growing import clean
from baseldesk.formats.iati.out.writer import write_activities
from baseldesk.formats.open import read
from baseldesk.records.identity import id_text

FIXTURES = Path(__file__).parents[3] / "fixtures" / "iati"
NAUGHTY: list[str] = json.loads((FIXTURES / "naughty-strings.json").read_text(encoding="utf-8"))
# Errors of the standard's ruleset (rule, what must hold for an activity).
RULES = {
    "1.1.3": "not(iati-identifier = reporting-org/@ref)",
    "1.1.21": "starts-with(iati-identifier, concat(reporting-org/@ref, '-'))",
    "3.1.1": "count(recipient-country) < 2 or count(recipient-country) = count(recipient-country/@percentage)",
    "3.1.2": "count(recipient-country) < 2 or sum(recipient-country/@percentage) = 100",
    "3.7.1": "recipient-country or recipient-region",
    "4.1.1": "not(.//narrative[not(@xml:lang)])",
    "4.3.1": "not(.//title[not(narrative/text())])",
    "6.2.2": "count(sector[@vocabulary = '1']) = 1 and not(transaction/sector)",
    "6.9.1": "not(transaction/provider-org[not(@ref) and not(narrative)])",
    "6.10.1": "not(participating-org[not(@ref) and not(narrative)])",
    "6.11.1": "activity-date[@type = '1' or @type = '2']",
    "7.8.1": "not(.//value[not(@currency)])",
    "8.8.1": "not(.//indicator[@measure != '5']/baseline[not(@value)])",
    "8.11.1": "not(result[reference]/indicator/reference)",
}
Made = dict[str, bytes]


@pytest.fixture
def made(desk: Desk) -> Made:
    """One activity for publication with all that can hang on it."""
    ids = {name: desk.new_id() for name in ("activity", "donor", "host", "contribution", "result")}
    activity: dict[str, Any] = {
        "title": {"en": "Training", "fr": "Formation"}, "summary": {"fr": "Résumé"}, "objectives_text": {"en": "Aims"},
        "stage": "documented", "level": "local", "publish": "yes", "countries": {"SN": Decimal(60), "TG": Decimal(40)},
        "starts_on": date(2026, 1, 5), "ended_on": date(2026, 1, 9), "external_ids": {"GEF-77": True}, "y_codes": {"Y46": True},
    }  # fmt: skip
    desk.save([
        Edit("activity", ids["activity"], activity),
        Edit("partner", ids["donor"], {"name": {"en": "Donor"}, "external_ids": {"IATI:YY-9": True}, "publish": "yes",
                                       "stakeholder_kind": "SK-FOUND"}),
        Edit("partner", ids["host"], {"name": {"en": "Host"}, "publish": "yes"}),
        Edit("activity_partner", desk.new_id(), {"activity": ids["activity"], "partner": ids["donor"], "role": "funding"}),
        Edit("activity_partner", desk.new_id(), {"activity": ids["activity"], "partner": ids["host"], "role": "host"}),
        Edit("budget_line", desk.new_id(), {"activity": ids["activity"], "planned": Decimal("10.50"), "currency": "EUR"}),
        Edit("contribution", ids["contribution"], {
            "activity": ids["activity"], "donor": ids["donor"], "title": "Grant", "amount": Decimal(100), "currency": "USD",
            "stage": "agreed", "agreed_on": date(2026, 1, 2), "project_id": "YY-9-1", "publish": "yes"}),
        Edit("payment", desk.new_id(), {"contribution": ids["contribution"], "direction": "received", "amount": Decimal(40),
                                        "paid_on": date(2026, 1, 3)}),
        Edit("payment", desk.new_id(), {"contribution": ids["contribution"], "direction": "spent", "amount": Decimal(30),
                                        "paid_on": date(2026, 1, 4), "description": "Room"}),
        Edit("document", desk.new_id(), {"activity": ids["activity"], "link": "http://example.org/r", "kind": "report",
                                         "title": {"en": "Report"}, "language": "fr", "publish": "yes"}),
        Edit("document", desk.new_id(), {"activity": ids["activity"], "link": "http://example.org/secret"}),
        Edit("result", ids["result"], {"activity": ids["activity"], "title": {"en": "Tonnes"}, "unit": "t",
                                       "baseline": Decimal(1), "baseline_on": date(2025, 1, 1), "falling": True}),
        Edit("result_figure", desk.new_id(), {"result": ids["result"], "starts_on": date(2026, 1, 1),
                                              "ends_on": date(2026, 12, 31), "target": Decimal(9),
                                              "actual": Decimal("8.5"), "sex": "female"}),
    ])  # fmt: skip
    return ids


def write(desk: Desk, tmp_path: Path, **how: Any) -> tuple[Any, Any]:
    """The first activity of an export, valid by the schema, and what the export said."""
    place = tmp_path / "o.iati.xml"
    written = write_activities(desk, place, **how)
    tree = etree.parse(place)
    etree.XMLSchema(etree.parse(FIXTURES / "schemas-2.03" / "iati-activities-schema.xsd")).assertValid(tree)
    return tree.getroot()[0], written


def codes(written: Any) -> list[str]:
    return [one.code for one in written.warnings]


def test_it_is_valid_and_keeps_the_standards_rules(desk: Desk, made: Made, tmp_path: Path) -> None:
    activity, written = write(desk, tmp_path, reporting_org="XM-TEST-1")
    assert [rule for rule, test in RULES.items() if not activity.xpath(f"boolean({test})")] == []
    assert codes(written) == ["iati.not_marked", "iati.role_unknown"]
    assert written.left_out == {}


def test_what_stands_where(desk: Desk, made: Made, tmp_path: Path) -> None:
    activity, _ = write(desk, tmp_path, reporting_org="XM-TEST-1")
    shown = desk.record("activity", made["activity"])
    assert shown is not None
    asked = {
        "iati-identifier": f"XM-TEST-1-{shown.values['reference']}",
        "description[@type='1']/narrative[@xml:lang='fr']": "Résumé",
        "description[@type='2']/narrative": "Aims",
        "other-identifier[@type='A9']/@ref": "GEF-77",
        "activity-status/@code": "1",
        "activity-scope/@code": "8",
        "activity-date[@type='1']/@iso-date": "2026-01-05",
        "activity-date[@type='4']/@iso-date": "2026-01-09",
        "recipient-country[@code='SN']/@percentage": "60",
        "participating-org[@role='1'][@type='60']/@ref": "YY-9",
        "sector/@code": "14050",
        "budget/value[@currency='EUR'][@value-date='2026-01-05']": "10.5",
        "budget/period-end/@iso-date": "2026-01-09",
        "transaction[transaction-type/@code='11']/provider-org[@ref='YY-9']/@provider-activity-id": "YY-9-1",
        "transaction[transaction-type/@code='11']/receiver-org/@ref": "XM-TEST-1",
        "transaction[transaction-type/@code='1']/value[@currency='USD']": "40",
        "transaction[transaction-type/@code='4'][not(provider-org)]/description/narrative": "Room",
        "document-link[@url='http://example.org/r'][category/@code='A08' or category/@code='B01']/language/@code": "fr",
        "result/reference[@vocabulary='99']/@code": id_text(made["result"]),
        "result/indicator[@ascending='0']/baseline[@year='2025']/@value": "1",
        "result/indicator/period[period-start/@iso-date='2026-01-01']/actual[dimension[@value='female']]/@value": "8.5",
    }
    assert {path: activity.xpath(f"string({path})") for path in asked} == asked
    assert len(activity.findall("participating-org")) == len(activity.findall("document-link")) == 1


def test_only_what_is_marked_goes_out(desk: Desk, made: Made, tmp_path: Path) -> None:
    desk.save([Edit("activity", desk.new_id(), {"title": {"en": "Inner"}, "starts_on": date(2026, 1, 1)}),
               Edit("partner", made["donor"], {"publish": "no"})])  # fmt: skip
    place = tmp_path / "o.iati.xml"
    assert write(desk, tmp_path)[1].activities == 1
    assert "Donor" not in place.read_text(encoding="utf-8")
    assert 'YY-9"' not in place.read_text(encoding="utf-8")
    assert write(desk, tmp_path, all_marks=True)[1].activities == 2
    assert "Donor" in place.read_text(encoding="utf-8")


def test_a_donor_who_wishes_no_name_has_none(desk: Desk, made: Made, tmp_path: Path) -> None:
    desk.save([Edit("contribution", made["contribution"], {"recognition_wished": "anonymous"})])
    activity, _ = write(desk, tmp_path, all_marks=True)
    assert activity.xpath("count(transaction)") == 3
    assert activity.xpath("count(//provider-org)") == 0


def test_what_is_not_ready_stays_here(desk: Desk, made: Made, tmp_path: Path) -> None:
    desk.save([Edit("activity", desk.new_id(), {"title": {"en": "New"}, "publish": "yes", "not_ready": True,
                                                "starts_on": date(2026, 1, 1)})])  # fmt: skip
    _, written = write(desk, tmp_path)
    assert (written.activities, "iati.not_ready" in codes(written)) == (1, True)


def test_the_identifier_of_the_centre_is_remembered(desk: Desk, made: Made, tmp_path: Path) -> None:
    activity, written = write(desk, tmp_path)
    assert (activity.find("reporting-org").get("ref"), codes(written)[0]) == ("BCRC-SEN", "iati.no_reporting_org")
    write(desk, tmp_path, reporting_org="XM-TEST-1")
    activity, written = write(desk, tmp_path)
    assert activity.find("reporting-org").get("ref") == "XM-TEST-1"
    assert "iati.no_reporting_org" not in codes(written)
    with pytest.raises(UsageError, match=r"iati\.reporting_org_wrong"):
        write(desk, tmp_path, reporting_org="XM TEST")


def test_an_activity_without_a_day_is_named_and_left_out(desk: Desk, made: Made, tmp_path: Path) -> None:
    desk.save([Edit("activity", desk.new_id(), {"title": {"en": "Some day"}, "publish": "yes"})])
    _, written = write(desk, tmp_path)
    assert (written.activities, written.refused) == (1, 1)
    assert [one.params for one in written.warnings if one.code == "iati.lacks"] == [{"names": "activity-date"}]


def test_nothing_to_write_leaves_what_was_there(desk: Desk, tmp_path: Path) -> None:
    place = tmp_path / "o.iati.xml"
    place.write_text("before")
    with pytest.raises(UsageError, match=r"iati\.nothing_to_publish"):
        write_activities(desk, place)
    desk.save([Edit("activity", desk.new_id(), {"title": {"en": "Some day"}, "publish": "yes"})])
    with pytest.raises(UsageError, match=r"iati\.none_complete"):
        write_activities(desk, place)
    assert [one.name for one in tmp_path.glob("o.*")] == ["o.iati.xml"]
    assert place.read_text() == "before"


def test_a_person_can_stop_it(desk: Desk, made: Made, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_activities(desk, tmp_path / "o.iati.xml", cancelled=lambda: True)
    assert list(tmp_path.glob("o.*")) == []


def test_shares_are_asked_for_and_not_made_up(desk: Desk, made: Made, tmp_path: Path) -> None:
    desk.save([Edit("activity", made["activity"], {"countries": {"SN": True, "TG": True}})])
    activity, written = write(desk, tmp_path)
    assert activity.xpath("recipient-country/@percentage") == []
    assert "iati.countries_wanted" in codes(written)


def test_naughty_texts_come_back(desk: Desk, tmp_path: Path) -> None:
    ids = [desk.new_id() for _ in NAUGHTY]
    edits = [
        Edit("activity", one, {"title": {"en": text}, "summary": {"ar": text}, "external_ids": {f"A2:{text}": True},
                               "publish": "yes", "starts_on": date(2026, 1, 1)})
        for one, text in zip(ids, NAUGHTY, strict=True)
    ]  # fmt: skip
    desk.save(edits)
    write(desk, tmp_path)
    saved = [shown.values for one in ids if (shown := desk.record("activity", one))]
    back = {item.where: item.drafts[0].values for item in read(tmp_path / "o.iati.xml").items() if item.counted}
    assert len(back) == len(saved) == len(NAUGHTY)
    assert {one["reference"] for one in saved} == {where.removeprefix("BCRC-SEN-") for where in back}
    for one in saved:
        got = back[f"BCRC-SEN-{one['reference']}"]
        assert got["summary"] == {"ar": clean(one["summary"]["ar"]).strip()}
        assert got["title"] == {"en": " ".join(clean(one["title"]["en"]).split())}


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_what_xml_cannot_hold_is_shown_as_such(sign: str) -> None:
    assert clean(f"a{sign}b\t\n\r\x7f\x85") == "a\ufffdb\t\n\r\x7f\x85"

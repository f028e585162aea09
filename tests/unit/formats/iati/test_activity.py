"""The activity itself: texts, dates, stage, countries, identifiers, and what is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Read = Callable[..., Any]


def narratives(**texts: str) -> str:
    return "".join(f'<narrative xml:lang="{language}">{text}</narrative>' for language, text in texts.items())


def test_a_title_has_a_text_per_language_on_one_line(read_one: Read) -> None:
    got = read_one(f"<title>{narratives(EN=' Safe   waste ', FRA='Déchets', es='Residuos')}</title>")
    assert got.one()["title"] == {"en": "Safe waste", "fr": "Déchets", "es": "Residuos"}


def test_a_text_without_language_is_in_the_activitys(read_one: Read) -> None:
    got = read_one("<title><narrative>Déchets</narrative></title>", attributes='xml:lang="FR"')
    assert got.one()["title"] == {"fr": "Déchets"}
    assert got.said == []


def test_where_no_language_is_known_that_is_said(read_one: Read) -> None:
    got = read_one("<title><narrative>Waste</narrative></title>", attributes="")
    assert got.one()["title"] == {"en": "Waste"}
    assert got.said == [("iati.language_missing", {"language": "en"})]


def test_descriptions_go_to_their_fields_and_other_kinds_stay(read_one: Read) -> None:
    got = read_one(
        '<description type="1"><narrative>One.</narrative><narrative>Two.</narrative></description>'
        "<description><narrative>Three.</narrative></description>"
        '<description type="2"><narrative>Goals.</narrative></description>'
        '<description type="3"><narrative>Nurses.</narrative></description>'
    )
    assert got.one()["summary"] == {"en": "One.\n\nTwo.\n\nThree."}
    assert got.one()["objectives_text"] == {"en": "Goals."}
    assert got.other()["description"] == {"type": "3", "narrative": {"en": "Nurses."}}


def test_the_four_dates(read_one: Read) -> None:
    dates = "".join(f'<activity-date type="{kind}" iso-date="2020-0{kind}-01"/>' for kind in "1234")
    got = read_one(dates)
    found = {name: got.one()[name].month for name in ("starts_on", "started_on", "ends_on", "ended_on")}
    assert found == {"starts_on": 1, "started_on": 2, "ends_on": 3, "ended_on": 4}
    assert "activity-date" not in got.other()


@pytest.mark.parametrize("wrong", ["2020-13-01", "20200101", "5000000", "2020-01-012", "soon"])
def test_what_is_no_date_is_said_and_stays(read_one: Read, wrong: str) -> None:
    got = read_one(f'<activity-date type="1" iso-date="{wrong}"/>')
    assert "starts_on" not in got.one()
    assert got.other()["activity-date"] == {"type": "1", "iso-date": wrong}
    assert got.said == [("iati.date_invalid", {"element": "activity-date", "value": wrong})]


def test_a_date_with_a_time_keeps_the_time_among_the_other_data(read_one: Read) -> None:
    got = read_one('<activity-date type="1" iso-date="2020-05-01T08:30:00Z"/><activity-date type="2" iso-date="2020-05-02 "/>')
    assert (got.one()["starts_on"], got.one()["started_on"]) == (date(2020, 5, 1), date(2020, 5, 2))
    assert got.other()["activity-date"] == {"type": "1", "iso-date": "2020-05-01T08:30:00Z"}


def test_an_end_before_its_start_is_kept_and_said(read_one: Read) -> None:
    got = read_one('<activity-date type="1" iso-date="2020-05-01"/><activity-date type="3" iso-date="2019-05-01"/>')
    assert got.one()["ends_on"] == date(2019, 5, 1)
    assert [code for code, _ in got.said] == ["iati.end_before_start"]


@pytest.mark.parametrize(
    ("code", "stage", "is_kept"),
    [
        ("1", "identified", False),
        ("2", "implemented", False),
        ("3", "completed", True),
        ("4", "completed", False),
        ("5", "cancelled", False),
        ("6", "implemented", True),
    ],
)
def test_the_status_gives_the_stage(read_one: Read, code: str, stage: str, is_kept: bool) -> None:
    got = read_one(f'<activity-status code="{code}"/>')
    assert got.one()["stage"] == stage
    assert ("activity-status" in got.other()) is is_kept


def test_an_unknown_status_is_said_and_stays(read_one: Read) -> None:
    got = read_one('<activity-status code="77"/>')
    assert "stage" not in got.one()
    assert got.other()["activity-status"] == {"code": "77"}
    assert got.said == [("iati.code_unknown", {"element": "activity-status", "value": "77"})]


def test_countries_with_shares_and_without(read_one: Read) -> None:
    got = read_one(
        '<recipient-country code="sn" percentage="33.30"/>'
        '<recipient-country code="ML"><narrative>Mali</narrative></recipient-country>'
    )
    assert got.one()["countries"] == {"SN": Decimal("33.30"), "ML": True}
    assert got.other()["recipient-country"] == {"code": "ML", "narrative": {"en": "Mali"}}


def test_shares_over_a_hundred_stay_as_the_file_has_them(read_one: Read) -> None:
    got = read_one('<recipient-country code="SN" percentage="60"/><recipient-country code="ML" percentage="60"/>')
    assert got.one()["countries"] == {"SN": True, "ML": True}
    assert [one["percentage"] for one in got.other()["recipient-country"]] == ["60", "60"]
    assert [code for code, _ in got.said] == ["iati.shares_over_100"]


@pytest.mark.parametrize("wrong", ["-1", "101", "half", "NaN"])
def test_a_share_that_cannot_be_is_said(read_one: Read, wrong: str) -> None:
    got = read_one(f'<recipient-country code="SN" percentage="{wrong}"/>')
    assert got.one()["countries"] == {"SN": True}
    assert got.other()["recipient-country"] == {"code": "SN", "percentage": wrong}
    assert got.said == [("iati.share_invalid", {"value": wrong})]


def test_an_unknown_country_is_said_and_stays(read_one: Read) -> None:
    got = read_one('<recipient-country code="QQ" percentage="100"/>')
    assert "countries" not in got.one()
    assert got.other()["recipient-country"] == {"code": "QQ", "percentage": "100"}
    assert got.said == [("iati.code_unknown", {"element": "recipient-country", "value": "QQ"})]


MOVEMENT = '<transaction><transaction-type code="3"/><value>5</value><recipient-country code="{}"/></transaction>'


def test_countries_of_transactions_only_where_the_activity_names_none(read_one: Read) -> None:
    assert read_one(MOVEMENT.format("TM")).one()["countries"] == {"TM": True}
    both = read_one('<recipient-country code="SN"/>' + MOVEMENT.format("TM"))
    assert both.one()["countries"] == {"SN": True}


def test_identifiers_elsewhere(read_one: Read) -> None:
    got = read_one(
        '<other-identifier ref="GEF-1" type="A9"/><other-identifier ref="77"><owner-org ref="YY-1"/></other-identifier>'
    )
    assert got.one()["external_ids"] == {"IATI:XX-1-A": True, "A9:GEF-1": True, "other:77": True}
    assert got.other()["other-identifier"] == {"ref": "77", "owner-org": {"ref": "YY-1"}}


@pytest.mark.parametrize(
    ("code", "level", "is_kept"), [("1", "international", False), ("4", "national", False), ("6", "local", True)]
)
def test_the_scope_gives_the_level(read_one: Read, code: str, level: str, is_kept: bool) -> None:
    got = read_one(f'<activity-scope code="{code}"/>')
    assert got.one()["level"] == level
    assert ("activity-scope" in got.other()) is is_kept


def test_sectors_stay_readable_and_no_waste_stream_is_guessed(read_one: Read) -> None:
    got = read_one('<sector code="14050" vocabulary="1" percentage="100"/><sector code="12.4" vocabulary="8"/>')
    assert "waste_streams" not in got.one()
    assert got.other()["sector"] == [
        {"code": "14050", "vocabulary": "1", "percentage": "100"},
        {"code": "12.4", "vocabulary": "8"},
    ]


def test_what_is_foreign_is_kept_too(read_one: Read) -> None:
    got = read_one('<x:thing xmlns:x="urn:x" x:a="1">loose <x:in>er</x:in> tail</x:thing>')
    assert got.other()["{urn:x}thing"] == {"{urn:x}a": "1", "text": "loose\n\ntail", "{urn:x}in": "er"}


def test_an_attribute_called_like_a_child_is_kept_beside_it(read_one: Read) -> None:
    assert read_one('<x a="1"><a>2</a></x>').other()["x"] == {"@a": "1", "a": "2"}


def test_the_largest_part_goes_where_all_would_be_too_long(read_one: Read) -> None:
    rows = "".join(f'<tag code="{n:07}" vocabulary="1"/>' for n in range(40_000))
    got = read_one(rows + '<sector code="14050"/>')
    assert "tag" not in got.other()
    assert got.other()["sector"] == {"code": "14050"}
    assert [code for code, _ in got.said] == ["iati.left_out"]


def test_an_activity_without_identifier_or_a_second_time_is_rejected(write_file: Read) -> None:
    from baseldesk.formats.open import read

    path = write_file("", "")
    path.write_text(path.read_text().replace("</iati-activities>", "<iati-activity/></iati-activities>"))
    items = list(read(path).items())
    assert [len(item.drafts) > 0 for item in items if item.counted] == [True, False, False]
    assert [one.code for item in items for one in item.warnings] == ["iati.identifier_twice", "iati.identifier_missing"]

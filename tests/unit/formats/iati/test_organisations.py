"""Who is who, and what part each has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]


def participant(name: str = "", *, ref: str = "", role: str = "4", more: str = "") -> str:
    named = f"<narrative>{name}</narrative>" if name else ""
    return f'<participating-org {f"ref={ref!r}" if ref else ""} role="{role}" {more}>{named}</participating-org>'


def keys(got: Any) -> list[tuple[str, ...]]:
    return [draft.identifier for draft in got.all("partner")]


@pytest.mark.parametrize(
    ("code", "role"), [("1", "funding"), ("2", "accountable"), ("3", "executing"), ("4", "implementing"), ("9", "other")]
)
def test_the_role_of_a_link(read_one: Read, code: str, role: str) -> None:
    got = read_one(participant("Lab", ref="YY-2", role=code))
    links = [draft.values for draft in got.all("activity_partner") if draft.values.get("name_as_given") == "Lab"]
    assert [one["role"] for one in links] == [role]
    assert bool(got.said) is (role == "other")


def test_a_registered_identifier_names_a_partner_whatever_its_name(read_one: Read) -> None:
    got = read_one(
        participant("UN Development Programme", ref="XM-DAC-41114") + participant("UNDP", ref="XM-DAC-41114", role="1")
    )
    assert keys(got) == [("ref", "xx-1"), ("ref", "xm-dac-41114")]
    partner = got.all("partner")[1].values
    assert partner == {"name": {"en": "UN Development Programme"}, "external_ids": {"IATI:XM-DAC-41114": True}}
    assert [draft.values["name_as_given"] for draft in got.all("activity_partner")[:2]] == ["UN Development Programme", "UNDP"]


def test_an_identifier_of_the_reporters_own_stays_with_the_reporter(read_one: Read) -> None:
    got = read_one(participant("Government of Egypt", ref="00101"))
    assert keys(got)[1] == ("ref", "xx-1", "00101")
    assert got.all("partner")[1].values["external_ids"] == {"XX-1:00101": True}


@pytest.mark.parametrize("ref", ["N/A", "NULL", "Not available"])
def test_a_word_in_place_of_an_identifier_is_none(read_one: Read, ref: str) -> None:
    got = read_one(participant("Green  Nepal", ref=ref))
    assert keys(got)[1] == ("name", "green nepal")
    assert "external_ids" not in got.all("partner")[1].values
    assert f'"ref":"{ref}"' in str(got.all("activity_partner")[0].values["other_data"])


def test_names_are_compared_without_case_and_composition(read_one: Read) -> None:
    got = read_one(participant("Cafe\u0301 Déchets") + participant("CAFÉ déchets", role="1"))
    assert keys(got)[1:] == [("name", "café déchets")]


def test_one_named_nowhere_is_called_by_its_identifier(read_one: Read) -> None:
    got = read_one(participant(ref="GB-COH-9"))
    assert got.all("partner")[1].values["name"] == {"en": "GB-COH-9"}


def test_one_without_name_and_identifier_stays_with_the_activity(read_one: Read) -> None:
    got = read_one(participant())
    assert got.other()["participating-org"] == {"role": "4"}
    assert got.said == [("iati.organisation_unnamed", {"count": 1})]


def test_no_partner_comes_with_a_status(read_one: Read) -> None:
    got = read_one(participant("Lab"))
    assert all("status" not in draft.values for draft in got.all("partner"))


def test_the_kind_of_stakeholder_and_what_says_too_little_for_one(read_one: Read) -> None:
    got = read_one(participant("A", more='type="70"') + participant("B", more='type="90"'))
    assert [draft.values.get("stakeholder_kind") for draft in got.all("partner")] == ["SK-NGO", "SK-IND", None]


def test_who_reports_is_linked_as_other_unless_it_takes_part(read_one: Read) -> None:
    alone = read_one("").all("activity_partner")
    assert [draft.values["role"] for draft in alone] == ["other"]
    taking_part = read_one(participant("Reporter", ref="XX-1")).all("activity_partner")
    assert [draft.values["role"] for draft in taking_part] == ["implementing"]


def test_the_same_part_said_twice_is_one_link_that_keeps_both(read_one: Read) -> None:
    got = read_one(
        participant("Lab", ref="YY-2", more='type="80"') + participant("Laboratory", ref="YY-2", more='activity-id="YY-2-7"')
    )
    link = got.all("activity_partner")[0].values
    assert link["name_as_given"] == "Lab"
    assert all(text in str(link["other_data"]) for text in ("Laboratory", "YY-2-7"))


def test_more_names_and_the_activity_id_stay_with_the_link(read_one: Read) -> None:
    got = read_one(
        '<participating-org ref="YY-2" role="1" activity-id="YY-2-7"><narrative>Fund</narrative>'
        '<narrative xml:lang="fr">Fonds</narrative></participating-org>'
    )
    assert got.all("partner")[1].values["name"] == {"en": "Fund", "fr": "Fonds"}
    assert got.all("activity_partner")[0].values["other_data"] == '{"activity-id":"YY-2-7","narrative":{"fr":"Fonds"}}'


def test_a_story_after_the_name_is_no_part_of_it(read_one: Read) -> None:
    got = read_one(
        '<participating-org role="4"><narrative>River  Group</narrative><narrative>We are many.</narrative></participating-org>'
    )
    assert keys(got)[1] == ("name", "river group")
    assert got.all("partner")[1].values["name"] == {"en": "River Group"}
    link = got.all("activity_partner")[0].values
    assert (link["name_as_given"], link["other_data"]) == ("River Group", '{"narrative":{"en":"We are many."}}')

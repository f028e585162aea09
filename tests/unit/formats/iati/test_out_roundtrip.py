"""What came from IATI goes back where it came from: out and in again it is the same, and here it changes nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.formats.iati.out.writer import write_activities
from baseldesk.formats.intake import take_in
from baseldesk.formats.open import read
from baseldesk.records.types import TYPES
from baseldesk.resources import resource

FIXTURES = Path(__file__).parents[3] / "fixtures" / "iati"
EXAMPLE = resource("examples", "waste-projects.iati.xml")
EVERYTHING = FIXTURES / "every-element.xml"
KINDS = ("activity", "activity_partner", "partner", "budget_line", "contribution", "payment", "document", "contact")
Records = dict[tuple[str, bytes], dict[str, Any]]
# What the standard does not take: in the file made up for these tests some values are none on purpose.
FAULTS = {"activity-date", "budget", "transaction", "value", "transaction-type", "transaction-date", "narrative-markup"}


@pytest.fixture
def other_desk(empty_desk_folder: Path, tmp_path: Path, key: Any) -> Iterator[Desk]:
    """Another empty desk of the same centre."""
    folder = Path(shutil.copytree(empty_desk_folder, tmp_path / "other"))
    with Desk.open(folder) as found:
        found.sign_with(lambda: key)
        yield found


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    """The standard's own schema, version 2.03."""
    return etree.XMLSchema(etree.parse(FIXTURES / "schemas-2.03" / "iati-activities-schema.xsd"))


def records(desk: Desk) -> Records:
    """Every record that an import makes, with all it holds."""
    queries = (ListQuery(kind, columns=tuple(TYPES[kind].by_name), each=True) for kind in KINDS)
    return {(row.type, row.id): row.values for query in queries for row in desk.rows(query, limit=100_000)}


def test_the_example_comes_back_as_it_was(desk: Desk, other_desk: Desk, schema: etree.XMLSchema, tmp_path: Path) -> None:
    out = tmp_path / "out.iati.xml"
    take_in(desk, read(EXAMPLE))
    written = write_activities(desk, out, all_marks=True)
    assert (written.activities, written.left_out, written.refused) == (29, {}, 0)
    schema.assertValid(etree.parse(out))
    take_in(other_desk, read(out))
    assert records(desk) == records(other_desk)
    assert desk.digest().digest == other_desk.digest().digest
    again = take_in(desk, read(out))
    assert (again.created, again.updated, again.unchanged, dict(again.records)) == (0, 0, 29, {})


def test_of_every_element_only_what_is_no_iati_stays_behind(
    desk: Desk, other_desk: Desk, schema: etree.XMLSchema, tmp_path: Path
) -> None:
    out = tmp_path / "out.iati.xml"
    take_in(desk, read(EVERYTHING), contacts=True)
    written = write_activities(desk, out, all_marks=True, people=True)
    schema.assertValid(etree.parse(out))
    assert {name.partition("/")[0] for name in written.left_out} <= FAULTS
    take_in(other_desk, read(out), contacts=True)
    before, after = records(desk), records(other_desk)
    different = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    assert sorted(kind for kind, _ in different) == ["activity", "budget_line"]
    (changed,) = (key for key in different if key[0] == "activity")
    assert [name for name, held in before[changed].items() if held != after[changed][name]] == ["other_data"]


def test_only_what_is_no_iati_is_missing_from_the_text(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out.iati.xml"
    take_in(desk, read(EVERYTHING))
    write_activities(desk, out, all_marks=True)
    whole = " | ".join(texts_in(etree.parse(out).getroot()))
    given = etree.parse(EVERYTHING).getroot()
    for contact in given.iter("contact-info"):
        contact.clear()
    spelt_anew = {"APPLICATION/PDF", "AR", "fra", "2026-12-31T00:00:00", "2026-01-05T08:00:00Z"}  # the last one is the file's own
    no_iati = {"twelve", "not a date", "sometime", "5000000", "2025-04-01"}
    assert {text for text in texts_in(given) if text not in whole} == spelt_anew | no_iati


def texts_in(root: Any) -> Iterator[str]:
    """Every text and attribute of a file, on one line, figures in one spelling."""
    for element in root.iter():
        if isinstance(element.tag, str):
            texts = (element.text or "", element.tail or "", *element.attrib.values())
            yield from (
                re.sub(r"^(\d+\.\d*?)\.?0+$", r"\1", " ".join(text.split())).rstrip(".") for text in texts if text.strip()
            )


def said(name: str, *texts: str) -> str:
    """An element with narratives; «fr:» before one gives its language."""
    parts = (text.partition(":") if text[2:3] == ":" else ("", "", text) for text in texts)
    marks = ((f' xml:lang="{one[0]}"' if one[0] else "", one[2]) for one in parts)
    return f"<{name}>{''.join(f'<narrative{mark}>{text}</narrative>' for mark, text in marks)}</{name.partition(' ')[0]}>"


def moved(kind: str, more: str = "", currency: str = "") -> str:
    """A transaction."""
    value = f'<value value-date="2020-01-02" {currency}>5</value>'
    return f'<transaction><transaction-type code="{kind}"/><transaction-date iso-date="2020-01-02"/>{value}{more}</transaction>'


YARD = said('participating-org ref="N/A" role="4"', "Yard"), said('participating-org ref="NULL" role="4"', "Yard")
FOUNDATION = said('provider-org provider-activity-id="P-1" type="60"', "Foundation")
AGAIN = said("description", "First.", "More.") + said('provider-org ref="0"', "Foundation")
INDICATOR = said("title", "T") + f'<indicator measure="1">{said("title", "I")}</indicator>'
REST = (
    "<title><narrative>T</narrative></title><description><narrative>D</narrative></description>"
    '<activity-status code="3"/><activity-date type="1" iso-date="2020-01-01"/><participating-org ref="XX-5" role="2" type="10"/>'
)
SHAPES = {
    "known by another language": said('participating-org role="3"', "fr:Nom", "Name"),
    "the same part twice": "".join(YARD),
    "the same part twice, the first all in fields": said('participating-org role="4"', "Yard") + YARD[1],
    "the same part twice, by its identifier": "".join(said('participating-org ref="YY-8" role="4"', one) for one in ("A", "B")),
    "no name": '<participating-org ref="YY-7" role="1"/>',
    "provider not named": moved("3"),
    "stranger": moved("11", f'{FOUNDATION}<recipient-country code="SN"/>') + moved("1", AGAIN, 'currency="usd"'),
    "known only by its identifier": moved("11", '<provider-org ref="ZZ-9"/>') + moved("4", '<provider-org ref="zz-9"/>'),
    "countries": '<recipient-country code="SN" percentage="60"/><recipient-country code="QQ"/>',
    "identifiers": '<other-identifier ref="a:b" type="A2"/><other-identifier ref="c" type="X"/><activity-scope code="6"/>',
    "result": f'<result type="1">{INDICATOR}</result>',
    "related": '<related-activity ref="XX-1-B" type="2"/>' + said('tag vocabulary="99" code="x"', "t"),
    "of another name space": '<x:note xmlns:x="urn:x" x:kind="k">a<x:b>one</x:b><x:b>two\nlines</x:b></x:note>',
}


@pytest.mark.parametrize("inner", SHAPES.values(), ids=SHAPES)
def test_shapes_that_come_back(
    desk: Desk, other_desk: Desk, schema: etree.XMLSchema, write_file: Callable[..., Path], tmp_path: Path, inner: str
) -> None:
    take_in(desk, read(write_file(REST + inner)))
    out = tmp_path / "out.iati.xml"
    write_activities(desk, out, all_marks=True)
    schema.assertValid(etree.parse(out))
    take_in(other_desk, read(out))
    assert records(desk) == records(other_desk)


def test_of_several_where_one_may_be_the_rest_stays_behind(
    desk: Desk, schema: etree.XMLSchema, write_file: Callable[..., Path], tmp_path: Path
) -> None:
    take_in(desk, read(write_file(REST + '<collaboration-type code="1"/><collaboration-type code="2"/>')))
    written = write_activities(desk, tmp_path / "o.iati.xml", all_marks=True)
    schema.assertValid(etree.parse(tmp_path / "o.iati.xml"))
    assert written.left_out == {"collaboration-type": 1}


def test_countries_stand_with_the_transactions_where_they_came_from(
    desk: Desk, write_file: Callable[..., Path], tmp_path: Path
) -> None:
    take_in(desk, read(write_file(REST + moved("3", '<recipient-country code="SN"/>'))))
    write_activities(desk, tmp_path / "o.iati.xml", all_marks=True)
    (one,) = etree.parse(tmp_path / "o.iati.xml").getroot()
    assert [held.getparent().tag for held in one.iter("recipient-country")] == ["transaction"]


def test_what_a_person_changed_goes_out_in_place_of_what_came(
    desk: Desk, write_file: Callable[..., Path], tmp_path: Path
) -> None:
    shown = (
        '<title><narrative>T</narrative></title><activity-status code="3"/><activity-scope code="6"/>'
        '<activity-date type="1" iso-date="2020-01-01Z"/>'
        + said('recipient-country code="SN"', "Senegal")
        + said('recipient-country code="TG"', "Togo")
    )
    take_in(desk, read(write_file(shown + said("description", "D") + said('participating-org role="4"', "P"))))
    (row,) = desk.rows(ListQuery("activity"))

    values = {"stage": "cancelled", "level": "national", "starts_on": date(2021, 2, 3), "countries": {"TG": None}}
    desk.save([Edit("activity", row.id, values)])
    write_activities(desk, tmp_path / "o.iati.xml", all_marks=True)
    (one,) = etree.parse(tmp_path / "o.iati.xml").getroot()
    found = [one.find(name).get("code") for name in ("activity-status", "activity-scope")]
    assert (found, one.find("activity-date").get("iso-date")) == (["5", "4"], "2021-02-03")
    assert [held.get("code") for held in one.findall("recipient-country")] == ["SN"]


def test_contacts_go_out_only_on_request(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out.iati.xml"
    take_in(desk, read(EVERYTHING), contacts=True)
    write_activities(desk, out, all_marks=True)
    assert b"office@example.org" not in out.read_bytes()
    write_activities(desk, out, all_marks=True, people=True)
    assert b"office@example.org" in out.read_bytes()

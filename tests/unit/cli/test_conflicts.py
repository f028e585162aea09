"""`baseldesk conflicts …`: what differs is listed with its candidates, and a choice settles it with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.shown import Edit
from baseldesk.journal.change import Choose
from baseldesk.records.identity import parse_id
from baseldesk.sync.opening import open_desk


def write_blindly(folder: Path, record_type: str, identity: bytes, **values: object) -> None:
    """Writes as somebody does who has seen nothing of what stands there."""
    with open_desk(folder) as desk:
        desk.save([Edit(record_type, identity, values, shown={})])


def last_choice(folder: Path) -> Choose:
    """The newest decision in the journal."""
    with Desk.open(folder) as desk, desk.read() as reader:
        numbers = [row[0] for row in reader.rows("SELECT n FROM change ORDER BY n DESC")]
        ops = [op for number in numbers for op in JournalReader(reader).decoded(number)[2]]
        return next(op for op in ops if isinstance(op, Choose))


@pytest.fixture
def torn(at, activity, centre) -> str:
    """An activity whose French title was written twice without knowing of each other; its id."""
    identity = str(at("record", "show", "activity", activity).json["id"])
    write_blindly(centre, "activity", parse_id(identity), title={"fr": "Atelier"})
    return identity


def test_conflicts_are_listed_with_the_stable_keys(at, torn):
    (line,) = at("conflicts", "list").lines
    assert {"type", "id", "field", "language", "candidates"} <= line.keys()
    assert (line["type"], line["id"], line["field"], line["language"]) == ("activity", torn, "title", "fr")
    assert {one["value"] for one in line["candidates"]} == {"Atelier", "Formation des douanes"}
    assert all({"dot", "value", "author", "device", "at"} <= one.keys() for one in line["candidates"])


def test_show_and_list_carry_the_conflict(at, torn):
    shown = at("record", "show", "activity", torn).json
    assert [one["language"] for one in shown["conflicts"]["title"]] == ["fr", "fr"]
    assert at("record", "list", "activity").lines == [shown]


def test_people_see_both_versions(run, centre, torn):
    told = run("--desk", centre, "conflicts", "list").out
    assert "Atelier" in told
    assert "Formation des douanes" in told
    assert "▲" in run("--desk", centre, "record", "list", "activity").out


def test_a_candidate_is_chosen_by_its_dot(at, torn, centre):
    (line,) = at("conflicts", "list").lines
    wanted = next(one for one in line["candidates"] if one["value"] == "Formation des douanes")
    at("conflicts", "choose", "activity", torn, "title.fr", "--dot", wanted["dot"], "--reason", "as printed")
    assert at("conflicts", "list").lines == []
    assert at("record", "show", "activity", torn).json["values"]["title"]["fr"] == "Formation des douanes"
    choice = last_choice(centre)
    assert (choice.reason, sorted(one.hex() for one in choice.covers)) == (
        "as printed",
        sorted(one["dot"] for one in line["candidates"]),
    )


def test_a_third_value_may_be_written(at, torn):
    at("conflicts", "choose", "activity", torn, "title", "--value", "Atelier douanier")
    assert at("record", "show", "activity", torn).json["values"]["title"]["fr"] == "Atelier douanier"
    assert at("conflicts", "list").lines == []


def test_a_decision_can_be_to_leave_it_empty(at, torn):
    at("conflicts", "choose", "activity", torn, "title.fr", "--value", "")
    assert at("record", "show", "activity", torn).json["values"]["title"] == {"en": "Customs training"}
    assert at("conflicts", "list").lines == []


def test_undo_opens_the_conflict_again(at, torn):
    at("conflicts", "choose", "activity", torn, "title.fr", "--value", "Atelier douanier")
    at("undo")
    (line,) = at("conflicts", "list").lines
    assert {one["value"] for one in line["candidates"]} == {"Atelier", "Formation des douanes"}


def test_a_decided_value_keeps_the_rules(at, activity, centre):
    identity = at("record", "show", "activity", activity).json["id"]
    write_blindly(centre, "activity", parse_id(identity), kind="AK-INFO")
    ran = at("conflicts", "choose", "activity", identity, "kind", "--value", "NOPE")
    assert (ran.code, ran.error) == (3, "rule.code_unknown")


def test_a_version_that_does_not_stand_cannot_be_chosen(at, torn):
    ran = at("conflicts", "choose", "activity", torn, "title.fr", "--dot", "00" * 34)
    assert (ran.code, ran.error) == (2, "conflict.version_unknown")


def test_a_personal_value_is_decided_without_standing_in_the_change(at, centre):
    made = at("record", "new", "contact", "person=Person A").json["id"]
    write_blindly(centre, "contact", parse_id(made), person="Person B")
    at("conflicts", "choose", "contact", made, "person", "--value", "Person C")
    assert at("record", "show", "contact", made).json["values"] == {"person": "Person C"}
    with Desk.open(centre) as desk, desk.read() as reader:
        journal = JournalReader(reader)
        for (number,) in reader.rows("SELECT n FROM change"):
            assert b"Person" not in journal.raw(number)

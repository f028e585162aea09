"""`baseldesk tasks …`, `record erase` and `check --repair`."""

from baseldesk.desk.shown import Edit
from baseldesk.records.identity import parse_id
from baseldesk.sync.opening import open_desk
from tests.unit.cli.test_conflicts import torn  # noqa: F401  (a fixture)


def test_tasks_say_what_is_to_be_done(at, run, centre, torn):  # noqa: F811
    (task,) = at("tasks", "list").lines
    assert (task["code"], task["type"], task["record"]) == ("task.conflict", "activity", torn)
    assert task["text"]
    assert task["hint"]
    assert task["title"] in run("--desk", centre, "tasks", "list").out


def test_an_orderly_desk_says_so(run, centre, at):
    assert at("tasks", "list").lines == []
    assert run("--desk", centre, "tasks", "list").out.strip() == "Nothing is waiting for you."


def test_a_conflict_is_not_settled_by_a_word(at, torn):  # noqa: F811
    (task,) = at("tasks", "list").lines
    refused = at("tasks", "accept", task["id"])
    assert (refused.code, refused.error) == (2, "task.settled_in_record")
    assert at("tasks", "reject", "0123456789abcdef").error == "task.gone"


def test_what_was_deleted_and_edited_is_deleted_or_kept(at, centre, activity):
    named = at("record", "show", "activity", activity).json["id"]
    identity = parse_id(named)
    for word, deleted in (("reject", False), ("accept", True)):
        with open_desk(centre) as desk:
            shown = desk.record("activity", identity).versions
            desk.save([Edit("activity", identity, {"city": word})])
            desk.save([Edit("activity", identity, life=False, shown=shown)])
        (task,) = at("tasks", "list").lines
        assert task["code"] == "task.deleted_and_edited"
        assert at("tasks", word, task["id"]).code == 0
        assert at("record", "show", "activity", named).json["deleted"] is deleted
        assert at("tasks", "list").lines == []


def test_erase_is_asked_for_by_name(at, centre):
    contact = at("record", "new", "contact", "person=Somebody").json["id"]
    assert at("record", "erase", "contact", contact).code == 2
    assert at("record", "show", "contact", contact).json["values"]["person"] == "Somebody"
    assert at("record", "erase", "contact", contact, "--yes").json["erased"] is True
    assert b"Somebody" not in b"".join(file.read_bytes() for file in centre.glob("desk.db*"))


def test_erase_is_for_personal_data(at, activity):
    refused = at("record", "erase", "activity", activity, "--yes")
    assert (refused.code, refused.error) == (3, "erase.nothing_personal")


def test_check_finds_and_repairs(at, centre, activity):
    with open_desk(centre) as desk, desk.write() as writer:
        writer.run("UPDATE record SET hidden = 1 WHERE type = 'activity'")
    assert at("check").code == 4
    assert at("check", "--repair").json == {"ok": True, "problems": []}


def test_what_is_not_ready_is_told_by_the_id_that_it_has(at):
    made = at("record", "new", "activity", "title.fr=Atelier", "not_ready=yes").json
    assert at("record", "show", "activity", made["id"]).json["values"]["not_ready"] is True
    changed = at("record", "set", "activity", made["id"], "not_ready=no").json
    assert changed["id"] != made["id"]
    assert at("record", "show", "activity", changed["id"]).json["values"]["title"] == {"fr": "Atelier"}
    again = at("record", "set", "activity", changed["id"], "not_ready=yes")
    assert (again.code, again.error) == (3, "rule.shared_already")

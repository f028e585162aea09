"""The desk: what is saved is there, in journal, tables and search at once, and says of itself only what is true."""

import datetime
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.errors import Cancelled, DeskDamaged, DeskError, DeskLocked, DeskNewer, FileRefused, RuleBroken, UsageError
from baseldesk.records.identity import derived_id, new_id
from tests.conftest import CENTRE

DAY = datetime.date(2026, 2, 3)


def new_activity(desk, **values):
    identity = desk.new_id()
    desk.save([Edit("activity", identity, {"title": {"fr": "Atelier sur les huiles usées"}, "kind": "AK-TRAIN", **values})])
    return identity


def test_what_is_saved_is_there_after_opening_again(desk_folder, desk):
    identity = new_activity(desk, starts_on=DAY, countries={"SN": True})
    before = desk.record("activity", identity)
    desk.close()
    with Desk.open(desk_folder) as again:
        assert again.record("activity", identity) == before
        assert before.values == {
            "reference": "SEN-2026-0-001",
            "title": {"fr": "Atelier sur les huiles usées"},
            "kind": "AK-TRAIN",
            "starts_on": DAY,
            "countries": {"SN": True},
        }


def test_only_what_changed_becomes_an_op(desk):
    identity = new_activity(desk, city="Dakar")
    shown = desk.record("activity", identity)
    desk.save([Edit("activity", identity, {"city": "Thiès"}, shown=shown.versions)])
    newest = desk.history("activity", identity)[0]
    assert (newest.register, newest.old, newest.new) == ("city", "Dakar", "Thiès")
    assert [line.register for line in desk.history("activity", identity)].count("title/fr") == 1


def test_saving_the_same_again_writes_nothing(desk):
    identity = new_activity(desk, city="Dakar")
    with desk.read() as reader:
        before = reader.rows("SELECT count(*) FROM change")
    desk.save([Edit("activity", identity, {"city": "Dakar", "title": {"fr": "Atelier sur les huiles usées"}})])
    with desk.read() as reader:
        assert reader.rows("SELECT count(*) FROM change") == before


def test_two_forms_that_showed_the_same_version_end_in_a_conflict_not_in_a_loss(desk):
    identity = new_activity(desk, city="Dakar")
    shown = desk.record("activity", identity).versions
    desk.save([Edit("activity", identity, {"city": "Thiès"}, shown=shown)])
    desk.save([Edit("activity", identity, {"city": "Saint-Louis"}, shown=shown)])
    found = desk.record("activity", identity)
    assert sorted(one.value for one in found.conflicts["city"]) == ["Saint-Louis", "Thiès"]
    assert desk.rows(ListQuery("activity"))[0].conflicts == 1


def test_equal_values_are_no_conflict(desk):
    identity = new_activity(desk, planned_budget="1.5")
    shown = desk.record("activity", identity).versions
    desk.save([Edit("activity", identity, {"planned_budget": "2.50"}, shown=shown)])
    desk.save([Edit("activity", identity, {"planned_budget": "2.5"}, shown=shown)])
    found = desk.record("activity", identity)
    assert found.conflicts == {}
    assert len(found.versions["planned_budget"]) == 2


def test_a_value_taken_away_is_gone_and_stays_in_the_history(desk):
    identity = new_activity(desk, city="Dakar", themes=["TH-CP", "TH-MIN"])
    desk.save([Edit("activity", identity, {"city": "", "themes": {"TH-CP": None}})])
    found = desk.record("activity", identity)
    assert "city" not in found.values
    assert found.values["themes"] == {"TH-MIN": True}
    assert ("city", "Dakar", None) in [(line.register, line.old, line.new) for line in desk.history("activity", identity)]


def test_deleting_hides_and_can_be_undone(desk):
    identity = new_activity(desk)
    desk.save([Edit("activity", identity, life=False)])
    assert desk.record("activity", identity).deleted
    assert desk.count(ListQuery("activity")) == 0
    assert desk.count(ListQuery("activity", deleted=True)) == 1
    assert desk.search("huiles") == []
    desk.undo()
    assert desk.count(ListQuery("activity")) == 1
    assert [hit.id for hit in desk.search("huiles")] == [identity]


def test_an_edit_that_the_delete_had_not_seen_keeps_the_record_in_view(desk):
    identity = new_activity(desk)
    shown = desk.record("activity", identity).versions
    desk.save([Edit("activity", identity, {"city": "Dakar"})])
    desk.save([Edit("activity", identity, life=False, shown=shown)])
    assert not desk.record("activity", identity).deleted


def test_undo_takes_back_one_save_after_another(desk):
    identity = new_activity(desk, city="Dakar")
    desk.save([Edit("activity", identity, {"city": "Thiès", "venue": "Hôtel"})])
    desk.undo()
    assert desk.record("activity", identity).values["city"] == "Dakar"
    assert "venue" not in desk.record("activity", identity).values
    desk.undo()
    assert desk.record("activity", identity).deleted
    assert desk.undo() is None


def test_undo_says_how_far_it_is_and_can_be_stopped(desk):
    ids = [desk.new_id() for _ in range(3)]
    desk.save([Edit("activity", one, {"title": {"fr": "Atelier"}}) for one in ids])
    told = []
    with pytest.raises(Cancelled):
        desk.undo(lambda *shares: told.append(shares), lambda: len(told) == 2)
    assert not any(desk.record("activity", one).deleted for one in ids)  # nothing was changed
    told.clear()
    assert len(desk.undo(lambda *shares: told.append(shares)).records) == 3
    assert told == sorted(told)
    assert told[-1] == (1000, 1000)
    assert len(told) > 3


def test_undo_leaves_alone_what_was_written_since(desk):
    """An undone save that somebody has written over: its value is not theirs to bring back."""
    identity = new_activity(desk, city="Dakar")
    desk.save([Edit("activity", identity, {"city": "Thiès", "venue": "Hôtel"})])
    with desk.write() as writer:
        writer.run("UPDATE action SET kind = 'import' WHERE first_change = (SELECT max(first_change) FROM action)")
    desk.save([Edit("activity", identity, {"city": "Kaolack"})])
    with desk.write() as writer:
        writer.run("UPDATE action SET undone = 1 WHERE first_change = (SELECT max(first_change) FROM action)")
        writer.run("UPDATE action SET kind = 'save'")
    desk.undo()
    found = desk.record("activity", identity)
    assert found.values["city"] == "Kaolack"
    assert "venue" not in found.values


def test_a_rule_blocks_what_the_edit_touches_and_nothing_else(desk):
    identity = new_activity(desk, starts_on=DAY)
    with pytest.raises(RuleBroken) as broken:
        desk.save([Edit("activity", identity, {"ends_on": datetime.date(2026, 2, 2), "city": "Dakar"})])
    assert (broken.value.field, broken.value.code) == ("ends_on", "rule.end_before_start")
    assert "city" not in desk.record("activity", identity).values
    desk.save([Edit("activity", identity, {"ends_on": datetime.date(2026, 2, 2)})], checked=False)
    desk.save([Edit("activity", identity, {"city": "Dakar"})])


def test_a_failed_save_leaves_nothing_behind(desk):
    good, bad = desk.new_id(), desk.new_id()

    def fail(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk.save([Edit("partner", good, {"name": {"fr": "x"}}), Edit("partner", bad, {"acronym": "y"})], also=fail)
    assert desk.count(ListQuery("partner")) == 0
    assert desk.search("x") == []
    with desk.read() as reader:
        assert reader.one("SELECT count(*) FROM change") == (0,)


def test_one_record_cannot_be_saved_twice_at_once(desk):
    identity = desk.new_id()
    with pytest.raises(UsageError) as refused:
        desk.save([Edit("partner", identity, {"acronym": "a"}), Edit("partner", identity, {"acronym": "b"})])
    assert refused.value.code == "save.record_twice"
    assert desk.count(ListQuery("partner")) == 0


def test_a_full_disk_loses_nothing_and_says_so(desk):
    """SQLite meets the end of its room as it does on a full disk; once there is room again the same save goes through."""
    before = new_activity(desk)
    with desk.write() as writer:
        (pages,) = writer.one("PRAGMA page_count")
        writer.rows(f"PRAGMA max_page_count = {pages}")
    long = desk.new_id()
    edit = Edit("activity", long, {"summary": {"fr": "huiles usées " * 20_000}})
    with pytest.raises(DeskError) as full:
        desk.save([edit])
    assert full.value.code == "desk.disk_full"
    assert desk.record("activity", long) is None
    assert desk.record("activity", before) is not None
    assert desk.check() == []
    with desk.write() as writer:
        writer.rows("PRAGMA max_page_count = 1000000")
    desk.save([edit])
    assert desk.record("activity", long) is not None


def test_another_organisations_record_cannot_be_written(desk):
    with pytest.raises(UsageError) as refused:
        desk.save([Edit("activity", new_id("BCRC-ARG"), {"city": "x"})])
    assert refused.value.code == "record.not_yours"


def test_the_ends_of_a_link_cannot_change(desk):
    activity, partner = new_activity(desk), desk.new_id()
    link = derived_id(CENTRE, "activity_partner", activity, partner, "funding")
    desk.save([Edit("activity_partner", link, {"activity": activity, "partner": partner, "role": "funding"})])
    with pytest.raises(RuleBroken) as broken:
        desk.save([Edit("activity_partner", link, {"role": "host"})])
    assert broken.value.code == "rule.fixed"


def test_personal_values_travel_as_a_leaf_and_not_in_the_change(desk):
    contact = desk.new_id()
    desk.save([Edit("contact", contact, {"email": "nobody@example.org", "languages": ["fr"]})])
    with desk.read() as reader:
        (raw,) = [bytes(row[0]) for row in reader.rows("SELECT bytes FROM change")]
        (leaf,) = [bytes(row[0]) for row in reader.rows("SELECT bytes FROM leaf")]
    assert b"nobody@example.org" not in raw
    assert b"nobody@example.org" in leaf
    assert desk.record("contact", contact).values["email"] == "nobody@example.org"


def test_a_long_action_becomes_a_run_of_changes_with_one_action(desk):
    desk.save([Edit("partner", desk.new_id(), {"acronym": f"P{n}"}) for n in range(2300)])
    with desk.read() as reader:
        rows = reader.rows("SELECT seq, action, whole FROM change ORDER BY seq")
    assert [row[0] for row in rows] == [1, 2, 3]
    assert len({bytes(row[1]) for row in rows}) == 1
    assert all(row[2] for row in rows)
    assert desk.count(ListQuery("partner")) == 2300


def test_references_count_up_by_year(desk):
    values = [
        desk.record("activity", new_activity(desk, starts_on=day)).values["reference"]
        for day in (DAY, DAY, datetime.date(2025, 5, 1))
    ]
    assert values == ["SEN-2026-0-001", "SEN-2026-0-002", "SEN-2025-0-001"]


def test_a_clock_beyond_all_calendars_stops_no_save(desk, monkeypatch):
    monkeypatch.setattr(desk, "clock", lambda: 1 << 60)
    identity = new_activity(desk)
    assert desk.record("activity", identity).values["reference"] == "SEN-9999-0-001"


def test_several_new_activities_in_one_save_get_references_of_their_own(desk):
    ids = [desk.new_id() for _ in range(3)]
    desk.save([Edit("activity", one, {"starts_on": DAY}) for one in ids])
    assert [desk.record("activity", one).values["reference"][-3:] for one in ids] == ["001", "002", "003"]


def test_a_wrong_code_says_which(desk):
    with pytest.raises(RuleBroken) as broken:
        new_activity(desk, kind="nonsense")
    assert (broken.value.code, broken.value.params["code"]) == ("rule.code_unknown", "nonsense")


@pytest.mark.parametrize("query", ["清单", "废物", "子", "huile", "HUILES", "usees", "Inventaire huiles", "جرد", "отходов"])
def test_search_finds_words_in_every_script(desk, query):
    identity = new_activity(
        desk,
        title={
            "fr": "Inventaire des huiles usées",
            "zh": "电子废物清单编制培训",
            "ar": "جرد النفايات",
            "ru": "Инвентаризация отходов",
        },
    )
    assert [hit.id for hit in desk.search(query)] == [identity]


@pytest.mark.parametrize("query", ["", "  ", '"', "*", "OR", "huiles NOT", "电废", "zzz", "a" * 5000])
def test_search_bears_anything_typed(desk, query):
    new_activity(desk)
    assert desk.search(query) == []


def test_lists_filter_sort_and_page(desk):
    ids = [
        new_activity(
            desk, title={"fr": f"Titre {n:02}"}, starts_on=DAY + datetime.timedelta(n), countries={"SN" if n % 2 else "TG": True}
        )
        for n in range(9)
    ]
    query = ListQuery("activity", {"countries": "SN"}, sort="title", language="fr")
    assert [row.id for row in desk.rows(query)] == ids[1::2]
    numbers = desk.order(ListQuery("activity", sort="starts_on", descending=True))
    assert [row.id for row in desk.rows_by_number(ListQuery("activity"), numbers[2:4])] == [ids[6], ids[5]]
    assert desk.count(ListQuery("activity", {"city": None})) == 9
    assert desk.count(ListQuery("activity", {"countries": ("SN", "TG")})) == 9
    assert desk.count(ListQuery("activity", search="titre 03")) == 1
    assert desk.count(ListQuery("activity", search="?!")) == 0


def test_a_document_is_kept_by_its_hash(desk, tmp_path):
    file = tmp_path / "note.txt"
    file.write_bytes(b"minutes")
    activity = new_activity(desk)
    saved = desk.attach(file, {"title": {"fr": "Compte rendu"}, "activity": activity})
    found = desk.record(*saved.records[0])
    assert desk.documents.path(found.values["hash"]).read_bytes() == b"minutes"
    assert (found.values["size"], found.values["file_name"]) == (7, "note.txt")
    with pytest.raises(FileRefused):
        desk.attach(tmp_path / "missing.txt", {})


def test_check_leaves_no_copy_and_makes_it_where_the_desk_lies(desk, monkeypatch):
    new_activity(desk)
    made = []
    copy_to = desk.database.copy_to
    monkeypatch.setattr(desk.database, "copy_to", lambda place: (made.append(place), copy_to(place)))
    before = sorted(desk.folder.iterdir())
    told = []
    assert desk.check(lambda *shares: told.append(shares)) == []
    assert [one.parent for one in made] == [desk.folder]  # never in a folder of the system, which outlives a power cut
    assert sorted(desk.folder.iterdir()) == before
    assert told


def test_check_is_content_and_notices_what_was_altered(desk, tmp_path):
    file = tmp_path / "note.txt"
    file.write_bytes(b"minutes")
    saved = desk.attach(file, {"title": {"fr": "Compte rendu"}})
    assert desk.check() == []
    desk.documents.path(desk.record(*saved.records[0]).values["hash"]).write_bytes(b"minuteS")
    with desk.write() as writer:
        writer.run("UPDATE change SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'00' AS BLOB)")
    codes = {problem.code for problem in desk.check()}
    assert codes >= {"check.document_altered", "check.change_altered"}


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE r_activity SET city = 'Thiès'",
        "UPDATE record SET hidden = 1",
        "DELETE FROM record",
        "UPDATE version SET change = change + 7 WHERE register = 'venue'",
        "DELETE FROM version",
        "UPDATE record SET conflicts = 0",
    ],
)
def test_tables_that_do_not_follow_from_the_journal_are_found_and_made_anew(desk, harm):
    identity = new_activity(desk, city="Dakar", venue="a")
    shown = desk.record("activity", identity)
    desk.save([Edit("activity", identity, {"venue": "b"}, shown=shown.versions)])
    desk.save([Edit("activity", identity, {"venue": "c"}, shown=shown.versions)])
    before = desk.record("activity", identity)
    assert desk.check() == []
    with desk.write() as writer:
        writer.run(harm)
    assert [problem.code for problem in desk.check()] == ["check.record_differs"]
    desk.repair()
    assert desk.check() == []
    after = desk.record("activity", identity)
    assert (after.values, after.versions, after.conflicts) == (before.values, before.versions, before.conflicts)
    assert [hit.id for hit in desk.search("dakar")] == [identity]


def test_the_digest_says_whether_two_desks_hold_the_same(desk):
    empty = desk.digest()
    identity = new_activity(desk)
    filled = desk.digest()
    assert empty.digest != filled.digest
    assert (empty.records, filled.records) == (0, 1)
    assert desk.digest(owner="BCRC-ARG").records == 0
    desk.save([Edit("activity", identity, life=False)])
    assert desk.digest().digest not in (empty.digest, filled.digest)


# --- opening
def test_a_second_instance_is_refused(desk_folder, desk):
    with pytest.raises(DeskLocked):
        Desk.open(desk_folder)
    code = "import sys; from pathlib import Path; from baseldesk.desk.desk import Desk; Desk.open(Path(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(desk_folder)], capture_output=True, text=True, cwd=Path(__file__).parents[3], check=False
    )
    assert "DeskLocked" in done.stderr


def test_a_missing_a_damaged_and_a_newer_desk_are_told_apart(desk_folder, tmp_path):
    with pytest.raises(DeskError) as missing:
        Desk.open(tmp_path / "nothing")
    assert missing.value.code == "desk.missing"
    damaged = shutil.copytree(desk_folder, tmp_path / "damaged")
    (damaged / "desk.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(DeskDamaged):
        Desk.open(damaged)
    assert (damaged / "desk.db").read_bytes().startswith(b"no database")
    (damaged / "desk.db").write_bytes(b"")
    with pytest.raises(DeskDamaged) as empty:
        Desk.open(damaged)
    assert empty.value.code == "desk.not_a_desk"
    with Desk.open(desk_folder) as desk, desk.write() as writer:
        writer.run("PRAGMA user_version = 99")
    with pytest.raises(DeskNewer):
        Desk.open(desk_folder)


def test_a_desk_is_never_made_over_another(desk_folder, key):
    with pytest.raises(DeskError) as exists:
        Desk.create(desk_folder, CENTRE, key=key)
    assert exists.value.code == "desk.exists"


def test_the_database_keeps_what_it_promises(desk):
    with desk.write() as writer:
        asked = {name: writer.one(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert asked == {"journal_mode": ("wal",), "synchronous": (2,), "foreign_keys": (1,)}
    from baseldesk.desk import sqlite

    assert sqlite.driver.sqlite_version_info >= sqlite.OLDEST


def test_a_reader_sees_one_state_while_another_writes(desk):
    with desk.read() as reader:
        before = reader.one("SELECT count(*) FROM record")
        new_activity(desk)
        assert reader.one("SELECT count(*) FROM record") == before
    assert desk.count(ListQuery("activity")) == 1

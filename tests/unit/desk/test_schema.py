"""The tables follow the declarations: a field that is new gets its column, and a step of a migration is whole or not at all."""

import pytest

from baseldesk.desk import database, schema
from baseldesk.desk.columns import column_names
from baseldesk.desk.desk import Desk
from baseldesk.desk.same_saving import merge
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.records.types import TYPES

NEXT = database.SCHEMA + 1


def columns_of(reader, table):
    return [row[1] for row in reader.rows(f"PRAGMA table_info({table})")]


@pytest.mark.parametrize("record_type", TYPES)
def test_every_field_has_its_column(desk, record_type):
    with desk.read() as reader:
        assert columns_of(reader, f"r_{record_type}") == ["n", *column_names(record_type)]


def test_a_field_declared_since_gets_its_column_and_what_waited_for_it(desk, desk_folder):
    """As after an upgrade: the column is not there yet, and another desk's newer app has filled the field already."""
    identity = desk.new_id()
    desk.save([Edit("activity", identity, {"city": "Dakar", "venue": "Hôtel"})])
    before = desk.digest()
    with desk.write() as writer:
        writer.run("UPDATE r_activity SET unknown = :raw", raw=b"\x81\xa5venue\xa6H\xc3\xb4tel")
        writer.run("ALTER TABLE r_activity DROP COLUMN venue")
        writer.set_meta(schema.DECLARED, b"another")
    desk.close()
    with Desk.open(desk_folder) as again:
        found = again.record("activity", identity)
        assert (found.values["venue"], found.unknown) == ("Hôtel", {})
        assert again.digest() == before
        assert again.check() == []


def test_a_step_is_whole_or_not_at_all(desk, desk_folder, monkeypatch):
    desk.save([Edit("partner", desk.new_id(), {"acronym": "UNEP"})])
    desk.close()

    def add_and_fail(operations):
        import sqlalchemy as sa

        operations.add_column("meta", sa.Column("note", sa.Text))
        if fails:
            raise ZeroDivisionError

    monkeypatch.setattr(schema, "SCHEMA", NEXT)
    monkeypatch.setattr(database, "SCHEMA", NEXT)
    monkeypatch.setitem(schema.STEPS, NEXT, add_and_fail)
    fails = True
    with pytest.raises(ZeroDivisionError):
        Desk.open(desk_folder)
    fails = False
    with Desk.open(desk_folder) as again:
        assert again.database.schema == NEXT
        assert again.count(ListQuery("partner")) == 1
        with again.read() as reader:
            assert columns_of(reader, "meta") == ["key", "value", "note"]


def test_records_of_a_type_that_was_unknown_come_into_view(desk, desk_folder):
    """As after an upgrade: an older version has kept what a newer one joined, and knew no such type."""
    one, other = sorted((desk.new_id(), desk.new_id()))
    desk.save([Edit("partner", each, {"acronym": "UNEP"}) for each in (one, other)])
    merge(desk, "partner", one, other)
    before = desk.digest()
    with desk.write() as writer:
        for sql in (
            "INSERT INTO r_other (n, unknown) SELECT n, x'80' FROM r_same_as",
            "DROP TABLE r_same_as",
            "DROP TABLE same_edge",
            "DROP TABLE same_class",
            "PRAGMA user_version = 1",
        ):
            writer.run(sql)
        writer.set_meta(schema.DECLARED, b"another")
    desk.close()
    with Desk.open(desk_folder) as again:
        assert [row.id for row in again.rows(ListQuery("partner"))] == [one]
        assert again.digest() == before
        assert again.check() == []

"""A table names what is recorded twice once, by the record that is shown."""

from __future__ import annotations

from baseldesk.desk.desk import Desk
from baseldesk.desk.same_saving import merge
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.formats.sheets.writing import tables
from baseldesk.i18n import translator


def cells(desk: Desk, kind: str) -> list[object]:
    """Everything that stands in the table of a type."""
    made = tables(desk, {kind: ListQuery(kind)}, translator("en"), people=False)
    return [cell for one in made for _, row in one.rows() for cell in row]


def test_what_is_recorded_twice_is_named_once(desk: Desk) -> None:
    one, two = sorted((desk.new_id(), desk.new_id()))
    desk.save([Edit("partner", one, {"name": {"en": "UNEP"}}), Edit("partner", two, {"name": {"en": "PNUE"}})])
    desk.save([Edit("contribution", desk.new_id(), {"donor": two})])
    assert {"UNEP", "PNUE"} <= set(cells(desk, "partner"))
    assert "PNUE" in cells(desk, "contribution")
    merge(desk, "partner", one, two)
    assert "PNUE" not in cells(desk, "partner")
    assert "UNEP" in cells(desk, "contribution")
    assert "PNUE" not in cells(desk, "contribution")

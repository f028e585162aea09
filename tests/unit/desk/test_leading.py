"""The first rows of a list are those that sorting all of it would give, however they are found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from baseldesk.desk import finding, leading
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Between, Edit, ListQuery

SORTS = ("", "starts_on", "stage", "reference", "officer", "title", "city", "changed")
WHERE = ({}, {"city": "Dakar"}, {"city": "Nowhere"}, {"starts_on": None}, {"starts_on": Between(date(2026, 1, 3), None)})
SEARCHES = ("", "atelier", "rare", "absent", "…")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, empty_desk_folder: object, key: object) -> Iterator[Desk]:
    """Forty activities, some without a day, some deleted, among partners with the same words."""
    import shutil

    folder = shutil.copytree(str(empty_desk_folder), tmp_path_factory.mktemp("leading") / "desk")
    with Desk.open(folder) as desk:
        desk.sign_with(lambda: key)  # type: ignore[arg-type, return-value]
        ids = [desk.new_id() for _number in range(40)]
        desk.save([edit for number, one in enumerate(ids) for edit in _records(desk, number, one)])
        desk.save([Edit("activity", one, life=False) for one in ids[::7]])
        yield desk


def _records(desk: Desk, number: int, identity: bytes) -> list[Edit]:
    values: dict[str, object] = {"title": {"fr": f"Atelier {number % 5}" + (" rare" if number in (3, 30) else "")}}
    values["stage"] = ("identified", "completed", None)[number % 3]
    if number % 4:
        values["starts_on"] = date(2026, 1, 1) + timedelta(number % 9)
    if number % 10 == 0:
        values["city"] = "Dakar"
    return [Edit("activity", identity, values), Edit("partner", desk.new_id(), {"name": {"fr": "Atelier du port"}})]


@pytest.mark.parametrize("looked_at", [3, 5_000])
def test_the_first_rows_are_those_of_the_whole_order(many: Desk, looked_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leading, "LOOKED_AT", looked_at)
    queries = [
        ListQuery("activity", where, words, sort, descending, deleted=deleted)
        for sort in SORTS for descending in (False, True) for where in WHERE for words in SEARCHES for deleted in (False, True)
    ]  # fmt: skip
    for query in queries:
        whole = list(many.order(query))
        for limit in (4, 200):
            assert [row.n for row in many.rows(query, limit)] == whole[:limit], (query, limit)


def test_rows_are_taken_along_the_index_and_from_the_newest_hits(many: Desk) -> None:
    from baseldesk.desk import listing

    with many.read() as reader:
        for sort, words, wanted in (("starts_on", "", True), ("", "atelier", True), ("title", "", False), ("", "", False)):
            query = ListQuery("activity", {}, words, sort)
            selection = listing._Selection(reader, query)
            assert (leading.leading_rows(reader, query, selection, 4) is not None) is wanted, (sort, words)  # type: ignore[arg-type]


def test_the_index_needs_no_sorting(many: Desk) -> None:
    with many.read() as reader:
        source = "r_activity t CROSS JOIN record r ON r.n = t.n WHERE t.starts_on IS NOT NULL"
        sql = f"EXPLAIN QUERY PLAN SELECT t.n FROM {source} ORDER BY t.starts_on, t.n LIMIT 9"
        plan = " ".join(str(row[3]) for row in reader.rows(sql))
    assert "activity_starts_on" in plan
    assert "TEMP B-TREE" not in plan


def test_a_word_that_stands_everywhere_finds_a_type_of_which_the_newest_are_none(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leading, "LOOKED_AT", 3)
    monkeypatch.setattr(finding, "LOOKED_AT", 3)
    assert len(many.search("atelier", record_type="activity", limit=5)) == 5
    assert {one.type for one in many.search("atelier", limit=50)} == {"activity", "partner"}


def test_only_records_with_these_numbers(many: Desk) -> None:
    order = many.order(ListQuery("activity", sort="starts_on"))
    chosen = tuple(order[3:6])
    assert list(many.order(ListQuery("activity", sort="starts_on", numbers=chosen))) == list(chosen)
    assert many.count(ListQuery("activity", numbers=())) == 0

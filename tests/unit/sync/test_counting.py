"""What is remembered of a chain's length never differs from what counting the whole journal gives."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from baseldesk.desk.database import Reader
from baseldesk.sync import counting
from baseldesk.sync.counting import Counted, count_chains, remember_counts
from tests.unit.sync.conftest import Pair, write_activity

TABLES = """
CREATE TABLE change (n INTEGER PRIMARY KEY, chain INTEGER, seq INTEGER, whole INTEGER);
CREATE TABLE chain (n INTEGER PRIMARY KEY);
CREATE TABLE counted (chain INTEGER, last INTEGER);
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB);
"""


class _Writer(Reader):
    """As much of a writer as counting needs."""

    def run(self, sql: str, **named: object) -> None:
        self._connection.execute(sql, named)

    def many(self, sql: str, rows: list[dict[str, object]]) -> None:
        self._connection.executemany(sql, rows)

    def set_meta(self, key: str, value: bytes) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remembers after every change, not every thousand."""
    monkeypatch.setattr(counting, "_OFTEN_ENOUGH", 1)


def counted_anew(writer: _Writer) -> dict[int, Counted]:
    """The answer without anything remembered."""
    sql = "SELECT chain, count(*), max(seq), count(DISTINCT seq), sum(whole) FROM change GROUP BY chain"
    return {chain: Counted(held, last, held == last == seqs == whole) for chain, held, last, seqs, whole in writer.rows(sql)}


changes = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 5), st.booleans(), st.booleans()), max_size=30)


@settings(max_examples=300, deadline=None)
@given(changes)
@example([(1, 1, True, False), (1, 2, True, True), (1, 1, True, False), (1, 4, True, False)])  # a fork and a hole beyond
@example([(1, 1, True, True), (1, 3, False, False), (1, 2, True, False)])
def test_what_is_remembered_is_what_counting_gives(all_changes: list[tuple[int, int, bool, bool]]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    connection.executemany("INSERT INTO chain VALUES (?)", [(1,), (2,), (3,)])
    writer = _Writer(connection)
    for n, (chain, seq, whole, remember) in enumerate(all_changes, 1):
        connection.execute("INSERT INTO change VALUES (?, ?, ?, ?)", (n, chain, seq, int(whole)))
        if remember:
            remember_counts(writer)  # type: ignore[arg-type]
        assert count_chains(writer) == counted_anew(writer)
    connection.close()


def test_an_export_remembers(pair: Pair) -> None:
    write_activity(pair.centre, "Atelier")
    pair.hand_over()
    with pair.centre.read() as reader:
        assert reader.one("SELECT count(*) FROM counted") != (0,)

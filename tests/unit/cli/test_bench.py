"""`baseldesk bench` puts each figure beside its yardstick; how good they are decides nothing."""

from __future__ import annotations

import json

from baseldesk.cli.bench.rows import HEADINGS, Row
from baseldesk.cli.bench.yardsticks import patchset


def test_every_figure_is_told_as_a_line_of_json(run) -> None:
    ran = run("bench", "--activities", "12", "--edits", "4", "--json")
    assert ran.code == 0
    rows = [json.loads(line) for line in ran.out.splitlines()]
    names = {row["name"] for row in rows}
    assert {"full bundle, default", "full bundle, smallest", "full export", "full import", "the same again"} <= names
    assert {"empty bundle", "increment", "increment, merged"} <= names
    assert all(row["ours"] > 0 and row["unit"] and row["reach"] > 0 for row in rows)
    assert [row["name"] for row in rows if not row["yardstick"]] == [
        row["name"] for row in rows if row["name"] in ("empty bundle", "memory of a full import")
    ]


def test_a_row_says_how_it_stands_to_its_yardstick() -> None:
    row = Row("increment", "W", 45, 100, "B/record", 0.9, 0.45)
    assert (row.ratio, row.is_reached) == (0.45, True)
    assert len(row.cells()) == len(HEADINGS)
    alone = Row("empty bundle", "W", 601, 0, "B", 600)
    assert (alone.ratio, alone.is_reached) == (601, False)


def test_a_patchset_is_what_the_session_extension_would_write() -> None:
    """By https://sqlite.org/session.html: header, then per UPDATE the key and the new values, undefined ones as a zero byte."""
    made = patchset("t", ["a", "b", "c"], [(b"\1\2", {"a": "x", "c": 5})])
    header = b"P\x04\x01\x00\x00\x00t\x00"
    assert made == header + b"\x17\x00" + b"\x04\x02\x01\x02" + b"\x03\x01x" + b"\x00" + b"\x01" + (5).to_bytes(8, "big")

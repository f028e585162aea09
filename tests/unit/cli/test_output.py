"""Columns that stand under each other in every script, and JSON that says what JSON cannot."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from baseldesk.cli import output


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("e\u0301", 1), ("中文", 4), ("نص", 2), ("\u2068x\u2069", 1)])
def test_columns_of_a_text(text, columns):
    assert output.width(text) == columns


def test_columns_stand_under_each_other():
    lines = output.table([["中文", "a"], ["x", "b"]], ["h", "k"])
    assert [output.width(line[: line.index(end)]) for line, end in zip(lines, ["k", "─  ─", "a", "b"], strict=True)][0::2] == [
        6,
        6,
    ]


def test_a_cell_steers_no_terminal():
    assert output.table([["a\x1b[31m\nb", "\x07c"]]) == ["a[31m b  c"]


@pytest.mark.parametrize(
    ("text", "size", "shown"), [("abcdef", 4, "abc…"), ("abc", 3, "abc"), ("中文中文", 5, "中文…"), ("abc", 0, "abc")]
)
def test_cutting(text, size, shown):
    assert output.cut(text, size) == shown


def test_a_value_of_several_lines_goes_on_beneath_itself():
    assert output.pairs([("a", "1\n2"), ("bbb", "3")]) == ["a    1", "     2", "bbb  3"]


def test_json_of_what_json_cannot_say(capsys):
    identity = bytes.fromhex("e5ef04133e30365ff89b80b92373c554")
    at = datetime(2026, 2, 3, 4, 5, 6, 7000, tzinfo=UTC)
    output.write_json({"a": identity, "b": b"\x01\x02", "c": Decimal("1.50"), "d": date(2026, 2, 3), "e": at, "f": {"y", "x"}})
    assert json.loads(capsys.readouterr().out) == {
        "a": "e5ef0413-3e30-365f-f89b-80b92373c554",
        "b": "0102",
        "c": "1.50",
        "d": "2026-02-03",
        "e": "2026-02-03T04:05:06.007Z",
        "f": ["x", "y"],
    }

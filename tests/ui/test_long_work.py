"""Work that can take long says how far it is: every place that begins such work asks for its reports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "ui"
LONG = {"Attaching the file…", "Backing up", "Bringing back", "Importing", "Making the report", "Printing", "Writing"}


def begun(source: str) -> Iterator[tuple[str, bool]]:
    """What is handed to the runner in the background: its words, and whether its reports are asked for."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("read", "write"):
            given = {one.arg: one.value for one in node.keywords}
            label = given.get("label")
            if isinstance(label, ast.Call) and label.args and isinstance(label.args[0], ast.Constant):
                yield str(label.args[0].value), "reports" in given


@pytest.fixture(scope="module")
def all_work() -> list[tuple[str, bool, str]]:
    """All there is, with its file."""
    files = sorted(UI.rglob("*.py"))
    return [(*one, path.name) for path in files for one in begun(path.read_text(encoding="utf-8"))]


def test_work_without_reports_is_seen_as_such() -> None:
    assert list(begun('a.write(b, label=_("Writing")); a.read(b, label=_("X"), reports=True)')) == [
        ("Writing", False),
        ("X", True),
    ]


def test_long_work_says_how_far_it_is(all_work: list[tuple[str, bool, str]]) -> None:
    assert {label for label, _reports, _file in all_work} >= LONG
    silent = [(label, file) for label, reports, file in all_work if label in LONG and not reports]
    known = [("Attaching the file…", "record_photograph.py"), ("Writing", "settings_updates.py")]  # small files, both
    assert silent == known

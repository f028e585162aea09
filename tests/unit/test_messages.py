"""Every error that is raised anywhere says what happened and what to do next."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from baseldesk import errors
from baseldesk.cli import sentences as terminal
from baseldesk.errors import BaselDeskError
from baseldesk.messages import sentences

ROOT = Path(__file__).resolve().parents[2]
KINDS = {name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, BaselDeskError)}
CODE = re.compile(r"[a-z]+\.[a-z_]*[a-z]")


def codes_in(source: str) -> Iterator[str]:
    """The codes that errors are made with: written out, or one of two that a condition chooses."""
    for node in ast.walk(ast.parse(source)):
        name = getattr(node, "func", None)
        called = name.id if isinstance(name, ast.Name) else name.attr if isinstance(name, ast.Attribute) else ""
        if isinstance(node, ast.Call) and called in KINDS and node.args:
            texts = (one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant) and isinstance(one.value, str))
            yield from (text for text in texts if CODE.fullmatch(text))


@pytest.fixture(scope="module")
def raised() -> dict[str, str]:
    """Every code, and a file that raises it."""
    files = [path for folder in ("baseldesk", "ui") for path in (ROOT / folder).rglob("*.py")]
    return {code: path.name for path in files for code in codes_in(path.read_text(encoding="utf-8"))}


def test_codes_are_found_where_a_condition_chooses_them() -> None:
    assert list(codes_in('raise DeskError("a.b" if x else "c.d", folder="e.f")')) == ["a.b", "c.d"]


@pytest.fixture(scope="module")
def known() -> dict[str, tuple[str, str]]:
    """What is said of every code, in the window and at the terminal."""
    return {**sentences(), **terminal.SENTENCES}


def test_every_error_says_what_happened(raised: dict[str, str], known: dict[str, tuple[str, str]]) -> None:
    assert len(raised) > 200
    assert {code: place for code, place in raised.items() if not known.get(code, ("", ""))[0]} == {}


def test_what_the_window_raises_has_words_in_the_window() -> None:
    """The terminal's own sentences are not known there."""
    files = (ROOT / "ui").rglob("*.py")
    codes = {code: path.name for path in files for code in codes_in(path.read_text(encoding="utf-8"))}
    assert codes
    assert {code: place for code, place in codes.items() if code not in sentences()} == {}


def test_every_error_says_what_to_do_next(raised: dict[str, str], known: dict[str, tuple[str, str]]) -> None:
    rules = {code: "a rule of the records" for code in known if code.startswith(("value.", "rule."))}
    assert {code: place for code, place in {**raised, **rules}.items() if code in known and not known[code][1]} == {}

"""Which way text runs, against Unicode's own cases."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from baseldesk.reports import bidi
from baseldesk.reports.bidi_runs import CLOSED_BY

UNICODE = Path("/usr/share/unicode")
HAS_UNICODE = (UNICODE / "BidiCharacterTest.txt").exists()
needs_unicode = pytest.mark.skipif(not HAS_UNICODE, reason="cannot run here: Debian's unicode-data is not installed")


def read_cases(name: str) -> Iterator[list[str]]:
    for line in (UNICODE / name).read_text(encoding="utf-8").splitlines():
        fields = line.split("#")[0].strip()
        if fields:
            yield [field.strip() for field in fields.split(";")]


def fails(case: list[str]) -> bool:
    codes, direction, paragraph, wanted, order = case
    text = "".join(chr(int(code, 16)) for code in codes.split())
    base, found = bidi.levels(text, {"0": 0, "1": 1, "2": None}[direction])
    kept = [index for index, level in enumerate(wanted.split()) if level != "x"]
    drawn = [kept[index] for index in bidi.reorder([found[index] for index in kept])]
    wrong = [index for index in kept if int(wanted.split()[index]) != found[index]]
    return bool(base != int(paragraph) or wrong or drawn != [int(index) for index in order.split()])


@needs_unicode
def test_all_of_unicodes_cases_pass() -> None:
    cases = list(read_cases("BidiCharacterTest.txt"))
    assert len(cases) > 90_000
    assert [case for case in cases if fails(case)][:3] == []


@needs_unicode
def test_the_brackets_are_unicodes() -> None:
    wanted = {chr(int(one, 16)): chr(int(other, 16)) for one, other, kind in read_cases("BidiBrackets.txt") if kind == "o"}
    assert wanted == CLOSED_BY


def test_the_short_ways_give_what_the_whole_algorithm_gives() -> None:
    source = random.Random(7)
    letters = "abc ÀЖ中1,.-()«»/%سلام،؟ًـ٣\u200f\u200e\u2067\u2069\u202e\u202c!"
    for _ in range(3000):
        text = "".join(source.choices(letters, k=source.randrange(12)))
        for base in (0, 1):
            assert bidi.levels(text, base) == bidi._resolve(text, base), (text, base)


def test_the_first_strong_letter_outside_isolates_decides() -> None:
    assert bidi.first_strong("12 سلام abc") == 1
    assert bidi.first_strong("\u2067سلام\u2069 abc") == 0
    assert bidi.first_strong("12. – (3)") is None


def test_brackets_follow_what_they_enclose() -> None:
    _, levels = bidi.levels("المادة (UNEP) 6", 1)
    assert [levels[7], levels[12]] == [1, 1]
    assert set(levels[8:12]) == {2}

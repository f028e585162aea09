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


def character_cases() -> list[list[str]]:
    cases = list(read_cases("BidiCharacterTest.txt"))
    assert len(cases) > 90_000
    return cases


@needs_unicode
def test_a_part_of_unicodes_cases_passes() -> None:
    assert [case for case in character_cases()[::30] if fails(case)][:3] == []


@needs_unicode
@pytest.mark.long
def test_all_of_unicodes_cases_pass() -> None:
    assert [case for case in character_cases() if fails(case)][:3] == []


# A character of each class, to make texts of Unicode's cases by class.
OF_CLASS = {
    "L": "a", "R": "\u05d0", "AL": "\u0627", "EN": "1", "ES": "+", "ET": "$", "AN": "\u0661", "CS": ",",
    "NSM": "\u0300", "BN": "\u00ad", "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "LRE": "\u202a", "LRO": "\u202d",
    "RLE": "\u202b", "RLO": "\u202e", "PDF": "\u202c",
    "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip


def read_cases_by_class(step: int) -> Iterator[list[str]]:
    """Every so manieth case of BidiTest.txt, in the form of the other file's cases."""
    wanted = order = ""
    for number, line in enumerate((UNICODE / "BidiTest.txt").read_text(encoding="utf-8").splitlines()):
        if line.startswith("@Levels:"):
            wanted = line.removeprefix("@Levels:").strip()
        elif line.startswith("@Reorder:"):
            order = line.removeprefix("@Reorder:").strip()
        elif line and line[0] not in "#@" and number % step == 0:
            classes, bits = line.split(";")
            codes = " ".join(f"{ord(OF_CLASS[one]):04X}" for one in classes.split())
            for bit, direction in ((1, "2"), (2, "0"), (4, "1")):
                if int(bits, 16) & bit:
                    yield [codes, direction, "", wanted, order]


def fails_by_class(case: list[str]) -> bool:
    """As ``fails``; these cases do not say the paragraph's own level."""
    text = "".join(chr(int(code, 16)) for code in case[0].split())
    base, _ = bidi.levels(text, {"0": 0, "1": 1, "2": None}[case[1]])
    return fails([*case[:2], str(base), *case[3:]])


@needs_unicode
def test_a_part_of_unicodes_cases_by_class_passes() -> None:
    cases = list(read_cases_by_class(101))
    assert len(cases) > 5_000
    assert [case for case in cases if fails_by_class(case)][:3] == []


@needs_unicode
@pytest.mark.long
def test_all_of_unicodes_cases_by_class_pass() -> None:
    assert next((case for case in read_cases_by_class(1) if fails_by_class(case)), None) is None


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

"""Where lines end."""

from __future__ import annotations

import pytest

from baseldesk.reports.breaking import split_words


def words(text: str) -> str:
    return "|".join(text[start:after] for start, _, after in split_words(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two  three", "one |two  |three"),
        ("e-waste SEN-26-A1 2025–2026", "e-waste |SEN-26-A1 |2025–2026"),
        ("well-known and/or", "well-|known |and/|or"),
        ("1\u202f000 €; « oui »", "1\u202f000 |€; |« |oui |»"),
        ("10\u00a0000\u00a0USD", "10\u00a0000\u00a0USD"),
        ("", ""),
        ("سلام عليكم", "سلام |عليكم"),
    ],
)
def test_words_end_at_spaces_and_between_the_parts_of_compounds(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("废物。电子", "废|物。|电|子"),
        ("在“北京”举行", "在|“北|京”|举|行"),
        ("（UNEP）。共35人", "（UNEP）。|共|35|人"),
        ("《公约》第6条", "《公|约》|第|6|条"),
        ("其中——女……等", "其|中——|女……|等"),
    ],
)
def test_chinese_lines_begin_and_end_as_they_may(text: str, expected: str) -> None:
    assert words(text) == expected


def test_nothing_is_lost() -> None:
    text = "Mixed 中文，text “with” سلام (لا)—end/more 2026年。"
    assert words(text).replace("|", "") == text

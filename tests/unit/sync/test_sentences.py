"""Every refusal of the exchange has words, and they ask for nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import baseldesk.sync
from baseldesk.sync.sentences import SENTENCES

FOLDER = Path(baseldesk.sync.__file__).parent
AREAS = "bundle|roster|enrolment|key|mail|receipt|code|medium|recovery|sync|seal|document|centre"
_PLACE = re.compile(r"\{([a-z_]+)\}")
_RAISED = re.compile(rf'"((?:{AREAS})\.[a-z_]+)"')


def raised() -> set[str]:
    """The codes that stand in the code of this package."""
    sources = [one.read_text(encoding="utf-8") for one in FOLDER.glob("*.py") if one.name != "sentences.py"]
    return {code for source in sources for code in _RAISED.findall(source)} | {"roster.older", "roster.rival"}


def test_every_code_has_a_sentence() -> None:
    assert raised() - set(SENTENCES) == set()


def test_no_sentence_is_left_over() -> None:
    assert {code for code in SENTENCES if code.split(".")[0] in AREAS.split("|")} - raised() == set()


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_says_what_was_kept_and_what_to_do(code: str) -> None:
    sentence, hint = SENTENCES[code]
    assert sentence.endswith((".", "?"))
    assert hint


def test_bundle_sentences_ask_only_for_what_every_refusal_gives() -> None:
    given = {"file", "version", "feature", "kind", "wanted", "what", "have", "parts", "missing"}
    for code, (sentence, hint) in SENTENCES.items():
        if code.startswith("bundle."):
            assert set(_PLACE.findall(sentence + hint)) <= given, code

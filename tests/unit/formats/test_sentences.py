"""Every code that formats use has its words, and every words their code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from baseldesk import formats, messages
from baseldesk.catalogues import placeholders
from baseldesk.formats.sentences import SENTENCES, tell
from baseldesk.i18n import Translator

CODE = re.compile(r"(format|xml|iati|import|sheet|mapping|package)\.[a-z_0-9]+")


def codes_used() -> Iterator[str]:
    """Every text in the package that is a code and nothing else, sentences apart."""
    for path in Path(formats.__file__).parent.rglob("*.py"):
        if path.name != "sentences.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                    yield node.value


def test_codes_and_sentences_match() -> None:
    assert sorted(set(codes_used())) == sorted(SENTENCES)


def test_the_core_finds_them() -> None:
    assert messages.sentences()["iati.version_old"] == SENTENCES["iati.version_old"]


def test_every_refusal_says_what_is_safe_or_to_be_done() -> None:
    assert [
        code
        for code, (_, hint) in SENTENCES.items()
        if code.startswith(("format.", "xml.", "sheet.", "mapping.")) and "row" not in code and "cell" not in code and not hint
    ] == []


def test_placeholders_are_names_that_refusals_give() -> None:
    given = {"file", "line", "version", "known", "root", "megabytes", "kind", "most", "count", "names", "start", "end", "reason",
             "value", "element", "language", "kilobytes", "field",
             "column", "target", "type", "sheet", "heading", "encoding", "text"}  # fmt: skip
    assert {name for text, hint in SENTENCES.values() for name in placeholders(text) | placeholders(hint)} == given


def test_a_field_is_called_as_in_the_form() -> None:
    fr = Translator("fr")
    for said in (
        tell("sheet.row_unnamed", {"field": "Title"}, fr),
        tell("import.kept_yours", {"type": "activity", "field": "title/en"}, fr),
    ):
        assert fr.gettext("Title") in said
        assert "itle" not in said.replace(fr.gettext("Title"), "")
    assert "Notre colonne" in tell("import.kept_yours", {"field": "Notre colonne"}, fr)

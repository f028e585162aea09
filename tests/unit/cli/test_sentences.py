"""Every code that the command line raises has its words, and no words lie about unused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from baseldesk import cli, errors
from baseldesk.cli.sentences import SENTENCES, explain
from baseldesk.i18n import translator

HERE = Path(cli.__file__).parent
RAISED = {name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.BaselDeskError)}
CODE = re.compile(r"[a-z_]+(\.[a-z_]+)+|bug")


def find_codes() -> Iterator[str]:
    """The first argument of every error that is made in the command line, and of its own shorthand for one."""
    for source in HERE.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and node.args and (name in RAISED or name == "_refuse_if"):
                first = node.args[0]
                if isinstance(first, ast.Name):
                    assert first.id == "code", source  # handed on by the shorthand
                else:
                    yield ast.literal_eval(first)


def test_every_code_has_words():
    codes = set(find_codes())
    assert len(codes) > 20
    wordless = {one for one in codes if explain(one, {}, translator("en")).text == one or not CODE.fullmatch(one)}
    assert wordless == set()


def test_no_words_are_left_over():
    from_the_desk = {"conflict.none", "conflict.version_unknown"}
    assert set(SENTENCES) - set(find_codes()) - from_the_desk == set()

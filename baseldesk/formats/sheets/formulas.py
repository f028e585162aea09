"""Texts that a spreadsheet program would calculate: an apostrophe before them in our text tables, taken away by our own import.

A workbook needs none: its cells say themselves that they are text.
"""

from __future__ import annotations

import re

# The signs with which a formula begins, also in their wide forms, which some programs make narrow; before them what is not seen.
_CALCULATED = re.compile(r"['\s\u200b\ufeff]*[=+\-@＝＋－＠]|'*[\t\r]")


def is_calculated(text: str) -> bool:
    """Whether a spreadsheet program might take a cell for a formula, apostrophes before it set aside."""
    return _CALCULATED.match(text) is not None


def defuse(text: str) -> str:
    """The text of a cell, with an apostrophe before what a spreadsheet program would calculate."""
    return f"'{text}" if is_calculated(text) else text


def restore(text: str) -> str:
    """What stood there before it was defused."""
    return text[1:] if text.startswith("'") and is_calculated(text) else text

"""The one gate through which every word reaches paper: data are plain text, never markup, never an instruction.

A paragraph takes any string and passes it through ``plain_text``; only what ``say`` has made, the programme's own words
with each datum in it made plain and set apart, goes through as it is. So a datum that nobody thought of is made plain, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

from baseldesk.i18n import Translator


class Said(str):
    """Words that may go to paper as they are: they were made by ``say`` or by a translator's own formats."""

    __slots__ = ()


_LINE_END = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
# Marks that reorder what follows, and characters that stand for no text: shown by their number.
_SHOWN_BY_NUMBER = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u034f\u2060-\u2064\ufeff\u180e]")
_MARK = "\u0300-\u036f\u0483-\u0489\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_TOWER_OF_MARKS = re.compile(f"([{_MARK}]{{3}})[{_MARK}]+")
_TOWER_OF_OTHERS = re.compile(
    "[^\t\n -~\u00a0-\u02ff\u0370-\u0482\u048a-\u052f\u0600-\u064a\u3000-\u9fff\uac00-\ud7ff\uff00-\uffef]{4,}"
)
_SUSPECT = re.compile("[^\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u0600-\u064a\u3000-\u9fff\uff00-\uffef]")


def plain_text(datum: str) -> str:
    """The datum as text that can only be read.

    Line ends of all kinds become one; characters that would reorder or hide text are shown as ``‹U+202E›``; surrogates
    and non-characters become U+FFFD; marks piled higher than three are cut there. The marks LRM, RLM and ALM stay, since
    people who type Arabic need them and they turn no letter round.
    """
    text = datum.replace("\t", "    ") if "\t" in datum else datum
    if not _SUSPECT.search(text):
        return str(text)
    text = _LINE_END.sub("\n", text)
    text = _NO_CHARACTER.sub("\ufffd", text)
    text = _SHOWN_BY_NUMBER.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)
    text = _TOWER_OF_MARKS.sub(r"\1", _INVISIBLE.sub("", text))
    return _TOWER_OF_OTHERS.sub(lambda found: "".join(_without_towers(found[0])), text)


def _without_towers(text: str) -> Iterator[str]:
    """No more than three marks on one letter, of scripts that no font here has: each would be a box, and all of them one word."""
    height = 0
    for character in text:
        height = height + 1 if category(character) in ("Mn", "Me") else 0
        if height <= 3:
            yield character


def say(t: Translator, msgid: str, **data: object) -> Said:
    """A sentence of the programme in the translator's language; its data are made plain and kept apart."""
    return Said(t.format(msgid, **{name: _made_plain(value) for name, value in data.items()}))


def say_plural(t: Translator, one: str, many: str, n: int) -> Said:
    """As ``say``, in the form that goes with the number."""
    return Said(t.format_plural(one, many, n))


def for_paper(text: str) -> str:
    """What a paragraph sets: words of the programme as they are, everything else made plain."""
    return str(text) if isinstance(text, Said) else plain_text(text)


def _made_plain(value: object) -> object:
    return for_paper(value) if isinstance(value, str) else value

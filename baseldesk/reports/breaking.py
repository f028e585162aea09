"""Where a line may end: after spaces and hyphens, between Chinese characters by their rules, never inside a number.

The rules are those that the six languages need (after Unicode's line breaking, UAX #14), not the whole annex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Chinese characters, kana, their punctuation and full-width forms: a line may end between any two of them …
_IDEOGRAPHIC = "\u2e80-\u2fff\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
# … unless the next one may not begin a line, or the last may not end one.
_NOT_FIRST = (
    "!%),.:;?\\]}¢°·»’”†‡›℃∶、。〃々〆〕〗〞﹚﹜！＂％＇），．：；？］｝～〉》」』】〟ー"
    "ぁぃぅぇぉっゃゅょァィゥェォッャュョ،؛؟٪…—–\u00a0\u202f\u2060"
)
_NOT_LAST = "$(£¥‘“〈《「『【〔〖〝﹙﹛＄（．［｛￡￥«‹\\[{\u00a0\u202f\u2060"

_HAS_IDEOGRAPHS = re.compile(f"[{_IDEOGRAPHIC}]")
# A hyphen between two words; the codes «SEN-26-A1» and «e-waste» stay whole.
_AFTER_HYPHEN = r"(?<=[^\W\d_]{2}[-‐])(?=[^\W\d_]{2})|(?<=\w[–—])(?=[^\W\d_])"
_AFTER_SLASH = r"(?<=[^\W\d_]{2}/)(?=[^\W\d_]{2})"
_AFTER_SPACE = "(?<=[ \u2000-\u2006\u2008-\u200b\u3000])(?=[^ \u2000-\u2006\u2008-\u200b\u3000])"
_WORDS_END = re.compile(f"{_AFTER_SPACE}|{_AFTER_HYPHEN}|{_AFTER_SLASH}")
_BEFORE_IDEOGRAPH = f"(?<=[^{_NOT_LAST}])(?=[{_IDEOGRAPHIC}])(?=[^{_NOT_FIRST}])"
_AFTER_IDEOGRAPH = f"(?<=[{_IDEOGRAPHIC}])(?<=[^{_NOT_LAST}])(?=[^{_NOT_FIRST} ])"
_IDEOGRAPHS_END = re.compile(f"{_AFTER_SPACE}|{_BEFORE_IDEOGRAPH}|{_AFTER_IDEOGRAPH}")
_SPACES = " \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u3000"
# Inside a word that is wider than the line, these are good places to end it.
GOOD_ENDS = frozenset("/._-@?&=,;:\\+")


def is_ideographic(character: str) -> bool:
    """Whether a line may end on both sides of the character."""
    return bool(_HAS_IDEOGRAPHS.match(character))


def split_words(text: str) -> Iterator[tuple[int, int, int]]:
    """The unbreakable parts of a text without line ends: start, end without its spaces, end with them."""
    pattern = _IDEOGRAPHS_END if _HAS_IDEOGRAPHS.search(text) else _WORDS_END
    cuts = [found.start() for found in pattern.finditer(text)]
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        yield start, start + len(text[start:end].rstrip(_SPACES)), end

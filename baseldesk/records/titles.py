"""Which of several languages a text is shown in."""

from __future__ import annotations

from collections.abc import Mapping

_ORDER = ("en", "fr", "es", "ar", "zh", "ru")


def text_in(texts: Mapping[str, str], language: str, original: str = "") -> tuple[str, str]:
    """(text, its language): the reader's, else the original's, else the six in order, else any; ("", "") where there is none."""
    for one in (language, original, *_ORDER, *sorted(texts)):
        if texts.get(one):
            return texts[one], one
    return "", ""

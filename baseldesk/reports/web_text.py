"""The one place where words become HTML: every text is made plain and escaped here, and nothing else writes a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from baseldesk.i18n import RIGHT_TO_LEFT
from baseldesk.reports.escape import Said, for_paper
from baseldesk.reports.words import Span

_NAME = re.compile("[a-z][a-z0-9-]*")
_EMPTY = frozenset({"meta", "img", "br", "hr"})


class Markup(str):
    """Finished HTML; made only by this module."""

    __slots__ = ()


Content = str | Sequence[Span] | Markup | None


def text(content: Content) -> Markup:
    """Words as HTML: a string is a datum unless it is markup already; a line end stays one."""
    if content is None:
        return Markup()
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return Markup(escape(for_paper(content)).replace("\n", "<br>"))
    return Markup("".join(_write_span(span) for span in content))


def tag(name: str, /, *content: Content, **attributes: str | None) -> Markup:
    """An element; ``class_`` is written ``class``, ``aria_label`` ``aria-label``, and what is None is left out.

    Raises:
        ValueError: a name that is none; names are the program's, never data.
    """
    written = "".join(_write_attribute(key, value) for key, value in attributes.items() if value is not None)
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    if name in _EMPTY:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(content)}</{name}>")


def join(content: Sequence[Content]) -> Markup:
    """One after the other."""
    return Markup("".join(text(one) for one in content))


def style_sheet(rules: str) -> Markup:
    """The program's own rules for looks; no datum goes in."""
    return Markup(f"<style>{rules}</style>")


def paragraphs(words: str) -> Iterator[Markup]:
    """A paragraph for each line that has words."""
    for line in for_paper(words).split("\n"):
        if line.strip():
            yield Markup(f"<p>{escape(line)}</p>")


def one_line(words: str) -> Said:
    """The words without line ends, for what has none: a title of the window, words that stand for a picture."""
    return Said(" ".join(for_paper(words).split()))


def language_of(language: str, page: str) -> dict[str, str | None]:
    """The attributes of a text whose language is known, where it is not the page's; else it runs as its letters do."""
    if not language:
        return {"dir": "auto"}
    if language == page:
        return {}
    return {"lang": language, "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr"}


def _write_span(span: Span) -> Markup:
    words = text(span.text)
    if span.bold:
        words = tag("strong", words)
    if span.grey:
        words = tag("span", words, class_="quiet")
    return tag("span", words, lang=span.language) if span.language else words


def _write_attribute(key: str, value: str) -> str:
    name = key.rstrip("_").replace("_", "-")
    if not _NAME.fullmatch(name):
        raise ValueError(key)
    return f' {name}="{escape(for_paper(value), quote=True)}"'

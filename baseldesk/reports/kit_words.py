"""Words of a bilingual sheet: in the language of the report first, in the second below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from baseldesk.i18n import LANGUAGES, Translator, translator


@dataclass(frozen=True, slots=True)
class Both:
    """The one or two languages of a sheet."""

    first: Translator
    second: Translator | None = None

    def __iter__(self) -> Iterator[Translator]:
        yield self.first
        if self.second:
            yield self.second

    def words(self, msgid: str) -> str:
        """A text of the programme without values, each language on a line of its own, running its own way."""
        return "\n".join(dict.fromkeys(t.gettext(msgid) for t in self))

    def beside(self, msgid: str) -> str:
        """As `words`, on one line."""
        return " / ".join(self.words(msgid).split("\n"))

    def each(self, write: Callable[[Translator], str]) -> list[tuple[str, Translator]]:
        """What is written for each language, once where both come out the same."""
        found: dict[str, Translator] = {}
        for t in self:
            found.setdefault(write(t), t)
        return [(text, t) for text, t in found.items() if text]

    def titles(self, texts: Mapping[str, str], original: str = "") -> list[tuple[str, str]]:
        """A text as it stands in each language of the sheet, with its language; in any other where it is in neither."""
        held = [(texts[t.language], t.language) for t in self if texts.get(t.language)]
        other = [(text, language) for language, text in texts.items() if text]
        other.sort(key=lambda one: one[1] != original)
        return held or other[:1]


def both(t: Translator, second: str) -> Both:
    """The languages of a sheet; a second one that is the first again, or is not offered, is none."""
    return Both(t, translator(second) if second in LANGUAGES and second != t.language else None)

"""A release of programme and vocabulary: what a later one adds to the lists that ship with the program, and what it retires.

Numbers only rise, codes are never taken away: records refer to them. A release holds all that was added since release 1, so a
desk may miss any number of them. In the process the highest number that any open desk holds counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from baseldesk import resources
from baseldesk.errors import UsageError
from baseldesk.i18n import LANGUAGES
from baseldesk.records import vocabulary

RETIRED = "retired=yes"
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_LINK = re.compile(r"[a-z_]+")
# Lists that belong to others (ISO, the United Nations): no release of the programme changes them.
NOT_OURS = frozenset(("country", "currency", "language", "centre"))
MOST_ROWS = 20_000


class Release(msgspec.Struct, array_like=True, frozen=True):
    """What is added to the lists. Later versions append elements.

    Attributes:
        number: counts up; 1 ships with the program.
        made: milliseconds UTC as the secretariat's computer believed them, for display.
        note: what is new, in the secretariat's words.
        rows: (vocabulary, code, links), links as in `vocabularies.tsv`.
        labels: (code or vocabulary.code, language, text, wording, source).
    """

    number: int
    made: int
    note: str
    rows: list[tuple[str, str, str]]
    labels: list[tuple[str, str, str, str, str]]


def adopt(release: Release) -> bool:
    """Lets the lists of this process follow a release, unless they follow a later one already; gives whether they do now."""
    return resources.follow(release.number, {"vocabularies": release.rows, "labels": release.labels})


def is_sound(release: Release) -> bool:
    """Whether a release is one that any version could read: bounded, each code a code, each language a language."""
    return (
        1 < release.number < 1 << 31
        and len(release.rows) + len(release.labels) <= MOST_ROWS
        and all(name not in NOT_OURS and _CODE.fullmatch(code) and len(links) < 1000 for name, code, links in release.rows)
        and all(language in LANGUAGES and 0 < len(text) < 2000 for _, language, text, _, _ in release.labels)
        and not any("\t" in part or "\n" in part for row in (*release.rows, *release.labels) for part in row)
    )


def compose(held: Release | None, written: Mapping[str, Any], made: int) -> Release:
    """The next release, from what an officer of the secretariat has written.

    Args:
        held: the release held; None for the first one after that of the program.
        written: `{note, add: [{vocabulary, code, en, fr …, and links}], retire: [{vocabulary, code}], labels: {code: {fr: …}}}`.

    Raises:
        UsageError: it names what there is not, or takes away what is there.
    """
    rows = {(name, code): links for name, code, links in (held.rows if held else [])}
    labels = {(code, language): (text, kind, source) for code, language, text, kind, source in (held.labels if held else [])}
    for entry in _list(written, "add"):
        _add(entry, rows, labels)
    for entry in _list(written, "retire"):
        _retire(entry, rows)
    for code, texts in _mapping(written.get("labels", {})).items():
        labels |= {(str(code), language): (text, "ours", "") for language, text in _texts(texts).items()}
    number = (held.number if held else vocabulary.release()) + 1
    note = str(written.get("note", ""))[:2000]
    told = [(code, language, *rest) for (code, language), rest in labels.items()]
    release = Release(number, made, note, [(name, code, links) for (name, code), links in rows.items()], told)
    if not is_sound(release):
        raise UsageError("release.unsound")
    return release


def _add(entry: Mapping[str, Any], rows: dict[tuple[str, str], str], labels: dict[tuple[str, str], tuple[str, str, str]]) -> None:
    name, code = _named(entry)
    texts = _texts({key: held for key, held in entry.items() if key in LANGUAGES})
    if not texts:
        raise UsageError("release.no_label", code=code)
    links = {key: held for key, held in entry.items() if key not in (*LANGUAGES, "vocabulary", "code")}
    if not all(_LINK.fullmatch(key) for key in links):
        raise UsageError("release.malformed", what=code)
    written = (f"{key}={','.join(map(str, held if isinstance(held, list) else [held]))}" for key, held in links.items())
    rows[name, code] = "|".join(written)
    labels |= {(f"{name}.{code}", language): (text, "ours", "") for language, text in texts.items()}


def _retire(entry: Mapping[str, Any], rows: dict[tuple[str, str], str]) -> None:
    name, code = _named(entry)
    if (name, code) not in rows and not vocabulary.has(name, code):
        raise UsageError("release.code_unknown", vocabulary=name, code=code)
    links = rows.get((name, code), vocabulary.written_links(name, code))
    kept = [one for one in links.split("|") if one and one != RETIRED]
    rows[name, code] = "|".join([*kept, RETIRED])


def _named(entry: Mapping[str, Any]) -> tuple[str, str]:
    name, code = str(_mapping(entry).get("vocabulary", "")), str(entry.get("code", ""))
    if name not in vocabulary.names() or name in NOT_OURS:
        raise UsageError("release.list_unknown", vocabulary=name, known=", ".join(sorted({*vocabulary.names()} - NOT_OURS)))
    if not _CODE.fullmatch(code):
        raise UsageError("release.code_malformed", code=code)
    return name, code


def _texts(given: object) -> dict[str, str]:
    found = {str(language): " ".join(str(text).split()) for language, text in _mapping(given).items()}
    if any(language not in LANGUAGES for language in found):
        raise UsageError("release.malformed", what="labels")
    return {language: text for language, text in found.items() if text}


def _list(written: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    held = written.get(name) or []
    if not isinstance(held, list):
        raise UsageError("release.malformed", what=name)
    return [_mapping(one) for one in held]


def _mapping(given: object) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise UsageError("release.malformed", what=str(given)[:80])
    return given

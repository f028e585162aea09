"""The choice lists by name: their codes in order, what a code is called, and what it is linked to.

``codes("waste_stream")`` are the codes that a field with that vocabulary may hold. The lists come from the programme decision
and from practice (``resources/programme``), and from ISO, the United Nations and the Convention (``resources/reference``);
``vocabularies.tsv`` is their index, made from them by ``installer/make_reference.py``.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from baseldesk import labels
from baseldesk.i18n import LANGUAGES, translator
from baseldesk.labels import Wording
from baseldesk.resources import depends_on_release, followed, read_table, released


class Entry(NamedTuple):
    """One code of a vocabulary with what it is linked to, such as ``{"objective": ("OBJ1",)}``."""

    code: str
    links: dict[str, tuple[str, ...]]


def names() -> tuple[str, ...]:
    """The names of all vocabularies."""
    return tuple(_index())


def codes(name: str) -> tuple[str, ...]:
    """The codes of a vocabulary, in the order in which they are offered.

    Raises:
        KeyError: there is no vocabulary of that name, which is a slip in a declaration.
    """
    return tuple(_index()[name])


def offered(name: str) -> tuple[str, ...]:
    """The codes that may be chosen anew: those that no release has retired."""
    return tuple(code for code, entry in _index()[name].items() if "retired" not in entry.links)


def has(name: str, code: str) -> bool:
    """Whether the code belongs to the vocabulary."""
    return code in _index()[name]


def label(code: str, language: str, vocabulary: str = "") -> str:
    """What the code is called in this language, else in English, else the code itself."""
    return translator(language).label(code, vocabulary)


def wording(code: str, language: str, vocabulary: str = "") -> Wording | None:
    """How the label came about: official, usual or ours; None where there is no label in this language.

    What is not official is never printed as a quotation.
    """
    found = labels.find(code, language, vocabulary)
    return found.wording if found else None


def languages_of(code: str, vocabulary: str = "") -> tuple[str, ...]:
    """The languages in which the code has a label of its own."""
    return tuple(language for language in LANGUAGES if labels.find(code, language, vocabulary))


def links(vocabulary: str, code: str, to: str) -> tuple[str, ...]:
    """What a code is linked to under one name; empty where there is nothing."""
    entry = _index()[vocabulary].get(code)
    return entry.links.get(to, ()) if entry else ()


def objective_of(code: str) -> str:
    """The objective under which a key activity, component, indicator or sub-objective stands, or ``""``."""
    found = (links(name, code, "objective") for name in ("key_activity", "component", "indicator", "sub_objective"))
    return next((objectives[0] for objectives in found if objectives), "")


def components_of(objective: str) -> tuple[str, ...]:
    """The components that the plan sets under an objective."""
    return tuple(_linked("component", "objective", objective))


def key_activities_of(objective: str) -> tuple[str, ...]:
    """The key activities that the plan sets under an objective."""
    return tuple(_linked("key_activity", "objective", objective))


def indicators_of(objective: str) -> tuple[str, ...]:
    """The indicators that the plan sets under an objective."""
    return tuple(_linked("indicator", "objective", objective))


def streams_of(key_activity: str) -> tuple[str, ...]:
    """The waste streams that a key activity is about."""
    return links("key_activity", key_activity, "waste_streams")


def key_activities_for(stream_or_theme: str) -> tuple[str, ...]:
    """The key activities to suggest for a waste stream or a theme."""
    by_stream = _linked("key_activity", "waste_streams", stream_or_theme)
    by_theme = _linked("key_activity", "themes", stream_or_theme)
    return tuple(dict.fromkeys([*by_stream, *by_theme]))


def core_function_of(kind: str) -> str:
    """The core function that a kind of activity usually serves, or ``""`` where none is usual."""
    return next(iter(links("activity_kind", kind, "core_function")), "")


def is_priority(stream: str) -> bool:
    """Whether the Strategic Plan names the waste stream as a priority."""
    return bool(links("waste_stream", stream, "priority"))


def release() -> int:
    """The number of the programme release that these lists belong to; it only rises."""
    return max(followed(), shipped_release())


def shipped_release() -> int:
    """The number of the release that came with the program."""
    return int(next(read_table("programme", "release.tsv"))[0])


def written_links(name: str, code: str) -> str:
    """What a code is linked to, as a table has it: ``name=a,b|name=c``."""
    entry = _index()[name].get(code)
    return "|".join(f"{to}={','.join(codes)}" for to, codes in entry.links.items()) if entry else ""


def _linked(vocabulary: str, to: str, code: str) -> Iterator[str]:
    return (entry.code for entry in _index()[vocabulary].values() if code in entry.links.get(to, ()))


@cache
def _index() -> dict[str, dict[str, Entry]]:
    index: dict[str, dict[str, Entry]] = {}
    for vocabulary, code, written in (*read_table("programme", "vocabularies.tsv"), *released("vocabularies")):
        index.setdefault(vocabulary, {})[code] = Entry(code, _parse_links(written))
    return index


def _parse_links(written: str) -> dict[str, tuple[str, ...]]:
    pairs = (one.split("=") for one in written.split("|") if one)
    return {name: tuple(linked.split(",")) for name, linked in pairs}


depends_on_release(_index.cache_clear)

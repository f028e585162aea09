"""Who is who in a file: organisations become partners, and their parts in an activity links."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from baseldesk.formats.draft import Draft, Ref
from baseldesk.formats.iati import codes
from baseldesk.formats.iati.reading import Reading
from baseldesk.formats.iati.tree import NARRATIVE, Node, first_line, one_line, stated, take, take_children

Key = tuple[str, ...]
_REGISTERED = re.compile(r"[A-Za-z]{2,3}-\S+")
_DIGIT = re.compile(r"\d")
_SAID = ("ref", "type", NARRATIVE)


class Partners:
    """The partners of a whole file; the first name in each language wins."""

    def __init__(self) -> None:
        self._names: dict[Key, dict[str, str]] = {}
        self._kinds: dict[Key, str] = {}
        self._marks: dict[Key, str] = {}  # identifier elsewhere
        self._fallbacks: dict[Key, dict[str, str]] = {}  # what to call one that is named nowhere

    def add(self, key: Key, names: dict[str, str], kind: str | None, mark: str, fallback: dict[str, str]) -> None:
        """Remembers what one place of the file says of an organisation."""
        held = self._names.setdefault(key, {})
        for one, name in names.items():
            held.setdefault(one, first_line(name))
        if kind:
            self._kinds.setdefault(key, kind)
        if mark:
            self._marks.setdefault(key, mark)
        self._fallbacks.setdefault(key, fallback)

    def drafts(self) -> Iterator[Draft]:
        """All partners; a nameless one is called by its identifier. None is active: that is for people to decide."""
        for key, names in self._names.items():
            values: dict[str, object] = {"name": names or self._fallbacks[key]}
            if key in self._kinds:
                values["stakeholder_kind"] = self._kinds[key]
            if key in self._marks:
                values["external_ids"] = {self._marks[key]: True}
            yield Draft("partner", key, values, first_wins=True)


class Organisations:
    """The organisations of one activity, and what was said first of each: later mentions keep only what they say differently."""

    def __init__(self, reading: Reading, partners: Partners, reporter: Node) -> None:
        self._reading = reading
        self._partners = partners
        self._said: dict[Key, Node] = {}
        self._strangers: set[Key] = set()
        self._reporter_ref = stated(reporter, "ref")
        self.reporter = self.meet(reporter)

    def meet(self, node: Node) -> Key | None:
        """Knows the organisation of an element and makes it a partner; None for an element that names nobody."""
        key = self._identify(node)
        if key is None:
            return None
        ref, names = stated(node, "ref"), node.get(NARRATIVE) or {}
        if key not in self._said:
            self._said[key] = {name: held if isinstance(held, str) else dict(held) for name in _SAID if (held := node.get(name))}
        elif names == self._said[key].get(NARRATIVE, {}):
            return key
        kind = codes.STAKEHOLDERS.get(stated(node, "type"))
        self._partners.add(key, names, kind, self._mark(key, ref), {self._reading.language: ref})
        return key

    def mention(self, node: Node) -> Key | None:
        """As `meet`, for an organisation of a transaction: one that has no part in the activity is to be introduced elsewhere."""
        before = len(self._said)
        key = self.meet(node)
        if key is not None and len(self._said) > before:
            self._strangers.add(key)
        return key

    def introduction(self, key: Key) -> Node | None:
        """What was said of an organisation without a part in the activity; once, for the record that is to keep it."""
        if key not in self._strangers:
            return None
        self._strangers.remove(key)
        return dict(self._said[key])

    def forget_known(self, node: Node, key: Key) -> None:
        """Takes from a later mention what the first one said already."""
        for name, known in self._said[key].items():
            if node.get(name) == known:
                del node[name]

    def find_named(self, name: str) -> Key | None:
        """The organisation of this activity that is called so."""
        wanted = compared(name)
        return next((key for key, said in self._said.items() if wanted in _names_of(said)), None)

    def _identify(self, node: Node) -> Key | None:
        """By its registered identifier; by one that only the reporting organisation gives out; else by its name."""
        ref = stated(node, "ref")
        names = node.get(NARRATIVE)
        known_to = reach(ref)
        if known_to == "registered":
            return ("ref", ref.casefold())
        if known_to == "internal":
            return ("ref", self._reporter_ref.casefold(), ref.casefold())
        name = first_line(next(iter(names.values()))) if names else ref
        return ("name", compared(name)) if name else None

    def _mark(self, key: Key, ref: str) -> str:
        if key[0] == "name":
            return ""
        return f"IATI:{ref}" if len(key) == 2 else f"{self._reporter_ref}:{ref}"


def _names_of(said: Node) -> list[str]:
    return [compared(first_line(name)) for name in said.get(NARRATIVE, {}).values()]


@lru_cache(maxsize=4096)
def reach(ref: str) -> str:
    """Whether an identifier is registered, known only to who reports, or no identifier at all."""
    if _REGISTERED.fullmatch(ref):
        return "registered"
    return "internal" if _DIGIT.search(ref) else ""


@lru_cache(maxsize=4096)
def compared(name: str) -> str:
    """A name as it is compared: NFC, small letters, single spaces."""
    return one_line(unicodedata.normalize("NFC", name).casefold())


def read_participants(reading: Reading, organisations: Organisations, activity: Node) -> Iterator[Draft]:
    """A link for each organisation and role; the reporting one is linked as «other» where it has no part of its own."""
    links: dict[tuple[Key, str], list[Node]] = {}
    unnamed: list[Node] = []
    for node in take_children(activity, "participating-org"):
        key = organisations.meet(node)
        if key is None:
            unnamed.append(node)
            continue
        role = reading.take_code(node, "role", codes.ROLES, "participating-org") or "other"
        links.setdefault((key, role), []).append(node)
    if unnamed:
        activity["participating-org"] = unnamed
        reading.warn("iati.organisation_unnamed", count=len(unnamed))
    if organisations.reporter and all(key != organisations.reporter for key, _ in links):
        links[organisations.reporter, "other"] = [{"reporting-org": "yes"}]
    for (key, role), nodes in links.items():
        yield _link(reading, key, role, nodes)


def _link(reading: Reading, key: Key, role: str, nodes: list[Node]) -> Draft:
    """One link, however often the file says it."""
    partner, node = Ref("partner", key), nodes[0]
    if key[0] == "ref":
        take(node, "ref")
    values: dict[str, object] = {"activity": reading.activity, "partner": partner, "role": role}
    if name := reading.take_text(node):
        values["name_as_given"] = name
    if other := reading.other_data(node if len(nodes) == 1 else {"participating-org": nodes}):
        values["other_data"] = other
    return Draft("activity_partner", (reading.activity, partner, role), values)

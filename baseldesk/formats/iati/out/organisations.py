"""Who takes part: links become participating organisations, and each transaction names again what it had left to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from baseldesk.formats.draft import Ref
from baseldesk.formats.iati import codes
from baseldesk.formats.iati.organisations import Key, compared, reach
from baseldesk.formats.iati.out.parts import Going, kept
from baseldesk.formats.iati.out.structure import activity_place
from baseldesk.formats.iati.tree import NARRATIVE, Node, children, first_line, stated

ROLES = {ours: theirs for theirs, ours in codes.ROLES.items()}
TYPES = {
    "SK-PARTY": "10", "SK-AUTH": "15", "SK-NGO": "22", "SK-UN": "40", "SK-FOUND": "60", "SK-IND": "70", "SK-ACAD": "80",
}  # fmt: skip


class Organisations:
    """The organisations of one activity as the file will name them; the first mention of each is what later ones leave out."""

    def __init__(self, going: Going) -> None:
        self._going = going
        self._said: dict[bytes, Node] = {}
        self._strangers: set[bytes] = set()
        self._reporter_ref = stated(going.reporter, "ref")
        self.reporter = self._remember_reporter()

    def _remember_reporter(self) -> bytes | None:
        """The partner that the reporting organisation is, as an import finds it."""
        from baseldesk.formats.iati.organisations import Organisations as Read
        from baseldesk.formats.iati.organisations import Partners
        from baseldesk.formats.iati.reading import Reading

        key = Read(Reading("", self._going.language, ""), Partners(), self._going.reporter).reporter
        if key is None:
            return None
        identity = self._find(key)
        self.introduce(identity, self._going.reporter)
        return identity

    def _find(self, key: Key) -> bytes:
        return self._going.ids.find(Ref("partner", key))

    def introduce(self, partner: object, node: Node) -> None:
        """Remembers how an organisation is named where it stands first."""
        if isinstance(partner, bytes):
            self._said.setdefault(partner, node)

    def introduce_stranger(self, partner: object, node: Node) -> None:
        """As `introduce`, for one without a part in the activity: each transaction names it in full."""
        if isinstance(partner, bytes) and partner not in self._said:
            self._strangers.add(partner)
            self._said[partner] = node

    def participants(self) -> Iterator[Node]:
        """A participating organisation for each link with a role that IATI knows."""
        for row in self._going.found.parts["activity_partner"]:
            for node in self._nodes(row.values):
                self.introduce(row.values["partner"], node)
                yield node

    def _nodes(self, values: dict[str, Any]) -> Iterator[Node]:
        other = kept(values, activity_place().at("participating-org"))
        if other.get("reporting-org") == "yes":
            return
        several = self._with_first(children(kept(values, activity_place()), "participating-org"), values["partner"])
        if not self.may_name(values["partner"]):
            return
        for number, node in enumerate(several or [other]):
            if not stated(node, "role"):
                role = ROLES.get(str(values.get("role")))
                if role is None:
                    self._going.publisher.left_out["iati.role_unknown"] += 1
                    continue
                node["role"] = role
            if number == 0:
                self._name(node, values)
            yield node

    def _with_first(self, nodes: list[Node], partner: bytes) -> list[Node]:
        """Several mentions of one part: the first is missing among what was kept where all it said is in fields."""
        if not nodes:
            return []
        names = nodes[0].get(NARRATIVE) or {}
        ref = stated(nodes[0], "ref")
        if reach(ref):
            is_first = compared(ref) != compared(self.ref_of(partner))
        else:
            is_first = not names or self._find(("name", compared(first_line(next(iter(names.values())))))) != partner
        return nodes if is_first and len(nodes) > 1 else [{}, *nodes]

    def may_name(self, partner: object) -> bool:
        """Whether a partner may be named outside."""
        values = self._going.publisher.partners.values(partner)
        return self._going.may_go(values)

    def _name(self, node: Node, values: dict[str, Any]) -> None:
        """Identifier and name; in an imported activity only what it had, so that it stays what it was."""
        partner = values["partner"]
        known = self._going.publisher.partners.values(partner)
        if not stated(node, "ref") and (ref := self.ref_of(partner)):
            node["ref"] = ref
        name = values.get("name_as_given")
        names = dict(known.get("name") or {})
        if name:
            self._add_name(node, str(name), names)
        elif not (self._going.is_imported and stated(node, "ref")):
            node[NARRATIVE] = {**names, **node.get(NARRATIVE, {})}
        node[NARRATIVE] = self._key_first(node.get(NARRATIVE) or {}, partner)
        if not stated(node, "type") and not self._going.is_imported and (kind := TYPES.get(str(known.get("stakeholder_kind")))):
            node["type"] = kind

    def _add_name(self, node: Node, name: str, names: dict[str, str]) -> None:
        """The name as given, in the language in which the partner is called so; paragraphs that followed it follow again."""
        held = dict(node.get(NARRATIVE) or {})
        own = self._going.language
        free = [one for one, text in names.items() if text == name and one not in held]
        language = own if own in held or own in free or not free else free[0]
        rest = held.pop(language, "")
        node[NARRATIVE] = {language: f"{name}\n\n{rest}" if rest else name, **held}

    def _key_first(self, texts: dict[str, str], partner: bytes) -> dict[str, str]:
        """Where a partner is known by its name, the name that it is known by stands first."""
        for language, text in texts.items():
            if self._find(("name", compared(first_line(text)))) == partner:
                return {language: text, **texts}
        return texts

    def ref_of(self, partner: object) -> str:
        """The identifier that a partner goes by in IATI; empty where it has none."""
        marks = sorted(self._going.publisher.partners.values(partner).get("external_ids") or ())
        mine = f"{self._reporter_ref}:"
        found: list[tuple[str, Key]] = []
        for mark in marks:
            if mark.startswith("IATI:"):
                found.append((mark[5:], ("ref", mark[5:].casefold())))
            elif self._reporter_ref and mark.startswith(mine):
                ref = mark[len(mine) :]
                found.append((ref, ("ref", self._reporter_ref.casefold(), ref.casefold())))
        exact = [ref for ref, key in found if self._find(key) == partner]
        return (exact or [ref for ref, key in found if len(key) == 2] or [""])[0]

    def restore(self, node: Node, partner: bytes) -> None:
        """Names an organisation in a transaction by what was said of it first, as far as it says nothing of its own."""
        said = self._said.get(partner, {})
        known = self._going.publisher.partners.values(partner)
        ref = stated(node, "ref") or self.ref_of(partner) or stated(said, "ref")
        if ref:
            node["ref"] = ref
        if partner in self._strangers and stated(said, "type"):
            node.setdefault("type", said["type"])
        own, is_told = node.get(NARRATIVE), reach(ref) != "" and self._going.is_imported
        first = said.get(NARRATIVE) if not is_told or partner in self._strangers else None
        names = own or first or (None if is_told else known.get("name"))
        if names:
            node[NARRATIVE] = self._key_first(dict(names), partner)

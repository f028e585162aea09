"""Elements grown from plain dictionaries: in the standard's order, and only what it has a place for."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from baseldesk.formats.iati.out.structure import Place, is_valid
from baseldesk.formats.iati.tree import NARRATIVE, PREFIXES, TEXT, XML_LANG, Node

# What XML 1.0 cannot carry, even written as a number.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMESPACES = {prefix: namespace for namespace, prefix in PREFIXES.items()}
_BREAKS = ("\n", "\r", "\t")


class Growing:
    """Makes elements, and counts under its name each thing that an element of the standard has no place for."""

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()
        self.lacking: list[str] = []  # of the element that was made last

    def grow(self, node: Node, place: Place) -> etree._Element | None:
        """The element; None where it lacks what must be there."""
        element = etree.Element(place.name)
        rest = dict(node)
        self._set_attributes(element, rest, place)
        self._set_text(element, rest, place)
        for child in place.children.values():
            if child.name in rest:
                self._add_children(element, rest.pop(child.name), child)
        for name, held in sorted(rest.items()):
            if not _add_foreign(element, name, held):
                self.left_out[f"{place.name}/{name}"] += 1
        self.lacking = _lacks(element, place)
        if self.lacking:
            self.left_out[place.name] += 1
            return None
        return element

    def _set_attributes(self, element: etree._Element, rest: Node, place: Place) -> None:
        for name, kind in place.attributes.items():
            held = rest.pop(name, None)
            if isinstance(held, str) and held.strip() and is_valid(kind, clean(held)):
                element.set(XML_LANG if name == "lang" else name, clean(held))
            elif held:
                self.left_out[f"{place.name}/@{name}"] += 1

    def _set_text(self, element: etree._Element, rest: Node, place: Place) -> None:
        if place.text and isinstance(rest.get(TEXT), str) and is_valid(place.text, clean(rest[TEXT])):
            element.text = clean(rest.pop(TEXT))

    def _add_children(self, element: etree._Element, held: object, place: Place) -> None:
        if place.name == NARRATIVE and isinstance(held, dict):
            _add_narratives(element, held)
            return
        nodes = [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []
        if held and not nodes:
            self.left_out[place.name] += 1
        grown = [one for node in nodes if node and (one := self.grow(node, place)) is not None]
        self.left_out[place.name] += max(0, len(grown) - (place.most or len(grown)))
        element.extend(grown[: place.most])


def clean(text: str) -> str:
    """The text as XML can hold it: what it cannot is shown as U+FFFD."""
    return _IMPOSSIBLE.sub("\ufffd", text)


def _add_narratives(element: etree._Element, texts: dict[str, str]) -> None:
    """One narrative for each language; a language that is none goes without a mark."""
    for language, text in texts.items():
        if text:
            narrative = etree.SubElement(element, NARRATIVE)
            narrative.text = clean(str(text))
            if is_valid("language", language):
                narrative.set(XML_LANG, language)


def _lacks(element: etree._Element, place: Place) -> list[str]:
    """What must be there and is not: attributes, a figure, children."""
    missing = [name for name in sorted(place.required) if name not in element.attrib]
    if place.text not in ("", "string") and not (element.text or "").strip():
        missing.append(TEXT)
    return missing + [one.name for one in place.children.values() if one.least and element.find(one.name) is None]


def _add_foreign(element: etree._Element, name: str, held: object) -> bool:
    """Puts back what stands in another name space, for which the standard leaves room at the end; False where it is none."""
    tag = _foreign_tag(name)
    try:
        if tag is None or (tag == XML_LANG and not is_valid("language", str(held))):
            return False
        if isinstance(held, str) and not any(sign in held for sign in _BREAKS):
            element.set(tag, clean(held))
            return True
        several = held if isinstance(held, list) else [held]
        return tag != XML_LANG and all(_add_foreign_child(element, tag, one) for one in several)
    except ValueError:
        return False


def _foreign_tag(name: str) -> str | None:
    """The full name of an attribute or element of another name space."""
    if name == "lang":
        return XML_LANG
    prefix, _, local = name.partition(":")
    if prefix in _NAMESPACES and local:
        return f"{{{_NAMESPACES[prefix]}}}{local}"
    return name if name.startswith("{") else None


def _add_foreign_child(element: etree._Element, tag: str, held: object) -> bool:
    child = etree.SubElement(element, tag)
    if not isinstance(held, dict):
        child.text = clean(str(held))
        return True
    texts = held.get(NARRATIVE)
    if isinstance(texts, dict):
        _add_narratives(child, texts)
    child.text = clean(str(held.get(TEXT, ""))) or None
    return all(_add_foreign(child, name, one) for name, one in held.items() if name not in (TEXT, NARRATIVE))

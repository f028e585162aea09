"""An element as a plain dictionary to take from, and what is left of it as text.

An attribute is a text under its name, children are lists under theirs, narratives one mapping {language: text}; other text
stands under `text`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec
from lxml import etree

from baseldesk.records import vocabulary
from baseldesk.records.values import clean_text

Node = dict[str, Any]
TEXT, NARRATIVE, MARKUP = "text", "narrative", "narrative-markup"
_OURS = frozenset({TEXT, NARRATIVE, MARKUP})  # names that a stranger's attribute or element must not take
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MISTAKEN_LANG = "{xml}lang"  # seen where «xml» was declared as a name space of its own
_ONLY_LANGUAGE = [XML_LANG]
# d-portal writes its marks in these; other namespaces are kept in full.
PREFIXES = {"http://d-portal.org/xmlns/dstore": "dstore", "http://d-portal.org/xmlns/iati-activities": "iati-activities"}
_json = msgspec.json.Encoder(order="sorted")
_LANGUAGE = re.compile("[-_]")


def plain(element: etree._Element, language: str) -> Node:
    """The element with everything in it; narratives without a language are in this one. Hot: it meets every element of a file."""
    node: Node = dict(element.items())  # type: ignore[arg-type]  # always text
    for key in tuple(node):
        if key[0] == "{" or key in _OURS:
            node[name_of(key) if key[0] == "{" else f"@{key}"] = node.pop(key)
    text = element.text
    text = text.strip() if text else ""
    for child in element:
        tag = child.tag
        if tag == NARRATIVE:
            _add_narrative(node, child, language)
        else:
            name = tag if tag[0] != "{" and tag not in _OURS else name_of(tag)
            held = node.get(name)
            if held.__class__ is list:
                held.append(plain(child, language))
            else:
                _add_first(node, name, held, plain(child, language))
        tail = child.tail
        if tail and not tail.isspace():
            text = f"{text}\n\n{tail.strip()}".strip()
    if text:
        node[TEXT] = text
    return node


def _add_first(node: Node, name: str, held: str | None, child: Node) -> None:
    """Puts the first child of a name, beside an attribute that may have the same."""
    if held is not None:
        node[f"@{name}"] = held
    node[name] = [child]


def _add_narrative(node: Node, element: etree._Element, default: str) -> None:
    """Several narratives in one language are paragraphs of one text."""
    text = (element.text or "").strip()
    raw = element.get(XML_LANG)
    if len(element) or element.keys() != _ONLY_LANGUAGE:
        text = "".join(map(str, element.itertext())).strip()
        raw = raw or element.get(_MISTAKEN_LANG)
        _keep_markup(node, element, raw or "", default)
    if not text:
        return
    language = (language_code(raw) or raw.strip().lower() or default) if raw else default
    held = node.get(NARRATIVE)
    if held is None:
        node[NARRATIVE] = {language: text}
    else:
        held[language] = f"{held[language]}\n\n{text}" if language in held else text


def _keep_markup(node: Node, element: etree._Element, language: str, default: str) -> None:
    """Keeps a narrative whole that has elements in it or says more of itself than its language."""
    more = {
        key: held
        for key, held in element.items()
        if key != XML_LANG and (key, held.lower()) != (_MISTAKEN_LANG, language.lower())
    }
    if len(element) or more:
        node.setdefault(MARKUP, []).append(plain(element, default))


@cache
def name_of(key: str) -> str:
    """A tag or attribute name as people read it."""
    if not key.startswith("{"):
        return f"<{key}>" if key in _OURS else key
    namespace, _, local = key[1:].partition("}")
    if key == XML_LANG:
        return "lang"
    return f"{PREFIXES[namespace]}:{local}" if namespace in PREFIXES else key


@cache
def language_code(raw: str) -> str | None:
    """The ISO 639-1 code of what a file gives as a language: «EN», «eng», «pt-BR»; None where it is none."""
    code = _LANGUAGE.split(raw.strip().lower(), maxsplit=1)[0]
    if len(code) == 3:
        from babel.core import get_global

        code = str(get_global("language_aliases").get(code, code))
    return code if vocabulary.has("language", code) else None


def one_line(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def first_line(text: str) -> str:
    """The first paragraph, with single spaces: the name of an organisation may be followed by its story."""
    return one_line(text.partition("\n\n")[0])


def left(node: Node) -> Node:
    """What nobody has taken, as simply as it can be written: one child stands for itself, a bare text for its element."""
    out: Node = {}
    for key, held in node.items():
        if held.__class__ is str:
            if held:
                out[key] = held
        elif held.__class__ is list:
            kept = [simple for one in held if (simple := _simple(one))]
            if kept:
                out[key] = kept[0] if len(kept) == 1 else kept
        elif held:
            out[key] = held
    return out


def _simple(node: Any) -> Any:
    if node.__class__ is not dict:
        return node
    for held in node.values():
        if held.__class__ is list or not held:
            node = left(node)
            break
    return node[TEXT] if len(node) == 1 and TEXT in node else node


def to_text(node: Node) -> str:
    """What is left, as compact JSON; empty where nothing is."""
    kept = left(node)
    return clean_text(_json.encode(kept).decode()) if kept else ""


def stated(node: Node, name: str) -> str:
    """An attribute, or the text; empty where there is none."""
    held = node.get(name)
    return held.strip() if isinstance(held, str) else ""


def take(node: Node, name: str) -> str:
    """Takes an attribute, or the text."""
    return str(node.pop(name)).strip() if isinstance(node.get(name), str) else ""


def children(node: Node, name: str) -> list[Node]:
    """The children with this tag, to read or take from."""
    held = node.get(name)
    return held if isinstance(held, list) else []


def take_children(node: Node, name: str) -> list[Node]:
    """Takes the children with this tag."""
    return node.pop(name) if isinstance(node.get(name), list) else []


def first(node: Node, name: str) -> Node:
    """The first child with this tag; an empty one where there is none."""
    held = node.get(name)
    return held[0] if isinstance(held, list) else {}

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
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# d-portal writes its marks in these; other namespaces are kept in full.
_PREFIXES = {"http://d-portal.org/xmlns/dstore": "dstore", "http://d-portal.org/xmlns/iati-activities": "iati-activities"}
_json = msgspec.json.Encoder(order="sorted")
_LANGUAGE = re.compile("[-_]")


def plain(element: etree._Element, language: str) -> Node:
    """The element with everything in it; narratives without a language are in this one."""
    node: Node = {name_of(key): held for key, held in element.items()}
    text = (element.text or "").strip()
    for child in element:
        tag = child.tag
        if tag == NARRATIVE:
            _add_narrative(node, child, language)
        else:
            _add_child(node, name_of(tag), plain(child, language))
        if child.tail and not child.tail.isspace():
            text = f"{text} {child.tail.strip()}".strip()
    if text:
        node[TEXT] = text
    return node


def _add_child(node: Node, name: str, child: Node) -> None:
    held = node.get(name)
    if held is None:
        node[name] = [child]
    elif isinstance(held, list):
        held.append(child)
    else:  # an attribute of the same name
        node[f"@{name}"] = held
        node[name] = [child]


def _add_narrative(node: Node, element: etree._Element, default: str) -> None:
    """Several narratives in one language are paragraphs of one text."""
    text = "".join(map(str, element.itertext())).strip() if len(element) else (element.text or "").strip()
    if len(element):
        _add_child(node, MARKUP, plain(element, default))
    if not text:
        return
    raw = element.get(XML_LANG) or element.get("{xml}lang")
    language = (language_code(raw) or raw.strip().lower() or default) if raw else default
    held = node.setdefault(NARRATIVE, {})
    if isinstance(held, dict):
        held[language] = f"{held[language]}\n\n{text}" if language in held else text


@cache
def name_of(key: str) -> str:
    """A tag or attribute name as people read it."""
    if not key.startswith("{"):
        return key
    namespace, _, local = key[1:].partition("}")
    if key == XML_LANG:
        return "lang"
    return f"{_PREFIXES[namespace]}:{local}" if namespace in _PREFIXES else key


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


def left(node: Node) -> Node:
    """What nobody has taken, as simply as it can be written: one child stands for itself, a bare text for its element."""
    out: Node = {}
    for key, held in node.items():
        if isinstance(held, list):
            kept = [one for one in map(_simple, held) if one not in ("", {})]
            if kept:
                out[key] = kept[0] if len(kept) == 1 else kept
        elif held not in ("", {}):
            out[key] = held
    return out


def _simple(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    kept = left(node)
    return kept[TEXT] if kept.keys() == {TEXT} else kept


def to_text(node: Node) -> str:
    """What is left, as compact JSON; empty where nothing is."""
    kept = left(node)
    return clean_text(_json.encode(kept).decode()) if kept else ""


def first(node: Node, name: str) -> Node:
    """The first child with this tag, to read or take from; an empty one where there is none."""
    children = node.get(name)
    return children[0] if isinstance(children, list) else {}

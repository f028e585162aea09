"""Documents that lie somewhere on the web become links; contacts go out only where somebody asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from baseldesk.formats.iati import codes
from baseldesk.formats.iati.out.parts import Going, child, kept, put_date, put_texts
from baseldesk.formats.iati.out.structure import activity_place
from baseldesk.formats.iati.tree import NARRATIVE, TEXT, Node, children, language_code, stated

# The first of their categories for each of our kinds; a page on the web is what every link is.
_CATEGORIES = {ours: theirs for theirs, ours in reversed(codes.DOCUMENTS.items())}
_WEB_PAGE, _HTML = "A12", "text/html"


def document_links(going: Going) -> Iterator[Node]:
    """A link for each document that has one."""
    for row in going.found.parts["document"]:
        if row.values.get("link") and going.may_go(row.values):
            yield _link(going, row.values)


def _link(going: Going, values: dict[str, Any]) -> Node:
    node = kept(values, activity_place().at("document-link"))
    node["url"] = values["link"]
    node["format"] = values.get("media_type") or stated(node, "format") or _HTML
    put_texts(node, "title", values.get("title"))
    put_texts(node, "description", values.get("caption"))
    put_date(node, "document-date", values.get("dated_on"))
    if not children(node, "title"):
        node["title"] = [{NARRATIVE: {going.language: values["link"]}}]
    if not children(node, "category"):
        node["category"] = [{"code": _CATEGORIES.get(str(values.get("kind")), _WEB_PAGE)}]
    _put_language(node, values.get("language"))
    return node


def _put_language(node: Node, code: str | None) -> None:
    """The one language of the document; several that came with it stay."""
    nodes = children(node, "language")
    if code and len(nodes) < 2 and language_code(stated(child(node, "language"), "code")) != code:
        child(node, "language")["code"] = code


def contacts(going: Going) -> Iterator[Node]:
    """A contact for each contact record of the activity, where they were gathered at all."""
    for row in going.found.parts["contact"]:
        node = kept(row.values, activity_place().at("contact-info"))
        for name, field in (("person-name", "person"), ("job-title", "role")):
            if held := row.values.get(field):
                _put_line(child(node, name), str(held), going.language)
        for name, field in (("email", "email"), ("telephone", "phone")):
            if held := row.values.get(field):
                child(node, name)[TEXT] = str(held)
        yield node


def _put_line(node: Node, text: str, language: str) -> None:
    held = dict(node.get(NARRATIVE) or {})
    rest = held.pop(language, "")
    node[NARRATIVE] = {language: f"{text}\n\n{rest}" if rest else text, **held}

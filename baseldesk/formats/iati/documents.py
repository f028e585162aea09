"""Document links and, on request, contacts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from baseldesk.formats.draft import Draft, Ref
from baseldesk.formats.iati import codes
from baseldesk.formats.iati.organisations import Organisations
from baseldesk.formats.iati.reading import Reading
from baseldesk.formats.iati.tree import TEXT, Node, children, first, language_code, one_line, stated, take, take_children


def read_documents(reading: Reading, activity: Node) -> Iterator[Draft]:
    """A document for each link; nothing is fetched."""
    seen: Counter[str] = Counter()
    for node in take_children(activity, "document-link"):
        link = take(node, "url")
        seen[link] += 1
        yield Draft("document", (reading.identifier, link, str(seen[link])), _document(reading, node, link))


def _document(reading: Reading, node: Node, link: str) -> dict[str, object]:
    kinds = {codes.DOCUMENTS[code] for one in children(node, "category") if (code := stated(one, "code")) in codes.DOCUMENTS}
    found = {
        "activity": reading.activity,
        "title": reading.take_texts(first(node, "title"), line=True),
        "caption": reading.take_texts(first(node, "description"), line=True),
        "link": link,
        "media_type": take(node, "format").lower(),
        "language": _take_language(node),
        "kind": kinds.pop() if len(kinds) == 1 else None,
        "dated_on": reading.take_date(first(node, "document-date"), "document-date"),
        "other_data": reading.other_data(node),
    }
    return {name: held for name, held in found.items() if held not in (None, "", {})}


def _take_language(node: Node) -> str | None:
    """The language of the document, where it has one."""
    languages = children(node, "language")
    code = language_code(stated(languages[0], "code")) if len(languages) == 1 else None
    if code:
        del languages[0]["code"]
    return code


def read_contacts(reading: Reading, organisations: Organisations, activity: Node) -> Iterator[Draft]:
    """A contact for each contact element, known by whom it names and its place among equals."""
    seen: Counter[tuple[str, str]] = Counter()
    for node in take_children(activity, "contact-info"):
        name = (stated(first(node, "email"), TEXT), reading.read_text(first(node, "person-name")))
        seen[name] += 1
        yield Draft("contact", (reading.identifier, *name, str(seen[name])), _contact(reading, organisations, node))


def _contact(reading: Reading, organisations: Organisations, node: Node) -> dict[str, object]:
    found = {
        "activity": reading.activity,
        "partner": _partner(organisations, node),
        "person": reading.take_text(first(node, "person-name")),
        "role": reading.take_text(first(node, "job-title")),
        "email": one_line(take(first(node, "email"), TEXT)),
        "phone": one_line(take(first(node, "telephone"), TEXT)),
        "other_data": reading.other_data(node),
    }
    return {name: held for name, held in found.items() if held not in (None, "")}


def _partner(organisations: Organisations, node: Node) -> Ref | None:
    """The organisation of the activity that is called as the contact says; the one that reports where none is said."""
    names = first(node, "organisation").get("narrative")
    key = organisations.find_named(next(iter(names.values()))) if names else organisations.reporter
    return Ref("partner", key) if key else None

"""Opens an IATI activity file and gives its activities, one after the other, as drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from lxml import etree

from baseldesk.desk.desk import Desk
from baseldesk.errors import FileRefused
from baseldesk.formats import xml
from baseldesk.formats.draft import Draft, Item, Own, Source, Warned
from baseldesk.formats.iati import activity, budgets, codes, documents, organisations, transactions
from baseldesk.formats.iati.reading import Reading
from baseldesk.formats.iati.tree import TEXT, XML_LANG, Node, first, language_code, plain, stated, take_children

ROOT, ACTIVITY = "iati-activities", "iati-activity"
_DEFAULT_LANGUAGE = "en"  # where neither text nor activity says: what the standard is written in; said in a warning


def open_file(path: Path, size: int) -> Source:
    """Checks root element and version.

    Raises:
        FileRefused: it is no IATI activity file of a version that is known.
    """
    root = xml.read_root(path)
    if root.tag != ROOT:
        code = "iati.organisations" if root.tag == "iati-organisations" else "iati.other_root"
        raise FileRefused(code, file=path.name, root=root.tag[:80])
    version = root.attributes.get("version", "").strip() or _version_of_first(path)
    _check_version(path, version)
    return Source(path, "iati", size, partial(_read_items, path), root.attributes, _find_own)


def _find_own(desk: Desk, items: Sequence[Item]) -> Mapping[str, Own]:
    from baseldesk.formats.iati.own import find_own  # which needs what goes out

    return find_own(desk, items)


def _version_of_first(path: Path) -> str:
    """The version that the first activity names: files put together from others have it there."""
    for found in xml.read_elements(path, ACTIVITY):
        versions = (str(held).strip() for key, held in found.element.items() if str(key).rpartition("}")[2] == "version")
        return next(versions, "")
    return ""


def _check_version(path: Path, version: str) -> None:
    if version in codes.VERSIONS:
        return
    if version.startswith("1."):
        xml.check_to_the_end(path)  # for a damaged file, to ask for a newer one would be bad advice
        raise FileRefused("iati.version_old", file=path.name, version=version[:20])
    known = ", ".join(sorted(codes.VERSIONS))
    raise FileRefused("iati.version_unknown", file=path.name, version=version[:20] or "–", known=known)


def _read_items(path: Path, contacts: bool) -> Iterator[Item]:
    """The activities, and at the end what belongs to the file as a whole: its partners."""
    partners = organisations.Partners()
    others: list[str] = []
    left_out = 0
    seen: set[str] = set()
    for found in xml.read_elements(path, ACTIVITY, others):
        left_out += 0 if contacts else sum(1 for _ in found.element.iterchildren("contact-info"))
        yield _read_item(found, partners, seen, contacts=contacts)
    warnings = []
    if left_out:
        warnings.append(Warned(path.name, "iati.contacts_left_out", {"count": left_out}))
    if others:
        warnings.append(Warned(path.name, "iati.element_outside", {"names": ", ".join(sorted(set(others)))[:200]}))
    yield Item(path.name, tuple(partners.drafts()), tuple(warnings), counted=False, offset=path.stat().st_size)


def _read_item(found: xml.Found, partners: organisations.Partners, seen: set[str], *, contacts: bool) -> Item:
    line = found.element.sourceline
    language = found.element.get(XML_LANG, "")
    code = language_code(language) if language else None
    node = plain(found.element, code or _DEFAULT_LANGUAGE)
    identifier = stated(first(node, "iati-identifier"), TEXT)
    if not identifier:
        return _reject(f"line {line}", "iati.identifier_missing", found.offset, line=line)
    if identifier in seen:
        return _reject(identifier, "iati.identifier_twice", found.offset, line=line)
    seen.add(identifier)
    reading = Reading(identifier, code or _DEFAULT_LANGUAGE, stated(node, "default-currency").upper())
    if code is None and _has_unmarked(found.element):
        reading.warn("iati.language_missing", language=_DEFAULT_LANGUAGE)
    drafts = tuple(_read_drafts(reading, partners, node, contacts=contacts))
    return Item(identifier, drafts, tuple(reading.warnings), offset=found.offset)


def read_element(element: etree._Element) -> Item:
    """One activity as an item, without its contacts and the partners that it names."""
    return _read_item(xml.Found(element, 0), organisations.Partners(), set(), contacts=False)


def _reject(where: str, code: str, offset: int, **params: object) -> Item:
    return Item(where, (), (Warned(where, code, params),), offset=offset)


def _has_unmarked(element: etree._Element) -> bool:
    """Whether there is a text without a language of its own."""
    return any(XML_LANG not in one.attrib for one in element.iter("narrative"))


def _read_drafts(reading: Reading, partners: organisations.Partners, node: Node, *, contacts: bool) -> Iterator[Draft]:
    """The activity first, then what hangs on it. The activity is read last: it keeps what the others leave."""
    if not contacts:
        take_children(node, "contact-info")
    title = activity.read_title(reading, node)
    countries = activity.read_countries(reading, node)
    known = organisations.Organisations(reading, partners, first(node, "reporting-org"))
    children = [
        *organisations.read_participants(reading, known, node),
        *budgets.read_budgets(reading, node),
        *transactions.read_transactions(reading, known, node, title.get(reading.language) or next(iter(title.values()), "")),
        *documents.read_documents(reading, node),
        *documents.read_contacts(reading, known, node),
    ]
    yield activity.read_activity(reading, node, title, countries)
    yield from children

"""Every text and every attribute of an activity stands in some draft: as it was, as a date or number, or as one of our codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from baseldesk.formats.draft import Draft, Item, Ref
from baseldesk.formats.iati import codes
from baseldesk.formats.iati.tree import language_code
from baseldesk.formats.open import read
from baseldesk.resources import resource

FIXTURES = Path(__file__).parents[2] / "fixtures" / "iati"
FILES = [resource("examples", "waste-projects.iati.xml"), FIXTURES / "every-element.xml"]
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# (parent, attribute) → what the code becomes; where several of theirs are one of ours, theirs is kept and not listed here.
CODED: dict[tuple[str, str], Callable[[str], str | None]] = {
    ("activity-status", "code"): codes.STAGES.get,
    ("activity-scope", "code"): codes.LEVELS.get,
    ("participating-org", "role"): codes.ROLES.get,
    ("activity-date", "type"): lambda code: code if code in codes.DATES else None,
    ("description", "type"): lambda code: code if code in codes.DESCRIPTIONS else None,
}


def alike(text: object) -> str:
    """A text as it is compared: white space, case and the spelling of a number do not count."""
    plain = " ".join(str(text).split()).casefold()
    try:
        return str(Decimal(plain).normalize())
    except InvalidOperation:
        return plain


def held_in(value: object) -> Iterator[str]:
    """Every text in a value of a draft."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from held_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from held_in(one)
    elif isinstance(value, Ref):
        yield from held_in(value.identifier)
    elif isinstance(value, date | Decimal | str):
        yield str(value)


def texts_of(drafts: Iterable[Draft]) -> set[str]:
    """Every text of these drafts, whole, by line and, of an identifier elsewhere, without its kind; JSON opened."""
    found: set[str] = set()
    for draft in drafts:
        values = dict(draft.values)
        other = values.pop("other_data", None)
        whole = [*held_in(values), *held_in(msgspec.json.decode(str(other)) if other else {})]
        found.update(
            alike(part) for one in whole for part in (one, *one.split("\n\n"), one.partition(":")[2], one.partition(":")[0])
        )
    return found


def atoms(element: Any) -> Iterator[tuple[str, str, str]]:
    """(tag, attribute or "", text) of everything that an element says, contacts left out."""
    if not isinstance(element.tag, str) or element.tag == "contact-info":
        return
    for name, held in element.attrib.items():
        yield element.tag, name, held
    yield element.tag, "", element.text or ""
    for child in element:
        yield from atoms(child)
        yield element.tag, "", child.tail or ""


def lost(activity: Any, drafts: Iterable[Draft]) -> list[tuple[str, str, str]]:
    """What an activity says and no draft does."""
    texts = texts_of(drafts)
    return [one for one in atoms(activity) if one[2].strip() and not is_kept(*one, texts)]


def is_kept(tag: str, name: str, held: str, texts: set[str]) -> bool:
    if name == LANG:
        return (language_code(held) or alike(held)) in texts or alike(held) in texts
    if (tag, name) in CODED and CODED[tag, name](held.strip()) is not None:
        return True
    parts = [alike(part) for part in held.strip().split("\n\n")]
    return alike(held) in texts or all(part in texts for part in parts)


def read_all(path: Path) -> tuple[dict[str, Item], tuple[Draft, ...]]:
    """The items by identifier, and the partners of the file."""
    items = list(read(path).items())
    return {item.where: item for item in items if item.counted}, items[-1].drafts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_lost(path: Path) -> None:
    items, partners = read_all(path)
    activities = etree.parse(path).getroot().findall("iati-activity")
    assert len(items) == len(activities) > 0
    for activity in activities:
        item = items[activity.findtext("iati-identifier", "").strip()]
        assert lost(activity, [*item.drafts, *partners]) == []


def test_the_check_sees_a_loss() -> None:
    items, partners = read_all(FILES[1])
    (activity,) = etree.parse(FILES[1]).getroot().findall("iati-activity")
    (item,) = items.values()
    without = [draft for draft in item.drafts if draft.type != "document"]
    assert len(lost(activity, [*without, *partners])) > 3


NAMES = st.sampled_from(
    ["iati-identifier", "title", "description", "narrative", "text", "transaction", "value", "budget", "recipient-country",
     "provider-org", "receiver-org", "participating-org", "transaction-type", "transaction-date", "document-link", "category",
     "language", "period-start", "other-identifier", "owner-org", "activity-date", "activity-status", "reporting-org", "sector",
     "anything"]
)  # fmt: skip
ATTRIBUTES = st.sampled_from(
    [
        "code",
        "ref",
        "type",
        "role",
        "iso-date",
        "currency",
        "percentage",
        "url",
        "text",
        "narrative",
        "description",
        "value",
        "budget",
        "format",
        "transaction",
    ]
)
WORDS = st.sampled_from(
    ["1", "2", "3", "11", "SN", "USD", "2020-01-01", "2020-99-01", "-5", "200", "GB-1", "x y", "N/A", "é", "12.50"]
)
TREES = st.recursive(
    st.tuples(NAMES, st.dictionaries(ATTRIBUTES, WORDS, max_size=3), WORDS, st.just([])),
    lambda inner: st.tuples(NAMES, st.dictionaries(ATTRIBUTES, WORDS, max_size=3), WORDS, st.lists(inner, max_size=4)),
    max_leaves=12,
)


def build(parent: Any, tree: Any) -> None:
    name, attributes, text, inner = tree
    element = etree.SubElement(parent, name, attributes)
    element.text = text
    for one in inner:
        build(element, one)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trees=st.lists(TREES, max_size=5), attributes=st.dictionaries(ATTRIBUTES, WORDS, max_size=3))
def test_no_shape_of_activity_breaks_the_reader_or_loses_anything(
    tmp_path: Path, trees: list[Any], attributes: dict[str, str]
) -> None:
    root = etree.Element("iati-activities", version="2.03")
    activity = etree.SubElement(root, "iati-activity", attributes)
    etree.SubElement(activity, "iati-identifier").text = "XX-1-A"
    for tree in trees:
        build(activity, tree)
    path = tmp_path / "shape.xml"
    path.write_bytes(etree.tostring(root))
    items, partners = read_all(path)
    assert lost(activity, [*items["XX-1-A"].drafts, *partners]) == []

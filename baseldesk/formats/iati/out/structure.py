"""What may stand where in an IATI 2.03 activity: from `resources/formats/iati-2.03.tsv`, made from the standard's schema."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from lxml import etree

from baseldesk.formats.iati.tree import NARRATIVE, TEXT, Node
from baseldesk.resources import resource

_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)?")
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_WHOLE = re.compile(r"[+-]?\d{1,9}")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(slots=True)
class Place:
    """An element at one place: what it may and must have."""

    name: str
    least: int
    most: int | None
    attributes: dict[str, str]
    required: frozenset[str]
    text: str
    children: dict[str, Place] = field(default_factory=dict)

    def at(self, path: str) -> Place:
        """The place of an element below this one."""
        place = self
        for name in path.split("/"):
            place = place.children[name]
        return place


@cache
def activity_place() -> Place:
    """The place of `iati-activity`, with all that may stand in it."""
    with resource("formats", "iati-2.03.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    root = _place("iati-activity", rows[0])
    for row in rows[1:]:
        above, _, name = row["path"].rpartition("/")
        (root.at(above) if above else root).children[name] = _place(name, row)
    return root


def _place(name: str, row: dict[str, str]) -> Place:
    stated = [one for one in row["attributes"].split(",") if one]
    kinds = {one.rstrip("!").partition(":")[0]: one.rstrip("!").partition(":")[2] for one in stated}
    required = frozenset(one.rstrip("!").partition(":")[0] for one in stated if one.endswith("!"))
    most = None if row["most"] == "*" else int(row["most"])
    return Place(name, int(row["least"]), most, kinds, required, row["text"])


def expand(node: Node, place: Place) -> Node:
    """Other data as `tree.plain` would read it: children are lists again, by what the standard calls a child here."""
    return {name: _expand_child(held, place.children[name]) if name in place.children else held for name, held in node.items()}


def _expand_child(held: object, place: Place) -> object:
    if place.name == NARRATIVE:
        return held
    several = held if isinstance(held, list) else [held]
    return [expand(one, place) if isinstance(one, dict) else {TEXT: str(one)} for one in several]


def is_valid(kind: str, text: str) -> bool:
    """Whether a text is of a type of the schema; any text is a text."""
    return _CHECKS[kind](text.strip()) if kind in _CHECKS else True


def _is_day(text: str) -> bool:
    found = _DAY.fullmatch(text)
    return found is not None and _reads(date.fromisoformat, found[1])


def _is_instant(text: str) -> bool:
    found = _INSTANT.fullmatch(text)
    return found is not None and _reads(datetime.fromisoformat, found[1])


def _reads(parse: Callable[[str], object], text: str) -> bool:
    try:
        return bool(parse(text))
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    """As the schema's own checker takes it: blanks and letters of any script allowed."""
    element = etree.Element("a")
    element.text = text
    return _address_schema().validate(element)


@cache
def _address_schema() -> etree.XMLSchema:
    raw = b'<schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="a" type="anyURI"/></schema>'
    return etree.XMLSchema(etree.fromstring(raw))


_CHECKS: dict[str, Callable[[str], bool]] = {
    "decimal": lambda text: _DECIMAL.fullmatch(text) is not None,
    "date": _is_day,
    "dateTime": _is_instant,
    "boolean": lambda text: text in ("0", "1", "true", "false"),
    "int": lambda text: _WHOLE.fullmatch(text) is not None,
    "nonNegativeInteger": lambda text: _WHOLE.fullmatch(text) is not None and int(text) >= 0,
    "positiveInteger": lambda text: _WHOLE.fullmatch(text) is not None and int(text) > 0,
    "language": lambda text: _LANGUAGE.fullmatch(text) is not None,
    "NMTOKEN": lambda text: re.fullmatch(r"[\w.:-]+", text) is not None,
    "anyURI": _is_address,
}

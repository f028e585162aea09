"""What the makers of an activity's parts share: who publishes, what may go out, and plain dictionaries to fill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from baseldesk.desk.shown import Row
from baseldesk.formats.draft import Ids, Ref
from baseldesk.formats.iati.out.gathering import Gathered, Partners
from baseldesk.formats.iati.out.structure import Place, activity_place, expand, is_valid
from baseldesk.formats.iati.tree import NARRATIVE, TEXT, Node, first, language_code, stated


@dataclass(slots=True)
class Publisher:
    """Who publishes the file, and by which rules.

    Attributes:
        ref: its identifier in IATI; the centre's code where it has none.
        names: its name per language.
        type: its organisation type in IATI.
        all: also what is not marked for publication.
        left_out: what of the records has no place in IATI or must not go out, by a code.
    """

    ref: str
    names: dict[str, str]
    type: str
    all: bool
    partners: Partners
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def node(self) -> Node:
        """It as an organisation that reports."""
        return {"ref": self.ref, "type": self.type, NARRATIVE: dict(self.names)}


class Going:
    """One activity on its way out."""

    def __init__(self, publisher: Publisher, found: Gathered) -> None:
        self.publisher, self.found = publisher, found
        self.row: Row = found.activity
        self.values: dict[str, Any] = found.activity.values
        self.ids = Ids(found.activity.owner)
        self.node: Node = kept(self.values, activity_place())
        marks = sorted(mark.removeprefix("IATI:") for mark in self.values.get("external_ids") or () if mark.startswith("IATI:"))
        own = [one for one in marks if self.ids.find(Ref("activity", (one,))) == self.row.id]
        self.is_imported = bool(own)
        self.identifier = (own or marks or [self._made_identifier()])[0]
        self.language = language_code(stated(self.node, "lang")) or (
            "en" if own else next(iter(self.values.get("title") or ()), "en")
        )

    def _made_identifier(self) -> str:
        from baseldesk.records.identity import id_text

        end = str(self.values.get("reference") or id_text(self.row.id))
        return f"{self.publisher.ref}-{''.join('-' if one in '/&|? ' else one for one in end)}"

    @property
    def reporter(self) -> Node:
        """The organisation that reports this activity: as it was imported, else the publisher."""
        held = first(self.node, "reporting-org")
        return held if held and self.is_imported else self.publisher.node

    def may_go(self, values: Mapping[str, Any]) -> bool:
        """Whether a part with a mark of its own may go out: what came from a published file goes unless it is marked «no»."""
        mark = values.get("publish")
        if self.publisher.all or mark == "yes" or (mark is None and self.is_imported):
            return True
        self.publisher.left_out["iati.not_marked"] += 1
        return False


def kept(values: Mapping[str, Any], place: Place) -> Node:
    """A record's other data as plain dictionaries of this place."""
    raw = values.get("other_data")
    try:
        held = msgspec.json.decode(raw) if raw else {}
    except msgspec.DecodeError:
        return {}
    return expand(held, place) if isinstance(held, dict) else {}


def child(node: Node, name: str) -> Node:
    """The first child of a name, made where there is none."""
    held = node.get(name)
    if not isinstance(held, list) or not held:
        held = node[name] = [{}]
    found: Node = held[0]
    return found


def put_texts(node: Node, name: str, texts: Mapping[str, str] | None) -> None:
    """Texts per language as the narratives of a child; those that are there and are not said anew stay."""
    if texts:
        target = child(node, name)
        target[NARRATIVE] = {**dict(texts), **{key: held for key, held in target.get(NARRATIVE, {}).items() if key not in texts}}


def put_date(node: Node, name: str, day: date | None, attribute: str = "iso-date") -> None:
    """A date on a child; one that says the same in more words stays."""
    if day is not None:
        target = child(node, name)
        if not _says(stated(target, attribute), day):
            target[attribute] = day.isoformat()


def put_value(node: Node, amount: Decimal | None, currency: str | None, valued_on: date | None) -> None:
    """An amount with its currency and the date of the rate."""
    target = child(node, "value")
    if amount is not None:
        target[TEXT] = format(amount, "f")
    if currency:
        target["currency"] = currency
    if valued_on is not None and not _says(stated(target, "value-date"), valued_on):
        target["value-date"] = valued_on.isoformat()


def _says(raw: str, day: date) -> bool:
    """Whether a text is this day, in words that the standard takes."""
    return raw.startswith(day.isoformat()) and is_valid("date", raw)

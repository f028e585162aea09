"""What the newsletter tells: activities of a period that are marked for it and for publication, and nothing that is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.desk.same import shown_for
from baseldesk.desk.shown import Row
from baseldesk.reports.request import Period

_MOST_PICTURE_BYTES = 20 << 20
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG")  # how a JPEG and a PNG file begin


@dataclass(frozen=True, slots=True)
class Shot:
    """A photograph that may be shown."""

    content: bytes
    title: Mapping[str, str]
    caption: Mapping[str, str]
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One activity of the newsletter.

    Attributes:
        partners: the names of those marked for publication.
        undecided: in how many fields two values stand against each other.
    """

    values: Mapping[str, Any]
    partners: tuple[Mapping[str, str], ...] = ()
    photograph: Shot | None = None
    undecided: int = 0

    @property
    def first(self) -> date | None:
        """When it began, or is to begin."""
        return self.values.get("started_on") or self.values.get("starts_on")

    @property
    def is_over(self) -> bool:
        """Whether it is completed: of others the stage is told, too."""
        return self.values.get("stage") == "completed"

    @property
    def last(self) -> date | None:
        """When it ended, or is to end."""
        return self.values.get("ended_on") or self.values.get("ends_on") or self.first


def gather_items(desk: Desk, owner: str, period: Period) -> list[Item]:
    """The items of a centre in a period, the newest first."""
    rows = [one for one in desk.find("activity", newsletter=True, publish="yes") if one.owner == owner]
    chosen = [one for one in rows if one.values.get("stage") != "cancelled" and _is_within(Item(one.values), period)]
    chosen.sort(key=lambda one: (str(Item(one.values).last), str(one.values.get("reference") or "")), reverse=True)
    return [_item(desk, one) for one in chosen]


def _is_within(item: Item, period: Period) -> bool:
    """Whether any of its days lies in the period."""
    first, last = item.first or item.last, item.last
    return bool(first and last and first <= period.last and last >= period.first)


def _item(desk: Desk, row: Row) -> Item:
    return Item(row.values, tuple(_partners(desk, row.id)), next(_photographs(desk, row.id), None), row.conflicts)


def _partners(desk: Desk, activity: bytes) -> Iterator[Mapping[str, str]]:
    """Names of the partners that may be published, each once."""
    named: set[bytes] = set()
    for link in desk.find("activity_partner", activity=activity):
        partner = link.values.get("partner")
        if not isinstance(partner, bytes):
            continue
        with desk.read() as reader:
            shown = shown_for(reader, "partner", partner)
        found = desk.record("partner", shown) if shown not in named else None
        named.add(shown)
        if found and not found.deleted and found.values.get("publish") == "yes" and found.values.get("name"):
            yield found.values["name"]


def _photographs(desk: Desk, activity: bytes) -> Iterator[Shot]:
    """Pictures marked for publication whose file is here; where people can be recognised, only with their consent."""
    for one in desk.find("document", activity=activity, publish="yes"):
        held = one.values
        if held.get("people_recognisable") and not held.get("people_consent"):
            continue
        content = _content(desk, held.get("hash"))
        if content.startswith(_PICTURES):
            texts = {name: held.get(name) or {} for name in ("title", "caption")}
            yield Shot(content, **texts, credit=str(held.get("credit") or ""))


def _content(desk: Desk, hashed: object) -> bytes:
    """The file of a document; b"" where it is not here, or larger than any photograph."""
    if not isinstance(hashed, bytes) or (desk.documents.size(hashed) or 0) > _MOST_PICTURE_BYTES:
        return b""
    return desk.documents.read(hashed) or b""

"""Activities of a file that are recorded here and once went out: they are found again, and not taken in a second time.

What goes out is a picture of a record, with less in it than the record has. So it is never written back: where a file says
otherwise than the record would if it went out today, a person is told, and what stands here stays.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.formats.draft import Draft, Ids, Item, Own
from baseldesk.formats.iati.out.gathering import Partners, gather
from baseldesk.formats.iati.out.growing import Growing
from baseldesk.formats.iati.out.parts import Going, Publisher
from baseldesk.formats.iati.out.structure import activity_place
from baseldesk.formats.iati.out.writer import REPORTING_ORG, TYPE, centre_names, make_node
from baseldesk.formats.iati.reader import read_element
from baseldesk.records.identity import id_text

_REFERENCE = re.compile(r"[A-Z]{2,4}-\d{4}-[0-9A-Z]+-\d{3,}")  # as it is given to an activity here, and to no other project
_MARK = "IATI:"


def find_own(desk: Desk, items: Sequence[Item]) -> dict[str, Own]:
    """The records here of which these items are pictures, by their identifiers; without those that an import made."""
    ids = Ids(desk.owner)
    asked = {item.where: item for item in items if item.counted and item.drafts}
    made = {name: ids.find(item.drafts[0].ref) for name, item in asked.items()}
    with desk.read() as reader:
        here = {bytes(one) for (one,) in reader.among("SELECT id FROM record WHERE id IN (:among)", list(made.values()))}
        strange = {name for name, record in made.items() if record not in here}
        found = {**_by_name(reader, desk, strange), **_by_mark(reader, strange)} if strange else {}
        sql = "SELECT id, n, hidden FROM record WHERE id IN (:among)"
        held = {bytes(record): (n, bool(hidden)) for record, n, hidden in reader.among(sql, list(found.values()))}
    out = {}
    for name, record in found.items():
        number, is_hidden = held[record]
        fields = () if is_hidden else tuple(_differences(desk, number, asked[name]))
        out[name] = Own(record, is_hidden, fields)
    return out


def _by_mark(reader: Reader, names: set[str]) -> dict[str, bytes]:
    """By the identifier that somebody gave a record; one that two records bear names neither."""
    found: dict[str, list[bytes]] = {}
    sql = "SELECT r.id, t.external_ids FROM r_activity t JOIN record r ON r.n = t.n WHERE t.external_ids LIKE :like"
    for record, raw in reader.rows(sql, like=f"%{_MARK}%"):
        for mark in msgspec.json.decode(raw):
            if mark.startswith(_MARK) and mark.removeprefix(_MARK) in names:
                found.setdefault(mark.removeprefix(_MARK), []).append(bytes(record))
    return {name: held[0] for name, held in found.items() if len(held) == 1}


def _by_name(reader: Reader, desk: Desk, names: set[str]) -> dict[str, bytes]:
    """By what ends an identifier that was made when the activity went out: its reference, or its id."""
    ends = {(name, end): name[: -len(end) - 1] for name in names for end in _ends(name)}
    sql = "SELECT r.id, r.owner, t.reference FROM r_activity t JOIN record r ON r.n = t.n WHERE t.reference IN (:among)"
    held: dict[str, list[tuple[bytes, str]]] = {}
    for record, owner, reference in reader.among(sql, sorted({end for _, end in ends})):
        held.setdefault(reference, []).append((bytes(record), owner))
    own = (desk.meta(REPORTING_ORG) or b"").decode()
    found = {}
    for (name, end), begin in ends.items():
        for record, owner in held.get(end, ()):
            if begin in (owner, own) or _REFERENCE.fullmatch(end):
                found[name] = record
    whole = {name: bytes.fromhex(name[-36:].replace("-", "")) for name in names if _is_id(name[-36:])}
    there = {
        bytes(one)
        for (one,) in reader.among("SELECT id FROM record WHERE type = 'activity' AND id IN (:among)", list(whole.values()))
    }
    return {**{name: record for name, record in whole.items() if record in there}, **found}


def _ends(name: str) -> Iterator[str]:
    return (name[at + 1 :] for at, sign in enumerate(name) if sign == "-" and at + 1 < len(name))


def _is_id(text: str) -> bool:
    plain = text.replace("-", "")
    return len(plain) == 32 and all(one in "0123456789abcdef" for one in plain) and id_text(bytes.fromhex(plain)) == text


def _differences(desk: Desk, number: int, item: Item) -> Iterator[tuple[str, str]]:
    """(type, field) of what the file says otherwise than the record would today, published as marked or whole."""
    today = [draft for is_whole in (False, True) for draft in _drafts_today(desk, number, item.where, is_whole)]
    for draft in item.drafts:
        values = [one.values for one in today if one.ref == draft.ref]
        if not values and draft.type != "contact":
            yield draft.type, ""
        names = {*draft.values, *(name for one in values if draft is item.drafts[0] for name in one)}
        differ = sorted(name for name in names if values and all(one.get(name) != draft.values.get(name) for one in values))
        yield from (
            (draft.type, name) for name in differ if name != "other_data" or differ == [name]
        )  # which follows from others


def _drafts_today(desk: Desk, number: int, identifier: str, is_whole: bool) -> Sequence[Draft]:
    """What the record would say, if it went out under this identifier and came in again."""
    (found,) = gather(desk, array("q", [number]))
    names, partners = centre_names(desk, found.activity.owner), Partners(desk)
    # What an identifier that was made begins with is that of the organisation that reports.
    begin = identifier.removesuffix(Going(Publisher("", names, TYPE, is_whole, partners), found).identifier)
    going = Going(Publisher(begin or found.activity.owner, names, TYPE, is_whole, partners), found)
    element = Growing().grow(make_node(going), activity_place())
    return () if element is None else read_element(element).drafts

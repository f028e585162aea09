"""Partners that stand in the secretariat's directory under the same name: one word links them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from baseldesk.desk.database import Reader
from baseldesk.records.names import Name, read_acronym, read_name


class Match(NamedTuple):
    """A partner of this organisation, and the one entry of the directory that has its name."""

    partner: bytes
    entry: bytes


class _Named(NamedTuple):
    id: bytes
    names: tuple[Name, ...]
    acronym: str
    country: str


def find_matches(reader: Reader, owner: str) -> Iterator[Match]:
    """Partners not linked yet whose name one entry has, and only one; an entry for another country is none."""
    if reader.one("SELECT 1 FROM r_directory_partner LIMIT 1") is None:
        return
    by_name: dict[object, dict[bytes, _Named]] = defaultdict(dict)
    for entry in _read(reader, "directory_partner", ""):
        for key in _keys(entry):
            by_name[key][entry.id] = entry
    unlinked = "AND t.directory_partner IS NULL AND r.owner = :owner AND r.id NOT IN "
    shown = "(SELECT record FROM same_class WHERE kind = 'partner' AND record <> shown)"
    for partner in _read(reader, "partner", unlinked + shown, owner=owner):
        found = {entry for key in _keys(partner) for entry, held in by_name.get(key, {}).items() if _is_in_country(partner, held)}
        if len(found) == 1:
            yield Match(partner.id, found.pop())


def _read(reader: Reader, kind: str, condition: str, **named: object) -> Iterator[_Named]:
    source = f"r_{kind} t JOIN record r ON r.n = t.n WHERE r.hidden = 0 {condition}"
    for row in reader.rows(f"SELECT r.id, t.name, t.acronym, t.country FROM {source} ORDER BY r.id", **named):
        yield _named(row)


def _named(row: tuple[Any, ...]) -> _Named:
    texts: dict[str, Any] = msgspec.json.decode(row[1]) if row[1] else {}
    names = tuple(read_name(text) for text in texts.values() if isinstance(text, str) and text.strip())
    return _Named(bytes(row[0]), names, read_acronym(row[2] or ""), row[3] or "")


def _keys(one: _Named) -> Iterator[object]:
    """Its names; its acronym only where it has no other name, or for an entry beside its names."""
    for name in one.names:
        if name.words:
            yield name.key
    if one.acronym:
        yield (one.acronym,)


def _is_in_country(partner: _Named, entry: _Named) -> bool:
    if partner.country and entry.country and partner.country != entry.country:
        return False
    spelled = [name for name in partner.names if name.words and name.words != (partner.acronym,) and not _is_acronym(name)]
    return not spelled or bool({name.key for name in spelled} & {name.key for name in entry.names})


def _is_acronym(name: Name) -> bool:
    return len(name.words) == 1 and name.acronym == name.words[0]

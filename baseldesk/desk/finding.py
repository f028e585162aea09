"""The search across records, and a record's history."""

from __future__ import annotations

from baseldesk.desk import same, sqlite
from baseldesk.desk.database import Reader
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.desk.leading import LOOKED_AT, newest_hits, rows_of_hits
from baseldesk.desk.record_view import history
from baseldesk.desk.search import match_query
from baseldesk.desk.shown import HistoryLine, Hit
from baseldesk.i18n import current
from baseldesk.journal.port import Local, State
from baseldesk.records.titles import text_in
from baseldesk.records.types import TYPES

SNIPPET = 120  # characters


def search(reader: Reader, text: str, record_type: str | None, limit: int) -> list[Hit]:
    """Records found by words, those changed last first; of a word that stands almost everywhere, of those recorded last."""
    match = match_query(text)
    if not match:
        return []
    found = _found(reader, match, record_type, limit)
    places = _shown(reader, found)
    states = JournalReader(reader).load([*found, *places])
    return [_hit(states[key], [states[one] for one in also]) for key, also in places.items() if key in states]


def _found(reader: Reader, match: str, record_type: str | None, limit: int) -> list[tuple[str, bytes]]:
    """(type, id) of the hits; where the newest leave too few of this type, all are gone through."""
    kind = "AND r.type = :type" if record_type else ""
    named = {"type": record_type} if record_type else {}
    columns, hits = "SELECT r.type, r.id, r.hlc FROM record r WHERE r.hidden = 0", newest_hits(reader, match)
    rows = rows_of_hits(reader, f"{columns} {kind} AND :among", hits, **named)
    if len(rows) < limit and len(hits) == LOOKED_AT:
        rows = reader.rows(f"{columns} {kind} AND {sqlite.MATCHES}", match=match, **named)
    return [(row[0], bytes(row[1])) for row in sorted(rows, key=lambda row: -row[2])[:limit]]


def _shown(reader: Reader, found: list[tuple[str, bytes]]) -> dict[tuple[str, bytes], list[tuple[str, bytes]]]:
    """{the record shown: those found that it stands for}, each shown once."""
    shown: dict[tuple[str, bytes], bytes] = {}
    for kind in {one[0] for one in found}:
        of_kind = [one[1] for one in found if one[0] == kind]
        shown.update({(kind, one): other for one, other in same.shown_of(reader, kind, of_kind).items()})
    out: dict[tuple[str, bytes], list[tuple[str, bytes]]] = {}
    for key in found:
        out.setdefault((key[0], shown[key]), []).extend([key] if shown[key] != key[1] else [])
    return out


def _hit(state: State, also: list[State]) -> Hit:
    """A record found, with the names under which it is recorded as well where these were found."""
    title = title_of(state)
    texts = [str(wire) for register, wire in state.values.items() if _is_text(state, register) and str(wire) != title]
    others = [*(title_of(one) for one in also), *texts]
    return Hit(state.type, state.id, title, " · ".join(others).replace("\n", " ")[:SNIPPET])


def _is_text(state: State, register: str) -> bool:
    one = TYPES[state.type].by_name.get(register.partition("/")[0])
    return one is not None and one.searched and not one.is_set


def title_of(state: State) -> str:
    """What names a record to people, in the reader's language where there is one."""
    declared = TYPES.get(state.type)
    if declared is None or not declared.title:
        return ""
    start = declared.title + "/"
    texts = {register[len(start) :]: str(wire) for register, wire in state.values.items() if register.startswith(start)}
    return text_in(texts, current().language)[0] if texts else str(state.values.get(declared.title, ""))


def history_of(reader: Reader, record_type: str, identity: bytes) -> list[HistoryLine]:
    """Every register that was ever written, newest first."""
    journal = JournalReader(reader)
    state = journal.load([(record_type, identity)]).get((record_type, identity))
    if state is None:
        return []
    touches = [Local(*row) for row in reader.rows("SELECT change, op FROM touch WHERE record = :n", n=state.n)]
    return history(journal, state, touches)

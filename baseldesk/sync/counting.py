"""How long each chain is and whether it is plain, without counting the whole journal at every exchange.

What was counted once is remembered: of each chain that was plain, its last seq, and of all of them the newest change that was
counted. Changes are only ever added, so what came since is enough to know. Chains that are not plain are counted anew.
"""

from __future__ import annotations

from typing import NamedTuple

from baseldesk.desk.database import Reader, Writer

_COUNTED = "counted"
_OFTEN_ENOUGH = 1000  # changes since the last time
# The + keeps SQLite from going through the whole index on chains for the sake of the grouping.
_COUNT = "SELECT +chain, count(*), min(seq), max(seq), count(DISTINCT seq), sum(CASE WHEN whole THEN 1 ELSE 0 END) FROM change"


class Counted(NamedTuple):
    """Of one chain: changes here, the highest seq here, and whether they are 1 … last without hole or fork."""

    held: int
    last: int
    is_plain: bool


def count_chains(reader: Reader) -> dict[int, Counted]:
    """Every chain that has changes, by its local number."""
    out = {chain: Counted(last, last, True) for chain, last in reader.rows("SELECT chain, last FROM counted")}
    fresh = []
    for chain, held, first, last, seqs, whole in reader.rows(f"{_COUNT} WHERE n > :n GROUP BY +chain", n=_counted_up_to(reader)):
        before = out.pop(chain, None)
        if before and first == before.last + 1 and held == last - before.last == seqs == whole:
            out[chain] = Counted(last, last, True)
        else:
            fresh.append(chain)
    known = {*out, *fresh}
    fresh += [row[0] for row in reader.rows("SELECT n FROM chain") if row[0] not in known]
    rows = reader.among(f"{_COUNT} WHERE chain IN (:among) GROUP BY +chain", fresh) if fresh else []
    for chain, held, _, last, seqs, whole in rows:
        out[chain] = Counted(held, last, held == last == seqs == whole)
    return out


def remember_counts(writer: Writer) -> None:
    """Remembers what is counted now, if much has come since the last time."""
    row = writer.one("SELECT coalesce(max(n), 0) FROM change")
    newest = row[0] if row else 0
    if newest - _counted_up_to(writer) < _OFTEN_ENOUGH:
        return
    plain = [{"chain": chain, "last": one.last} for chain, one in count_chains(writer).items() if one.is_plain]
    writer.run("DELETE FROM counted")
    writer.many("INSERT INTO counted (chain, last) VALUES (:chain, :last)", plain)
    writer.set_meta(_COUNTED, newest.to_bytes(8, "big"))


def _counted_up_to(reader: Reader) -> int:
    return int.from_bytes(reader.meta(_COUNTED) or b"", "big")

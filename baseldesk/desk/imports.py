"""What was known of the records of an import before it, so that taking the import back takes back that, too.

The desk does not read what is known: it is `baseldesk.formats.remembered` that says what stands in the table `imported`.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from baseldesk.desk.database import Reader, Writer

Before = Mapping[tuple[str, bytes], bytes | None]
_KEY = "import/before/"  # and the import's action
_MOST = 5  # imports that can be taken back like this
_encode, _decode = msgspec.msgpack.encode, msgspec.msgpack.decode


def newest_action(reader: Reader) -> bytes | None:
    """The last thing that was done on this desk."""
    row = reader.one("SELECT id FROM action ORDER BY first_change DESC LIMIT 1")
    return bytes(row[0]) if row else None


def note_before(writer: Writer, before: Before, gone: bytes, since: bytes | None) -> None:
    """Keeps what was known until the newest action, which is an import, in its transaction.

    Args:
        before: what stood in `imported` for each of its records; None where nothing did.
        gone: what will stand there for a record that only the import made, once it is taken back.
        since: the newest action before the import; where that is the newest still, the import has changed nothing.
    """
    action = newest_action(writer)
    if action is None or action == since:
        return
    entries = [(kind, record, held) for (kind, record), held in before.items()]
    writer.set_meta(_KEY + action.hex(), _encode([gone, entries]))
    newest = writer.rows("SELECT id FROM action WHERE kind = 'save' AND undone = 0 ORDER BY first_change DESC LIMIT 1000")
    order = {_KEY + bytes(one).hex(): n for n, (one,) in enumerate(newest)}
    noted = [key for (key,) in writer.rows("SELECT key FROM meta WHERE key LIKE :like", like=f"{_KEY}%")]
    _forget(writer, sorted(noted, key=lambda key: order.get(key, len(order)))[_MOST:])


def put_back(writer: Writer, action: bytes) -> None:
    """After this action was undone: if it was an import, remembers what was known before, and which records only it made."""
    raw = writer.meta(_KEY + action.hex())
    if raw is None:
        return
    gone, entries = _decode(raw)
    rows = writer.among("SELECT type, id FROM record WHERE hidden AND id IN (:among)", [record for _, record, _ in entries])
    hidden = {(kind, bytes(record)) for kind, record in rows}
    keys = [{"type": kind, "record": record} for kind, record, _ in entries]
    writer.many("DELETE FROM imported WHERE type = :type AND record = :record", keys)
    kept = [
        {"type": kind, "record": record, "registers": held or gone}
        for kind, record, held in entries
        if held is not None or (kind, record) in hidden
    ]
    writer.many("INSERT INTO imported (type, record, registers) VALUES (:type, :record, :registers)", kept)
    _forget(writer, [_KEY + action.hex()])


def _forget(writer: Writer, keys: list[str]) -> None:
    for key in keys:
        writer.run("DELETE FROM meta WHERE key = :key", key=key)

"""Encryption of a desk on its disk: turning it on and off, and the secret that opens it.

Decisions:
- The secret (32 random bytes, see `desk/at_rest.py`) lies with the device's key in the same store: in the system's keyring, or
  behind the passphrase, which thereby is asked for once. Keys in files would lie beside what they open: then it is refused.
- Its second way in is the printed recovery key: `keys/at-rest.age` is the secret sealed to the centre's printed keys, made anew
  with each page. Without a page, a passphrase that is forgotten is the end of what was not sent or backed up; a person is told.
- The database is changed over in one moment, by a whole copy that is proved and renamed over it; documents one by one, each new
  one read back before the old one goes. Between them a desk is whole and works at every instant: whatever stops it, asking again
  goes on where it was. New documents are sealed as soon as the database is, and plain again as soon as it is being turned off.
- What it does not do: what lay plain on the disk before is deleted, not burnt; and it protects a computer that is off or locked,
  never one that is in use.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from baseldesk.desk import sqlite
from baseldesk.desk.anchor import place_of
from baseldesk.desk.at_rest import SECRET_BYTES, keys_from, no_secret
from baseldesk.desk.desk import Desk
from baseldesk.errors import Cancelled, DeskDamaged, DeskError
from baseldesk.sync.key_store import AT_REST, FILE, keys_of

FOR_PAGE = "at-rest.age"  # beside the keys: the secret for the printed recovery keys; `reopening.py` opens it
_ASK_EVERY = 200_000  # steps of SQLite's machine

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Protection:
    """How a desk lies on its disk.

    Attributes:
        is_on: the database is encrypted.
        left: documents that are not yet as the database is.
        store: where the keys lie.
        has_page: a printed recovery key opens it, or would once it is encrypted.
    """

    is_on: bool
    left: int
    store: str
    has_page: bool


def protection_of(desk: Desk) -> Protection:
    """What is so now."""
    from baseldesk.sync.backup_seal import pages_of

    is_on = desk.database.key is not None
    page = (desk.folder / "keys" / FOR_PAGE).exists() if is_on else bool(pages_of(desk))
    return Protection(is_on, len(desk.documents.to_turn()), keys_of(desk.folder).kind, page)


def find_secret(folder: Path) -> bytes:
    """The secret of the encrypted desk in this folder; asks for the passphrase where it lies behind one.

    Raises:
        DeskDamaged: none was ever kept: the database is no database.
        DeskError: the passphrase is wrong or nobody gave it, or the keyring does not answer or has lost it.
    """
    _put_back_keys(folder)
    keys = keys_of(folder)
    held = keys.store.read(AT_REST)
    if held is None and keys.kind == FILE and not (folder / "keys" / FOR_PAGE).exists():
        return no_secret(folder)
    if held is None:
        raise DeskError("protection.secret_missing", place=keys.where(AT_REST))
    return bytes.fromhex(held.decode("ascii"))


def _put_back_keys(folder: Path) -> None:
    """The power failed in the instant in which `reopen` exchanges the keys: those that were there come back."""
    if not (folder / "keys").exists():
        for aside in [one.parent for one in folder.glob(f"keys.lost-*/{FOR_PAGE}")][:1]:
            aside.rename(folder / "keys")


def protect(desk: Desk, progress: Progress | None = None, cancelled: Stop | None = None) -> Protection:
    """Encrypts the desk on its disk; goes on where an earlier attempt was stopped.

    Raises:
        DeskError: the keys lie in files, the secret cannot be kept, the disk is full, or what is being read does not end.
        DeskDamaged: a document is not what its name says.
        Cancelled: a person stopped it; the desk is whole, and asking again goes on.
    """
    keys = keys_of(desk.folder)
    if keys.kind == FILE:
        raise DeskError("protection.needs_store")
    held = keys.store.read(AT_REST)
    secret = bytes.fromhex(held.decode("ascii")) if held else secrets.token_bytes(SECRET_BYTES)
    if held is None:
        keys.store.write({AT_REST: secret.hex().encode("ascii")})
    seal_for_page(desk, secret)
    derived = keys_from(secret)
    _change_over(desk, derived.database, cancelled)
    desk.documents.key, desk.documents.seals = derived.files, True  # not before: the database says which key there is
    _turn_documents(desk, progress, cancelled)
    return protection_of(desk)


def unprotect(desk: Desk, progress: Progress | None = None, cancelled: Stop | None = None) -> Protection:
    """Brings everything back as it was before; the secret is destroyed when nothing is left that it opens.

    Raises:
        DeskError, DeskDamaged, Cancelled: see `protect`.
    """
    desk.documents.seals = False
    _turn_documents(desk, progress, cancelled)
    _change_over(desk, None, cancelled)
    with suppress(DeskError):  # a keyring that is gone has lost it, too
        keys_of(desk.folder).store.forget(AT_REST)
    (desk.folder / "keys" / FOR_PAGE).unlink(missing_ok=True)
    desk.documents.key = None
    return protection_of(desk)


def _change_over(desk: Desk, key: bytes | None, cancelled: Stop | None) -> None:
    """The database in another kind, unless it is of that kind already."""
    if desk.database.key == key:
        return
    try:
        desk.database.replace_file(partial(_copy, key=key, cancelled=cancelled))
    except sqlite.Failure as error:
        if cancelled and cancelled():
            raise Cancelled from None
        raise DeskError("desk.disk_full" if sqlite.is_full(error) else "desk.disk_failing") from error
    except OSError as reason:
        raise DeskError("desk.not_writable", folder=desk.folder.name, reason=reason.strerror or "") from reason


def _copy(connection: sqlite.Connection, fresh: Path, *, key: bytes | None, cancelled: Stop | None) -> bytes | None:
    """The same database under another key, proved; its place is that of the new file, so that no new replica is begun."""
    connection.set_progress_handler((lambda: int(bool(cancelled and cancelled()))), _ASK_EVERY)
    try:
        sqlite.copy_under(connection, fresh, key)
    finally:
        connection.set_progress_handler(None, 0)
    other = sqlite.connect(fresh, key=key)
    try:
        held = other.execute("SELECT value FROM meta WHERE key = 'place'").fetchone()
        if held is not None and bytes(held[0]) == place_of(fresh.with_name("desk.db")):
            other.execute("UPDATE meta SET value = ? WHERE key = 'place'", (place_of(fresh),))
        _compare(connection, other)
    finally:
        other.close()
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    return key


def _compare(old: sqlite.Connection, new: sqlite.Connection) -> None:
    """Raises unless the new one is sound, holds as many rows in every table, and the same journal to the last byte."""
    sound = [row[0] for row in new.execute("PRAGMA integrity_check").fetchall()]
    if sound != ["ok"] or _fingerprint(old) != _fingerprint(new):
        raise DeskError("desk.disk_failing")


def _fingerprint(connection: sqlite.Connection) -> tuple[object, ...]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    counts = [(name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in tables]
    digest = hashlib.sha256()
    for number, identity, content in connection.execute("SELECT n, id, CAST(bytes AS BLOB) FROM change ORDER BY n"):
        digest.update(b"%d %b %d" % (number, bytes(identity), len(content)))
        digest.update(content)
    schema = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    return connection.execute("PRAGMA user_version").fetchone()[0], counts, schema, digest.digest()


def _turn_documents(desk: Desk, progress: Progress | None, cancelled: Stop | None) -> None:
    """All that can be; a damaged one is told at the end, and holds up no other."""
    desk.documents.remove_unfinished()
    for one in desk.folder.glob("*.photograph"):  # earlier versions wrote a photograph down before it became a document
        one.unlink(missing_ok=True)
    found = desk.documents.to_turn()
    done, total = 0, sum(size for _, size in found)
    damaged: DeskDamaged | None = None
    for hashed, size in found:
        if cancelled and cancelled():
            raise Cancelled
        try:
            desk.documents.turn(hashed)
        except DeskDamaged as reason:
            damaged = damaged or reason
        done += size
        if progress:
            progress(done, total)
    if damaged is not None:
        raise damaged


def seal_for_page(desk: Desk, secret: bytes | None = None) -> bool:
    """Seals the secret for the printed recovery keys that there are now; False where there are none, or nothing is encrypted.

    Args:
        secret: the desk's; looked up where it is not given.
    """
    import io

    from baseldesk.sync.backup_seal import pages_of
    from baseldesk.sync.key_store_file import write_private
    from baseldesk.sync.sealing import seal

    if secret is None and desk.database.key is None:
        return False
    pages = pages_of(desk)
    place = desk.folder / "keys" / FOR_PAGE
    if not pages:
        place.unlink(missing_ok=True)
        return False
    out = io.BytesIO()
    seal(io.BytesIO(secret or find_secret(desk.folder)), out, pages)
    write_private(place, out.getvalue())
    return True

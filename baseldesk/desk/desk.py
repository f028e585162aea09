"""One desk: the records of a centre, or of the secretariat, in one folder.

folder/desk.db          the journal and the tables made from it
folder/documents/       files by SHA-256
folder/keys/            the device's key (written by `baseldesk.sync.keys`)
folder/desk.lock        held while the desk is open
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from baseldesk.desk import listing, schema
from baseldesk.desk.author import Identity, Random
from baseldesk.desk.database import Database, Reader, Writer
from baseldesk.desk.documents import DocumentStore
from baseldesk.desk.lock import DeskLock
from baseldesk.desk.shown import Digest, Edit, HistoryLine, Hit, ListQuery, Problem, Row, Saved, Shown
from baseldesk.errors import DeskDamaged, DeskError
from baseldesk.journal.clock import Wall, wall_clock
from baseldesk.journal.heads import Signer
from baseldesk.journal.rights import OrganisationOf
from baseldesk.records import identity as ids
from baseldesk.records.types import SECRETARIAT

DATABASE = "desk.db"


class Desk:
    """One open desk. Reading is free from any thread; writing happens one save at a time, each a transaction of journal, tables
    and search."""

    def __init__(self, folder: Path, database: Database, lock: DeskLock, *, clock: Wall, random: Random) -> None:
        """Use `create` or `open`."""
        self.folder, self.database, self._lock, self.clock, self.random = folder, database, lock, clock, random
        self.documents = DocumentStore(folder / "documents")
        self._closed = False
        self._signer: Signer | None = None
        self._find_signer: Callable[[], Signer | None] = _no_signer
        self._read_identity()

    def _read_identity(self) -> None:
        with self.database.read() as reader:
            held = {key: reader.meta(key) for key in ("owner", "replica", "device", "public_key", "user")}
        if any(value is None for value in held.values()):
            raise DeskDamaged("desk.identity_missing", folder=self.folder.name)
        found = {key: value or b"" for key, value in held.items()}
        self.identity = Identity(found["owner"].decode(), found["replica"], found["device"], found["public_key"], found["user"])

    # --- life
    @classmethod
    def create(cls, folder: Path, owner: str, *, key: Signer, clock: Wall = wall_clock, random: Random = os.urandom) -> Self:
        """Makes an empty desk of this organisation in a new or empty folder.

        Raises:
            DeskError: there is a desk already, or the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / DATABASE).exists():
            raise DeskError("desk.exists", folder=folder.name)
        lock = DeskLock(folder)
        database = Database(folder / DATABASE, create=True)
        schema.make_tables(database)
        with database.write() as writer:
            named = {
                "owner": owner.encode(),
                "replica": random(16),
                "device": key.key_id,
                "public_key": key.public,
                "user": random(8),
            }
            for name, value in named.items():
                writer.set_meta(name, value)
        desk = cls(folder, database, lock, clock=clock, random=random)
        desk.sign_with(lambda: key)
        return desk

    @classmethod
    def open(cls, folder: Path, *, clock: Wall = wall_clock, random: Random = os.urandom) -> Self:
        """Opens a desk, migrating it in place where it is older.

        Raises:
            DeskError: there is no desk here, or it cannot keep its promises.
            DeskLocked: another BaselDesk has it open.
            DeskNewer, DeskDamaged: see there; the files are left as they are.
        """
        if not (folder / DATABASE).exists():
            raise DeskError("desk.missing", folder=folder.name)
        lock = DeskLock(folder)
        try:
            database = Database(folder / DATABASE)
            try:
                schema.bring_up_to_date(database)
                return cls(folder, database, lock, clock=clock, random=random)
            except BaseException:
                database.close()
                raise
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Closes the desk; another BaselDesk may open it. Closing again does nothing."""
        if not self._closed:
            self._closed = True
            self.database.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def sign_with(self, find: Callable[[], Signer | None]) -> None:
        """Says how to find the device's key when first needed; where it gives None, heads stay unsigned until the next export."""
        self._find_signer, self._signer = find, None

    @property
    def signer(self) -> Signer | None:
        """The device's key, read when first needed."""
        if self._signer is None:
            self._signer = self._find_signer()
        return self._signer

    # --- who
    @property
    def owner(self) -> str:
        """The organisation whose desk this is."""
        return self.identity.owner

    @property
    def is_secretariat(self) -> bool:
        """Whether this is the secretariat's desk."""
        return self.owner == SECRETARIAT

    @property
    def deployment(self) -> bytes | None:
        """The deployment's 16 bytes; None before enrolment."""
        return self.meta("deployment")

    @property
    def replica(self) -> bytes:
        """This incarnation of the database."""
        return self.identity.replica

    @property
    def device(self) -> bytes:
        """The id of this device's key."""
        return self.identity.device

    def organisation_of(self, reader: Reader) -> OrganisationOf:
        """Device key id → organisation: the roster's devices, and this one as its centre's."""
        held = {bytes(row[0]): row[1] for row in reader.rows("SELECT key_id, organisation FROM device")}
        held.setdefault(self.device, self.owner)
        return held.get

    # --- reading
    def read(self) -> AbstractContextManager[Reader]:
        """One consistent state of the desk."""
        return self.database.read()

    def meta(self, key: str) -> bytes | None:
        """What the desk remembers under this key."""
        with self.read() as reader:
            return reader.meta(key)

    def record(self, record_type: str, identity: bytes) -> Shown | None:
        """A record as it stands, deleted or not; None where there is none."""
        from baseldesk.desk.journal_store import JournalReader
        from baseldesk.desk.record_view import shown

        with self.read() as reader:
            journal = JournalReader(reader)
            state = journal.load([(record_type, identity)]).get((record_type, identity))
            return shown(journal, state) if state else None

    def rows(self, query: ListQuery, limit: int = 200) -> list[Row]:
        """The first rows of a list, in order."""
        with self.read() as reader:
            return listing.first_rows(reader, query, limit)

    def order(self, query: ListQuery) -> array[int]:
        """The local numbers of all hits, in order."""
        with self.read() as reader:
            return listing.order(reader, query)

    def rows_by_number(self, query: ListQuery, numbers: Sequence[int]) -> list[Row]:
        """The rows of these numbers, in the order given."""
        with self.read() as reader:
            return listing.rows_by_number(reader, query, numbers)

    def count(self, query: ListQuery) -> int:
        """How many records a list holds."""
        with self.read() as reader:
            return listing.count(reader, query)

    def find(self, record_type: str, **equal: object) -> list[Row]:
        """All records whose fields hold these values, whole rows."""
        from baseldesk.records.types import record_type as declared

        query = ListQuery(record_type, equal, columns=tuple(declared(record_type).by_name))
        return self.rows(query, limit=1_000_000)

    def search(self, text: str, *, record_type: str | None = None, limit: int = 50) -> list[Hit]:
        """Records found by words, newest first."""
        from baseldesk.desk.finding import search

        with self.read() as reader:
            return search(reader, text, record_type, limit)

    def history(self, record_type: str, identity: bytes) -> list[HistoryLine]:
        """Every register that was ever written, newest first."""
        from baseldesk.desk.finding import history_of

        with self.read() as reader:
            return history_of(reader, record_type, identity)

    def digest(self, scope: str = "shared", owner: str | None = None) -> Digest:
        """One hash of everything merged; of one organisation, or of all that is here."""
        from baseldesk.desk.digesting import digest

        with self.read() as reader:
            return digest(reader, scope, owner)

    def check(self) -> list[Problem]:
        """What contradicts itself: the database, the chains, the tables against the journal, the documents."""
        from baseldesk.desk.checking import check

        return check(self)

    # --- writing
    def write(self) -> AbstractContextManager[Writer]:
        """One transaction; commits at the end, changes nothing if anything fails."""
        return self.database.write()

    def new_id(self) -> bytes:
        """A fresh id for a record of this organisation."""
        return ids.new_id(self.owner, self.random)

    def save(
        self, edits: Iterable[Edit], *, also: Callable[[Writer], None] | None = None, numbered: bool = True, checked: bool = True
    ) -> Saved:
        """Saves what a person changed, as one action: journal, tables and search in one transaction.

        Args:
            edits: what changed, and the versions that the person saw.
            also: more to write in the same transaction.
            numbered: new activities get a reference.
            checked: a value that breaks a rule is refused.

        Raises:
            RuleBroken: a rule names a field; nothing was saved.
            UsageError: a type, field or record that this desk cannot write.
        """
        from baseldesk.desk.saving import save

        return save(self, list(edits), also=also, numbered=numbered, checked=checked)

    def undo(self) -> Saved | None:
        """Takes the last save back, as a new change; None where there is nothing to undo."""
        from baseldesk.desk.saving import undo

        return undo(self)

    def choose(
        self,
        record_type: str,
        identity: bytes,
        register: str,
        *,
        dot: bytes | None = None,
        value: object = None,
        reason: str = "",
        shown: tuple[bytes, ...] | None = None,
    ) -> Saved:
        """Decides between differing versions of one register, as a new change that covers them.

        Args:
            record_type: the record's type.
            identity: the record.
            register: `field`, `field/language` or `field/element`.
            dot: the candidate that shall stand; None to write `value` (None or "" empties).
            value: what shall stand instead of every candidate.
            reason: in the person's words.
            shown: the candidates that the person saw; None: those that the desk shows now.

        Raises:
            UsageError: there is no such record, candidate or conflict, or another organisation decides.
            RuleBroken: the value is not of the field's kind or breaks a rule.
        """
        from baseldesk.desk.choosing import choose

        return choose(self, record_type, identity, register, dot=dot, value=value, reason=reason, shown=shown)

    def attach(self, source: Path, values: dict[str, object]) -> Saved:
        """Takes a file in and records it as a document: the file first, durable, then the change that names it."""
        from baseldesk.desk.saving import attach

        return attach(self, source, values)


def _no_signer() -> Signer | None:
    return None

"""The opened folder of a desk: database, lock, identity and key; what saving, checking and choosing stand on."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from baseldesk.desk import schema
from baseldesk.desk.anchor import Anchor, place_of
from baseldesk.desk.at_rest import FindSecret, Keys, is_encrypted, keys_from, no_secret
from baseldesk.desk.database import Database, Reader, Writer, remove_unfinished
from baseldesk.desk.documents import DocumentStore
from baseldesk.desk.identity import Random, read_identity, write_identity
from baseldesk.desk.lock import DeskLock
from baseldesk.desk.minting import is_behind, mint, own_heads
from baseldesk.errors import DeskDamaged, DeskError
from baseldesk.journal.clock import Wall, wall_clock
from baseldesk.records import identity as ids
from baseldesk.records.types import SECRETARIAT, TYPES

if TYPE_CHECKING:
    from baseldesk.journal.heads import Signer
    from baseldesk.journal.rights import OrganisationOf

DATABASE = "desk.db"
COPY, CHECKED = "backup.tmp", "check.tmp"  # of the database, while a backup is made, and while it is checked


class OpenDesk:
    """One open desk, without what a person does at it."""

    def __init__(
        self, folder: Path, database: Database, lock: DeskLock, *, clock: Wall, random: Random, keys: Keys | None = None
    ) -> None:  # fmt: skip
        """Use `create` or `open`."""
        self.folder, self.database, self._lock, self.clock, self.random = folder, database, lock, clock, random
        self.documents = DocumentStore(folder / "documents", keys.files if keys else None)
        self._closed = False
        self._signer: Signer | None = None
        self._find_signer: Callable[[], Signer | None] = _no_signer
        self.given_receipts: dict[str, bytes] = {}  # since this desk was opened, by organisation
        self.before_erasing: list[Callable[[Collection[bytes]], None]] = []  # reaches files that lie beside the database
        self.pack_for_paper: Callable[[Sequence[tuple[str, bytes]]], bytes | None] = lambda _: None  # records as one small file
        self._settled = False  # whether this is surely the database that wrote its own chains
        self._read_identity()

    def _read_identity(self) -> None:
        with self.database.read() as reader:
            found = read_identity(reader)
        if found is None:
            raise DeskDamaged("desk.identity_missing", folder=self.folder.name)
        self.identity, token = found
        self._anchor = Anchor(token)

    # --- life
    @classmethod
    def create(cls, folder: Path, owner: str, *, key: Signer, clock: Wall = wall_clock, random: Random = os.urandom) -> Self:
        """Makes an empty desk of this organisation in a new or empty folder.

        Raises:
            DeskError: there is a desk already, or the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        lock = DeskLock(folder)
        try:
            if (folder / DATABASE).exists():
                raise DeskError("desk.exists", folder=folder.name)
            database = Database(folder / DATABASE, create=True)
            try:
                desk = cls(folder, _begin(database, owner, key, random), lock, clock=clock, random=random)
            except BaseException:
                database.close()
                remove_database(folder)
                raise
        except BaseException:
            lock.release()
            raise
        desk.sign_with(lambda: key)
        return desk

    @classmethod
    def open(
        cls, folder: Path, *, clock: Wall = wall_clock, random: Random = os.urandom, find_secret: FindSecret = no_secret
    ) -> Self:  # fmt: skip
        """Opens a desk, migrating it in place where it is older.

        Args:
            find_secret: gives the secret of a desk that lies here encrypted, see `at_rest.py`.

        Raises:
            DeskError: there is no desk here, or it cannot keep its promises, or its secret cannot be had.
            DeskLocked: another BaselDesk has it open.
            DeskNewer, DeskDamaged: see there; the files are left as they are.
        """
        if not (folder / DATABASE).exists():
            raise DeskError("desk.missing", folder=folder.name)
        lock = DeskLock(folder)
        try:
            remove_unfinished(folder / DATABASE)
            with suppress(OSError):
                for copy in (COPY, CHECKED):  # a power cut left it: it may be plain, and hold who was erased since
                    remove_database(folder, copy)
            keys = keys_from(find_secret(folder)) if is_encrypted(folder / DATABASE) else None
            database = Database(folder / DATABASE, key=keys.database if keys else None)
            try:
                schema.bring_up_to_date(database)
                desk = cls(folder, database, lock, clock=clock, random=random, keys=keys)
                desk._know_new_types()
                return desk
            except BaseException:
                database.close()
                raise
        except BaseException:
            lock.release()
            raise

    def _know_new_types(self) -> None:
        """Records that an older version kept as of a type unknown to it come into their tables: all are made anew."""
        with self.read() as reader:
            kinds = {row[0] for row in reader.rows("SELECT DISTINCT r.type FROM r_other o JOIN record r ON r.n = o.n")}
        if kinds & TYPES.keys():
            from baseldesk.desk.checking import repair

            repair(self)

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
        """The device's key, read when first needed; never another one that lies in its place."""
        if self._signer is None or self._signer.key_id != self.device:
            found = self._find_signer()
            self._signer = found if found is not None and found.key_id == self.device else None
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
        """Device key id → organisation: the roster's devices; before this one stands there it, and its former keys, at home."""
        held = {bytes(row[0]): row[1] for row in reader.rows("SELECT key_id, organisation FROM device")}
        if self.device not in held:
            held = {**dict.fromkeys((self.device, *self.former_devices(reader)), self.owner), **held}
        return held.get

    def former_devices(self, reader: Reader) -> list[bytes]:
        """The keys that this desk wrote with before the present one, oldest first."""
        held = reader.meta("former_devices") or b""
        return [held[at : at + 16] for at in range(0, len(held), 16)]

    def new_id(self) -> bytes:
        """A fresh id for a record of this organisation."""
        return ids.new_id(self.owner, self.random)

    def private_file(self) -> BinaryIO:
        """A file without a name for what is being packed or unpacked; nothing plain of an encrypted desk comes to the disk.

        Raises:
            OSError: there is no room.
        """
        from baseldesk.desk.private_file import open_private

        return open_private(self.folder, encrypted=self.database.key is not None)

    # --- the database
    def read(self) -> AbstractContextManager[Reader]:
        """One consistent state of the desk."""
        return self.database.read()

    def meta(self, key: str) -> bytes | None:
        """What the desk remembers under this key."""
        with self.read() as reader:
            return reader.meta(key)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """One transaction; commits at the end, changes nothing if anything fails."""
        before = self.identity, self._anchor
        try:
            with self.database.write() as writer:
                if not self._settled:
                    self._settle(writer)
                yield writer
                heads = own_heads(writer, self.replica, self.device)
        except BaseException:
            self.identity, self._anchor = before
            raise
        self._settled = True
        self._anchor.note({audience: one.hex() for audience, one in heads.items()})

    def _settle(self, writer: Writer) -> None:
        """Before the first write: a database that was restored, moved or copied goes on under a new replica id."""
        place, noted = place_of(self.folder / DATABASE), self._anchor.heads()
        is_lost = noted is None and bool(own_heads(writer, self.replica, self.device))
        if place != writer.meta("place") or is_lost or (noted and is_behind(writer, noted)):
            self.begin_anew(writer)
        writer.set_meta("place", place)

    def begin_anew(self, writer: Writer) -> None:
        """Goes on under a new replica id; used at any doubt that this database alone writes its chains."""
        fresh = mint(writer, self.replica, self.device, self.random)
        self.identity = self.identity._replace(replica=fresh)
        self._anchor = Anchor(writer.meta("token") or b"")

    def take_key(self, writer: Writer, key: Signer, reason: str) -> None:
        """Goes on under another device key, and so under a new replica id; what the former key signed stays.

        Args:
            reason: stands in the births of the new chains.
        """
        writer.set_meta("former_devices", (writer.meta("former_devices") or b"") + self.device)
        fresh = mint(writer, self.replica, self.device, self.random, reason)
        writer.set_meta("device", key.key_id)
        writer.set_meta("public_key", key.public)
        self.identity = self.identity._replace(replica=fresh, device=key.key_id, public_key=key.public)
        self._anchor = Anchor(writer.meta("token") or b"")


def _no_signer() -> Signer | None:
    return None


def _begin(database: Database, owner: str, key: Signer, random: Random) -> Database:
    """Makes the tables of a new desk, and who it is."""
    schema.make_tables(database)
    with database.write() as writer:
        write_identity(writer, owner, key, random)
        writer.set_meta("place", place_of(database.path))
    return database


def remove_database(folder: Path, name: str = DATABASE) -> None:
    """Takes away a database with its log: a copy, or that of a desk that could not be founded in full."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        (folder / f"{name}{suffix}").unlink(missing_ok=True)

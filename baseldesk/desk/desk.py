"""One desk: the records of a centre, or of the secretariat, in one folder.

folder/desk.db          the journal and the tables made from it
folder/documents/       files by SHA-256
folder/keys/            the device's key (written by `baseldesk.sync.keys`)
folder/desk.lock        held while the desk is open
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from baseldesk.desk import listing
from baseldesk.desk.asked import ListQuery
from baseldesk.desk.course import Progress, Stop
from baseldesk.desk.database import Writer
from baseldesk.desk.opened import OpenDesk

if TYPE_CHECKING:
    from baseldesk.desk.asked import Row
    from baseldesk.desk.shown import Digest, Edit, HistoryLine, Hit, Problem, Saved, Shown


class Desk(OpenDesk):
    """One open desk. Reading is free from any thread; writing happens one save at a time, each one transaction."""

    # --- reading
    def record(self, record_type: str, identity: bytes) -> Shown | None:
        """A record as it stands, deleted or not; None where there is none."""
        from baseldesk.desk.journal_reader import JournalReader
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

    def groups(self, query: ListQuery, field: str) -> list[tuple[object, int]]:
        """How many records of a list hold each value of a field, most first; None stands for an empty field.

        Raises:
            UsageError: a text in several languages, which makes no groups.
        """
        with self.read() as reader:
            return listing.groups(reader, query, field)

    def find(self, record_type: str, **equal: object) -> list[Row]:
        """All records whose fields hold these values, whole rows; of what is recorded twice the one that is shown."""
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

    def erase(self, record_type: str, identity: bytes) -> Saved:
        """Destroys the personal values of a record, here and, by the next exchange, everywhere; cannot be undone.

        Raises:
            RuleBroken: the type has no personal fields: delete it instead.
        """
        from baseldesk.desk.erasing import erase

        return erase(self, record_type, identity)

    def repair(self, progress: Progress | None = None) -> None:
        """Makes every table anew from the journal."""
        from baseldesk.desk.checking import repair

        repair(self, progress)

    def check(self, progress: Progress | None = None) -> list[Problem]:
        """What contradicts itself: the database, the chains, the tables against the journal, the documents."""
        from baseldesk.desk.checking import check

        return check(self, progress)

    # --- writing
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

    def undo(self, progress: Progress | None = None, cancelled: Stop | None = None) -> Saved | None:
        """Takes the last save back, as a new change; None where there is nothing to undo.

        Raises:
            Cancelled: a person stopped it; nothing was changed.
        """
        from baseldesk.desk.saving import undo

        return undo(self, progress, cancelled)

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

    def attach(
        self, source: Path, values: dict[str, object], *, progress: Progress | None = None, cancelled: Stop | None = None
    ) -> Saved:
        """Takes a file in and records it as a document: the file first, durable, then the change that names it."""
        from baseldesk.desk.saving import attach

        return attach(self, source, values, progress, cancelled)

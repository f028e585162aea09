"""What an import did, over all files, for whoever shows it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from baseldesk.errors import BaselDeskError
from baseldesk.journal.apply import Key
from baseldesk.sync.importing import TakenIn
from baseldesk.sync.touched import Touched
from baseldesk.sync.waiting import Waiting


@dataclass(frozen=True)
class RefusedFile:
    """A file that was not taken in, and why; the store is as it was before."""

    file: str
    error: BaselDeskError

    @property
    def code(self) -> str:
        """The stable name of the reason."""
        return self.error.code


@dataclass
class Imported:
    """What an import did, over all files.

    `parts` counts the files that are parts of a bundle; `waiting` are the bundles that files of this import belong to and that
    wait for more. `passed_over` are files found in a folder that are meant for somebody or something else.
    """

    bundles: list[TakenIn] = field(default_factory=list)
    receipts: int = 0
    rosters: int = 0
    releases: int = 0
    parts: int = 0
    waiting: list[Waiting] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)
    passed_over: list[RefusedFile] = field(default_factory=list)

    def _sum(self, name: str) -> int:
        return sum(getattr(one.totals, name) for one in self.bundles)

    def _union(self, name: str) -> Set[Key]:
        held: list[Set[Key]] = [getattr(one.totals, name) for one in self.bundles]
        return held[0] if len(held) == 1 else Touched(key for one in held for key in one)

    @property
    def changes(self) -> dict[str, int]:
        """Changes that were new, known before, or set aside."""
        return {name: self._sum(name) for name in ("new", "known", "parked")}

    @property
    def records(self) -> dict[str, int]:
        """Records that are new, updated, in conflict, or wait for a person."""
        created, needs = self._union("created"), {one for held in self.bundles for one in held.totals.not_allowed}
        return {
            "new": len(created),
            "updated": len(self._union("updated") - created),
            "conflict": len(self._union("conflicts")),
            "needs_person": len(needs),
        }

    @property
    def documents(self) -> int:
        """Documents that came along and were not here."""
        return sum(one.documents for one in self.bundles)

    @property
    def kinds(self) -> frozenset[str]:
        """The record types touched, for open screens."""
        return frozenset().union(*[one.totals.kinds for one in self.bundles])

    @property
    def is_anything(self) -> bool:
        """Whether anything of ours was taken in or kept."""
        return bool(self.bundles or self.receipts or self.rosters or self.releases or self.parts or self.waiting)

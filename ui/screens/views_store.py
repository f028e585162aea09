"""Saved views of a list: what stands in one, and how it is kept with the settings of this desk and person.

In the settings under `views/<type>`: {"standing": view, "saved": [view, …]}. What cannot be read, such as a field of a newer
version, is left out; the rest of the view stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from baseldesk.records.field import RecordType
from ui.widgets.list_conditions import from_kept, to_kept

if TYPE_CHECKING:
    from ui.settings import Settings

MOST = 50  # saved views of one list
LONGEST = 60  # letters of a name
_MOST_LETTERS = 200


class View(NamedTuple):
    """How a list is looked at.

    Attributes:
        name: as a person called it; "" for the list as it stands without a view.
        where: the conditions.
        sort, descending: the order.
        columns: (name, width in letters, 0 takes what is left) in reading order; () for those that the list comes with.
        group: the field whose groups stand beside the list, or "".
        deleted: deleted records instead of those in view.
    """

    name: str = ""
    where: Mapping[str, object] = {}
    sort: str = ""
    descending: bool = False
    columns: tuple[tuple[str, int], ...] = ()
    group: str = ""
    deleted: bool = False


class ViewStore:
    """The views of one list in the settings."""

    def __init__(self, settings: Settings, declared: RecordType) -> None:
        self._settings, self._declared = settings, declared
        self._key = f"views/{declared.name}"

    def standing(self) -> View:
        """Columns, order and groups as they were left last, without a name or conditions."""
        return from_json(self._declared, self._kept().get("standing"))._replace(name="", where={}, deleted=False)

    def saved(self) -> tuple[View, ...]:
        """The views that a person named, by name."""
        kept = self._kept().get("saved")
        views = (from_json(self._declared, one) for one in (kept if isinstance(kept, list) else ()))
        return tuple(sorted((one for one in views if one.name), key=lambda one: one.name.casefold()))

    def find(self, name: str) -> View | None:
        """The view of this name."""
        return next((one for one in self.saved() if one.name == name), None)

    def keep_standing(self, view: View) -> None:
        """Keeps columns, order and groups for the next time."""
        self._put(standing=to_json(self._declared, view._replace(name="", where={}, deleted=False)))

    def forget_standing(self) -> None:
        """From now on the list stands as it came."""
        self._put(standing=None)

    def save(self, view: View, instead_of: str = "") -> None:
        """Keeps a view under its name, instead of one of that name and of another that it replaces."""
        others = [one for one in self.saved() if one.name not in (view.name, instead_of)]
        self._put(saved=[to_json(self._declared, one) for one in [*others, view][-MOST:]])

    def delete(self, name: str) -> None:
        """Forgets a view; the records are as they were."""
        self._put(saved=[to_json(self._declared, one) for one in self.saved() if one.name != name])

    def _kept(self) -> Mapping[str, Any]:
        kept = self._settings.get(self._key)
        return kept if isinstance(kept, Mapping) else {}

    def _put(self, **changed: object) -> None:
        self._settings.put(self._key, {**self._kept(), **changed})


def to_json(declared: RecordType, view: View) -> dict[str, Any]:
    """A view as the settings hold it."""
    where = {name: to_kept(declared.by_name[name], wanted) for name, wanted in view.where.items()}
    return {
        "name": view.name, "where": where, "sort": view.sort, "descending": view.descending,
        "columns": [list(one) for one in view.columns], "group": view.group, "deleted": view.deleted,
    }  # fmt: skip


def from_json(declared: RecordType, kept: object) -> View:
    """A view from what the settings hold; what cannot be read is left out."""
    if not isinstance(kept, Mapping):
        return View()
    return View(
        name=str(kept.get("name") or "")[:LONGEST],
        where=_read_where(declared, kept.get("where")),
        sort=_known(declared, kept.get("sort")),
        descending=kept.get("descending") is True,
        columns=_read_columns(kept.get("columns")),
        group=_known(declared, kept.get("group")),
        deleted=kept.get("deleted") is True,
    )


def _known(declared: RecordType, name: object) -> str:
    return name if isinstance(name, str) and name in declared.by_name else ""


def _read_where(declared: RecordType, kept: object) -> dict[str, object]:
    out: dict[str, object] = {}
    for name, one in kept.items() if isinstance(kept, Mapping) else ():
        if name in declared.by_name:
            is_read, wanted = from_kept(declared.by_name[name], one)
            if is_read:
                out[name] = wanted
    return out


def _read_columns(kept: object) -> tuple[tuple[str, int], ...]:
    found = []
    for one in kept if isinstance(kept, list) else ():
        match one:
            case [str(name), int(letters)] if 0 <= letters <= _MOST_LETTERS:
                found.append((name, letters))
    return tuple(found)

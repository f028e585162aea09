"""Writing records into files for other programs; everything here runs outside the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baseldesk.i18n import translator

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import ListQuery

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
WORKBOOK, PACKAGE, BAG, IATI = "workbook", "package", "bag", "iati"
ENDINGS = {WORKBOOK: ".xlsx", PACKAGE: ".datapackage.zip", BAG: ".bag", IATI: ".iati.xml"}


@dataclass(frozen=True)
class Written:
    """What was written: where, how many records, and what had to be said (place, sentence's code and parameters)."""

    path: Path
    count: int
    remarks: tuple[Any, ...] = ()


def write_list(desk: Desk, query: ListQuery, path: Path, language: str, *, progress: Progress, cancelled: Stop) -> Written:
    """Writes the records of one list, in its order, as a workbook or text table; the ending of the path says which.

    Raises:
        MediumError: the place cannot be written; what was there is untouched.
        Cancelled: a person stopped it; nothing was written.
    """
    return _write_tables(desk, {query.type: query}, path, language, False, progress, cancelled)


def write_all(
    desk: Desk, what: str, path: Path, language: str, how: Mapping[str, Any], *, progress: Progress, cancelled: Stop
) -> Written:
    """Writes everything there is.

    Args:
        what: WORKBOOK, PACKAGE, BAG or IATI.
        how: `people` (also personal data); for IATI also `reporting_org` and `all_marks`.

    Raises:
        MediumError: the place cannot be written; what was there is untouched.
        UsageError: there is nothing to write, or something is there already.
        Cancelled: a person stopped it; nothing was written.
    """
    people = bool(how.get("people"))
    if what == WORKBOOK:
        return _write_tables(desk, _everything(people), path, language, people, progress, cancelled)
    return _at(path, lambda: _write_other(desk, what, path, dict(how), progress, cancelled))


def _write_other(desk: Desk, what: str, path: Path, how: dict[str, Any], progress: Progress, cancelled: Stop) -> Written:
    if what == IATI:
        from baseldesk.formats.iati.out.writer import write_activities

        told = write_activities(desk, path, progress=progress, cancelled=cancelled, **how)
        return Written(path, told.activities, tuple(told.warnings))
    from baseldesk.formats import datapackage
    from baseldesk.formats.sheets.outgoing import exported_types

    people = bool(how.get("people"))
    write = datapackage.write_bag if what == BAG else datapackage.write_package
    counts = write(desk, exported_types(people=people), path, people=people, cancelled=cancelled)
    return Written(path, sum(counts.values()))


def _write_tables(
    desk: Desk, queries: Mapping[str, ListQuery], path: Path, language: str, people: bool, progress: Progress, cancelled: Stop
) -> Written:
    from baseldesk.formats.sheets import writing

    t = translator(language)
    found = writing.tables(desk, queries, t, people=people, progress=progress, cancelled=cancelled)
    raw = writing.write_workbook(found, t) if path.suffix.lower() != ".csv" else b"".join(map(writing.write_text, found))
    _at(path, lambda: writing.write_file(path, raw))
    return Written(path, sum(one.count for one in found))


def _everything(people: bool) -> dict[str, ListQuery]:
    from baseldesk.desk.shown import ListQuery
    from baseldesk.formats.sheets.outgoing import exported_types

    def order(names: Mapping[str, object]) -> str:
        return next((name for name in ("reference", "starts_on") if name in names), "")

    return {one.name: ListQuery(one.name, sort=order(one.by_name)) for one in exported_types(people=people)}


def _at(path: Path, write: Callable[[], Any]) -> Any:
    """Writes; what the place refuses is told as such."""
    from baseldesk.sync.medium import medium_error

    try:
        return write()
    except OSError as reason:
        raise medium_error(reason, path) from reason

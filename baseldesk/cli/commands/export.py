"""`baseldesk export`: records as a table for people and other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baseldesk.cli.frame import TARGET, command, option
from baseldesk.cli.session import Session
from baseldesk.errors import MediumError, UsageError
from baseldesk.i18n import LANGUAGES, N_

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import ListQuery
    from baseldesk.formats.sheets.writing import Table

PACKAGE, BAG, IATI = ".datapackage.zip", ".bag", ".iati.xml"
HELP = N_("""Write records as a table: FILE.xlsx, FILE.csv (one type), or a folder that takes one .csv for each type.
For other programs: FILE.datapackage.zip, with field names and codes; for an archive: FOLDER.bag, with all documents.
For publication: FILE.iati.xml, activities in IATI 2.03; only those with «May be published: yes», unless --all is given.
Headings and choices are in words, in the language asked for. Edited elsewhere, such a table can be imported again: what was
changed in it is taken over, what was changed here meanwhile stays.""")


@command("export", HELP)
@click.argument("file", metavar="FILE", type=TARGET)
@option("--type", "kind", metavar="TYPE", default="", help=N_("Only records of this type."))
@option("--where", multiple=True, metavar="FIELD=VALUE", help=N_("Only records with this value; of several, any."))
@option("--people", is_flag=True, help=N_("Also what is personal and stays at the centre. Keep the file safe."))
@option("--table-language", type=click.Choice(LANGUAGES), help=N_("The language of headings and choices."))
@option("--reporting-org", metavar="REF", default="", help=N_("IATI: the centre's identifier there. It is remembered."))
@option("--all", "all_marks", is_flag=True, help=N_("IATI: also what is not marked for publication, or not ready to share."))
def export(
    session: Session, file: Path, kind: str, where: tuple[str, ...], people: bool, table_language: str | None, **how: Any
) -> int:
    """Writes a workbook, text tables, a package or an IATI file; 1 where an activity lacks what IATI asks for."""
    if file.name.endswith(IATI):
        return _publish(session, file, kind, where, people=people, **how)
    if any(how.values()):
        raise UsageError("export.iati_only", file=file.name)
    _export(session, file, kind, where, people, table_language)
    return 0


def _publish(session: Session, file: Path, kind: str, where: tuple[str, ...], **how: Any) -> int:
    """An IATI file: activities, with what belongs to them."""
    from baseldesk.cli.commands.record_list import conditions
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.cli.progress import bar
    from baseldesk.formats.iati.out.writer import write_activities
    from baseldesk.records.types import record_type

    if kind not in ("", "activity"):
        raise UsageError("export.iati_activities")
    with session.open_desk() as desk, bar(session, session.t.gettext(N_("Writing"))) as progress:
        chosen = conditions(desk, record_type("activity"), where)
        try:
            written = write_activities(desk, file, chosen, progress=progress, **how)
        except OSError as reason:
            raise MediumError("cli.file_not_written", file=file.name, reason=reason.strerror or "") from reason
    said = written.to_plain(session.t)
    if session.json:
        files = [{"path": str(file), "bytes": file.stat().st_size}]
        write_json({"files": files, "records": {"activity": written.activities}, "refused": written.refused, "warnings": said})
    else:
        count = session.t.number(written.activities)
        line = session.t.format(N_("Written: {path} ({records} records)"), path=str(file), records=count)
        write_lines([line, *(f"{one['where']}: {one['text']}" for one in said)])
    return 1 if written.refused else 0


def _export(session: Session, file: Path, kind: str, where: tuple[str, ...], people: bool, table_language: str | None) -> None:
    """Writes a workbook, text tables or a package."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.i18n import translator

    t = translator(table_language) if table_language else session.t
    with session.open_desk() as desk:
        if file.name.endswith((PACKAGE, BAG)):
            written = _write_package(desk, file, kind, where, people)
        else:
            written = _write(session, desk, file, _queries(desk, kind, where, people), t, people)
    if session.json:
        write_json(
            {"files": [{"path": str(path), "bytes": size} for path, size in written["files"]], "records": written["records"]}
        )
    else:
        records = session.t.number(sum(written["records"].values()))
        write_lines(
            [
                session.t.format(N_("Written: {path} ({records} records)"), path=str(path), records=records)
                for path, _ in written["files"]
            ]
        )


def _write_package(desk: Desk, file: Path, kind: str, where: tuple[str, ...], people: bool) -> dict[str, Any]:
    """A data package or a bag: always whole types."""
    from baseldesk.formats import datapackage
    from baseldesk.formats.sheets.outgoing import exported_types
    from baseldesk.records.types import record_type

    if where:
        raise UsageError("export.whole_types")
    chosen = [record_type(kind)] if kind else exported_types(people=people)
    write = datapackage.write_bag if file.name.endswith(BAG) else datapackage.write_package
    try:
        counts = write(desk, chosen, file, people=people)
    except OSError as reason:
        raise MediumError("cli.file_not_written", file=file.name, reason=reason.strerror or "") from reason
    size = file.stat().st_size if file.is_file() else sum(one.stat().st_size for one in file.rglob("*") if one.is_file())
    return {"files": [(file, size)], "records": counts}


def _queries(desk: Desk, kind: str, where: tuple[str, ...], people: bool) -> dict[str, ListQuery]:
    from baseldesk.cli.commands.record_list import conditions
    from baseldesk.desk.shown import ListQuery
    from baseldesk.formats.sheets.outgoing import exported_types
    from baseldesk.records.types import record_type

    if where and not kind:
        raise UsageError("export.where_needs_type")
    chosen = [record_type(kind)] if kind else exported_types(people=people)
    return {one.name: ListQuery(one.name, conditions(desk, one, where), sort=_order(one)) for one in chosen}


def _order(declared: Any) -> str:
    return next((name for name in ("reference", "starts_on") if name in declared.by_name), "")


def _write(session: Session, desk: Desk, file: Path, queries: dict[str, ListQuery], t: Any, people: bool) -> dict[str, Any]:
    from baseldesk.cli.progress import bar
    from baseldesk.formats.sheets import writing

    with bar(session, session.t.gettext(N_("Writing"))) as progress:
        found = writing.tables(desk, queries, t, people=people, progress=progress)
        try:
            files = [(path, len(raw)) for path, raw in _files(file, found, t) if _put(path, raw)]
        except OSError as reason:
            raise MediumError("cli.file_not_written", file=file.name, reason=reason.strerror or "") from reason
    return {"files": files, "records": {one.declared.name: one.count for one in found}}


def _files(file: Path, found: list[Table], t: Any) -> list[tuple[Path, bytes]]:
    from baseldesk.formats.sheets import writing

    if file.is_dir():
        return [(file / f"{one.declared.name}.csv", writing.write_text(one)) for one in found]
    if file.suffix.lower() == ".xlsx":
        return [(file, writing.write_workbook(found, t))]
    if file.suffix.lower() != ".csv":
        raise UsageError("export.kind_unknown", file=file.name)
    if len(found) > 1:
        raise UsageError("export.one_type", file=file.name)
    return [(file, writing.write_text(one)) for one in found]


def _put(path: Path, raw: bytes) -> bool:
    from baseldesk.formats.sheets.writing import write_file

    write_file(path, raw)
    return True

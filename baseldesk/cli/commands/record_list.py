"""`baseldesk record list`: the records of a type, filtered, searched and sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baseldesk.cli.commands.record import TYPE
from baseldesk.cli.frame import command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.cli.wording import Wording
    from baseldesk.desk.desk import Desk
    from baseldesk.desk.shown import ListQuery, Row
    from baseldesk.records.field import RecordType

SHOWN_TO_PEOPLE = 50
EVERYTHING = 10_000_000


@command("list", N_("List the records of a type."))
@TYPE
@option(
    "--where",
    multiple=True,
    metavar="FIELD=VALUE",
    help=N_("Only records with this value; of several, any."),
)
@option("--search", default="", metavar="TEXT", help=N_("Only records with these words."))
@option("--sort", default="", metavar="FIELD", help=N_("Sort by this field, or by “changed”; -FIELD: downwards."))
@option("--limit", type=int, help=N_("At most so many."))
@option("--deleted", is_flag=True, help=N_("Deleted records instead."))
def list_(session: Session, kind: str, where: tuple[str, ...], search: str, sort: str, limit: int | None, deleted: bool) -> None:
    """Lists records."""
    from baseldesk.desk.shown import ListQuery
    from baseldesk.records.types import record_type

    declared = record_type(kind)
    with session.open_desk() as desk:
        query = ListQuery(
            kind,
            conditions(desk, declared, where),
            search=search,
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
            columns=tuple(declared.by_name),
            language=session.t.language,
            deleted=deleted,
        )
        if session.json:
            _write_json(desk, query, desk.rows(query, EVERYTHING if limit is None else limit))
        else:
            _write_text(session, desk, query, SHOWN_TO_PEOPLE if limit is None else limit)


def conditions(desk: Desk, declared: RecordType, where: tuple[str, ...]) -> dict[str, object]:
    """{field: values any of which will do}; `field=` asks for those where it is empty."""
    from baseldesk.cli.assignments import split_list
    from baseldesk.cli.finding import find_id
    from baseldesk.errors import UsageError
    from baseldesk.records.field import Kind

    out: dict[str, object] = {}
    for text in where:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise UsageError("cli.not_an_assignment", text=text[:80])
        if name not in declared.by_name:
            raise UsageError("field.unknown", field=name, type=declared.name)
        one, items = declared.by_name[name], split_list(value)
        named = [find_id(desk, one.target, item) for item in items] if one.kind is Kind.RECORD else items
        out[name] = tuple(named) if named else None
    return out


def _write_json(desk: Desk, query: ListQuery, rows: list[Row]) -> None:
    from baseldesk.cli import plain_record
    from baseldesk.cli.output import write_json

    for row in rows:
        shown = desk.record(row.type, row.id) if row.conflicts else None
        plain = plain_record.as_json(shown) if shown else plain_record.row_as_json(row, deleted=query.deleted)
        write_json({**plain, **(plain_record.same_as_json(desk, row.type, row.id) if row.same else {"same_as": []})})


def _write_text(session: Session, desk: Desk, query: ListQuery, limit: int) -> None:
    from baseldesk.cli.output import remark, table, write_lines
    from baseldesk.cli.wording import Wording, list_columns
    from baseldesk.records.identity import id_text
    from baseldesk.records.types import record_type

    wording, columns = Wording(session.t, desk), list_columns(record_type(query.type))
    rows = [
        [id_text(row.id), *(_cell(wording, one.name, row, query) for one in columns), _marks(row)]
        for row in desk.rows(query, limit)
    ]
    headings = [session.t.gettext(N_("Identifier")), *(session.t.gettext(one.label) for one in columns), ""]
    if rows:
        write_lines(table(rows, headings))
    total = desk.count(query)
    remark(_count(session, len(rows), total), quiet=session.quiet)


def _marks(row: Row) -> str:
    """▲: versions differ; ×2: recorded twice."""
    return " ".join(filter(None, ("▲" if row.conflicts else "", f"×{row.same + 1}" if row.same else "")))


def _cell(wording: Wording, name: str, row: Row, query: ListQuery) -> str:
    from baseldesk.cli.output import cut
    from baseldesk.records.types import record_type

    one = record_type(query.type).by_name[name]
    text = (
        wording.title(row.type, row.values) if name == record_type(query.type).title else wording.value(one, row.values.get(name))
    )
    return cut(text.replace("\n", " "), 60)


def _count(session: Session, shown: int, total: int) -> str:
    if shown < total:
        return session.t.format(
            N_("{shown} of {total} records; --limit shows more"), shown=session.t.number(shown), total=session.t.number(total)
        )
    return session.t.format_plural(N_("{n} record"), N_("{n} records"), total)

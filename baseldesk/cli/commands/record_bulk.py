"""`baseldesk record bulk`: one change for many records, told first, as one action that one undo takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baseldesk.cli.commands.record import FIELDS, TYPE
from baseldesk.cli.frame import command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_

if TYPE_CHECKING:
    from baseldesk.desk.bulk import Preview

HELP = N_("""Change many records of a type at once: FIELD=VALUE for all that --where and --search name.
Of a list, +CODE adds and -CODE takes away: waste_streams=+WS-OILS,-WS-ULAB. --rehearse tells first what would be done;
“baseldesk undo” takes it back.""")


@command("bulk", HELP)
@TYPE
@FIELDS
@option("--where", multiple=True, metavar="FIELD=VALUE", help=N_("Only records with this value; of several, any."))
@option("--search", default="", metavar="TEXT", help=N_("Only records with these words."))
@option("--all", "everything", is_flag=True, help=N_("All records of the type."))
@option("--rehearse", is_flag=True, help=N_("Only tell what would be done."))
def bulk(
    session: Session, kind: str, fields: tuple[str, ...], where: tuple[str, ...], search: str, everything: bool, rehearse: bool
) -> int:
    """Changes records; 1 where a rule kept some from it."""
    from baseldesk.cli.assignments import Assignments
    from baseldesk.cli.commands.record_list import conditions
    from baseldesk.cli.finding import find_id
    from baseldesk.desk.bulk import change_all, preview
    from baseldesk.desk.shown import ListQuery
    from baseldesk.errors import UsageError
    from baseldesk.records.types import record_type

    declared = record_type(kind)
    if not (where or search or everything):
        raise UsageError("bulk.none_named")
    with session.open_desk() as desk:
        query = ListQuery(kind, conditions(desk, declared, where), search=search, each=True)
        records = [row.id for row in desk.rows(query, 10_000_000)]
        plain = [one for one in fields if not _is_change(one, declared)]
        values = Assignments(declared, {}, lambda target, named: find_id(desk, target, named)).read(plain)
        values |= {name: marks for one in fields if (found := _is_change(one, declared)) for name, marks in [found]}
        told = preview(desk, kind, records, values)
        if not rehearse and told.changes:
            change_all(desk, kind, records, values)
    _tell(session, told, rehearse=rehearse)
    return 1 if told.refused else 0


def _is_change(text: str, declared: Any) -> tuple[str, dict[str, object]] | None:
    """`waste_streams=+WS-OILS,-WS-ULAB` as what is added and taken away; None for any other assignment."""
    name, _, value = text.partition("=")
    one = declared.by_name.get(name)
    items = [item.strip() for item in value.split(",") if item.strip()]
    if one is None or not one.is_set or not items or not all(item[0] in "+-" for item in items):
        return None
    return name, {item[1:]: True if item[0] == "+" else None for item in items}


def _tell(session: Session, told: Preview, *, rehearse: bool) -> None:
    from baseldesk.cli.output import pairs, write_json, write_lines
    from baseldesk.records.identity import id_text

    t = session.t
    if session.json:
        refused = [{"id": id_text(record), "code": code} for record, code in told.refused]
        counts = {"changed": len(told.changes), "same": told.same, "kept_back": told.kept_back, "refused": refused}
        write_json({**counts, "rehearsed": rehearse})
        return
    lines = [t.gettext(N_("A rehearsal: nothing was changed."))] if rehearse else []
    rows = [
        (t.gettext(N_("Changed")), t.number(len(told.changes))),
        (t.gettext(N_("Unchanged")), t.number(told.same)),
        (t.gettext(N_("Kept from it by a rule")), t.number(len(told.refused))),
    ]
    rows += [(t.gettext(N_("Deleted or not ours")), t.number(told.kept_back))] if told.kept_back else []
    write_lines([*lines, *pairs(rows)])

"""`baseldesk record types`: what can be recorded, from the declarations."""

from __future__ import annotations

from typing import Any

import click

from baseldesk.cli.frame import command, option
from baseldesk.cli.session import Session
from baseldesk.i18n import N_, Translator
from baseldesk.records.field import Field, RecordType

HELP = N_("""List the types of records and their fields.
With --vocabulary, list the codes that a field with this list of choices can hold.""")


@command("types", HELP)
@click.argument("kind", metavar="[TYPE]", required=False)
@option("--vocabulary", metavar="NAME", help=N_("List the codes of a list of choices."))
def types(session: Session, kind: str | None, vocabulary: str | None) -> None:
    """Tells the declarations, or the codes of one vocabulary."""
    from baseldesk.cli.output import write_json, write_lines
    from baseldesk.records.types import TYPES, record_type

    if vocabulary:
        return _tell_codes(session, vocabulary)
    for declared in [record_type(kind)] if kind else TYPES.values():
        if session.json:
            write_json(as_json(declared, session.t))
        else:
            write_lines([*as_text(declared, session.t), ""])
    return None


def as_json(declared: RecordType, t: Translator) -> dict[str, Any]:
    """`{type, label, scope, fields}`."""
    fields = [field_as_json(declared, one, t) for one in declared.fields]
    return {"type": declared.name, "label": t.gettext(declared.label), "scope": str(declared.scope), "fields": fields}


def field_as_json(declared: RecordType, one: Field, t: Translator) -> dict[str, Any]:
    """`{name, kind, scope, vocabulary, required}` and what else is declared."""
    return {
        "name": one.name,
        "label": t.gettext(one.label),
        "kind": str(one.kind),
        "scope": str(declared.scope),
        "vocabulary": one.vocabulary,
        "target": one.target,
        "required": one.required_for,
        "translatable": one.translatable,
        "shares": one.shares,
        "personal": one.personal,
        "fixed": one.fixed,
    }


def as_text(declared: RecordType, t: Translator) -> list[str]:
    """The type with its fields in columns."""
    from baseldesk.cli.output import table

    rows = [(one.name, t.gettext(one.label), str(one.kind), _notes(one, t)) for one in declared.fields]
    return [f"{declared.name} · {t.gettext(declared.label)} · {declared.scope}", *(f"  {line}" for line in table(rows))]


def _notes(one: Field, t: Translator) -> str:
    notes = [
        one.vocabulary or one.target,
        t.gettext(N_("per language")) if one.translatable else "",
        t.gettext(N_("with shares")) if one.shares else "",
        t.gettext(N_("personal")) if one.personal else "",
        t.format(N_("asked for from “{stage}” on"), stage=one.required_for) if one.required_for else "",
    ]
    return ", ".join(filter(None, notes))


def _tell_codes(session: Session, name: str) -> None:
    from baseldesk.cli.output import table, write_json, write_lines
    from baseldesk.errors import UsageError
    from baseldesk.records import vocabulary

    if name not in vocabulary.names():
        raise UsageError("cli.vocabulary_unknown", vocabulary=name[:80], known=", ".join(sorted(vocabulary.names())))
    rows = [(code, session.t.label(code, name)) for code in vocabulary.codes(name)]
    if session.json:
        for code, label in rows:
            write_json({"code": code, "label": label})
    else:
        write_lines(table(rows))

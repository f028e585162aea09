"""Every table, in SQLAlchemy Core: the journal's by hand, one per record type from its declaration.

Neutral between SQLite and PostgreSQL; what only SQLite does is in `sqlite.py`. Local numbers (`n`) order nothing but arrival
and never leave the desk.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from baseldesk.desk.columns import UNKNOWN
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.records.types import TYPES

metadata = sa.MetaData()
_Id = sa.LargeBinary


def _number(name: str, **more: object) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer, "sqlite"), **more)  # type: ignore[arg-type]


def _text(name: str, **more: object) -> sa.Column[str]:
    return sa.Column(name, sa.Text, **more)  # type: ignore[arg-type]


def _bytes(name: str, **more: object) -> sa.Column[bytes]:
    return sa.Column(name, _Id, **more)  # type: ignore[arg-type]


meta = sa.Table("meta", metadata, _text("key", primary_key=True), _bytes("value", nullable=False))

chain = sa.Table(
    "chain",
    metadata,
    _number("n", primary_key=True),
    _bytes("replica", nullable=False),
    _text("audience", nullable=False),
    _bytes("device", nullable=False),
    _text("centre"),
    _bytes("public_key"),
    _bytes("old_replica"),
    _bytes("old_head"),
    _text("reason"),
    sa.UniqueConstraint("replica", "audience", "device"),
)

change = sa.Table(
    "change",
    metadata,
    _number("n", primary_key=True),
    _bytes("id", nullable=False, unique=True),
    _number("chain", nullable=False),
    _number("seq", nullable=False),
    _bytes("prev"),
    _number("hlc", nullable=False),
    _number("wall", nullable=False),
    _bytes("user", nullable=False),
    _bytes("action", nullable=False),
    sa.Column("whole", sa.Boolean, nullable=False),
    sa.Column("packed", sa.SmallInteger, nullable=False),
    _bytes("bytes", nullable=False),
    sa.Index("change_chain_seq", "chain", "seq", "whole"),
    sa.Index("change_prev", "prev"),
)

# Of plain chains, how far they had come when they were last counted: so that an export need not count the whole journal.
counted = sa.Table("counted", metadata, _number("chain", primary_key=True), _number("last", nullable=False))

leaf = sa.Table(
    "leaf", metadata, _number("change", primary_key=True), _number("op", primary_key=True), _bytes("bytes", nullable=False)
)

head = sa.Table(
    "head",
    metadata,
    _number("chain", primary_key=True),
    _bytes("id", primary_key=True),
    _number("seq", nullable=False),
    _bytes("deployment", primary_key=True),
    _bytes("signature", nullable=False),
    sa.Column("kept", sa.Boolean, nullable=False),
)

record = sa.Table(
    "record",
    metadata,
    _number("n", primary_key=True),
    _bytes("id", nullable=False),
    _text("type", nullable=False),
    _text("owner", nullable=False),
    _number("base_change"),
    _number("base_op"),
    sa.Column("hidden", sa.Boolean, nullable=False),
    _number("conflicts", nullable=False),
    _number("last_change", nullable=False),
    _number("hlc", nullable=False),
    sa.UniqueConstraint("id", "type"),
    sa.Index("record_type", "type", "hidden"),
    sa.Index("record_base", "base_change", "base_op"),
)

version = sa.Table(
    "version",
    metadata,
    _number("record", primary_key=True),
    _text("register", primary_key=True),
    _number("change", primary_key=True),
    _number("op", primary_key=True),
)

# Later ops on a record (its first is the base), for the history.
touch = sa.Table(
    "touch", metadata, _number("record", primary_key=True), _number("change", primary_key=True), _number("op", primary_key=True)
)

covered = sa.Table(
    "covered",
    metadata,
    _text("type", primary_key=True),
    _bytes("record", primary_key=True),
    _text("register", primary_key=True),
    _bytes("dot", primary_key=True),
)

# Registers of ops that do not stand: kept, forwarded and listed, neither shown nor allowed to replace anything.
refused = sa.Table(
    "refused",
    metadata,
    _number("change", primary_key=True),
    _number("op", primary_key=True),
    _text("register", primary_key=True),
    _text("type", nullable=False),
    _bytes("record", nullable=False),
)

# Records whose personal values are erased for good, and whether they have been destroyed here.
erased = sa.Table(
    "erased",
    metadata,
    _text("type", primary_key=True),
    _bytes("record", primary_key=True),
    sa.Column("destroyed", sa.Boolean, nullable=False),
)

# What cannot be authenticated yet (its signer is not in the roster): kept aside, unapplied.
parked = sa.Table(
    "parked", metadata, _bytes("id", primary_key=True), _bytes("device", nullable=False), _bytes("bytes", nullable=False)
)

# What is recorded twice (see `same.py`): the statements that stand, and the records joined, each with the one shown for all.
same_edge = sa.Table(
    "same_edge",
    metadata,
    _bytes("id", primary_key=True),
    _text("kind", nullable=False),
    _bytes("first", nullable=False),
    _bytes("second", nullable=False),
    sa.Index("same_edge_first", "first"),
    sa.Index("same_edge_second", "second"),
)

same_class = sa.Table(
    "same_class",
    metadata,
    _text("kind", primary_key=True),
    _bytes("record", primary_key=True),
    _bytes("shown", nullable=False),
    sa.Index("same_class_shown", "kind", "shown"),
)

# Up to where the chains of a revoked key stand: as the roster says, or, for what the secretariat never sees, as far as was here.
cutoff = sa.Table(
    "cutoff",
    metadata,
    _bytes("device", primary_key=True),
    _bytes("replica", primary_key=True),
    _text("audience", primary_key=True),
    _bytes("id", primary_key=True),
    sa.Column("from_roster", sa.Boolean, nullable=False),
)

# Every `adopt` in the journal: which change carries it, and up to where it vouches for a chain.
adopted = sa.Table(
    "adopted",
    metadata,
    _number("change", primary_key=True),
    _number("op", primary_key=True),
    _bytes("replica", nullable=False),
    _text("audience", nullable=False),
    _bytes("id", nullable=False),
)

# Changes that do not stand for the organisation of their key: for the one that adopted them, or (none) they wait for a person.
standing = sa.Table(
    "standing",
    metadata,
    _number("change", primary_key=True),
    _text("organisation"),
    sa.Index("standing_organisation", "organisation"),  # what does not stand is asked for at every exchange
)

# Tasks that a person has looked at and put aside.
dismissed = sa.Table("dismissed", metadata, _text("task", primary_key=True), _number("at", nullable=False))

# Devices of the newest roster, for rights and references; written when a roster is taken in.
device = sa.Table(
    "device",
    metadata,
    _bytes("key_id", primary_key=True),
    _bytes("public_key", nullable=False),
    _text("organisation", nullable=False),
    _text("letter"),
    _text("name"),
    sa.Column("revoked", sa.Boolean, nullable=False),
)

# What a person typed and has not saved yet, one row per record (see `unsaved.py`): no part of the journal, it never travels.
unsaved = sa.Table(
    "unsaved",
    metadata,
    _text("type", primary_key=True),
    _bytes("record", primary_key=True),
    _number("at", nullable=False),
    sa.Column("is_new", sa.Boolean, nullable=False),
    _bytes("content", nullable=False),
)

# What the last import from somebody else's file said of a record: MessagePack {register: 8-byte digest}.
imported = sa.Table(
    "imported", metadata, _text("type", primary_key=True), _bytes("record", primary_key=True), _bytes("registers", nullable=False)
)

receipt = sa.Table(
    "receipt",
    metadata,
    _bytes("hash", primary_key=True),
    _number("ours", nullable=False),
    _text("peer", nullable=False),
    _bytes("replica", nullable=False),
    _number("standing", nullable=False),
    _number("at", nullable=False),
    _bytes("bytes", nullable=False),
)

exchange = sa.Table(
    "exchange",
    metadata,
    _number("n", primary_key=True),
    _number("at", nullable=False),
    _text("direction", nullable=False),
    _text("kind", nullable=False),
    _text("peer", nullable=False),
    _bytes("bundle"),
    _text("medium"),
    _text("outcome", nullable=False),
    _bytes("detail", nullable=False),
)

# The saves of this desk, for «undo»: what was done (save, import, undo) and whether it has been undone.
action = sa.Table(
    "action",
    metadata,
    _bytes("id", primary_key=True),
    _number("first_change", nullable=False),
    _text("kind", nullable=False),
    sa.Column("undone", sa.Boolean, nullable=False),
)


def _column(one: Field) -> sa.Column[object]:
    """A field may be named like a word of SQL: names are always quoted."""
    kind: sa.types.TypeEngine[Any] = sa.Text()
    if one.kind in (Kind.RECORD, Kind.HASH):
        kind = _Id()
    elif one.kind in (Kind.INTEGER, Kind.INSTANT):
        kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    elif one.kind is Kind.YES_NO:
        kind = sa.Boolean()
    return sa.Column(one.name, kind, quote=True)


# The last day of a record, as a report on a period asks for it (`period_records`): such a report reads no other years.
OVER = {"activity": "coalesce(ended_on, ends_on, started_on, starts_on)"}


def _indexes(declared: RecordType) -> list[sa.Index]:
    """References are looked up from both ends; dates and references sort lists."""
    wanted = [
        one.name for one in declared.fields if one.kind is Kind.RECORD or one.name in ("reference", "starts_on", "stage", "hash")
    ]
    over = [sa.Index(f"{declared.name}_over", sa.text(OVER[declared.name]))] if declared.name in OVER else []
    return [*(sa.Index(f"{declared.name}_{name}", name) for name in wanted), *over]


def _record_table(declared: RecordType) -> sa.Table:
    columns = [_column(one) for one in declared.fields]
    return sa.Table(
        f"r_{declared.name}", metadata, _number("n", primary_key=True), *columns, sa.Column(UNKNOWN, _Id), *_indexes(declared)
    )


RECORDS: dict[str, sa.Table] = {name: _record_table(declared) for name, declared in TYPES.items()}
OTHER = sa.Table("r_other", metadata, _number("n", primary_key=True), sa.Column(UNKNOWN, _Id))


def table_of(record_type: str) -> sa.Table:
    """The table of a type; types of a newer version share one."""
    return RECORDS.get(record_type, OTHER)

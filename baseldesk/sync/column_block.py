"""A block of changes in columns, and the tables that writer and reader build up alike while they go through a bundle."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from baseldesk.sync.columns import LONGEST_LISTED

IN_COLUMNS, AS_IT_IS = 0, 1  # how a change lies in a block
EACH = "/*"  # of a register: all elements of a set, in columns of their own
OTHER = 0  # the place of ops without a shape
NEW = 0  # of an id: it stands there in full
DERIVED = 1  # of a record: worked out from its registers
BASED, COVERED = 2, 3  # of a record: that of an op under a base head; that of the op whose version is covered first
BASED_REFERENCE = 1  # of a reference: the record of an op under a base head
BASED_DOT, SAME_DOT = 1, 2  # of a dot: under a base head; the same as the one before
SAME_ACTION, EXPLICIT_ACTION, OWN_ACTION = 0, 1, 2  # as of the change before; in full; what the change's head gives
DIGEST_BYTES = 8
MOST_IDS = 1 << 23
MOST_ELEMENTS = 1000  # of one set in one op
MOST_CHANGES, MOST_OPS_HELD, MOST_VALUES = 100_000, 500_000, 1_000_000  # in a block: bounds a reader's memory
MOST_BLOCK = 80 << 20  # a block with one change as large as a change may be
MOST_COPIED = 16 << 20  # characters taken over from base texts, in a block
Key = tuple[str, str]


class Codes(NamedTuple):
    """From which number on a code is a folded distance in a table."""

    record: int
    reference: int
    change: int


ALONE = Codes(2, 1, 1)  # layout 1: everything that is referred to lies in the bundle
RESTING = Codes(4, 2, 3)  # layout 2: also what lies under the base heads


class Shape(msgspec.Struct, array_like=True, frozen=True):
    """What ops of one kind have in common: `set` or `unset`, the registers written and covered, the personal ones.

    A register that ends in `/*` stands for all elements of a set, as many as an op has. `link` names the registers from which the
    record's id is derived, or nothing.
    """

    op: str
    type: str
    registers: list[str]
    covered: list[str]
    leaf: list[str] | None
    link: list[str]

    @property
    def cost(self) -> int:
        """How many bytes an op of this shape may have that stand in no column."""
        names = [self.type, *self.registers, *self.covered, *(self.leaf or ())]
        return 100 + sum(map(len, names)) * 4 + len(self.registers) * (LONGEST_LISTED * 4 + 8) + len(self.covered) * 8


class Constant(msgspec.Struct, array_like=True, frozen=True):
    """What the changes of one person and programme have in common."""

    v: int
    user: bytes
    app: str
    schema: int
    features: list[str]


class Block(msgspec.Struct, array_like=True):
    """Some changes, one after the other. Each `bytes` is a column of `columns.py`; lists hold what has no column."""

    count: int
    constants: list[Constant] = []  # new ones, added to the table
    shapes: list[Shape] = []  # new ones; place 0 of the table is OTHER
    form: bytes = b""  # of each change: IN_COLUMNS or AS_IT_IS
    plain: list[bytes] = []  # the changes that lie as they are
    constant: bytes = b""
    hlc: bytes = b""  # folded difference to the change before
    wall: bytes = b""  # folded difference to the wall part of hlc
    new_action: bytes = b""  # 0: the same as of the change before
    actions: bytes = b""  # 16 bytes each
    ops: bytes = b""  # how many
    shape: bytes = b""  # of each op
    others: list[bytes] = []  # ops without a shape
    record: bytes = b""  # of each shaped op: NEW, DERIVED or KNOWN + folded distance from the one before
    prefixes: bytes = b""  # of new ids: the first four bytes, as numbers
    ids: bytes = b""  # of new ids: the last twelve bytes
    leaves: bytes = b""  # 32 bytes each
    covers: bytes = b""  # how many dots for each covered register
    cover_change: bytes = b""  # of each dot: 0 new, else 1 + folded distance in the table of changes
    cover_ids: bytes = b""  # new ones, 32 bytes each
    cover_op: bytes = b""  # folded difference to the dot before
    values: list[
        bytes
    ] = []  # a column per register and type, in the order in which ops name them; of a set, three: counts, elements, values


class RestingBlock(Block):
    """A block that may refer to what lies under base heads: places in three columns each, head, distance down from it, op."""

    id_base: list[bytes] = []  # of records and references, in the order in which they are said
    cover_base: list[bytes] = []  # of dots
    digest: bytes = b""  # of the base texts that texts are said against, in their order; nothing where there is none


class Tables:
    """Grows with every block, the same on both sides: constants, shapes, record ids, change ids."""

    def __init__(self) -> None:
        self.constants: list[Constant] = []
        self.shapes: list[Shape | None] = [None]
        self.ids: list[bytes] = []
        self.id_places: dict[bytes, int] = {}
        self.changes: list[bytes] = []
        self.change_places: dict[bytes, int] = {}

    def add_id(self, identity: bytes) -> None:
        """A record's id, now known."""
        if identity not in self.id_places and len(self.ids) < MOST_IDS:
            self.id_places[identity] = len(self.ids)
            self.ids.append(identity)

    def add_change(self, identity: bytes) -> None:
        """A change's id, now known."""
        if identity not in self.change_places:
            self.change_places[identity] = len(self.changes)
            self.changes.append(identity)

    def mark(self) -> tuple[int, ...]:
        """How far the tables have grown."""
        return len(self.constants), len(self.shapes), len(self.ids), len(self.changes)

    def shrink(self, mark: tuple[int, ...]) -> None:
        """Back to a mark."""
        held: tuple[list[Any], ...] = (self.constants, self.shapes, self.ids, self.changes)
        for table, size in zip(held, mark, strict=True):
            del table[size:]
        for places, size in ((self.id_places, mark[2]), (self.change_places, mark[3])):
            while len(places) > size:
                places.popitem()


def is_ref(value: object) -> bool:
    """Whether a value may be the id of a record."""
    return type(value) is bytes and len(value) == 16

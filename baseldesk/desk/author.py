"""Writing one's own changes: what a person changed becomes ops, ops become changes at the end of this replica's chains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from baseldesk import __version__
from baseldesk.desk.database import Writer
from baseldesk.desk.identity import Identity, Random
from baseldesk.desk.journal_store import JournalStore
from baseldesk.desk.shown import Edit
from baseldesk.errors import RuleBroken, UsageError
from baseldesk.journal.change import (
    OPS_PER_CHANGE,
    SCHEMA,
    VERSION,
    Birth,
    Change,
    KnownOp,
    Life,
    Set,
    Unset,
    change_id,
    dot,
    encode_change,
    encode_op,
    make_leaf,
    own_action,
)
from baseldesk.journal.clock import tick
from baseldesk.journal.port import LIFE, Arrival, Local, State
from baseldesk.records import vocabulary
from baseldesk.records.beside import OWN_MARK, plain_register
from baseldesk.records.field import RecordType, Scope
from baseldesk.records.identity import OWNER_BYTES, is_owned, owner_prefix
from baseldesk.records.types import SECRETARIAT, audience_of, audience_of_record, record_type
from baseldesk.records.values import Wire, registers


@dataclass(slots=True)
class Planned:
    """The ops of one action, by audience, with the leaves that belong to them."""

    ops: dict[str, list[tuple[KnownOp, bytes | None]]] = field(default_factory=dict)
    records: list[tuple[str, bytes]] = field(default_factory=list)

    def add(self, audience: str, op: KnownOp, leaf: bytes | None = None) -> None:
        """Puts one more op at the end."""
        self.ops.setdefault(audience, []).append((op, leaf))


class Planner:
    """Turns edits into ops against what the store holds now."""

    def __init__(self, store: JournalStore, identity: Identity, random: Random) -> None:
        self._store, self._identity, self._random = store, identity, random

    def plan(self, edits: Sequence[Edit], states: Mapping[tuple[str, bytes], State]) -> Planned:
        """The ops that these edits ask for against the records that are here; an edit that changes nothing gives none."""
        planned = Planned()
        for edit in edits:
            self._plan_edit(planned, edit, states.get((edit.type, edit.record)))
        return planned

    def _plan_edit(self, planned: Planned, edit: Edit, state: State | None) -> None:
        declared = record_type(edit.type)
        audience = self._audience(declared, edit, state)
        before = sum(map(len, planned.ops.values()))
        self._plan_values(planned, audience, declared, edit, state)
        if edit.life is not None:
            planned.add(audience, self._life_op(edit, state))
        if sum(map(len, planned.ops.values())) > before or state is None:
            planned.records.append((edit.type, edit.record))

    def _audience(self, declared: RecordType, edit: Edit, state: State | None) -> str:
        owner = self._identity.owner
        if is_owned(edit.record, owner):
            return audience_of_record(edit.record, owner, declared.scope)
        centre = self._written_beside(declared, edit)
        if not centre:
            raise UsageError("record.not_yours", type=declared.name, owner=state.owner if state else "")
        return audience_of(centre, declared.scope)

    def _written_beside(self, declared: RecordType, edit: Edit) -> str:
        """The centre whose record the secretariat writes beside, or keys in; "" where it may not: only what is shared."""
        if self._identity.owner != SECRETARIAT or declared.scope is not Scope.SHARED or edit.life is not None or declared.link:
            return ""
        known = vocabulary.codes("centre")
        return next((one for one in known if one != SECRETARIAT and owner_prefix(one) == edit.record[:OWNER_BYTES]), "")

    def _plan_values(self, planned: Planned, audience: str, declared: RecordType, edit: Edit, state: State | None) -> None:
        wires = registers(declared, edit.values)
        speaks_itself = declared.secretariat_only or declared.secretariat_too  # remarks and answers are the secretariat's own
        if not is_owned(edit.record, self._identity.owner) and not speaks_itself:
            wires = {f"{register}{OWN_MARK}": wire for register, wire in wires.items()}
        _refuse_fixed(declared, wires, state)
        covers = {register: self._covers(register, edit, state) for register in wires}
        wires = {
            register: wire
            for register, wire in wires.items()
            if edit.shown is not None or not _says_the_same(state, register, wire)
        }
        full = {register: wire for register, wire in wires.items() if wire is not None}
        empty = {register: covers[register] for register, wire in wires.items() if wire is None and covers[register]}
        if full or (state is None and edit.life is None):
            planned.add(audience, *self._set_op(declared, edit, full, {one: covers[one] for one in full if covers[one]}))
        if empty:
            planned.add(audience, Unset(edit.type, edit.record, empty))

    def _covers(self, register: str, edit: Edit, state: State | None) -> list[bytes]:
        """What the form showed; never what came in meanwhile."""
        if edit.shown is not None:
            return sorted(edit.shown.get(register, ()))
        return self.dots(state.live(register)) if state else []

    def dots(self, locals_: Sequence[Local]) -> list[bytes]:
        """The names of these versions, sorted."""
        ids = self._store.ids({one.change for one in locals_}) if locals_ else {}
        return sorted(dot(ids[one.change], one.op) for one in locals_)

    def _set_op(
        self, declared: RecordType, edit: Edit, wires: Mapping[str, Wire], covers: dict[str, list[bytes]]
    ) -> tuple[Set, bytes | None]:
        personal = {one: wire for one, wire in wires.items() if declared.by_name[plain_register(one).partition("/")[0]].personal}
        plain = {one: wire for one, wire in wires.items() if one not in personal}
        if not personal:
            return Set(edit.type, edit.record, plain, covers), None
        raw, hashed = make_leaf(self._random(16), personal)
        return Set(edit.type, edit.record, plain, covers, hashed, sorted(personal)), raw

    def _life_op(self, edit: Edit, state: State | None) -> Life:
        if edit.shown is not None:
            covers = sorted(edit.shown.get(LIFE, ()))
            seen = sorted({one for register, held in edit.shown.items() if register != LIFE for one in held})
        else:
            covers = self.dots(state.live(LIFE)) if state else []
            seen = self.dots(sorted(state.field_versions())) if state else []
        return Life(edit.type, edit.record, bool(edit.life), [] if edit.life else seen, covers)


def _refuse_fixed(declared: RecordType, wires: Mapping[str, Wire], state: State | None) -> None:
    for register, wire in wires.items():
        one = declared.by_name[plain_register(register).partition("/")[0]]
        if one.fixed and state is not None and state.values.get(register) not in (None, wire):
            raise RuleBroken("rule.fixed", one.name)


def _says_the_same(state: State | None, register: str, wire: Wire) -> bool:
    """Whether the one live version holds this value already."""
    if state is None:
        return wire is None
    held = state.values.get(register)
    return len(state.live(register)) <= 1 and held == wire and type(held) is type(wire)


class Scribe:
    """Puts planned ops at the end of this replica's chains."""

    def __init__(self, writer: Writer, identity: Identity, *, hlc: int, wall: int) -> None:
        self._writer, self._identity, self._wall = writer, identity, wall
        self.hlc = hlc
        self.action = b""  # what the head of its first change gives, once that is written

    def write(self, planned: Planned) -> list[Arrival]:
        """The changes of one action: per audience a run of at most 1,000 ops each."""
        out = []
        for audience, ops in planned.ops.items():
            seq, prev = self.tip(audience)
            room = OPS_PER_CHANGE - (1 if seq == 0 else 0)
            waiting = list(ops)
            while waiting:
                block, waiting = waiting[:room], waiting[room:]
                arrival = self._change(audience, seq + 1, prev, block)
                seq, prev, room = arrival.change.seq, arrival.id, OPS_PER_CHANGE
                out.append(arrival)
        return out

    def tip(self, audience: str) -> tuple[int, bytes | None]:
        """(seq, id) of the last change of this replica's chain; (0, None) where it has none."""
        sql = (
            "SELECT c.seq, c.id FROM change c JOIN chain h ON h.n = c.chain "
            "WHERE h.replica = :replica AND h.audience = :audience AND h.device = :device ORDER BY c.seq DESC, c.n DESC LIMIT 1"
        )
        row = self._writer.one(sql, replica=self._identity.replica, audience=audience, device=self._identity.device)
        return (row[0], bytes(row[1])) if row else (0, None)

    def _change(self, audience: str, seq: int, prev: bytes | None, block: list[tuple[KnownOp, bytes | None]]) -> Arrival:
        who = self._identity
        ops = [encode_op(op) for op, _ in block]
        leaves = {index: leaf for index, (_, leaf) in enumerate(block) if leaf is not None}
        if seq == 1:
            ops.insert(0, encode_op(self._birth(audience)))
            leaves = {index + 1: leaf for index, leaf in leaves.items()}
        self.hlc = tick(self.hlc, self._wall)
        self.action = self.action or own_action(who.replica, audience, seq, prev, self.hlc, who.user)
        change = Change(
            VERSION,
            who.replica,
            who.device,
            audience,
            seq,
            prev,
            self.hlc,
            self._wall,
            who.user,
            __version__,
            SCHEMA,
            [],
            self.action,
            ops,
        )
        raw = encode_change(change)
        return Arrival(change_id(raw), raw, change, leaves)

    def _birth(self, audience: str) -> Birth:
        """Names centre and key; the chain of the replica this one was born from, where there is one."""
        born = self._writer.meta(f"born/{audience}")
        old_replica, old_head = (born[:16], born[16:48]) if born else (None, None)
        reason = (self._writer.meta("born_reason") or b"restored").decode() if born else "first start"
        return Birth(self._identity.owner, self._identity.public_key, old_replica, old_head, reason)

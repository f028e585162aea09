"""A record on paper: an ordinary bundle, small enough for one QR code; a scan brings it back, to be taken in as any other.

It holds every change of the record and of its lists, its history with it, and nothing besides. Changes go byte for byte or not
at all, so where one of them also writes what is not printed, or to another record, the record does not travel on paper. No
receipt rides along and no other replica is asked: whoever scans it may have nothing else of that chain. Then the receiver names
what came before as wanted, and the next file brings it. Not sealed: the page says the same in words.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from baseldesk import __version__
from baseldesk.desk.database import Reader
from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_reader import JournalReader
from baseldesk.journal.change import SCHEMA, Birth, Choose, Life, Op, Set, Unset
from baseldesk.journal.heads import HEAD_TAG, head_message
from baseldesk.records import field
from baseldesk.records.beside import field_of
from baseldesk.records.types import SECRETARIAT, TYPES
from baseldesk.sync import layout
from baseldesk.sync.chains import Chain, Link, list_chains
from baseldesk.sync.feed import Feed
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.membership import Membership, read_membership
from baseldesk.sync.offering import Offered
from baseldesk.sync.own_keys import signing_key
from baseldesk.sync.packing import BUNDLE_TAG
from baseldesk.sync.payload import ChainName, Manifest, Part, Run, Section, encode_manifest, write_section
from baseldesk.sync.release_held import number_held
from baseldesk.sync.runs import Plan
from baseldesk.sync.squeezing import SMALLEST_LEVEL

MOST_BYTES = 2_953  # of a QR code of version 40, level L
_TRAVEL = frozenset({
    "activity", "headcount", "activity_partner", "budget_line", "follow_up", "result", "result_figure",
})  # fmt: skip
_TRIED = (layout.COLUMNS, layout.PLAIN)
_QUIET_KINDS = frozenset({field.Kind.RECORD, field.Kind.YES_NO})  # a reference or a mark says nothing by itself


def make_paper_bundle(desk: Desk, keys: Sequence[tuple[str, bytes]]) -> bytes | None:
    """The file with these records for the secretariat; None where it does not fit on paper, or must not stand there.

    Args:
        keys: type and id of an activity and of what belongs to it; what is of no list of an activity stays out.
    """
    place, key = read_membership(desk), signing_key(desk)
    if place is None or key is None or desk.is_secretariat:
        return None
    wanted = {one for one in keys if one[0] in _TRAVEL}
    with desk.read() as reader:
        numbers = _changes_of(reader, wanted)
        if not _may_travel(JournalReader(reader), numbers, wanted):
            return None
        plan = _plan(reader, numbers, key, place.deployment)
        if plan is None:
            return None
        writing = _Writing(desk, key, place, plan, len(wanted))
        smallest = min((writing.write(reader, number) for number in _TRIED), key=len)
    return smallest if len(smallest) <= MOST_BYTES else None


def _changes_of(reader: Reader, wanted: Iterable[tuple[str, bytes]]) -> list[int]:
    """The local numbers of all changes that ever wrote to these records."""
    held = JournalReader(reader).load(sorted(wanted))
    sql = "SELECT DISTINCT change FROM touch WHERE record IN (:among)"
    numbers = {row[0] for row in reader.among(sql, [state.n for state in held.values()])}
    numbers |= {state.base.change for state in held.values() if state.base}
    return sorted(numbers | {one.change for state in held.values() for lived in state.versions.values() for one in lived})


def _may_travel(journal: JournalReader, numbers: Sequence[int], wanted: set[tuple[str, bytes]]) -> bool:
    """Whether the changes write to nothing but these records, and nothing but what may be printed."""
    return bool(numbers) and all(_may_stand(op, wanted) for number in numbers for op in journal.decoded(number)[2])


def _may_stand(op: Op, wanted: set[tuple[str, bytes]]) -> bool:
    if isinstance(op, Birth):
        return True
    if not isinstance(op, Set | Unset | Life | Choose) or (op.type, op.record) not in wanted:
        return False
    return all(_may_print(op.type, register) for register in _registers(op))


def _registers(op: Set | Unset | Life | Choose) -> Iterable[str]:
    match op:
        case Set():
            return [*op.values, *op.leaf_registers]
        case Unset():
            return op.covers
        case Choose():
            return [op.register]
    return ()


def _may_print(record_type: str, register: str) -> bool:
    one = field_of(TYPES[record_type], register)
    return one is not None and not one.personal and (one.printed or one.kind in _QUIET_KINDS)


def _plan(reader: Reader, numbers: Sequence[int], key: DeviceKey, deployment: bytes) -> Plan | None:
    """The runs of these changes, each with a signature of its end; None where one cannot be signed here."""
    plan = Plan()
    for chain in list_chains(reader, SECRETARIAT):
        stretches = _stretches(_links(reader, chain, numbers))
        for place, stretch in enumerate(stretches):
            signature = _signature(reader, chain, stretch[-1], key, deployment)
            if signature is None:
                return None
            if place == 0:
                plan.chains.append(ChainName(chain.replica, chain.audience, chain.device))
            first, last = stretch[0], stretch[-1]
            plan.runs.append(Run(len(plan.chains) - 1, first.seq, len(stretch), first.prev, last.id, signature))
            plan.numbers += [one.n for one in stretch]
    return plan if len(plan.numbers) == len(numbers) else None


def _links(reader: Reader, chain: Chain, numbers: Sequence[int]) -> list[Link]:
    sql = "SELECT n, id, seq, prev, whole FROM change WHERE chain = :chain AND n IN (:among)"
    rows = reader.among(sql, numbers, chain=chain.n)
    found = [Link(n, bytes(one), seq, None if prev is None else bytes(prev), bool(whole)) for n, one, seq, prev, whole in rows]
    return sorted(found, key=lambda one: (one.seq, one.id))


def _stretches(held: Sequence[Link]) -> list[list[Link]]:
    out: list[list[Link]] = []
    for one in held:
        if out and out[-1][-1].id == one.prev:
            out[-1].append(one)
        else:
            out.append([one])
    return out


def _signature(reader: Reader, chain: Chain, end: Link, key: DeviceKey, deployment: bytes) -> bytes | None:
    """The head signature of a change: as it is kept, or made anew with the own key, which gives the same bytes always."""
    if chain.device == key.key_id:
        return key.sign(HEAD_TAG, head_message(deployment, chain.replica, chain.audience, end.seq, end.id))
    row = reader.one("SELECT signature FROM head WHERE id = :id AND deployment = :held", id=end.id, held=deployment)
    return bytes(row[0]) if row else None


@dataclass(frozen=True)
class _Writing:
    """One bundle on its way to paper."""

    desk: Desk
    key: DeviceKey
    place: Membership
    plan: Plan
    records: int

    def write(self, reader: Reader, number: int) -> bytes:
        """The whole file with the changes in the layout of this number."""
        payload, feed = io.BytesIO(), Feed(reader, self.plan.numbers)
        blocks = layout.WRITE[number](self.plan.runs, self.plan.chains, feed, Offered())
        expanded = write_section(payload, Part(Section.CHANGES, blocks, SMALLEST_LEVEL)) + feed.bytes
        manifest = encode_manifest(self._manifest(feed.bytes))
        expanded += write_section(payload, Part(Section.MANIFEST, [manifest], SMALLEST_LEVEL))
        content, to, about = payload.getvalue(), SECRETARIAT, (self.place.deployment, self.key.key_id)
        name = hashlib.sha256(BUNDLE_TAG + b"".join(about) + to.encode() + b"\0" + content).digest()[:16]
        header = Header(self.desk.owner, to, name, number, expanded, whole=len(content))
        return pack(Kind.BUNDLE, self.key, header, content, deployment=self.place.deployment)

    def _manifest(self, change_bytes: int) -> Manifest:
        plan, about = self.plan, (self.place.roster.number, number_held(self.desk), __version__, SCHEMA)
        return Manifest(
            self.desk.replica, plan.chains, plan.runs, [], [], [], len(plan.numbers), self.records, *about, change_bytes
        )

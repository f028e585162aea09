"""A centre that is enrolled and means ill: its changes are signed and chained as they must be, and hold whatever it likes."""

from __future__ import annotations

import hashlib
import io
import random
import struct
from collections.abc import Sequence
from typing import Any

import msgspec

from baseldesk.desk.desk import Desk
from baseldesk.journal.change import Change, change_id, encode_change, leaf_hash
from baseldesk.journal.heads import HEAD_TAG, head_message
from baseldesk.records.field import Kind
from baseldesk.records.types import TYPES
from baseldesk.sync.framing import Header, pack
from baseldesk.sync.framing import Kind as FileKind
from baseldesk.sync.joining import membership_of, own_key
from baseldesk.sync.payload import (
    ChainName,
    LeafGroup,
    Manifest,
    Part,
    Run,
    Section,
    encode_leaves,
    encode_manifest,
    write_section,
)
from tests.merge.exchange import arrivals_of

_encode = msgspec.msgpack.Encoder().encode
LARGEST = (1 << 63) - 1
NUMBERS = (0, 1, -1, 1 << 31, LARGEST, -LARGEST - 1, 1 << 63, (1 << 64) - 1, 253_402_300_800_000)
TEXTS = (
    "", " ", "x", "\0", "a\0b",
    "\u202eevil\u202c", "2026-02-30", "9999-12-31", "0000-00-00", "NaN", "Infinity", "-0", "1e999999999",
    "1E-999999999", "9" * 4300, "9" * 5000, "x" * 70_000, "'; DROP TABLE record; --", "<b>&amp;<img src='/etc/passwd'>", "=1+1",
    "../../etc/passwd", "e\u0301" * 50, "𒀀" * 30, "\ufdd0", "true", "%s%n{0}{a.b}",
)  # fmt: skip
ODD = (0.5, float("nan"), float("inf"), [1, 2], {"a": 1}, [[]], [None] * 50, msgspec.msgpack.Ext(5, b"x"))
BYTES = (b"", b"\0" * 16, b"\xff" * 16, b"x" * 32, b"y" * 33, b"z" * 100_000)
NAMES = (
    "", "/", "//", "title", "title/", "/fr", "title/fr/x", "title/fr~SECRETARIAT", "title/xx~BCRC-SEN", "@life", "@erase",
    "@base", "n", "id", "rowid", "unknown", "type", "a" * 3000, "na\0me", "countries/", "countries/ZZ", "Ω", "title\u202e",
)  # fmt: skip
KINDS = (
    "",
    "activity",
    "record",
    "sqlite_master",
    "r_activity",
    "x" * 2000,
    "activity\0",
    "'; --",
    "other",
    "no_such_type",
    "centre",
)


class Chain:
    """The rest of a real chain, written by hand."""

    def __init__(self, desk: Desk, audience: str) -> None:
        """Goes on where the desk's own chain of this audience ends."""
        self.desk, self.audience, self.key = desk, audience, own_key(desk)
        last = [one for one in arrivals_of(desk) if one.change.audience == audience and one.change.replica == desk.replica][-1]
        self.change, self.tip = last.change, last.id

    def write(self, ops: Sequence[Any], **other: Any) -> bytes:
        """The next change; gives its bytes."""
        values: dict[str, Any] = {"seq": self.change.seq + 1, "prev": self.tip, "ops": [msgspec.Raw(_encode(one)) for one in ops]}
        self.change: Change = msgspec.structs.replace(self.change, **{**values, **other})
        raw = encode_change(self.change)
        self.tip = change_id(raw)
        return raw

    def bundle(
        self, changes: Sequence[bytes], leaves: Sequence[LeafGroup] = (), first: int = 0, prev: bytes | None = None
    ) -> bytes:
        """A bundle of these changes to the secretariat, all in order as far as signatures go."""
        chain = ChainName(self.desk.replica, self.audience, self.desk.device)
        deployment = membership_of(self.desk).deployment
        signed = self.key.sign(HEAD_TAG, head_message(deployment, chain.replica, chain.audience, self.change.seq, self.tip))
        run = Run(0, first, len(changes), prev, self.tip, signed)
        plain = b"".join(struct.pack(">I", len(one)) + one for one in changes)
        size = sum(map(len, changes))
        manifest = Manifest(self.desk.replica, [chain], [run], [], [], [], len(changes), len(changes), 1, 1, "9.9", 1, size)
        held = {Section.MANIFEST: encode_manifest(manifest), Section.LEAVES: encode_leaves(list(leaves)), Section.CHANGES: plain}
        out = io.BytesIO()
        grown = sum(write_section(out, Part(kind, [raw], 0)) for kind, raw in held.items())
        payload = out.getvalue()
        name = hashlib.sha256(payload).digest()[:16]
        header = Header(self.desk.owner, "SECRETARIAT", name, 0, grown + size, whole=len(payload))
        return pack(FileKind.BUNDLE, self.key, header, payload, deployment=deployment)


class Imagination:
    """Ops that no honest program writes; the same for a seed."""

    def __init__(self, seed: int, records: Sequence[tuple[str, bytes]], owner_prefix: bytes) -> None:
        self.rng, self.records, self.prefix = random.Random(seed), records, owner_prefix

    def _pick(self, *choices: Sequence[Any]) -> Any:
        return self.rng.choice(self.rng.choice(choices))

    def record(self) -> tuple[str, Any]:
        """A type and an id, now and then of something that is there."""
        if self.records and self.rng.random() < 0.4:
            return self.rng.choice(self.records)
        kind = self._pick(tuple(TYPES), tuple(TYPES), KINDS)
        return kind, self._pick((self.prefix + self.rng.randbytes(12),) * 3, BYTES[:3])

    def register(self, kind: str) -> str:
        """A field's register, or no name at all."""
        if kind in TYPES and self.rng.random() < 0.75:
            field = self.rng.choice(TYPES[kind].fields)
            part = self.rng.choice(("fr", "SN", "xx", "", "a/b")) if field.is_mapped or self.rng.random() < 0.1 else None
            return field.name if part is None else f"{field.name}/{part}"
        return self.rng.choice(NAMES)

    def value(self) -> Any:
        """Anything that MessagePack can say."""
        return self._pick(TEXTS, TEXTS, NUMBERS, BYTES, (True, False, None), ODD if self.rng.random() < 0.2 else TEXTS)

    def fitting(self, kind: str, register: str) -> Any:
        """A value of the right kind and a wrong content."""
        field = TYPES[kind].by_name.get(register.partition("/")[0]) if kind in TYPES else None
        if field is None or self.rng.random() < 0.3:
            return self.value()
        fits = {Kind.INTEGER: NUMBERS, Kind.INSTANT: NUMBERS, Kind.YES_NO: (True, False), Kind.RECORD: BYTES, Kind.HASH: BYTES}
        return self.rng.choice(fits.get(field.kind, TEXTS))

    def dots(self) -> list[bytes]:
        """Versions that there are not."""
        return [self.rng.randbytes(self.rng.choice((34, 34, 34, 0, 33, 40))) for _ in range(self.rng.choice((0, 0, 1, 2, 30)))]

    def set(self, kind: str, record: Any) -> list[Any]:
        """A `set`, of a few registers or many."""
        names = [self.register(kind) for _ in range(self.rng.choice((0, 1, 2, 5, 40)))]
        covers = {name: held for name in names if (held := self.dots())}
        return ["set", kind, record, {name: self.fitting(kind, name) for name in names}, covers]

    def op(self) -> tuple[list[Any], bytes | None]:
        """An op, and its leaf if it has one."""
        (kind, record), chance = self.record(), self.rng.random()
        if chance < 0.5:
            return self.set(kind, record), None
        if chance < 0.65:
            leaf = self._leaf(kind)
            named = [self.register(kind) for _ in range(3)]
            return [*self.set(kind, record), leaf_hash(leaf), named], leaf
        others: list[list[Any]] = [
            ["unset", kind, record, {self.register(kind): self.dots()}],
            ["life", kind, record, self.rng.random() < 0.5, self.dots(), self.dots()],
            ["choose", kind, record, self.register(kind), self.value(), self.dots(), self._pick(TEXTS)],
            ["choose", kind, record, self.register(kind), self.value(), [b"a" * 34, b"b" * 34], "so"],
            ["blob", self._pick(BYTES), self._pick(NUMBERS)],
            ["adopt", self._pick(BYTES), self._pick(TEXTS), self._pick(BYTES)],
            ["erase", kind, record],
            ["birth", "BCRC-SEN", self._pick(BYTES), self._pick(BYTES), self._pick(BYTES), "restored"],
            ["key", self._pick(BYTES), self.value()],
            [self._pick(TEXTS), self.value(), self.value()],
            ["set"], ["set", 1, 2, 3], [], ["life", kind, record],
        ]  # fmt: skip
        return self.rng.choice(others), None

    def _leaf(self, kind: str) -> bytes:
        """A leaf whose hash is right, whatever it holds."""
        good = _encode([bytes(16), {name: self.fitting(kind, name) for name in (self.register(kind), self.register(kind))}])
        bad = (b"\xc1" * 20, b"\x91" * 500, _encode([b"", {"person": "x" * 20}]), _encode([bytes(16), {"person": [1]}]))
        return self._pick((good,) * 4, bad)

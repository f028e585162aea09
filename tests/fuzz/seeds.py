"""What each target begins with: small true files, made the same in every run."""

from __future__ import annotations

import io
import struct
from base64 import encodebytes
from pathlib import Path

import msgspec

from baseldesk.journal.change import Change, Life, Set, change_id, encode_change, encode_op, make_leaf
from baseldesk.sync import layout
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.payload import LeafGroup, Manifest, Part, Section, encode_leaves, encode_manifest, write_section
from baseldesk.sync.receipt import Head, Receipt
from baseldesk.sync.roster import Body, Device, Roots, sign_roster
from tests.fuzz.targets import CHAIN, RUN

KEY = DeviceKey.from_seed(b"f" * 32)
GOLDEN = Path(__file__).parents[1] / "fixtures" / "golden" / "0.1.0"
IATI = (
    '<?xml version="1.0"?><iati-activities version="2.03"><iati-activity default-currency="USD">'
    '<iati-identifier>XM-1</iati-identifier><title><narrative xml:lang="fr">Atelier</narrative></title>'
    '<budget><value value-date="2026-01-01">12.5</value></budget>'
    "</iati-activity></iati-activities>"
)


def make_changes() -> list[bytes]:
    """A chain of three: a record, an edit, a delete."""
    record, out, prev = b"\xe5\xef\x04\x13" + bytes(12), [], None
    _, hashed = make_leaf(bytes(16), {"person": "Awa"})
    ops = (
        Set("activity", record, {"title/fr": "Atelier", "countries/SN": True, "planned_budget": "12.5"}, {}),
        Set("contact", record, {}, {"city": [bytes(34)]}, hashed, ["person"]),
        Life("activity", record, False, [bytes(34)], []),
    )
    for seq, op in enumerate(ops, 1):
        head = Change(
            1, bytes(16), bytes(16), CHAIN.audience, seq, prev, seq << 16, seq, bytes(8), "0", 1, [], bytes(16), [encode_op(op)]
        )
        out.append(encode_change(head))
        prev = change_id(out[-1])
    return out


def make_payload(changes: list[bytes]) -> bytes:
    """A payload in the plain layout."""
    plain = b"".join(struct.pack(">I", len(one)) + one for one in changes)
    leaf, _ = make_leaf(bytes(16), {"person": "Awa"})
    run = msgspec.structs.replace(RUN, count=len(changes))
    manifest = Manifest(bytes(16), [CHAIN], [run], [], [], [], len(changes), 2, 1, 1, "0", 1, len(plain))
    held = {
        Section.MANIFEST: encode_manifest(manifest),
        Section.LEAVES: encode_leaves([LeafGroup(bytes(32), [(0, bytes(16), leaf)])]),
        Section.CHANGES: plain,
    }
    out = io.BytesIO()
    for number, (kind, raw) in enumerate(held.items()):
        write_section(out, Part(kind, [raw], 3 * (number % 2)))
    return out.getvalue()


def make_seeds() -> dict[str, list[bytes]]:
    """Target → what it begins with."""
    changes = make_changes()
    payload = make_payload(changes)
    file = pack(Kind.BUNDLE, KEY, Header("BCRC-SEN", "SECRETARIAT", bytes(16)), payload, deployment=bytes(16))
    run = msgspec.structs.replace(RUN, count=len(changes))
    blocks = {number: b"".join(layout.WRITE[number]([run], [CHAIN], changes)) for number in (layout.COLUMNS, layout.RESTING)}
    receipt = Receipt(bytes(16), "BCRC-SEN", "SECRETARIAT", bytes(16), [bytes(16)], {"public": [Head(bytes(16), 3, bytes(32))]})
    body = Body(bytes(16), 1, 0, 1, ["SECRETARIAT"], [Device(KEY.public, "SECRETARIAT", "A")])
    roots = Roots((KEY.public,), 1)
    leaf, _ = make_leaf(bytes(16), {"person": "Awa", "email": None})
    mail = b"Subject: x\n\n" + encodebytes(file)
    roster = sign_roster(body, [KEY], roots)
    return {
        "container": [file], "frame": [file], "payload": [payload], "change": changes, "leaf": [leaf], "columns": [blocks[1]],
        "resting": [blocks[2]], "receipt": [msgspec.msgpack.encode(receipt)],
        "roster": [roster.raw], "roster body": [msgspec.msgpack.encode(body)],
        "mail": [mail],
        "foreign": [IATI.encode(), b"title;country\nAtelier;SN\n", IATI.encode("utf-16")],
    }  # fmt: skip

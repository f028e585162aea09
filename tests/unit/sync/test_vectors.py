"""The bytes that must never change: what was written once is read for ever. A new number here is a new format."""

from __future__ import annotations

import io
from hashlib import sha256

from msgspec.structs import replace

from baseldesk.journal.heads import HEAD_TAG, head_message
from baseldesk.sync import layout
from baseldesk.sync.enrolment import Request, deployment_words, make_request
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.parts import part_blocks
from baseldesk.sync.receipt import Head, Receipt, seal_receipt
from baseldesk.sync.roster import Body, Device, Roots, sign_roster
from baseldesk.sync.words import fingerprint_words
from tests.unit.sync.conftest import DEPLOYMENT, key
from tests.unit.sync.test_columns import CHAIN, chained, run_of

ROOTS = Roots((key(11).public, key(12).public), 2)
DEVICES = [Device(key(2).public, "SECRETARIAT", "A", "Geneva")]
BODY = Body(DEPLOYMENT, 5, 1_750_000_000_000, 1, ["BCRC-SEN", "SECRETARIAT"], DEVICES)
OPS = [["set", "activity", bytes(range(16)), {"title/fr": "Été", "countries/SN": True, "starts_on": "2026-03-01"}, {}, None, []]]


def short(raw: bytes) -> str:
    """Enough of a hash to tell two files apart."""
    return sha256(raw).hexdigest()[:16]


def test_a_key_and_its_words() -> None:
    assert key(1).key_id.hex() == "46dcd1d9c670230a004e27db675b1057"
    assert fingerprint_words(key(1).key_id) == "lakovo tokova lukosu maravu dabosi makisa"


def test_a_container() -> None:
    raw = pack(Kind.BUNDLE, key(3), Header("BCRC-SEN", "SECRETARIAT", b"b" * 16), b"payload", deployment=DEPLOYMENT)
    assert (len(raw), short(raw)) == (184, "b2744ce5eae0e6c5")


def test_parts_and_recovery_parts() -> None:
    payload, files = bytes(range(10)), []
    whole = Header("BCRC-SEN", "SECRETARIAT", b"b" * 16, whole=10, joined=sha256(payload).digest(), parts=5, needed=3)
    for part in range(1, 6):
        header = replace(whole, part=part)
        blocks = b"".join(part_blocks(io.BytesIO(payload), header))
        files.append((blocks.hex(), short(pack(Kind.BUNDLE, key(3), header, blocks, deployment=DEPLOYMENT))))
    assert files == [
        ("00010203", "952e500bd4839fd1"),
        ("04050607", "f9330f43dfe98b7b"),
        ("0809", "7f292e638b41e58e"),
        ("0a71f68c", "e8444c2cb43dcea1"),
        ("51cb7b9b", "20ff6fac06962c87"),
    ]


def test_a_roster() -> None:
    assert short(sign_roster(BODY, [key(11), key(12)], ROOTS).raw) == "93bebf5fd188cf5a"  # 0.2 appends which key one replaces
    assert deployment_words(DEPLOYMENT, ROOTS) == "lanasu tanivi tobovi mokasa libovo lanivu"


def test_a_request() -> None:
    request = Request("BCRC-SEN", "Front office", bytes(16), 1_750_000_000_000, "0.1")
    assert short(make_request(key(5), request)) == "e64af302f9714ec2"  # 0.2 appends the recovery keys


def test_a_receipt() -> None:
    heads = {"shared/BCRC-SEN": [Head(b"r" * 16, 3, b"h" * 32)]}
    receipt = Receipt(b"n" * 16, "SECRETARIAT", "BCRC-SEN", b"s" * 16, [], heads, roster=5, release=1)
    assert short(seal_receipt(receipt, key(2), DEPLOYMENT)) == "3d8cc917ba5fa910"  # 0.2 appends the roster's hash


def test_a_head_signature() -> None:
    message = head_message(DEPLOYMENT, b"r" * 16, "shared/BCRC-SEN", 3, b"h" * 32)
    assert key(3).sign(HEAD_TAG, message).hex()[:16] == "53085ae7d052d89a"


def test_the_layouts() -> None:
    changes = chained([OPS, OPS])
    written = {n: short(b"".join(write([run_of(changes)], [CHAIN], iter(changes)))) for n, write in layout.WRITE.items()}
    assert written == {layout.PLAIN: "dfe78e6ce41de200", layout.COLUMNS: "2ccbaeaf23e1f2bb", layout.RESTING: "d98a9296d13fa150"}

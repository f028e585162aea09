"""Every byte, every length: what is not exactly the file that was signed is refused with a reason of its own."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest

from baseldesk.errors import BundleRefused, Cancelled, MediumError
from baseldesk.sync.container import open_container
from baseldesk.sync.framing import PREFIX_BYTES, TAG, Header, Kind, pack, write_container
from baseldesk.sync.keys import verify
from tests.unit.sync.conftest import DEPLOYMENT, World, key

PAYLOAD = bytes(range(256)) * 3


def small(**changed: object) -> bytes:
    """A small bundle, as it should be but for what is changed."""
    given = {"kind": Kind.BUNDLE, "key": key(3), "header": Header("BCRC-SEN", "SECRETARIAT", b"b" * 16), "payload": PAYLOAD}
    return pack(**{**given, "deployment": DEPLOYMENT, **changed})  # type: ignore[arg-type]


def find(signer: bytes, roster: bytes) -> bytes | None:
    """Knows two keys."""
    return {key(3).key_id: key(3).public, key(4).key_id: key(4).public}.get(signer)


def refusal(raw: bytes) -> str:
    """The code with which a file is refused."""
    with pytest.raises(BundleRefused) as refused:
        open_container(raw, find_key=find)
    return refused.value.code


def test_a_whole_file_opens(tmp_path: Path) -> None:
    (tmp_path / "A").write_bytes(small(roster=b"roster"))
    with open_container(tmp_path / "A", find_key=find) as opened:
        assert (opened.kind, opened.deployment, opened.signer) == (Kind.BUNDLE, DEPLOYMENT, key(3).key_id)
        assert (opened.roster, opened.header.to, opened.read()) == (b"roster", "SECRETARIAT", PAYLOAD)


def test_every_altered_byte_is_refused() -> None:
    good = small(roster=b"roster")
    for place in range(len(good)):
        for mask in (0x01, 0x80, 0xFF):
            assert refusal(good[:place] + bytes([good[place] ^ mask]) + good[place + 1 :]).startswith("bundle.")


def test_every_truncation_is_refused_as_such() -> None:
    good = small()
    assert {refusal(good[:length]) for length in range(len(good))} == {"bundle.truncated"}


def test_appended_bytes_are_refused_as_such() -> None:
    good = small()
    for more in (b"\0", b"A" * 10, good[-64:], good):
        assert refusal(good + more) == "bundle.trailing_bytes"


def test_other_files_are_not_ours() -> None:
    assert refusal(b"PK\x03\x04" + bytes(500)) == "bundle.not_ours"
    assert refusal(b"BASELDXK" + bytes(500)) == "bundle.not_ours"


def test_another_signer_is_told_from_a_wrong_signature() -> None:
    assert refusal(small(key=key(9))) == "bundle.signer_unknown"
    raw = small()
    assert refusal(raw[:-64] + small(payload=b"x" * 768)[-64:]) == "bundle.signature_wrong"


def test_signing_again_by_another_enrolled_device_does_not_pass_as_the_first() -> None:
    raw = bytearray(small(key=key(4)))
    raw[28:44] = key(3).key_id
    assert refusal(bytes(raw)) == "bundle.signature_wrong"


def test_a_newer_container_says_which_version_it_needs() -> None:
    raw = bytearray(small())
    struct.pack_into(">H", raw, 8, 7)
    with pytest.raises(BundleRefused) as refused:
        open_container(bytes(raw), find_key=find, name="X")
    assert (refused.value.code, refused.value.params) == ("bundle.version_newer", {"file": "X", "version": 7})


@pytest.mark.parametrize("header", [Header("A", "B", features=["parity"]), Header("A", "B", encryption="rot13")])
def test_what_must_be_understood_and_is_not_is_refused(header: Header) -> None:
    assert refusal(small(header=header)) == "bundle.feature_unknown"


def test_a_header_that_later_versions_made_longer_is_read() -> None:
    import msgspec

    head = msgspec.msgpack.encode([*msgspec.structs.astuple(Header("A", "B", b"b" * 16)), "later", {"more": 1}])
    prefix = struct.pack(">8sHBB16s16sIIQ", b"BASELDSK", 1, 1, 0, DEPLOYMENT, key(3).key_id, 0, len(head), 0)
    import hashlib

    signature = key(3).sign(TAG, hashlib.sha256(prefix + head).digest())
    with open_container(prefix + head + signature, find_key=find) as opened:
        assert opened.header.bundle == b"b" * 16


def test_declared_sizes_are_limited_before_they_are_believed() -> None:
    raw = bytearray(small())
    for offset, form, size in ((44, ">I", 1 << 31), (48, ">I", 1 << 31), (52, ">Q", 1 << 62)):
        huge = bytearray(raw)
        struct.pack_into(form, huge, offset, size)
        assert refusal(bytes(huge)) == "bundle.too_large"


def test_nothing_is_parsed_before_the_signature_is_good() -> None:
    raw = small()
    broken = raw[:PREFIX_BYTES] + b"\xc1" + raw[PREFIX_BYTES + 1 :]
    assert refusal(broken) == "bundle.signature_wrong"


def test_the_signature_covers_tag_and_hash_of_all_before_it() -> None:
    import hashlib

    raw = small()
    assert verify(key(3).public, raw[-64:], TAG, hashlib.sha256(raw[:-64]).digest())


def test_a_large_payload_is_written_and_read_in_blocks(tmp_path: Path) -> None:
    blocks = [bytes([n]) * 1_000_000 for n in range(20)]
    with (tmp_path / "A").open("wb") as out:
        head = Header("BCRC-SEN", "SECRETARIAT")
        digest = write_container(out, Kind.BUNDLE, key(3), head, iter(blocks), deployment=DEPLOYMENT, payload_bytes=20_000_000)
    seen: list[tuple[int, int]] = []
    with open_container(tmp_path / "A", find_key=find, spool=tmp_path, progress=lambda *p: seen.append(p)) as opened:
        assert [opened.payload.read(1_000_000) for _ in blocks] == blocks
        assert opened.file_hash == digest
    assert len(seen) == 20
    assert sorted(one.name for one in tmp_path.iterdir()) == ["A"]


def test_a_payload_of_another_length_than_said_is_not_written() -> None:
    with pytest.raises(ValueError, match="said to be"):
        write_container(io.BytesIO(), Kind.BUNDLE, key(3), Header("A", "B"), iter([b"abc"]), payload_bytes=4)


def test_opening_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        open_container(small(), find_key=find, cancelled=lambda: True)


def test_a_file_that_is_gone_is_a_matter_of_the_medium(tmp_path: Path) -> None:
    with pytest.raises(MediumError, match=r"medium\.unreadable"):
        open_container(tmp_path / "GONE", find_key=find)


def test_the_roster_that_rides_along_makes_a_new_signer_known(world: World) -> None:
    raw = small(key=world.laptop, roster=world.membership.roster.raw, deployment=world.membership.deployment)
    with open_container(raw, find_key=world.founded.find_key) as opened:
        assert opened.public == world.laptop.public
    bare = small(key=world.laptop, deployment=world.membership.deployment)
    with pytest.raises(BundleRefused, match=r"bundle\.signer_unknown"):
        open_container(bare, find_key=world.founded.find_key)

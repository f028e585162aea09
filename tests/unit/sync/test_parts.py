"""Cut and joined again: any order, any parts that are enough, and nothing but what was cut."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from baseldesk.errors import BundleRefused, Cancelled, UsageError
from baseldesk.sync.container import open_container
from baseldesk.sync.framing import Header, Kind, encode_header, pack, write_container
from baseldesk.sync.parts import Lying, cut, frame_bytes, join, numbered_name, part_blocks, payload_bytes
from baseldesk.sync.stretches import Stretch, read_as_one
from tests.unit.sync.conftest import DEPLOYMENT, key

HEADER = Header("BCRC-SEN", "SECRETARIAT", b"b" * 16, layout=1, expanded=10_000, encryption="age")


def cut_up(payload: bytes, most: int, recovery: int = 0) -> list[Lying]:
    """The parts of a payload, in memory, in order."""
    about = replace(HEADER, whole=len(payload), joined=hashlib.sha256(payload).digest())
    needed, parts, _ = cut(len(payload), 0, most, recovery)
    out = []
    for n in range(1, parts + 1):
        header = replace(about, part=n, parts=parts, needed=needed)
        blocks = b"".join(part_blocks(io.BytesIO(payload), header))
        assert len(blocks) == payload_bytes(header)
        out.append(Lying(header, Stretch(io.BytesIO(blocks), 0, len(blocks))))
    return out


def joined(parts: list[Lying], tmp_path: Path) -> bytes:
    """What the parts give."""
    with join({one.header.part: one for one in parts}, tmp_path) as file:
        return file.read()


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_parts_that_are_enough_in_any_order_give_the_payload(data: st.DataObject, tmp_path: Path) -> None:
    payload = Random(1).randbytes(data.draw(st.integers(1, 5000)))
    parts = cut_up(payload, data.draw(st.integers(100, 6000)), data.draw(st.integers(0, 4)))
    enough = data.draw(st.integers(parts[0].header.needed, len(parts)))
    assert joined(data.draw(st.permutations(parts))[:enough], tmp_path) == payload


def test_parts_are_as_few_as_fit_and_no_larger_than_asked() -> None:
    for size in (1, 99, 100, 101, 1000, 1001, 123_457):
        needed, _, stretch = cut(size, 300, 400, 0)
        assert needed == -(-size // 100)
        assert stretch <= 100


def test_every_file_keeps_within_the_limit_with_its_frame_and_roster() -> None:
    payload, roster = bytes(50_000), b"r" * 700
    about = replace(HEADER, whole=len(payload), joined=bytes(32))
    needed, parts, _ = cut(len(payload), frame_bytes(about, roster), 8_000, 3)
    for n in range(1, parts + 1):
        header, out = replace(about, part=n, parts=parts, needed=needed), io.BytesIO()
        blocks = part_blocks(io.BytesIO(payload), header)
        size = payload_bytes(header)
        write_container(out, Kind.BUNDLE, key(3), header, blocks, deployment=DEPLOYMENT, roster=roster, payload_bytes=size)
        assert len(out.getvalue()) <= 8_000
        assert read(out.getvalue()) == header


def test_what_cannot_be_cut_is_told() -> None:
    with pytest.raises(UsageError, match=r"sync\.part_too_small"):
        cut(1000, 300, 300, 0)
    with pytest.raises(UsageError, match=r"sync\.part_too_small"):
        cut(1_000_000, 300, 310, 0)
    with pytest.raises(UsageError, match=r"sync\.recovery_too_many"):
        cut(1000, 0, 10, 156)
    assert cut(1000, 0, 10, 155).parts == 255


def test_parts_of_another_content_do_not_join(tmp_path: Path) -> None:
    ours, theirs = cut_up(b"a" * 1000, 300), cut_up(b"b" * 1000, 300)
    with pytest.raises(BundleRefused, match=r"bundle\.parts_do_not_fit"):
        joined([ours[0], *theirs[1:]], tmp_path)


def test_a_recovery_part_that_lies_is_found_out(tmp_path: Path) -> None:
    parts = cut_up(b"a" * 1000, 300, 1)
    false = Lying(parts[-1].header, Stretch(io.BytesIO(bytes(250)), 0, 250))
    with pytest.raises(BundleRefused, match=r"bundle\.parts_do_not_fit"):
        joined([*parts[1:-1], false], tmp_path)


def test_joining_can_be_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    parts = cut_up(bytes(1000), 300, 1)
    with pytest.raises(Cancelled):
        join({one.header.part: one for one in parts[1:]}, tmp_path, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_parts_are_read_where_they_lie(tmp_path: Path) -> None:
    (tmp_path / "A").write_bytes(b"..abc..")
    (tmp_path / "B").write_bytes(b"defg")
    with read_as_one([Stretch(tmp_path / "A", 2, 3), Stretch(tmp_path / "A", 0, 0), Stretch(tmp_path / "B", 0, 4)]) as file:
        assert file.read() == b"abcdefg"
        file.seek(2)
        assert file.read(3) == b"cde"
        file.seek(-2, 2)
        assert (file.read(), file.read(1)) == (b"fg", b"")


def test_a_file_in_one_piece_has_the_header_it_always_had() -> None:
    assert encode_header(HEADER) == encode_header(replace(HEADER, joined=b""))
    assert len(encode_header(replace(HEADER, joined=bytes(32)))) == len(encode_header(HEADER)) + 34


@pytest.mark.parametrize(
    "changed",
    [
        {"part": 0},
        {"part": 4},
        {"needed": 0},
        {"needed": 4},
        {"parts": 10_001, "needed": 10_001},
        {"joined": b""},
        {"joined": b"short"},
        {"whole": 0},
        {"whole": 1 << 40},
        {"bundle": b"b"},
        {"parts": 256, "needed": 255},
        {"part": 1, "parts": 1, "needed": 1},
    ],
)
def test_numbers_that_cannot_be_true_are_refused(changed: dict[str, object]) -> None:
    good = replace(HEADER, part=1, parts=3, needed=2, whole=1000, joined=bytes(32))
    assert read(small(good)) == good
    with pytest.raises(BundleRefused, match=r"bundle\.malformed"):
        read(small(replace(good, **changed)))


def read(raw: bytes) -> Header:
    """The header of a file."""
    with open_container(raw, find_key=lambda *_: key(3).public) as opened:
        return opened.header


def small(header: Header) -> bytes:
    """A signed file with this header."""
    return pack(Kind.BUNDLE, key(3), header, b"payload", deployment=DEPLOYMENT)


def test_a_file_of_the_desks_own_is_read_in_place_and_written_again_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "A").write_bytes(small(HEADER))
    for in_place in (True, False):
        with open_container(tmp_path / "A", find_key=lambda *_: key(3).public, in_place=in_place) as opened:
            out = io.BytesIO()
            opened.write_to(out)
            assert (out.getvalue(), opened.size, opened.read()) == (small(HEADER), len(small(HEADER)), b"payload")


def test_names_of_parts_sort_as_they_count() -> None:
    names = [numbered_name("A-TO-B.BDESK", n, 12) for n in (1, 9, 10)]
    assert names == ["A-TO-B-01-OF-12.BDESK", "A-TO-B-09-OF-12.BDESK", "A-TO-B-10-OF-12.BDESK"]
    assert numbered_name("mine", 1, 2) == "mine-1-OF-2"
    assert numbered_name("A.BDESK", 1, 1) == "A.BDESK"


def test_the_frame_is_counted_with_the_largest_numbers() -> None:
    about = replace(HEADER, whole=1 << 30, joined=bytes(32), part=10_000, parts=10_000, needed=10_000)
    assert frame_bytes(HEADER, b"") >= len(pack(Kind.BUNDLE, key(3), about, b"", deployment=DEPLOYMENT)) - 8

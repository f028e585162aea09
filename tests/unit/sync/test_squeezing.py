"""Sections come back whichever way they were squeezed; what claims to be small or modest, and is not, is refused."""

from __future__ import annotations

import io
import lzma
import random
import struct
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baseldesk.errors import BundleRefused
from baseldesk.sync.expanding import LZMA, RAW, ZSTD, Exactly
from baseldesk.sync.payload import Part, Payload, Section, write_section
from baseldesk.sync.squeezing import DEFAULT_LEVEL, SMALLEST_LEVEL, squeeze


def words(count: int) -> bytes:
    """Text that compresses."""
    rng = random.Random(1)
    return " ".join(rng.choices(["déchets", "atelier", "Dakar", "huiles usées", "plomb"], k=count)).encode()


def there_and_back(raw: bytes, level: int) -> bytes:
    """A section written and read."""
    file = io.BytesIO()
    write_section(file, Part(Section.CHANGES, [raw], level))
    payload = Payload(file, file.tell(), len(raw), "X")
    return Exactly(payload.open(payload.places[0]), "X").read(len(raw))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=2000), st.sampled_from([0, DEFAULT_LEVEL, SMALLEST_LEVEL]))
def test_any_section_comes_back(raw: bytes, level: int) -> None:
    assert there_and_back(raw, level) == raw


@pytest.mark.parametrize(
    ("raw", "level", "codec"),
    [
        (b"", DEFAULT_LEVEL, RAW),
        (random.Random(2).randbytes(500), DEFAULT_LEVEL, RAW),
        (words(20_000), DEFAULT_LEVEL, LZMA),
        (words(50_000), DEFAULT_LEVEL, ZSTD),
        (words(50_000), SMALLEST_LEVEL, LZMA),
        (words(50_000), 0, RAW),
    ],
    ids=["nothing", "noise", "small", "large", "large and smallest", "as it is"],
)
def test_size_and_wish_decide_how(raw: bytes, level: int, codec: int) -> None:
    assert squeeze([raw], level)[0] == codec
    assert there_and_back(raw, level) == raw


def section(codec: int, stored: bytes, size: int) -> Payload:
    """A payload of one section that claims a size."""
    raw = struct.pack(">BBQQ", Section.CHANGES, codec, len(stored), size) + stored
    return Payload(io.BytesIO(raw), len(raw), size, "X")


def read_all(payload: Payload, size: int) -> bytes:
    """The content of its section, if it has so much."""
    return Exactly(payload.open(payload.places[0]), "X").read(size)


def test_what_grows_further_than_it_says_is_refused() -> None:
    bomb = lzma.compress(bytes(50 << 20), format=lzma.FORMAT_ALONE)
    assert len(bomb) < 10_000
    with pytest.raises(BundleRefused) as refused:
        read_all(section(LZMA, bomb, 1000), 1001)
    assert refused.value.code == "bundle.expands_too_far"


def test_what_needs_more_memory_than_a_writer_uses_is_refused() -> None:
    described = {"id": lzma.FILTER_LZMA1, "dict_size": 256 << 20}
    greedy = lzma.compress(b"x" * 100, format=lzma.FORMAT_ALONE, filters=[described])
    with pytest.raises(BundleRefused) as refused:
        read_all(section(LZMA, greedy, 100), 100)
    assert refused.value.code == "bundle.malformed"


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_altered_or_cut_bytes_are_refused_or_give_other_bytes(data: st.DataObject) -> None:
    good = lzma.compress(words(50), format=lzma.FORMAT_ALONE)
    place = data.draw(st.integers(0, len(good) - 1))
    bent = good[:place] + bytes([data.draw(st.integers(0, 255))]) + good[place + 1 :]
    for one in (bent, good[:place]):
        with suppress(BundleRefused):
            assert len(read_all(section(LZMA, one, 400), 300)) == 300

"""Files for a moment: as files are, and nothing plain of an encrypted desk on the disk."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from baseldesk.desk.private_file import open_private
from baseldesk.desk.sealed_file import open_sealed, seal, size_of
from baseldesk.errors import DeskDamaged


@pytest.mark.parametrize("encrypted", [False, True])
def test_it_does_what_files_do(tmp_path: Path, encrypted: bool) -> None:
    chance, mirror = random.Random(7), bytearray()
    with open_private(tmp_path, encrypted=encrypted) as file:
        for _ in range(300):
            at, size = chance.randrange(len(mirror) + 1), chance.choice((1, 15, 16, 17, 5000, 70_000))
            block = chance.randbytes(size)
            file.seek(at)
            if chance.random() < 0.5:
                file.write(block)
                mirror[at : at + size] = block
            else:
                assert file.read(size) == bytes(mirror[at : at + size])
        file.seek(0, os.SEEK_END)
        assert file.tell() == len(mirror)
        file.seek(0)
        assert file.read() == bytes(mirror)
        file.seek(100)
        file.truncate()
        file.seek(0)
        assert file.read() == bytes(mirror[:100])
    assert list(tmp_path.iterdir()) == []


def test_nothing_plain_comes_to_the_disk(tmp_path: Path) -> None:
    seen = {}
    for encrypted in (False, True):
        with open_private(tmp_path, encrypted=encrypted) as file:
            file.write(b"Zanzibarquux" * 10_000)
            file.flush()
            handle = file.raw.fileno() if not encrypted else file.raw._file.fileno()  # type: ignore[attr-defined]
            os.lseek(handle, 0, os.SEEK_SET)
            seen[encrypted] = b"Zanzibarquux" in os.read(handle, 1 << 20)
    assert seen == {False: True, True: False}


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
def test_a_sealed_file_gives_back_what_went_in_and_nothing_else(tmp_path: Path, size: int) -> None:
    key, name, content = bytes(32), bytes(range(32)), random.Random(size).randbytes(size)
    place = tmp_path / "sealed"
    with place.open("wb") as out:
        seal([content[:70_000], content[70_000:]], out, key, name)
    assert size_of(place.stat().st_size) == size
    with open_sealed(place.open("rb"), key, name) as stream:
        assert stream.read(10) + stream.read() == content
    raw = place.read_bytes()
    for wrong_key, wrong_name, damaged in (
        (bytes([1] * 32), name, raw), (key, bytes(32), raw), (key, name, raw[:-1]), (key, name, raw + b"x"),
        (key, name, raw[:-17]), (key, name, raw[:22] + bytes([raw[22] ^ 1]) + raw[23:]),
    ):  # fmt: skip
        place.write_bytes(damaged)
        with pytest.raises(DeskDamaged), open_sealed(place.open("rb"), wrong_key, wrong_name) as stream:
            stream.read()
    if size > 131_072:  # two pieces that changed places, and the end cut off at a piece
        pieces = [raw[:22], raw[22 : 22 + 65_552], raw[22 + 65_552 : 22 + 2 * 65_552], raw[22 + 2 * 65_552 :]]
        for order in ((0, 2, 1, 3), (0, 1, 2)):
            place.write_bytes(b"".join(pieces[one] for one in order))
            with pytest.raises(DeskDamaged), open_sealed(place.open("rb"), key, name) as stream:
                stream.read()

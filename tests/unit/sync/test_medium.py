"""What is said to lie on a medium lies there; what went wrong is told apart, and nothing of ours stays behind."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from baseldesk.errors import MediumError
from baseldesk.sync import medium
from baseldesk.sync.medium import write_bytes, write_file
from tests.unit.sync.conftest import Pair, write_activity

NAME = "BCRC-SEN-TO-SECRETARIAT-00010203.BDESK"


def mount(folder: Path, *options: str) -> None:
    """Mounts a small file system in memory, where this may be done."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("cannot run here: mounting needs the rights of root")
    done = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("cannot run here: this container may not mount")


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A stick of 256 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount(folder, "-o", "size=256k")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def refusal(target: Path, content: bytes) -> str:
    """The code with which writing fails; the folder must look as before."""
    before = sorted(target.parent.iterdir())
    with pytest.raises(MediumError) as refused:
        write_bytes(target, content)
    assert sorted(target.parent.iterdir()) == before
    return refused.value.code


def test_a_written_file_is_there_under_its_name_only(tmp_path: Path) -> None:
    content = os.urandom(3_000_001)
    written = write_bytes(tmp_path / NAME, content)
    assert [one.name for one in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).read_bytes() == content
    assert written == (tmp_path / NAME, 3_000_001, hashlib.sha256(content).digest())


def test_it_is_read_from_the_medium_in_full(tmp_path: Path) -> None:
    for size in (0, 1, 4095, 4096, 4097, (1 << 20) + 5):
        (tmp_path / "A").write_bytes(os.urandom(size))
        assert b"".join(medium.read_from_medium(tmp_path / "A")) == (tmp_path / "A").read_bytes()


def test_fsync_comes_before_the_name_and_the_folder_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    real_sync, real_rename = os.fsync, Path.rename
    monkeypatch.setattr(os, "fsync", lambda handle: (calls.append("fsync"), real_sync(handle))[1])
    monkeypatch.setattr(Path, "rename", lambda self, to: (calls.append("rename"), real_rename(self, to))[1])
    write_bytes(tmp_path / NAME, b"content")
    assert calls == (["fsync", "rename"] if os.name == "nt" else ["fsync", "rename", "fsync"])


def test_a_medium_that_gives_back_other_bytes_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(medium, "read_from_medium", lambda path: iter([b"other bytes"]))
    assert refusal(tmp_path / NAME, b"content") == "medium.verify_failed"


def test_another_file_of_that_name_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"theirs")
    assert refusal(tmp_path / NAME, b"ours") == "medium.name_clash"
    assert (tmp_path / NAME).read_bytes() == b"theirs"


def test_the_same_file_again_is_no_clash(tmp_path: Path) -> None:
    write_bytes(tmp_path / NAME, b"ours")
    assert write_bytes(tmp_path / NAME, b"ours").size == 4
    assert [one.name for one in tmp_path.iterdir()] == [NAME]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediumError, match=r"medium\.gone"):
        write_bytes(tmp_path / "nowhere" / NAME, b"content")


def test_writing_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def break_off(out: BinaryIO) -> bytes:
        out.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / NAME, break_off)
    assert list(tmp_path.iterdir()) == []


def test_a_full_stick_is_told_and_left_as_it_was(stick: Path) -> None:
    assert refusal(stick / NAME, os.urandom(300_000)) == "medium.full"
    assert write_bytes(stick / NAME, os.urandom(100_000)).size == 100_000


def test_a_write_protected_stick_is_told(stick: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
    assert refusal(stick / NAME, b"content") == "medium.read_only"


def test_a_full_stick_costs_no_change_and_the_next_try_brings_it(pair: Pair, stick: Path) -> None:
    from baseldesk.sync.bundle import export_bundle
    from baseldesk.sync.status import sync_status

    identity = write_activity(pair.centre, os.urandom(100_000).hex())
    (stick / "FILM").write_bytes(bytes(200_000))
    with pytest.raises(MediumError, match=r"medium\.full"):
        export_bundle(pair.centre, "secretariat", stick)
    assert [one.name for one in stick.iterdir()] == ["FILM"]
    assert sync_status(pair.centre).sent == 0
    (stick / "FILM").unlink()
    assert export_bundle(pair.centre, "secretariat", stick).changes == 3
    assert pair.centre.record("activity", identity) is not None


@pytest.mark.parametrize(("number", "code"), [("ENOSPC", "full"), ("EDQUOT", "full"), ("EROFS", "read_only"), ("EIO", "gone")])
def test_each_fault_has_its_name(tmp_path: Path, number: str, code: str) -> None:
    import errno

    def fail(out: BinaryIO) -> bytes:
        raise OSError(getattr(errno, number), "fault")

    with pytest.raises(MediumError) as refused:
        write_file(tmp_path / NAME, fail)
    assert refused.value.code == f"medium.{code}"
    assert list(tmp_path.iterdir()) == []

"""A stick that was pulled out, is full, or takes no such name: each is told plainly, and the next try repairs."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from baseldesk.errors import MediumError
from baseldesk.i18n import translator
from baseldesk.messages import sentence
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.leftovers import is_broken, is_unfinished
from baseldesk.sync.medium import medium_error, write_bytes
from baseldesk.sync.searching import find_files
from tests.unit.sync.conftest import key

NAME = "BCRC-SEN-TO-SECRETARIAT-00010203.BDESK"
OTHERS = (
    "BCRC-SEN-TO-SECRETARIAT-00010203.BDESK",  # whole, with other content below
    "BCRC-TTO-TO-SECRETARIAT-00010203.BDESK.part-1f2e",
    "REPORT.PDF.part-1f2e",
    "NOTES.part-1",
)


def ours(content: bytes = b"payload" * 40) -> bytes:
    return pack(Kind.BUNDLE, key(3), Header("BCRC-SEN", "SECRETARIAT"), content)


def test_the_next_try_takes_unfinished_files_of_its_series_away(tmp_path: Path) -> None:
    for name in OTHERS[1:]:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / f"{NAME}.part-00ff").write_bytes(ours()[:100])
    (tmp_path / "BCRC-SEN-TO-SECRETARIAT-AABBCCDD-3.BDESK.part-0001").write_bytes(b"")
    write_bytes(tmp_path / "BCRC-SEN-TO-SECRETARIAT-AABBCCDD-4.BDESK", ours())
    assert {one.name for one in tmp_path.iterdir()} == {
        *OTHERS[1:],
        "BCRC-SEN-TO-SECRETARIAT-AABBCCDD-4.BDESK",
        f"{NAME}.part-00ff",
    }
    write_bytes(tmp_path / NAME, ours())
    assert not (tmp_path / f"{NAME}.part-00ff").exists()


@pytest.mark.parametrize("left", [b"", bytes(500), ours()[:-3], ours()[:-64] + bytes(64), ours()[:5], ours()[:30]])
def test_a_file_that_was_never_filled_makes_way(tmp_path: Path, left: bytes) -> None:
    (tmp_path / NAME).write_bytes(left)
    assert write_bytes(tmp_path / NAME, ours()).size == len(ours())
    assert (tmp_path / NAME).read_bytes() == ours()


@pytest.mark.parametrize("theirs", [ours(b"another"), b"a letter, much longer than the beginning of one of our files" * 3])
def test_a_whole_file_or_somebody_elses_never_makes_way(tmp_path: Path, theirs: bytes) -> None:
    (tmp_path / NAME).write_bytes(theirs)
    with pytest.raises(MediumError, match=r"medium\.name_clash"):
        write_bytes(tmp_path / NAME, ours())
    assert (tmp_path / NAME).read_bytes() == theirs


def test_an_empty_file_that_has_no_name_of_ours_is_left(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"")
    assert not is_broken(tmp_path / "notes.txt")
    with pytest.raises(MediumError, match=r"medium\.name_clash"):
        write_bytes(tmp_path / "notes.txt", ours())


def test_unfinished_names_are_known_again() -> None:
    assert is_unfinished(Path(f"{NAME}.part-0a1b"))
    assert not is_unfinished(Path(NAME))
    assert not is_unfinished(Path("X.part-12"))


@pytest.mark.parametrize("name", ["CON", "nul.BDESK", "a:b.BDESK", "Lpt1.txt", "ends.", "ends ", "what?.BDESK"])
def test_a_name_that_sticks_or_windows_do_not_take_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(MediumError, match=r"medium\.name_refused"):
        write_bytes(tmp_path / name, b"content")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("reason", "code"), [
    (OSError(errno.EIO, "Input/output error"), "medium.gone"),
    (OSError(errno.ENODEV, "No such device"), "medium.gone"),
    (OSError(errno.ENOSPC, "No space left"), "medium.full"),
    (OSError(errno.EROFS, "Read-only"), "medium.read_only"),
    (OSError(errno.EFBIG, "File too large"), "medium.file_too_large"),
    (OSError(errno.EINVAL, "Invalid argument"), "medium.name_refused"),
])  # fmt: skip
def test_each_fault_of_a_stick_has_its_own_words(reason: OSError, code: str) -> None:
    error = medium_error(reason, Path("/media/STICK") / NAME)
    assert error.code == code
    said = sentence(error, translator("en"))
    assert "STICK" in said.text or NAME in said.text
    assert "unchanged" in said.hint


@pytest.mark.parametrize(("number", "code"), [
    (19, "medium.read_only"), (21, "medium.gone"), (112, "medium.full"), (123, "medium.name_refused"), (1167, "medium.gone"),
    (223, "medium.file_too_large"),
])  # fmt: skip
def test_windows_own_numbers_are_asked_first(number: int, code: str) -> None:
    reason = OSError(errno.EACCES, "said by Windows")
    reason.winerror = number  # type: ignore[attr-defined]
    assert medium_error(reason, Path(NAME)).code == code


def test_a_pulled_stick_costs_nothing_and_the_next_try_brings_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pulled(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", pulled)
        broken.setattr(Path, "unlink", pulled)
        with pytest.raises(MediumError, match=r"medium\.gone"):
            write_bytes(tmp_path / NAME, ours())
    (left,) = tmp_path.iterdir()
    assert is_unfinished(left)
    write_bytes(tmp_path / NAME, ours())
    assert [one.name for one in tmp_path.iterdir()] == [NAME]


def test_an_unfinished_file_is_passed_over_when_a_stick_is_searched(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "photo.jpg").write_bytes(ours())
    (tmp_path / f"{NAME}.part-00ff").write_bytes(ours()[:100])
    (tmp_path / "film.mp4").write_bytes(bytes(100))
    assert find_files([tmp_path]) == [tmp_path / "deep" / "er" / "photo.jpg"]


def test_a_stick_that_goes_while_it_is_searched_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "rglob", gone)
    with pytest.raises(MediumError, match=r"medium\.gone") as told:
        find_files([tmp_path])
    assert str(tmp_path) in sentence(told.value, translator("en")).text

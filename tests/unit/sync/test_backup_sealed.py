"""Sealed backups: opened by their passphrase or the printed key, by nobody else, and nothing plain on the way."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from baseldesk.desk.desk import Desk
from baseldesk.errors import Cancelled, DeskError, FileRefused, MediumError
from baseldesk.sync import backup, backup_schedule, key_store_passphrase, protection
from baseldesk.sync.backup_file import is_sealed
from baseldesk.sync.backup_schedule import DAILY, Schedule, replace_unsealed, run_schedule, unsealed_ones
from baseldesk.sync.backup_seal import Opener, keep_seal, kept_seal, make_seal, pages_of
from baseldesk.sync.key_store import FILE, PASSPHRASE, keys_of, move_keys
from baseldesk.sync.recovery import make_key, read_page, register_key
from baseldesk.sync.restoring import restore
from baseldesk.sync.sealing import new_identity
from baseldesk.sync.station import found_centre
from tests.quick_scrypt import use_quick_scrypt
from tests.unit.sync.conftest import write_activity

WORDS = "grey heron on the roof"
TEXT = "Zanzibarquux"
PAPER = (TEXT + " paper\n").encode() * 30_000


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """A passphrase that costs no time."""
    with pytest.MonkeyPatch.context() as patching:
        use_quick_scrypt(patching)
        yield


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for all, with a document and a printed key, whose backups are sealed."""
    folder = tmp_path_factory.mktemp("s")
    with found_centre(folder / "desk", "BCRC-SEN", officer_name="Officer") as made:
        activity = write_activity(made, TEXT)
        (folder / "paper.txt").write_bytes(PAPER)
        made.attach(folder / "paper.txt", {"activity": activity})
        keep_seal(made, make_seal(WORDS))
        yield made


@pytest.fixture(scope="module")
def sealed(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its backup."""
    return backup.back_up(desk, tmp_path_factory.mktemp("b") / "b.baseldesk").path


def holds_everything(desk: Desk) -> bool:
    """Whether what came back is whole."""
    hashed = desk.find("document")[0].values["hash"]
    return bool(desk.search(TEXT)) and desk.documents.read(hashed) == PAPER and desk.check() == []


def test_it_says_whose_it_is_and_nothing_more(sealed: Path) -> None:
    about = backup.read_backup(sealed)
    assert (about.owner, about.is_sealed, about.files, about.records) == ("BCRC-SEN", True, {}, 0)
    assert is_sealed(sealed)
    assert TEXT.encode() not in sealed.read_bytes()
    with zipfile.ZipFile(sealed) as archive:
        assert sorted(archive.namelist()) == ["backup.age", "backup.json", "passphrase.age"]


def test_its_passphrase_brings_it_back_and_no_other(sealed: Path, tmp_path: Path) -> None:
    for opener, code in (
        (None, "backup.sealed"), (Opener("some other words"), "backup.passphrase_wrong"),
        (Opener(page=read_page(new_identity())), "backup.other_key"),
    ):  # fmt: skip
        with pytest.raises(FileRefused) as refused:
            restore(sealed, tmp_path / "new", opener=opener)
        assert refused.value.code == code
        assert list(tmp_path.iterdir()) == []
    with restore(sealed, tmp_path / "new", opener=Opener(WORDS + "\n")) as again:
        assert holds_everything(again)
        assert keys_of(again.folder).kind == FILE  # it was not encrypted
        assert kept_seal(again) is not None  # its backups are sealed, too


def test_the_printed_key_opens_it(desk: Desk, tmp_path: Path) -> None:
    page = make_key(desk)
    register_key(desk, page)
    only_page = backup.back_up(desk, tmp_path / "p.baseldesk", seal=make_seal(""))
    both = backup.back_up(desk, tmp_path / "b.baseldesk")
    with pytest.raises(FileRefused, match="sealed"):
        restore(only_page.path, tmp_path / "x", opener=Opener(WORDS))
    for number, file in enumerate((only_page.path, both.path)):
        with restore(file, tmp_path / f"new-{number}", opener=Opener(page=read_page(page.code()))) as again:
            assert holds_everything(again)


def test_a_desk_without_passphrase_or_page_is_not_sealed_for_nobody(tmp_path: Path) -> None:
    with found_centre(tmp_path / "c", "BCRC-SEN") as desk:
        with pytest.raises(DeskError, match="nobody_opens"):
            keep_seal(desk, make_seal(""))
        with pytest.raises(DeskError, match="passphrase_short"):
            make_seal("short")
        assert kept_seal(desk) is None


def test_a_damaged_one_is_told_and_leaves_nothing(sealed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(sealed) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    for name, cut in (("backup.age", -20), ("backup.age", 100), ("passphrase.age", -3)):
        altered = {**entries, name: entries[name][:cut]}
        with zipfile.ZipFile(tmp_path / "bad.baseldesk", "w") as archive:
            for one, content in altered.items():
                archive.writestr(one, content)
        with pytest.raises(FileRefused, match="damaged"):
            restore(tmp_path / "bad.baseldesk", tmp_path / "new", opener=Opener(WORDS))
        assert [one.name for one in tmp_path.iterdir()] == ["bad.baseldesk"]


def test_what_stops_the_writing_stops_the_sealing_and_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        backup.back_up(desk, tmp_path / "b.baseldesk", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []
    assert not (desk.folder / "backup.tmp").exists()


def test_one_that_is_made_by_itself_is_sealed_and_asks_nobody(desk: Desk, tmp_path: Path) -> None:
    held = run_schedule(desk, Schedule(DAILY, str(tmp_path)))
    assert held.trouble == ""
    assert is_sealed(Path(held.file))


def test_one_that_was_made_before_they_were_sealed_is_made_anew(desk: Desk, tmp_path: Path) -> None:
    seal = kept_seal(desk)
    keep_seal(desk, None)
    before = run_schedule(desk, Schedule(DAILY, str(tmp_path)))
    assert not is_sealed(Path(before.file))
    keep_seal(desk, seal)
    assert is_sealed(Path(run_schedule(desk, before).file))
    Path(before.file).write_bytes(b"")  # a stick that was pulled out too early
    assert is_sealed(Path(run_schedule(desk, before).file))


def test_those_of_earlier_days_that_are_not_sealed_go_only_once_a_sealed_one_is_there(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MediumError("medium.full", file="x", folder="x")

    seal = kept_seal(desk)
    keep_seal(desk, None)
    before = run_schedule(desk, Schedule(DAILY, str(tmp_path)))
    today = Path(before.file)
    earlier = today.with_name(f"{today.stem[:-10]}2026-01-02{today.suffix}")
    mine, strange = today.with_name("mine.baseldesk"), today.with_name(f"BCRC-SEN-00000000-2026-01-02{today.suffix}")
    for one in (earlier, mine, strange):
        one.write_bytes(today.read_bytes())
    assert unsealed_ones(desk, before) == []  # nobody wants them sealed
    keep_seal(desk, seal)
    assert unsealed_ones(desk, before) == sorted([earlier, today])
    with monkeypatch.context() as full:
        full.setattr(backup_schedule, "back_up", fail)
        assert replace_unsealed(desk, before).trouble == "failed"
    assert earlier.exists()
    with pytest.raises(Cancelled):
        replace_unsealed(desk, before, cancelled=lambda: True)
    assert earlier.exists()
    assert is_sealed(Path(replace_unsealed(desk, before).file))
    assert sorted(tmp_path.iterdir()) == sorted([today, mine, strange])  # what a person named, or another computer wrote, stays
    assert unsealed_ones(desk, before) == []


def test_an_encrypted_desk_comes_back_encrypted_behind_the_passphrase_of_the_backup(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(desk.folder, tmp_path / "e", ignore=shutil.ignore_patterns("desk.lock"))
    desk.database.copy_to(tmp_path / "e" / "copy.db")
    (tmp_path / "e" / "copy.db").replace(tmp_path / "e" / "desk.db")
    for log in (tmp_path / "e").glob("desk.db-*"):
        log.unlink()
    move_keys(tmp_path / "e", PASSPHRASE, "of the keys alone")
    from baseldesk.sync.opening import open_desk

    with open_desk(tmp_path / "e") as encrypted:
        protection.protect(encrypted)
        written = backup.back_up(encrypted, tmp_path / "e.baseldesk").path
        keep_seal(encrypted, None)
        if not pages_of(encrypted):
            with pytest.raises(DeskError, match="nobody_opens"):
                backup.back_up(encrypted, tmp_path / "plain.baseldesk")
        else:
            assert is_sealed(backup.back_up(encrypted, tmp_path / "page.baseldesk").path)
    with zipfile.ZipFile(written) as archive:
        assert "secret.age" in archive.namelist()
    with restore(written, tmp_path / "new", opener=Opener(WORDS)) as again:
        assert again.database.key is not None
        assert holds_everything(again)
        assert keys_of(again.folder).kind == PASSPHRASE
    assert not any(TEXT.encode() in one.read_bytes() for one in (tmp_path / "new").rglob("*") if one.is_file())
    key_store_passphrase.lock(tmp_path / "new")
    monkeypatch.setattr(key_store_passphrase, "_asked", [lambda: WORDS])
    open_desk(tmp_path / "new").close()


@pytest.mark.skipif(shutil.which("age") is None, reason="cannot run here: age is not installed")
def test_two_tools_that_anybody_can_get_open_it(sealed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(sealed) as archive:
        archive.extractall(tmp_path)
    identity = pyrage.passphrase.decrypt((tmp_path / "passphrase.age").read_bytes(), WORDS)
    (tmp_path / "id").write_bytes(identity)
    subprocess.run(["age", "-d", "-i", "id", "-o", "b.zip", "backup.age"], cwd=tmp_path, check=True)
    assert zipfile.is_zipfile(tmp_path / "b.zip")


def test_a_full_stick_stops_the_one_who_writes(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from baseldesk.errors import MediumError
    from baseldesk.sync import backup_pipe

    def full(plain: object, out: object, recipients: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("baseldesk.sync.sealing.seal", full)
    monkeypatch.setattr(backup_pipe, "_BLOCKS", 1)
    with pytest.raises(MediumError, match="full"):
        backup.back_up(desk, tmp_path / "b.baseldesk")
    assert list(tmp_path.iterdir()) == []

"""A backup holds all but the keys, and comes back as another computer that hurts nobody."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from baseldesk.desk import sqlite
from baseldesk.desk.shown import Edit
from baseldesk.errors import Cancelled, DeskError, FileRefused, MediumError
from baseldesk.sync import backup, restoring
from baseldesk.sync.bundle import import_bundle
from baseldesk.sync.opening import open_desk
from baseldesk.sync.restoring import restore
from baseldesk.sync.station import found_centre
from tests.unit.sync.conftest import Pair, enrol, write_activity


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The backup of a small desk with a document."""
    with found_centre(tmp_path / "c", "BCRC-SEN", officer_name="Officer") as desk:
        (tmp_path / "paper.txt").write_text("paper", encoding="utf-8")
        hashed, size = desk.documents.take_in(tmp_path / "paper.txt")
        activity = write_activity(desk, "kept")
        document = {"activity": activity, "name": "paper.txt", "sha256": hashed.hex(), "bytes": size}
        desk.save([Edit("document", desk.new_id(), {k: v for k, v in document.items() if k in _document_fields()})])
        backup.back_up(desk, tmp_path / "desk.baseldesk")
    return tmp_path / "desk.baseldesk"


def _document_fields() -> set[str]:
    from baseldesk.records.types import TYPES

    return set(TYPES["document"].by_name)


def rewrite(source: Path, target: Path, change: Any) -> Path:
    """The same archive with its entries changed: {name: content} in, the same out."""
    with zipfile.ZipFile(source) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target


def test_a_backup_holds_everything_but_the_keys(made: Path) -> None:
    about = backup.read_backup(made)
    assert about.owner == "BCRC-SEN"
    assert about.records > 0
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
    assert sorted(about.files) == sorted(set(names) - {"backup.json"})
    assert sum(name.startswith("documents/") for name in names) == 1
    assert not any("key" in name for name in names)


def test_what_comes_back_is_another_computer_and_nothing_of_either_is_lost(pair: Pair, tmp_path: Path) -> None:
    old = write_activity(pair.centre, "in the backup")
    pair.hand_over()
    backup.back_up(pair.centre, tmp_path / "b.baseldesk")
    later = write_activity(pair.centre, "after the backup, handed over")
    pair.hand_over()
    with restore(tmp_path / "b.baseldesk", tmp_path / "new") as desk:
        assert (desk.device, desk.replica) != (pair.centre.device, pair.centre.replica)
        own = write_activity(desk, "on the restored desk")
        assert desk.record("activity", later) is None
        enrol(pair.secretariat, desk)
        assert not import_bundle(pair.secretariat, [pair.send(desk, "secretariat")]).refused
        assert not import_bundle(desk, [pair.send(pair.secretariat, "BCRC-SEN", everything=True)]).refused
        for record in (old, later, own):
            shown = [one.record("activity", record) for one in (desk, pair.secretariat)]
            assert all(one is not None and not one.conflicts for one in shown)
        assert desk.check() == []
        assert desk.digest("shared", "BCRC-SEN").digest == pair.secretariat.digest("shared", "BCRC-SEN").digest
    with open_desk(tmp_path / "new") as again:
        assert again.record("activity", own) is not None


def test_a_newer_backup_takes_the_place_of_the_one_before(pair: Pair, tmp_path: Path) -> None:
    file = tmp_path / "b.baseldesk"
    backup.back_up(pair.centre, file)
    before = backup.read_backup(file).records
    write_activity(pair.centre, "one more")
    backup.back_up(pair.centre, file)
    assert backup.read_backup(file).records > before
    assert [one.name for one in tmp_path.glob("b*")] == ["b.baseldesk"]


def test_a_folder_with_anything_in_it_is_left_alone(made: Path, tmp_path: Path) -> None:
    for name, code in (("desk.db", "desk.exists"), ("other.txt", "backup.folder_not_empty")):
        folder = tmp_path / name.partition(".")[0]
        folder.mkdir()
        (folder / name).write_text("mine", encoding="utf-8")
        with pytest.raises(DeskError) as caught:
            restore(made, folder)
        assert caught.value.code == code
        assert (folder / name).read_text(encoding="utf-8") == "mine"


def _spoil_database(entries: dict[str, bytes]) -> None:
    entries["desk.db"] = entries["desk.db"][:-1] + b"?"


def _grow_database(entries: dict[str, bytes]) -> None:
    entries["desk.db"] += b"more"


def _climb_out(entries: dict[str, bytes]) -> None:
    about = json.loads(entries["backup.json"])
    about["files"]["../evil"] = about["files"]["desk.db"]
    entries["backup.json"], entries["../evil"] = json.dumps(about).encode(), entries["desk.db"]


def _promise_more(entries: dict[str, bytes]) -> None:
    about = json.loads(entries["backup.json"])
    about["files"]["documents/aa/" + "a" * 64] = {"bytes": 1, "sha256": "0" * 64}
    entries["backup.json"] = json.dumps(about).encode()


def _be_newer(entries: dict[str, bytes]) -> None:
    entries["backup.json"] = entries["backup.json"].replace(b'"version": 1', b'"version": 2')


def _be_other(entries: dict[str, bytes]) -> None:
    entries["backup.json"] = entries["backup.json"].replace(b"baseldesk backup", b"something else")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_spoil_database, "backup.damaged"),
        (_grow_database, "backup.damaged"),
        (_climb_out, "backup.damaged"),
        (_promise_more, "backup.damaged"),
        (_be_newer, "backup.newer"),
        (_be_other, "backup.none"),
        (lambda entries: entries.pop("backup.json"), "backup.none"),
    ],
)
def test_what_is_damaged_or_not_ours_leaves_nothing(made: Path, tmp_path: Path, change: Any, code: str) -> None:
    file = rewrite(made, tmp_path / "other.baseldesk", change)
    before = sorted(one.name for one in tmp_path.iterdir())
    with pytest.raises(FileRefused) as caught:
        restore(file, tmp_path / "new")
    assert caught.value.code == code
    assert sorted(one.name for one in tmp_path.iterdir()) == before


@pytest.mark.parametrize(("other", "code"), [(0, "medium.full"), (-(10**18), "backup.damaged")])
def test_more_than_the_disk_holds_is_refused_before_anything_is_written(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: int, code: str
) -> None:
    def promise_too_much(entries: dict[str, bytes]) -> None:
        about = json.loads(entries["backup.json"])
        about["files"]["desk.db"]["bytes"] = 10**18
        about["files"]["documents/aa/" + "a" * 64] = {"bytes": other, "sha256": "0" * 64}
        entries["backup.json"] = json.dumps(about).encode()

    monkeypatch.setattr(restoring, "_copy_out", lambda *_: pytest.fail("something was written"))
    file = rewrite(made, tmp_path / "other.baseldesk", promise_too_much)
    with pytest.raises((MediumError, FileRefused)) as caught:
        restore(file, tmp_path / "deep" / "new")
    assert caught.value.code == code
    assert not (tmp_path / "deep").exists()


def test_where_the_keys_cannot_be_kept_nothing_is_left_and_one_may_try_again(made: Path, tmp_path: Path) -> None:
    with pytest.raises(DeskError):
        restore(made, tmp_path / "new", keys="passphrase", passphrase="")
    assert not (tmp_path / "new").exists()
    restore(made, tmp_path / "new", keys="file").close()


def test_a_cut_file_is_refused(made: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.baseldesk"
    cut.write_bytes(made.read_bytes()[:-200])
    with pytest.raises(FileRefused, match=r"backup\.damaged"):
        backup.read_backup(cut)
    with pytest.raises(FileRefused, match=r"backup\.unreadable"):
        backup.read_backup(tmp_path / "nowhere.baseldesk")


@pytest.mark.parametrize("name", ["backup.json", "desk.db"])
def test_what_cannot_be_unpacked_is_damaged(made: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(made) as archive:
        entry = archive.getinfo(name)
    content = bytearray(made.read_bytes())
    lengths = content[entry.header_offset + 26 : entry.header_offset + 30]
    content[entry.header_offset + 30 + sum(struct.unpack("<HH", lengths))] = 0x07  # deflate knows no such block
    (tmp_path / "cut.baseldesk").write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        restore(tmp_path / "cut.baseldesk", tmp_path / "new")
    assert refused.value.code == "backup.damaged"
    assert not list(tmp_path.glob("*new*"))


def test_only_a_backup_is_ever_replaced(tmp_path: Path) -> None:
    with found_centre(tmp_path / "c", "BCRC-SEN", officer_name="Officer") as desk:
        paper = tmp_path / "paper.txt"
        paper.write_bytes(b"somebody's work")
        for place in (desk.database.path, paper):
            with pytest.raises(MediumError, match="name_clash"):
                backup.back_up(desk, place)
        assert paper.read_bytes() == b"somebody's work"
        assert desk.check() == []
        for _again in range(2):
            backup.back_up(desk, tmp_path / "by-its-content.zip")


def test_what_a_power_cut_left_of_bringing_back_goes_with_the_next_try(made: Path, tmp_path: Path) -> None:
    left, other = tmp_path / ".new.123456.part", tmp_path / ".newer.123456.part"
    for one in (left, other):
        one.mkdir()
        (one / "desk.db").write_bytes(b"names of people")
    restore(made, tmp_path / "new").close()
    assert (left.exists(), other.exists()) == (False, True)


def test_a_full_disk_under_the_desk_is_said_and_leaves_nothing(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(copy: Path) -> None:
        copy.write_bytes(b"half")
        raise sqlite.driver.OperationalError("database or disk is full")

    monkeypatch.setattr(pair.centre.database, "copy_to", fail)
    with pytest.raises(DeskError, match=r"desk\.disk_full"):
        backup.back_up(pair.centre, tmp_path / "b.baseldesk")
    assert not list(tmp_path.glob("b.*"))
    assert not list(pair.centre.folder.glob("backup*"))


def test_a_person_can_stop_it_and_nothing_is_left(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        backup.back_up(pair.centre, tmp_path / "b.baseldesk", cancelled=lambda: True)
    assert not list(tmp_path.glob("*.baseldesk*"))
    assert not list(pair.centre.folder.glob("backup.*"))
    backup.back_up(pair.centre, tmp_path / "b.baseldesk")
    with pytest.raises(Cancelled):
        restore(tmp_path / "b.baseldesk", tmp_path / "new", cancelled=lambda: True)
    assert not (tmp_path / "new").exists()


def test_the_backup_of_the_secretariat_comes_back(pair: Pair, tmp_path: Path) -> None:
    write_activity(pair.centre, "handed over")
    pair.hand_over()
    backup.back_up(pair.secretariat, tmp_path / "s.baseldesk")
    with restore(tmp_path / "s.baseldesk", tmp_path / "new") as desk:
        assert desk.is_secretariat
        assert desk.digest("shared", "BCRC-SEN").digest == pair.secretariat.digest("shared", "BCRC-SEN").digest

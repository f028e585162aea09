"""A desk that lies on its disk encrypted: nothing plain stays, everything works, and no power cut leaves half of one."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from baseldesk.desk import database as databases
from baseldesk.desk import read_connections, sqlite
from baseldesk.desk.at_rest import is_encrypted
from baseldesk.desk.desk import Desk
from baseldesk.desk.documents import DocumentStore
from baseldesk.desk.shown import Edit
from baseldesk.errors import BundleRefused, Cancelled, DeskDamaged, DeskError
from baseldesk.sync import key_store_file, key_store_passphrase, protection, reopening
from baseldesk.sync.key_store import FILE, PASSPHRASE, keys_of, move_keys
from baseldesk.sync.opening import open_desk
from baseldesk.sync.recovery import make_key, read_page, register_key
from baseldesk.sync.station import found_centre
from tests.quick_scrypt import use_quick_scrypt
from tests.unit.sync.conftest import write_activity

WORDS = "wide river, quiet stone"
SECRET_TEXT = "Zanzibarquux"  # stands in a record, in the search and in a document
PAPER = (SECRET_TEXT + " paper\n").encode() * 9000


class Stopped(BaseException):
    """The power is cut: no `except Exception` notices."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small desk behind a passphrase, with a document; copied per test."""
    with pytest.MonkeyPatch.context() as patching:
        use_quick_scrypt(patching)
        folder = tmp_path_factory.mktemp("t") / "desk"
        with found_centre(folder, "BCRC-SEN", officer_name="Officer", keys=PASSPHRASE, passphrase=WORDS) as desk:
            activity = write_activity(desk, SECRET_TEXT)
            paper = folder.parent / "paper.txt"
            paper.write_bytes(PAPER)
            desk.attach(paper, {"activity": activity, "title": {"en": SECRET_TEXT}})
        yield folder


@pytest.fixture
def folder(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, whose passphrase is typed when it is asked for."""
    use_quick_scrypt(monkeypatch)
    copy = tmp_path / "desk"
    shutil.copytree(template, copy, ignore=shutil.ignore_patterns("desk.lock"))
    monkeypatch.setattr(key_store_passphrase, "_asked", [lambda: WORDS])
    return copy


def forget_passphrase(folder: Path) -> None:
    """As after the program was closed."""
    key_store_passphrase.lock(folder)


def plain_files(folder: Path) -> list[str]:
    """The files in which a stranger finds a word of the records."""
    files = (one for one in folder.rglob("*") if one.is_file())
    return [str(one.relative_to(folder)) for one in files if SECRET_TEXT.encode() in one.read_bytes()]


def document_of(desk: Desk) -> bytes:
    """What is in the one document, through the store."""
    hashed = desk.find("document")[0].values["hash"]
    return desk.documents.read(hashed) or b""


def is_whole(folder: Path, *, checked: bool = True) -> bool:
    """Whether the desk opens and holds everything, whatever was stopped half-way."""
    forget_passphrase(folder)
    with open_desk(folder) as desk:
        found = [hit.type for hit in desk.search(SECRET_TEXT)]
        return "activity" in found and document_of(desk) == PAPER and not (checked and desk.check())


def test_nothing_plain_stays_and_everything_is_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(plain_files(folder)) == 2
    with open_desk(folder) as desk:
        write_activity(desk, "from here on this copy is a computer of its own")
        replica, before = desk.replica, desk.digest()
        done = protection.protect(desk)
        assert (done.is_on, done.left, done.store) == (True, 0, PASSPHRASE)
        write_activity(desk, f"{SECRET_TEXT} again")  # stands in the write-ahead log now
        assert plain_files(folder) == []
        assert [hit.type for hit in desk.search(SECRET_TEXT)].count("activity") == 2
        assert document_of(desk) == PAPER
        assert desk.replica == replica  # still the same computer
    assert plain_files(folder) == []
    assert is_whole(folder)
    with open_desk(folder) as desk:
        assert protection.protect(desk).left == 0  # again changes nothing
        write_activity(desk, "after opening anew")
        assert desk.replica == replica  # a file in another place of the disk, and yet no copy
        protection.unprotect(desk)
        assert desk.replica == replica
        desk.undo()
        assert desk.digest().digest != before.digest  # the undoing is a change, too
    assert not is_encrypted(folder / "desk.db")
    assert "at-rest" not in keys_of(folder).names()
    assert is_whole(folder)


def test_a_wrong_passphrase_and_none_are_told_apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk(folder) as desk:
        protection.protect(desk)
    forget_passphrase(folder)
    for typed, code in (("quite another one", "key.passphrase_wrong"), (None, "key.locked")):
        monkeypatch.setattr(key_store_passphrase, "_asked", [lambda typed=typed: typed])
        with pytest.raises(DeskError) as refused:
            open_desk(folder)
        assert refused.value.code == code
    with pytest.raises(DeskDamaged):  # whoever knows nothing of secrets
        Desk.open(folder)


def test_a_key_of_another_desk_is_no_damage(folder: Path) -> None:
    with open_desk(folder) as desk:
        protection.protect(desk)
    keys_of(folder).store.write({"at-rest": b"00" * 32})
    with pytest.raises(DeskError) as refused:
        open_desk(folder)
    assert refused.value.code == "desk.other_key"


def test_keys_in_files_protect_nothing(folder: Path) -> None:
    with open_desk(folder) as desk:
        protection.protect(desk)
        with pytest.raises(DeskError, match="needs_store"):
            move_keys(folder, FILE)
        protection.unprotect(desk)
        move_keys(folder, FILE)
        with pytest.raises(DeskError, match="needs_store"):
            protection.protect(desk)
    assert is_whole(folder)


def stopping(monkeypatch: pytest.MonkeyPatch, at: int) -> Callable[[], int]:
    """Cuts the power at the n-th step that touches the disk; gives how many there were."""
    reached = [0]

    def counted(step: Callable[..., Any]) -> Callable[..., Any]:
        def tried(*given: Any, **named: Any) -> Any:
            reached[0] += 1
            if reached[0] == at:
                raise Stopped
            return step(*given, **named)

        return tried

    for owner, name in (
        (os, "replace"), (Path, "replace"), (Path, "unlink"), (databases.Database, "_exchange"),
        (databases.Database, "_let_go"), (protection, "_compare"), (protection.sqlite, "copy_under"),
    ):  # fmt: skip
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))
    monkeypatch.setattr(os, "fsync", counted(lambda _file: None))  # the disk is not asked: nothing here is cut off from it
    return lambda: reached[0]


@pytest.mark.parametrize("turning", [protection.protect, protection.unprotect])
def test_wherever_it_is_stopped_the_desk_is_whole_and_asking_again_ends_it(
    folder: Path, tmp_path: Path, turning: Callable[[Desk], protection.Protection]
) -> None:
    if turning is protection.unprotect:
        with open_desk(folder) as desk:
            protection.protect(desk)
    steps = 0
    for at in range(1, 60, 2):
        copy = tmp_path / f"stopped-{at}"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("desk.lock"))
        with open_desk(copy) as desk, pytest.MonkeyPatch.context() as cutting:
            reached = stopping(cutting, at)
            try:
                turning(desk)
            except Stopped:
                steps += 1
            else:
                assert reached() < at
                break
        assert is_whole(copy, checked=at % 8 == 1), f"stopped at step {at}"
        assert not list(copy.glob("desk.db.new*"))
        with open_desk(copy) as desk:
            done = turning(desk)
            assert (done.is_on, done.left) == (turning is protection.protect, 0)
        assert plain_files(copy) == [] if done.is_on else len(plain_files(copy)) == 2
        shutil.rmtree(copy)
    assert steps > 6


@pytest.mark.parametrize("ask_every", [10, 10**9])  # while the database is copied; before the documents
def test_a_person_can_stop_it(folder: Path, monkeypatch: pytest.MonkeyPatch, ask_every: int) -> None:
    monkeypatch.setattr(protection, "_ASK_EVERY", ask_every)
    with open_desk(folder) as desk:
        with pytest.raises(Cancelled):
            protection.protect(desk, cancelled=lambda: True)
        # Nothing is sealed that the next start could not open.
        assert desk.documents.seals == (desk.database.key is not None) == (ask_every > 10)
    assert is_whole(folder)


def test_another_reader_goes_on_reading_and_sees_the_new_file(folder: Path) -> None:
    from threading import Event, Thread

    begun, go, seen = Event(), Event(), []
    with open_desk(folder) as desk:

        def read() -> None:
            with desk.read() as reader:
                begun.set()
                go.wait(10)
                seen.append(reader.rows("SELECT count(*) FROM record"))
            seen.append(desk.count(_all()))

        other = Thread(target=read)
        other.start()
        begun.wait(10)
        turning = Thread(target=protection.protect, args=(desk,))
        turning.start()
        turning.join(0.3)
        assert turning.is_alive()  # it rests only when nobody reads
        go.set()
        other.join(20)
        turning.join(20)
        assert len(seen) == 2
        assert desk.database.key is not None


def _all() -> Any:
    from baseldesk.desk.shown import ListQuery

    return ListQuery("activity")


def test_a_key_printed_before_encrypting_is_known(folder: Path) -> None:
    with open_desk(folder) as desk:
        assert not protection.protection_of(desk).has_page
        register_key(desk, make_key(desk))
        assert protection.protection_of(desk).has_page


def test_the_printed_recovery_key_opens_it_when_the_passphrase_is_lost(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk(folder) as desk:
        protection.protect(desk)
        assert not protection.protection_of(desk).has_page
        page = make_key(desk)
        register_key(desk, page)
        assert protection.protection_of(desk).has_page
        device = desk.device
    forget_passphrase(folder)
    other = read_page(make_key_text())
    with pytest.raises(BundleRefused):
        reopening.reopen(folder, other, passphrase="a new passphrase")
    with monkeypatch.context() as nowhere:
        nowhere.setattr(tempfile, "TemporaryFile", lambda **_: pytest.fail("the secret lay plain on the disk"))
        assert len(reopening.open_with_page(folder, read_page(page.code()))) == 32
    monkeypatch.setattr(key_store_passphrase, "_asked", [lambda: "a new passphrase"])
    with reopening.reopen(folder, read_page(page.code()), passphrase="a new passphrase") as desk:
        assert desk.device != device
        assert document_of(desk) == PAPER
        desk.save([Edit("partner", desk.new_id(), {"acronym": "UN"})])
    assert plain_files(folder) == []
    assert is_whole(folder)


@pytest.mark.parametrize("step", range(3))
def test_wherever_reopening_is_cut_short_the_page_opens_it_still(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    with open_desk(folder) as desk:
        protection.protect(desk)
        page = make_key(desk)
        register_key(desk, page)
    forget_passphrase(folder)
    with monkeypatch.context() as cut:
        cut.setattr(shutil, "rmtree", _nothing_more)
        cut.setattr(Path, "rename", _cut_after(Path.rename, step))
        cut.setattr(key_store_file.os, "replace", _cut_after(os.replace, step))
        with pytest.raises(Stopped):
            reopening.reopen(folder, read_page(page.code()), passphrase="a new passphrase")
    monkeypatch.setattr(key_store_passphrase, "_asked", [lambda: "a new passphrase"])
    with pytest.raises(DeskError) as told:
        open_desk(folder)
    assert told.value.code in ("protection.secret_missing", "key.passphrase_wrong")
    with reopening.reopen(folder, read_page(page.code()), passphrase="a new passphrase") as desk:
        assert document_of(desk) == PAPER


def _nothing_more(*_: Any, **__: Any) -> None:
    raise Stopped


def _cut_after(done: Callable[..., Any], step: int) -> Callable[..., Any]:
    """Does it so many times."""
    left = [step]

    def do(*asked: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise Stopped
        return done(*asked)

    return do


def make_key_text() -> str:
    """Somebody else's page."""
    from baseldesk.sync.sealing import new_identity

    return new_identity()


def test_what_a_power_cut_left_beside_the_database_is_taken_away(folder: Path) -> None:
    for suffix in ("", "-wal"):
        (folder / f"desk.db.new{suffix}").write_bytes(b"half a plain copy")
    assert is_whole(folder)
    assert not list(folder.glob("desk.db.new*"))


def test_what_a_power_cut_left_of_a_backup_or_a_document_does_not_stay_plain(folder: Path) -> None:
    paper = next((folder / "documents").glob("??/*"))
    left = [
        folder / "backup.tmp",
        folder / "check.tmp",
        folder / "check.tmp-wal",
        folder / "tmp1.photograph",
        paper.with_name(f"{paper.name}.123456.part"),
    ]
    for one in left:
        one.write_bytes(PAPER)
    with open_desk(folder) as desk:
        assert not any(one.exists() for one in left[:3])
        protection.protect(desk)
    assert plain_files(folder) == []


def test_the_log_is_surely_gone_before_another_file_has_the_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    replace = os.replace

    def exchange(fresh: Path, place: Path) -> None:
        done.append(Path(place).name)
        replace(fresh, place)

    with open_desk(folder) as desk:
        monkeypatch.setattr(databases, "sync_folder", lambda _folder: done.append("synced"))
        monkeypatch.setattr(databases.os, "replace", exchange)
        protection.protect(desk)
    assert done[done.index("desk.db") - 1 :][:3] == ["synced", "desk.db", "synced"]


def test_a_photograph_comes_to_the_disk_sealed_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from baseldesk.desk.photographs import Prepared, attach_prepared

    seen: list[list[str]] = []
    keep = DocumentStore.keep

    def look(store: DocumentStore, *asked: Any, **more: Any) -> bool:
        seen.append(plain_files(folder))
        return keep(store, *asked, **more)

    with open_desk(folder) as desk:
        protection.protect(desk)
        monkeypatch.setattr(DocumentStore, "keep", look)
        saved = attach_prepared(desk, "photo.jpg", Prepared(PAPER + b"!", 1, 1, False, 1, "image/jpeg", ".jpg", False), {})
        shown = desk.record(*saved.records[0])
    assert shown is not None
    assert [shown.values[one] for one in ("file_name", "media_type", "size")] == ["photo.jpg", "image/jpeg", len(PAPER) + 1]
    assert seen == [[]]


def test_one_bad_document_holds_up_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_desk(folder) as desk:
        more = [desk.documents.take_in(_written(folder.parent / name)) for name in "abc"]
        bad = next(iter(sorted((folder / "documents").glob("??/*"))))
        bad.write_bytes(b"altered")
        with pytest.raises(DeskDamaged):
            protection.protect(desk)
        assert [one for one, _ in desk.documents.to_turn()] == [bytes.fromhex(bad.name)]
        assert len(more) == 3
        monkeypatch.setattr(Path, "unlink", _held_by_another_program)
        desk.documents.seals = False
        sound = next(one for one, _ in more if one.hex() != bad.name)
        with pytest.raises(DeskError, match="document_not_written"):
            desk.documents.turn(sound)


def test_a_document_taken_in_while_it_is_turned_off_is_of_one_kind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"taken in meanwhile"
    with open_desk(folder) as desk:
        desk.documents.key, desk.documents.seals = bytes(32), True
        make_folder = Path.mkdir

        def turn_off(place: Path, *asked: Any, **more: Any) -> None:
            desk.documents.seals = False
            make_folder(place, *asked, **more)

        monkeypatch.setattr(Path, "mkdir", turn_off)
        hashed = hashlib.sha256(content).digest()
        assert desk.documents.keep([content], hashed)
        assert desk.documents.read(hashed) == content


def _written(place: Path) -> Path:
    place.write_text(place.name, encoding="utf-8")
    return place


def _held_by_another_program(*_: Any, **__: Any) -> None:
    raise PermissionError(13, "in use")


def test_a_document_that_is_not_as_written_when_read_back_is_left_plain(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from baseldesk.desk import sealed_file

    def forgetful(blocks: Any, out: Any, key: bytes, name: bytes) -> None:
        out.write(sealed_file.MAGIC + b"".join(blocks))

    with open_desk(folder) as desk:
        with monkeypatch.context() as patching:
            patching.setattr(sealed_file, "seal", forgetful)
            with pytest.raises(DeskDamaged):
                protection.protect(desk)
        assert document_of(desk) == PAPER
        assert protection.protect(desk).left == 0
    assert is_whole(folder)


def test_an_altered_document_is_told_and_nothing_else_is_lost(folder: Path) -> None:
    with open_desk(folder) as desk:
        protection.protect(desk)
        sealed = next((folder / "documents").glob("??/*.sealed"))
        raw = bytearray(sealed.read_bytes())
        raw[40] ^= 1
        sealed.write_bytes(bytes(raw))
        assert [one.code for one in desk.check()] == ["check.document_altered"]
        for cut in (raw[:30], raw[: 6 + 16 + 65536 + 16]):
            sealed.write_bytes(bytes(cut))
            assert [one.code for one in desk.check()] == ["check.document_altered"]
        with pytest.raises(DeskDamaged):
            protection.unprotect(desk)
        assert sealed.exists()


def test_what_is_packed_and_opened_comes_to_the_disk_in_no_plain_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from baseldesk.desk import private_file

    asked = []
    monkeypatch.setattr(private_file, "open_private", lambda _folder, *, encrypted: asked.append(encrypted))
    with open_desk(folder) as desk:
        desk.private_file()
        protection.protect(desk)
        desk.private_file()
    assert asked == [False, True]


def test_a_copy_that_is_being_made_and_another_program_hold_up_the_exchange(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(read_connections, "PATIENCE", 0.05)
    with open_desk(folder) as desk:
        write_activity(desk, "in the log")
        for holding in (desk.database.aside, partial(closing, sqlite.connect(folder / "desk.db"))):
            with holding() as connection:  # a backup, say; and a program that looks into the file
                connection.execute("SELECT count(*) FROM record").fetchall()
                with pytest.raises(DeskError, match="busy"):
                    protection.protect(desk)
            assert desk.search(SECRET_TEXT)
        assert protection.protect(desk).is_on
    assert is_whole(folder)


def test_a_lost_signing_key_does_not_take_what_opens_the_desk_with_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from baseldesk.sync.rotation import replace_lost_key

    with open_desk(folder) as desk:
        protection.protect(desk)
        forget_passphrase(folder)
        with monkeypatch.context() as silent:
            silent.setattr(key_store_passphrase, "_asked", [lambda: None])
            with pytest.raises(DeskError, match="locked"):
                replace_lost_key(desk)
        assert not list(folder.glob("keys.lost*"))
        keys_of(folder).store.forget("device")
        replace_lost_key(desk)
    assert is_whole(folder)


@pytest.mark.parametrize(
    ("reason", "code"), [("database or disk is full", "desk.disk_full"), ("disk I/O error", "desk.disk_failing")]
)
def test_a_full_or_failing_disk_is_said_and_the_desk_stays_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, reason: str, code: str
) -> None:
    def fail(connection: Any, target: Path, key: bytes) -> None:
        target.write_bytes(b"half a copy")
        raise sqlite.driver.OperationalError(reason)

    with open_desk(folder) as desk:
        with monkeypatch.context() as failing:
            failing.setattr(sqlite, "copy_under", fail)
            with pytest.raises(DeskError) as refused:
                protection.protect(desk)
        assert refused.value.code == code
        assert not list(folder.glob("desk.db.new*"))
        desk.save([Edit("partner", desk.new_id(), {"acronym": "UN"})])
    assert is_whole(folder)


def test_a_disk_that_fails_is_not_called_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise sqlite.driver.OperationalError("disk I/O error")

    monkeypatch.setattr(sqlite, "_set_up", fail)
    with pytest.raises(DeskDamaged):
        sqlite.connect(tmp_path / "desk.db", key=bytes(32))


def test_a_wrong_key_is_told_once_and_not_on_the_terminal(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with open_desk(folder) as desk:
        protection.protect(desk)
    capfd.readouterr()
    with pytest.raises(DeskError):
        sqlite.connect(folder / "desk.db", key=bytes(32))
    assert capfd.readouterr() == ("", "")

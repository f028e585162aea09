"""Keys lie in the keyring, behind a passphrase or in private files; none is lost on the way, and none made anew by surprise."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import keyring
import pytest
from keyring.backends import fail, null

from baseldesk.desk.desk import Desk
from baseldesk.errors import DeskDamaged, DeskError
from baseldesk.sync import key_store_keyring, key_store_passphrase
from baseldesk.sync.key_store import (
    AGE_KEY,
    DEVICE_KEY,
    FILE,
    KEYRING,
    PASSPHRASE,
    choose_kind,
    keys_of,
    move_keys,
    prepare_store,
)
from baseldesk.sync.opening import open_desk
from baseldesk.sync.own_keys import own_identities, own_key, own_recipient
from baseldesk.sync.sealing import new_identity, recipient_of
from baseldesk.sync.station import found_centre
from tests.quick_scrypt import use_quick_scrypt
from tests.unit.sync.conftest import key, write_activity

WORDS = "five small boats at dawn"


class Drawer:
    """A keyring as a system has it."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.gone = False

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept."""
        if self.gone:
            raise keyring.errors.KeyringLocked("locked")
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps it."""
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Destroys it."""
        del self.held[service, username]


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Drawer:
    """A system whose keyring works."""
    made = Drawer()
    monkeypatch.setattr(key_store_keyring, "_list_trusted", lambda: iter([made]))
    monkeypatch.setattr(key_store_keyring, "load_keyring", lambda _: made)
    return made


@pytest.fixture(autouse=True)
def nobody_asked() -> Iterator[None]:
    """Whoever was asked for a passphrase, or gave one, is forgotten."""
    yield
    key_store_passphrase.ask_with(key_store_passphrase.nobody)
    key_store_passphrase._opened.clear()
    key_store_keyring._silent.clear()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases cost no time; one test below pays for the real ones."""
    use_quick_scrypt(monkeypatch)


def fill(folder: Path) -> dict[str, bytes | None]:
    """Keeps a signing and an age key; gives what a store says of them."""
    keys_of(folder).keep_all({DEVICE_KEY: key(7), AGE_KEY: new_identity()})
    return read(folder)


def read(folder: Path) -> dict[str, bytes | None]:
    """What the store in use gives."""
    kept = keys_of(folder)
    return {name: kept.store.read(name) for name in kept.names()}


# Files ------------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="cannot run here: no file modes on Windows")
def test_files_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    prepare_store(tmp_path, FILE)
    fill(tmp_path)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()}
    assert modes == {"device.key": 0o600, "device-age.key": 0o600, "how.json": 0o600}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_a_desk_of_0_1_0_has_files_and_nothing_said_of_them(tmp_path: Path) -> None:
    keys_of(tmp_path).keep(DEVICE_KEY, key(7))
    assert keys_of(tmp_path).kind == FILE
    (tmp_path / "keys" / "how.json").write_text('{"store": "cloud"}')
    with pytest.raises(DeskDamaged, match=r"key\.unreadable"):
        keys_of(tmp_path)


def test_none_of_several_new_keys_is_kept_where_one_name_is_taken(tmp_path: Path) -> None:
    keys_of(tmp_path).keep(DEVICE_KEY, key(7))
    with pytest.raises(DeskError, match=r"key\.exists"):
        keys_of(tmp_path).keep_all({AGE_KEY: new_identity(), DEVICE_KEY: key(8)})
    assert keys_of(tmp_path).names() == [DEVICE_KEY]


@pytest.mark.skipif(not shutil.which("age"), reason="no age command")
def test_the_age_key_file_serves_the_standard_tool(tmp_path: Path) -> None:
    fill(tmp_path)
    secret = tmp_path / "keys" / "device-age.key"
    recipient = subprocess.run(["age-keygen", "-y", str(secret)], capture_output=True, check=True, text=True).stdout.strip()
    assert recipient == recipient_of(keys_of(tmp_path).load_identity() or "")


# Keyring ----------------------------------------------------------------------------------------------------------------


def test_the_keyring_is_the_default_where_one_works_and_no_key_lies_in_the_folder(tmp_path: Path, drawer: Drawer) -> None:
    assert prepare_store(tmp_path).kind == KEYRING
    held = fill(tmp_path)
    assert set(held) == {DEVICE_KEY, AGE_KEY}
    assert len(drawer.held) == 2
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["how.json"]
    assert b"PRIVATE" not in (tmp_path / "keys" / "how.json").read_bytes()
    found = keys_of(tmp_path).load(DEVICE_KEY)
    assert found is not None
    assert found.public == key(7).public


def test_two_desks_share_one_keyring_and_no_name(tmp_path: Path, drawer: Drawer) -> None:
    for name in ("one", "two"):
        prepare_store(tmp_path / name, KEYRING)
        fill(tmp_path / name)
    assert len(drawer.held) == 4
    assert read(tmp_path / "one") != read(tmp_path / "two")


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring()])
def test_a_keyring_that_refuses_or_forgets_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: object) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    monkeypatch.setattr(key_store_keyring, "TRUSTED", {type(backend).__module__})
    assert choose_kind() == FILE
    with pytest.raises(DeskError, match=r"key\.no_keyring"):
        prepare_store(tmp_path, KEYRING)
    assert list(tmp_path.iterdir()) == []


def test_a_keyring_that_is_not_the_systems_own_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", Drawer)
    assert choose_kind() == FILE
    with pytest.raises(DeskDamaged):
        key_store_keyring.load_keyring("keyrings.alt.file.PlaintextKeyring")


def test_a_keyring_that_keeps_something_else_is_found_out(tmp_path: Path, drawer: Drawer) -> None:
    prepare_store(tmp_path, KEYRING)
    drawer.set_password = lambda service, username, password: None  # type: ignore[method-assign]
    with pytest.raises(DeskError, match=r"key\.not_kept"):
        fill(tmp_path)


def test_a_locked_keyring_is_an_error_and_no_reason_for_a_new_key(tmp_path: Path, drawer: Drawer) -> None:
    with found_centre(tmp_path, "BCRC-SEN", keys=KEYRING) as desk:
        drawer.gone = True
        with pytest.raises(DeskError, match=r"key\.keyring_refused"):
            own_key(desk)
        with pytest.raises(DeskError, match=r"key\.keyring_refused"):
            own_identities(desk)
    with open_desk(tmp_path) as desk:
        write_activity(desk, "Sans clé")
        assert desk.signer is None
        drawer.gone = False
        key_store_keyring._silent.clear()  # a minute later
        assert desk.signer is not None
    drawer.held.clear()
    with open_desk(tmp_path) as desk, pytest.raises(DeskError, match=r"key\.missing"):
        own_key(desk)
    assert drawer.held == {}


def test_a_keyring_that_waits_for_somebody_is_not_waited_for(
    tmp_path: Path, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare_store(tmp_path, KEYRING)
    fill(tmp_path)
    monkeypatch.setattr(key_store_keyring, "ASK_SECONDS", 0.05)
    monkeypatch.setattr(key_store_keyring, "TRY_SECONDS", 0.05)
    never = Event()
    drawer.get_password = lambda service, username: "" if never.wait(20) else None  # type: ignore[method-assign]
    begun = time.monotonic()
    with pytest.raises(DeskError, match=r"key\.keyring_silent"):
        keys_of(tmp_path).load(DEVICE_KEY)
    assert choose_kind() == FILE
    never.set()
    assert time.monotonic() - begun < 10


def test_saving_waits_a_moment_for_a_silent_keyring_and_not_at_every_save(
    tmp_path: Path, drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    found_centre(tmp_path, "BCRC-SEN", keys=KEYRING).close()
    monkeypatch.setattr(key_store_keyring, "QUIET_SECONDS", 0.05)
    never, asked = Event(), []
    answer = drawer.get_password

    def silent(service: str, username: str) -> str | None:
        asked.append(username)
        never.wait(20)
        return None

    drawer.get_password = silent  # type: ignore[method-assign]
    with open_desk(tmp_path) as desk:
        for number in range(3):
            write_activity(desk, f"Atelier {number}")
        assert (desk.signer, len(asked)) == (None, 1)
        drawer.get_password = answer  # type: ignore[method-assign]
        assert desk.signer is None
        key_store_keyring._silent.clear()
        assert desk.signer is not None
    never.set()


# Passphrase -------------------------------------------------------------------------------------------------------------


def test_keys_behind_a_passphrase_open_with_it_alone(tmp_path: Path) -> None:
    prepare_store(tmp_path, PASSPHRASE, WORDS)
    held = fill(tmp_path)
    assert [path.name for path in sorted((tmp_path / "keys").iterdir())] == ["how.json", "secrets.age"]
    assert all(secret not in (tmp_path / "keys" / "secrets.age").read_bytes() for secret in held.values() if secret)
    key_store_passphrase.lock(tmp_path)
    with pytest.raises(DeskError, match=r"key\.locked"):
        read(tmp_path)
    key_store_passphrase.ask_with(lambda: "six small boats at dawn")
    with pytest.raises(DeskError, match=r"key\.passphrase_wrong"):
        read(tmp_path)
    assert not keys_of(tmp_path).store.is_open()
    key_store_passphrase.ask_with(lambda: WORDS + "\n")
    assert read(tmp_path) == held


def test_accents_count_the_same_on_every_keyboard() -> None:
    assert key_store_passphrase.normal("clé\r\n") == key_store_passphrase.normal("cle\u0301")


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"key\.passphrase_short"):
        prepare_store(tmp_path, PASSPHRASE, "short")
    assert not (tmp_path / "keys").exists()


@pytest.mark.usefixtures("quick")
def test_damaged_keys_are_said_to_be_damaged_and_stay(tmp_path: Path) -> None:
    prepare_store(tmp_path, PASSPHRASE, WORDS)
    fill(tmp_path)
    secrets = tmp_path / "keys" / "secrets.age"
    cut = secrets.read_bytes()[:-1]
    secrets.write_bytes(cut)
    with pytest.raises(DeskDamaged, match=r"key\.unreadable"):
        key_store_passphrase.unlock(tmp_path, WORDS)
    assert secrets.read_bytes() == cut


@pytest.mark.usefixtures("quick")
def test_a_desk_opens_and_saves_while_its_keys_are_locked_and_signs_once_they_are_open(tmp_path: Path) -> None:
    found_centre(tmp_path, "BCRC-SEN", keys=PASSPHRASE, passphrase=WORDS).close()
    key_store_passphrase.lock(tmp_path)
    key_store_passphrase.ask_with(lambda: pytest.fail("asked while saving"))
    with open_desk(tmp_path) as desk:
        write_activity(desk, "Sans clé")
        assert desk.signer is None
        with pytest.raises(DeskError, match=r"key\.passphrase_wrong"):
            key_store_passphrase.unlock(tmp_path, "not the words")
        assert desk.signer is None
        key_store_passphrase.unlock(tmp_path, WORDS)
        assert desk.signer is not None
        assert own_key(desk).key_id == desk.device


# From one to another ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
def test_keys_move_from_store_to_store_and_leave_nothing_behind(tmp_path: Path, drawer: Drawer) -> None:
    prepare_store(tmp_path, FILE)
    held = fill(tmp_path)
    for kind in (KEYRING, FILE, PASSPHRASE, KEYRING, PASSPHRASE, FILE):
        assert move_keys(tmp_path, kind, WORDS).kind == kind == keys_of(tmp_path).kind
        assert read(tmp_path) == held
        assert bool(drawer.held) == (kind == KEYRING)
        files = {path.name for path in (tmp_path / "keys").iterdir()} - {"how.json"}
        assert files == {KEYRING: set(), PASSPHRASE: {"secrets.age"}, FILE: {"device.key", "device-age.key"}}[kind]


@pytest.mark.usefixtures("quick")
def test_the_passphrase_is_changed_by_moving_behind_another(tmp_path: Path) -> None:
    prepare_store(tmp_path, PASSPHRASE, WORDS)
    held = fill(tmp_path)
    move_keys(tmp_path, PASSPHRASE, "another set of words")
    key_store_passphrase.lock(tmp_path)
    with pytest.raises(DeskError, match=r"key\.passphrase_wrong"):
        key_store_passphrase.unlock(tmp_path, WORDS)
    key_store_passphrase.unlock(tmp_path, "another set of words")
    assert read(tmp_path) == held


class Full(Drawer):
    """A keyring that takes what it is tried with, and then has no more room."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps the first few characters."""
        super().set_password(service, username, password[:40])


def test_a_move_that_fails_leaves_the_keys_where_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_store(tmp_path, FILE)
    held, full = fill(tmp_path), Full()
    monkeypatch.setattr(key_store_keyring, "_list_trusted", lambda: iter([full]))
    monkeypatch.setattr(key_store_keyring, "load_keyring", lambda _: full)
    with pytest.raises(DeskError, match=r"key\.not_kept"):
        move_keys(tmp_path, KEYRING)
    assert keys_of(tmp_path).kind == FILE
    assert read(tmp_path) == held


def test_a_start_cut_short_goes_on_with_the_store_and_keys_it_had_chosen(tmp_path: Path, drawer: Drawer) -> None:
    prepare_store(tmp_path, KEYRING)
    held = fill(tmp_path)
    with found_centre(tmp_path, "BCRC-SEN", keys=FILE) as desk:
        assert own_key(desk).public == key(7).public
    assert read(tmp_path) == held


# The age key of a desk --------------------------------------------------------------------------------------------------


def test_every_desk_has_an_age_key_from_its_founding(tmp_path: Path) -> None:
    with found_centre(tmp_path, "BCRC-SEN") as desk:
        assert [recipient_of(one) for one in own_identities(desk)] == [own_recipient(desk)]
    assert json.loads((tmp_path / "keys" / "how.json").read_text()) == {"store": "file"}


def as_of_0_1_0(folder: Path) -> Desk:
    """A desk without an age key."""
    found_centre(folder, "BCRC-SEN").close()
    for name in ("device-age.key", "how.json"):
        (folder / "keys" / name).unlink()
    desk = open_desk(folder)
    with desk.write() as writer:
        writer.run("DELETE FROM meta WHERE key = 'age_recipient'")
    return desk


def test_a_desk_of_0_1_0_gets_an_age_key_once_when_it_is_first_needed(tmp_path: Path) -> None:
    with as_of_0_1_0(tmp_path) as desk:
        made = own_recipient(desk)
        assert made == own_recipient(desk) == recipient_of(own_identities(desk)[0])


def test_an_age_key_that_is_lost_is_not_quietly_replaced(tmp_path: Path) -> None:
    with found_centre(tmp_path, "BCRC-SEN") as desk:
        (tmp_path / "keys" / "device-age.key").unlink()
        with pytest.raises(DeskError, match=r"key\.missing"):
            own_identities(desk)
        assert not (tmp_path / "keys" / "device-age.key").exists()


def test_no_age_key_is_made_beside_a_signing_key_that_is_not_there(tmp_path: Path) -> None:
    with as_of_0_1_0(tmp_path) as desk:
        (tmp_path / "keys" / "device.key").unlink()
        with pytest.raises(DeskError, match=r"key\.missing"):
            own_recipient(desk)
        assert list((tmp_path / "keys").iterdir()) == []

"""Where a desk's secret keys lie: in the system's keyring, behind a passphrase, or in files that only their owner can read.

Which of the three is said in `keys/how.json` of the desk's folder (none: files, as in 0.1.0). A key that cannot be reached is
never replaced by a new one: whoever needs it is told why, and a desk opens and saves without.

    device        what this computer signs with (Ed25519)
    device-age    what is sealed to this computer is opened with (age); a later one is `device-age-2` …, the older ones stay
    device-next   the signing key that takes its place once a roster names it
    at-rest       what the desk is encrypted with where it lies (32 bytes in hexadecimal digits; `protection.py`)
    root          what the deployment's roster is signed with (Ed25519)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from baseldesk.errors import DeskDamaged, DeskError
from baseldesk.sync.key_store_file import FileStore, write_private
from baseldesk.sync.keys import DeviceKey

DEVICE_KEY, NEXT_KEY, ROOT_KEY, AGE_KEY = "device", "device-next", "root", "device-age"
AT_REST = "at-rest"
KEYRING, PASSPHRASE, FILE = "keyring", "passphrase", "file"
KINDS = (KEYRING, PASSPHRASE, FILE)
HOW = "how.json"


class SecretStore(Protocol):
    """A place that keeps secrets by name."""

    kind: str

    @property
    def how(self) -> dict[str, Any]:
        """What is remembered of it in `keys/how.json`."""

    def read(self, name: str) -> bytes | None:
        """The secret of that name, or nothing where there is none."""

    def write(self, secrets: Mapping[str, bytes]) -> None:
        """Keeps secrets so that they survive a power cut, in place of what had their names, and reads them back.

        Raises:
            DeskError: what was read back is something else.
        """

    def forget(self, name: str) -> None:
        """Destroys a secret; nothing where there is none."""

    def names(self) -> list[str]:
        """The names of all secrets kept."""

    def where(self, name: str) -> str:
        """Where the secret lies, in words for the person: a path, or the name of the keyring."""

    def is_open(self) -> bool:
        """Whether a secret can be read now without asking or waiting for anybody."""


class DeskKeys:
    """A desk's keys by name, wherever they are kept."""

    def __init__(self, store: SecretStore) -> None:
        self.store = store

    @property
    def kind(self) -> str:
        """`keyring`, `passphrase` or `file`."""
        return self.store.kind

    def load(self, name: str) -> DeviceKey | None:
        """The signing key of that name, or nothing where there is none.

        Raises:
            DeskDamaged: what lies there is no key.
            DeskError: the passphrase is wrong or not given, or the keyring does not answer.
        """
        pem = self.store.read(name)
        try:
            return DeviceKey.from_pem(pem) if pem is not None else None
        except ValueError:
            raise DeskDamaged("key.unreadable", path=self.where(name)) from None

    def load_if_open(self, name: str) -> DeviceKey | None:
        """The signing key where it can be had without asking anybody; saving never waits for a key and never fails for one."""
        try:
            return self.load(name) if self.store.is_open() else None
        except DeskError:
            return None

    def load_identity(self, name: str = AGE_KEY) -> str | None:
        """The secret age key of that name.

        Raises:
            DeskDamaged: what lies there is no key.
            DeskError: as for `load`.
        """
        from baseldesk.sync.sealing import read_identity

        text = self.store.read(name)
        try:
            return read_identity(text.decode("ascii")) if text is not None else None
        except ValueError:
            raise DeskDamaged("key.unreadable", path=self.where(name)) from None

    def keep(self, name: str, key: DeviceKey | str) -> None:
        """Keeps a new key, so that it survives a power cut.

        Raises:
            DeskError: a key of that name lies there already; it is never replaced.
        """
        self.keep_all({name: key})

    def keep_all(self, keys: Mapping[str, DeviceKey | str]) -> None:
        """Keeps several new keys in one go: signing keys, and age identities as their text.

        Raises:
            DeskError: one of the names is taken; nothing is replaced.
        """
        taken = set(self.store.names()) & set(keys)
        for name in taken:
            raise DeskError("key.exists", path=self.where(name))
        if keys:
            self.store.write({name: _as_secret(key) for name, key in keys.items()})

    def replace(self, name: str, key: DeviceKey) -> None:
        """Puts another signing key in the place of the one of that name: after a rotation."""
        self.store.write({name: key.to_pem()})

    def names(self) -> list[str]:
        """The names of all keys kept."""
        return sorted(self.store.names())

    def where(self, name: str) -> str:
        """Where a key lies, to be told to the person."""
        return self.store.where(name)


def _as_secret(key: DeviceKey | str) -> bytes:
    from baseldesk.sync.sealing import write_identity

    return write_identity(key).encode("ascii") if isinstance(key, str) else key.to_pem()


def keys_of(folder: Path) -> DeskKeys:
    """The keys of the desk in this folder, in the store that was chosen for them.

    Raises:
        DeskDamaged: what is said of the store cannot be understood.
    """
    return DeskKeys(_store(folder, read_how(folder)))


def _store(folder: Path, how: Mapping[str, Any]) -> SecretStore:
    if how["store"] == KEYRING:
        from baseldesk.sync.key_store_keyring import KeyringStore

        return KeyringStore(folder, how)
    if how["store"] == PASSPHRASE:
        from baseldesk.sync.key_store_passphrase import PassphraseStore

        return PassphraseStore(folder)
    return FileStore(folder)


def read_how(folder: Path) -> dict[str, Any]:
    """What `keys/how.json` says.

    Raises:
        DeskDamaged: it cannot be understood.
    """
    path = folder / "keys" / HOW
    try:
        how = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {"store": FILE}
    except ValueError:
        raise DeskDamaged("key.unreadable", path=str(path)) from None
    if not isinstance(how, dict) or how.get("store") not in KINDS:
        raise DeskDamaged("key.unreadable", path=str(path))
    return how


def write_how(folder: Path, how: Mapping[str, Any]) -> None:
    """Remembers the store; from this moment on it is the one in use."""
    write_private(folder / "keys" / HOW, json.dumps(how, indent=1, sort_keys=True).encode())


def choose_kind(wanted: str = "") -> str:
    """The store that is used where a person asked for this one; by default the keyring where one works, else files.

    Raises:
        DeskError: the keyring is asked for, and there is none that keeps what it is given.
    """
    from baseldesk.sync.key_store_keyring import find_keyring

    if wanted and wanted != KEYRING:
        return wanted
    if find_keyring() is not None:
        return KEYRING
    if wanted:
        raise DeskError("key.no_keyring")
    return FILE


def prepare_store(folder: Path, wanted: str = "", passphrase: str = "") -> DeskKeys:
    """Chooses the store of a desk that is about to be made; one chosen at a start that was cut short stays.

    Raises:
        DeskError: there is no keyring that works, or the passphrase is too short.
    """
    if not (folder / "keys" / HOW).exists() and not FileStore(folder).names():
        write_how(folder, _new_store(folder, choose_kind(wanted), passphrase).how)
    elif read_how(folder)["store"] == PASSPHRASE and passphrase:
        _new_store(folder, PASSPHRASE, passphrase)
    return keys_of(folder)


def move_keys(folder: Path, wanted: str, passphrase: str = "") -> DeskKeys:
    """Moves all keys to another store, or behind another passphrase; they are destroyed in the old one only when that is done.

    Raises:
        DeskError: the new store does not work, the old one cannot be opened, or the passphrase is too short; or the desk is
            encrypted, and the key would lie beside it.
    """
    old = keys_of(folder)
    if old.kind == wanted != PASSPHRASE:
        return old
    secrets = {name: secret for name in old.names() if (secret := old.store.read(name)) is not None}
    kind = choose_kind(wanted)
    if kind == FILE and AT_REST in secrets:
        raise DeskError("protection.needs_store")
    new = _new_store(folder, kind, passphrase)
    new.write(secrets)
    write_how(folder, new.how)
    for store in (old.store, FileStore(folder)):
        for name in secrets if store.kind != new.kind else ():
            store.forget(name)
    return DeskKeys(new)


def _new_store(folder: Path, kind: str, passphrase: str) -> SecretStore:
    if kind == KEYRING:
        from baseldesk.sync.key_store_keyring import KeyringStore

        return KeyringStore.begin(folder)
    if kind == PASSPHRASE:
        from baseldesk.sync.key_store_passphrase import PassphraseStore

        return PassphraseStore.begin(folder, passphrase)
    return FileStore(folder)

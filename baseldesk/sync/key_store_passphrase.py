"""Keys behind a passphrase: one file, `keys/secrets.age`, sealed with age's own scrypt; `age -d` opens it too.

Opening takes a second of work and much memory, on purpose; so it is done once in the life of the program, when a key is first
needed, and what was opened stays in memory until `lock`. Who is asked for the passphrase is said by `ask_with`: a file, the
environment or a terminal on the command line, a dialog in the window.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from baseldesk.errors import DeskDamaged, DeskError
from baseldesk.sync.key_store_file import write_private

FEWEST = 8  # characters of a passphrase
Ask = Callable[[], str | None]


class _Opened(NamedTuple):
    passphrase: str
    secrets: dict[str, bytes]


def nobody() -> None:
    """Nobody is there to be asked."""


_opened: dict[Path, _Opened] = {}
_asked: list[Ask] = [nobody]


def ask_with(ask: Ask) -> None:
    """Says who is asked for the passphrase when a key is needed; None from it means that nobody answered."""
    _asked[0] = ask


def lock(folder: Path) -> None:
    """Forgets what was opened of the desk in this folder."""
    _opened.pop(_path(folder), None)


def unlock(folder: Path, passphrase: str) -> None:
    """Opens the keys of the desk in this folder; they stay open until `lock` or the end of the program.

    Raises:
        DeskError: the passphrase is wrong (`key.passphrase_wrong`).
        DeskDamaged: what lies behind it cannot be read.
    """
    path, words = _path(folder), normal(passphrase)
    _opened[path] = _Opened(words, _decrypt(path, words))


def passphrase_of(folder: Path) -> str | None:
    """The passphrase that opened the keys of the desk in this folder; None where they are closed."""
    held = _opened.get(_path(folder))
    return held.passphrase if held else None


def normal(passphrase: str) -> str:
    """A passphrase as it is used: the same on every keyboard, without the line end that a file brings."""
    return unicodedata.normalize("NFC", passphrase.rstrip("\r\n"))


class PassphraseStore:
    """All secrets in one file behind one passphrase."""

    kind = "passphrase"

    def __init__(self, desk_folder: Path) -> None:
        self._folder = desk_folder
        self._path = _path(desk_folder)

    @classmethod
    def begin(cls, desk_folder: Path, passphrase: str) -> PassphraseStore:
        """A store with nothing in it; its file is there once something is written.

        Raises:
            DeskError: the passphrase is too short.
        """
        words = normal(passphrase)
        if len(words) < FEWEST:
            raise DeskError("key.passphrase_short", fewest=FEWEST)
        store = cls(desk_folder)
        if not store._path.exists() or store.is_open():
            _opened[store._path] = _Opened(words, {})
        return store

    @property
    def how(self) -> dict[str, Any]:
        """What is remembered of it."""
        return {"store": self.kind}

    def read(self, name: str) -> bytes | None:
        """The secret of that name, or nothing where there is none.

        Raises:
            DeskError: nobody gave the passphrase (`key.locked`), or it is wrong.
        """
        return self._open().secrets.get(name)

    def write(self, secrets: Mapping[str, bytes]) -> None:
        """Seals everything anew, opens it again, and only then believes it.

        Raises:
            DeskError: it is locked, or what was read back is something else.
        """
        held = self._open()
        self._seal(_Opened(held.passphrase, {**held.secrets, **secrets}))

    def forget(self, name: str) -> None:
        """Seals everything but this; nothing at all is left where it was the last."""
        held = self._open()
        rest = {key: secret for key, secret in held.secrets.items() if key != name}
        if rest:
            self._seal(_Opened(held.passphrase, rest))
        else:
            self._path.unlink(missing_ok=True)
            lock(self._folder)

    def names(self) -> list[str]:
        """The names of all secrets kept."""
        return list(self._open().secrets)

    def where(self, name: str) -> str:
        """The path of the file."""
        return str(self._path)

    def is_open(self) -> bool:
        """Whether the passphrase was given before."""
        return self._path in _opened

    def _open(self) -> _Opened:
        if not self.is_open():
            passphrase = _asked[0]()
            if passphrase is None:
                raise DeskError("key.locked")
            if normal(passphrase) != passphrase_of(self._folder):  # whoever was asked may have tried it
                unlock(self._folder, passphrase)
        return _opened[self._path]

    def _seal(self, wanted: _Opened) -> None:
        from baseldesk.sync import passphrase_file

        texts = {name: secret.decode("ascii") for name, secret in wanted.secrets.items()}
        write_private(self._path, passphrase_file.seal(json.dumps(texts).encode(), wanted.passphrase))
        if _decrypt(self._path, wanted.passphrase) != wanted.secrets:
            raise DeskError("key.not_kept", place=self.where(""))
        _opened[self._path] = wanted


def _path(folder: Path) -> Path:
    return folder.resolve() / "keys" / "secrets.age"


def _decrypt(path: Path, passphrase: str) -> dict[str, bytes]:
    from baseldesk.sync import passphrase_file

    try:
        opened = passphrase_file.unseal(path.read_bytes(), passphrase)
        if opened is None:
            raise DeskError("key.passphrase_wrong")
        return {str(name): str(secret).encode("ascii") for name, secret in json.loads(opened).items()}
    except FileNotFoundError:
        return {}
    except (ValueError, AttributeError):
        raise DeskDamaged("key.unreadable", path=str(path)) from None

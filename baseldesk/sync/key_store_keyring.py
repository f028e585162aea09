"""Keys in the system's keyring: the Credential Manager, the Keychain, or what the desktop offers on Linux.

Only keyrings of the operating systems themselves are used, and only after one gave back what it was given: never one that
forgets, refuses, or writes a plain file, whatever the surroundings have configured. None is waited for without end: a keyring
may open a dialog that nobody sees.
"""

from __future__ import annotations

import secrets as chance
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future
from pathlib import Path
from threading import Thread
from typing import Any, Protocol, TypeVar

from baseldesk.errors import DeskDamaged, DeskError

SERVICE = "BaselDesk"
TRUSTED = {f"keyring.backends.{name}" for name in ("Windows", "macOS", "SecretService", "kwallet", "libsecret")}
TRY_SECONDS, ASK_SECONDS = 10, 60  # while choosing; later, when a person may have to unlock it
QUIET_SECONDS, PATIENCE = 2, 60  # while saving, where nobody is to wait; and for so long a silent one is left alone

Result = TypeVar("Result")
_silent: dict[str, float] = {}  # keyring entries' prefix → not to be asked quietly before


class Backend(Protocol):
    """What is used of a keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        """What was kept under this name."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps it."""

    def delete_password(self, service: str, username: str) -> None:
        """Destroys it."""


def find_keyring() -> Backend | None:
    """A keyring of the system that gave back what it was given just now."""
    return next((one for one in _system_keyrings() if _keeps(one)), None)


def _system_keyrings() -> list[Backend]:
    try:
        return _within(TRY_SECONDS, lambda: list(_list_trusted()))
    except DeskError:
        return []


def _list_trusted() -> Iterator[Backend]:
    """Those that the configuration leaves in use and that belong to the system."""
    try:
        import keyring
    except ImportError:
        return
    current = keyring.get_keyring()
    for one in getattr(current, "backends", [current]):
        if type(one).__module__ in TRUSTED:
            yield one


def _keeps(backend: Backend) -> bool:
    """Whether it gives back what it is given."""
    name, value = f"try/{chance.token_hex(8)}", chance.token_hex(16)
    try:
        _within(TRY_SECONDS, lambda: backend.set_password(SERVICE, name, value))
        held = _within(TRY_SECONDS, lambda: backend.get_password(SERVICE, name))
        _within(TRY_SECONDS, lambda: backend.delete_password(SERVICE, name))
    except DeskError:
        return False
    return held == value


def load_keyring(name: str) -> Backend:
    """The keyring that was chosen, by the name of its class.

    Raises:
        DeskError: it is not there any more.
        DeskDamaged: that is no keyring of a system.
    """
    if name.rpartition(".")[0] not in TRUSTED:
        raise DeskDamaged("key.unreadable", path=name[:80])

    def load() -> Backend:
        from keyring.core import load_keyring as load_by_name

        return load_by_name(name)

    return _within(TRY_SECONDS, load)


class KeyringStore:
    """Secrets under names of this desk's own; which names there are is remembered beside the desk, for keyrings cannot list."""

    kind = "keyring"

    def __init__(self, desk_folder: Path, how: Mapping[str, Any]) -> None:
        self._folder, self._how = desk_folder, dict(how)

    @classmethod
    def begin(cls, desk_folder: Path) -> KeyringStore:
        """A store with nothing in it, in the keyring that works here.

        Raises:
            DeskError: there is none.
        """
        found = find_keyring()
        if found is None:
            raise DeskError("key.no_keyring")
        name = f"{type(found).__module__}.{type(found).__qualname__}"
        return cls(desk_folder, {"store": cls.kind, "id": chance.token_hex(8), "keyring": name, "names": []})

    @property
    def how(self) -> dict[str, Any]:
        """What is remembered of it."""
        return self._how

    def read(self, name: str) -> bytes | None:
        """The secret of that name, or nothing where there is none.

        Raises:
            DeskError: the keyring is gone, locked, or does not answer.
        """
        held = _within(ASK_SECONDS, lambda: self._backend().get_password(SERVICE, self._full(name)))
        return held.encode("ascii", "replace") if held is not None else None

    def write(self, secrets: Mapping[str, bytes]) -> None:
        """Keeps each and reads it back.

        Raises:
            DeskError: the keyring does not take it, or gives back something else.
        """
        for name, secret in secrets.items():
            self._write(name, secret)
        self._remember(sorted({*self.names(), *secrets}))

    def _write(self, name: str, secret: bytes) -> None:
        _within(ASK_SECONDS, lambda: self._backend().set_password(SERVICE, self._full(name), secret.decode("ascii")))
        if self.read(name) != secret:
            raise DeskError("key.not_kept", place=self.where(name))

    def forget(self, name: str) -> None:
        """Destroys a secret; nothing where there is none."""
        if self.read(name) is not None:
            _within(ASK_SECONDS, lambda: self._backend().delete_password(SERVICE, self._full(name)))
        self._remember([one for one in self.names() if one != name])

    def names(self) -> list[str]:
        """The names of all secrets kept."""
        return [str(one) for one in self._how.get("names", [])]

    def where(self, name: str) -> str:
        """The name of the keyring and of the entry in it."""
        keyring = str(self._how.get("keyring", "")).removeprefix("keyring.backends.").partition(".")[0]
        return f"{keyring} › {SERVICE} › {self._full(name)}"

    def is_open(self) -> bool:
        """Whether it answers at once, as it does in a person's open session; a silent one is not asked every time."""
        name = self._full("")
        if time.monotonic() < _silent.get(name, 0):
            return False
        try:
            _within(QUIET_SECONDS, lambda: self._backend().get_password(SERVICE, name))
        except DeskError:
            _silent[name] = time.monotonic() + PATIENCE
            return False
        return True

    def _backend(self) -> Backend:
        return load_keyring(str(self._how.get("keyring", "")))

    def _full(self, name: str) -> str:
        return f"{self._how.get('id', '')}/{name}"

    def _remember(self, names: list[str]) -> None:
        from baseldesk.sync.key_store import read_how, write_how

        self._how["names"] = names
        if read_how(self._folder).get("id") == self._how["id"]:
            write_how(self._folder, self._how)


def _within(seconds: float, ask: Callable[[], Result]) -> Result:
    """The answer, if it comes in time.

    Raises:
        DeskError: the keyring refuses (`key.keyring_refused`), or does not answer (`key.keyring_silent`).
    """
    answer: Future[Result] = Future()
    Thread(target=_answer, args=(answer, ask), name="keyring", daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError:
        raise DeskError("key.keyring_silent") from None
    except CancelledError:
        raise DeskError("key.keyring_refused", reason="") from None


def _answer(answer: Future[Result], ask: Callable[[], Result]) -> None:
    """Asks; whatever happens, nobody waits in vain."""
    try:
        answer.set_result(ask())
    except DeskError as reason:
        answer.set_exception(reason)
    except _faults() as reason:
        answer.set_exception(DeskError("key.keyring_refused", reason=type(reason).__name__))
    finally:
        answer.cancel()  # does nothing where there is an answer


def _faults() -> tuple[type[Exception], ...]:
    """What keyrings raise, and what the libraries below them do where it slips through."""
    slipped = [
        ("keyring.errors", "KeyringError"),
        ("secretstorage.exceptions", "SecretStorageException"),
        ("jeepney.wrappers", "DBusErrorResponse"),
    ]
    loaded = [getattr(sys.modules[module], name) for module, name in slipped if module in sys.modules]
    return (*loaded, RuntimeError, OSError, ValueError, AttributeError, ImportError)

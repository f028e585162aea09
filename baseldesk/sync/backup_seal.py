"""Sealed backups: behind a passphrase, to the printed recovery key, or both.

Decisions:
- The passphrase seals a key, and the key seals the backup: so a backup that is made by itself asks nobody for anything, and the
  passphrase itself is kept nowhere. What is kept in the desk is the public half and the key behind the passphrase.
- Every printed recovery key of the centre opens every sealed backup, too: the page in the safe is for this day.
- The file is a ZIP of age files, so that in need two tools that anybody can get open it:
  `age -d passphrase.age > id`, `age -d -i id backup.age > backup.zip`.
- The keys of this computer are not in it, sealed or not: what comes back is another computer (others may hold what the old one
  wrote after the backup, and one chain must not have two ends), is registered anew, and gets what was sent to the old one again
  by the next exchange. Only the secret of an encrypted desk is in it, for without it the copy of the database were nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from baseldesk.errors import BundleRefused, DeskError, FileRefused

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk
    from baseldesk.sync.recovery import KeyPage

_KEPT = "backup_seal"
_MOST_SMALL = 1 << 20


class Seal(msgspec.Struct, array_like=True, frozen=True):
    """What backups are sealed with.

    Attributes:
        recipient: the public half of the key behind the passphrase; empty where only pages open them.
        key: that key, behind the passphrase.
    """

    recipient: str = ""
    key: bytes = b""


_decoder = msgspec.msgpack.Decoder(Seal)


def make_seal(passphrase: str) -> Seal:
    """A seal that this passphrase opens; "" for one that only printed pages open.

    Raises:
        DeskError: the passphrase is too short.
    """
    from baseldesk.sync import passphrase_file
    from baseldesk.sync.key_store_passphrase import FEWEST, normal
    from baseldesk.sync.sealing import new_identity, recipient_of, write_identity

    if not passphrase:
        return Seal()
    words = normal(passphrase)
    if len(words) < FEWEST:
        raise DeskError("key.passphrase_short", fewest=FEWEST)
    identity = new_identity()
    return Seal(recipient_of(identity), passphrase_file.seal(write_identity(identity).encode("ascii"), words))


def keep_seal(desk: Desk, seal: Seal | None) -> None:
    """From now on every backup of this desk is sealed like this; None: not any more.

    Raises:
        DeskError: only pages would open them, and there is none.
    """
    if seal is not None:
        recipients_of(desk, seal)
    with desk.write() as writer:
        writer.set_meta(_KEPT, msgspec.msgpack.encode(seal) if seal is not None else b"")


def kept_seal(desk: Desk) -> Seal | None:
    """What backups of this desk are sealed with; None where they are not."""
    raw = desk.meta(_KEPT)
    return _decoder.decode(raw) if raw else None


def pages_of(desk: Desk) -> list[str]:
    """The public halves of the centre's printed recovery keys."""
    from baseldesk.sync.membership import read_membership
    from baseldesk.sync.recovery import held_keys, wanted_keys

    wanted = wanted_keys(desk)
    found = dict.fromkeys([*held_keys(read_membership(desk), desk.owner), *wanted.add])
    return [one for one in found if one not in wanted.drop]


def recipients_of(desk: Desk, seal: Seal) -> list[str]:
    """Whoever opens a backup that is made now.

    Raises:
        DeskError: nobody could.
    """
    found = [*([seal.recipient] if seal.recipient else []), *pages_of(desk)]
    if not found:
        raise DeskError("backup.nobody_opens")
    return found


@dataclass(frozen=True)
class Opener:
    """What a person has to open a sealed backup: a passphrase, a page, or nothing."""

    passphrase: str = ""
    page: KeyPage | None = None

    def identities(self, key: bytes | None, name: str) -> list[str]:
        """The secret keys to try.

        Args:
            key: the backup's own key behind its passphrase, where it has one.

        Raises:
            FileRefused: the passphrase is wrong (`backup.passphrase_wrong`), or there is nothing to try (`backup.sealed`).
        """
        found = [self.page.identity] if self.page else []
        if self.passphrase and key is not None:
            found.append(_open_key(key, self.passphrase, name))
        if not found:
            raise FileRefused("backup.sealed", file=name)
        return found


def _open_key(key: bytes, passphrase: str, name: str) -> str:
    from baseldesk.sync import passphrase_file
    from baseldesk.sync.key_store_passphrase import normal
    from baseldesk.sync.sealing import read_identity

    try:
        opened = passphrase_file.unseal(key, normal(passphrase))
        if opened is None:
            raise FileRefused("backup.passphrase_wrong", file=name)
        return read_identity(opened.decode("ascii"))
    except ValueError:
        raise FileRefused("backup.damaged", file=name) from None


def seal_small(content: bytes, recipients: list[str]) -> bytes:
    """A few bytes, sealed."""
    from baseldesk.sync.sealing import seal

    out = io.BytesIO()
    seal(io.BytesIO(content), out, recipients)
    return out.getvalue()


def open_small(cipher: bytes, identities: list[str], name: str) -> bytes:
    """A few bytes, opened in memory.

    Raises:
        FileRefused: none of the keys opens it, or it is damaged.
    """
    import pyrage

    keys = [pyrage.x25519.Identity.from_str(one) for one in identities]
    try:
        return bytes(pyrage.decrypt(cipher[:_MOST_SMALL], keys))
    except pyrage.DecryptError as reason:
        code = "backup.other_key" if "No matching keys" in str(reason) else "backup.damaged"
        raise FileRefused(code, file=name) from None


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """What sealing says of data files, said of a backup."""
    try:
        yield
    except BundleRefused as reason:
        code = "backup.other_key" if reason.code == "seal.not_for_this_computer" else "backup.damaged"
        raise FileRefused(code, file=name) from reason

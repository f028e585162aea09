"""Sealing: a payload is encrypted with age v1 to those who may read it, and opened whole before anything of it is parsed.

Decisions ◆: the binary form of age v1 (no armour), X25519 recipients, over the whole plain payload; the header says `age`. Any
age tool opens a payload with the escrow or recovery key. A cut age file still gives out the 64 KiB pieces before the cut: so
what comes out goes into a private file without a name, which nobody sees before age has found its end.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from baseldesk.errors import BundleRefused, Cancelled

if TYPE_CHECKING:
    from baseldesk.sync.membership import Membership
    from baseldesk.sync.roster import Device

AGE, PLAIN = "age", "none"  # what a header says of its payload
ESCROW, RECOVERY = "escrow", "recovery"  # what a recipient of the roster that is no computer's is for
MOST_HEADER = 256 << 10  # room for two thousand recipients; a hostile header may not grow without end
_END_OF_HEADER = b"\n---"
_IDENTITY = re.compile("AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}")
_ASK_EVERY = 128  # pieces of 8 KiB between two questions whether to stop

IsCancelled = Callable[[], bool]


def new_identity() -> str:
    """A fresh secret key for age, as its tools write it: `AGE-SECRET-KEY-1…`."""
    from pyrage import x25519

    return str(x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public half of a secret age key: `age1…`.

    Raises:
        ValueError: this is no age key.
    """
    from pyrage import IdentityError, x25519

    try:
        return str(x25519.Identity.from_str(identity).to_public())
    except IdentityError as reason:
        raise ValueError(str(reason)) from None


def write_identity(identity: str) -> str:
    """An identity file as age's tools write and read it."""
    return f"# public key: {recipient_of(identity)}\n{identity}\n"


def read_identity(text: str) -> str:
    """The secret age key in an identity file, in a text copied from paper, or by itself.

    Raises:
        ValueError: there is none in it.
    """
    found = _IDENTITY.search("".join(text.upper().split()))
    if found is None:
        raise ValueError("no age key")
    recipient_of(found[0])
    return found[0]


def is_recipient(text: str) -> bool:
    """Whether something can be sealed to this key: rosters and requests may hold anything."""
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def seal(plain: BinaryIO, out: BinaryIO, recipients: Sequence[str], *, cancelled: IsCancelled | None = None) -> None:
    """Encrypts from where `plain` stands to its end, in bounded memory.

    Args:
        recipients: public age keys; each of them alone opens it.
        cancelled: asked once per MiB.

    Raises:
        ValueError: no recipients, or one that is no key.
        OSError: `out` cannot be written.
        Cancelled: a person stopped it.
    """
    import pyrage

    if not recipients:
        raise ValueError("sealed to nobody")
    try:
        keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    except pyrage.RecipientError as reason:
        raise ValueError(str(reason)) from None
    taps = _Taps(plain, out, cancelled)
    try:
        pyrage.encrypt_io(taps, taps, keys)
    except (pyrage.EncryptError, OSError):
        taps.raise_own()
        raise


def unseal(
    cipher: BinaryIO,
    identities: Sequence[str],
    spool: Path | Callable[[], BinaryIO],
    *,
    name: str = "",
    cancelled: IsCancelled | None = None,
) -> BinaryIO:
    """Opens a sealed payload into a private file without a name; gives it at its beginning.

    The caller has verified the signature over `cipher` before, and closes the file, which thereby is gone.

    Args:
        cipher: at the beginning of the sealed payload; can seek.
        identities: secret age keys to try.
        spool: the folder of that file, or what opens it.
        name: what the file is called in a refusal.
        cancelled: asked once per MiB.

    Raises:
        BundleRefused: sealed to none of these keys (`seal.not_for_this_computer`), or cut or altered (`seal.damaged`).
        OSError: no room in `spool`.
        Cancelled: a person stopped it.
    """
    _check_header(cipher, name)
    with ExitStack() as given_back:
        open_file = partial(tempfile.TemporaryFile, dir=spool) if isinstance(spool, Path) else spool
        out = cast(BinaryIO, given_back.enter_context(open_file()))
        _decrypt(cipher, out, identities, name, cancelled)
        out.seek(0)
        given_back.pop_all()
        return out


def _check_header(cipher: BinaryIO, name: str) -> None:
    start = cipher.tell()
    head = cipher.read(MOST_HEADER)
    cipher.seek(start)
    if _END_OF_HEADER not in head:
        raise BundleRefused("seal.damaged", file=name)


def _decrypt(cipher: BinaryIO, out: BinaryIO, identities: Sequence[str], name: str, cancelled: IsCancelled | None) -> None:
    import pyrage

    keys = [pyrage.x25519.Identity.from_str(one) for one in identities]
    taps = _Taps(cipher, out, cancelled)
    try:
        pyrage.decrypt_io(taps, taps, keys)
    except (pyrage.DecryptError, OSError) as reason:
        taps.raise_own()
        ours = "No matching keys" in str(reason)
        raise BundleRefused("seal.not_for_this_computer" if ours else "seal.damaged", file=name) from None


class _Taps:
    """The two ends that pyrage reads and writes through; without them a full disk and a damaged file would look the same."""

    def __init__(self, source: BinaryIO, sink: BinaryIO, cancelled: IsCancelled | None) -> None:
        self._source, self._sink, self._cancelled = source, sink, cancelled
        self._asked = 0
        self._failed: BaseException | None = None

    def read(self, size: int) -> bytes:
        """The next piece; remembers why there was none."""
        try:
            self._asked += 1
            if self._cancelled and self._asked % _ASK_EVERY == 0 and self._cancelled():
                raise Cancelled
            return self._source.read(size)
        except BaseException as reason:
            self._failed = reason
            raise

    def write(self, block: bytes) -> int:
        """Passes a piece on; remembers why it could not."""
        try:
            return self._sink.write(block)
        except BaseException as reason:
            self._failed = reason
            raise

    def flush(self) -> None:
        """Passes on what is held back."""
        try:
            self._sink.flush()
        except BaseException as reason:
            self._failed = reason
            raise

    def raise_own(self) -> None:
        """Raises what one of the two ends raised, if any did: that is the cause, and no fault of the sealed file."""
        if self._failed is not None:
            raise self._failed


def recipients_for(place: Membership, sender: str, to: str, *, also: Iterable[str] = ()) -> list[str]:
    """The age keys that a bundle is sealed to: who may read it, and nobody else.

    The addressee's computers and printed recovery keys; the sender's computers and recovery keys, so that what was sent can be
    opened at home; and the deployment's escrow, but never for a bundle to one's own centre, whatever the roster calls the key.

    Args:
        also: this computer's own key, which the roster may not name yet.

    Raises:
        BundleRefused: nothing of the addressee can open it (`seal.no_recipient`).
    """
    escrow = _escrow_of(place)
    barred = escrow if to == sender else []
    readers = [one for one in _keys_of(place, to) if one not in barred]
    if not readers:
        raise BundleRefused("seal.no_recipient", to=to)
    own = [one for one in (*_keys_of(place, sender), *also) if one not in barred]
    wanted = dict.fromkeys([*readers, *own, *([] if to == sender else escrow)])
    return [one for one in wanted if is_recipient(one)]


def cannot_open(place: Membership, to: str) -> list[Device]:
    """The addressee's computers that have no age key in the roster: they cannot read what is sealed now."""
    return [one for one in place.roster.devices_of(to) if not is_recipient(one.recipient)]


def is_recoverable(place: Membership, organisation: str) -> bool:
    """Whether a printed recovery key of this organisation is in the roster."""
    return any(map(is_recipient, recovery_keys(place, organisation)))


def recovery_keys(place: Membership, organisation: str) -> list[str]:
    """The public halves of an organisation's printed recovery keys."""
    held = place.roster.body.recipients
    return [one.key for one in held if one.organisation == organisation and one.purpose == RECOVERY]


def _keys_of(place: Membership, organisation: str) -> list[str]:
    devices = [one.recipient for one in place.roster.devices_of(organisation)]
    return [one for one in (*devices, *recovery_keys(place, organisation)) if is_recipient(one)]


def _escrow_of(place: Membership) -> list[str]:
    return [one.key for one in place.roster.body.recipients if one.purpose == ESCROW]

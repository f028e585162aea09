"""Opens a file of ours: nothing of it is parsed before its signature is found good.

The file is read once, in bounded memory, while it is hashed. The payload is copied aside in the same pass, so that what is
parsed later is what was verified, whatever the medium does meanwhile. A large copy lies in a private file without a name. Only
files that lie in the desk's own folder are read in place.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from baseldesk.errors import BundleRefused, Cancelled, MediumError
from baseldesk.sync.framing import PREFIX_BYTES, TAG, Header, Kind, Prefix, read_header, read_prefix
from baseldesk.sync.keys import PUBLIC_BYTES, SIGNATURE_BYTES, key_id, verify
from baseldesk.sync.stretches import Stretch, read_as_one

_BLOCK = 1 << 20
_IN_MEMORY = 8 << 20

Progress = Callable[[int, int], None]
IsCancelled = Callable[[], bool]


class FindKey(Protocol):
    """Finds a signer's public key: in the roster held, or in the one that rides along once its root signatures are verified."""

    def __call__(self, signer: bytes, roster: bytes, /) -> bytes | None:
        """The public key, or nothing where the signer is not known."""


@dataclass(frozen=True)
class Opened:
    """A file whose signature is good; a context manager that gives the copy of the payload back."""

    name: str
    kind: Kind
    deployment: bytes
    signer: bytes
    public: bytes
    roster: bytes
    header: Header
    payload: BinaryIO  # a private copy, at its beginning
    payload_bytes: int
    file_hash: bytes  # SHA-256 of the whole file
    frame: bytes = b""  # prefix, roster and header as they stand in the file
    signature: bytes = b""

    def write_to(self, out: BinaryIO) -> None:
        """Writes the file once more, byte for byte, from what was verified."""
        out.write(self.frame)
        self.payload.seek(0)
        shutil.copyfileobj(self.payload, out, _BLOCK)
        out.write(self.signature)

    @property
    def size(self) -> int:
        """How long the whole file is."""
        return len(self.frame) + self.payload_bytes + len(self.signature)

    def read(self) -> bytes:
        """The payload of a small file."""
        self.payload.seek(0)
        return self.payload.read()

    def close(self) -> None:
        """Gives the private copy of the payload back."""
        self.payload.close()

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_container(
    source: Path | bytes,
    *,
    find_key: FindKey,
    deployment: bytes | None = None,
    name: str = "",
    spool: Path | None = None,
    in_place: bool = False,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Opened:
    """Verifies a file and gives its header and payload.

    Args:
        source: a path, or the bytes of a small file.
        find_key: finds the signer's public key; not asked for an enrolment request, which carries its own.
        deployment: the one that the file must belong to, where the caller knows.
        name: what the file is called in a refusal; the path's name by default.
        spool: folder for the private copy of a large payload; the system's temporary folder by default.
        in_place: for a file of the desk's own: its payload is read where it lies, not copied.
        progress: called with (bytes read, bytes in all).
        cancelled: asked once per MiB.

    Raises:
        BundleRefused: with the code that says why.
        MediumError: the file cannot be read, or there is no room for the copy.
        Cancelled: a person stopped it.
    """
    shown = name or (source.name if isinstance(source, Path) else "")
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
            own = source if in_place and isinstance(source, Path) else None
            return _Reader(file, shown, spool, progress, cancelled, own).open(find_key, deployment)
    except BundleRefused as refused:
        refused.params.setdefault("file", shown)
        raise
    except OSError as reason:
        code = "medium.no_room_here" if reason.errno in (errno.ENOSPC, errno.EDQUOT) else "medium.unreadable"
        raise MediumError(code, file=shown, reason=reason.strerror or str(reason)) from reason


class _Reader:
    """Reads one file from beginning to end, once."""

    def __init__(
        self,
        file: BinaryIO,
        name: str,
        spool: Path | None,
        progress: Progress | None,
        cancelled: IsCancelled | None,
        own: Path | None = None,
    ) -> None:
        self.file, self.name, self.spool, self.own = file, name, spool, own
        self.progress, self.cancelled = progress, cancelled
        self.size = file.seek(0, os.SEEK_END)
        self.hashed = hashlib.sha256()
        file.seek(0)

    def open(self, find_key: FindKey, deployment: bytes | None) -> Opened:
        raw = self.file.read(PREFIX_BYTES)
        prefix = read_prefix(raw, self.size, self.name)
        if deployment is not None and prefix.deployment != deployment:
            raise BundleRefused("bundle.foreign_deployment", file=self.name)
        self.hashed.update(raw)
        roster, head = self._take(prefix.roster_bytes), self._take(prefix.header_bytes)
        payload = self._copy(prefix.payload_bytes) if self.own is None else self._pass_over(prefix.payload_bytes, self.own)
        try:
            public, signature = self._check_signature(prefix, roster, payload, find_key)
            header = read_header(head, self.name)
        except BaseException:
            payload.close()
            raise
        sender = (prefix.kind, prefix.deployment, prefix.signer, public)
        hashed, frame = self.hashed.digest(), raw + roster + head
        return Opened(self.name, *sender, roster, header, payload, prefix.payload_bytes, hashed, frame, signature)

    def _take(self, size: int) -> bytes:
        block = self.file.read(size)
        if len(block) < size:
            raise BundleRefused("bundle.truncated", file=self.name, bytes=self.size)
        self.hashed.update(block)
        return block

    def _copy(self, size: int) -> BinaryIO:
        """The payload, hashed on its way into memory or a private file."""
        folder = str(self.spool) if self.spool else None
        copy = cast(BinaryIO, tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=folder))  # noqa: SIM115  (the caller closes it)
        try:
            for start in range(0, size, _BLOCK):
                self._pause(start, size)
                copy.write(self._take(min(_BLOCK, size - start)))
            copy.seek(0)
        except BaseException:
            copy.close()
            raise
        return copy

    def _pass_over(self, size: int, own: Path) -> BinaryIO:
        """The payload, hashed where it lies."""
        start = self.file.tell()
        for done in range(0, size, _BLOCK):
            self._pause(done, size)
            self._take(min(_BLOCK, size - done))
        return read_as_one([Stretch(own, start, size)])

    def _pause(self, done: int, total: int) -> None:
        if self.cancelled and self.cancelled():
            raise Cancelled
        if self.progress:
            self.progress(done, total)

    def _check_signature(self, prefix: Prefix, roster: bytes, payload: BinaryIO, find_key: FindKey) -> tuple[bytes, bytes]:
        digest = self.hashed.digest()
        signature = self._take(SIGNATURE_BYTES)
        if self.file.read(1):
            raise BundleRefused("bundle.trailing_bytes", file=self.name, bytes=1)
        public = _own_key(payload) if prefix.kind in (Kind.REQUEST, Kind.PROPOSAL) else find_key(prefix.signer, roster)
        if public is None:
            raise BundleRefused("bundle.signer_unknown", file=self.name)
        if key_id(public) != prefix.signer or not verify(public, signature, TAG, digest):
            raise BundleRefused("bundle.signature_wrong", file=self.name)
        return public, signature


def _own_key(payload: BinaryIO) -> bytes:
    """The key that an enrolment request, or a roster's proposal, begins with, and is signed by."""
    public = payload.read(PUBLIC_BYTES)
    payload.seek(0)
    return public

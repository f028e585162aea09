"""A root key in a file of its own, on the stick of one of the people who hold them: kept apart, brought only to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from baseldesk.errors import BundleRefused, MediumError
from baseldesk.sync.key_store_file import write_private
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.roster import MOST_ROOTS

_MOST_BYTES = 16 << 10


@dataclass(frozen=True)
class RootPlan:
    """So many root keys for so many people, how many have to sign, and where their files go: one for each, or one for all."""

    roots: int
    threshold: int
    folders: Sequence[Path]


def write_root_files(plan: RootPlan, keys: Sequence[DeviceKey]) -> list[Path]:
    """Writes each key to a file of its own, reads it back, and gives the files in the order of the keys.

    Raises:
        MediumError: a folder is missing or cannot be written, or holds such a file already.
    """
    files = root_files(plan.folders, len(keys))
    for file in files:
        if not file.parent.is_dir():
            raise MediumError("medium.gone", folder=str(file.parent), reason="")
        if file.exists():
            raise MediumError("medium.name_clash", file=file.name, folder=str(file.parent))
    for number, (file, key) in enumerate(zip(files, keys, strict=True), 1):
        _write(file, _text(key, number, len(keys), plan.threshold))
        if read_root_file(file).public != key.public:
            raise MediumError("medium.verify_failed", file=file.name, folder=str(file.parent))
    return files


def root_files(folders: Sequence[Path], many: int) -> list[Path]:
    """The files of so many keys, in these folders or in the one."""
    places = list(folders) if len(folders) == many else [folders[0]] * many
    return [folder / f"BASELDESK-ROOT-{number}-OF-{many}.KEY" for number, folder in enumerate(places, 1)]


def _text(key: DeviceKey, number: int, of: int, threshold: int) -> bytes:
    """What a reader of PEM skips says what the file is."""
    head = f"BaselDesk root key {number} of {of}; {threshold} of them sign. Key id {key.key_id.hex()}\n"
    return head.encode("ascii") + key.to_pem()


def _write(file: Path, text: bytes) -> None:
    try:
        write_private(file, text)
    except OSError as reason:
        raise MediumError("medium.gone", folder=str(file.parent), reason=reason.strerror or "") from reason


def read_root_file(file: Path) -> DeviceKey:
    """The key in such a file.

    Raises:
        BundleRefused: there is no key in it.
        MediumError: it cannot be read.
    """
    try:
        with file.open("rb") as held:
            raw = held.read(_MOST_BYTES)
    except OSError as reason:
        raise MediumError("medium.unreadable", file=file.name, reason=reason.strerror or "") from reason
    try:
        return DeviceKey.from_pem(raw)
    except ValueError:
        raise BundleRefused("roster.key_unreadable", file=file.name) from None


def make_roots(plan: RootPlan) -> list[DeviceKey]:
    """Fresh root keys.

    Raises:
        BundleRefused: so many of so many can never sign.
    """
    if not 1 <= plan.threshold <= plan.roots <= MOST_ROOTS:
        raise BundleRefused("roster.threshold_wrong", roots=plan.roots, threshold=plan.threshold, most=MOST_ROOTS)
    return [DeviceKey.generate() for _ in range(plan.roots)]

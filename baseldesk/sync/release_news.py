"""What a release in a file would change, said before it is taken in; and a release written into a file to be handed on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused, FileRefused
from baseldesk.records import vocabulary
from baseldesk.records.release import RETIRED, Release
from baseldesk.sync.diary import instant
from baseldesk.sync.joining import membership_of
from baseldesk.sync.medium import Written, write_bytes
from baseldesk.sync.release import import_read
from baseldesk.sync.release_held import file_held, follow_held, judge, read_release, release_held

SUFFIX = ".baselupdate"
LARGEST = 32 << 20


@dataclass(frozen=True, slots=True)
class News:
    """A release beside what is followed now.

    Attributes:
        verdict: `newer`, `same`, `older` or `rival`.
        made: UTC.
        added, retired: {list: how many codes}; only what is not so already.
        labels: texts that are new or read differently.
    """

    number: int
    held: int
    verdict: str
    made: datetime
    note: str
    added: dict[str, int] = field(default_factory=dict)
    retired: dict[str, int] = field(default_factory=dict)
    labels: int = 0


@dataclass(frozen=True, slots=True)
class Followed:
    """The release that the lists follow; `made` is None for the one that came with the program."""

    number: int
    made: datetime | None
    note: str


def followed(desk: Desk) -> Followed:
    """Which work plan and lists are in use."""
    held = release_held(desk)
    return Followed(held.number, instant(held.made), held.note) if held else Followed(vocabulary.shipped_release(), None, "")


def rehearse(desk: Desk, path: Path) -> News:
    """Verifies the release in a file, and says what it would change; nothing is changed.

    Raises:
        FileRefused: it cannot be read, or is far too large.
        BundleRefused: this desk is not registered, or the file is damaged, foreign, something else, or not the secretariat's.
    """
    return _tell(desk, _read(path), path.name)


def _tell(desk: Desk, source: bytes, name: str) -> News:
    release = read_release(source, membership_of(desk), name=name)
    added, retired = _codes(release)
    held = release_held(desk)
    number = held.number if held else vocabulary.shipped_release()
    verdict = judge(release, desk)
    return News(release.number, number, verdict, instant(release.made), release.note, added, retired, _labels(release, held))


def take_in(desk: Desk, path: Path) -> News:
    """Takes the release in, as one change; the lists of this process follow it at once.

    Raises:
        FileRefused, BundleRefused: see `rehearse`; or it is older than the one that is followed, or a rival of it.
    """
    source = _read(path)  # once: what is told is what is taken in, also where the file is exchanged meanwhile
    news = _tell(desk, source, path.name)
    import_read(desk, source, path.name)
    follow_held(desk)
    return news


def write_release(desk: Desk, target: Path) -> Written:
    """Writes the release that this desk follows into a file, as it came: for computers that hear of it by no other way.

    Raises:
        BundleRefused: there is none but that of the program.
        MediumError: it cannot be written there.
    """
    raw = file_held(desk)
    if not raw:
        raise BundleRefused("release.only_shipped")
    return write_bytes(target, raw)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise FileRefused("release.file_unreadable", file=path.name, reason=">32 MB")
        return path.read_bytes()
    except OSError as reason:
        raise FileRefused("release.file_unreadable", file=path.name, reason=reason.strerror or "") from reason


def _codes(release: Release) -> tuple[dict[str, int], dict[str, int]]:
    """Codes that are not offered yet, and those that will be no more, by list."""
    added: Counter[str] = Counter()
    retired: Counter[str] = Counter()
    for name, code, links in release.rows:
        goes = RETIRED in links.split("|")
        if not vocabulary.has(name, code):
            added[name] += not goes
        elif goes and code in vocabulary.offered(name):
            retired[name] += 1
    return {name: n for name, n in added.items() if n}, dict(retired)


def _labels(release: Release, held: Release | None) -> int:
    known = {(code, language): text for code, language, text, _, _ in (held.labels if held else [])}
    new_codes = {f"{name}.{code}" for name, code, _ in release.rows if not vocabulary.has(name, code)}
    fresh = (one for one in release.labels if known.get((one[0], one[1])) != one[2] and one[0] not in new_codes)
    return sum(1 for _ in fresh)

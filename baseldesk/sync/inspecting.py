"""Checking files without a change to the desk: from whom, for whom, how much, which parts are here and which are missing."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from baseldesk.desk.desk import Desk
from baseldesk.errors import BaselDeskError, Refused
from baseldesk.sync import inbox
from baseldesk.sync.authority import refuse_withdrawn
from baseldesk.sync.bases import missing_bases
from baseldesk.sync.container import IsCancelled, Opened, Progress
from baseldesk.sync.importing import open_bundle, unsealed
from baseldesk.sync.inbox import Inbox, key_of, lying
from baseldesk.sync.joining import membership_of
from baseldesk.sync.membership import Membership
from baseldesk.sync.parts import Lying, join
from baseldesk.sync.payload import MOST_MANIFEST, Payload, Section, decode_manifest
from baseldesk.sync.progressing import Stages
from baseldesk.sync.searching import with_attachments
from baseldesk.sync.waiting import Waiting, payload_of
from baseldesk.sync.words import fingerprint_words


@dataclass(frozen=True)
class Checked:
    """What a bundle is, without taking it in; `error` where it would be refused.

    Of a bundle in parts, `parts_have` are those checked now and those that wait in the inbox; changes are counted when
    `parts_needed` of them are here. `base_missing`: it waits until what it rests on has come.
    """

    file: str
    ok: bool
    sender: str = ""
    to: str = ""
    bundle: str = ""
    changes: int = 0
    records: int = 0
    documents: int = 0
    parts_have: list[int] = field(default_factory=list)
    parts_of: int = 0
    parts_missing: list[int] = field(default_factory=list)
    error: BaselDeskError | None = None
    parts_needed: int = 1
    encrypted: bool = False
    base_missing: bool = False
    files: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The six words of the cover note, to compare by phone; "" where the file would be refused."""
        return fingerprint_words(bytes.fromhex(self.bundle)) if self.bundle else ""


@dataclass
class _Group:
    """The files of one bundle."""

    opened: Opened
    names: list[str] = field(default_factory=list)
    parts: dict[int, Lying] = field(default_factory=dict)


def check_bundle(desk: Desk, path: Path, *, progress: Progress | None = None, cancelled: IsCancelled | None = None) -> Checked:
    """Verifies one file without changing the desk."""
    return check_bundles(desk, [path], progress=progress, cancelled=cancelled)[0]


def check_bundles(
    desk: Desk, paths: Iterable[Path], *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> list[Checked]:
    """Verifies files without changing the desk; gives one finding per bundle, its parts together, and per refused file.

    Raises:
        BundleRefused: this desk is not registered yet.
        DeskError: the key cannot be reached.
        Cancelled: a person stopped it.
    """
    place, out = membership_of(desk), []
    groups: dict[str, _Group] = {}
    with inbox.private_folder(desk) as private, ExitStack() as held:
        files = with_attachments(list(paths), private)
        stages = Stages(progress, *(1 for _ in files), 1)
        for path in files:
            try:
                opened = held.enter_context(open_bundle(desk, path, place, stages.next(), cancelled, in_place=True))
                _add(groups.setdefault(key_of(opened), _Group(opened)), opened, path)
            except Refused as error:
                out.append(Checked(path.name, False, error=error, files=[path.name]))
        _add_waiting(groups, Inbox(desk).waiting())
        return [*(_check(desk, one, place, cancelled) for one in groups.values()), *out]


def _add(group: _Group, opened: Opened, path: Path) -> None:
    group.names.append(path.name)
    group.parts[opened.header.part] = lying(opened, path)


def _add_waiting(groups: dict[str, _Group], waiting: Iterable[Waiting]) -> None:
    """Parts that lie in the inbox count as here."""
    for one in waiting:
        group = groups.get(one.key)
        if group is not None and one.header.is_part:
            for number, file in zip(one.have, one.files(), strict=True):
                group.parts.setdefault(number, Lying(one.header, payload_of(file)))


def _check(desk: Desk, group: _Group, place: Membership, cancelled: IsCancelled | None) -> Checked:
    header, have = group.opened.header, sorted(group.parts)
    missing = [n for n in range(1, header.parts + 1) if n not in group.parts]
    parts = (have, header.parts, missing)
    said = Checked(
        group.names[0], True, header.sender, header.to, header.bundle.hex(), 0, 0, 0, *parts, None, header.needed,
        header.encryption != "none", False, group.names,
    )  # fmt: skip
    try:
        return _count(desk, group, place, said, cancelled) if len(have) >= header.needed else said
    except Refused as error:
        error.params.setdefault("file", group.names[0])
        return replace(said, ok=False, error=error)


def _count(desk: Desk, group: _Group, place: Membership, said: Checked, cancelled: IsCancelled | None) -> Checked:
    opened = group.opened
    with ExitStack() as held:
        if opened.header.is_part:
            joined = held.enter_context(join(group.parts, desk.folder, cancelled=cancelled))
            opened = replace(opened, payload=joined, payload_bytes=opened.header.whole)
        plain = held.enter_context(unsealed(desk, opened, cancelled))
        payload = Payload(plain.payload, plain.payload_bytes, plain.header.expanded, plain.name)
        manifest = decode_manifest(payload.read_only_one(Section.MANIFEST, MOST_MANIFEST), plain.name)
    with desk.read() as reader:
        refuse_withdrawn(reader, place.newer(opened.roster).roster, opened.signer, manifest, opened.name, asked=False)
        rests = bool(missing_bases(reader, opened.header.base))
    return replace(
        said, changes=manifest.changes, records=manifest.records, documents=len(manifest.documents), base_missing=rests
    )

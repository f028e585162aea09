"""The release of programme and vocabulary that a desk holds: kept as it came, and only ever replaced by a later one."""

from __future__ import annotations

import msgspec

from baseldesk.desk.database import Writer
from baseldesk.errors import BundleRefused
from baseldesk.records import vocabulary
from baseldesk.records.release import Release, adopt, is_sound
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.container import Opened, open_container
from baseldesk.sync.framing import PREFIX_BYTES, Kind, read_prefix
from baseldesk.sync.membership import Membership, MetaReader

HELD = "release"  # the newest release file, as it came
_decoder = msgspec.msgpack.Decoder(Release)


def follow_held(desk: MetaReader) -> None:
    """Lets the lists of this process follow the release that a desk holds; it was verified when it came."""
    release = release_held(desk)
    if release is not None:
        adopt(release)


def release_held(desk: MetaReader) -> Release | None:
    """The release that a desk holds beside that of the program."""
    raw = desk.meta(HELD)
    return None if raw is None else _decoder.decode(_payload_of(raw))


def number_held(desk: MetaReader) -> int:
    """The number of the release that a desk follows: the one that it holds, or that of the program."""
    release = release_held(desk)
    return release.number if release else vocabulary.shipped_release()


def file_held(desk: MetaReader) -> bytes:
    """The release file to hand on; empty where there is none but that of the program."""
    return desk.meta(HELD) or b""


def take_release(writer: Writer, source: bytes, place: Membership, *, name: str = "") -> str:
    """Keeps a release that has come, inside this transaction; gives what it is: newer, same, older or rival.

    An older one, or another of the same number, changes nothing.

    Raises:
        BundleRefused: damaged, foreign, or not signed by a computer of the secretariat.
    """
    verdict = judge(read_release(source, place, name=name), writer)
    if verdict == "newer":
        writer.set_meta(HELD, source)
    return verdict


def read_release(source: bytes, place: Membership, *, name: str = "") -> Release:
    """The release in a file, verified.

    Raises:
        BundleRefused: see `take_release`.
    """
    with open_container(source, find_key=place.find_key, deployment=place.deployment, name=name) as opened:
        return _read(opened, place)


def _read(opened: Opened, place: Membership) -> Release:
    if opened.kind is not Kind.RELEASE:
        raise BundleRefused("bundle.other_kind", file=opened.name, kind=opened.kind.name.lower(), wanted="release")
    if place.roster.organisation_of(opened.signer) != SECRETARIAT:
        raise BundleRefused("bundle.sender_wrong", file=opened.name)
    try:
        release = _decoder.decode(opened.read())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BundleRefused("bundle.malformed", file=opened.name, what="release") from None
    if not is_sound(release):
        raise BundleRefused("bundle.malformed", file=opened.name, what="release")
    return release


def judge(release: Release, desk: MetaReader) -> str:
    """What it is beside the one held: newer, same, older or rival."""
    if release.number != (number := number_held(desk)):
        return "newer" if release.number > number else "older"
    return "same" if release == release_held(desk) else "rival"


def _payload_of(raw: bytes) -> bytes:
    """The payload of a file of ours that was verified before it was kept."""
    prefix = read_prefix(raw[:PREFIX_BYTES], len(raw), "")
    start = PREFIX_BYTES + prefix.roster_bytes + prefix.header_bytes
    return raw[start : start + prefix.payload_bytes]

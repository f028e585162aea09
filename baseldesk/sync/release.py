"""Publishing a release of programme and vocabulary, and taking in one that comes alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused
from baseldesk.records.release import Release, adopt, compose
from baseldesk.records.types import SECRETARIAT
from baseldesk.sync.diary import IN, OUT, Exchange, instant, write_down
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.importing import Begin
from baseldesk.sync.joining import membership_of
from baseldesk.sync.own_keys import own_key
from baseldesk.sync.release_held import HELD, follow_held, release_held, take_release

_encoder = msgspec.msgpack.Encoder(order="deterministic")


def publish(desk: Desk, written: Mapping[str, Any], *, rehearse: bool = False) -> Release:
    """At the secretariat: makes the next release; it rides along with all that goes out from now on.

    Raises:
        BundleRefused: this is not the secretariat, or it has no deployment yet.
        UsageError: what was written names what there is not.
    """
    if not desk.is_secretariat:
        raise BundleRefused("release.secretariat_only")
    place, key = membership_of(desk), own_key(desk)
    release = compose(release_held(desk), written, desk.clock())
    if rehearse:
        return release
    raw = pack(Kind.RELEASE, key, Header(SECRETARIAT, ""), _encoder.encode(release), deployment=place.deployment)
    with desk.write() as writer:
        writer.set_meta(HELD, raw)
        write_down(writer, Exchange(instant(desk.clock()), OUT, "release", detail={"number": release.number}))
    adopt(release)
    return release


def import_release(desk: Desk, path: Path, *, begin: Begin | None = None) -> bool:
    """Takes in a release that came alone; gives whether it was newer.

    Args:
        begin: begins the transaction; the desk's own by default.

    Raises:
        BundleRefused: see `take_release`; or it is older than the one held, or a rival of it.
    """
    return import_read(desk, path.read_bytes(), path.name, begin=begin)


def import_read(desk: Desk, source: bytes, name: str, *, begin: Begin | None = None) -> bool:
    """The same of one that was read already from the file of this name."""
    place = membership_of(desk)
    with (begin or desk.write)() as writer:
        verdict = take_release(writer, source, place, name=name)
        if verdict in ("older", "rival"):
            raise BundleRefused(f"release.{verdict}", file=name)
        if verdict == "newer":
            write_down(writer, Exchange(instant(desk.clock()), IN, "release", detail={"file": name}))
    return verdict == "newer"


__all__ = ["follow_held", "import_read", "import_release", "publish"]

"""Two rosters of one number: two hands have signed, or a secretariat was restored from a backup and went on from there.

A desk keeps its own and says that there is another; the root keys issue a higher one that names what both name.
"""

from __future__ import annotations

from baseldesk.desk.database import Reader, Writer
from baseldesk.desk.desk import Desk
from baseldesk.desk.tasks import RIVAL
from baseldesk.errors import UsageError
from baseldesk.sync.issuing import Issued, issue
from baseldesk.sync.joining import membership_of
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.roster import Body, Roster, read_unfinished

_NUMBER = 8  # bytes, before the roster itself


def note_rival(writer: Writer, raw: bytes) -> None:
    """Remembers a rival of the roster held, whose signatures are good."""
    roster, _ = read_unfinished(raw)
    writer.set_meta(RIVAL, roster.number.to_bytes(_NUMBER, "big") + raw)


def rival_held(reader: Reader) -> Roster | None:
    """The rival that was noted last and that no higher roster has settled."""
    held = reader.meta(RIVAL)
    return read_unfinished(held[_NUMBER:])[0] if held else None


def reissue(desk: Desk, keys: tuple[DeviceKey, ...] = ()) -> Issued:
    """At the secretariat: a higher roster that names every computer and withdrawal that either of the two names.

    Raises:
        UsageError: there is no rival.
        BundleRefused: see `issue`.
    """
    with desk.read() as reader:
        rival = rival_held(reader)
    if rival is None:
        raise UsageError("roster.no_rival")
    return issue(desk, _united(membership_of(desk).roster.body, rival.body), keys=keys, even_if_same=True)


def _united(own: Body, other: Body) -> Body:
    from msgspec.structs import replace

    devices = {one.key_id: one for one in (*other.devices, *own.devices)}
    withdrawn = {one.key_id: one for one in (*other.revocations, *own.revocations)}
    recipients = list(dict.fromkeys((*own.recipients, *other.recipients)))
    return replace(
        own,
        centres=sorted({*own.centres, *other.centres}),
        devices=list(devices.values()),
        revocations=list(withdrawn.values()),
        recipients=recipients,
        release=max(own.release, other.release),
    )

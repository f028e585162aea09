"""A desk becomes, or goes on as, a member of a deployment: the one place where a roster takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from baseldesk import __version__
from baseldesk.desk.database import Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused
from baseldesk.sync.authority import settle_rival, take_authority
from baseldesk.sync.enrolment import LOST_WORD, Accepted, Answer, Asked, Request, make_request, read_reply
from baseldesk.sync.intake import Totals, apply_released
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.membership import Membership, read_membership
from baseldesk.sync.own_heads import sign_own_heads
from baseldesk.sync.own_keys import own_key, own_recipient
from baseldesk.sync.recovery import settle_wanted, wanted_keys
from baseldesk.sync.rotation import LOST_DEVICE, awaited_device, open_next_key, take_next_key
from baseldesk.sync.station import device_name


def membership_of(desk: Desk) -> Membership:
    """The desk's place in its deployment.

    Raises:
        BundleRefused: the desk is not registered with a secretariat yet.
    """
    held = read_membership(desk)
    if held is None:
        raise BundleRefused("sync.not_enrolled")
    return held


def ask_to_join(desk: Desk) -> bytes:
    """The enrolment request of this desk, to be written to a file."""
    wanted, lost = wanted_keys(desk), desk.meta(LOST_DEVICE)
    about = (desk.owner, device_name(desk), desk.replica, desk.clock(), __version__)
    said = [f"{LOST_WORD}{lost.hex()}"] if lost else []
    request = Request(*about, said, own_recipient(desk), recovery=wanted.add, dropped=wanted.drop)
    return make_request(own_key(desk), request)


def accept(desk: Desk, asked: Asked, *, centre: str = "", keys: Sequence[DeviceKey] = (), propose: bool = False) -> Accepted:
    """At the secretariat: takes a device up into the next roster; gives the reply to send. See `issuing.accept`."""
    from baseldesk.sync import issuing

    return issuing.accept(desk, asked, centre=centre, keys=keys, propose=propose)


def read_answer(desk: Desk, source: Path | bytes) -> Answer:
    """At the centre: the reply to this desk's request, checked; its words are to be compared before `join`.

    Raises:
        BundleRefused: see `read_reply`; or it names another centre than this desk's.
    """
    answer = read_reply(source, desk.device, read_membership(desk), awaited=awaited_device(desk))
    if answer.device.organisation != desk.owner:
        raise BundleRefused("enrolment.other_centre", centre=answer.device.organisation, words=answer.words)
    return answer


def join(desk: Desk, answer: Answer) -> None:
    """At the centre: keeps deployment, root keys and roster; work done before becomes exportable."""
    open_next_key(desk)
    with desk.write() as writer:
        take_membership(desk, writer, answer.membership)


def take_membership(desk: Desk, writer: Writer, place: Membership, totals: Totals | None = None) -> None:
    """Lets a roster take effect inside this transaction: rights, references, the own chains' signatures, what was set aside."""
    place.keep(writer)
    settle_rival(writer, place.roster)
    settle_wanted(writer, writer, place, desk.owner)
    signer = desk.signer
    if signer is not None:
        sign_own_heads(writer, desk.identity, signer, place.deployment)
    take_next_key(desk, writer, place)
    totals = totals or Totals()
    take_authority(desk, writer, place.roster, totals)
    apply_released(desk, writer, place, totals)

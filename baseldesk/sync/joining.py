"""A desk becomes, or goes on as, a member of a deployment: the one place where a roster takes effect."""

from __future__ import annotations

from pathlib import Path

from baseldesk import __version__
from baseldesk.desk.database import Writer
from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused
from baseldesk.sync.authority import take_authority
from baseldesk.sync.enrolment import Accepted, Answer, Asked, Request, accept_request, make_request, read_reply
from baseldesk.sync.intake import Totals, apply_released
from baseldesk.sync.membership import Membership, read_membership
from baseldesk.sync.own_heads import sign_own_heads
from baseldesk.sync.own_keys import own_key, own_recipient, root_keys
from baseldesk.sync.recovery import settle_wanted, wanted_keys
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
    wanted = wanted_keys(desk)
    about = (desk.owner, device_name(desk), desk.replica, desk.clock(), __version__)
    request = Request(*about, recipient=own_recipient(desk), recovery=wanted.add, dropped=wanted.drop)
    return make_request(own_key(desk), request)


def accept(desk: Desk, asked: Asked, *, centre: str = "") -> Accepted:
    """At the secretariat: takes a device up into the next roster; gives the reply to send.

    Raises:
        BundleRefused: this is not the secretariat, its root key is not here, or the device cannot be taken up.
    """
    if not desk.is_secretariat:
        raise BundleRefused("enrolment.secretariat_only")
    accepted = accept_request(
        asked,
        membership_of(desk),
        root_keys(desk),
        own_key(desk),
        made=desk.clock(),
        centre=centre,
        recipient=own_recipient(desk),
    )
    with desk.write() as writer:
        take_membership(desk, writer, accepted.membership)
    return accepted


def read_answer(desk: Desk, source: Path | bytes) -> Answer:
    """At the centre: the reply to this desk's request, checked; its words are to be compared before `join`.

    Raises:
        BundleRefused: see `read_reply`; or it names another centre than this desk's.
    """
    answer = read_reply(source, desk.device, read_membership(desk))
    if answer.device.organisation != desk.owner:
        raise BundleRefused("enrolment.other_centre", centre=answer.device.organisation, words=answer.words)
    return answer


def join(desk: Desk, answer: Answer) -> None:
    """At the centre: keeps deployment, root keys and roster; work done before becomes exportable."""
    with desk.write() as writer:
        take_membership(desk, writer, answer.membership)


def take_membership(desk: Desk, writer: Writer, place: Membership, totals: Totals | None = None) -> None:
    """Lets a roster take effect inside this transaction: rights, references, the own chains' signatures, what was set aside."""
    place.keep(writer)
    settle_wanted(writer, writer, place, desk.owner)
    signer = desk.signer
    if signer is not None:
        sign_own_heads(writer, desk.identity, signer, place.deployment)
    totals = totals or Totals()
    take_authority(desk, writer, place.roster, totals)
    apply_released(desk, writer, place, totals)

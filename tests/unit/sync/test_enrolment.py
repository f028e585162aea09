"""A desk asks, words are compared, the reply makes it a member; a stranger's reply, or one for another desk, does not."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from baseldesk.errors import BundleRefused
from baseldesk.sync.enrolment import Accepted, Request, accept_request, deployment_words, make_request, read_reply, read_request
from baseldesk.sync.framing import Header, Kind, pack
from baseldesk.sync.membership import Membership, found_deployment
from baseldesk.sync.sealing import new_identity, recipient_of
from baseldesk.sync.words import fingerprint_words
from tests.unit.sync.conftest import World, key

REQUEST = Request("BCRC-SEN", "Front office", bytes(16), 1_750_000_000_000)


def test_a_request_shows_the_words_of_its_own_key() -> None:
    asked = read_request(make_request(key(5), REQUEST))
    assert asked.request == REQUEST
    assert asked.public_key == key(5).public
    assert asked.words == fingerprint_words(key(5).key_id)


def test_a_request_with_another_key_put_in_is_refused() -> None:
    raw = make_request(key(5), REQUEST)
    with pytest.raises(BundleRefused, match="bundle"):
        read_request(raw.replace(key(5).public, key(6).public))


@pytest.mark.parametrize("centre", ["", "bcrc", "BCRC SEN", "A" * 41, "../X"])
def test_a_centre_that_is_no_code_is_refused(centre: str) -> None:
    with pytest.raises(BundleRefused, match=r"bundle\.malformed"):
        read_request(make_request(key(5), Request(centre, "X", bytes(16), 0)))


def test_the_reply_makes_the_desk_a_member(world: World) -> None:
    answer = read_reply(world.reply, world.laptop.key_id, None)
    assert answer.membership == world.membership
    assert (answer.device.organisation, answer.device.letter, answer.device.name) == ("BCRC-SEN", "A", "Front office")
    assert answer.membership.roster.number == 2
    assert answer.words == deployment_words(world.founded.deployment, world.founded.roots)


def test_the_reply_is_for_one_computer_only(world: World) -> None:
    with pytest.raises(BundleRefused, match=r"bundle\.not_addressed"):
        read_reply(world.reply, key(9).key_id, None)


def test_a_desk_belongs_to_one_deployment_for_ever(world: World) -> None:
    other = found_deployment(key(31), key(30), device_name="X", issued=0)
    accepted = accept_request(read_request(make_request(world.laptop, REQUEST)), other, [key(30)], key(31), made=0)
    assert read_reply(accepted.reply, world.laptop.key_id, None).words != deployment_words(other.deployment, world.founded.roots)
    with pytest.raises(BundleRefused, match=r"roster\.signature_wrong|bundle\.foreign_deployment"):
        read_reply(accepted.reply, world.laptop.key_id, world.membership)


def test_an_older_reply_is_refused(world: World) -> None:
    asked = read_request(make_request(key(5), REQUEST))
    newer = accept_request(asked, world.membership, [world.root], world.secretariat, made=0)
    assert (newer.membership.roster.number, newer.device.letter) == (3, "B")
    with pytest.raises(BundleRefused, match=r"roster\.older"):
        read_reply(world.reply, world.laptop.key_id, newer.membership)


def test_accepting_twice_gives_the_same_roster(world: World) -> None:
    asked = read_request(make_request(world.laptop, REQUEST))
    assert accept_request(asked, world.membership, [], world.secretariat, made=9).membership == world.membership


def test_a_device_does_not_change_its_centre(world: World) -> None:
    asked = read_request(make_request(world.laptop, REQUEST))
    with pytest.raises(BundleRefused, match=r"enrolment\.other_centre"):
        accept_request(asked, world.membership, [world.root], world.secretariat, made=0, centre="BCRC-EGY")


def test_without_the_root_key_nobody_is_enrolled(world: World) -> None:
    asked = read_request(make_request(key(5), REQUEST))
    with pytest.raises(BundleRefused, match=r"roster\.signature_wrong"):
        accept_request(asked, world.membership, [world.laptop], world.secretariat, made=0)


def test_a_reply_signed_by_a_centre_is_refused(world: World) -> None:
    asked = read_request(make_request(key(5), REQUEST))
    forged = accept_request(asked, world.membership, [world.root], world.laptop, made=0)
    with pytest.raises(BundleRefused, match=r"bundle\.signer_unknown"):
        read_reply(forged.reply, key(5).key_id, None)


def test_every_altered_byte_of_a_reply_is_refused(world: World) -> None:
    for place in range(len(world.reply)):
        bent = world.reply[:place] + bytes([world.reply[place] ^ 1]) + world.reply[place + 1 :]
        with pytest.raises(BundleRefused):
            read_reply(bent, world.laptop.key_id, None)


AGE = "age14fy0prg7z0r3slavlp3zxzjd928jv3fk5gsesm30hx0pwfvg55uqg5ekxq"
PRINTED = [recipient_of(new_identity()), recipient_of(new_identity())]


def renewed(world: World, **more: Any) -> Accepted:
    """What the secretariat makes of a second request of the laptop."""
    request = msgspec.structs.replace(REQUEST, **more)
    asked = read_request(make_request(world.laptop, request))
    return accept_request(asked, world.membership, [world.root], world.secretariat, made=0)


def test_a_renewed_request_brings_an_age_key_into_the_entry_of_the_same_computer(world: World) -> None:
    accepted = renewed(world, recipient=AGE, device_name="Back office")
    assert accepted.membership.roster.number == 3
    entry = accepted.membership.roster.device(world.laptop.key_id)
    assert entry is not None
    assert (entry.recipient, entry.name, entry.letter) == (AGE, "Back office", "A")
    assert len(accepted.membership.roster.body.devices) == len(world.membership.roster.body.devices)
    assert read_reply(accepted.reply, world.laptop.key_id, world.membership).device == entry


@pytest.mark.parametrize("nonsense", ["", "age1nonsense", "x" * 300])
def test_what_is_no_age_key_takes_no_good_one_away(world: World, nonsense: str) -> None:
    held = renewed(world, recipient=AGE).membership
    asked = read_request(make_request(world.laptop, msgspec.structs.replace(REQUEST, recipient=nonsense)))
    assert accept_request(asked, held, [world.root], world.secretariat, made=0).device.recipient == AGE


def keys_in(place: Membership) -> list[tuple[str, str, str]]:
    """The printed keys that a roster names."""
    return [(one.organisation, one.purpose, one.key) for one in place.roster.body.recipients]


def test_recovery_keys_are_added_and_dropped_by_name_and_of_the_own_centre_alone(world: World) -> None:
    first = renewed(world, recovery=[*PRINTED[:1], "nonsense"]).membership
    assert keys_in(first) == [("BCRC-SEN", "recovery", PRINTED[0])]
    for more, found in (
        ({}, PRINTED[:1]),
        ({"recovery": PRINTED[1:]}, PRINTED),
        ({"recovery": PRINTED[1:], "dropped": PRINTED[:1]}, PRINTED[1:]),
        ({"dropped": PRINTED}, []),
    ):
        asked = read_request(make_request(world.laptop, msgspec.structs.replace(REQUEST, **more)))
        place = accept_request(asked, first, [world.root], world.secretariat, made=0).membership
        assert keys_in(place) == [("BCRC-SEN", "recovery", one) for one in found]


def test_a_centre_has_a_few_printed_keys_at_most_and_keeps_the_newest(world: World) -> None:
    many = [recipient_of(new_identity()) for _ in range(10)]
    assert [one[2] for one in keys_in(renewed(world, recovery=many).membership)] == many[-8:]


def test_the_accepting_computer_enters_its_own_age_key_with_the_next_roster(world: World) -> None:
    asked = read_request(make_request(key(5), REQUEST))
    accepted = accept_request(asked, world.membership, [world.root], world.secretariat, made=0, recipient=AGE)
    own = accepted.membership.roster.device(world.secretariat.key_id)
    assert own is not None
    assert own.recipient == AGE


def test_a_request_of_0_1_0_is_read_as_it_was(world: World) -> None:
    old = msgspec.msgpack.encode(["BCRC-SEN", "Front office", bytes(16), 0, "0.1.0", [], "", b"", b""])
    raw = pack(Kind.REQUEST, key(5), Header("BCRC-SEN", "SECRETARIAT"), key(5).public + old)
    assert read_request(raw).request.recovery == []

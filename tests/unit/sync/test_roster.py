"""A roster counts by different root keys and by its number; nothing else makes one believed."""

from __future__ import annotations

import msgspec
import pytest

from baseldesk.errors import BundleRefused
from baseldesk.sync.membership import Membership, read_membership
from baseldesk.sync.roster import Body, Device, Revocation, Roots, Roster, judge_roster, sign_roster, verify_roster
from tests.unit.sync.conftest import DEPLOYMENT, World, key

THREE = Roots((key(11).public, key(12).public, key(13).public), 2)


def body(number: int = 5, **changed: object) -> Body:
    """The secretariat and one laptop."""
    devices = [Device(key(2).public, "SECRETARIAT", "A"), Device(key(3).public, "BCRC-SEN", "A")]
    made = Body(DEPLOYMENT, number, 1_750_000_000_000, 1, ["BCRC-SEN", "SECRETARIAT"], devices)
    return msgspec.structs.replace(made, **changed)


def refusal(raw: bytes, trusted: Roots | None = THREE) -> str:
    """The code with which a roster is refused."""
    with pytest.raises(BundleRefused) as refused:
        verify_roster(raw, trusted, deployment=DEPLOYMENT)
    return refused.value.code


def test_two_different_root_keys_of_three_are_enough() -> None:
    made = sign_roster(body(), [key(11), key(13)], THREE)
    read = verify_roster(made.raw, THREE, deployment=DEPLOYMENT)
    assert read == made
    assert read.organisation_of(key(3).key_id) == "BCRC-SEN"
    assert read.public_key_of(key(3).key_id) == key(3).public
    assert read.organisation_of(key(4).key_id) is None


def test_one_root_key_that_signs_twice_counts_once() -> None:
    assert refusal(sign_roster(body(), [key(11), key(11)], THREE).raw) == "roster.signature_wrong"


def test_one_root_key_listed_twice_counts_once() -> None:
    twice = Roots((key(11).public, key(11).public), 2)
    assert refusal(sign_roster(body(), [key(11), key(11)], twice).raw, twice) == "roster.signature_wrong"


def test_keys_that_a_roster_brings_itself_do_not_make_it_trusted() -> None:
    own = Roots((key(21).public,), 1)
    assert refusal(sign_roster(body(), [key(21)], own).raw) == "roster.signature_wrong"


def test_new_root_keys_come_by_a_roster_that_old_and_new_ones_signed() -> None:
    new = Roots((key(11).public, key(14).public), 2)
    assert verify_roster(sign_roster(body(), [key(11), key(12), key(14)], new).raw, THREE).roots == new
    assert refusal(sign_roster(body(), [key(11), key(12)], new).raw) == "roster.signature_wrong"
    assert refusal(sign_roster(body(), [key(11), key(14)], new).raw) == "roster.signature_wrong"


def test_every_altered_byte_and_every_truncation_is_refused() -> None:
    raw = sign_roster(body(), [key(11), key(12)], THREE).raw
    for place in range(len(raw)):
        assert refusal(raw[:place] + bytes([raw[place] ^ 0x40]) + raw[place + 1 :]).startswith("roster.")
        assert refusal(raw[:place]).startswith("roster.")
    assert refusal(raw + b"\0").startswith("roster.")


def test_a_roster_of_another_deployment_is_foreign() -> None:
    foreign = sign_roster(body(deployment=bytes(16)), [key(11), key(12)], THREE)
    assert refusal(foreign.raw) == "roster.foreign_deployment"


def test_a_lower_number_is_older_a_jump_newer_and_a_double_a_rival() -> None:
    held = sign_roster(body(5), [key(11), key(12)], THREE)
    verdicts = {number: judge_roster(held, sign_roster(body(number), [key(11), key(12)], THREE)) for number in (4, 6, 60)}
    assert verdicts == {4: "older", 6: "newer", 60: "newer"}
    assert judge_roster(held, sign_roster(body(5), [key(12), key(13)], THREE)) == "same"
    assert judge_roster(held, sign_roster(body(5, release=2), [key(11), key(12)], THREE)) == "rival"


def member(roster: Roster) -> Membership:
    return Membership(DEPLOYMENT, THREE, roster)


def test_an_older_roster_that_rides_along_does_not_bring_a_revoked_key_back() -> None:
    old = sign_roster(body(5), [key(11), key(12)], THREE)
    new = sign_roster(body(6, revocations=[Revocation(key(3).key_id, 6)]), [key(11), key(12)], THREE)
    assert member(old).find_key(key(3).key_id, b"") == key(3).public
    with pytest.raises(BundleRefused, match=r"bundle\.signer_revoked"):
        member(new).find_key(key(3).key_id, old.raw)
    with pytest.raises(BundleRefused, match=r"bundle\.signer_revoked"):
        member(old).find_key(key(3).key_id, new.raw)


def test_what_a_revoked_device_wrote_keeps_its_author() -> None:
    new = sign_roster(body(6, revocations=[Revocation(key(3).key_id, 6)]), [key(11), key(12)], THREE)
    assert new.organisation_of(key(3).key_id) == "BCRC-SEN"
    assert new.devices_of("BCRC-SEN") == []


def test_a_letter_is_never_given_twice() -> None:
    many = [Device(bytes([n]) * 32, "BCRC-SEN", letter) for n, letter in enumerate("ABCDEFGHJKLMNPQRSTUVWXYZ")]
    assert sign_roster(body(devices=many[:1]), [key(11)], THREE).free_letter("BCRC-SEN") == "B"
    assert sign_roster(body(devices=many[1:]), [key(11)], THREE).free_letter("BCRC-SEN") == "A"
    assert sign_roster(body(devices=many), [key(11)], THREE).free_letter("BCRC-SEN") == "AA"


class Shelf:
    """Stands for the desk's store of single values."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def meta(self, name: str) -> bytes | None:
        return self.held.get(name)

    def set_meta(self, name: str, value: bytes) -> None:
        self.held[name] = value


def test_a_membership_comes_back_as_it_was_kept(world: World) -> None:
    shelf = Shelf()
    assert read_membership(shelf) is None
    world.membership.keep(shelf)
    assert read_membership(shelf) == world.membership

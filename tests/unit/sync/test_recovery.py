"""Printed keys: on the page alone, in the roster once the secretariat has taken them up, and none lost by another's request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.errors import BundleRefused
from baseldesk.sync import joining
from baseldesk.sync.enrolment import read_request
from baseldesk.sync.joining import membership_of
from baseldesk.sync.recovery import (
    PrintedKey,
    Wanted,
    held_keys,
    make_key,
    read_page,
    register_key,
    wanted_keys,
)
from baseldesk.sync.sealing import ESCROW, RECOVERY, new_identity, recipient_of
from baseldesk.sync.station import found_centre
from tests.unit.sync.conftest import Pair, enrol


def printed(desk: Desk, purpose: str = RECOVERY, *, alone: bool = False) -> PrintedKey:
    """A printed key, made and registered."""
    made = make_key(desk, purpose)
    register_key(desk, made, alone=alone)
    return made


def recovery_of(desk: Desk) -> list[str]:
    """What the roster here names for BCRC-SEN."""
    return held_keys(membership_of(desk), "BCRC-SEN")


def test_the_secret_is_on_the_page_and_nowhere_in_the_desk(pair: Pair) -> None:
    made = printed(pair.centre)
    secret = made.identity.encode()
    assert made.identity in made.code()
    assert made.identity not in repr(made)
    files = [path for path in pair.centre.folder.rglob("*") if path.is_file()]
    assert files
    assert not [path.name for path in files if secret in path.read_bytes()]
    assert any(made.recipient.encode() in path.read_bytes() for path in files)


def test_a_page_is_read_back_however_it_was_copied(pair: Pair) -> None:
    made = make_key(pair.centre)
    words = made.words
    assert len(words.split()) == 6
    grouped = made.identity[:16] + " " + " ".join(made.identity[at : at + 6] for at in range(16, 74, 6))
    typed = "\n".join([grouped[:40].lower(), grouped[40:]])
    for text, found in ((made.code(), words), (made.code().replace("\n", "\r\n"), words), (typed, ""), (made.identity, "")):
        assert read_page(text).identity == made.identity
        assert read_page(text).words == found


@pytest.mark.parametrize(
    "text",
    ["", "nothing", "AGE-SECRET-KEY-1QQQQ", recipient_of(new_identity()), "AGE-SECRET-KEY-1" + "Q" * 58],
    ids=["empty", "words", "short", "public half", "no key"],
)
def test_what_is_no_page_is_refused(text: str) -> None:
    with pytest.raises(BundleRefused, match=r"recovery\.no_key"):
        read_page(text)


def test_a_centres_key_waits_for_the_secretariat_and_then_is_asked_for_no_more(pair: Pair) -> None:
    made = printed(pair.centre)
    assert wanted_keys(pair.centre).add == [made.recipient]
    assert recovery_of(pair.centre) == []
    enrol(pair.secretariat, pair.centre)
    assert recovery_of(pair.centre) == recovery_of(pair.secretariat) == [made.recipient]
    assert wanted_keys(pair.centre).add == []
    assert wanted_keys(pair.centre) == Wanted()


def test_a_second_page_stands_beside_the_first_and_one_for_a_lost_page_in_its_stead(pair: Pair) -> None:
    first, second = printed(pair.centre), printed(pair.centre)
    enrol(pair.secretariat, pair.centre)
    assert recovery_of(pair.secretariat) == [first.recipient, second.recipient]
    third = printed(pair.centre, alone=True)
    enrol(pair.secretariat, pair.centre)
    assert recovery_of(pair.secretariat) == recovery_of(pair.centre) == [third.recipient]
    assert wanted_keys(pair.centre) == Wanted()


@pytest.fixture
def second(pair: Pair, tmp_path: Path) -> Iterator[Desk]:
    """Another laptop of the centre, registered."""
    with found_centre(tmp_path / "second", "BCRC-SEN") as desk:
        enrol(pair.secretariat, desk)
        yield desk


def test_the_pages_of_two_laptops_do_not_drop_each_other(pair: Pair, second: Desk) -> None:
    one, two = printed(pair.centre), printed(second)
    enrol(pair.secretariat, pair.centre)
    enrol(pair.secretariat, second)
    assert set(recovery_of(second)) == {one.recipient, two.recipient}
    enrol(pair.secretariat, pair.centre)
    assert set(recovery_of(pair.centre)) == {one.recipient, two.recipient}


def test_a_key_made_before_enrolment_is_registered_with_it(pair: Pair, tmp_path: Path) -> None:
    with found_centre(tmp_path / "new", "BCRC-SEN") as desk:
        made = printed(desk)
        assert made.words == ""
        enrol(pair.secretariat, desk)
        assert made.recipient in recovery_of(desk)


def test_escrow_is_made_at_the_secretariat_alone_and_stands_in_the_next_roster(pair: Pair) -> None:
    with pytest.raises(BundleRefused, match=r"enrolment\.secretariat_only"):
        make_key(pair.centre, ESCROW)
    number = membership_of(pair.secretariat).roster.number
    made, own = printed(pair.secretariat, ESCROW), printed(pair.secretariat)
    place = membership_of(pair.secretariat)
    assert place.roster.number == number + 2
    assert held_keys(place, "SECRETARIAT", ESCROW) == [made.recipient]
    assert held_keys(place, "SECRETARIAT") == [own.recipient]


def test_a_request_says_nothing_of_recovery_where_there_is_nothing_to_say(pair: Pair) -> None:
    assert read_request(joining.ask_to_join(pair.centre)).request.recovery == []

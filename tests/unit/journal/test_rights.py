"""Rights: who may write what, and what does not stand."""

import pytest

from baseldesk.journal.change import Erase, Set
from baseldesk.journal.rights import may_write
from baseldesk.records.identity import owner_prefix
from tests.unit.journal.test_change import make

DEVICES = {b"sen-device------": "BCRC-SEN", b"arg-device------": "BCRC-ARG", b"sec-device------": "SECRETARIAT"}
SEN, ARG, SEC, STRANGER = b"sen-device------", b"arg-device------", b"sec-device------", b"unknown---------"


def stands(device, audience, kind, owner, register="city", erase=False):
    record = owner_prefix(owner) + b"x" * 12
    op = Erase(kind, record) if erase else Set(kind, record, {register: "x"}, {})
    return may_write(make(ops=[op], device=device, audience=audience), op, register, DEVICES.get)


@pytest.mark.parametrize(
    ("device", "audience", "kind", "owner", "expected"),
    [
        (SEN, "shared/BCRC-SEN", "activity", "BCRC-SEN", True),
        (SEN, "centre/BCRC-SEN", "contact", "BCRC-SEN", True),
        (SEN, "public", "centre", "BCRC-SEN", True),
        (SEN, "public", "activity", "BCRC-SEN", False),  # not the audience of its scope
        (SEN, "centre/BCRC-SEN", "activity", "BCRC-SEN", False),
        (SEN, "shared/BCRC-ARG", "activity", "BCRC-ARG", False),  # another centre's
        (SEN, "shared/BCRC-SEN", "activity", "BCRC-ARG", False),  # another's record in the own audience
        (SEN, "public", "centre", "BCRC-ARG", False),
        (STRANGER, "shared/BCRC-SEN", "activity", "BCRC-SEN", False),
        (SEC, "shared/BCRC-SEN", "activity", "BCRC-SEN", False),  # the secretariat never changes a centre's value
        (SEC, "public", "centre", "BCRC-SEN", True),
        (SEC, "public", "directory_partner", "SECRETARIAT", True),
        (SEN, "public", "directory_partner", "BCRC-SEN", False),  # written only by the secretariat
        (SEN, "shared/BCRC-SEN", "from_the_future", "BCRC-SEN", True),
        (ARG, "shared/BCRC-SEN", "from_the_future", "BCRC-SEN", False),
    ],
)
def test_who_may_write(device, audience, kind, owner, expected):
    assert stands(device, audience, kind, owner) is expected


def test_the_secretariat_writes_beside_the_centre():
    assert stands(SEC, "shared/BCRC-SEN", "activity", "BCRC-SEN", "title/en~SECRETARIAT")
    assert not stands(SEN, "shared/BCRC-SEN", "activity", "BCRC-SEN", "title/en~SECRETARIAT")
    assert not stands(ARG, "shared/BCRC-SEN", "activity", "BCRC-SEN", "title/en~SECRETARIAT")


def test_only_the_owner_erases():
    assert stands(SEN, "shared/BCRC-SEN", "officer", "BCRC-SEN", "@erase", erase=True)
    assert not stands(SEC, "shared/BCRC-SEN", "officer", "BCRC-SEN", "@erase", erase=True)

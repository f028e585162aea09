"""The bytes of the code on each page: as PAGE_CODE.md has them, for ever."""

import pytest

from baseldesk.reports import page_code
from baseldesk.reports.page_code import CODE_BYTES, Subject, hash_data, hash_pages, hash_state, pack, unpack
from baseldesk.sync.keys import DeviceKey, verify

KEY = DeviceKey.from_seed(bytes([3]) * 32)
SUBJECT = Subject(bytes(range(16)), 0x0102030405060708, hash_state([]))
CODE = pack(SUBJECT, hash_data(b"{}"), hash_pages([b"q"]), 1, 2, KEY)


def test_the_vector_of_the_document():
    assert CODE.hex() == (
        "42445031ce3a037959e14a255b9a1c453d0d3cc9000102030405060708090a0b0c0d0e0f0102030405060708c98d690c5012b4cb"
        "44136fa355b3678a1146ad16f7e8649e7f345ab619fe0c50b6ed7c229b4d2ac3000100027787c3c9f4a964ccd16776184edc3c88"
        "546f5553ea5a378e394eef49cfef36deff74582f1a2d2e09fd9587e91379156dfd1331a1c9cee84b12be952a7b666100"
    )
    assert verify(KEY.public, CODE[88:], page_code.TAG, CODE[:88])


def test_what_was_packed_is_read():
    found = unpack(CODE)
    assert (found.key_id, found.subject, found.page, found.pages) == (KEY.key_id, SUBJECT, 1, 2)
    assert (found.data, found.drawn) == (hash_data(b"{}"), hash_pages([b"q"]))
    assert verify(KEY.public, found.signature, b"", found.message)


@pytest.mark.parametrize("other", [b"", b"BDP1", CODE[:-1], CODE + b"\0", b"BDP2" + CODE[4:], b"BDC1" + CODE[4:]])
def test_what_is_no_such_code_is_none(other):
    assert unpack(other) is None


def test_every_byte_is_signed():
    for place in range(CODE_BYTES):
        bent = bytearray(CODE)
        bent[place] ^= 1
        found = unpack(bytes(bent))
        assert found is None or not verify(KEY.public, found.signature, b"", found.message), place


def test_states_differ_with_each_part_and_not_with_the_order():
    one, other = ("a", b"1", "title/fr", b"x"), ("a", b"1", "title/fr", b"y")
    assert hash_state([one, other]) == hash_state([other, one])
    assert len({hash_state([]), hash_state([one]), hash_state([one, other]), hash_state([("a1", b"", "title/fr", b"x")])}) == 4


def test_pages_cannot_change_places_or_run_together():
    assert len({hash_pages([b"a", b"b"]), hash_pages([b"b", b"a"]), hash_pages([b"ab"]), hash_pages([b"ab", b""])}) == 4

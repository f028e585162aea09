"""The code of a certificate: what it holds byte by byte, what is found good, and what is not."""

from __future__ import annotations

import msgspec
import pytest

from baseldesk.reports.certificate_code import KEY_ID_BYTES, MAGIC, SIGNATURE_BYTES, TAG, Certified, pack, unpack, verify
from baseldesk.sync import keys
from baseldesk.sync.keys import DeviceKey

KEY = DeviceKey.from_seed(b"\3" * 32)
TOLD = Certified("SEN-26-A1-7K3Q9F", "Awa Ndiaye", "Atelier", "2026-02-03", "2026-02-05", "BCRC-SEN", "Dakar, SN")

LONGER = MAGIC + bytes(16) + msgspec.msgpack.encode(["1", "x" * 2000, "y"]) + bytes(64)  # well formed, but no printer's


def is_signed(key_id: bytes, signature: bytes, message: bytes) -> bool:
    """As whoever knows the register of computers would check it."""
    return key_id == KEY.key_id and keys.verify(KEY.public, signature, b"", message)


def test_the_bytes_are_as_they_are_written_down():
    code = pack(TOLD, KEY)
    body = code[len(MAGIC) + KEY_ID_BYTES : -SIGNATURE_BYTES]
    assert code[:20] == b"BDC1" + KEY.key_id
    assert body.hex() == (
        "97b053454e2d32362d41312d374b33513946aa417761204e6469617965a74174656c696572aa323032362d30322d3033"
        "aa323032362d30322d3035a8424352432d53454ea944616b61722c20534e"
    )
    assert keys.verify(KEY.public, code[-SIGNATURE_BYTES:], TAG, code[:-SIGNATURE_BYTES])


def test_what_was_signed_is_found_good_and_nothing_else():
    code = pack(TOLD, KEY)
    assert verify(code, is_signed) == TOLD
    for place in range(0, len(code), 7):
        altered = code[:place] + bytes([code[place] ^ 1]) + code[place + 1 :]
        assert verify(altered, is_signed) is None, place
    assert verify(pack(TOLD, DeviceKey.from_seed(b"\4" * 32)), is_signed) is None


@pytest.mark.parametrize("code", [b"", b"BDC1", b"BDP1" + bytes(200), b"BDC1" + bytes(90), LONGER])
def test_what_is_no_such_code_says_nothing(code):
    assert unpack(code) is None


def test_elements_of_later_versions_are_passed_over():
    code = pack(TOLD, KEY)
    body = bytes([code[20] + 1]) + code[21:-64] + b"\xa1x"
    again = unpack(code[:20] + body + code[-64:])
    assert again
    assert again.certified == TOLD


def test_long_texts_are_cut_between_characters_and_one_symbol_holds_them():
    code = pack(Certified("n" * 99, "名" * 200, "ع" * 300, "2026-02-03", "2026-02-05", "BCRC-SEN", "p" * 99), KEY)
    found = verify(code, is_signed)
    assert found
    assert found.name.endswith("名…")
    assert found.event.endswith("ع…")
    assert len(code) < 600

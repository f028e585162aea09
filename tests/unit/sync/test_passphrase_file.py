"""A passphrase seals as age does, is opened by age, and leaves the other threads alone while it works."""

from __future__ import annotations

import base64
import threading
import time

import pyrage
import pytest

from baseldesk.sync import passphrase_file
from baseldesk.sync.passphrase_file import seal, unseal
from tests.quick_scrypt import use_quick_scrypt

WORDS = "wide river, quiet stone"
OF_PYRAGE = base64.b85decode(
    "VP|D6Wo~0~d2n=TZ*DGca%V4gF$yg{Aai4Kd2n<fPg7(oP*P??ZDvbSMtEy$Ml@tsSy3P{Hwt4gRB={AHg;HWdRk&QQhHNUdUjYa"
    "aC1&kY-2-DO)D~TX)$bPXh~H@cM2^nEg)AyIc82!Oht8VWJPQ=a#|~OGedY-cyD<_RdHi-P-s$XP<A<Ha8!C~MGCaDK)G)sAJ-KN"
    "9sU%8pMJ6E`$+-S1*w#{%j<QQjS3gwxVlUxq3}3Dysk!`"
)


def test_what_age_has_sealed_is_opened_and_the_other_way_round() -> None:
    assert unseal(OF_PYRAGE, WORDS) == b"made by pyrage"
    assert pyrage.passphrase.decrypt(seal(b"made here", WORDS), WORDS) == b"made here"


def test_another_passphrase_opens_nothing_and_no_byte_can_be_another(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_scrypt(monkeypatch)
    sealed = seal(b"made here", WORDS)
    assert unseal(sealed, WORDS) == b"made here"
    assert unseal(sealed, WORDS + " ") is None
    assert len({seal(b"made here", WORDS) for _ in range(3)}) == 3
    for at in range(len(sealed)):
        altered = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        try:
            assert unseal(altered, WORDS) is None
        except ValueError:
            continue
    for cut in (sealed[:-1], sealed[:20], b"", sealed + b"?"):
        with pytest.raises(ValueError, match=r"altered|passphrase"):
            unseal(cut, WORDS)


def test_the_spare_bits_of_a_last_letter_are_not_free(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_scrypt(monkeypatch)
    sealed = seal(b"made here", WORDS)
    last = sealed.index(b"\n", sealed.index(b"\n---") + 1) - 1  # of the proof over the head
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    spare = letters[letters.index(sealed[last]) + 1]
    with pytest.raises(ValueError, match="altered"):
        unseal(sealed[:last] + bytes([spare]) + sealed[last + 1 :], WORDS)


def test_other_threads_go_on_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window is one of them: with pyrage it stood still for as long."""
    monkeypatch.setattr(passphrase_file, "WORK", 16)
    work, turns = threading.Thread(target=seal, args=(b"made here", WORDS)), 0
    work.start()
    while work.is_alive():
        time.sleep(0.002)
        turns += 1
    assert turns > 10

"""Keys sign for one use only, lie where only the owner reads them, and have words of their own."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from baseldesk.errors import DeskDamaged, DeskError
from baseldesk.sync import keys
from baseldesk.sync.key_store import keys_of
from baseldesk.sync.keys import DeviceKey, key_id, verify
from baseldesk.sync.words import fingerprint_words, word
from tests.unit.sync.conftest import key


def test_a_signature_counts_for_its_tag_and_data_only() -> None:
    signed = key(1).sign(b"one/1\0", b"data")
    assert verify(key(1).public, signed, b"one/1\0", b"data")
    assert not verify(key(1).public, signed, b"two/1\0", b"data")
    assert not verify(key(1).public, signed, b"one/1\0", b"date")
    assert not verify(key(2).public, signed, b"one/1\0", b"data")
    assert not verify(b"short", signed, b"one/1\0", b"data")


def test_what_is_remembered_as_signed_opens_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_SIGNED", set())
    monkeypatch.setattr(keys, "_MOST_REMEMBERED", 2)
    one, other = key(1), key(2)
    for number in range(5):
        data = bytes([number])
        signature = one.sign(b"one/1\0", data)
        assert verify(one.public, signature, b"one/1\0", data)
        assert verify(one.public, signature, b"one/1\0", data)
        assert not verify(other.public, signature, b"one/1\0", data)
        assert not verify(one.public, signature, b"one/1\0", data + b"!")
        assert not verify(one.public, signature[:-1] + bytes([signature[-1] ^ 1]), b"one/1\0", data)
        assert not verify(one.public + signature[:1], signature[1:], b"one/1\0", data)
        assert len(keys._SIGNED) <= 2


def test_the_key_id_is_what_the_format_says() -> None:
    assert key(1).key_id == hashlib.sha256(b"baseldesk/key/1\0" + key(1).public).digest()[:16] == key_id(key(1).public)


def test_a_kept_key_comes_back_and_only_the_owner_may_read_it(tmp_path: Path) -> None:
    files, new = keys_of(tmp_path), DeviceKey.generate()
    assert files.load("device") is None
    files.keep("device", new)
    held = files.load("device")
    assert held is not None
    assert held.public == new.public
    assert files.where("device") == str(tmp_path / "keys" / "device.key")
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "keys" / "device.key").stat().st_mode) == 0o600


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    files = keys_of(tmp_path)
    files.keep("device", key(1))
    with pytest.raises(DeskError, match=r"key\.exists"):
        files.keep("device", key(2))
    held = files.load("device")
    assert held is not None
    assert held.public == key(1).public


def test_a_file_that_is_no_key_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "device.key").write_bytes(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    with pytest.raises(DeskDamaged, match=r"key\.unreadable"):
        keys_of(tmp_path).load("device")


def test_openssl_agrees(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("cannot run here: no openssl command")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = Ed25519PublicKey.from_public_bytes(key(1).public).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    names = {"key.pem": public, "data": b"tag/1\0hello", "signature": key(1).sign(b"tag/1\0", b"hello")}
    for name, content in names.items():
        (tmp_path / name).write_bytes(content)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key.pem", "-rawin", "-in", "data", "-sigfile", "signature"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "data").write_bytes(b"tag/1\0hallo")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode != 0


def test_every_number_has_a_word_of_its_own() -> None:
    words = {word(number) for number in range(2048)}
    assert len(words) == 2048
    assert all(len(one) == 6 and one.isascii() for one in words)


def test_words_show_the_first_66_bits() -> None:
    hashed = bytes(range(100, 116))
    assert len(fingerprint_words(hashed).split()) == 6
    assert fingerprint_words(hashed) == fingerprint_words(hashed[:9])
    for bit in range(66):
        flipped = (int.from_bytes(hashed[:9], "big") ^ 1 << 71 - bit).to_bytes(9, "big")
        assert fingerprint_words(flipped) != fingerprint_words(hashed)

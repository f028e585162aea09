"""A passphrase that costs no time: where a test is about what happens round it. One test pays for the real ones."""

from __future__ import annotations

import hashlib

import pyrage
import pytest


def quick_encrypt(plain: bytes, passphrase: str) -> bytes:
    """As `pyrage.passphrase.encrypt`, without its second of work."""
    return hashlib.sha256(passphrase.encode()).digest() + hashlib.sha256(plain).digest() + bytes(one ^ 0x5A for one in plain)


def quick_decrypt(sealed: bytes, passphrase: str) -> bytes:
    """As `pyrage.passphrase.decrypt`, with its two ways to fail."""
    plain = bytes(one ^ 0x5A for one in sealed[64:])
    if sealed[:32] != hashlib.sha256(passphrase.encode()).digest():
        raise pyrage.DecryptError("Decryption failed")
    if sealed[32:64] != hashlib.sha256(plain).digest():
        raise pyrage.DecryptError("decryption error")
    return plain


def use_quick_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts them in the place of the real ones."""
    monkeypatch.setattr(pyrage.passphrase, "encrypt", quick_encrypt)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", quick_decrypt)

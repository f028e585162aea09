"""What others can check without us: the signature with OpenSSL's command line, from the bytes that README.md describes."""

from __future__ import annotations

import hashlib
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from baseldesk.sync.joining import membership_of
from tests.faults.pair import Pair, write_activity

OPENSSL = shutil.which("openssl")
TAG = b"baseldesk/container/1\0"
PUBLIC_HEAD = bytes.fromhex("302a300506032b6570032100")  # SubjectPublicKeyInfo of Ed25519, RFC 8410
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="cannot run here: openssl is not installed")


def verified_by_openssl(raw: bytes, public: bytes, place: Path) -> bool:
    """By the standard alone: the signature is the last 64 bytes, over tag ‖ SHA-256 of all before it."""
    (place / "key.der").write_bytes(PUBLIC_HEAD + public)
    (place / "signature").write_bytes(raw[-64:])
    (place / "message").write_bytes(TAG + hashlib.sha256(raw[:-64]).digest())
    command = [str(OPENSSL), "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key.der", "-rawin"]
    done = subprocess.run(
        [*command, "-in", "message", "-sigfile", "signature"], cwd=place, capture_output=True, text=True, check=False
    )
    return done.returncode == 0 and "Verified Successfully" in done.stdout


def public_of(raw: bytes, pair: Pair) -> bytes:
    """The signer's key, from the roster, by the key id that stands at offset 28."""
    (signer,) = struct.unpack_from("16s", raw, 28)
    found = membership_of(pair.secretariat).roster.public_key_of(signer)
    assert found is not None
    return found


def test_openssl_verifies_a_bundle_and_refuses_an_altered_one(pair, tmp_path):
    write_activity(pair.centre, "Atelier", words=200)
    raw = pair.send(pair.centre, "secretariat").read_bytes()
    assert verified_by_openssl(raw, public_of(raw, pair), tmp_path)
    for at in (0, 12, 60, len(raw) // 2, len(raw) - 65, len(raw) - 1):
        altered = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        assert not verified_by_openssl(altered, public_of(raw, pair), tmp_path)


def test_openssl_refuses_another_computers_key(pair, tmp_path):
    raw = pair.send(pair.centre, "secretariat").read_bytes()
    other = membership_of(pair.secretariat).roster.public_key_of(pair.secretariat.device)
    assert other is not None
    assert not verified_by_openssl(raw, other, tmp_path)

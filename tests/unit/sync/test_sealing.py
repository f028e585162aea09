"""Sealing: only the listed can read, and nothing is given out before the whole is found good."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from baseldesk.errors import BundleRefused, Cancelled
from baseldesk.sync import sealing
from baseldesk.sync.membership import Membership
from baseldesk.sync.roster import Body, Device, Recipient, Revocation, Roots, sign_roster
from baseldesk.sync.sealing import cannot_open, is_recoverable, new_identity, recipient_of, recipients_for, seal, unseal
from tests.unit.sync.conftest import DEPLOYMENT, key

CONTENT = os.urandom(300_000)


def sealed(*identities: str, content: bytes = CONTENT) -> bytes:
    """The content, sealed to the public halves of these keys."""
    out = io.BytesIO()
    seal(io.BytesIO(content), out, [recipient_of(one) for one in identities])
    return out.getvalue()


def opened(cipher: bytes, folder: Path, *identities: str) -> bytes:
    """What these keys make of it."""
    with unseal(io.BytesIO(cipher), identities, folder, name="x.bdesk") as plain:
        return plain.read()


def test_each_of_those_listed_opens_it_alone(tmp_path: Path) -> None:
    first, second = new_identity(), new_identity()
    cipher = sealed(first, second)
    assert opened(cipher, tmp_path, first) == opened(cipher, tmp_path, new_identity(), second) == CONTENT
    assert CONTENT[:64] not in cipher


def test_an_empty_payload_is_sealed_too(tmp_path: Path) -> None:
    one = new_identity()
    assert opened(sealed(one, content=b""), tmp_path, one) == b""


@pytest.mark.parametrize("keys", [(), (new_identity(),)])
def test_nobody_else_opens_it(tmp_path: Path, keys: tuple[str, ...]) -> None:
    with pytest.raises(BundleRefused, match=r"seal\.not_for_this_computer") as refused:
        opened(sealed(new_identity()), tmp_path, *keys)
    assert refused.value.params["file"] == "x.bdesk"


@pytest.mark.parametrize(
    "change", ["cut in the last piece", "cut between pieces", "cut in the header", "empty", "longer", "altered"]
)
def test_damage_is_refused_and_leaves_nothing_behind(tmp_path: Path, change: str) -> None:
    one = new_identity()
    whole = sealed(one)
    start = whole.index(b"\n--- ") + 49
    altered = bytearray(whole)
    altered[start + 70_000] ^= 1
    damaged = {
        "cut in the last piece": whole[:-1],
        "cut between pieces": whole[: start + 16 + 65_536 + 16],
        "cut in the header": whole[:80],
        "empty": b"",
        "longer": whole + b"x",
        "altered": bytes(altered),
    }[change]
    with pytest.raises(BundleRefused, match=r"seal\.damaged"):
        opened(damaged, tmp_path, one)
    assert list(tmp_path.iterdir()) == []


def test_what_comes_out_has_no_name_even_while_it_is_there(tmp_path: Path) -> None:
    one = new_identity()
    with unseal(io.BytesIO(sealed(one)), [one], tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_a_header_without_end_is_refused_before_age_collects_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pyrage.decrypt_io", lambda *_: pytest.fail("age was asked"))
    endless = b"age-encryption.org/v1\n" + b"-> X25519 " + b"A" * (2 * sealing.MOST_HEADER)
    with pytest.raises(BundleRefused, match=r"seal\.damaged"):
        opened(endless, tmp_path, new_identity())


class Full(io.BytesIO):
    """A file on a disk that is full after so many pieces."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, block: bytes) -> int:  # type: ignore[override]
        self.room -= len(block)
        if self.room < 0:
            raise OSError(errno.ENOSPC, "no room")
        return super().write(block)


def test_a_full_disk_is_told_as_such_and_not_as_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = new_identity()
    cipher = sealed(one)
    with pytest.raises(OSError, match="no room"):
        seal(io.BytesIO(CONTENT), Full(100_000), [recipient_of(one)])
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: Full(100_000))
    with pytest.raises(OSError, match="no room"):
        opened(cipher, tmp_path, one)


def test_a_person_can_stop_both_ways(tmp_path: Path) -> None:
    one, content = new_identity(), bytes(3 << 20)
    cipher = sealed(one, content=content)
    with pytest.raises(Cancelled):
        seal(io.BytesIO(content), io.BytesIO(), [recipient_of(one)], cancelled=lambda: True)
    with pytest.raises(Cancelled):
        unseal(io.BytesIO(cipher), [one], tmp_path, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_sealed_to_nobody_or_to_what_is_no_key() -> None:
    for recipients in ([], ["age1nonsense"]):
        with pytest.raises(ValueError, match=r"nobody|Bech32"):
            seal(io.BytesIO(b"x"), io.BytesIO(), recipients)


@pytest.mark.skipif(not shutil.which("age"), reason="no age command")
def test_the_standard_age_tool_opens_it_and_we_open_what_it_seals(tmp_path: Path) -> None:
    made = subprocess.run(["age-keygen"], capture_output=True, check=True, text=True).stdout
    identity = next(line for line in made.splitlines() if line.startswith("AGE-SECRET-KEY-"))
    (tmp_path / "page.txt").write_text(made)
    cipher = sealed(new_identity(), identity)
    plain = subprocess.run(["age", "-d", "-i", str(tmp_path / "page.txt")], input=cipher, capture_output=True, check=True).stdout
    assert plain == CONTENT
    theirs = subprocess.run(["age", "-r", recipient_of(identity)], input=CONTENT, capture_output=True, check=True).stdout
    assert opened(theirs, tmp_path, identity) == CONTENT


# Who may read -----------------------------------------------------------------------------------------------------------

SEN, GENEVA, IND = "BCRC-SEN", "SECRETARIAT", "BCRC-IND"
KEYS = {
    name: recipient_of(new_identity())
    for name in ("front", "back", "geneva", "delhi", "sen recovery", "ind recovery", "escrow", "stolen", "geneva recovery")
}


def device(number: int, organisation: str, recipient: str = "") -> Device:
    """A registered computer."""
    return Device(key(number).public, organisation, "A", "", [], recipient)


@pytest.fixture(scope="module")
def place() -> Membership:
    """Two centres and the secretariat, each with keys; one computer of BCRC-SEN was stolen."""
    devices = [device(2, GENEVA, KEYS["geneva"]), device(3, SEN, KEYS["front"]), device(4, SEN, KEYS["back"])]
    devices += [device(5, SEN, KEYS["stolen"]), device(6, IND, KEYS["delhi"])]
    recipients = [Recipient(GENEVA, "escrow", KEYS["escrow"]), Recipient(SEN, "recovery", KEYS["sen recovery"])]
    recipients += [Recipient(IND, "recovery", KEYS["ind recovery"]), Recipient(GENEVA, "recovery", KEYS["geneva recovery"])]
    revoked = [Revocation(key(5).key_id, 2)]
    body = Body(DEPLOYMENT, 2, 0, 1, [GENEVA, SEN, IND], devices, recipients, revoked)
    return of(body)


def of(body: Body) -> Membership:
    """The place of a desk that trusts this roster."""
    roots = Roots((key(1).public,), 1)
    return Membership(DEPLOYMENT, roots, sign_roster(body, [key(1)], roots))


def names(place: Membership, sender: str, to: str, **more: list[str]) -> set[str]:
    """Whose keys a bundle would be sealed to."""
    chosen = recipients_for(place, sender, to, **more)  # type: ignore[arg-type]
    assert len(chosen) == len(set(chosen))
    return {name for name, one in KEYS.items() if one in chosen}


def test_a_bundle_to_the_secretariat_is_for_it_its_escrow_and_the_sender(place: Membership) -> None:
    assert names(place, SEN, GENEVA) == {"geneva", "geneva recovery", "escrow", "front", "back", "sen recovery"}


def test_the_answer_is_for_the_centre_its_recovery_the_escrow_and_the_secretariat(place: Membership) -> None:
    assert names(place, GENEVA, SEN) == {"front", "back", "sen recovery", "geneva", "geneva recovery", "escrow"}


def test_a_bundle_to_the_own_centre_is_for_it_alone_and_never_for_the_escrow(place: Membership) -> None:
    assert names(place, SEN, SEN) == {"front", "back", "sen recovery"}
    assert names(place, GENEVA, GENEVA) == {"geneva", "geneva recovery"}


def test_an_escrow_key_is_no_reader_of_a_centre_under_another_name(place: Membership) -> None:
    body = place.roster.body
    disguised = [*body.recipients, Recipient(SEN, "recovery", KEYS["escrow"])]
    device_too = [*body.devices, device(7, SEN, KEYS["escrow"])]
    assert "escrow" not in names(of(msgspec.structs.replace(body, recipients=disguised, devices=device_too)), SEN, SEN)


def test_the_own_computer_reads_what_it_sends_before_the_roster_names_its_key(place: Membership) -> None:
    late = recipient_of(new_identity())
    assert late in recipients_for(place, SEN, GENEVA, also=[late])


def test_without_any_key_of_the_addressee_nothing_is_sealed_and_it_is_said(place: Membership) -> None:
    old = msgspec.structs.replace(place.roster.body, devices=[device(2, GENEVA), device(3, SEN)], recipients=[])
    with pytest.raises(BundleRefused, match=r"seal\.no_recipient") as refused:
        recipients_for(of(old), SEN, GENEVA)
    assert refused.value.params == {"to": GENEVA}


def test_what_is_no_key_counts_as_none_and_the_computer_is_named(place: Membership) -> None:
    devices = [device(3, SEN, KEYS["front"]), device(4, SEN, "age1nonsense"), device(8, SEN), *place.roster.body.devices[:1]]
    mixed = of(msgspec.structs.replace(place.roster.body, devices=devices))
    assert [one.key_id for one in cannot_open(mixed, SEN)] == [key(4).key_id, key(8).key_id]
    assert names(mixed, GENEVA, SEN) == {"front", "sen recovery", "geneva", "geneva recovery", "escrow"}


def test_a_centre_is_recoverable_once_its_printed_key_is_in_the_roster(place: Membership) -> None:
    assert is_recoverable(place, SEN)
    none = msgspec.structs.replace(place.roster.body, recipients=[Recipient(SEN, "escrow", KEYS["escrow"])])
    assert not is_recoverable(of(none), SEN)


MEASURE = """
import resource, sys
from pathlib import Path
from baseldesk.sync.sealing import new_identity, recipient_of, seal, unseal
folder, mebibytes = Path(sys.argv[1]), int(sys.argv[2])
one = new_identity()
with (folder / "plain").open("rb") as plain, (folder / "sealed").open("wb") as out:
    seal(plain, out, [recipient_of(one)])
with (folder / "sealed").open("rb") as cipher, unseal(cipher, [one], folder) as back:
    assert back.seek(0, 2) == mebibytes << 20
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def most_memory(folder: Path, mebibytes: int) -> int:
    """The most memory, in MiB, of a process that seals and opens so much."""
    with (folder / "plain").open("wb") as file:
        file.truncate(mebibytes << 20)
    command = [sys.executable, "-c", MEASURE, str(folder), str(mebibytes)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="cannot run here: memory is measured on Linux")
def test_memory_does_not_follow_the_size(tmp_path: Path) -> None:
    small, large = most_memory(tmp_path, 1), most_memory(tmp_path, 200)
    assert large < small + 16

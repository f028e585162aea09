"""A computer changes its key, or begins anew because the old one is lost; nothing that it wrote is lost with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.errors import BundleRefused, DeskError, UsageError
from baseldesk.journal.change import Birth, decode_change, ops_of
from baseldesk.sync import issuing, joining, rotation
from baseldesk.sync.bundle import export_bundle, import_bundle
from baseldesk.sync.enrolment import make_request, read_request
from baseldesk.sync.key_store import AGE_KEY, DEVICE_KEY, NEXT_KEY, keys_of
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.opening import open_desk
from baseldesk.sync.own_keys import own_identities, own_key
from baseldesk.sync.station import found_centre
from baseldesk.sync.status import sync_status
from tests.unit.sync.conftest import Pair, enrol, write_activity
from tests.unit.sync.test_revocation import equal, title, waiting, whole


def births(desk: Desk) -> list[Birth]:
    """How this desk's chains began, in order."""
    with desk.read() as reader:
        rows = reader.rows(
            "SELECT c.bytes FROM change c JOIN chain h ON h.n = c.chain WHERE c.seq = 1 AND h.device = :d", d=desk.device
        )
    return [one for row in rows if isinstance(one := ops_of(decode_change(bytes(row[0])))[0], Birth)]


def reopened(desk: Desk) -> Desk:
    """The same desk, closed and opened again."""
    desk.close()
    return open_desk(desk.folder)


# --- rotation
def test_until_the_reply_comes_the_old_key_signs_and_then_the_new_one(pair: Pair) -> None:
    old, replica = pair.centre.device, pair.centre.replica
    request = rotation.begin_rotation(pair.centre)
    meanwhile = write_activity(pair.centre, "meanwhile")
    assert not pair.hand_over().refused
    assert title(pair.secretariat, meanwhile) == {"fr": "meanwhile"}
    accepted = joining.accept(pair.secretariat, read_request(request))
    assert (accepted.device.letter, accepted.device.replaces) == ("A", old)
    assert not pair.hand_over().refused, "the old key counts until the reply is here"
    joining.join(pair.centre, joining.read_answer(pair.centre, accepted.reply))
    assert pair.centre.device == accepted.device.key_id != old
    assert pair.centre.replica != replica
    later = write_activity(pair.centre, "later")
    pair.centre.save([Edit("activity", meanwhile, {"city": "Dakar"})])
    assert not pair.hand_over().refused
    assert title(pair.secretariat, later) == {"fr": "later"}
    assert {(one.reason, one.old_replica) for one in births(pair.centre)} == {("rotated", replica)}
    assert (waiting(pair.secretariat), waiting(pair.centre)) == (0, 0)
    assert equal(pair.centre, pair.secretariat)
    assert whole(pair.centre, pair.secretariat)


def test_the_old_key_is_destroyed_when_the_desk_is_next_opened_and_its_mail_can_still_be_read(pair: Pair) -> None:
    request = rotation.begin_rotation(pair.centre)
    assert rotation.begin_rotation(pair.centre) != b""
    accepted = joining.accept(pair.secretariat, read_request(request))
    sealed = len(own_identities(pair.centre))
    joining.join(pair.centre, joining.read_answer(pair.centre, accepted.reply))
    assert keys_of(pair.centre.folder).names() == [DEVICE_KEY, AGE_KEY, f"{AGE_KEY}-2", NEXT_KEY]
    with reopened(pair.centre) as desk:
        assert own_key(desk).key_id == desk.device
        assert keys_of(desk.folder).names() == [DEVICE_KEY, AGE_KEY, f"{AGE_KEY}-2"]
        held = keys_of(desk.folder).load(DEVICE_KEY)
        assert held is not None
        assert held.key_id == desk.device
        assert len(own_identities(desk)) == sealed


def test_any_roster_that_names_the_next_key_will_do(pair: Pair) -> None:
    accepted = joining.accept(pair.secretariat, read_request(rotation.begin_rotation(pair.centre)))
    pair.answer()
    assert pair.centre.device == accepted.device.key_id
    assert not pair.hand_over().refused


def test_a_rehearsal_changes_no_key(pair: Pair) -> None:
    old = pair.centre.device
    joining.accept(pair.secretariat, read_request(rotation.begin_rotation(pair.centre)))
    import_bundle(pair.centre, [pair.send(pair.secretariat, "BCRC-SEN")], rehearse=True)
    assert pair.centre.device == old
    assert own_key(pair.centre).key_id == old
    record = write_activity(pair.centre, "signed as before")
    assert not pair.hand_over().refused
    assert title(pair.secretariat, record) is not None


def test_a_rotation_that_the_old_key_did_not_sign_is_refused(pair: Pair) -> None:
    honest = read_request(rotation.begin_rotation(pair.centre)).request
    thief = DeviceKey.generate()
    for forged in (
        honest,  # the signature is for another new key
        msgspec.structs.replace(honest, old_signature=thief.sign(b"baseldesk/rotation/1\0", thief.public)),
        msgspec.structs.replace(honest, old_key=thief.public),
        msgspec.structs.replace(honest, old_key=b"short"),
    ):
        with pytest.raises(BundleRefused, match=r"enrolment\.old_key_wrong"):
            joining.accept(pair.secretariat, read_request(make_request(thief, forged)))


def test_a_withdrawn_key_cannot_name_its_successor(pair: Pair) -> None:
    request = rotation.begin_rotation(pair.centre)
    issuing.withdraw(pair.secretariat, pair.centre.device, reason="stolen")
    with pytest.raises(BundleRefused, match=r"enrolment\.key_revoked"):
        joining.accept(pair.secretariat, read_request(request))


def test_when_the_replaced_key_is_withdrawn_nothing_waits(pair: Pair) -> None:
    """Also what the secretariat had not received when it withdrew the old key: the new one has adopted it."""
    old = pair.centre.device
    accepted = joining.accept(pair.secretariat, read_request(rotation.begin_rotation(pair.centre)))
    late = write_activity(pair.centre, "not yet received")
    joining.join(pair.centre, joining.read_answer(pair.centre, accepted.reply))
    issuing.withdraw(pair.secretariat, old, reason="replaced")
    pair.answer()
    assert title(pair.centre, late) == {"fr": "not yet received"}
    assert not pair.hand_over().refused
    assert title(pair.secretariat, late) == {"fr": "not yet received"}
    assert (waiting(pair.secretariat), waiting(pair.centre)) == (0, 0)
    assert whole(pair.centre, pair.secretariat)


def test_the_next_roster_withdraws_what_was_replaced_once_the_new_key_is_in_use(pair: Pair, tmp_path: Path) -> None:
    old = pair.centre.device
    accepted = joining.accept(pair.secretariat, read_request(rotation.begin_rotation(pair.centre)))
    joining.join(pair.centre, joining.read_answer(pair.centre, accepted.reply))
    record = write_activity(pair.centre, "under the new key")
    with found_centre(tmp_path / "e", "BCRC-EGY") as egypt, found_centre(tmp_path / "a", "BCRC-ARG") as argentina:
        enrol(pair.secretariat, egypt)
        assert not joining.membership_of(pair.secretariat).roster.is_revoked(old), "the new key has not been heard of yet"
        pair.hand_over()
        enrol(pair.secretariat, argentina)
    assert joining.membership_of(pair.secretariat).roster.is_revoked(old)
    pair.answer()
    assert title(pair.centre, record) == title(pair.secretariat, record) == {"fr": "under the new key"}
    assert (waiting(pair.secretariat), waiting(pair.centre)) == (0, 0)
    assert whole(pair.centre, pair.secretariat)


def test_a_computer_that_changes_its_key_is_not_two(pair: Pair) -> None:
    joining.accept(pair.secretariat, read_request(rotation.begin_rotation(pair.centre)))
    pair.centre.save([Edit("contact", pair.centre.new_id(), {"person": "Awa"})])
    pair.answer()
    assert [one.peer for one in sync_status(pair.centre).peers] == ["SECRETARIAT"]
    assert export_bundle(pair.centre, "centre", pair.stick).centre_left_out


def test_the_secretariat_rotates_its_own_key(pair: Pair) -> None:
    old = pair.secretariat.device
    accepted = joining.accept(pair.secretariat, read_request(rotation.begin_rotation(pair.secretariat)))
    assert pair.secretariat.device == accepted.device.key_id != old
    assert not pair.answer().refused
    assert not pair.hand_over().refused


# --- lost
def lose(desk: Desk) -> Desk:
    """The key's file is gone; the desk is opened without it."""
    desk.close()
    (desk.folder / "keys" / "device.key").unlink()
    return open_desk(desk.folder)


def test_without_its_key_a_desk_is_read_and_saved_and_says_what_to_do(pair: Pair) -> None:
    record = write_activity(pair.centre, "before")
    with lose(pair.centre) as desk:
        assert title(desk, record) == {"fr": "before"}
        write_activity(desk, "unsigned")
        with pytest.raises(DeskError, match=r"key\.missing"):
            pair.send(desk, "secretariat")


def test_a_key_that_is_not_lost_is_not_replaced(pair: Pair) -> None:
    with pytest.raises(UsageError, match=r"key\.not_lost"):
        rotation.replace_lost_key(pair.centre)


def test_a_lost_key_is_replaced_and_what_it_signed_or_could_not_sign_arrives(pair: Pair) -> None:
    signed = write_activity(pair.centre, "signed")
    pair.hand_over()
    old = pair.centre.device
    with lose(pair.centre) as desk:
        unsigned = write_activity(desk, "unsigned")
        rotation.replace_lost_key(desk)
        assert desk.device != old
        after = write_activity(desk, "after")
        assert title(desk, unsigned) == {"fr": "unsigned"}
        asked = read_request(joining.ask_to_join(desk))
        assert asked.lost == [old]
        enrol(pair.secretariat, desk)
        issuing.withdraw(pair.secretariat, old, reason="lost")
        taken = import_bundle(pair.secretariat, [pair.send(desk, "secretariat")])
        assert not taken.refused
        for record, text in ((signed, "signed"), (unsigned, "unsigned"), (after, "after")):
            assert title(desk, record) == title(pair.secretariat, record) == {"fr": text}
        assert (waiting(pair.secretariat), sync_status(pair.secretariat).parked) == (0, 0)
        assert {one.reason for one in births(desk)} == {"key lost"}
        assert equal(desk, pair.secretariat)
        assert whole(desk, pair.secretariat)


def test_a_key_lost_before_the_computer_was_registered(pair: Pair, tmp_path: Path) -> None:
    folder = tmp_path / "early"
    with found_centre(folder, "BCRC-EGY", officer_name="Officer") as egypt:
        early = write_activity(egypt, "early")
    with lose(egypt) as desk:
        rotation.replace_lost_key(desk)
        assert title(desk, early) == {"fr": "early"}
        assert whole(desk)
        enrol(pair.secretariat, desk)
        assert title(desk, early) == {"fr": "early"}
        assert whole(desk)
        assert not import_bundle(pair.secretariat, [pair.send(desk, "secretariat")]).refused
        assert title(pair.secretariat, early) == {"fr": "early"}
        assert equal_of("BCRC-EGY", desk, pair.secretariat)
        assert whole(pair.secretariat)


def equal_of(centre: str, *desks: Desk) -> bool:
    """Whether all show the same shared records of a centre."""
    return len({desk.digest("shared", centre).digest for desk in desks}) == 1


def test_an_adopted_run_waits_for_its_adopt_in_whatever_order_they_come(pair: Pair) -> None:
    """The old chain comes first and the adopt later, or the other way round: the same."""
    pair.hand_over()
    with lose(pair.centre) as desk:
        unsigned = write_activity(desk, "unsigned")
        rotation.replace_lost_key(desk)
        enrol(pair.secretariat, desk)
        file = pair.send(desk, "secretariat", everything=True)
        for order in ("adopt last", "adopt first"):
            folder = pair.stick.parent / order
            shutil.copytree(pair.secretariat.folder, folder)
            with open_desk(folder) as other, pytest.MonkeyPatch.context() as patch:
                if order == "adopt last":
                    patch.setattr("baseldesk.sync.parking._adopted_among", lambda *_: set())
                    import_bundle(other, [file])
                    assert title(other, unsigned) is None
                    assert sync_status(other).parked > 0
                    patch.undo()
                import_bundle(other, [pair.send(desk, "secretariat", everything=True)])
                assert title(other, unsigned) == {"fr": "unsigned"}
                assert whole(other)


def test_a_store_that_no_longer_opens_is_kept_aside(pair: Pair) -> None:
    pair.centre.close()
    (pair.centre.folder / "keys" / "device.key").write_bytes(b"not a key")
    with open_desk(pair.centre.folder) as desk:
        assert rotation.is_lost(desk)
        rotation.replace_lost_key(desk)
        assert own_key(desk).key_id == desk.device
        assert (desk.folder / "keys.lost-1" / "device.key").read_bytes() == b"not a key"

"""Several people hold the root keys: a roster is signed in turns, by file; rivals of one number end with a higher one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.settling import reject
from baseldesk.desk.tasks import tasks
from baseldesk.errors import BundleRefused, MediumError, UsageError
from baseldesk.sync import issuing, joining, rivals
from baseldesk.sync.bundle import export_roster, import_bundle
from baseldesk.sync.computers import find_device
from baseldesk.sync.enrolment import Asked, read_request
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.opening import open_desk
from baseldesk.sync.proposal import Offered, differences, pack_proposal, read_proposal, sign_proposal
from baseldesk.sync.root_file import RootPlan, make_roots, read_root_file, root_files, write_root_files
from baseldesk.sync.roster import add_signature, read_unfinished, verify_roster
from baseldesk.sync.station import found_centre, found_secretariat
from tests.unit.sync.conftest import Pair, enrol, key, write_activity
from tests.unit.sync.test_bundle import next_roster
from tests.unit.sync.test_revocation import give


class Shared:
    """A secretariat whose three root keys lie on three sticks, two of which have to sign; and a computer that asks to belong."""

    def __init__(self, folder: Path) -> None:
        self.sticks = [folder / f"stick{number}" for number in (1, 2, 3)]
        for one in self.sticks:
            one.mkdir()
        self.desk = found_secretariat(folder / "s", roots=RootPlan(3, 2, self.sticks))
        self.centre = found_centre(folder / "c", "BCRC-SEN")
        self.keys = [read_root_file(one) for one in root_files(self.sticks, 3)]

    def asked(self) -> Asked:
        """The centre's request."""
        return read_request(joining.ask_to_join(self.centre))

    def proposal(self, *keys: DeviceKey) -> Offered:
        """What the secretariat hands to the others, signed by these."""
        return read_proposal(joining.accept(self.desk, self.asked(), keys=keys, propose=True).proposal)

    def file(self, offered: Offered) -> bytes:
        """The proposal as a file again."""
        return pack_proposal(key(40), offered.proposal, offered.roster.body.deployment)


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Shared]:
    """The secretariat and the centre, not enrolled."""
    made = Shared(tmp_path)
    with made.desk, made.centre:
        yield made


def test_two_of_three_sign_in_turns_and_then_the_answer_goes_out(shared: Shared) -> None:
    offered = shared.proposal(shared.keys[0])
    assert (len(offered.signers), offered.needed, offered.is_complete) == (1, 2, False)
    assert [one.organisation for one in differences(offered).added] == ["BCRC-SEN"]
    complete = sign_proposal(offered, shared.keys[2])
    assert complete.is_complete
    issued = issuing.install_proposal(shared.desk, shared.file(complete))
    assert joining.membership_of(shared.desk).roster.number == 2
    joining.join(shared.centre, joining.read_answer(shared.centre, issued.replies[0]))
    assert joining.membership_of(shared.centre).roots.threshold == 2


def test_with_both_keys_at_hand_nothing_need_be_handed_round(shared: Shared) -> None:
    accepted = joining.accept(shared.desk, shared.asked(), keys=shared.keys[:2])
    assert accepted.reply
    assert not accepted.proposal


def test_too_few_signatures_count_for_nothing(shared: Shared) -> None:
    with pytest.raises(BundleRefused, match=r"roster\.more_signatures"):
        joining.accept(shared.desk, shared.asked(), keys=shared.keys[:1])
    offered = shared.proposal(shared.keys[0])
    for again in (offered, sign_proposal(offered, shared.keys[0])):
        with pytest.raises(BundleRefused, match=r"roster\.signature_wrong"):
            issuing.install_proposal(shared.desk, shared.file(again))
    assert joining.membership_of(shared.desk).roster.number == 1


def test_a_key_that_is_no_root_key_signs_nothing(shared: Shared) -> None:
    with pytest.raises(BundleRefused, match=r"roster\.key_not_root"):
        joining.accept(shared.desk, shared.asked(), keys=[key(9)], propose=True)
    with pytest.raises(BundleRefused, match=r"roster\.key_not_root"):
        sign_proposal(shared.proposal(), key(9))


def test_one_key_listed_twice_counts_once(shared: Shared) -> None:
    offered = sign_proposal(shared.proposal(), shared.keys[0])
    raw = offered.roster.raw
    end = 3 + 3 * 32
    doubled = raw[:end] + bytes([2]) + raw[end + 1 : end + 81] * 2 + raw[end + 81 :]
    assert len(read_unfinished(doubled)[1]) == 1
    with pytest.raises(BundleRefused, match=r"roster\.signature_wrong"):
        verify_roster(doubled, joining.membership_of(shared.desk).roots)
    assert add_signature(offered.roster, shared.keys[0]) == offered.roster


def test_a_proposal_of_another_deployment_or_overtaken_is_refused(shared: Shared, tmp_path: Path) -> None:
    late = sign_proposal(shared.proposal(shared.keys[0]), shared.keys[1])
    with found_centre(tmp_path / "e", "BCRC-EGY") as egypt:
        joining.accept(shared.desk, read_request(joining.ask_to_join(egypt)), keys=shared.keys[:2])
    with pytest.raises(BundleRefused, match=r"roster\.overtaken"):
        issuing.install_proposal(shared.desk, shared.file(late))
    (tmp_path / "other").mkdir()
    with found_secretariat(tmp_path / "o") as other, pytest.raises(BundleRefused, match=r"roster\."):
        issuing.install_proposal(other, shared.file(late))


def test_a_proposal_altered_on_its_way_is_refused(shared: Shared) -> None:
    raw = shared.file(shared.proposal(shared.keys[0]))
    for place in range(60, len(raw), 97):
        with pytest.raises(BundleRefused):
            read_proposal(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])


def test_withdrawing_a_key_needs_as_many(shared: Shared) -> None:
    accepted = joining.accept(shared.desk, shared.asked(), keys=shared.keys[:2])
    joining.join(shared.centre, joining.read_answer(shared.centre, accepted.reply))
    issued = issuing.withdraw(shared.desk, shared.centre.device, reason="stolen", keys=shared.keys[2:])
    assert (issued.signed, issued.needed) == (1, 2)
    offered = read_proposal(issued.proposal)
    assert [one for _, one, _ in differences(offered).withdrawn] == [shared.centre.device]
    issuing.install_proposal(shared.desk, shared.file(sign_proposal(offered, shared.keys[0])))
    assert joining.membership_of(shared.desk).roster.is_revoked(shared.centre.device)
    for again in (shared.centre.device, bytes(16)):
        with pytest.raises(UsageError, match=r"roster\.device_"):
            issuing.withdraw(shared.desk, again)


def test_root_keys_lie_on_the_sticks_and_nowhere_else(shared: Shared) -> None:
    assert "root" not in [path.stem for path in (shared.desk.folder / "keys").iterdir()]
    assert len({one.key_id for one in shared.keys}) == 3
    with pytest.raises(MediumError, match=r"medium\.name_clash"):
        write_root_files(RootPlan(3, 2, shared.sticks), shared.keys)
    with pytest.raises(MediumError, match=r"medium\.gone"):
        write_root_files(RootPlan(1, 1, [shared.sticks[0] / "pulled"]), shared.keys[:1])
    (shared.sticks[0] / "text").write_text("no key")
    with pytest.raises(BundleRefused, match=r"roster\.key_unreadable"):
        read_root_file(shared.sticks[0] / "text")
    with pytest.raises(BundleRefused, match=r"roster\.threshold_wrong"):
        make_roots(RootPlan(2, 3, shared.sticks))


def test_a_computer_is_found_by_centre_and_letter_words_or_the_beginning_of_its_id(pair: Pair) -> None:
    from baseldesk.sync.words import fingerprint_words

    roster = joining.membership_of(pair.secretariat).roster
    for named in ("bcrc-sen/a", fingerprint_words(pair.centre.device), pair.centre.device.hex()[:8], pair.centre.device.hex()):
        assert find_device(roster, named).key_id == pair.centre.device
    for wrong in ("BCRC-SEN", "BCRC-SEN/B", "", pair.centre.device.hex()[:5]):
        with pytest.raises(UsageError, match=r"roster\.device_unknown"):
            find_device(roster, wrong)


# --- both ways
def test_a_restored_secretariat_gets_its_newest_roster_back_from_a_centre(pair: Pair, tmp_path: Path) -> None:
    backup = Path(shutil.copytree(pair.secretariat.folder, tmp_path / "backup"))
    with found_centre(tmp_path / "e", "BCRC-EGY") as egypt:
        enrol(pair.secretariat, egypt)
        record = write_activity(egypt, "by the new centre")
        file = pair.send(egypt, "secretariat")
    pair.answer()
    assert joining.membership_of(pair.centre).roster.number == 3
    with open_desk(backup) as restored:
        assert joining.membership_of(restored).roster.number == 2
        import_bundle(pair.centre, [pair.send(restored, "BCRC-SEN")])
        import_bundle(restored, [pair.send(pair.centre, "secretariat")])
        assert joining.membership_of(restored).roster.number == 3
        assert not import_bundle(restored, [file]).refused
        assert restored.record("activity", record) is not None


def codes(desk: Desk) -> list[str]:
    """The tasks about rosters."""
    with desk.read() as reader:
        return [one.code for one in tasks(reader) if "rival" in one.code]


def test_two_rosters_of_one_number_are_both_kept_track_of_and_a_higher_one_names_what_both_name(
    pair: Pair, tmp_path: Path
) -> None:
    """The secretariat was restored from before it registered Egypt, and registered Argentina instead."""
    pair.hand_over()
    pair.answer()
    backup = Path(shutil.copytree(pair.secretariat.folder, tmp_path / "backup"))
    with found_centre(tmp_path / "e", "BCRC-EGY") as egypt, found_centre(tmp_path / "a", "BCRC-ARG") as argentina:
        enrol(pair.secretariat, egypt)
        give(pair.centre, joining.membership_of(pair.secretariat))
        with open_desk(backup) as restored:
            enrol(restored, argentina)
            assert import_bundle(pair.centre, [pair.send(restored, "BCRC-SEN")]).bundles[0].roster in ("rival", "same")
            file = export_roster(restored, pair.stick).path
            assert [one.code for one in import_bundle(pair.centre, [file]).refused] == ["roster.rival"]
            assert codes(pair.centre) == ["task.roster_rival"]
            assert [one.code for one in import_bundle(restored, [pair.send(egypt, "secretariat", everything=True)]).refused] == [
                "roster.rival"
            ]
            assert codes(restored) == ["task.roster_rival_here"]
            issued = rivals.reissue(restored)
            assert issued.membership.roster.number == 4
            assert {one.organisation for one in issued.membership.roster.body.devices} >= {"BCRC-EGY", "BCRC-ARG", "BCRC-SEN"}
            assert codes(restored) == []
            import_bundle(pair.centre, [pair.send(restored, "BCRC-SEN")])
            assert codes(pair.centre) == []
            assert not import_bundle(restored, [pair.send(egypt, "secretariat", everything=True)]).refused
            with pytest.raises(UsageError, match=r"roster\.no_rival"):
                rivals.reissue(restored)


def test_a_receipt_that_names_a_rival_brings_the_roster_along(pair: Pair) -> None:
    pair.hand_over()
    pair.answer()
    give(pair.centre, next_roster(pair.secretariat, issued=1))
    give(pair.secretariat, next_roster(pair.secretariat, issued=2))
    pair.answer()
    pair.hand_over()
    assert codes(pair.secretariat) == ["task.roster_rival_here"]


# --- pointed out, never blocking
def listed(desk: Desk) -> dict[str, object]:
    """The tasks by code."""
    with desk.read() as reader:
        return {one.code: one for one in tasks(reader)}


def test_a_clock_before_the_newest_roster_is_pointed_out_once(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "task.clock_suspect" not in listed(pair.centre)
    right = pair.centre.clock
    monkeypatch.setattr(pair.centre, "clock", lambda: 86_400_000)
    write_activity(pair.centre, "saved all the same")
    found = listed(pair.centre)["task.clock_suspect"]
    reject(pair.centre, found)  # type: ignore[arg-type]
    write_activity(pair.centre, "and again")
    assert "task.clock_suspect" not in listed(pair.centre)
    monkeypatch.setattr(pair.centre, "clock", right)
    write_activity(pair.centre, "set right")
    with pair.centre.read() as reader:
        assert reader.meta("clock_suspect") == b""


def test_a_fork_is_seen_until_a_person_has_looked(pair: Pair, tmp_path: Path) -> None:
    write_activity(pair.centre, "before")
    clone = Path(shutil.copytree(pair.centre.folder, tmp_path / "clone"))
    write_activity(pair.centre, "one branch")
    pair.hand_over()
    assert "task.fork_seen" not in listed(pair.secretariat)
    with open_desk(clone) as other, pytest.MonkeyPatch.context() as patch:
        patch.setattr(other, "_settled", True)  # the copy does not notice
        write_activity(other, "other branch")
        import_bundle(pair.secretariat, [pair.send(other, "secretariat")])
    found = listed(pair.secretariat)["task.fork_seen"]
    reject(pair.secretariat, found)  # type: ignore[arg-type]
    assert "task.fork_seen" not in listed(pair.secretariat)

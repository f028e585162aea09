"""What a withdrawn key signed stands up to the cut-off; the rest waits until a computer of the same centre adopts it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from baseldesk.desk import adopting, standing
from baseldesk.desk.desk import Desk
from baseldesk.desk.settling import accept, reject
from baseldesk.desk.shown import Edit
from baseldesk.desk.tasks import Task, tasks
from baseldesk.errors import UsageError
from baseldesk.sync import authority
from baseldesk.sync.bundle import check_bundle, import_bundle
from baseldesk.sync.joining import membership_of, take_membership
from baseldesk.sync.membership import Membership
from baseldesk.sync.roster import LastAccepted, Revocation
from baseldesk.sync.station import found_centre
from baseldesk.sync.status import sync_status
from tests.unit.sync.conftest import Pair, enrol, write_activity
from tests.unit.sync.test_bundle import next_roster


@dataclass
class Three(Pair):
    """The secretariat and two laptops of one centre: `centre` is the one that gets lost, `twin` the other."""

    twin: Desk

    def carry(self, sender: Desk, to: str, *takers: Desk, **options: bool) -> None:
        """One bundle, taken in by each."""
        file = self.send(sender, to, everything=True)
        for one in takers:
            assert not import_bundle(one, [file], **options).refused

    def revoke(self, last: list[LastAccepted] | None = None) -> Membership:
        """The secretariat withdraws the lost laptop's key, with what it holds as cut-off."""
        lost = self.centre.device
        with self.secretariat.read() as reader:
            ends = authority.ends_accepted(reader, lost) if last is None else last
        place = next_roster(self.secretariat, revocations=[Revocation(lost, 99, "stolen", ends)])
        give(self.secretariat, place)
        return place


def give(desk: Desk, place: Membership) -> None:
    """Lets a roster take effect."""
    with desk.write() as writer:
        take_membership(desk, writer, place)


@pytest.fixture
def three(pair: Pair, tmp_path: Path) -> Iterator[Three]:
    """All three enrolled, and all hold the newest roster."""
    with found_centre(tmp_path / "twin", "BCRC-SEN", device_name="Back office") as twin:
        enrol(pair.secretariat, twin)
        give(pair.centre, membership_of(pair.secretariat))
        yield Three(pair.secretariat, pair.centre, pair.stick, twin)


def title(desk: Desk, record: bytes, kind: str = "activity") -> object:
    """What a desk shows of it; None where it shows nothing."""
    found = desk.record(kind, record)
    return (found.values.get("title") or found.values.get("person") or {}) if found else None


def waiting(desk: Desk) -> int:
    """How many changes wait for a person."""
    with desk.read() as reader:
        return standing.count_waiting(reader)


def tasks_of(desk: Desk) -> list[Task]:
    """What needs a person, as far as keys go."""
    with desk.read() as reader:
        return [one for one in tasks(reader) if "wait" in one.code]


def whole(*desks: Desk) -> bool:
    """Whether the tables of each are what the journal and the roster make of them."""
    return not [problem for desk in desks for problem in desk.check()]


def equal(*desks: Desk) -> bool:
    """Whether all show the same shared records."""
    return len({desk.digest("shared", "BCRC-SEN").digest for desk in desks}) == 1


def test_what_came_before_the_cut_off_stands_and_what_came_after_does_not(three: Three) -> None:
    before = write_activity(three.centre, "before")
    three.carry(three.centre, "secretariat", three.secretariat)
    place = three.revoke()
    after = write_activity(three.centre, "after")
    three.centre.save([Edit("activity", before, {"title": {"fr": "forged"}})])
    three.carry(three.centre, "centre", three.twin)
    assert title(three.twin, after) == {"fr": "after"}, "the twin does not know yet"
    give(three.twin, place)
    assert title(three.twin, after) is None
    assert title(three.twin, before) == {"fr": "before"}, "what the forged change replaced is back"
    three.carry(three.twin, "secretariat", three.secretariat)
    assert title(three.secretariat, before) == {"fr": "before"}
    assert waiting(three.secretariat) == waiting(three.twin) == 2
    assert sync_status(three.secretariat).parked == 2
    assert equal(three.twin, three.secretariat)
    assert whole(three.twin, three.secretariat)


def test_a_cover_by_what_does_not_stand_does_not_count_and_one_by_what_stands_again_does(three: Three) -> None:
    """The twin saw the forged value and wrote over it: that stands, and the value it replaced is not shown again."""
    record = write_activity(three.centre, "before")
    three.carry(three.centre, "secretariat", three.secretariat)
    place = three.revoke()
    three.carry(three.centre, "centre", three.twin)
    three.centre.save([Edit("activity", record, {"title": {"fr": "late"}, "city": "Dakar"})])
    three.carry(three.centre, "centre", three.twin)
    three.twin.save([Edit("activity", record, {"title": {"fr": "by the twin"}})])
    give(three.twin, place)
    shown = three.twin.record("activity", record)
    assert shown is not None
    assert {one.value for one in shown.conflicts.get("title/fr", ())} == {"before", "by the twin"}, "it covered only the late one"
    assert "city" not in shown.values
    (task,) = tasks_of(three.twin)
    accept(three.twin, task)
    shown = three.twin.record("activity", record)
    assert shown is not None
    assert (shown.values["title"], shown.values["city"], shown.conflicts) == ({"fr": "by the twin"}, "Dakar", {})
    assert whole(three.twin)


def test_accepting_lets_everything_stand_everywhere_in_whatever_order_it_arrives(three: Three) -> None:
    three.carry(three.centre, "secretariat", three.secretariat)
    place = three.revoke()
    after = write_activity(three.centre, "after")
    three.carry(three.centre, "centre", three.twin)
    give(three.twin, place)
    (task,) = tasks_of(three.twin)
    assert (task.code, task.params["changes"]) == ("task.changes_wait", 1)
    accept(three.twin, task)
    assert tasks_of(three.twin) == []
    assert title(three.twin, after) == {"fr": "after"}
    three.carry(three.twin, "secretariat", three.secretariat)
    assert title(three.secretariat, after) == {"fr": "after"}
    assert (waiting(three.secretariat), waiting(three.twin)) == (0, 0)
    assert equal(three.twin, three.secretariat)
    assert whole(three.twin, three.secretariat)


def test_rejecting_leaves_it_aside_until_more_of_it_comes(three: Three) -> None:
    place = three.revoke([])
    write_activity(three.centre, "forged")
    three.carry(three.centre, "centre", three.twin)
    give(three.twin, place)
    (task,) = tasks_of(three.twin)
    reject(three.twin, task)
    assert tasks_of(three.twin) == []
    assert waiting(three.twin) > 0
    write_activity(three.centre, "more")
    three.carry(three.centre, "centre", three.twin, withdrawn=True)
    assert [one.code for one in tasks_of(three.twin)] == ["task.changes_wait"]


def test_only_the_centres_own_computers_decide(three: Three, tmp_path: Path) -> None:
    three.carry(three.centre, "secretariat", three.secretariat)
    write_activity(three.centre, "after")
    three.carry(three.centre, "centre", three.twin)
    give(three.twin, three.revoke())
    three.carry(three.twin, "secretariat", three.secretariat)
    (task,) = tasks_of(three.secretariat)
    assert (task.code, task.params["centre"]) == ("task.changes_wait_elsewhere", "BCRC-SEN")
    with pytest.raises(UsageError, match=r"task\.settled_in_record"):
        accept(three.secretariat, task)
    with pytest.raises(UsageError, match=r"adopt\.not_yours"):
        adopting.adopt_waiting(three.secretariat, three.centre.device)
    reject(three.secretariat, task)
    assert tasks_of(three.secretariat) == []


def test_an_adopt_by_another_organisation_or_by_the_withdrawn_key_itself_does_not_count(three: Three) -> None:
    place = three.revoke([])
    after = write_activity(three.centre, "after")
    with three.centre.write() as writer:
        adopting.write_adopts(three.centre, writer, adopting.ends_of(writer, three.centre.device))
    three.carry(three.centre, "centre", three.twin)
    give(three.twin, place)
    assert title(three.twin, after) is None
    three.carry(three.twin, "secretariat", three.secretariat)
    with three.secretariat.write() as writer:
        ends = [one for one in adopting.ends_of(writer, three.centre.device) if one.audience == "public"]
        assert ends
        adopting.write_adopts(three.secretariat, writer, ends)
    assert waiting(three.secretariat) == waiting(three.twin) > 0


def test_of_chains_the_secretariat_never_sees_what_was_here_stands_and_the_rest_waits(three: Three) -> None:
    held, later = three.centre.new_id(), three.centre.new_id()
    three.centre.save([Edit("contact", held, {"person": "Awa"})])
    three.carry(three.centre, "centre", three.twin)
    three.carry(three.centre, "secretariat", three.secretariat)
    place = three.revoke()
    give(three.twin, place)
    assert title(three.twin, held, "contact") == "Awa"
    three.centre.save([Edit("contact", later, {"person": "Binta"})])
    three.carry(three.centre, "centre", three.twin, withdrawn=True)
    assert title(three.twin, later, "contact") is None
    (task,) = tasks_of(three.twin)
    accept(three.twin, task)
    assert title(three.twin, later, "contact") == "Binta"
    assert whole(three.twin)


def test_at_home_a_withdrawn_computer_goes_on_showing_its_own_work(three: Three) -> None:
    place = three.revoke([])
    own = write_activity(three.centre, "own")
    give(three.centre, place)
    assert title(three.centre, own) == {"fr": "own"}
    assert whole(three.centre)


# --- bundles that a withdrawn key signed
def test_a_bundle_from_before_the_cut_off_is_taken_and_one_from_after_it_only_when_asked_for(three: Three) -> None:
    early = write_activity(three.centre, "early")
    before = three.send(three.centre, "centre")
    import_bundle(three.secretariat, [three.send(three.centre, "secretariat")])
    late = write_activity(three.centre, "late")
    after = three.send(three.centre, "centre", everything=True)
    give(three.twin, three.revoke())
    assert not import_bundle(three.twin, [before]).refused
    assert title(three.twin, early) == {"fr": "early"}
    assert check_bundle(three.twin, after).error is not None
    assert [one.code for one in import_bundle(three.twin, [after]).refused] == ["bundle.signer_revoked"]
    assert title(three.twin, late) is None
    taken = import_bundle(three.twin, [after], withdrawn=True)
    assert not taken.refused
    assert taken.changes["parked"] == 1
    assert title(three.twin, late) is None
    assert whole(three.twin)


def test_the_receipt_in_a_bundle_of_a_withdrawn_key_is_not_believed(three: Three) -> None:
    write_activity(three.secretariat, "for the centre")
    three.answer()
    file = three.send(three.centre, "secretariat")
    assert import_bundle(three.secretariat, [file], rehearse=True).bundles[0].receipts == 1
    give(three.secretariat, three.revoke([]))
    assert import_bundle(three.secretariat, [file], withdrawn=True).bundles[0].receipts == 0


# --- other changes of a roster
def with_devices(secretariat: Desk, further: int = 1, **moved: str) -> Membership:
    """A roster so many numbers on, in which the devices of these letters belong elsewhere."""
    devices = [
        msgspec.structs.replace(one, organisation=moved[one.letter]) if one.letter in moved and one.name == "Back office" else one
        for one in membership_of(secretariat).roster.body.devices
    ]
    return next_roster(secretariat, devices=devices, number=membership_of(secretariat).roster.number + further)


def test_a_computer_moved_to_another_centre_no_longer_speaks_for_the_first(three: Three) -> None:
    record = write_activity(three.twin, "by the twin")
    three.carry(three.twin, "centre", three.centre)
    three.centre.save([Edit("activity", record, {"title": {"fr": "by the other"}, "city": "Dakar"})])
    give(three.centre, with_devices(three.secretariat, B="BCRC-EGY"))
    shown = three.centre.record("activity", record)
    assert shown is not None
    assert shown.values["title"] == {"fr": "by the other"}
    assert whole(three.centre)
    give(three.centre, with_devices(three.secretariat, 2))
    assert title(three.centre, record) == {"fr": "by the other"}
    assert three.centre.undo() is not None
    assert title(three.centre, record) == {"fr": "by the twin"}, "the change that stands again is what was replaced"
    assert whole(three.centre)


def test_a_record_made_only_by_changes_that_do_not_stand_is_gone_and_comes_back(three: Three) -> None:
    record = write_activity(three.twin, "by the twin")
    three.carry(three.twin, "centre", three.centre)
    hits = three.centre.search("twin")
    assert hits
    give(three.centre, with_devices(three.secretariat, B="BCRC-EGY"))
    assert three.centre.record("activity", record) is None
    assert three.centre.search("twin") == []
    assert whole(three.centre)
    give(three.centre, with_devices(three.secretariat, 2))
    assert title(three.centre, record) == {"fr": "by the twin"}
    assert three.centre.search("twin") == hits
    assert whole(three.centre)

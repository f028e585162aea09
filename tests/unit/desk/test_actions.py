"""An action's id follows from the head of its first change, so that it need not travel."""

from __future__ import annotations

from baseldesk.desk.desk import Desk
from baseldesk.desk.journal_reader import unpack
from baseldesk.desk.shown import Edit
from baseldesk.journal.change import Change, decode_change, own_action


def changes_of(desk: Desk) -> list[Change]:
    """Every change, in the order in which it was written."""
    with desk.read() as reader:
        rows = reader.rows("SELECT packed, bytes FROM change ORDER BY n")
    return [decode_change(unpack(packed, bytes(kept))) for packed, kept in rows]


def own(change: Change) -> bytes:
    """The id of the action that this change would begin."""
    return own_action(change.replica, change.audience, change.seq, change.prev, change.hlc, change.user)


def test_changes_of_one_action_in_two_audiences_carry_the_id_of_the_first(desk: Desk) -> None:
    before = len(changes_of(desk))
    edits = [Edit("contact", desk.new_id(), {"person": "A. N. Other"}), Edit("activity", desk.new_id(), {"city": "Dakar"})]
    desk.save(edits, checked=False)
    first, second = changes_of(desk)[before:]
    assert first.audience != second.audience
    assert first.action == second.action == own(first)
    assert second.action != own(second)


def test_a_run_of_changes_is_one_action(desk: Desk) -> None:
    before = len(changes_of(desk))
    desk.save([Edit("activity", desk.new_id(), {"city": f"{n}"}) for n in range(1001)], numbered=False, checked=False)
    run = changes_of(desk)[before:]
    assert len(run) == 2
    assert {one.action for one in run} == {own(run[0])}


def test_each_save_is_an_action_of_its_own_and_undone_alone(desk: Desk) -> None:
    activity = desk.new_id()
    desk.save([Edit("activity", activity, {"city": "Dakar"})], checked=False)
    desk.save([Edit("activity", activity, {"city": "Thiès"})], checked=False)
    assert len({one.action for one in changes_of(desk)}) == len(changes_of(desk))
    desk.undo()
    shown = desk.record("activity", activity)
    assert shown is not None
    assert shown.values["city"] == "Dakar"


def test_the_id_never_changes() -> None:
    made = own_action(bytes(16), "shared/BCRC-SEN", 3, bytes(32), 1 << 57, bytes(8))
    assert made.hex() == "f0d959d42b6ad1fa60deb97653a3b22c"

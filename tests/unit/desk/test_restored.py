"""Restored, copied and cloned desks go on under a new replica id, and hurt nobody."""

import shutil

import pytest

from baseldesk.desk import minting
from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import Edit
from baseldesk.journal.change import Birth, decode_change, ops_of
from tests.conftest import seeded, ticking


def save(desk, text="x"):
    identity = desk.new_id()
    desk.save([Edit("partner", identity, {"acronym": text})])
    return identity


def born(desk):
    """The birth of the newest chain."""
    with desk.read() as reader:
        rows = reader.rows("SELECT bytes FROM change WHERE seq = 1 ORDER BY n DESC LIMIT 1")
    return ops_of(decode_change(bytes(rows[0][0])))[0]


@pytest.fixture
def settled(desk_folder):
    """A desk that has saved in its place, closed; gives its replica and head."""
    with Desk.open(desk_folder, random=seeded(3), clock=ticking()) as desk:
        save(desk)
        with desk.read() as reader:
            return desk.replica, minting.own_heads(reader, desk.replica, desk.device)["shared/BCRC-SEN"]


def test_a_desk_in_its_place_goes_on(desk_folder, settled):
    with Desk.open(desk_folder) as desk:
        save(desk)
        assert desk.replica == settled[0]


def test_a_restored_backup_begins_anew_and_names_what_it_goes_on_from(desk_folder, settled, tmp_path):
    backup = (desk_folder / "desk.db").read_bytes()
    with Desk.open(desk_folder) as desk:
        save(desk)
    with (desk_folder / "desk.db").open("r+b") as file:  # the same file on the same volume: only the anchor can tell
        file.truncate()
        file.write(backup)
    with Desk.open(desk_folder, random=seeded(9)) as desk:
        assert desk.replica == settled[0], "nothing is written before the first save"
        save(desk)
        assert desk.replica != settled[0]
        assert desk.meta("lineage").endswith(settled[0])
        assert born(desk) == Birth("BCRC-SEN", desk.identity.public_key, settled[0], settled[1], "restored")
        again = desk.replica
        save(desk)
        assert desk.replica == again


def test_without_the_anchor_the_same_restore_goes_unnoticed_here(desk_folder, settled, monkeypatch):
    """The control of the test above: what notices is the anchor."""
    backup = (desk_folder / "desk.db").read_bytes()
    with Desk.open(desk_folder) as desk:
        save(desk)
    with (desk_folder / "desk.db").open("r+b") as file:
        file.truncate()
        file.write(backup)
    monkeypatch.setattr("baseldesk.desk.opened.is_behind", lambda *_: False)
    with Desk.open(desk_folder) as desk:
        save(desk)
        assert desk.replica == settled[0]


def test_a_copied_folder_begins_anew(desk_folder, settled, tmp_path):
    copy = shutil.copytree(desk_folder, tmp_path / "copy")
    with Desk.open(copy) as desk:
        save(desk)
        assert desk.replica != settled[0]
    with Desk.open(desk_folder) as desk:
        save(desk)
        assert desk.replica == settled[0]


def test_a_lost_anchor_costs_a_new_replica_id_and_nothing_else(desk_folder, settled, state_folder):
    shutil.rmtree(state_folder / "anchors")
    with Desk.open(desk_folder) as desk:
        save(desk)
        assert desk.replica != settled[0]
        assert desk.check() == []


def test_a_save_that_fails_mints_nothing(desk_folder, settled, tmp_path):
    copy = shutil.copytree(desk_folder, tmp_path / "copy")
    with Desk.open(copy) as desk:
        with pytest.raises(ZeroDivisionError), desk.write():
            raise ZeroDivisionError
        assert desk.replica == settled[0] == desk.meta("replica")
        save(desk)
        assert desk.replica == desk.meta("replica") != settled[0]


def test_an_anchor_that_cannot_be_written_stops_no_save(desk_folder, settled, monkeypatch, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    monkeypatch.setenv("BASELDESK_STATE", str(blocked))
    with Desk.open(desk_folder) as desk:
        assert desk.record("partner", save(desk)) is not None

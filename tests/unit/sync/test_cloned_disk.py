"""A one-device centre whose disk was copied: once the copy has answered, what is only the centre's goes along."""

from __future__ import annotations

import shutil
from pathlib import Path

from baseldesk.desk.shown import Edit
from baseldesk.sync.bundle import export_bundle, export_receipt, import_receipt
from baseldesk.sync.opening import open_desk
from tests.unit.sync.conftest import Pair, write_activity


def test_a_copy_that_answered_is_another_computer_though_it_has_the_same_key(pair: Pair, tmp_path: Path) -> None:
    write_activity(pair.centre, "before")
    clone = Path(shutil.copytree(pair.centre.folder, tmp_path / "clone"))
    pair.centre.save([Edit("contact", pair.centre.new_id(), {"person": "Awa"})])
    assert export_bundle(pair.centre, "centre", pair.stick).centre_left_out, "no other computer is known"
    with open_desk(clone) as copy:
        write_activity(copy, "by the copy")
        assert copy.replica != pair.centre.replica
        import_receipt(pair.centre, export_receipt(copy, "centre", pair.stick).path)
    assert not export_bundle(pair.centre, "centre", pair.stick).centre_left_out


def test_a_receipt_of_ones_own_past_is_no_other_computer(pair: Pair) -> None:
    """A desk that began anew hears its former self: that is nobody who could open anything."""
    pair.centre.save([Edit("contact", pair.centre.new_id(), {"person": "Awa"})])
    own = export_receipt(pair.centre, "centre", pair.stick).path
    with pair.centre.write() as writer:
        pair.centre.begin_anew(writer)
        writer.run("DELETE FROM receipt")
    import_receipt(pair.centre, own)
    assert export_bundle(pair.centre, "centre", pair.stick).centre_left_out

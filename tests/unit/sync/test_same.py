"""What a centre joins is joined at the secretariat too; what the secretariat links across centres stays there."""

from __future__ import annotations

from pathlib import Path

import pytest

from baseldesk.desk.desk import Desk
from baseldesk.desk.same import same_as
from baseldesk.desk.same_saving import merge, separate
from baseldesk.desk.shown import Edit, ListQuery
from baseldesk.errors import UsageError
from baseldesk.sync.bundle import import_bundle
from baseldesk.sync.station import found_centre
from tests.unit.sync.conftest import Pair, enrol


def record_partner(desk: Desk, name: str) -> bytes:
    """Saves a partner."""
    identity = desk.new_id()
    desk.save([Edit("partner", identity, {"name": {"en": name}})])
    return identity


def others(desk: Desk, record: bytes) -> list[bytes]:
    """What is the same as a partner, as this desk has it."""
    with desk.read() as reader:
        return same_as(reader, "partner", record)


def test_what_a_centre_joins_and_separates_is_so_at_the_secretariat(pair: Pair) -> None:
    one, two = (record_partner(pair.centre, name) for name in ("UNEP", "PNUE"))
    merge(pair.centre, "partner", one, two)
    pair.hand_over()
    assert others(pair.secretariat, one) == [two]
    assert pair.secretariat.count(ListQuery("partner")) == 1
    assert pair.secretariat.digest("shared").digest == pair.centre.digest("shared").digest
    separate(pair.centre, "partner", one, two)
    pair.hand_over()
    assert others(pair.secretariat, one) == []
    assert pair.secretariat.check() == []


def test_the_secretariat_links_across_centres_for_itself(pair: Pair, tmp_path: Path) -> None:
    one = record_partner(pair.centre, "UNEP")
    pair.hand_over()
    with found_centre(tmp_path / "b", "BCRC-ARG", device_name="Mesa", officer_name="Officer") as centre:
        enrol(pair.secretariat, centre)
        two = record_partner(centre, "PNUMA")
        import_bundle(pair.secretariat, [pair.send(centre, "secretariat")])
    before = pair.secretariat.digest("shared").digest
    merge(pair.secretariat, "partner", one, two)
    assert others(pair.secretariat, one) == [two]
    (row,) = pair.secretariat.rows(ListQuery("partner"))
    assert (row.id, row.same) == (min(one, two), 1)
    assert pair.secretariat.digest("shared").digest == before
    with pair.secretariat.read() as reader:
        joined = "record r JOIN change c ON c.n = r.base_change JOIN chain h ON h.n = c.chain"
        assert reader.rows(f"SELECT h.audience FROM {joined} WHERE r.type = 'same_as'") == [("centre/SECRETARIAT",)]
    pair.answer()
    assert pair.centre.find("same_as") == []
    assert others(pair.centre, one) == []
    separate(pair.secretariat, "partner", one, two)
    assert others(pair.secretariat, one) == []


def test_what_a_centre_joined_only_the_centre_separates(pair: Pair) -> None:
    one, two = (record_partner(pair.centre, name) for name in ("UNEP", "PNUE"))
    merge(pair.centre, "partner", one, two)
    pair.hand_over()
    with pytest.raises(UsageError) as refused:
        separate(pair.secretariat, "partner", one, two)
    assert refused.value.code == "record.not_yours"
    assert others(pair.secretariat, one) == [two]

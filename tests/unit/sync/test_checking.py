"""Checking a desk finds what is wrong, and only that."""

import random

import pytest

from baseldesk.desk import checking
from baseldesk.desk.shown import Edit
from baseldesk.sync.station import found_centre


@pytest.mark.parametrize("seed", [3, 7, 8])
def test_a_sound_desk_stays_sound_however_often_it_is_checked_while_work_goes_on(tmp_path, monkeypatch, seed):
    """A connection keeps the structure of the full-text index; after a merge of its parts it looks for some that are gone."""
    monkeypatch.setattr(checking, "compare_with_journal", lambda *_: [])  # slow, and not what this is about
    rng = random.Random(seed)
    with found_centre(tmp_path / "desk", "BCRC-SEN") as desk:
        for _ in range(9):
            assert desk.check() == []
            for _ in range(rng.choice((1, 5, 20))):
                words = [" ".join(str(rng.randrange(9000)) for _ in range(60)) for _ in range(rng.choice((1, 5, 60)))]
                desk.save([Edit("activity", desk.new_id(), {"title": {"fr": one}}) for one in words])
        assert desk.check() == []

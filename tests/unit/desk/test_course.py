"""A large file is attached with how far it is, and can be stopped: then nothing is kept of it."""

import pytest

from baseldesk.errors import Cancelled

BLOCKS = 3 << 20


def test_attaching_tells_how_far_it_is(desk, tmp_path):
    (tmp_path / "film.mp4").write_bytes(bytes(BLOCKS))
    told = []
    desk.attach(tmp_path / "film.mp4", {}, progress=lambda *one: told.append(one))
    assert len(told) >= 4
    assert told == sorted(told)
    assert told[-1] == (2 * BLOCKS, 2 * BLOCKS)


def test_what_was_stopped_is_not_kept(desk, tmp_path):
    (tmp_path / "film.mp4").write_bytes(bytes(BLOCKS))
    asked = []
    before = sorted((desk.folder / "documents").rglob("*"))
    with pytest.raises(Cancelled):
        desk.attach(tmp_path / "film.mp4", {}, cancelled=lambda: bool(asked.append(1) or len(asked) > 4))
    assert [one for one in (desk.folder / "documents").rglob("*") if one.is_file()] == [one for one in before if one.is_file()]
    assert desk.find("document") == []

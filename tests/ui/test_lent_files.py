"""Copies that were lent to other programs go at the end, and what a crash left goes a day later."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from ui import lent_files


def test_what_was_lent_goes_and_only_what_was_lent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, fresh, foreign = tmp_path / "baseldesk-lent-a", tmp_path / "baseldesk-lent-b", tmp_path / "baseldesk-mine"
    for one in (left, fresh, foreign):
        one.mkdir()
        (one / "contract.pdf").write_bytes(b"names")
    held = lent_files.lend()
    long_ago = time.time() - 2 * 86_400
    for one in (left, foreign, held):
        os.utime(one, (long_ago, long_ago))
    lent_files.take_away_left()
    assert [one.exists() for one in (left, fresh, foreign, held)] == [False, True, True, True]
    lent_files.take_away()
    assert not held.exists()

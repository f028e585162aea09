"""What is loaded when the first list stands painted, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from baseldesk.desk.shown import Edit
from baseldesk.sync.station import found_centre

NEVER = ("sqlalchemy", "reportlab", "psycopg", "zstandard", "backports", "cryptography", "openpyxl", "babel", "pypdfium2", "lxml")
NEVER += ("pyrage", "keyring", "_hashlib")
WHEN_USED = (  # what opens at a key or a click, or is spoken
    "baseldesk.desk.shown", "ui.dialogs", "ui.reading", "ui.focus_ring", "ui.widgets.link", "ui.widgets.list_condition_entry",
    "ui.widgets.picker", "ui.widgets.text_entry", "ui.widgets.field_text", "ui.widgets.field_editor",
    "ui.widgets.picker_sources", "ui.first_run_answers", "baseldesk.records.vocabulary", "logging", "argparse",
)  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A desk with more activities than one page of the list holds; counting them in words needs Babel, later."""
    with found_centre(tmp_path / "desk", "BCRC-SEN") as desk:
        edits = [Edit("activity", desk.new_id(), {"title": {"en": f"Workshop {number}"}}) for number in range(1100)]
        desk.save(edits)
    return tmp_path / "desk"


def test_nothing_heavy_is_loaded_before_the_first_list_is_painted(folder: Path) -> None:
    command = [sys.executable, "-m", "baseldesk", "--desk", str(folder), "--probe", "first-paint", "--language", "en"]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert [name for name in told["modules"] if name.split(".")[0] in NEVER] == []
    assert [name for name in told["modules"] if name in WHEN_USED] == []
    assert "ui.screens.activities" in told["modules"]
    if sys.platform == "linux":
        assert 30 < told["rss_mib"] < 120

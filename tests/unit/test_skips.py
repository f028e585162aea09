"""With CI=true, a skip that could have run fails the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run_skips(tmp_path: Path, ci: str, reason: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Runs one passing and one skipping test in a pytest of their own."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/skips.py").write_bytes((ROOT / "tests/skips.py").read_bytes())
    body = f"import pytest\n\ndef test_good():\n    pass\n\ndef test_skip():\n    pytest.skip({reason!r})\n"
    (tmp_path / "tests/test_both.py").write_text(body, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.skips",
        "-p",
        "no:cacheprovider",
        "-rs",
        "--rootdir",
        ".",
        *options,
        "tests",
    ]
    return subprocess.run(command, cwd=tmp_path, env=os.environ | {"CI": ci}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("options", [(), ("-n", "1")])
def test_a_skip_that_could_have_run_fails_the_ci(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run_skips(tmp_path, "true", "qpdf is not installed", *options)
    assert done.returncode == 1, done.stdout
    assert "test_skip: qpdf is not installed" in done.stdout


@pytest.mark.parametrize(("ci", "reason"), [("true", "cannot run here: not Windows"), ("", "qpdf is not installed")])
def test_other_skips_pass(tmp_path: Path, ci: str, reason: str) -> None:
    done = run_skips(tmp_path, ci, reason)
    assert done.returncode == 0, done.stdout
    assert reason in done.stdout

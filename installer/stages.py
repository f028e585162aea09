"""The checks in their order: lint, format, types, catalogues, tests.

All run, whatever fails; the exit code is that of the first failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import catalogues


@dataclass(frozen=True)
class Stage:
    """One check: its title, and its commands, of which each must exit with 0."""

    title: str
    commands: Sequence[Sequence[str]]


def plan_catalogues(root: Path) -> Stage:
    """Has gettext's own tool judge every catalogue: syntax, placeholders, plural forms, accelerators."""
    check = ["msgfmt", "--check", "--check-accelerators=&", "--output-file", os.devnull]
    return Stage("catalogues", [[*check, str(path.relative_to(root))] for path in catalogues.list_catalogues(root)])


def plan_tests(python: Path, given: Sequence[str]) -> Stage:
    """Runs pytest on two processes, one taking over from the other; `--long` adds the long tier, all else is handed on."""
    tier = ["-m", "long or not long"] if "--long" in given else []
    rest = [argument for argument in given if argument != "--long"]
    two = ["-n", "2", "--dist", "worksteal"]
    return Stage("tests", [[str(python), "-m", "pytest", "-p", "tests.skips", *two, "-rs", *tier, *rest]])


def plan(root: Path, python: Path, given: Sequence[str]) -> list[Stage]:
    """Every stage, with the environment's own tools."""
    return [
        Stage("lint: ruff check", [[str(python), "-m", "ruff", "check", "."]]),
        Stage("format: ruff format --check", [[str(python), "-m", "ruff", "format", "--check", "."]]),
        Stage("types: mypy", [[str(python), "-m", "mypy"]]),
        Stage("texts: every one collected and translated", [[str(python), "installer/make_catalogues.py", "--check"]]),
        *([plan_catalogues(root)] if is_gettext_expected() else []),
        plan_tests(python, given),
    ]


def is_gettext_expected(platform: str = sys.platform) -> bool:
    """Windows has no gettext of its own, so there the catalogues are checked only where someone installed it."""
    return platform != "win32" or shutil.which("msgfmt") is not None


def run_command(command: Sequence[str], root: Path) -> int:
    """Runs one command in the checkout and returns its exit code; 127 where there is no such command."""
    environ = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    try:
        return subprocess.run(list(command), check=False, cwd=root, env=environ).returncode
    except FileNotFoundError:
        print(f"There is no command {command[0]} here.", flush=True)
        return 127


def run_all(stages: Sequence[Stage], root: Path, run: Callable[[Sequence[str], Path], int] = run_command) -> int:
    """Runs all stages under a heading each, sums them up, and returns the first failure's exit code, or 0."""
    codes = {}
    for stage in stages:
        print(f"\n=== {stage.title} ===", flush=True)
        codes[stage.title] = next((code for code in [run(command, root) for command in stage.commands] if code), 0)
    failed = [title for title, code in codes.items() if code]
    print(f"\n=== {'failed: ' + ', '.join(failed) if failed else 'all stages passed'} ===", flush=True)
    return next((code for code in codes.values() if code), 0)

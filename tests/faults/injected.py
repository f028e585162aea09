"""One system call fails, or the process dies at it: strace does it to a program of ours, once or from then on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
STRACE = shutil.which("strace")


class Fault(NamedTuple):
    """Which call, how it fails, and which time; `+` after the number: from then on for ever."""

    call: str
    how: str
    when: str

    def __str__(self) -> str:
        return f"{self.call} {self.how} {self.when}"


def why_not() -> str:
    """Why strace cannot do it here; empty where it can."""
    if STRACE is None:
        return "cannot run here: strace is not installed"
    done = subprocess.run([STRACE, "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "cannot run here: tracing is not allowed" if done.returncode else ""


def run_traced(script: str, arguments: list[str], log: Path, fault: Fault | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a script; with a fault, that call of it fails. Only calls after the script has written `start` to its log count."""
    command = [str(STRACE), "-qq", "-f", "-o", str(log)]
    if fault:
        command += ["-e", f"trace={fault.call}", "-e", f"inject={fault.call}:{fault.how}:when={fault.when}"]
    else:
        command += ["-e", "trace=pwrite64,write,fsync,fdatasync,rename,openat,unlink,ftruncate"]
    around = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command += [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=around, check=False, timeout=120)


def count_calls(log: Path, folder: Path) -> dict[str, tuple[int, int]]:
    """Call → (how many before the first that concerns us, how many in all): where in the program each fault may strike."""
    first: dict[str, int] = {}
    counts: dict[str, int] = {}
    is_ours = False
    for line in log.read_text(errors="replace").splitlines():
        found = re.match(r"\d+\s+(\w+)\(", line)
        if not found:
            continue
        is_ours = is_ours or "BEGIN" in line
        name = found[1]
        counts[name] = counts.get(name, 0) + 1
        if not is_ours:
            first[name] = counts[name]
    return {name: (first.get(name, 0), many) for name, many in counts.items()}

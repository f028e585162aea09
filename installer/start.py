"""What ./installer/run and ./installer/test do once a Python is found: set up, then open BaselDesk or run every check.

Uses only the standard library, since it runs before anything is installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import environment
import stages
import system

ROOT = Path(__file__).resolve().parent.parent


def say(text: str) -> None:
    """Tells the person at the terminal what is going on, apart from what the command itself prints."""
    print(f"BaselDesk: {text}", file=sys.stderr, flush=True)


def has_display(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window can be shown here."""
    if platform in ("win32", "darwin"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def choose_arguments(given: Sequence[str], display: bool) -> list[str]:
    """What to hand to baseldesk: what was asked for, else the example desk, in a window where there is a display."""
    if given:
        return list(given)
    return ["demo", "--open"] if display else ["demo"]


def become(command: list[str]) -> int:
    """Hands this process over to `command`; where the system has no such thing, waits for it and returns its exit code."""
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def run_application(given: Sequence[str]) -> int:
    """Starts BaselDesk with the arguments given, or on its example desk."""
    display = has_display()
    missing = system.provide(for_tests=False, say=say)
    if missing and display and not given:
        return 1
    python = environment.prepare(ROOT, say)
    if not display and not given:
        say("no display here, so the example runs in this terminal; on a desktop the same command opens the window")
    return become([str(python), "-m", "baseldesk", *choose_arguments(given, display)])


def run_tests(given: Sequence[str]) -> int:
    """Runs every stage of the checks; the exit code is that of the first that failed."""
    system.provide(for_tests=True, say=say)
    python = environment.prepare(ROOT, say)
    return stages.run_all(stages.plan(ROOT, python, given), ROOT)


def main(arguments: Sequence[str]) -> int:
    """Dispatches `run` and `test`; a set-up that fails ends with one clear line."""
    commands = {"run": run_application, "test": run_tests}
    try:
        return commands[arguments[0]](arguments[1:])
    except environment.SetupError as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

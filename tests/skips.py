"""Watches what is skipped. With CI=true, a skip that could have run fails the run.

A reason that begins with «cannot run here:» is taken at its word (no loop devices, not Windows); any other skip, on a machine
that installs all it needs, is a test that silently stopped testing. ./installer/test loads this with -p tests.skips.
"""

from __future__ import annotations

import os

import pytest

ACCEPTED = "cannot run here:"


def read_reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """The reason as the test gave it, without pytest's prefix."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")


def is_strict() -> bool:
    """Whether skips count: on the machines of the continuous integration."""
    return os.environ.get("CI", "").lower() in ("true", "1")


class SkipWatcher:
    """Collects, over one run, the skips that claim no good reason."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    def _judge(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail") and not read_reason(report).startswith(ACCEPTED):
            self.refused.append(f"{report.nodeid}: {read_reason(report)}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Sees each test's outcome, those of pytest-xdist's workers too."""
        self._judge(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Sees whole modules that skip themselves."""
        self._judge(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fails an otherwise good run."""
        if self.refused and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Says which tests were skipped that could have run."""
        if not self.refused:
            return
        terminalreporter.section(f"{len(self.refused)} skipped that should have run", red=True)
        for line in sorted(self.refused):
            terminalreporter.write_line(line)
        terminalreporter.write_line(f"Install what they lack, or begin the reason with «{ACCEPTED}» where no installing helps.")


def pytest_configure(config: pytest.Config) -> None:
    """Watches in the process that sums up, not in each worker."""
    if is_strict() and not hasattr(config, "workerinput"):
        config.pluginmanager.register(SkipWatcher(), "baseldesk-skips")

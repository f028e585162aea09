"""Workload W(N), which lives with `baseldesk bench`."""

from __future__ import annotations

from baseldesk.cli.bench.workload import OWNER, edit_pass, edits, saving_clock

__all__ = ["OWNER", "edit_pass", "edits", "saving_clock"]

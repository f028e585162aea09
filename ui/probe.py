"""The moment when the first place stands painted: what can wait begins then, and what it cost can be told."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.screens import Screen

FIRST_PAINT = "first-paint"


class FirstPaint(QObject):
    """Watches a screen, and says once that it was painted: with its first rows, or as it is before anything was read."""

    painted = Signal()

    def __init__(self, screen: Screen, *, with_rows: bool = True) -> None:
        super().__init__(screen)
        self._screen, self._with_rows = screen, with_rows
        self._is_over = False
        screen.installEventFilter(self)
        screen.ready.connect(screen.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees the paint that shows the rows; the widgets within are painted in the same round."""
        if event.type() == QEvent.Type.Paint and (self._screen.is_ready or not self._with_rows) and not self._is_over:
            self._is_over = True
            self._screen.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False


def report_and_leave() -> None:
    """Prints as JSON which modules are loaded, the memory held and the processor time spent, and ends the program."""
    spent = round(time.process_time(), 4)
    print(json.dumps({"modules": sorted(sys.modules), "rss_mib": read_memory(), "cpu_seconds": spent}), flush=True)
    QApplication.exit(0)


def read_memory() -> float | None:
    """The memory that the program holds now, in MiB; None where the system does not say it in this way."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    held = next(line for line in lines if line.startswith("VmRSS:"))
    return round(int(held.split()[1]) / 1024, 1)

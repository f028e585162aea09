"""What the first list costs: waits until it was painted with its rows, prints modules and memory, and ends the program."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from ui.places import Places

FIRST_PAINT = "first-paint"


class FirstPaint(QObject):
    """Watches the first screen; what comes after its paint is not counted."""

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self._is_over = False
        screen = places.here
        assert screen is not None
        self._screen = screen
        screen.installEventFilter(self)
        screen.ready.connect(screen.update)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees the paint that shows the rows; the widgets within are painted in the same round."""
        if event.type() == QEvent.Type.Paint and self._screen.is_ready and not self._is_over:
            self._is_over = True
            self._screen.removeEventFilter(self)
            QTimer.singleShot(0, self._report)
        return False

    @Slot()
    def _report(self) -> None:
        print(json.dumps({"modules": sorted(sys.modules), "rss_mib": read_memory()}), flush=True)
        QApplication.exit(0)


def read_memory() -> float | None:
    """The memory that the program holds now, in MiB; None where the system does not say it in this way."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    held = next(line for line in lines if line.startswith("VmRSS:"))
    return round(int(held.split()[1]) / 1024, 1)

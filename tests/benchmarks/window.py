"""The window beside an empty one of PySide6, and its list beside a plain table: start, memory, repaint.

python -m tests.benchmarks.window [RUNS [ACTIVITIES]]

Each start is a process of its own, ours and the empty one in turn. Processor time until the first paint is compared: it is the
same on a busy machine. Ours ends with the first 200 rows painted. At the end one line of JSON.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
EMPTY = """
import json, sys, time
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def event(self, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, tell)
        return super().event(event)

def tell():
    held = next(line for line in open("/proc/self/status") if line.startswith("VmRSS:"))
    print(json.dumps({"cpu_seconds": time.process_time(), "rss_mib": round(int(held.split()[1]) / 1024, 1)}), flush=True)
    app.quit()

app = QApplication(sys.argv[:1])
window = Window()
window.show()
app.exec()
"""


def make_desk(folder: Path, activities: int) -> None:
    """W(N) in this folder."""
    from baseldesk.sync.station import found_centre
    from tests.benchmarks.workload import OWNER, edits

    with found_centre(folder, OWNER) as desk:
        held = list(edits(activities))
        for at in range(0, len(held), 1000):
            desk.save(held[at : at + 1000], numbered=False, checked=False)


def start(*arguments: str) -> dict[str, Any]:
    """One start in a process of its own; what it told at its first paint."""
    ended = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    told: dict[str, Any] = json.loads(ended.stdout)
    return told


def compare_starts(desk: Path, runs: int) -> dict[str, float]:
    """Medians of both, and their ratio; the first pair is not counted."""
    ours, empty = [], []
    for _run in range(runs + 1):
        ours.append(start("-m", "baseldesk", "--desk", str(desk), "--probe", "first-paint", "--language", "en"))
        empty.append(start("-c", EMPTY))

    def middle(told: list[dict[str, Any]], name: str) -> float:
        return statistics.median(one[name] for one in told[1:])

    mine, yardstick = middle(ours, "cpu_seconds"), middle(empty, "cpu_seconds")
    return {
        "first_paint_s": mine, "empty_s": yardstick, "ratio": mine / yardstick,
        "first_paint_mib": middle(ours, "rss_mib"), "empty_mib": middle(empty, "rss_mib"),
    }  # fmt: skip


def compare_repaints(folder: Path) -> dict[str, float]:
    """A full repaint of the list after each jump, and of a plain table with text of its own in as many cells."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtGui import QPixmap, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    from ui import app as program
    from ui.settings import Settings

    def wait(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def repaint(view: QTableView) -> float:
        target, took = QPixmap(view.viewport().size()), []
        for step in range(80):
            view.verticalScrollBar().setValue(step * 37)
            begun = time.perf_counter()
            view.viewport().render(target)
            took.append(time.perf_counter() - begun)
        return statistics.median(took) * 1000

    app = program.make_app()
    with program.open_desk(folder) as desk:
        application = program.Application(app, desk, Settings(None), "en")
        application.show()
        application.window.show_screen("activities")
        wait(1500)
        table = application.window.findChild(QTableView, "activity_table")
        assert table is not None
        rows, columns = min(table.model().rowCount(), 3000), table.model().columnCount()
        model = QStandardItemModel(rows, columns)
        for row in range(rows):
            for column in range(columns):
                model.setData(model.index(row, column), f"cell {row} {column} and some words")
        plain = QTableView()
        plain.setModel(model)
        plain.resize(table.size())
        plain.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        for column in range(columns):
            plain.setColumnWidth(column, table.columnWidth(column))
        plain.show()
        wait(200)
        ours, yardstick = repaint(table), repaint(plain)
        plain.close()
        application.close()
    return {"repaint_ms": ours, "plain_ms": yardstick, "repaint_ratio": ours / yardstick}


def main(arguments: list[str]) -> None:
    """Prints the figures."""
    runs, activities = (int(arguments[0]) if arguments else 9), (int(arguments[1]) if len(arguments) > 1 else 10_000)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "desk"
        make_desk(folder, activities)
        found = compare_starts(folder, runs) | compare_repaints(folder)
    print(f"{activities} activities, {runs} starts of each, medians")
    print(f"first paint {found['first_paint_s']:.3f} s, empty window {found['empty_s']:.3f} s: {found['ratio']:.2f}×")
    print(f"memory then {found['first_paint_mib']:.1f} MiB, empty window {found['empty_mib']:.1f} MiB")
    print(
        f"repaint of the list {found['repaint_ms']:.2f} ms, plain table {found['plain_ms']:.2f} ms: {found['repaint_ratio']:.2f}×"
    )
    print(json.dumps({name: round(value, 4) for name, value in found.items()}))


if __name__ == "__main__":
    main(sys.argv[1:])

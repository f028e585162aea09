"""A table of some five hundred pages, wrapped cells, shaped text: ours beside ReportLab's, in one run.

python -m tests.benchmarks.pdf [ROWS]

ReportLab gets one table per page, which is its fast way, with the same font; once with its own shaping and once without.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from baseldesk.i18n import translator
from baseldesk.reports.blocks import Column, Front, Rows, Titled
from baseldesk.reports.document import Document, render
from baseldesk.resources import resource

HEADINGS = ("Reference", "Title", "Place", "Summary", "Amount")
WORDS = [
    "waste", "movement", "training", "customs", "inventory", "battery", "lead", "oil", "disposal", "recovery", "Party", "centre",
    "hazardous", "plastic", "ship",
]  # fmt: skip
PER_PAGE, ROWS = 9, 4400
Table = Sequence[Sequence[str]]


def make_rows(count: int) -> Table:
    """Always the same rows for a number."""
    rng = random.Random(1)

    def text(words: int) -> str:
        return " ".join(rng.choices(WORDS, k=words))

    return [(f"SEN-26-A{row}", text(14), text(8), text(20), f"{rng.randrange(10**6):,}") for row in range(count)]


def ours(rows: Table, folder: Path) -> int:
    """Pages of the table as BaselDesk prints it."""
    columns = tuple(Column(one, "end" if one == "Amount" else "start") for one in HEADINGS)
    document = Document(Front("Centre", "List", Titled("Benchmark")), (Rows(columns, rows, "none"),), "R", date(2026, 1, 1))
    return render(document, translator("en"), folder / "ours.pdf").pages


def theirs(rows: Table, folder: Path, *, shaped: bool) -> int:
    """Pages of the table as ReportLab prints it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as PlatypusTable

    name = f"Benchmark{shaped}"
    pdfmetrics.registerFont(TTFont(name, str(resource("fonts", "NotoSans-Regular.ttf")), shapable=shaped))
    style = ParagraphStyle("cell", fontName=name, fontSize=9, leading=12.5, shaping=shaped)
    story: list[object] = []
    for start in range(0, len(rows), PER_PAGE):
        body = [[Paragraph(escape(cell), style) for cell in row] for row in (HEADINGS, *rows[start : start + PER_PAGE])]
        story += [PlatypusTable(body, colWidths=[60, 120, 80, 150, 60], repeatRows=1), PageBreak()]
    template = SimpleDocTemplate(str(folder / "theirs.pdf"), pagesize=A4)
    template.build(story)
    return int(template.page)


def measure(label: str, make: Callable[[], int]) -> float:
    """Seconds for one table, said with its pages."""
    begun = time.perf_counter()
    pages = make()
    took = time.perf_counter() - begun
    print(f"{label:24} {pages:5} pages  {took:6.2f} s  {took / pages * 1000:5.1f} ms a page")
    return took


def main(count: int) -> None:
    """Three ways, and ours as a share of the others."""
    rows = make_rows(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = measure("BaselDesk", lambda: ours(rows, folder))
        shaped = measure("ReportLab, shaped", lambda: theirs(rows, folder, shaped=True))
        plain = measure("ReportLab, not shaped", lambda: theirs(rows, folder, shaped=False))
    print(f"ours / shaped {own / shaped:.2f}×, ours / not shaped {own / plain:.2f}×")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)

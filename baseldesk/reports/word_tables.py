"""Tables of a Word file: thin horizontal lines only, the heading row again on each page, mirrored from right to left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NewType
from unicodedata import east_asian_width

from docx.oxml.ns import qn

from baseldesk.reports.blocks import Rows
from baseldesk.reports.table import Cell
from baseldesk.reports.word_text import Wording, element, plain

Width = NewType("Width", float)
_TWENTIETH = 635  # a twentieth of a point, in the units in which lengths are kept
_LINE = {"val": "single", "sz": "4", "space": "0", "color": "999999"}
_WIDEST_WORD, _WIDEST, _LINE_LENGTH = 24.0, 60.0, 96.0  # letters
_BESIDE = 3.5  # letters that the margins of a cell take
_SAMPLE = 200
_CELL = qn("w:tc")


def ruled_table(block: Rows, wording: Wording, width: int) -> Any:
    """A table with its heading row, its rows and its totals.

    Args:
        width: of the text, in English metric units.
    """
    ends = [column.align == "end" for column in block.columns]
    heading = [wording.paragraphs(one.heading, bold=True, end=end) for one, end in zip(block.columns, ends, strict=True)]
    rows = [_row(heading, is_heading=True)]
    rows += (_row([wording.paragraphs(one, end=end) for one, end in zip(row, ends, strict=True)]) for row in block.rows)
    if block.totals:
        cells = zip(block.totals, ends, strict=True)
        rows.append(_row([wording.paragraphs(cell, bold=True, end=end) for cell, end in cells]))
    return _table(rows, _widths(block), width, wording.t.rtl, lines=True, title=plain(block.label))


def bare_table(rows: Sequence[Sequence[Sequence[Any]]], widths: Sequence[Width], width: int, right_to_left: bool) -> Any:
    """Paragraphs beside each other, without lines: labels and values, or places to sign.

    Args:
        rows: of cells, each a list of paragraphs.
        widths: how wide each column is beside the others.
    """
    return _table([_row(cells) for cells in rows], widths, width, right_to_left)


def space_after() -> Any:
    """The little that parts a table from what follows; two that touch would become one."""
    return element("p", element("pPr", element("spacing", before=0, after=0, line=120, lineRule="exact")))


def _table(
    rows: Sequence[Any], widths: Sequence[Width], width: int, right_to_left: bool, *, lines: bool = False, title: str = ""
) -> Any:
    borders = [element(side, **_LINE) for side in ("top", "bottom", "insideH")] if lines else []
    look = element(
        "tblPr",
        element("bidiVisual") if right_to_left else None,
        element("tblW", w=5000, type="pct"),
        element("tblBorders", *borders) if borders else None,
        element("tblLayout", type="autofit" if lines else "fixed"),
        element("tblCellMar", element("top", w=40, type="dxa")) if lines else None,
        element("tblLook", firstRow=int(lines), lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        element("tblCaption", val=title) if title else None,
    )
    total, whole = sum(widths), width // _TWENTIETH
    shares = [round(one / total * whole) for one in widths]
    for row in rows:
        for cell, share in zip(row.iter(_CELL), shares, strict=True):
            cell.insert(0, element("tcPr", element("tcW", w=share, type="dxa")))
    return element("tbl", look, element("tblGrid", *(element("gridCol", w=share) for share in shares)), *rows)


def _row(cells: Sequence[Sequence[Any]], *, is_heading: bool = False) -> Any:
    looks = [element("cantSplit"), element("tblHeader")] if is_heading else [element("cantSplit")]
    return element("tr", element("trPr", *looks), *(element("tc", *paragraphs) for paragraphs in cells))


def _widths(block: Rows) -> list[Width]:
    """How wide each column is: its longest word stands on one line, and the rest goes to those that want more."""
    sample = [[column.heading for column in block.columns], *block.rows[:_SAMPLE]]
    columns = [[_text(row[place]) for row in sample] for place in range(len(block.columns))]
    least = [min(max(_length(word) for cell in cells for word in cell.split(" ")) + _BESIDE, _WIDEST_WORD) for cells in columns]
    most = [min(max(_length(line) for cell in cells for line in cell.split("\n")) + _BESIDE, _WIDEST) for cells in columns]
    wanted = [max(few, many) for few, many in zip(least, most, strict=True)]
    left, more = max(_LINE_LENGTH - sum(least), 0), sum(wanted) - sum(least)
    share = min(left / more, 1) if more else 1
    return [Width(few + share * (many - few)) for few, many in zip(least, wanted, strict=True)]


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(span.text for span in cell)


def _length(text: str) -> float:
    """In letters; those of Chinese are as wide as two."""
    return sum(2.2 if east_asian_width(one) in "WF" else 1.2 for one in text)

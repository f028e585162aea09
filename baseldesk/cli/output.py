"""What commands write: JSON for scripts, aligned columns for people. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

GAP = "  "
ID_BYTES = 16


def write_json(value: object) -> None:
    """One JSON document on a line of its own."""
    print(json.dumps(value, ensure_ascii=False, default=plain))


def plain(value: object) -> object:
    """The JSON form of what JSON has none for: ids as UUID, other bytes in hexadecimal, decimals and dates as text."""
    if isinstance(value, bytes):
        from baseldesk.records.identity import id_text

        return id_text(value) if len(value) == ID_BYTES else value.hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    if isinstance(value, set | frozenset | tuple):
        return sorted(value)
    return str(value)


def write_lines(lines: Iterable[str]) -> None:
    """Lines for a person."""
    for line in lines:
        print(line)


def remark(text: str, *, quiet: bool = False) -> None:
    """Something beside the result, on stderr."""
    if not quiet:
        print(text, file=sys.stderr)


def table(rows: Sequence[Sequence[str]], headings: Sequence[str] = (), *, right: frozenset[int] = frozenset()) -> list[str]:
    """Aligned columns; on a terminal each line ends where the terminal does."""
    cells = [list(headings), *map(list, rows)] if headings else [list(one) for one in rows]
    if not cells:
        return []
    cells = [[one_line(cell) for cell in row] for row in cells]
    widths = [max(width(row[i]) for row in cells) for i in range(len(cells[0]))]
    lines = [GAP.join(pad(cell, widths[i], left=i not in right) for i, cell in enumerate(row)).rstrip() for row in cells]
    if headings:
        lines.insert(1, GAP.join("─" * size for size in widths))
    return [cut(line, terminal_width()) for line in lines]


def pairs(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Label and value; a value of several lines goes on beneath itself."""
    held = [(label, value.split("\n")) for label, value in rows]
    size = max((width(label) for label, _ in held), default=0)
    out = []
    for label, lines in held:
        out.append(f"{pad(label, size)}{GAP}{lines[0]}".rstrip())
        out += [f"{' ' * size}{GAP}{line}".rstrip() for line in lines[1:]]
    return out


def one_line(text: str) -> str:
    """The text without line ends or control characters, which would steer a terminal."""
    return "".join(" " if one in "\n\t\r" else one for one in text if one in "\n\t\r" or unicodedata.category(one) != "Cc")


def shown(text: str) -> str:
    """The text with its line ends, without other control characters."""
    return "".join(one for one in text if one == "\n" or unicodedata.category(one) != "Cc")


def width(text: str) -> int:
    """The columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_columns(one) for one in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, size: int, *, left: bool = True) -> str:
    """The text filled with spaces up to a number of columns."""
    space = " " * (size - width(text))
    return text + space if left else space + text


def cut(text: str, size: int) -> str:
    """The text up to a number of columns, with an ellipsis where something is left out; 0 for no limit."""
    if not size or width(text) <= size:
        return text
    used, end = 0, 0
    for end, one in enumerate(text):  # noqa: B007  (the place where it stopped is wanted)
        used += _columns(one)
        if used > size - 1:
            break
    return text[:end] + "…"


def terminal_width() -> int:
    """The columns of the terminal; 0 where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() and os.environ.get("TERM") != "dumb" else 0

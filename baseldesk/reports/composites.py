"""Letters with their marks as single glyphs: composite glyphs added to a TrueType font.

PDF readers take a mark that is placed by itself for the beginning of a new word, or lose it. As one glyph, letter and
marks are copied and found as they were typed. A part is a glyph of the font at a place, in font units.
"""

from __future__ import annotations

from collections.abc import Sequence
from struct import calcsize, pack, unpack_from
from typing import NamedTuple

_WORDS_XY_MORE, _WORDS_XY = 0x0023, 0x0003
_DEPTH = 4


class Part(NamedTuple):
    """A glyph of the font, moved."""

    glyph: int
    x: int
    y: int


def add_composites(font: bytes, composites: Sequence[tuple[Sequence[Part], int]]) -> bytes:
    """The font with one more glyph, of the advance given, for each list of parts."""
    tables = _read_tables(font)
    tables |= _add_glyphs(tables, composites)
    return _write_tables(tables)


def _read_tables(font: bytes) -> dict[bytes, bytes]:
    (count,) = unpack_from(">H", font, 4)
    rows = (unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(count))
    return {tag: font[offset : offset + length] for tag, _, offset, length in rows}


def _add_glyphs(tables: dict[bytes, bytes], composites: Sequence[tuple[Sequence[Part], int]]) -> dict[bytes, bytes]:
    offsets, metrics = _read_offsets(tables), _read_metrics(tables)
    glyphs = bytearray(tables[b"glyf"])
    for parts, advance in composites:
        glyphs += b"\0" * (-len(glyphs) % 4)
        box = _surround([_box(tables[b"glyf"], offsets, part) for part in parts])
        offsets[-1] = len(glyphs)
        glyphs += pack(">h4h", -1, *box) + _write_parts(parts)
        offsets.append(len(glyphs))
        metrics.append((advance, box[0]))
    return {
        b"glyf": bytes(glyphs),
        b"loca": pack(f">{len(offsets)}L", *offsets),
        b"hmtx": b"".join(pack(">Hh", *metric) for metric in metrics),
        b"head": tables[b"head"][:50] + pack(">h", 1) + tables[b"head"][52:],
        b"hhea": tables[b"hhea"][:34] + pack(">H", len(metrics)),
        b"maxp": _raise_limits(tables[b"maxp"], len(metrics), max(len(parts) for parts, _ in composites)),
    }


def _read_offsets(tables: dict[bytes, bytes]) -> list[int]:
    (is_long,) = unpack_from(">h", tables[b"head"], 50)
    loca = tables[b"loca"]
    if is_long:
        return list(unpack_from(f">{len(loca) // 4}L", loca))
    return [half * 2 for half in unpack_from(f">{len(loca) // 2}H", loca)]


def _read_metrics(tables: dict[bytes, bytes]) -> list[tuple[int, int]]:
    """Advance and left side bearing of each glyph; those at the end share the last advance."""
    (glyphs,), (full,) = unpack_from(">H", tables[b"maxp"], 4), unpack_from(">H", tables[b"hhea"], 34)
    hmtx = tables[b"hmtx"]
    metrics = [(advance, bearing) for advance, bearing in (unpack_from(">Hh", hmtx, 4 * number) for number in range(full))]
    bearings = unpack_from(f">{glyphs - full}h", hmtx, 4 * full)
    return metrics + [(metrics[-1][0], bearing) for bearing in bearings]


def _box(glyf: bytes, offsets: list[int], part: Part) -> tuple[int, int, int, int] | None:
    start, end = offsets[part.glyph], offsets[part.glyph + 1]
    if end - start < calcsize(">5h"):
        return None
    left, bottom, right, top = unpack_from(">4h", glyf, start + 2)
    return left + part.x, bottom + part.y, right + part.x, top + part.y


def _surround(boxes: list[tuple[int, int, int, int] | None]) -> tuple[int, int, int, int]:
    drawn = [box for box in boxes if box]
    if not drawn:
        return 0, 0, 0, 0
    lefts, bottoms, rights, tops = zip(*drawn, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _write_parts(parts: Sequence[Part]) -> bytes:
    flags = [_WORDS_XY_MORE] * (len(parts) - 1) + [_WORDS_XY]
    return b"".join(pack(">HHhh", flag, *part) for flag, part in zip(flags, parts, strict=True))


def _raise_limits(maxp: bytes, glyphs: int, parts: int) -> bytes:
    """`maxp` for so many glyphs, of which one has so many parts, each with at most the points the font allowed before."""
    values = list(unpack_from(">L14H", maxp))
    points, contours, composite_points, composite_contours = values[2:6]
    values[1] = glyphs
    values[4:6] = [max(points, composite_points) * parts, max(contours, composite_contours) * parts]
    values[13:15] = [max(values[13], parts), _DEPTH]
    return pack(">L14H", *(min(value, 0xFFFF) if place else value for place, value in enumerate(values)))


def _write_tables(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = pack(">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    rows, body, offset = [], [], 12 + 16 * count
    for tag, content in sorted(tables.items()):
        padded = content + b"\0" * (-len(content) % 4)
        rows.append(pack(">4sLLL", tag, _checksum(padded), offset, len(content)))
        body.append(padded)
        offset += len(padded)
    return head + b"".join(rows) + b"".join(body)


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = unpack_from(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF

"""The faces of one document: which glyphs it used, the codes it printed them by, and the text that each code stands for.

A face goes into the file as a composite TrueType font holding only the glyphs that were used. Each pair of glyph and
text has a code of its own, so that the file's ToUnicode table gives back exactly the text that was typed: a ligature
gives its letters, the same bracket glyph ``(`` in one direction and ``)`` in the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from struct import pack
from typing import Any
from unicodedata import category

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from baseldesk.reports.composites import Part, add_composites
from baseldesk.reports.fonts import UNITS, Face, is_drawn
from baseldesk.reports.guides import RIGHT_TO_LEFT_MARK
from baseldesk.reports.shaping import Piece

_KEPT_TABLES = frozenset({"glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep"})
_SYMBOLIC = 4
_MOST_CODES = 65_000  # a code has two bytes; beyond this, glyphs are still drawn but their text is not told


Marks = tuple[tuple[int, int, int], ...]
_Key = tuple[int, Marks, str]
_Numbers = dict[tuple[int, Marks], int]
ZERO_WIDTH_SPACE = "\u200b"
_MOST_KEPT = 12_000
_LONGEST_TEXT = 30  # of one glyph, in characters; readers refuse much longer ones


class EmbeddedFace:
    """One face as one document uses it."""

    def __init__(self, face: Face, resource_name: str) -> None:
        self.face = face
        self.resource_name = resource_name
        self._codes: dict[_Key, int] = {}
        self._written: dict[Piece, str] = {}

    def write(self, piece: Piece) -> str:
        """The piece as the inside of a TJ array; guide marks without width close and open it."""
        written = self._written.get(piece)
        if written is None:
            if len(self._written) >= _MOST_KEPT:
                self._written.clear()  # figures and references come once and would pile up
            written = self._written[piece] = "".join(self._write_glyphs(piece)).replace("><", "")
        return written

    def _write_glyphs(self, piece: Piece) -> Iterator[str]:
        for number, advance, x, marks, told, _ in piece.glyphs:
            text = told[::-1] if piece.right_to_left else told  # readers turn such runs round character by character
            key = (number, marks, text)
            shown = f"<{self._code(key):04X}>"
            after = x + self._width(key) - advance
            if text == RIGHT_TO_LEFT_MARK:
                yield f"]TJ [{shown}]TJ ["
            else:
                yield f"{-x if x else ''}{shown}{after if after else ''}" if x or after else shown

    def _code(self, key: _Key) -> int:
        wanted = key if len(self._codes) < _MOST_CODES else (*key[:2], "")
        return self._codes.setdefault(wanted, len(self._codes) + 1)

    def _width(self, key: _Key) -> int:
        return 0 if key[2] == RIGHT_TO_LEFT_MARK else self.face.width(key[0])

    @property
    def missing(self) -> frozenset[str]:
        """Characters that the face does not have and that were drawn as boxes."""
        boxes = {character for glyph, _, text in self._codes if glyph == 0 for character in text}
        return frozenset(character for character in boxes if not is_drawn(character) and category(character) != "Cf")

    def add_to(self, document: Any) -> None:
        """Writes the font and what belongs to it into a ReportLab document."""
        program, numbers = self._subset()
        name = f"{_tag(program)}+{self.face.name}"
        unicode_map = pdfdoc.PDFStream(content=self._unicode_map(), filters=[pdfdoc.PDFZCompress])
        font = pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{name}", "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(self._descendant(document, name, program, numbers))]),
            "ToUnicode": document.Reference(unicode_map),
        })  # fmt: skip
        document.idToObject["BasicFonts"].dict[self.resource_name] = document.Reference(font)

    def _descendant(self, document: Any, name: str, program: bytes, numbers: _Numbers) -> pdfdoc.PDFDictionary:
        placed = b"\0\0" + b"".join(pack(">H", numbers[glyph, marks]) for glyph, marks, _ in self._codes)
        places = pdfdoc.PDFStream(content=placed, filters=[pdfdoc.PDFZCompress])
        widths = [self._width(key) for key in self._codes]
        system = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
        return pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": f"/{name}", "CIDSystemInfo": pdfdoc.PDFDictionary(system),
            "FontDescriptor": document.Reference(self._descriptor(document, name, program)), "DW": 1000,
            "W": pdfdoc.PDFArrayCompact([1, pdfdoc.PDFArrayCompact(widths)]), "CIDToGIDMap": document.Reference(places),
        })  # fmt: skip

    def _descriptor(self, document: Any, name: str, program: bytes) -> pdfdoc.PDFDictionary:
        stream = pdfdoc.PDFStream(content=program, filters=[pdfdoc.PDFZCompress])
        stream.dictionary["Length1"] = len(program)
        metrics = self.face.metrics
        box = [metrics[side] for side in ("left", "bottom", "right", "top")]
        return pdfdoc.PDFDictionary({
            "Type": "/FontDescriptor", "FontName": f"/{name}", "Flags": _SYMBOLIC, "FontBBox": pdfdoc.PDFArrayCompact(box),
            "ItalicAngle": 0, "Ascent": metrics["ascent"], "Descent": metrics["descent"], "CapHeight": metrics["cap_height"],
            "StemV": 140 if self.face.name.endswith("Bold") else 80, "FontFile2": document.Reference(stream),
        })  # fmt: skip

    def _subset(self) -> tuple[bytes, _Numbers]:
        """The font with the used glyphs only and letters joined with their marks, and each one's number in it."""
        drawn = dict.fromkeys((glyph, marks) for glyph, marks, _ in self._codes)
        plan = self._plan({glyph for glyph, _ in drawn} | {mark for _, marks in drawn for mark, _, _ in marks})
        mapping = plan.old_to_new_glyph_mapping
        program = plan.execute()
        numbers = {(glyph, marks): mapping[glyph] for glyph, marks in drawn if not marks}
        joined = [one for one in drawn if one[1]]
        numbers |= {one: program.glyph_count + count for count, one in enumerate(joined)}
        font = bytes(program.blob.data)
        if joined:
            font = add_composites(font, [self._compose(glyph, marks, mapping) for glyph, marks in joined])
        return font, numbers

    def _plan(self, glyphs: set[int]) -> hb.SubsetPlan:
        face = self.face.face
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in face.table_tags if tag not in _KEPT_TABLES)
        return hb.SubsetPlan(face, wanted)

    def _compose(self, glyph: int, marks: Marks, mapping: Mapping[int, int]) -> tuple[list[Part], int]:
        scale = self.face.face.upem / UNITS
        parts = [Part(mapping[mark], round(x * scale), round(y * scale)) for mark, x, y in marks]
        return parts, round(self.face.width(glyph) * scale)

    def _unicode_map(self) -> str:
        texts = [(code, text[:_LONGEST_TEXT] or ZERO_WIDTH_SPACE) for (*_, text), code in self._codes.items()]
        lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in texts]
        blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return _UNICODE_MAP.format(body=body)


_UNICODE_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _tag(program: bytes) -> str:
    """Six capital letters, the same for the same subset."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])

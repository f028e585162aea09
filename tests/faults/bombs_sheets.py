"""Hostile workbooks and text tables: each is refused within bounds, or read within them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.bombs_old_sheets import old_workbooks

MIB = 1 << 20
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006/relationships"
_ODF = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    b'<office:body><office:spreadsheet><table:table table:name="A">'
)
_ODF_END = b"</table:table></office:spreadsheet></office:body></office:document-content>"
_MANIFEST = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    b'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
_SHEET = b'<sheet name="A" sheetId="1" r:id="r1"/>'
_CELL = b'<table:table-cell office:value-type="string"%s><text:p>x</text:p></table:table-cell>'
# A table that would be taken: what stands beside it in each bomb is the only reason to refuse it.
_GOOD = b"".join(
    b'<row r="%d">%s</row>'
    % (
        n,
        b"".join(
            b'<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % (column, n, text)
            for column, text in zip((b"A", b"B"), row, strict=True)
        ),
    )
    for n, row in enumerate(((b"title", b"city"), (b"Training", b"Dakar")), 1)
)
_GOOD_ROWS = b"".join(
    b"<table:table-row>%s</table:table-row>" % b"".join((_CELL % b"").replace(b">x<", b">%s<" % text) for text in row)
    for row in ((b"title", b"city"), (b"Training", b"Dakar"))
)
Sheet = tuple[str, Path]


def sheets(folder: Path) -> dict[str, Sheet]:
    """Every one, by name."""
    out: dict[str, Sheet] = {}
    for number, (name, entries) in enumerate((*_workbooks(), *_open_documents())):
        path = folder / f"sheet-{number}.{'ods' if name.startswith('ODS') else 'xlsx'}"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for entry, raw in entries.items():
                book.writestr(entry, raw)
        out[f"book: {name}"] = ("foreign", path)
    liar = folder / "liar.xlsx"
    liar.write_bytes(_lying((folder / "sheet-0.xlsx").read_bytes()))
    out["book: sizes that lie"] = ("foreign", liar)
    for name, raw in old_workbooks():
        path = folder / f"old-{name.replace(' ', '-')}.xls"
        path.write_bytes(raw)
        out[f"old book: {name}"] = ("foreign", path)
    for name, raw in _texts():
        path = folder / f"text-{name[:12].replace(' ', '-')}.csv"
        path.write_bytes(raw)
        out[f"table: {name}"] = ("foreign", path)
    line = folder / "line.csv"
    with line.open("wb") as file:
        file.write(b"title,city\n")
        file.truncate(1 << 30)  # one line of 1 GiB, of which the disk holds nothing
    out["table: one line of 1 GiB"] = ("foreign", line)
    return out


def _workbooks() -> Iterator[tuple[str, dict[str, bytes]]]:
    row = b'<row r="3">%s</row>'
    inline = b'<c t="inlineStr"><is><t>x</t></is></c>'
    yield "a sheet of 250 MiB", _book(b"<!--" + b" " * (250 * MIB) + b"-->")
    yield "a million columns", _book(row % (inline * 1_000_000))
    yield "cells without number", _book(b"<row>%s</row>" % (b"<c><v>1</v></c>" * 500) * 20_000)
    yield "a size that lies", _book(row % inline, before=b'<dimension ref="A1:XFD1048576"/>')
    yield "XML too deep", _book(b"<row>" * 400_000)
    yield "cells of another prefix", _book(b"<x:row>" + b"<x:c><x:v>1</x:v></x:c>" * 20_000 + b"</x:row>", prefix=b"x:")
    yield "entities", _book(b"<row><c><v>&a;</v></c></row>", head=b'<!DOCTYPE x [<!ENTITY a "%s">]>' % (b"b" * MIB))
    formula = b"<c t=\"str\"><f>cmd|' /C calc'!A0</f><v>=1+1</v></c>"
    yield "names and formulas of sheets", _book(row % (formula * 3) * 3, name=b"../../../etc/passwd" + b"n" * 3000)
    yield "names without number", _book(b"", sheets=_SHEET * 300_000)
    yield "a sheet read ten thousand times", _book(row % (inline * 900), sheets=_SHEET * 10_000)
    yield "a sheet of 40 MiB read a hundred times", _book(b"<!--" + b" -" * (20 * MIB) + b"-->", sheets=_SHEET * 128)
    yield (
        "merged cells without number",
        _book(row % inline, after=b"<mergeCells>%s</mergeCells>" % (b'<mergeCell ref="A1:XFD1048576"/>' * 100_000)),
    )
    yield from _far_cells()
    yield from _shared_texts()


def _far_cells() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The library makes room for what lies between the first cell and the last."""
    for name, cell in {
        "a cell in the last corner": b'<c r="XFD1048576"><v>1</v></c>',
        "a cell far below and far right": b'<c r="ZZZZZZ999999999"><v>1</v></c>',
        "a far cell in small letters": b'<c r="xfd1048576"><v>1</v></c>',
        "a far cell in other quotes": b"<c\n\tr\n=\n'XFD1048576'><v>1</v></c>",
        "a far cell behind an angle": b'<c x=">" r="XFD1048576"><v>1</v></c>',
        "a far cell behind a near one": b'<c x=\' r="A3"\' r="XFD1048576"><v>1</v></c>',
        "a far cell with zeros": b'<c r="XFD000000000001048576"><v>1</v></c>',
        "a far cell behind blanks": b"<c r" + b" " * (2 * MIB) + b'="XFD1048576"><v>1</v></c>',
    }.items():
        yield name, _book(b"<row>%s</row>" % cell)
    yield (
        "a far cell in each of many rows",
        _book(b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(3, 9000))),
    )
    yield (
        "a row far below, one far to the right",
        _book(b'<row r="3">%s</row><row r="1000000"><c><v>1</v></c></row>' % (b"<c><v>1</v></c>" * 900)),
    )


def _shared_texts() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The library makes a copy for each cell."""
    long = b'<sst xmlns="%s"><si><t>%s</t></si></sst>' % (_MAIN, b"x" * MIB)
    name = "xl/sharedStrings.xml"

    def rows(cell: bytes) -> dict[str, bytes]:
        return _book(b"<row>%s</row>" % (cell * 500) * 4)

    plain = b'<c t="s"><v>0</v></c>'
    yield "one shared text in many cells", {**rows(plain), name: long}
    yield "one shared text in many placed cells", {
        **_book(b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(3, 2000))), name: long,
    }  # fmt: skip
    for what, cell in {
        "attributes in the other order": b"<c\tt='s' ><v >0</v></c>",
        "something between": b'<c t="s"><f/><!-- > --><v>0</v></c>',
        "an angle before": b'<c x=">" t="s"><v>0</v></c>',
        "zeros before": b'<c t="s"><v>0000000000000</v></c>',
    }.items():
        yield f"one shared text in many cells, {what}", {**rows(cell), name: long}
    for other in ("xl/sharedstrings.xml", "XL/SharedStrings.xml", "xl\\sharedStrings.xml"):
        yield f"one shared text in {other}", {**rows(plain), other: long}
    prefixed = long.replace(b"<si>", b"<x:si>").replace(b"</si>", b"</x:si>")
    yield "one shared text of another prefix", {**rows(plain), name: prefixed}
    yield "a million shared texts", {
        **_book(b"<row>%s</row>" % (plain * 3)), name: b'<sst xmlns="%s">' % _MAIN + b"<si><t>x</t></si>" * 3_100_000 + b"</sst>",
    }  # fmt: skip


def _open_documents() -> Iterator[tuple[str, dict[str, bytes]]]:
    def row(cells: bytes, times: bytes = b"") -> bytes:
        return b"<table:table-row%s>%s</table:table-row>" % (times, cells)

    def columns(number: int) -> bytes:
        return b' table:number-columns-repeated="%d"' % number

    def rows(number: int) -> bytes:
        return b' table:number-rows-repeated="%d"' % number

    one, empty = _CELL % b"", b"<table:table-cell%s/>"
    long = (_CELL % columns(900)).replace(b">x<", b">%s<" % (b"x" * 900_000))
    yield "ODS: repeated cells", _document(row(_CELL % columns(900)) * 9000)
    yield "ODS: repeated cells in repeated rows", _document(row(_CELL % columns(900), rows(1 << 20)))
    yield "ODS: repeated rows", _document(row(one * 900, rows(1 << 20)))
    yield "ODS: more repetitions than a number holds", _document(row(_CELL % columns(10**20)))
    yield "ODS: a milliard of cells", _document(row(_CELL % columns(10**9)))
    yield "ODS: cells repeated in other quotes", _document(row(_CELL % columns(10**9).replace(b'"', b"'")))
    yield "ODS: cells repeated with blanks", _document(row(_CELL % columns(10**9).replace(b"=", b" \n= ")))
    yield "ODS: cells repeated with a sign", _document(row(_CELL % columns(10**9).replace(b'"1', b'"+001')))
    yield "ODS: cells repeated behind an angle", _document(row(_CELL % (b' x=">"' + columns(10**9))))
    yield "ODS: a long text repeated", _document(row(long))
    yield "ODS: empty cells repeated before a full one", _document(row(empty % columns(10**9) + one))
    yield "ODS: empty rows repeated before a full one", _document(row(empty % b"", rows(10**9)) + row(one))
    within = b'<table:table-cell><table:table table:name="B"></table:table></table:table-cell>'
    yield "ODS: a table in a table", _document(row(empty % b"", rows(10**9)) + row(within) + row(one))
    yield "ODS: empty cells and rows behind all", _document(row(empty % columns(16_384), rows(1 << 20)))
    yield "ODS: XML too deep", _document(b"<table:table-row>" * 300_000)


def _book(
    data: bytes,
    *,
    name: bytes = b"A",
    head: bytes = b"",
    prefix: bytes = b"",
    sheets: bytes = b"",
    before: bytes = b"",
    after: bytes = b"",
) -> dict[str, bytes]:
    sheet = sheets or b'<sheet name="%s" sheetId="1" r:id="r1"/>' % name
    spaces = b'xmlns%s="%s"' % (b":x" if prefix else b"", _MAIN)
    rel = b'<Relationship Id="%s" Type="' + _RELS + b'/%s" Target="%s"/>'
    return {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": b'<Relationships xmlns="%s">' % _PACKAGE
        + rel % (b"r1", b"officeDocument", b"xl/workbook.xml")
        + b"</Relationships>",
        "xl/workbook.xml": b'<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (_MAIN, _RELS, sheet),
        "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="%s">' % _PACKAGE
        + rel % (b"r1", b"worksheet", b"worksheets/sheet1.xml")
        + rel % (b"r2", b"sharedStrings", b"sharedStrings.xml")
        + b"</Relationships>",
        "xl/worksheets/sheet1.xml": head
        + b"<%sworksheet %s>%s<%ssheetData>%s</%ssheetData>%s</%sworksheet>"
        % (prefix, spaces, before, prefix, (b"" if prefix else _GOOD) + data, prefix, after, prefix),
    }


def _document(rows: bytes) -> dict[str, bytes]:
    return {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": _MANIFEST,
        "content.xml": _ODF + _GOOD_ROWS + rows + _ODF_END,
    }


def _lying(raw: bytes) -> bytes:
    """The archive with sizes of one byte in its directory."""
    out = bytearray(raw)
    at = 0
    while (at := out.find(b"PK\x01\x02", at)) >= 0:
        out[at + 24 : at + 28] = b"\x01\0\0\0"
        at += 4
    return bytes(out)


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "unbalanced quotes", b'title,city\n"a,b\n' * 500_000
    yield "quotes in quotes", b"title,city\n" + b'"' * (8 * MIB)
    yield "two million rows", b"title,city\n" + b"a,b\n" * 2_000_000
    yield "cells without number", b"title,city\n" + (b"a," * 900 + b"\n") * 20_000
    yield "NUL everywhere", b"title,city\n" + b"\0,\0\n" * 100_000
    yield "UTF-16 half a pair", b"\xff\xfe" + "title,city\n".encode("utf-16-le") + b"\x00\xd8" * 10_000
    yield "UTF-8 overlong", b"title,city\n" + b"\xc0\xaf,\xed\xa0\x80\n" * 1000
    yield "blank lines", b"title,city\n" + b"\n" * (40 * MIB)

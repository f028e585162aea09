"""Hostile workbooks and text tables: each is refused within bounds, or read within them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

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
_CELL = b"<table:table-cell%s><text:p>x</text:p></table:table-cell>"
Sheet = tuple[str, Path]


def sheets(folder: Path) -> dict[str, Sheet]:
    """Every one, by name."""
    out: dict[str, Sheet] = {}
    for number, (name, entries) in enumerate(_workbooks()):
        path = folder / f"sheet-{number}.{'ods' if name.startswith('ODS') else 'xlsx'}"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for entry, raw in entries.items():
                book.writestr(entry, raw)
        out[f"book: {name}"] = ("foreign", path)
    liar = folder / "liar.xlsx"
    liar.write_bytes(_lying((folder / "sheet-0.xlsx").read_bytes()))
    out["book: sizes that lie"] = ("foreign", liar)
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
    row = b'<row r="1">%s</row>'
    inline = b'<c t="inlineStr"><is><t>%s</t></is></c>'
    shared = b'<sst xmlns="%s"><si><t>%s</t></si></sst>' % (_MAIN, b"x" * (8 * MIB))
    yield "a sheet of 250 MiB", _book(b"<!--" + b" " * (250 * MIB) + b"-->")
    yield "a million columns", _book(row % (inline % b"x" * 1_000_000))
    yield (
        "a cell in the last corner",
        _book(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    )
    yield (
        "a far cell in each of many rows",
        _book(b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(1, 9000))),
    )
    yield "a cell far below and far right", _book(b'<row r="999999999"><c r="ZZZZZZ999999999"><v>1</v></c></row>')
    yield "a size that lies", _book(row % (inline % b"x"), before=b'<dimension ref="A1:XFD1048576"/>')
    yield "one shared text in many cells", {**_book(row % (b'<c t="s"><v>0</v></c>' * 5000)), "xl/sharedStrings.xml": shared}
    yield (
        "one shared text in many cells, attributes in the other order",
        {**_book(row % (b"<c\tt='s' ><v >0</v></c>" * 5000)), "xl/sharedStrings.xml": shared},
    )
    yield (
        "one shared text under another name",
        {
            **_book(row % (b'<c t="s"><v>0</v></c>' * 5000), strings=b"sharedstrings2.xml"),
            "xl/sharedstrings2.xml": shared,
        },
    )
    yield (
        "a million shared texts",
        {
            **_book(row % (b'<c t="s"><v>0</v></c>' * 3)),
            "xl/sharedStrings.xml": b'<sst xmlns="%s">' % _MAIN + b"<si><t>x</t></si>" * 3_000_000 + b"</sst>",
        },
    )
    yield "XML too deep", _book(b"<row>" * 400_000)
    yield "cells of another prefix", _book(b"<x:row>" + b"<x:c><x:v>1</x:v></x:c>" * 4_000_000 + b"</x:row>", prefix=b"x:")
    yield "entities", _book(b"<row><c><v>&a;</v></c></row>", head=b'<!DOCTYPE x [<!ENTITY a "%s">]>' % (b"b" * MIB))
    yield (
        "names and formulas of sheets",
        {
            **_book(
                row % (b"<c t=\"str\"><f>cmd|' /C calc'!A0</f><v>=1+1</v></c>" * 3) * 3,
                name=b"../../../etc/passwd&#0;" + b"n" * 3000,
            )
        },
    )
    yield "names without number", _book(b"", sheets=b'<sheet name="A" sheetId="1" r:id="r1"/>' * 300_000)
    yield (
        "a sheet read ten thousand times",
        _book(row % (inline % b"x" * 3000), sheets=b'<sheet name="A" sheetId="1" r:id="r1"/>' * 10_000),
    )
    yield (
        "merged cells without number",
        _book(row % (inline % b"x"), after=b"<mergeCells>%s</mergeCells>" % (b'<mergeCell ref="A1:XFD1048576"/>' * 100_000)),
    )
    yield from _open_documents()


def _open_documents() -> Iterator[tuple[str, dict[str, bytes]]]:
    times = b' table:number-columns-repeated="16000"'
    rows = b'<table:table-row table:number-rows-repeated="1048576">'
    plain = b"<table:table-row>%s</table:table-row>"
    end = b"</table:table-row>"
    yield "ODS: repeated cells", _document(plain % (_CELL % times * 300))
    yield "ODS: repeated cells in repeated rows", _document(rows + _CELL % times + end)
    yield "ODS: repeated rows", _document(rows + _CELL % b"" + end)
    yield (
        "ODS: more repetitions than a number holds",
        _document(plain % (_CELL % b' table:number-columns-repeated="99999999999999999999"')),
    )
    yield "ODS: a milliard of cells", _document(plain % (_CELL % b' table:number-columns-repeated="1000000000"'))
    yield "ODS: cells repeated in other quotes", _document(plain % (_CELL % b" table:number-columns-repeated='100000000'"))
    yield (
        "ODS: a long text repeated",
        _document(
            plain
            % (
                b'<table:table-cell table:number-columns-repeated="9000"><text:p>'
                + b"x" * 900_000
                + b"</text:p></table:table-cell>"
            )
        ),
    )
    yield (
        "ODS: empty cells repeated before a full one",
        _document(plain % (b'<table:table-cell table:number-columns-repeated="1000000000"/>' + _CELL % b"")),
    )
    yield (
        "ODS: empty rows repeated before a full one",
        _document(
            b'<table:table-row table:number-rows-repeated="1000000000"><table:table-cell/></table:table-row>'
            + plain % (_CELL % b"")
        ),
    )
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
    strings: bytes = b"sharedStrings.xml",
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
        + rel % (b"r2", b"sharedStrings", strings)
        + b"</Relationships>",
        "xl/worksheets/sheet1.xml": head
        + b"<%sworksheet %s>%s<%ssheetData>%s</%ssheetData>%s</%sworksheet>"
        % (prefix, spaces, before, prefix, data, prefix, after, prefix),
    }


def _document(rows: bytes) -> dict[str, bytes]:
    return {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": _ODF + rows + _ODF_END}


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

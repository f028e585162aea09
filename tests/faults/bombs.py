"""Files that are small and want to become large, deep or endless; each signed by a key that is good, where it is one of ours."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from backports import zstd

from baseldesk.journal.heads import HEAD_TAG, head_message
from baseldesk.sync.framing import Header, Kind, write_container
from baseldesk.sync.keys import DeviceKey
from baseldesk.sync.payload import Section
from tests.faults.bombs_sheets import sheets

MIB = 1 << 20
DEEP = b"\x91" * MIB  # arrays in arrays in arrays
ENDLESS = b"\xdd\xff\xff\xff\xff"  # the head of an array of four milliard
LEVEL = 19


class Smith:
    """Makes files of a deployment with a key that is good there."""

    def __init__(self, folder: Path, key: DeviceKey, deployment: bytes, sender: str) -> None:
        self.folder, self.key, self.deployment, self.sender = folder, key, deployment, sender

    def file(self, name: str, kind: Kind, payload: bytes, *, roster: bytes = b"", **header: object) -> Path:
        """One signed file."""
        path, said = self.folder / name, {"expanded": 1 << 50, "whole": len(payload), "bundle": bytes(16), **header}
        deployment = bytes(16) if kind is Kind.REQUEST else self.deployment
        with path.open("wb") as out:
            head = Header(self.sender, "SECRETARIAT", **said)  # type: ignore[arg-type]
            write_container(out, kind, self.key, head, payload, deployment=deployment, roster=roster)
        return path

    def bundle(self, name: str, *sections: bytes, **header: object) -> Path:
        """A bundle of these sections."""
        return self.file(name, Kind.BUNDLE, b"".join(sections), **header)


def section(kind: int, stored: bytes, size: int, codec: int = 1) -> bytes:
    """A section that says of itself what it likes."""
    return struct.pack(">BBQQ", kind, codec, len(stored), size) + stored


def packed(kind: int, raw: bytes) -> bytes:
    """An honest section of content that is not."""
    return section(kind, zstd.compress(raw, 3), len(raw))


def repeat(piece: bytes, size: int) -> bytes:
    """A frame of zstd that expands to so many bytes of one piece, made in little memory."""
    packer, block = zstd.ZstdCompressor(3), piece * (MIB // len(piece))
    out = [packer.compress(block) for _ in range(size // len(block))]
    return b"".join([*out, packer.flush()])


def arrays_of(piece: bytes, size: int) -> bytes:
    """MessagePack: an array of so many bytes of one small piece."""
    many = size // len(piece)
    return struct.pack(">BI", 0xDD, many) + piece * many


def manifest(**fields: bytes) -> bytes:
    """A manifest of an empty bundle, with fields as raw MessagePack."""
    names = (
        "replica",
        "chains",
        "runs",
        "receipts",
        "documents",
        "left_out",
        "changes",
        "records",
        "roster",
        "release",
        "app",
        "schema",
        "size",
    )
    empty = {"replica": b"\xc4\x10" + bytes(16), "app": b"\xa0", **dict.fromkeys(names[1:6], b"\x90")}
    return bytes([0x90 | len(names)]) + b"".join(fields.get(name, empty.get(name, b"\x00")) for name in names)


def ours(smith: Smith) -> dict[str, tuple[str, Path]]:
    """Name → (reader, file): files of our own kinds."""
    leaves, changes, document, about = Section.LEAVES, Section.CHANGES, Section.DOCUMENT, Section.MANIFEST
    bundle = smith.bundle
    message = head_message(smith.deployment, bytes(16), "public", 1, bytes(32))
    run = b"\x91\x96\x00\x01\x01\xc0\xc4\x20" + bytes(32) + b"\xc4\x40" + smith.key.sign(HEAD_TAG, message)
    chain = b"\x91\x93\xc4\x10" + bytes(16) + b"\xa6public\xc4\x10" + smith.key.key_id
    one = packed(about, manifest(chains=chain, runs=run, changes=b"\x01"))
    made = {
        "manifest of zeros": bundle("a1", section(about, repeat(b"\0", 64 * MIB), 64 * MIB)),
        "manifest too deep": bundle("a2", packed(about, DEEP)),
        "manifest endless": bundle("a3", packed(about, manifest(receipts=ENDLESS))),
        "manifest of tiny documents": bundle("a4", packed(about, manifest(documents=arrays_of(b"\x92\xc4\x00\x00", 60 * MIB)))),
        "manifest of tiny receipts": bundle("a5", packed(about, manifest(receipts=arrays_of(b"\xc4\x00", 60 * MIB)))),
        "manifest of tiny chains": bundle("a6", packed(about, manifest(chains=arrays_of(b"\x93\xc4\x00\xa0\xc4\x00", 60 * MIB)))),
        "manifest of small receipts": bundle(
            "a7", packed(about, manifest(receipts=arrays_of(b"\xc4\x20" + bytes(32), 60 * MIB)))
        ),
        "manifest grows further than it says": bundle("a8", section(about, repeat(b"\0", 64 * MIB), 1000)),
        "leaves of nothing": bundle("b1", one, packed(leaves, arrays_of(b"\x92\xc4\x00\x90", 60 * MIB))),
        "leaves too small": bundle(
            "b2", one, packed(leaves, b"\x91\x92\xc4\x20" + bytes(32) + arrays_of(b"\x93\x00\xc4\x00\xc4\x00", 60 * MIB))
        ),
        "leaves small": bundle(
            "b3",
            one,
            packed(
                leaves,
                b"\x91\x92\xc4\x20" + bytes(32) + arrays_of(b"\x93\x00\xc4\x10" + bytes(16) + b"\xc4\x20" + bytes(32), 60 * MIB),
            ),
        ),
        "changes of zeros": bundle("c1", one, section(changes, repeat(b"\0", 2048 * MIB), 2048 * MIB)),
        "changes longer than a change": bundle("c2", one, packed(changes, b"\xff\xff\xff\xff" + bytes(99))),
        "columns of zeros": bundle("c3", one, packed(changes, struct.pack(">I", 70 * MIB) + bytes(70 * MIB)), layout=1),
        "columns too deep": bundle("c4", one, packed(changes, struct.pack(">I", MIB) + DEEP), layout=1),
        "columns of tiny lists": bundle(
            "c5", one, packed(changes, struct.pack(">I", 60 * MIB + 5) + arrays_of(b"\x90", 60 * MIB)), layout=1
        ),
        "columns of layout 2": bundle(
            "c6", one, packed(changes, struct.pack(">I", 60 * MIB + 5) + arrays_of(b"\x90", 60 * MIB)), layout=2, base=[bytes(32)]
        ),
        "window of two gigabytes": bundle("c7", one, section(changes, b"\x28\xb5\x2f\xfd\x00\xa8" + b"\x01\x00\x00" * 9, 64)),
        "empty blocks without end": bundle(
            "c8", one, section(changes, b"\x28\xb5\x2f\xfd\x00\x58" + b"\x00\x00\x00" * 3_000_000, 64)
        ),
        "document of zeros": bundle("d1", packed(about, manifest()), section(document, repeat(b"\0", 1024 * MIB), 1024 * MIB)),
        "sections without number": bundle("d2", section(99, b"", 0, 0) * 3_000_000),
        "sections of nothing that grow": bundle("d3", section(99, b"", 1 << 62) * 1000, expanded=(1 << 64) - 1),
        "header too deep": _with_head(smith, "h1", DEEP[: MIB - 1]),
        "header of tiny features": _with_head(smith, "h2", b"\x97\xa0\xa0\xc4\x00\x00\x00\xa0" + arrays_of(b"\xa0", MIB - 100)),
        "roster of nonsense": smith.file("h3", Kind.BUNDLE, b"x", roster=bytes([1, 1, 16]) + b"\xff" * (MIB - 100)),
        "receipt too deep": smith.file("r1", Kind.RECEIPT, DEEP),
        "receipt of tiny ids": smith.file("r2", Kind.RECEIPT, _receipt(arrays_of(b"\xc4\x00", 4 * MIB - 200))),
        "receipt of many audiences": smith.file("r3", Kind.RECEIPT, _receipt(b"\x90", _map_of_many(600_000))),
    }
    out = {name: ("desk", path) for name, path in made.items()}
    requests = {"request too deep": DEEP, "request endless": ENDLESS, "request of tiny texts": arrays_of(b"\xa0", 4 * MIB - 200)}
    for number, (name, raw) in enumerate(requests.items()):
        out[name] = ("request", smith.file(f"q{number}", Kind.REQUEST, smith.key.public + raw))
    return out


def _with_head(smith: Smith, name: str, head: bytes) -> Path:
    """A signed file with a header that no encoder writes."""
    from tests.faults.forging import with_raw_header

    path = smith.folder / name
    path.write_bytes(with_raw_header(Kind.BUNDLE, smith.key, smith.deployment, head, b"payload"))
    return path


def _receipt(above: bytes, heads: bytes = b"\x80") -> bytes:
    return b"\x97\xc4\x10" + bytes(16) + b"\xa8BCRC-ARG\xabSECRETARIAT\xc4\x10" + bytes(16) + b"\x90" + heads + above


def _map_of_many(many: int) -> bytes:
    return struct.pack(">BI", 0xDF, many) + b"".join(b"\xa5%05x\x90" % (number % (1 << 20)) for number in range(many))


def inner(folder: Path) -> dict[str, tuple[str, Path]]:
    """What stands inside a bundle and is decoded by itself: changes, leaves; and rosters."""
    head = (
        b"\x9e\x01\xc4\x10" + bytes(16) + b"\xc4\x10" + bytes(16) + b"\xa6public\x01\xc0\x00\x00\xc4\x08" + bytes(8) + b"\xa0\x01"
    )
    tail = b"\xc4\x10" + bytes(16)
    op = b"\x97\xa3set\xa8activity\xc4\x10" + bytes(16)
    size = 60 * MIB
    changes = {
        "of tiny ops": head + b"\x90" + tail + arrays_of(b"\xc0", size),
        "of tiny features": head + arrays_of(b"\xa0", size) + tail + b"\x90",
        "too deep": head + b"\x90" + tail + b"\x91" + DEEP,
        "with an op of lists in a value": head
        + b"\x90"
        + tail
        + b"\x91"
        + op
        + b"\x81\xa5title"
        + arrays_of(b"\x90", size)
        + b"\x80\xc0\x90",
        "with an op of tiny registers": head + b"\x90" + tail + b"\x91" + op + _map_of_many(1_000_000) + b"\x80\xc0\x90",
        "with an op of tiny covers": head
        + b"\x90"
        + tail
        + b"\x91"
        + op
        + b"\x80\x81\xa5title"
        + arrays_of(b"\xc4\x00", size)
        + b"\xc0\x90",
        "with an op of tiny leaf registers": head + b"\x90" + tail + b"\x91" + op + b"\x80\x80\xc0" + arrays_of(b"\xa0", size),
        "with an op that nobody knows": head + b"\x90" + tail + b"\x91\x92\xa3new" + arrays_of(b"\x90", size),
    }
    out = {f"change {name}": ("change", _put(folder, f"change {name}", raw)) for name, raw in changes.items()}
    out["leaf of lists"] = ("leaf", _put(folder, "l1", b"\x92\xc4\x10" + bytes(16) + b"\x81\xa5title" + arrays_of(b"\x90", size)))
    out["leaf of tiny registers"] = ("leaf", _put(folder, "l2", b"\x92\xc4\x10" + bytes(16) + _map_of_many(1_000_000)))
    out["roster of keys"] = ("roster", _put(folder, "o1", bytes([1, 16, 16]) + b"\xff" * MIB))
    return out


def _put(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name.replace(" ", "-")
    path.write_bytes(raw)
    return path


def foreign(folder: Path) -> dict[str, tuple[str, Path]]:
    """Other people's files: XML, spreadsheets, pictures, mails."""
    begin = b'<?xml version="1.0"?>'
    iati = b'<iati-activities version="2.03"><iati-activity><iati-identifier>X</iati-identifier>'
    end = b"</iati-activity></iati-activities>"
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    xml = {
        "a milliard laughs": begin + b'<!DOCTYPE x [<!ENTITY l0 "lol">' + laughs + b"]>" + iati + b"<title>&l11;</title>" + end,
        "one long entity, often": begin
        + b'<!DOCTYPE x [<!ENTITY a "'
        + b"a" * MIB
        + b'">]>'
        + iati
        + b"<title>"
        + b"&a;" * 9999
        + b"</title>"
        + end,
        "entity from a file": begin
        + b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        + iati
        + b"<title>&a;</title>"
        + end,
        "entity from the network": begin + b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + iati + end,
        "elements too deep": begin + iati + b"<title>" * 300_000,
        "attributes without number": begin + iati + b"<title " + b"".join(b'a%d="" ' % n for n in range(400_000)) + b"/>" + end,
        "one line of 120 MiB": begin + iati + b"<title><narrative>" + b"a" * (120 * MIB) + b"</narrative></title>" + end,
        "one name of 60 MiB": begin + b"<" + b"a" * (60 * MIB) + b"/>",
        "children without number": begin + iati + b"<title/>" * 8_000_000 + end,
    }
    out = {f"XML: {name}": ("foreign", _put(folder, f"xml-{n}", raw)) for n, (name, raw) in enumerate(xml.items())}
    pieces: dict[str, Callable[[Path], None]] = {
        "XLSX: a sheet of 1 GiB": _workbook_of_zeros,
        "XLSX: entries without number": _workbook_of_entries,
    }
    for number, (name, write) in enumerate(pieces.items()):
        write(folder / f"book-{number}.xlsx")
        out[name] = ("foreign", folder / f"book-{number}.xlsx")
    tables = {
        "one line of 120 MiB": b"title\n" + b"a" * (120 * MIB),
        "a million columns": b"," * 1_000_000 + b"\n" + b"," * 1_000_000,
        "a quote that never ends": b'title\n"' + b"a\n" * (30 * MIB),
    }
    out |= {f"CSV: {name}": ("foreign", _put(folder, f"table-{n}.csv", raw)) for n, (name, raw) in enumerate(tables.items())}
    out |= sheets(folder)
    flood = _put(folder, "flood.png", _png(65_000, 65_000))
    out["PNG of four milliard pixels"] = ("photograph", flood)
    out["scan of four milliard pixels"] = ("scan", flood)
    for name, raw in printed().items():
        out[f"report: {name}"] = ("printed", path := _put(folder, f"{len(out)}.pdf", raw))
        out[f"scan of a report: {name}"] = ("scan", path)
    line = b"QkFTRUxEU0sA" + b"A" * 64
    out["mail of one line"] = ("mail", _put(folder, "m1.eml", b"A" * (200 * MIB)))
    out["mail of beginnings"] = ("mail", _put(folder, "m2.eml", (line + b"\n\n") * 500_000))
    return out


def _workbook_of_zeros(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, raw in _skeleton():
            book.writestr(name, raw)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(1024):
                sheet.write(b"<row/>" * (MIB // 6))


def _workbook_of_entries(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as book:
        for name, raw in _skeleton():
            book.writestr(name, raw)
        for number in range(60_000):
            book.writestr(f"xl/worksheets/{number}.xml", b"")


def _skeleton() -> Iterable[tuple[str, bytes]]:
    rels = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    yield "[Content_Types].xml", b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    yield (
        "_rels/.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="'
        + rels
        + b'/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    yield (
        "xl/workbook.xml",
        b'<workbook xmlns="'
        + main
        + b'" xmlns:r="'
        + rels
        + b'"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="'
        + rels
        + b'/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    )


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, raw: bytes) -> bytes:
        return struct.pack(">I", len(raw)) + kind + raw + struct.pack(">I", zlib.crc32(kind + raw))

    packer, out = zlib.compressobj(9), io.BytesIO()
    for _ in range(64):
        out.write(packer.compress(bytes(MIB)))
    out.write(packer.flush())
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", out.getvalue()) + chunk(b"IEND", b"")


def printed() -> dict[str, bytes]:
    """PDF files, as somebody gives them to be verified."""
    once = zlib.compress(bytes(1 << 29), 1)
    empty = (b"/Filter/FlateDecode", zlib.compress(b""))
    return {
        "a page of half a milliard zeros": _pdf((b"/Filter/FlateDecode", once)),
        "a page packed twice": _pdf((b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(once, 9))),
        "a page packed as letters": _pdf((b"/Filter[/ASCII85Decode/FlateDecode]", base64.a85encode(once) + b"~>")),
        "a page packed under a name in numbers": _pdf((b"/Filter[/#41SCII85Decode/FlateDecode]", base64.a85encode(once) + b"~>")),
        "a page that is its own parent": _pdf(empty).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
        "a million pages": _pdf(empty).replace(b"/Kids[3 0 R]", b"/Kids[" + b"3 0 R " * 1_000_000 + b"]"),
        "a sheet of a kilometre": _pdf(empty).replace(b"[0 0 595 842]", b"[0 0 2900000 2900000]"),
        "nested arrays": _pdf(empty).replace(b"/Kids[3 0 R]", b"/Kids" + b"[" * 400_000),
    }


def _pdf(page: tuple[bytes, bytes]) -> bytes:
    """A file of one page, without a table of its objects: readers look for them."""
    said, raw = page
    objects = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj", b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>endobj",
        b"4 0 obj<<" + said + b"/Length %d>>stream\n" % len(raw) + raw + b"\nendstream endobj",
    ]  # fmt: skip
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"

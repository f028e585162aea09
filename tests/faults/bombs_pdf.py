"""PDF files that grow while they are drawn, though none of their streams is large: many objects, forms that draw others."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf

from tests.faults.bombs import MIB

_DOTS = b"/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceGray"
_NAMED = b"/XObject<</I 5 0 R>>"
_DRAW = b"600 0 0 800 0 0 cm /I Do"


def grown() -> dict[str, bytes]:
    """Each would take more memory or time than there is."""
    return {
        "a JPEG 2000 with sides of its own": _of(_stream(b"/Subtype/Image/Width 9/Height 9/Filter/JPXDecode", _codestream())),
        "forms in forms": _forms(9, 12),
        "a stream of two million objects": _of(_picture(b"/Width 7 0 R/Height 9"), packed=b"[" + b"0 " * (12 * MIB) + b"]"),
        "an array of twenty million": _of(_picture(b"/Width 6 0 R/Height 9"), b"[" + b"0 " * (20 * MIB) + b"]"),
    }


def borne() -> dict[str, bytes]:
    """Those that pdfium bears by itself; a release of it that does not is to be noticed."""
    page = _of(_picture(b"/Width 9/Height 9", bytes(81)))
    return {
        "sides by reference": _of(_picture(b"/Width 6 0 R/Height 6 0 R"), b"60000"),
        "sides in a stream of objects": _of(_picture(b"/Width 7 0 R/Height 7 0 R"), packed=b"60000"),
        "a JPEG with sides of its own": _of(_stream(_DOTS + b"/Width 9/Height 9/Filter/DCTDecode", _jpeg())),
        "an inherited sheet of a kilometre in large units": page.replace(b"/MediaBox[0 0 595 842]", b"").replace(
            b"/Type/Pages", b"/Type/Pages/MediaBox[0 0 2900000 2900000]/UserUnit 100000"
        ),
        "a form with a matrix of a milliard": _of(
            _stream(b"/Subtype/Form/BBox[0 0 1 1]/Group<</S/Transparency>>/Matrix[1e9 0 0 1e9 0 0]", b"0 0 1 1 re f")
        ),
        "lengths by reference": page.replace(b"/Length 24", b"/Length 6 0 R"),
    }


def spelt_oddly() -> dict[str, bytes]:
    """Sides that a glance does not see."""
    return {
        "sides behind a remark": _of(_picture(b"/Width%x\n60000/Height%x\n60000")),
        "sides behind a zero": _of(_picture(b"/Width\x0060000/Height\x0060000")),
    }


def encrypted() -> bytes:
    """A page of half a milliard zeros that anybody can open, and nobody can measure."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(_of(_stream(_DOTS + b"/Width 9/Height 9", bytes(81))))) as pdf:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, zlib.compress(bytes(1 << 29), 1), Filter=pikepdf.Name.FlateDecode)
        pdf.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    return out.getvalue()


def _of(fifth: bytes, sixth: bytes = b"24", packed: bytes = b"") -> bytes:
    """A page that draws the fifth object."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<" + _NAMED + b">>>>",
        _stream(b"", _DRAW), fifth, sixth,
    ]  # fmt: skip
    return write(objects, packed)


def write(objects: list[bytes], packed: bytes = b"") -> bytes:
    """The file with a table of its objects; what is packed is the one after them, in a stream of objects."""
    out, places = b"%PDF-1.7\n", []
    if packed:
        inner = zlib.compress(b"%d 0 " % (len(objects) + 1) + packed, 9)
        objects = [*objects, _stream(b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode", inner)]
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % (number + (packed != b"" and number == len(objects))) + one + b"\nendobj\n"
    rows = [b"\0\0\0\0\0\0", *(b"\1" + struct.pack(">IB", place, 0) for place in places)]
    if packed:
        rows.insert(len(objects), b"\2" + struct.pack(">IB", len(objects) + 1, 0))
    start, table = len(out), b"".join(rows)
    said = b"/Type/XRef/W[1 4 1]/Root 1 0 R/Size %d" % len(rows)
    return out + b"%d 0 obj\n" % len(rows) + _stream(said, table) + b"endobj\nstartxref\n%d\n%%%%EOF\n" % start


def _stream(said: bytes, raw: bytes) -> bytes:
    return b"<<" + said + b"/Length %d>>stream\n" % len(raw) + raw + b"\nendstream "


def _picture(sides: bytes, raw: bytes | None = None) -> bytes:
    content = zlib.compress(bytes(64 * MIB), 9) if raw is None else zlib.compress(raw)
    return _stream(_DOTS + sides + b"/Filter/FlateDecode", content)


def _forms(depth: int, width: int) -> bytes:
    """Each draws the next one many times."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<" + _NAMED + b">>>>", _stream(b"", b"/I Do"),
    ]  # fmt: skip
    for number in range(depth):
        named = b"/Resources<</XObject<</I %d 0 R>>>>" % (number + 6)
        objects.append(_stream(b"/Subtype/Form/BBox[0 0 600 900]" + named, (b"/I Do /#49 Do " * (width // 2))))
    return write([*objects, _stream(b"/Subtype/Form/BBox[0 0 600 900]", b"0 0 9 9 re f")])


def _jpeg() -> bytes:
    """Progressive, so that all of it must be held."""
    frame = struct.pack(">HBHHB", 17, 8, 60_000, 60_000, 3) + bytes((1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0))
    table = b"\xff\xdb" + struct.pack(">HB", 67, 0) + b"\1" * 64
    codes = b"\xff\xc4" + struct.pack(">HB", 20, 0) + b"\1" + bytes(15) + b"\0"
    scan = b"\xff\xda" + struct.pack(">HB", 12, 3) + bytes((1, 0, 2, 0, 3, 0, 0, 0, 0))
    return b"\xff\xd8" + table + b"\xff\xc2" + frame + codes + scan + bytes(1000) + b"\xff\xd9"


def _codestream() -> bytes:
    size = struct.pack(">HHIIIIIIIIH", 41, 0, 60_000, 60_000, 0, 0, 60_000, 60_000, 0, 0, 1) + bytes((7, 1, 1))
    coded = b"\xff\x52" + struct.pack(">HBBHBBBBBB", 12, 0, 0, 1, 0, 5, 4, 4, 0, 0)
    quant = b"\xff\x5c" + struct.pack(">HB", 19, 0x40) + bytes([0x40] * 16)
    tile = b"\xff\x90" + struct.pack(">HHIBB", 10, 0, 0, 0, 1) + b"\xff\x93" + bytes(100)
    return b"\xff\x4f\xff\x51" + size + coded + quant + tile + b"\xff\xd9"

"""A document with a block of each kind, and texts that would like to be markup."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from PIL import Image
from reportlab.graphics.shapes import Drawing as Shapes
from reportlab.graphics.shapes import Rect

from baseldesk.reports.blocks import (
    Chapter,
    Chart,
    Column,
    Drawing,
    Fact,
    Facts,
    Front,
    Heading,
    MapPoints,
    Note,
    PageBreak,
    Picture,
    Point,
    Rows,
    Series,
    Signature,
    Signatures,
    Text,
    Titled,
)
from baseldesk.reports.document import Document

NAUGHTY = '<b>bold</b> & "quoted" </style><script>alert(1)</script> \x00\x07\x1b\ufffe\u202eevil \ud800 ]]> {page} الاسم'


def photograph(form: str = "JPEG") -> bytes:
    """A small picture; as a JPEG with a note of where it was taken."""
    image, out = Image.new("RGB", (60, 40), (20, 90, 160)), BytesIO()
    notes = Image.Exif()
    notes[0x010E] = "taken at home"
    image.save(out, form, exif=notes)
    return out.getvalue()


def every_block(text: str = NAUGHTY) -> Document:
    """The document; `text` stands wherever a datum can."""
    shapes = Shapes(80, 40)
    shapes.add(Rect(0, 0, 80, 40))
    front = Front(
        text,
        text,
        Titled(text, "fr"),
        Titled(text, "ar"),
        text,
        text,
        (Fact(text, text, (text,), "ru"),),
        text,
        photograph("PNG"),
    )
    blocks = (
        Heading(text, "first"),
        Facts((Fact(text, text),)),
        Facts((Fact(text, text, (text,), "ar"),)),
        Text(f"{text}\n\n{text}", text, (text,), "ar"),
        Heading(text, "second"),
        Rows((Column(text), Column(text, "end")), [[text, text], [text, text]], text, text, (text,), (text, text)),
        Rows((Column(text),), [], text, text),
        Note(text),
        Drawing(shapes, text),
        Picture(photograph(), text, text),
        Picture(b"no picture", text),
        PageBreak(),
        Chart("bars", text, (text, text), (Series(text, (1, None)),), text),
        MapPoints((Point(14.7, -17.4, text, 3),), text),
        Heading(text, "third"),
        Chapter(front, text),
        Signatures((Signature(text, text, text), Signature(text))),
    )
    return Document(front, blocks, text, date(2026, 3, 9), {"text": 1})

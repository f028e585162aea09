"""The finished file: title, language, structure for screen readers, bookmarks, and the printed data as an attachment.

The same pages and facts give the same bytes: no clock and no random number goes in.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from baseldesk.reports.page_mark import Codes, add_codes
from baseldesk.reports.printed_file import ATTACHMENT
from baseldesk.reports.structure import Marks, Node, PackedRow

_SURROGATES = re.compile("[\ud800-\udfff]")
_HEADINGS = {"H1": 0, "H2": 1, "H3": 2}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a reader's window and an archive want to know of the file.

    Attributes:
        data: what is printed, as `write_data` writes it; attached as ``report.json``.
        codes: for the foot of each page; None for none.
    """

    title: str
    author: str
    subject: str
    language: str
    made_on: datetime.date
    data: bytes
    codes: Codes | None = None


def write_data(data: Mapping[str, object]) -> bytes:
    """The printed data as JSON, the same bytes for the same data; b"" for none."""
    if not data:
        return b""
    return _SURROGATES.sub("\ufffd", json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)).encode()


def finish(pages: bytes, structure: Node, facts: FileFacts) -> bytes:
    """The file with everything added that is not ink on paper."""
    with pikepdf.open(BytesIO(pages)) as pdf:
        _describe(pdf, facts)
        _add_structure(pdf, structure)
        _add_bookmarks(pdf, structure)
        _attach(pdf, facts)
        if facts.codes:
            add_codes(pdf, facts.codes, facts.data)
        out = BytesIO()
        mode = pikepdf.ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, object_stream_mode=mode, recompress_flate=False, fix_metadata_version=False)
    return out.getvalue()


def _describe(pdf: pikepdf.Pdf, facts: FileFacts) -> None:
    stamp = f"{facts.made_on:%Y%m%d}000000Z"
    del pdf.docinfo
    pdf.docinfo.update({
        "/Title": facts.title, "/Author": facts.author, "/Subject": facts.subject, "/Producer": "BaselDesk",
        "/CreationDate": f"D:{stamp}", "/ModDate": f"D:{stamp}",
    })  # fmt: skip
    pdf.Root.Lang = String(facts.language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    # Not Direction=R2L: pdfium would then read every Latin line of an Arabic report backwards.
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = facts.title
        metadata["dc:creator"] = [facts.author]
        metadata["dc:language"] = {facts.language}
        metadata["xmp:CreateDate"] = f"{facts.made_on.isoformat()}T00:00:00Z"
        metadata["pdf:Producer"] = "BaselDesk"


def _add_structure(pdf: pikepdf.Pdf, structure: Node) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    marks: dict[int, dict[int, Any]] = {}
    document = _Tree(pdf, marks).write(structure, root)
    root.K = document
    numbers = Array()
    for page, parts in sorted(marks.items()):
        pdf.pages[page].obj.StructParents = page
        pdf.pages[page].obj.Tabs = Name.S
        numbers.append(page)
        numbers.append(pdf.make_indirect(Array([parts[mark] for mark in sorted(parts)])))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = root


class _Tree:
    """Writes nodes as structure elements and notes which element each mark on a page belongs to."""

    def __init__(self, pdf: pikepdf.Pdf, marks: dict[int, dict[int, Any]]) -> None:
        self._pdf = pdf
        self._marks = marks
        self._pages = [page.obj for page in pdf.pages]

    def write(self, node: Node, parent: Any) -> Any:
        """The element for a node and all that is in it."""
        element = self._write_own(node.role, node.marks, node.text, parent)
        if node.language:
            element.Lang = String(node.language)
        if node.alternative:
            element.Alt = String(node.alternative)
        if node.parts:
            drawn = (part for part in node.parts if isinstance(part, tuple) or part.is_drawn)
            element.K = Array([self._write_part(part, element) for part in drawn])
        return element

    def _write_part(self, part: Node | PackedRow, parent: Any) -> Any:
        if isinstance(part, Node):
            return self.write(part, parent)
        row = self._pdf.make_indirect(Dictionary(S=Name.TR, P=parent))
        row.K = Array([self._write_own(role, marks, text, row) for role, marks, text in part])
        return row

    def _write_own(self, role: str, marks: Marks, text: str, parent: Any) -> Any:
        """An element with its own marks, noted for the way back from mark to element."""
        element = self._pdf.make_indirect(Dictionary(S=Name(f"/{role}"), P=parent))
        if text:
            element.ActualText = String(text)
        if role == "TH":
            element.A = Dictionary(O=Name.Table, Scope=Name.Column)
        if len(marks) == 1:
            (page, mark), *_ = marks
            element.Pg, element.K = self._pages[page], mark
        else:
            element.K = Array([Dictionary(Type=Name.MCR, Pg=self._pages[page], MCID=mark) for page, mark in marks])
        for page, mark in marks:
            self._marks.setdefault(page, {})[mark] = element
        return element


def _add_bookmarks(pdf: pikepdf.Pdf, structure: Node) -> None:
    with pdf.open_outline() as outline:
        path: list[list[pikepdf.OutlineItem]] = [outline.root]
        for node in _headings(structure):
            page, top = node.top or (0, 0.0)
            item = pikepdf.OutlineItem(node.title, page, "XYZ", left=0, top=round(top, 2), zoom=0)
            level = min(_HEADINGS[node.role], len(path) - 1)
            path[level].append(item)
            path[level + 1 :] = [item.children]


def _headings(node: Node) -> Iterator[Node]:
    for part in node.parts or ():
        if isinstance(part, tuple):
            continue
        if part.role in _HEADINGS and part.title and part.top:
            yield part
        yield from _headings(part)


def _attach(pdf: pikepdf.Pdf, facts: FileFacts) -> None:
    if not facts.data:
        return
    stamp = f"D:{facts.made_on:%Y%m%d}000000Z"
    attached = pikepdf.AttachedFileSpec(
        pdf, facts.data, filename=ATTACHMENT, mime_type="application/json",
        description=facts.subject, creation_date=stamp, mod_date=stamp,
    )  # fmt: skip
    attached.relationship = Name.Data
    pdf.attachments[ATTACHMENT] = attached
    pdf.Root.AF = Array([pdf.attachments[ATTACHMENT].obj])

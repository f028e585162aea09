"""The paper: a ReportLab canvas that draws shaped text, marks what each part is, and numbers pages when all are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, NamedTuple

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from baseldesk.reports.embedding import EmbeddedFace
from baseldesk.reports.fonts import Face
from baseldesk.reports.shaping import Piece
from baseldesk.reports.structure import Node


class Inked(NamedTuple):
    """A piece to be drawn: its grey (0 black, 1 white) and the extra space after it, in points."""

    piece: Piece
    grey: float
    extra: float


class Sheet(Canvas):
    """The pages of one document, in points from the lower left corner.

    Attributes:
        structure: the root of the document's logical structure, filled as parts are drawn.
        bare_pages: those that carry neither running head nor foot, from 0.
    """

    _code: list[str]
    _doc: Any
    _pagesize: tuple[float, float]

    def __init__(self, out: IO[bytes], size: tuple[float, float], language: str) -> None:
        self._faces: dict[Face, EmbeddedFace] = {}
        self._marks = 0
        self.structure = Node("Document")
        self.bare_pages: set[int] = set()
        self._turned: set[int] = set()
        super().__init__(out, pagesize=size, invariant=1, pageCompression=1, pdfVersion=(1, 7), lang=language)

    def _make_preamble(self) -> None:
        """Starts a page in black and without choosing a font: ReportLab's would be Helvetica, not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"

    @property
    def page_index(self) -> int:
        """The page that is being drawn, from 0."""
        return self.getPageNumber() - 1

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper as it stands in the printer, in points."""
        return self._pagesize

    def draw_line(self, x: float, y: float, size: float, pieces: Iterable[Inked]) -> None:
        """Draws pieces from left to right on a baseline."""
        code = [f"BT {x:.2f} {y:.2f} Td"]
        face, grey = None, 0.0
        embedded: EmbeddedFace | None = None
        inside: list[str] = []
        for piece, wanted, extra in pieces:
            if embedded is None or piece.face is not face or wanted != grey:
                code += _show(inside)
                face, embedded, inside = piece.face, self._embedded(piece.face), []
                code.append(f"/{embedded.resource_name} {size:g} Tf" + (f" {wanted:g} g" if wanted != grey else ""))
                grey = wanted
            inside.append(embedded.write(piece))
            if extra:
                inside.append(f"{-extra * 1000 / size:.1f}")
        code += _show(inside)
        self._code.append(" ".join(code) + (" 0 g ET" if grey else " ET"))

    def _embedded(self, face: Face) -> EmbeddedFace:
        found = self._faces.get(face)
        if found is None:
            found = self._faces[face] = EmbeddedFace(face, f"F{len(self._faces) + 1}")
        return found

    def rule(self, x: float, y: float, width: float, thickness: float = 0.4, grey: float = 0.6) -> None:
        """Draws a thin horizontal line; it carries no meaning for a reader."""
        self._code.append("/Artifact BMC")
        self.bare_rule(x, y, width, thickness, grey)
        self._code.append("EMC")

    def bare_rule(self, x: float, y: float, width: float, thickness: float = 0.4, grey: float = 0.6) -> None:
        """As `rule`, inside something that is marked already."""
        self._code.append(f"{grey:g} G {thickness:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S")

    def put(self, code: str) -> None:
        """Adds operators of a drawing, inside something that is marked; they leave the graphics state as they found it."""
        self._code.append(code)

    @contextmanager
    def marked(self, node: Node) -> Iterator[None]:
        """What is drawn inside belongs to this part of the structure."""
        self._code.append(f"/{node.role} <</MCID {self._marks}>> BDC")
        node.marks += ((self.page_index, self._marks),)
        self._marks += 1
        yield
        self._code.append("EMC")

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """What is drawn inside stands on every page and is not part of the text."""
        self._code.append("/Artifact <</Type /Pagination>> BDC")
        yield
        self._code.append("EMC")

    def showPage(self) -> None:
        """Ends the page."""
        super().showPage()
        self._marks = 0

    def leave_bare(self) -> None:
        """The page that is being drawn carries neither running head nor foot."""
        self.bare_pages.add(self.page_index)

    def turn_on_screen(self) -> None:
        """The page that is being drawn is shown turned to the right, since it is drawn lying on an upright sheet."""
        self._turned.add(self.page_index)

    @property
    def pages(self) -> int:
        """How many pages were ended."""
        return len(self._doc.Pages.pages)

    @contextmanager
    def added_to(self, page: int) -> Iterator[None]:
        """What is drawn inside is added to a page that was ended before."""
        kept, self._code = self._code, []
        yield
        added, self._code = self._code, kept
        self._doc.Pages.pages[page].stream += "\n".join(added) + "\n"

    @property
    def missing(self) -> frozenset[str]:
        """Characters that no bundled face has and that were drawn as boxes."""
        return frozenset().union(*(face.missing for face in self._faces.values()))

    def finish(self) -> None:
        """Embeds the faces and writes the file."""
        for face in self._faces.values():
            face.add_to(self._doc)
        for page in self._doc.Pages.pages:  # ReportLab would write the pages in base 85, for printers of the last century
            page.Contents = pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
        for number in self._turned:  # with setPageRotation, ReportLab would lay the sheet itself
            page = self._doc.Pages.pages[number]
            page.Rotate, page.MediaBox = 90, pdfdoc.PDFArray([0, 0, page.pagewidth, page.pageheight])
        self.save()


def _show(inside: list[str]) -> list[str]:
    return [f"[{''.join(inside)}]TJ"] if inside else []

"""The pages of a PDF as images. PDFium is not made for several threads: one lock stands before all of it."""

from __future__ import annotations

from threading import Lock

import pypdfium2 as pdfium
from PySide6.QtGui import QImage

from baseldesk.errors import Cancelled

_one_at_a_time = Lock()


class Pdf:
    """A document in memory; sizes are in points."""

    def __init__(self, content: bytes) -> None:
        with _one_at_a_time:
            self._document = pdfium.PdfDocument(content)
            self._is_closed = False
            self.sizes: list[tuple[float, float]] = [self._document.get_page_size(n) for n in range(len(self._document))]

    @property
    def count(self) -> int:
        """How many pages."""
        return len(self.sizes)

    def close(self) -> None:
        """Gives the document up; whoever still wants a page of it is told that the work was stopped."""
        with _one_at_a_time:
            self._document.close()
            self._is_closed = True

    def render(self, number: int, scale: float) -> QImage:
        """One page, with so many pixels to the point.

        Raises:
            Cancelled: the document was given up meanwhile.
        """
        with _one_at_a_time:
            if self._is_closed:
                raise Cancelled
            page = self._document[number]
            bitmap = page.render(scale=scale, prefer_bgrx=True)
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()
            bitmap.close()
            page.close()
        return image

"""Reads QR symbols from a scan, a photograph or a PDF; hostile pictures are bounded before they are decoded."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from baseldesk.errors import FileRefused
from baseldesk.sync.pdf_measuring import is_bounded

MOST_BYTES = 64 << 20
MOST_PIXELS = 60_000_000
MOST_PAGES = 20
_LONG_SIDE = 4000  # of what is searched; an A4 page at 300 dots per inch has 3508
_DOTS = 200  # per inch, of a page of PDF
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP")
_FAULTS_OF_A_FILE = (OSError, EOFError, SyntaxError, ValueError, LookupError, TypeError, OverflowError, MemoryError, struct.error)


def read_symbols(paths: Iterable[Path], is_enough: Callable[[Iterable[bytes]], bool] = lambda _: False) -> list[bytes]:
    """What the QR symbols in these pictures hold, each once.

    Args:
        is_enough: whether what was found so far is all that is wanted: a picture that shows it well is not searched again.

    Raises:
        FileRefused: a file is no picture or PDF that can be read here, or is too large.
    """
    out: dict[bytes, None] = {}
    for path in paths:
        for image, _ in _pictures(path):
            for tried in _tries(image):
                out.update(dict.fromkeys(_search(tried)))
                if is_enough(out):
                    return list(out)
    return list(out)


class PagesRead(NamedTuple):
    """What was found in a file.

    Attributes:
        symbols: what the wanted ones hold, for each page that was read.
        pages: how many there are; more than were read where the file is long.
    """

    symbols: list[list[bytes]]
    pages: int

    @property
    def pages_read(self) -> int:
        """How many were read."""
        return len(self.symbols)

    @property
    def all_symbols(self) -> list[bytes]:
        """In the order of the pages."""
        return [one for page in self.symbols for one in page]


def read_first_pages(path: Path, is_wanted: Callable[[bytes], bool]) -> PagesRead:
    """What the wanted symbols on the first pages hold, and how many pages there are; each page as `read_page_by_page` has it.

    Raises:
        FileRefused: as for `read_symbols`.
    """
    found = [(_first_found(image, is_wanted), pages) for image, pages in _pictures(path)]
    return PagesRead([symbols for symbols, _ in found], max((pages for _, pages in found), default=0))


def read_page_by_page(path: Path, is_wanted: Callable[[bytes], bool]) -> list[list[bytes]]:
    """What the wanted symbols on each page hold; a page that shows one well is not searched again.

    Raises:
        FileRefused: as for `read_symbols`.
    """
    return read_first_pages(path, is_wanted).symbols


def _first_found(image: Any, is_wanted: Callable[[bytes], bool]) -> list[bytes]:
    for tried in _tries(image):
        found = list(dict.fromkeys(one for one in _search(tried) if is_wanted(one)))
        if found:
            return found
    return []


def is_picture(path: Path) -> bool:
    """Whether a file may be a scan: a picture or PDF, by its first bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return False
    starts = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"GIF8", b"BM", b"%PDF-")
    return head.startswith(starts) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _pictures(path: Path) -> Iterator[tuple[Any, int]]:
    """The pictures in a file, grey, no larger than is searched, each with the number of pages that there are."""
    content = _read(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from _pages(path, content) if content.startswith(b"%PDF-") else _image(path, content)
    except _FAULTS_OF_A_FILE as error:
        raise FileRefused("code.unreadable", file=path.name, reason=type(error).__name__) from error


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileRefused("code.too_large", file=path.name)
        return path.read_bytes()
    except OSError as reason:
        raise FileRefused("code.unreadable", file=path.name, reason=reason.strerror or "") from reason


def _image(path: Path, content: bytes) -> Iterator[tuple[Any, int]]:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise FileRefused("code.too_large", file=path.name)
            image.draft("L", (_LONG_SIDE, _LONG_SIDE))
            grey = ImageOps.exif_transpose(image).convert("L")
    except Image.DecompressionBombError as error:
        raise FileRefused("code.too_large", file=path.name) from error
    grey.thumbnail((_LONG_SIDE, _LONG_SIDE))
    yield grey, 1


def _pages(path: Path, content: bytes) -> Iterator[tuple[Any, int]]:
    """The first pages of a PDF as pictures.

    Raises:
        FileRefused: it would expand to more than a scan does.
        ValueError: it cannot be read.
    """
    import pypdfium2

    from baseldesk.sync.pdf_drawing import is_drawable

    if not is_bounded(content) or not is_drawable(content, MOST_PAGES):
        raise FileRefused("code.too_large", file=path.name)
    try:
        with pypdfium2.PdfDocument(content) as document:
            for number in range(min(len(document), MOST_PAGES)):
                yield _page(document, number), len(document)
    except pypdfium2.PdfiumError as error:
        raise ValueError("pdf") from error


def _page(document: Any, number: int) -> Any:
    page = document[number]
    try:
        scale = min(_DOTS / 72, _LONG_SIDE / max(1.0, *page.get_size()))
        return page.render(scale=scale, grayscale=True, draw_annots=False).to_pil().convert("L")
    finally:
        page.close()


def _search(image: Any) -> Iterator[bytes]:
    """The symbols that are seen in a picture."""
    import zxingcpp

    for one in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)):
        yield bytes(one.bytes)


def _tries(image: Any) -> Iterator[Any]:
    """The picture as it is, then sharper, then larger."""
    from PIL import Image, ImageFilter, ImageOps

    yield image
    clear = ImageOps.autocontrast(image, cutoff=2)
    yield clear.filter(ImageFilter.UnsharpMask(radius=2, percent=150, threshold=2))
    if max(image.size) <= _LONG_SIDE // 2:
        yield clear.resize((image.width * 2, image.height * 2), Image.Resampling.BICUBIC)

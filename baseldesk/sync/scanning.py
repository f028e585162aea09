"""Files of ours that were printed as one QR code each: a scan or photograph gives them back, to go the way of every file."""

from __future__ import annotations

from pathlib import Path

from baseldesk.errors import FileRefused
from baseldesk.sync.code_reading import read_page_by_page
from baseldesk.sync.framing import MAGIC, PREFIX_BYTES


def is_file_of_ours(symbol: bytes) -> bool:
    """Whether a symbol may hold a whole file; its signature is what decides."""
    return symbol.startswith(MAGIC) and len(symbol) >= PREFIX_BYTES


def holds_file(scan: Path) -> bool:
    """Whether there is one in a scan; False also for what cannot be read as a picture."""
    try:
        return any(read_page_by_page(scan, is_file_of_ours))
    except FileRefused:
        return False


def take_out_of_scan(scan: Path, folder: Path) -> list[Path]:
    """Copies the files in a scan to a private folder, each under the scan's own name, for what is said of it.

    Raises:
        FileRefused: it cannot be read as a picture or PDF, or is too large.
        OSError: there is no room for the copies.
    """
    symbols = (one for page in read_page_by_page(scan, is_file_of_ours) for one in page)
    return [_write(folder / str(number) / scan.name, one) for number, one in enumerate(dict.fromkeys(symbols))]


def _write(place: Path, content: bytes) -> Path:
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    return place

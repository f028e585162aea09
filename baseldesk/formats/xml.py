"""XML from strangers, read in bounded memory: no document type, no entities, no network, no giant elements.

A document type is refused as such: none of the formats that we read has one, and every known bomb needs one.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, NamedTuple, cast

from lxml import etree

from baseldesk.errors import FileRefused

LARGEST_FILE = 40 << 20  # what follows from it in memory stays within 512 MiB
LARGEST_ITEM = 16 << 20  # bytes of one top-level item
MOST_ATTRIBUTES = 20_000  # of one element, counted by the bytes «=»: the time taken grows with their square
HEAVIEST_ITEM = 1_000_000  # elements and attributes of one top-level item, counted by the bytes «<» and «=»
_CHUNK = 64 << 10
_HEAD = 4 << 10
_SAFE = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "attribute_defaults": False,
    "huge_tree": False, "remove_comments": True, "remove_pis": True, "remove_blank_text": True, "recover": False,
}  # fmt: skip
# libxml2's error numbers: document empty, document end, tag not finished; unsupported encoding.
_CODES = {4: "xml.cut_off", 5: "xml.cut_off", 77: "xml.cut_off", 32: "xml.encoding_unknown"}


class Root(NamedTuple):
    """The first element of a file."""

    tag: str
    attributes: dict[str, str]


class Found(NamedTuple):
    """One element asked for, and how many bytes have been read with it."""

    element: etree._Element
    offset: int


def read_root(path: Path) -> Root:
    """The first element, read without the rest.

    Raises:
        FileRefused: there is none, or a document type stands before it.
    """
    parser = etree.XMLPullParser(events=("start",), **_SAFE)  # type: ignore[arg-type]
    inside = 0
    with path.open("rb") as file:
        while chunk := file.read(_HEAD):
            inside = _count_attributes(chunk, inside, path)
            _feed(parser, chunk, path)
            for _, found in parser.read_events():
                element = cast("etree._Element", found)
                _refuse_document_type(element, path)
                return Root(str(element.tag), {str(key): str(held) for key, held in element.attrib.items()})
    raise FileRefused("xml.cut_off", file=path.name, line=1)


def read_elements(path: Path, tag: str, others: list[str] | None = None) -> Iterator[Found]:
    """The children of the root with this tag, one after the other; each is forgotten when the next is asked for.

    Args:
        path: the file.
        tag: of the elements asked for.
        others: takes the tags of the root's other children, at the end.

    Raises:
        FileRefused: the XML is damaged or cut off, or one element is beyond the limits.
    """
    with path.open("rb") as file:
        root = yield from _pull(file, path, tag)
    if others is not None:
        others += [str(one.tag) for one in root if one.tag != tag]


def check_to_the_end(path: Path) -> None:
    """Reads a file for no other reason than to know that it is whole.

    Raises:
        FileRefused: it is not.
    """
    for _ in read_elements(path, "iati-activity"):
        pass


def _pull(file: IO[bytes], path: Path, tag: str) -> Generator[Found, None, etree._Element]:
    parser = etree.XMLPullParser(events=("end",), tag=tag, **_SAFE)  # type: ignore[arg-type]
    offset = size = weight = inside = 0
    while chunk := file.read(_CHUNK):
        offset += len(chunk)
        inside = _count_attributes(chunk, inside, path)
        size, weight = size + len(chunk), weight + chunk.count(b"<") + chunk.count(b"=")
        _feed(parser, chunk, path)
        for _, found in parser.read_events():
            element = cast("etree._Element", found)
            parent = element.getparent()
            if parent is not None and parent.getparent() is None:
                size = weight = 0
                yield Found(element, offset)
                _forget(element, parent)
        if size > LARGEST_ITEM or weight > HEAVIEST_ITEM:
            raise FileRefused("xml.item_too_large", file=path.name, megabytes=LARGEST_ITEM >> 20)
    return _close(parser, path)


def _forget(element: etree._Element, parent: etree._Element) -> None:
    """Frees an element, and takes those before it out of the tree: on the last one the parser may still be building."""
    element.clear(keep_tail=True)  # type: ignore[call-arg]  # the stubs are older
    before = element.getprevious()
    while before is not None and before.tag == element.tag:
        parent.remove(before)
        before = element.getprevious()


def _count_attributes(chunk: bytes, before: int, path: Path) -> int:
    """How many «=» stand since the last «>», with those before this chunk.

    Raises:
        FileRefused: more than any element needs.
    """
    last = chunk.rfind(b">")
    inside = chunk.count(b"=", last + 1) + (before if last < 0 else 0)
    if inside > MOST_ATTRIBUTES:
        raise FileRefused("xml.item_too_large", file=path.name, megabytes=LARGEST_ITEM >> 20)
    return inside


def _feed(parser: etree.XMLPullParser, chunk: bytes, path: Path) -> None:
    try:
        parser.feed(chunk)
    except etree.XMLSyntaxError as error:
        raise _refusal(error, path) from None


def _close(parser: etree.XMLPullParser, path: Path) -> etree._Element:
    try:
        root: etree._Element = parser.close()
    except etree.XMLSyntaxError as error:
        raise _refusal(error, path) from None
    return root


def _refusal(error: etree.XMLSyntaxError, path: Path) -> FileRefused:
    code = _CODES.get(getattr(error, "code", 0), "xml.malformed")
    return FileRefused(code, file=path.name, line=error.lineno or 1)


def _refuse_document_type(root: etree._Element, path: Path) -> None:
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        raise FileRefused("xml.document_type", file=path.name)

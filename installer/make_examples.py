"""Makes resources/examples/waste-projects.iati.xml from a collection of published IATI activities, without people in it.

Run ``python installer/make_examples.py SOURCE.xml``. What it changes, and nothing else: contact elements go; a sentence that
names a person gives way to «[…]»; a file in which something like an e-mail address is left is refused. The same source
gives the same bytes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

TARGET = Path(__file__).resolve().parent.parent / "resources" / "examples" / "waste-projects.iati.xml"
LEFT_OUT = "[…]"
_TITLES = "Mr|Mrs|Ms|Dr|Prof"
# A title that is followed by a name. Offices alone («the Minister for Health») are no names.
_NAMED = re.compile(rf"\b(?:(?:{_TITLES})\.?|President) [A-Z][a-z]")
_TITLE_WITH_DOT = re.compile(rf"\b({_TITLES})\. ")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[\"”’)]*|\n|$)\s*")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_NOTE = (
    " Published by UNDP and UNIDO under the IATI standard; contacts and names of people removed. "
    "Sources and licences: README.md beside this file. "
)


def make(source: Path) -> bytes:
    """The example file as it is shipped.

    Raises:
        ValueError: something like an e-mail address is left.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.parse(source, parser).getroot()
    for contact in list(root.iter("contact-info")):
        _remove(contact)
    for narrative in root.iter("narrative"):
        narrative.text = leave_names_out(narrative.text or "") or None
    found = _ADDRESS.search(" ".join(_texts(root)))
    if found:
        raise ValueError(f"An address is left in the example: …{found[0][-12:]}")
    root.insert(0, etree.Comment(_NOTE))
    etree.indent(root, " ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def leave_names_out(text: str) -> str:
    """The text with each run of sentences that name a person put as «[…]»."""
    if not _NAMED.search(text):
        return text
    plain = _TITLE_WITH_DOT.sub(r"\1 ", text)
    kept: list[str] = []
    for sentence in _SENTENCE.findall(plain):
        if not _NAMED.search(sentence):
            kept.append(sentence)
        elif not kept or not kept[-1].startswith(LEFT_OUT):
            kept.append(f"{LEFT_OUT} ")
    return "".join(kept).strip()


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _texts(root: etree._Element) -> Iterable[str]:
    for element in root.iter():
        yield element.text or ""
        yield from (str(held) for held in element.attrib.values())


def main(arguments: list[str]) -> int:
    """Writes the example file, or with --check only compares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--check", action="store_true", help="only compare, write nothing")
    asked = parser.parse_args(arguments)
    made = make(asked.source)
    if asked.check:
        return 0 if TARGET.exists() and TARGET.read_bytes() == made else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(made)
    print(f"{TARGET.name}: {len(made)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

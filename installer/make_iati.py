"""Makes ``resources/formats/iati-2.03.tsv`` again: the elements of an IATI activity file, in order, from the standard's schema.

    make_iati.py SCHEMAS    SCHEMAS is a folder with iati-activities-schema.xsd and iati-common.xsd, version 2.03

One row per element and place: path below ``iati-activity``, attributes, the fewest and the most times that it may stand there
(``*``: any number). Names, order and counts are facts of the standard (IATI, CC BY 4.0); no wording is taken over.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
TARGET = Path(__file__).resolve().parent.parent / "resources" / "formats" / "iati-2.03.tsv"
Row = tuple[str, str, str, str]


def main() -> None:
    """Writes the table and says how long it is."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("schemas", type=Path)
    folder: Path = options.parse_args().schemas
    trees = [etree.parse(str(folder / name)).getroot() for name in ("iati-activities-schema.xsd", "iati-common.xsd")]
    rows = list(walk(Schema(trees), "iati-activity", ""))
    lines = ["\t".join(row) for row in (("path", "attributes", "least", "most"), *rows)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(rows)} rows")


class Schema:
    """The named elements and types of the schema files."""

    def __init__(self, trees: list[etree._Element]) -> None:
        self.elements = {one.get("name"): one for tree in trees for one in tree.findall(f"{XS}element")}
        self.types = {one.get("name"): one for tree in trees for one in tree.findall(f"{XS}complexType")}

    def body_of(self, element: etree._Element) -> etree._Element | None:
        """The complex type of an element, wherever it is written."""
        if element.get("ref") in self.elements:
            element = self.elements[element.get("ref")]
        inline = element.find(f"{XS}complexType")
        return inline if inline is not None else self.types.get(element.get("type"))


def walk(schema: Schema, name: str, path: str, element: etree._Element | None = None) -> Iterator[Row]:
    """The element's own row, then those of its children in order."""
    body = schema.body_of(element if element is not None else schema.elements[name])
    least, most = (element.get("minOccurs", "1"), element.get("maxOccurs", "1")) if element is not None else ("1", "*")
    attributes = sorted(attribute_names(body)) if body is not None else []
    yield path, ",".join(attributes), least, most.replace("unbounded", "*")
    for child in body.iter(f"{XS}element") if body is not None else ():
        called = child.get("ref") or child.get("name")
        if called and nearest(child) is body:
            yield from walk(schema, called, f"{path}/{called}".lstrip("/"), child)


def nearest(element: etree._Element) -> etree._Element | None:
    """The complex type that an element stands in directly."""
    return next(element.iterancestors(f"{XS}complexType"), None)


def attribute_names(body: etree._Element) -> Iterator[str]:
    """The attributes of a type; `xml:lang` as `lang`."""
    for one in body.iter(f"{XS}attribute"):
        if nearest(one) is body:
            yield str(one.get("name") or one.get("ref") or "").removeprefix("xml:")


if __name__ == "__main__":
    main()

"""Makes ``resources/formats/iati-2.03.tsv`` again: the elements of an IATI activity file, in order, from the standard's schema.

    make_iati.py SCHEMAS    SCHEMAS is a folder with iati-activities-schema.xsd and iati-common.xsd, version 2.03

One row per element and place: path below ``iati-activity``, attributes (``name:type``, with ``!`` where it must be there; the
type is left out where it is any text), the type of its own text, the fewest and the most times that it may stand there (``*``:
any number). Names, order, types and counts are facts of the standard (IATI, CC BY 4.0); no wording is taken over.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
TARGET = Path(__file__).resolve().parent.parent / "resources" / "formats" / "iati-2.03.tsv"
Row = tuple[str, str, str, str, str]


def main() -> None:
    """Writes the table and says how long it is."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("schemas", type=Path)
    folder: Path = options.parse_args().schemas
    trees = [etree.parse(str(folder / name)).getroot() for name in ("iati-activities-schema.xsd", "iati-common.xsd")]
    rows = list(walk(Schema(trees), "iati-activity", ""))
    lines = ["\t".join(row) for row in (("path", "attributes", "text", "least", "most"), *rows)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(rows)} rows")


class Schema:
    """The named elements and types of the schema files."""

    def __init__(self, trees: list[etree._Element]) -> None:
        self.elements = {one.get("name"): one for tree in trees for one in tree.findall(f"{XS}element")}
        self.types = {one.get("name"): one for tree in trees for one in tree.findall(f"{XS}complexType")}
        self.attributes = {one.get("name"): one for tree in trees for one in tree.findall(f"{XS}attribute")}

    def body_of(self, element: etree._Element) -> etree._Element | None:
        """The complex type of an element, wherever it is written."""
        if element.get("ref") in self.elements:
            element = self.elements[element.get("ref")]
        inline = element.find(f"{XS}complexType")
        return inline if inline is not None else self.types.get(element.get("type"))

    def bodies_of(self, element: etree._Element) -> list[etree._Element]:
        """The complex types that make an element, the one that is extended first."""
        found: list[etree._Element] = []
        body = self.body_of(element)
        while body is not None:
            found.insert(0, body)
            extension = body.find(f"{XS}complexContent/{XS}extension")
            body = self.types.get(extension.get("base")) if extension is not None else None
        return found

    def type_of(self, attribute: etree._Element) -> str:
        """The type of an attribute, wherever it is written; empty where it is any text."""
        found = self.attributes.get(attribute.get("ref"), attribute)
        kind = "language" if attribute.get("ref") == "xml:lang" else found.get("type", "xsd:string").removeprefix("xsd:")
        return "" if kind == "string" else kind

    def text_of(self, element: etree._Element | None, bodies: list[etree._Element]) -> str:
        """The type of the element's own text; empty where it has none."""
        if not bodies and element is not None:
            found = self.elements.get(element.get("ref"), element)
            return str(found.get("type", "xsd:string")).removeprefix("xsd:")
        extensions = (body.find(f"{XS}simpleContent/{XS}extension") for body in bodies)
        return next((str(one.get("base", "")).removeprefix("xsd:") for one in extensions if one is not None), "")


def walk(schema: Schema, name: str, path: str, element: etree._Element | None = None) -> Iterator[Row]:
    """The element's own row, then those of its children in order."""
    bodies = schema.bodies_of(element if element is not None else schema.elements[name])
    least, most = (element.get("minOccurs", "1"), element.get("maxOccurs", "1")) if element is not None else ("1", "*")
    attributes = sorted(one for body in bodies for one in attributes_in(schema, body))
    yield path, ",".join(attributes), schema.text_of(element, bodies), least, most.replace("unbounded", "*")
    for body in bodies:
        for child in body.iter(f"{XS}element"):
            called = child.get("ref") or child.get("name")
            if called and nearest(child) is body:
                yield from walk(schema, called, f"{path}/{called}".lstrip("/"), child)


def nearest(element: etree._Element) -> etree._Element | None:
    """The complex type that an element stands in directly."""
    return next(element.iterancestors(f"{XS}complexType"), None)


def attributes_in(schema: Schema, body: etree._Element) -> Iterator[str]:
    """The attributes of a type; `xml:lang` as `lang`."""
    for one in body.iter(f"{XS}attribute"):
        if nearest(one) is body:
            name, kind = str(one.get("name") or one.get("ref") or "").removeprefix("xml:"), schema.type_of(one)
            yield f"{name}:{kind}{'!' if one.get('use') == 'required' else ''}".replace(":!", "!").rstrip(":")


if __name__ == "__main__":
    main()

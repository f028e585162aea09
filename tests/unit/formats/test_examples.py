"""The shipped example: real projects, and nobody's name or address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

import make_examples
from baseldesk.resources import resource

EXAMPLE = resource("examples", "waste-projects.iati.xml")


def test_the_shipped_file_holds_29_projects_and_no_contacts() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    root = etree.parse(EXAMPLE).getroot()
    assert len(root.findall("iati-activity")) == 29
    assert next(root.iter("contact-info"), None) is None
    assert re.search(r"[\w.]+@[\w-]+\.\w+", text) is None
    assert make_examples.leave_names_out(text) == text


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("It began. On 1 May Dr. Ada Lovelace wrote to Ms. Grace Hopper. It ended.", "It began. […] It ended."),
        ("Mr Babbage asked.", "[…]"),
        ("The Minister for Health and the Doctor reviewed it.", "The Minister for Health and the Doctor reviewed it."),
    ],
)
def test_sentences_that_name_a_person_are_left_out(text: str, without: str) -> None:
    assert make_examples.leave_names_out(text) == without


def test_contacts_go_and_a_forgotten_address_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "source.xml"
    contact = "<contact-info><email>a@example.org</email></contact-info>"
    source.write_text(f"<iati-activities><iati-activity>{contact}</iati-activity></iati-activities>")
    assert b"contact-info" not in make_examples.make(source)
    source.write_text("<iati-activities><iati-activity><title>write to a@example.org</title></iati-activity></iati-activities>")
    with pytest.raises(ValueError, match="address"):
        make_examples.make(source)

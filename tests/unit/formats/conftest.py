"""Small IATI files written for one test each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from baseldesk.formats.draft import Draft, Item
from baseldesk.formats.open import read

HEAD = (
    '<iati-identifier>XX-1-A</iati-identifier><reporting-org ref="XX-1" type="22"><narrative>Reporter</narrative></reporting-org>'
)
Write = Callable[..., Path]


@dataclass(frozen=True)
class Got:
    """What was read from a small file."""

    items: list[Item]

    def all(self, kind: str) -> list[Draft]:
        """The drafts of one type."""
        return [draft for item in self.items for draft in item.drafts if draft.type == kind]

    def one(self, kind: str = "activity") -> dict[str, Any]:
        """The values of the only draft of one type."""
        (draft,) = self.all(kind)
        return draft.values

    def other(self, kind: str = "activity") -> dict[str, Any]:
        """The other data of the only draft of one type."""
        held: dict[str, Any] = msgspec.json.decode(str(self.one(kind).get("other_data", "{}")))
        return held

    @property
    def said(self) -> list[tuple[str, dict[str, Any]]]:
        """The warnings."""
        return [(one.code, dict(one.params)) for item in self.items for one in item.warnings]


@pytest.fixture
def write_file(tmp_path: Path) -> Write:
    """Writes an IATI file with these activities, each given as what stands inside it."""

    def write(
        *activities: str, attributes: str = 'xml:lang="en" default-currency="USD"', head: str = HEAD, version: str = "2.03"
    ) -> Path:
        path = tmp_path / "file.xml"
        inner = "".join(f"<iati-activity {attributes}>{head}{one}</iati-activity>" for one in activities)
        path.write_text(f'<iati-activities version="{version}">{inner}</iati-activities>', encoding="utf-8")
        return path

    return write


@pytest.fixture
def read_one(write_file: Write) -> Callable[..., Got]:
    """Reads one activity, given as what stands inside it."""

    def read_inner(inner: str, *, contacts: bool = False, **how: str) -> Got:
        return Got(list(read(write_file(inner, **how)).items(contacts=contacts)))

    return read_inner

"""Forms for pen and paper ask in the order of the screen; the core does not know the window, so this says that they agree."""

from __future__ import annotations

import pytest

from baseldesk.records.types import TYPES
from baseldesk.reports.blank_order import HEADCOUNT, ON_SCREEN_ONLY, ORDER
from ui import layouts
from ui.widgets.form_arrangement import complete


def screen_order(record_type: str) -> list[str]:
    """The fields as a person meets them: the stage in the header, then tab by tab."""
    declared = TYPES[record_type]
    if record_type in layouts.SHEETS:
        names = [name for columns in layouts.sheet(record_type) for name, _ in columns]
    else:
        header = frozenset({declared.stage} - {""})
        pages = complete(declared, layouts.pages(record_type), header)
        items = [item for page in pages for group in page.groups for item in group.items]
        names = [*header, *(_called(item.name) for item in items if not item.is_slot or item.name == layouts.HEADCOUNT)]
    return [name for name in names if name not in ON_SCREEN_ONLY]


def _called(name: str) -> str:
    return HEADCOUNT if name == layouts.HEADCOUNT else name


@pytest.mark.parametrize("record_type", ORDER)
def test_paper_asks_in_the_order_of_the_screen(record_type):
    assert [name for part in ORDER[record_type] for name in part.names] == screen_order(record_type)

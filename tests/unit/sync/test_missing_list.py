"""Which parts have not come is said as shortly as it can be read out."""

from __future__ import annotations

import pytest

from baseldesk.sync.missing_list import as_ranges


@pytest.mark.parametrize(("numbers", "said"), [
    ([], ""), ([3], "3"), ([2, 3], "2, 3"), ([2, 3, 4], "2–4"), ([9, 1, 2, 3, 7], "1–3, 7, 9"), (range(1, 256), "1–255"),
])  # fmt: skip
def test_numbers_are_told_in_stretches(numbers: list[int], said: str) -> None:
    assert as_ranges(numbers) == said

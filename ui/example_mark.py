"""How a desk of the example is known: it says so itself, wherever it is carried and however it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from baseldesk.desk.desk import Desk

MARK = "demo"


def is_example(desk: Desk) -> bool:
    """Whether this desk is one of the example, made up from end to end."""
    return desk.meta(MARK) is not None

"""Progress on stderr: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from baseldesk.cli.session import Session

Progress = Callable[[int, int], None]


@contextmanager
def bar(session: Session, label: str = "", *, scale: bool = False) -> Iterator[Progress]:
    """Gives the function that core functions call with (done, total).

    Args:
        session: quiet shows nothing.
        label: what is being done, translated.
        scale: count in bytes.
    """
    if session.quiet or not sys.stderr.isatty():
        yield _nothing
        return
    from tqdm import tqdm

    looks = {"unit": "B" if scale else "", "unit_scale": scale, "dynamic_ncols": True}
    with tqdm(desc=label or None, leave=False, file=sys.stderr, **looks) as shown:

        def move(done: int, total: int) -> None:
            shown.total = total or None
            shown.update(done - shown.n)

        yield move


def _nothing(done: int, total: int) -> None:
    """Progress that nobody watches."""

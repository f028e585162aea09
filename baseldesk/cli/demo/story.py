"""Telling the example: one numbered line for each step, in the reader's language."""

from __future__ import annotations

from baseldesk.cli.session import Session


class Story:
    """Says what has been done, as it is done."""

    def __init__(self, session: Session, steps: int) -> None:
        self._session, self._steps, self._done = session, steps, 0

    def tell(self, text: str, **params: object) -> None:
        """The next step, once it has succeeded."""
        self._done += 1
        self._write(f"[{self._done:>2}/{self._steps}] {self._fill(text, **params)}")

    def add(self, text: str = "", **params: object) -> None:
        """A line without a number."""
        self._write(self._fill(text, **params))

    def _fill(self, text: str, **params: object) -> str:
        t = self._session.t
        shown = {name: t.number(value) if isinstance(value, int) else value for name, value in params.items()}
        return t.format(text, **shown)

    def _write(self, line: str) -> None:
        if not (self._session.json or self._session.quiet):
            print(line, flush=True)

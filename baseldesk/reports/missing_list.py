"""The list of parts that have not come, as a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from baseldesk.i18n import FIRST_STRONG_ISOLATE, N_, POP_ISOLATE, Translator
from baseldesk.reports.blocks import Column, Fact, Front, Note, Rows, Titled
from baseldesk.reports.document import Document, Printed, render
from baseldesk.reports.escape import Said
from baseldesk.reports.page import Paper

_ISOLATES = str.maketrans("", "", FIRST_STRONG_ISOLATE + POP_ISOLATE)
_HOW = N_("What is not here may still come, by mail or stick, in any order; the sender can write each part again.")


class ListTold(Protocol):
    """What the page prints."""

    @property
    def title(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def headings(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[str]]: ...
    @property
    def nothing(self) -> str: ...
    @property
    def made_on(self) -> date: ...


def print_missing(told: ListTold, t: Translator, out_path: Path, *, paper: Paper = "A4") -> Printed:
    """Writes the list as a PDF file in the translator's language.

    Raises:
        OSError: the file cannot be written.
    """
    return render(compose(told, t), t, out_path, paper=paper)


def compose(told: ListTold, t: Translator) -> Document:
    """The list as a document."""
    made_on = Fact(Said(t.gettext(N_("Made on"))), Said(t.date(told.made_on, "long")))
    front = Front(told.owner.translate(_ISOLATES), "", Titled(told.title), facts=(made_on,))
    rows = [[cell.translate(_ISOLATES) for cell in row] for row in told.rows]
    table = Rows(tuple(Column(one) for one in told.headings), rows, told.nothing)
    data = {"headings": list(told.headings), "rows": rows, "made_on": told.made_on.isoformat()}
    return Document(front, (table, Note(Said(t.gettext(_HOW)))), told.title, told.made_on, data)

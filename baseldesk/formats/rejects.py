"""What an import left out, and every remark, as a table to be mended and brought again."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from baseldesk.formats.sentences import Words, tell
from baseldesk.formats.sheets.formulas import defuse

if TYPE_CHECKING:
    from baseldesk.formats.intake import Intake


def rejects_table(intake: Intake, words: Words) -> bytes:
    """Where, code and words of each remark, and the cells of the rows left out; a spreadsheet takes none for a formula."""
    raw = {item.where: item.raw for item in intake.rejects}
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(["where", "code", "text", "row"])
    for one in intake.warnings:
        rows.writerow(map(defuse, (one.where, one.code, tell(one.code, one.params, words), *raw.pop(one.where, ()))))
    return text.getvalue().encode("utf-8-sig")

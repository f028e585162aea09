"""The columns of a spreadsheet that is imported: what each is taken as, and the rows beneath with the remarks on their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from baseldesk.i18n import _, current
from ui.screens.importing_preview import SheetPreview
from ui.screens.importing_words import cell_of, target_choices

if TYPE_CHECKING:
    from baseldesk.formats.intake import Intake
    from baseldesk.formats.sheets.mapping import Mapping
    from ui.screens.importing_reading import Found


def take_column_as(mapping: Mapping, column: int, target: str) -> Mapping:
    """A column is something else now; one that had the same target keeps it no longer, partners excepted."""
    from baseldesk.formats.sheets.grid import column_name

    here = column_name(column)
    others = {name: held for name, held in mapping.columns.items() if name != here}
    if target and not target.startswith("partner."):
        others = {name: held for name, held in others.items() if held != target}
    return msgspec.structs.replace(mapping, columns={**others, **({here: target} if target else {})})


def put_targets(preview: SheetPreview, mapping: Mapping) -> None:
    """Says above each column that stands there what it is taken as now."""
    from baseldesk.formats.sheets.grid import column_name

    for n, box in enumerate(preview.targets.boxes):
        box.put(mapping.columns.get(column_name(n), ""))


def show_columns(preview: SheetPreview, found: Found, intake: Intake | None) -> None:
    """Shows the rows of the sheet that is taken, what each column may be, and the remarks so far."""
    from baseldesk.formats.sheets.grid import column_name
    from baseldesk.formats.sheets.headings import find_heading
    from baseldesk.formats.sheets.mapping import sheet_of

    if found.book is None or found.mapping is None:
        return
    mapping, sheet = found.mapping, sheet_of(found.book, found.mapping.sheet)
    names = find_heading(sheet, mapping.heading - 1).names
    columns = [column_name(n) for n in range(len(names))]
    preview.rows.show_rows(sheet.rows, mapping.first - 1, names)
    preview.targets.show_choices(target_choices(mapping.type))
    preview.targets.show_targets([mapping.columns.get(one, "") for one in columns], names, columns)
    preview.setAccessibleName(_("The rows of the file"))
    if intake is not None:
        show_remarks(preview, intake)


def show_remarks(preview: SheetPreview, intake: Intake) -> None:
    """Marks the cells that something had to be said of."""
    from baseldesk.formats.sentences import tell

    told = ((cell_of(one.where), one) for one in intake.warnings)
    preview.rows.show_remarks({at: tell(one.code, one.params, current()) for at, one in told if at is not None})

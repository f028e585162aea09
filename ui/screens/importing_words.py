"""What an import says: of the file, of what is still missing, of targets, counts and remarks; in the language in use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from baseldesk.i18n import LANGUAGES, N_, _, current
from baseldesk.records.types import record_type
from ui.screens import importing_reading as reading

if TYPE_CHECKING:
    from baseldesk.formats.intake import Intake
    from baseldesk.formats.sheets.mapping import Mapping
    from baseldesk.formats.sheets.targets import Target
    from ui.screens.importing_reading import Found

_CELL = re.compile(r"([A-Z]{0,3})(\d+)")
_COUNTS = (
    ("created", N_("New: {count}")), ("updated", N_("Changed: {count}")), ("unchanged", N_("Unchanged: {count}")),
    ("rejected", N_("Left out: {count}")),
)  # fmt: skip
_WHAT = {
    reading.IATI: N_("{file}: activities in IATI."),
    reading.OURS: N_(
        "{file}: a table that came from BaselDesk. What was changed in it is taken over; what was changed here stays."
    ),
    reading.SHEET: N_("{file}: check above each column what it is taken as."),
}
_BRING = N_(
    "A spreadsheet or a table of any layout, or an IATI file: drop it here or choose it. "
    "Nothing is changed before you have seen what it brings."
)
_SETTLED = N_("{file}: its columns are taken as you settled them before.")


class Choice(NamedTuple):
    """One line of the list above a column: a heading where there is no target."""

    name: str | None
    text: str


def start_words(*, is_secretariat: bool) -> tuple[str, str, str]:
    """Heading, sentence and button of the page before any file."""
    if is_secretariat:
        return _("Import"), _("Lists are imported at the centres; they come here in the centres’ data files."), ""
    return _("Bring your list"), _(_BRING), _("Choose a file…")


def about_words(found: Found | None) -> str:
    """What the file is, and what a person still has to say."""
    if found is None:
        return ""
    said = _SETTLED if found.is_known else _WHAT[found.kind]
    words = current().format(said, file=found.path.name)
    missing = missing_words(found.mapping)
    return f"{words}\n{missing}" if missing else words


def missing_words(mapping: Mapping | None) -> str:
    """What a person still has to say before anything can be tried out; "" for nothing."""
    if mapping is None:
        return ""
    if mapping.type == "participant" and not mapping.into:
        return _("Say above which activity these people took part in.")
    if not any(mapping.columns.values()):
        return _("No column could be recognized. Say above at least one column what it is.")
    return ""


def target_choices(kind: str) -> list[Choice]:
    """Everything that a column of rows of this type may be, in groups; what keeps it as other data first."""
    from baseldesk.formats.sheets.targets import HEADCOUNT, PARTNER, targets

    found = list(targets(kind))
    groups = (
        (_(record_type(kind).label), [one for one in found if one.record == ""]),
        (_(record_type(PARTNER).plural), [one for one in found if one.record == PARTNER]),
        (_(record_type(HEADCOUNT).plural), [one for one in found if one.record == HEADCOUNT]),
    )
    out = [Choice("", _("Keep as other data"))]
    for heading, members in groups:
        if members:
            out += [Choice(None, heading), *(Choice(one.name, target_text(one, kind)) for one in members)]
    return out


def target_text(target: Target, kind: str) -> str:
    """«Title (French)», «Partner: implementing», «Women»."""
    if target.record == "partner":
        role = current().label(target.detail, "partner_role")
        return current().fill("{type}: {role}", type=_(record_type("partner").label), role=role)
    label = _(record_type(target.record or kind).by_name[target.field].label)
    if target.detail in LANGUAGES:
        return current().fill("{label} ({language})", label=label, language=current().language_name(target.detail))
    return label


def count_words(intake: Intake, *, all_of_them: bool = True) -> str:
    """«New: 12 · Changed: 3 · Unchanged: 40 · Left out: 1»."""
    told = ((word, getattr(intake, name)) for name, word in _COUNTS)
    return " · ".join(current().format(word, count=current().number(count)) for word, count in told if all_of_them or count)


def record_words(intake: Intake) -> str:
    """«Activities 12 · Partners 4»: what is written, by type."""
    counts = sorted(intake.records.items())
    return " · ".join(f"{_(record_type(kind).plural)} {current().number(count)}" for kind, count in counts if count)


def cell_of(where: str) -> tuple[int, int] | None:
    """The row and column, from 0, of «Sheet1!C5» (column -1 for a whole row); None for what is no place in a sheet."""
    found = _CELL.fullmatch(where.rpartition("!")[2])
    if found is None:
        return None
    column = -1
    for letter in found[1]:
        column = (column + 1) * 26 + ord(letter) - ord("A")
    return int(found[2]) - 1, column

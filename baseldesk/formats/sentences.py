"""What a person reads when somebody else's file is refused, or taken in with something to be said about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from baseldesk.i18n import N_
from baseldesk.records.types import TYPES

_UNTOUCHED = N_("Nothing was changed.")
_ASK_PUBLISHER = N_("Ask whoever publishes it for a file in version 2.03. Nothing was changed.")
_DOWNLOAD_AGAIN = N_("Download or copy it again. Nothing was changed.")
_KEPT = N_("It was kept with the record's other data.")
_SPLIT = N_("Split it into smaller files and import them one after the other. Nothing was changed.")

REFUSALS: dict[str, tuple[str, str]] = {
    "format.kind_unknown": (N_("Files of the kind “{kind}” cannot be imported."), N_("Known: {known}.")),
    "format.missing": (N_("There is no file “{file}”."), N_("Check the name and the folder.")),
    "format.not_a_file": (N_("“{file}” is not a file."), N_("Choose a file, not a folder.")),
    "format.unreadable": (N_("“{file}” cannot be read."), N_("Check that you may open it. Nothing was changed.")),
    "format.empty": (N_("“{file}” is empty."), _DOWNLOAD_AGAIN),
    "format.too_large": (N_("“{file}” is larger than {megabytes} MB."), _SPLIT),
    "format.unknown": (
        N_("“{file}” is of no kind that BaselDesk can import."),
        N_("Spreadsheets, tables as text, and IATI activity files can be imported. Nothing was changed."),
    ),
    "format.html": (
        N_("“{file}” is a web page, not the data."),
        N_("On the page, look for the link that downloads the XML. Nothing was changed."),
    ),
    "format.json": (
        N_("“{file}” holds JSON, whatever it is called; IATI files are XML."),
        N_("Download it as XML. Nothing was changed."),
    ),
    "format.office": (N_("“{file}” is an office document or an archive."), N_("IATI files are XML. Nothing was changed.")),
    "format.pdf": (N_("“{file}” is a PDF."), N_("Attach it as a document instead. Nothing was changed.")),
    "xml.cut_off": (N_("“{file}” is cut off after line {line}."), _DOWNLOAD_AGAIN),
    "xml.malformed": (N_("“{file}” is damaged in line {line}."), _DOWNLOAD_AGAIN),
    "xml.encoding_unknown": (N_("“{file}” is written in an unknown character encoding."), _ASK_PUBLISHER),
    "xml.document_type": (
        N_("“{file}” declares a document type, which a data file does not need and an attack would use."),
        N_("Do not open it elsewhere if you do not know where it comes from. Nothing was changed."),
    ),
    "xml.item_too_large": (N_("“{file}” holds an activity that is too large."), _UNTOUCHED),
    "iati.other_root": (N_("“{file}” is XML, but not IATI: it begins with “{root}”."), _UNTOUCHED),
    "iati.nothing_to_publish": (
        N_("No activity is marked for publication, so there is nothing to write."),
        N_("Mark those that may be published, or write all of them with --all."),
    ),
    "iati.none_complete": (
        N_("Every activity ({count}) lacks something that IATI asks for; the first one: {names}."),
        N_("Fill it in, and export again. Nothing was written."),
    ),
    "iati.reporting_org_wrong": (
        N_("“{value}” cannot be the identifier of an organisation in IATI."),
        N_("It has no blanks and none of the signs / & | ?, as in XM-DAC-41114. Nothing was written."),
    ),
    "iati.organisations": (
        N_("“{file}” describes organisations; activities come in another file."),
        N_("Look for the activity file of the same publisher. Nothing was changed."),
    ),
    "iati.version_old": (N_("“{file}” is written in IATI {version}, which is no longer in use."), _ASK_PUBLISHER),
    "iati.version_unknown": (
        N_("“{file}” is written in IATI version “{version}”; this BaselDesk knows {known}."),
        N_("A later BaselDesk may know it. Nothing was changed."),
    ),
    "sheet.too_large": (N_("“{file}” has more rows or texts than can be taken in."), _SPLIT),
    "sheet.no_workbook": (
        N_("“{file}” is an archive, but no workbook."),
        N_("Unpack it and import the table inside. Nothing was changed."),
    ),
    "sheet.damaged": (N_("“{file}” is damaged, or no workbook."), _DOWNLOAD_AGAIN),
    "sheet.protected": (
        N_("“{file}” is protected by a password."),
        N_("Open it in your spreadsheet program, save it without the password, and import that. Nothing was changed."),
    ),
    "sheet.encoding_wrong": (
        N_("“{file}” is not written in the encoding “{encoding}”."),
        N_("Choose another encoding. Nothing was changed."),
    ),
    "sheet.no_table": (
        N_("“{file}” holds no table."),
        N_("A table has at least two columns and a row of headings. Nothing was changed."),
    ),
    "sheet.nothing_known": (
        N_("Of “{file}”, no column could be recognized."),
        N_("Say what its columns are: --map MAP.json, or choose them in the window. Nothing was changed."),
    ),
    "package.exists": (N_("There is something called “{file}” already."), N_("Choose another name. Nothing was changed.")),
    "mapping.malformed": (
        N_("The mapping cannot be read: {reason}."),
        N_("“baseldesk import FILE --show-map” writes one to start from."),
    ),
    "mapping.target_unknown": (
        N_("Column {column}: there is no “{target}” in “{type}”."),
        N_("“baseldesk record types” lists the fields."),
    ),
    "mapping.no_sheet": (N_("There is no sheet “{sheet}” in this file."), _UNTOUCHED),
    "import.too_many": (N_("“{file}” would make more than {most} records."), _SPLIT),
}

WARNINGS: dict[str, tuple[str, str]] = {
    "iati.identifier_missing": (N_("The activity in line {line} has no identifier and was left out."), ""),
    "iati.identifier_twice": (N_("This activity stands in the file twice; the second one, in line {line}, was left out."), ""),
    "iati.contacts_left_out": (
        N_("Contacts of people or offices that were left out: {count}."),
        N_("They are taken in only on request."),
    ),
    "iati.element_outside": (N_("Outside the activities the file holds something unknown, which was left out: {names}."), ""),
    "iati.date_invalid": (N_("“{value}” is not a date ({element})."), _KEPT),
    "iati.end_before_start": (N_("The end ({end}) is before the start ({start}); both were kept as they are."), ""),
    "iati.amount_invalid": (N_("“{value}” is not an amount ({element})."), _KEPT),
    "iati.share_invalid": (N_("“{value}” is not a share in per cent."), _KEPT),
    "iati.shares_over_100": (N_("The shares of the countries add up to more than 100 %; they were left empty."), _KEPT),
    "iati.code_unknown": (N_("The code “{value}” is unknown ({element})."), _KEPT),
    "iati.currency_missing": (N_("An amount has no currency ({element})."), ""),
    "iati.language_unknown": (N_("“{value}” is not the code of a language."), ""),
    "iati.language_missing": (N_("Texts without a language were taken as {language}."), ""),
    "iati.organisation_unnamed": (N_("Organisations without name and identifier: {count}."), _KEPT),
    "iati.transaction_incomplete": (N_("Transactions without an amount that can be read: {count}."), _KEPT),
    "iati.no_reporting_org": (
        N_("The centre's identifier in IATI is not known; {value} stands in its place."),
        N_("Give it once with --reporting-org."),
    ),
    "iati.lacks": (N_("The activity lacks what IATI asks for, and was left out: {names}."), ""),
    "iati.identifier_taken": (N_("Another activity has the same identifier; this one was left out."), ""),
    "iati.not_marked": (N_("Partners, contributions and documents that are not marked for publication: {count}."), ""),
    "iati.not_ready": (N_("Activities that are not ready to share were left out: {count}."), ""),
    "iati.role_unknown": (N_("Partners in a role that IATI does not know were left out: {count}."), ""),
    "iati.promise_undated": (N_("Contributions without the day of the promise were left out: {count}."), ""),
    "iati.countries_wanted": (
        N_("Activities for which IATI asks for the countries, or for their shares up to 100 %: {count}."),
        N_("They were written as they are."),
    ),
    "iati.no_place": (N_("IATI has no place for this, and it was left out: {names}."), N_("It stays here as it was.")),
    "iati.left_out": (N_("“{element}” is too long to be kept ({kilobytes} kB) and was left out."), N_("It stands in the file.")),
    "sheet.cell_not_understood": (N_("“{value}” under “{heading}” was not understood."), _KEPT),
    "sheet.read_only": (
        N_("“{heading}” cannot be changed in a table; it stays as it is."),
        N_("Change it in the record itself."),
    ),
    "sheet.row_above": (N_("This stands above the table and was not taken in: {text}"), ""),
    "sheet.not_read": (
        N_("The sheet “{sheet}” was not read; rows that hold something: {count}."),
        N_("Import the file once more and choose this sheet."),
    ),
    "sheet.row_unnamed": (N_("The row has no “{field}” and was left out."), ""),
    "sheet.row_twice": (N_("A row above is about the same; this one was left out."), ""),
    "import.kept_yours": (N_("“{field}” was changed here; your text stays, the file says otherwise."), ""),
    "import.value_refused": (N_("“{value}” cannot be kept in “{field}” ({reason}); the whole entry was left out."), ""),
    "import.deleted_here": (N_("This record was deleted here and stays deleted."), N_("Restore it first to import it again.")),
    "import.no_longer_there": (N_("Entries of the last import that are no longer in the file, and were kept: {count}."), ""),
}

SENTENCES: dict[str, tuple[str, str]] = {**REFUSALS, **WARNINGS}


class Words(Protocol):
    """The part of a translator that sentences need."""

    def format(self, msgid: str, /, **params: object) -> str:
        """The text in the reader's language with its placeholders filled."""


def tell(code: str, params: Mapping[str, object], words: Words) -> str:
    """A warning in words; a field is called as in the form."""
    if field := str(params.get("field") or ""):
        declared = TYPES.get(str(params.get("type")))
        own = declared.by_name.get(field.partition("/")[0]) if declared else None
        params = {**params, "field": words.format(own.label if own else field)}
    return words.format(SENTENCES[code][0], **params)

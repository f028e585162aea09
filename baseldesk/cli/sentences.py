"""What the command line says of its own: code → (sentence, what to do next)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from baseldesk.i18n import N_, Translator

if TYPE_CHECKING:
    from baseldesk.messages import Sentence

_HELP = N_("“baseldesk --help” lists the commands, and each command tells its own with --help.")

SENTENCES: dict[str, tuple[str, str]] = {
    "cli.usage": ("{text}", N_("“{command} --help” tells how it is written.")),
    "export.where_needs_type": (N_("--where needs a type."), N_("Say which records are meant: --type TYPE.")),
    "export.whole_types": (N_("A data package or bag holds whole types."), N_("Leave --where out, or write a table.")),
    "export.iati_only": (
        N_("--reporting-org and --all belong to IATI files; “{file}” is none."),
        N_("Name a file .iati.xml, or leave them out."),
    ),
    "export.iati_activities": (N_("An IATI file holds activities."), N_("Leave --type out. What belongs to them goes along.")),
    "export.kind_unknown": (
        N_("“{file}” is of no kind that can be written."),
        N_("Name a file .xlsx, .csv or .iati.xml, or a folder that is there."),
    ),
    "export.one_type": (
        N_("A .csv file holds records of one type."),
        N_("Say which: --type TYPE; or name a folder, which takes one file for each type."),
    ),
    "cli.not_an_assignment": (
        N_("“{text}” says no field and value."),
        N_("Write field=value, field.fr=value for a language, field= to empty, or @FILE for a JSON file."),
    ),
    "cli.nothing_to_change": (N_("No field was given."), N_("Write field=value. “baseldesk record types” lists the fields.")),
    "cli.json_malformed": (N_("The file “{file}” is not a JSON object {field: value}: {reason}."), N_("Nothing was changed.")),
    "cli.file_unreadable": (N_("“{file}” cannot be read: {reason}."), N_("Check the name. Nothing was changed.")),
    "cli.file_not_written": (
        N_("“{file}” cannot be written: {reason}."),
        N_("Choose another place, or free some space. The records are untouched."),
    ),
    "cli.file_exists": (
        N_("There is a file “{file}” already; it might be a page in use."),
        N_("Choose another name. Nothing was changed."),
    ),
    "cli.words_needed": (
        N_("What was copied from the page does not say which secretariat the files must belong to; these say: {words}"),
        N_("Have the secretariat read out its six words by phone, and give them with --words. Nothing was taken in."),
    ),
    "cli.page_names_no_centre": (
        N_("The page does not say whose it is, so no desk can be made for it."),
        N_("Make one with “baseldesk init --centre CODE”, and open the files there, without --out."),
    ),
    "cli.option_missing": (N_("{option} is missing."), N_("“{command} --help” tells how it is written.")),
    "cli.options_exclude": (N_("{one} and {other} exclude each other."), N_("“{command} --help” tells how it is written.")),
    "cli.folder_missing": (
        N_("There is no folder “{folder}”."),
        N_("Is the stick plugged in? The records are untouched."),
    ),
    "cli.not_a_file": (N_("“{file}” is a folder; the name of a file is wanted here."), N_("Nothing was written.")),
    "cli.relation_unknown": (N_("“{relation}” does not relate these two records."), N_("Known here: {known}.")),
    "cli.not_linkable": (N_("Records of the types “{one}” and “{other}” cannot be linked."), N_("Linked are: {known}.")),
    "cli.not_linked": (N_("The two records are not linked in this way."), N_("Nothing was changed.")),
    "cli.not_attachable": (N_("Nothing can be attached to a record of the type “{type}”."), N_("Documents belong to: {known}.")),
    "cli.dot_malformed": (
        N_("“{dot}” is not the name of a version."),
        N_("Copy it whole from “baseldesk conflicts list --json”."),
    ),
    "cli.folder_not_empty": (
        N_("The folder “{folder}” is not empty."),
        N_("Choose a new or an empty folder. Nothing was changed."),
    ),
    "cli.vocabulary_unknown": (N_("There is no list of choices called “{vocabulary}”."), N_("Known: {known}.")),
    "cli.language_unknown": (
        N_("“{language}” is not the code of a language."),
        N_("Write a two-letter code of ISO 639-1, like {field}.fr=…"),
    ),
    "cli.size_malformed": (N_("“{size}” is no size."), N_("Write none, all, or a size like 5MB.")),
    "cli.nothing_found": (
        N_("There is no data file of BaselDesk in “{folder}”."),
        N_("Check that it is the right stick or folder. Nothing was changed."),
    ),
    "cli.words_differ": (
        N_("The words do not agree: the file has “{words}”."),
        N_("Somebody else's computer may have made the file. Ask for it again. Nothing was changed."),
    ),
    "bulk.none_named": (N_("Nothing says which records are meant."), N_("Add --where, --search or --all. Nothing was changed.")),
    "cli.not_a_period": (N_("“{text}” is no period."), N_("Write 2025, 2025-03, or 2025-01..2026-06.")),
    "conflict.none": (N_("“{field}” has no differing versions."), N_("“baseldesk conflicts list” shows where there are any.")),
    "conflict.version_unknown": (
        N_("No version of “{field}” that still stands has this name."),
        N_("“baseldesk conflicts list --json” shows the names."),
    ),
    "window.no_display": (N_("There is no display to open the window on."), _HELP),
    "demo.not_ours": (
        N_("“{folder}” holds something that is no example of BaselDesk."),
        N_("Choose another folder with --folder. Nothing was changed."),
    ),
    "demo.in_use": (
        N_("The example in “{folder}” is open in another BaselDesk window or command."),
        N_("Close it there, or choose another folder with --folder."),
    ),
    "demo.step_wrong": (N_("A step of the example did not do what it promises."), N_("This is our mistake: please report it.")),
    "demo.differs": (N_("The two desks do not hold the same."), N_("This is our mistake: please report it.")),
    "system.file": (N_("“{file}” cannot be used: {reason}."), N_("Check the name, the rights and the space on the disk.")),
    "system.output": (N_("The result cannot be written: {reason}."), N_("Free some space, or write it elsewhere.")),
    "system.store": (N_("The database reports: {reason}."), N_("Nothing was changed. “baseldesk check” looks at the whole.")),
    "bug": (
        N_("BaselDesk has made a mistake ({kind}). Nothing was changed."),
        N_("Please send us the file {log}; it holds no names and nothing of your records."),
    ),
}


def explain(code: str, params: Mapping[str, object], t: Translator) -> Sentence:
    """A code and its parameters in words."""
    from baseldesk import messages

    if code not in SENTENCES:
        return messages.explain(code, params, t)
    text, hint = SENTENCES[code]
    return messages.Sentence(t.format(text, **params), t.format(hint, **params))

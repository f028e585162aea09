"""Code → sentence and what to do next, in the reader's language. The only place where an error becomes words.

Each area states its own sentences; a code without one is a defect that a test finds.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, Protocol

from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_

_AREAS = ("baseldesk.formats.sentences", "baseldesk.sync.sentences", "baseldesk.reports.sentences")
_NOTHING_CHANGED = N_("Nothing was changed.")
_SAME_OR_NOT = N_("If they are the same, join them; if not, say so, and you will not be asked again.")

OWN: dict[str, tuple[str, str]] = {
    "cancelled": (N_("Stopped."), _NOTHING_CHANGED),
    # what was asked for
    "type.unknown": (N_("There is no kind of record called “{type}”."), N_("Known: {known}.")),
    "field.unknown": (N_("“{type}” has no field called “{field}”."), N_("“baseldesk record types” lists the fields.")),
    "record.id_malformed": (N_("“{id}” is not the identifier of a record."), N_("Copy it whole, as it was shown.")),
    "record.not_yours": (
        N_("This record belongs to another organisation, and only that organisation may change it."),
        N_("Write a remark instead. Nothing was changed."),
    ),
    "list.cannot_group": (
        N_("A list cannot be grouped by “{field}”."),
        N_("Choose a field that is chosen from a list, a date or a number."),
    ),
    "bulk.too_many": (N_("No more than {most} records are changed at once."), N_("Choose fewer. Nothing was changed.")),
    "bulk.field_is_own": (
        N_("“{field}” is each record's own and is not changed for many at once."),
        N_("Change it in the record. Nothing was changed."),
    ),
    "headcount.no_participants": (
        N_("No participants are recorded for this activity."),
        N_("Enter them first, or type the headcount."),
    ),
    "submission.not_draft": (
        N_("This report was approved already."),
        N_("To change it, begin a correction: it becomes the next version."),
    ),
    "submission.not_approved": (N_("This report was not approved, or was handed in before."), N_("Approve it first.")),
    "submission.not_submitted": (
        N_("This report was not handed in."),
        N_("Only what a centre has handed in can be accepted or returned."),
    ),
    "submission.incomplete": (N_("The report cannot be approved yet: {fields} missing."), N_("Fill them in first.")),
    "submission.not_approver": (
        N_("Only an officer with the role “approver” approves reports at this centre."),
        N_("Let one of them choose their name under “Who is working?”, and approve."),
    ),
    "remark.secretariat_writes": (
        N_("Only the secretariat writes remarks on a centre’s records."),
        N_("At the centre, answer a remark or mark it as done."),
    ),
    "submission.secretariat_answers": (
        N_("Only the secretariat accepts or returns a report."),
        N_("Hand it in; the answer comes with a data file."),
    ),
    "submission.nothing_frozen": (
        N_("What was approved is not here."),
        N_("The report was never approved, or the document with its content has not come yet."),
    ),
    "save.record_twice": (N_("One record was to be saved twice at once."), N_("Nothing was changed. Please report this.")),
    "record.nothing_to_confirm": (N_("Nothing here waits to be confirmed."), N_("Nothing was changed.")),
    "record.missing": (N_("There is no such record here."), N_("It may not have been received yet.")),
    # rules
    "rule.code_unknown": (
        N_("“{code}” is not in the list of choices."),
        N_("Choose from the list, or “other” and say it in words."),
    ),
    "rule.end_before_start": (N_("The end ({end}) is before the start ({start})."), N_("Correct one of the two dates.")),
    "rule.negative": (N_("The figure cannot be less than zero."), N_("Leave it empty if it is not known.")),
    "rule.not_positive": (N_("The figure must be more than zero."), N_("Leave it empty if it is not known.")),
    "rule.shares_over_100": (N_("The shares add up to {sum} %."), N_("Together they cannot be more than 100 %.")),
    "rule.shared_already": (
        N_("This has been shared with the secretariat and cannot be called back."),
        N_("Delete it, or copy it as new and keep the copy at the centre."),
    ),
    "same.not_joined": (N_("Records of the kind “{type}” cannot be joined."), N_("These can: {known}.")),
    "same.one_record": (N_("This is one record, not two."), N_("Name two different ones. Nothing was changed.")),
    "same.other_centre": (
        N_("Only records of your own centre can be joined."),
        N_("The secretariat links records across centres. Nothing was changed."),
    ),
    "same.not_ready": (
        N_("One of the two is shared with the secretariat, the other is not ready to be shared."),
        N_("Switch “Not ready to share” off first, then join them. Nothing was changed."),
    ),
    "same.not_the_same": (N_("These two are not joined."), N_("Nothing was changed.")),
    "rule.fixed": (N_("This cannot be changed once it is saved."), N_("Remove the entry and add it anew.")),
    # probably a slip, and no hindrance
    "doubt.no_currency": (N_("Which currency is the amount in?"), ""),
    "doubt.not_email": (N_("“{value}” does not look like an e-mail address."), ""),
    "doubt.not_website": (N_("“{value}” does not look like the address of a website."), ""),
    "doubt.year": (N_("The year {year} is unusual. Is it meant?"), ""),
    "value.not_date": (N_("“{value}” is not a date."), N_("Write it as year-month-day, like 2026-03-15.")),
    "value.not_instant": (N_("“{value}” is not a point in time."), N_("Write day and time, like 2026-03-15T09:30Z.")),
    "value.not_integer": (N_("“{value}” is not a whole number."), N_("Write it with digits alone.")),
    "value.not_decimal": (N_("“{value}” is not a number."), N_("Write it with digits and one decimal mark.")),
    "value.not_yes_no": (N_("“{value}” is neither yes nor no."), N_("Write “yes” or “no”, or leave it empty.")),
    "value.not_record": (N_("“{value}” is not the identifier of a record."), N_("Copy it whole, as it was shown.")),
    "value.not_hash": (N_("“{value}” is not a SHA-256."), N_("It has 64 digits from 0 to 9 and a to f.")),
    "value.not_text": (N_("This is not a text."), N_("Write words here.")),
    "value.not_prose": (N_("This is not a text."), N_("Write words here.")),
    "value.not_code": (N_("This is not a code."), N_("Choose from the list.")),
    "value.not_codes": (N_("“{value}” is not a share."), N_("Give a number in per cent, or none.")),
    "value.not_labels": (N_("“{value}” cannot be kept here."), N_("Choose from the list.")),
    "value.not_data": (N_("This is not a text."), N_("Write words here.")),
    "value.not_mapping": (N_("The text or choice needs its language or code beside it."), N_("For example: title.fr=…")),
    "value.too_long": (N_("The text is too long: at most {most} bytes fit."), N_("Attach it as a document instead.")),
    # the desk
    "desk.missing": (
        N_("There are no records in the folder “{folder}”."),
        N_("“baseldesk init” makes a new desk; “baseldesk demo” shows an example."),
    ),
    "desk.exists": (N_("The folder “{folder}” holds records already."), N_("Choose another folder. Nothing was changed.")),
    "desk.locked": (
        N_("The records in “{folder}” are open in another BaselDesk window or command."),
        N_("Close it there, then try again. Nothing was changed."),
    ),
    "example.open": (
        N_("The example is open already, in a window of its own."),
        N_("Look for the window with the coloured band. Your centre’s records are not touched."),
    ),
    "example.not_made": (
        N_("The example could not be made."),
        N_("Try again; free some space on the disk if it fails once more. Your centre’s records are not touched."),
    ),
    "desk.closed": (N_("These records were closed meanwhile."), N_("Open them again. What was saved is safe.")),
    "desk.newer": (
        N_("These records were written by a later version of BaselDesk (schema {schema}; this one knows {known})."),
        N_("Install the later version on this computer too. The records are untouched."),
    ),
    "desk.not_a_database": (
        N_("The file “{file}” is damaged: {reason}."),
        N_("It was left as it is. Restore a backup, or rebuild from the secretariat's return file."),
    ),
    "desk.change_unreadable": (N_("The journal is damaged: {reason}."), N_("Restore a backup; both files are kept.")),
    "desk.not_a_desk": (
        N_("The file “{file}” holds no records of BaselDesk."),
        N_("It was left as it is. Restore a backup, or rebuild from the secretariat's return file."),
    ),
    "desk.other_key": (
        N_("These records are encrypted, and the key that is kept for them does not open them."),
        N_("Nothing was changed. Bring back a backup, or open them with the printed recovery key."),
    ),
    "desk.busy": (
        N_("The records are being read by something that does not end, so they could not be changed over."),
        N_("Nothing was changed. Wait until it has ended, or close other programs, and try again."),
    ),
    "desk.sealed_file_damaged": (
        N_("A document is damaged on this computer ({file}…)."),
        N_("The records themselves are safe. Ask for the document again, or bring it back from a backup."),
    ),
    "desk.document_altered": (
        N_("A document is not what it was when it was attached ({file}…)."),
        N_("It was left as it is. Check the records, and bring the document back from a backup."),
    ),
    "desk.identity_missing": (
        N_("The records in “{folder}” are incomplete."),
        N_("They were left as they are. Restore a backup."),
    ),
    "desk.not_writable": (
        N_("The folder “{folder}” cannot be written: {reason}."),
        N_("Check the rights of the folder, or choose another."),
    ),
    "desk.setting_refused": (
        N_("This place cannot keep records safe (setting {setting} stayed {got})."),
        N_("Move the folder to a disk of this computer."),
    ),
    "desk.sqlite_too_old": (N_("The database library {version} is too old to be safe."), N_("Reinstall BaselDesk.")),
    "desk.disk_failing": (
        N_("The disk of this computer reported a fault. Whether the last step was saved shows when BaselDesk is opened again."),
        N_("Close BaselDesk, open it again and look for your last change. Then make a backup on another disk."),
    ),
    "desk.disk_full": (
        N_("The disk is full: the last step was not saved."),
        N_("Free some space and try again. All that was saved before is safe."),
    ),
    "desk.document_not_written": (
        N_("“{file}” could not be stored: {reason}."),
        N_("Free some space and try again. Nothing was changed."),
    ),
    "document.unreadable": (N_("“{file}” cannot be read: {reason}."), _NOTHING_CHANGED),
    "document.too_large": (
        N_("“{file}” is too large to attach ({bytes} bytes; at most {most})."),
        N_("Add a link instead. Nothing was changed."),
    ),
    "document.changed_while_read": (
        N_("“{file}” changed while it was being read."),
        N_("Close it in the other program and try again."),
    ),
    # photographs
    "photograph.damaged": (
        N_("“{file}” cannot be read as a picture ({reason})."),
        N_("Copy it from the camera once more. Nothing was attached."),
    ),
    "photograph.too_large": (
        N_("“{file}” is too large for a photograph ({bytes} bytes; at most {most})."),
        N_("Save it smaller, or add a link instead. Nothing was attached."),
    ),
    "photograph.too_many_pixels": (
        N_("“{file}” has more pixels than can be worked on here: at most {most} million."),
        N_("Save it smaller in another program. Nothing was attached."),
    ),
    "photograph.kind_unknown": (
        N_("“{file}” is a kind of picture that cannot be opened here, so the place where it was taken cannot be taken out."),
        N_("Save it as JPEG. To attach it as it is, ask for the original with its place. Nothing was attached."),
    ),
    "photograph.location_stays": (
        N_("The place where “{file}” was taken cannot be taken out while the picture stays as it is."),
        N_("Attach it reduced, save it as JPEG, or keep the place. Nothing was attached."),
    ),
    "erase.nothing_personal": (
        N_("A record of this kind holds no personal data to erase."),
        N_("Delete it instead: that can be undone."),
    ),
    # reports
    "report.not_for_outsiders": (
        N_("This activity is not marked for publication."),
        N_("Mark it “may be published” first, or print the report for the centre's own use."),
    ),
    "report.only_at_own_desk": (
        N_("These sheets hold personal data and are printed only by the centre whose activity it is."),
        N_("Ask the centre to print them."),
    ),
    "report.personal_data": (
        N_("These sheets hold personal data and are never meant for outsiders."),
        N_("Print them for the centre's own use."),
    ),
    "report.which_centre": (
        N_("It is not said which centre the report is about."),
        N_("Choose one of the centres whose records are here."),
    ),
    "report.of_another_kind": (
        N_("What was handed in is of another kind than this report."),
        N_("Choose the report that it was handed in as."),
    ),
    "report.for_centre_only": (
        N_("The evaluation mirror is the centre's own; this centre has not shared it."),
        N_("A centre shares it by attaching the printed mirror to its records as a document of the kind “evaluation”."),
    ),
    "report.scale_malformed": (
        N_("The evaluation scale in “{file}” cannot be read."),
        N_("Write it in the form of the one that comes with the program."),
    ),
    "certificate.unknown": (
        N_("No certificate with the number “{number}” was issued here."),
        N_("Check the number, and ask the centre that the certificate names."),
    ),
    "report.unknown_kind": (N_("There is no kind of report “{name}”."), N_("“baseldesk report list” names them.")),
    "report.nothing_chosen": (N_("It is not said what the report is about."), N_("Choose a record of the kind “{type}”.")),
    "report.one_only": (N_("This report is about one record only."), N_("Choose one, or print them one after the other.")),
    "report.no_period": (N_("It is not said for which period the report is."), N_("Choose a period, such as 2025–2026.")),
    "report.nothing_in_period": (
        N_("No activity lies in the period {period}."),
        N_("Choose another period, or enter the days of the activities."),
    ),
    "report.no_code": (
        N_("{file} shows no code of a report or certificate."),
        N_("Scan the whole page, flat and sharp, at 150 dots per inch or more; or verify the PDF file."),
    ),
    "report.no_code_so_far": (
        N_("The first {read} of {pages} pages of {file} were read, and none of them shows a code of a report or certificate."),
        N_("Save the page that is to be checked as a file of its own, and check that."),
    ),
    "report.period_not_understood": (
        N_("“{period}” is no period."),
        N_("Write it as 2026, 2025-2026, 2025-01..2026-06 or 2025-01-15..2026-06-30."),
    ),
    "report.not_as_such_a_file": (
        N_("The report “{name}” cannot be written as a file of the kind “{suffix}”."),
        N_("Choose a name that ends in .pdf."),
    ),
    "report.unknown_option": (N_("This report has no option “{name}”."), N_("It has: {names}.")),
    "report.unknown_choice": (N_("“{value}” cannot be chosen for “{name}”."), N_("It can be: {choices}.")),
    # the journal
    "change.malformed": (
        N_("The file holds something that is no change of BaselDesk."),
        N_("Ask the sender for a new one. Nothing was changed."),
    ),
    "change.leaf_malformed": (
        N_("The file holds damaged personal data."),
        N_("Ask the sender for a new one. Nothing was changed."),
    ),
    "change.too_large": (N_("The file holds a change of {bytes} bytes; at most {most} are allowed."), _NOTHING_CHANGED),
    # what needs a person
    "task.gone": (N_("There is no task “{id}” (any more)."), N_("“baseldesk tasks list” shows what there is.")),
    "task.settled_in_record": (
        N_("This is settled in the record itself, not by a word."),
        N_("“baseldesk conflicts choose” decides a conflict; “baseldesk record set” changes a field."),
    ),
    "task.erase_to_confirm": (
        N_("Another computer has erased this record's personal data; here it is hidden, and not destroyed yet."),
        N_("Look at the record, then confirm: its personal data is destroyed for good."),
    ),
    "due.follow_up": (N_("Follow-up"), N_("Enter the day when it was done.")),
    "due.reporting_duty": (N_("Report to a donor"), N_("Enter the day when it was sent.")),
    "due.decision": (N_("A donor's decision is due"), N_("Ask, or enter how it was decided.")),
    "due.opportunity": (N_("An opportunity waits for an answer"), N_("Enter the day when it was answered.")),
    "due.remark": (N_("A remark waits for an answer"), N_("Answer it, or close it.")),
    "due.agreement_ends": (N_("A partnership's agreement ends"), N_("Renew it, or enter that it has ended.")),
    "due.activity_ends": (N_("An activity ends and is not completed"), N_("Complete it, or enter its new end.")),
    "due.activity_starts": (N_("An activity starts"), ""),
    "due.meeting": (N_("Meeting or letter"), ""),
    "due.report": (N_("A report for the secretariat is due"), N_("Begin it, approve it and hand it in.")),
    "due.no_result": (N_("Completed, without result or headcount"), N_("Enter who took part, or what came of it.")),
    "due.assessment": (N_("An active partner was never assessed"), N_("Enter an assessment.")),
    "task.conflict": (
        N_("Two values were entered for one field; both are kept."),
        N_("Decide which one holds, or write a new one."),
    ),
    "task.deleted_and_edited": (
        N_("One person deleted this record while another went on writing; it is kept in view."),
        N_("Delete it again, or leave it: bring it back to settle the question."),
    ),
    "task.not_allowed": (
        N_("Computer {device} wrote into a record that it may not change; this is kept, and not shown."),
        N_("Ask the secretariat which computer this is. The record is as its owner left it."),
    ),
    "task.unknown_computer": (
        N_("Work of a computer that is not registered yet ({device}) is set aside."),
        N_("It is taken in as soon as the secretariat has registered that computer."),
    ),
    "task.changes_wait": (
        N_("{changes} changes signed with the withdrawn key of computer {device} are kept aside, and not shown."),
        N_("If they are your centre's own work, accept them: they count again everywhere. If not, reject them."),
    ),
    "task.changes_wait_elsewhere": (
        N_("{changes} changes signed with the withdrawn key of computer {device} ({centre}) are kept aside, and not shown."),
        N_("{centre} decides whether they count. Call them if you know more."),
    ),
    "adopt.nothing_waits": (N_("Nothing of this computer waits (any more)."), _NOTHING_CHANGED),
    "adopt.not_yours": (
        N_("This is work of another organisation ({owner}); one of its own computers has to accept it."),
        _NOTHING_CHANGED,
    ),
    "task.roster_rival": (
        N_("There is another list of registered computers with the same number ({number})."),
        N_("The list held here stays. Tell the secretariat: it has to issue a higher one."),
    ),
    "task.roster_rival_here": (
        N_("There is another list of registered computers with the same number ({number}), signed by the root keys."),
        N_("“baseldesk roster reissue” brings out a higher one that names what both name. Find out who signed the other."),
    ),
    "task.fork_seen": (
        N_("Computer {device} {centre} {letter} exists twice: two copies have written on under one name."),
        N_("Nothing is lost: both count. Use only one of them; the other goes on under a new name with its next exchange."),
    ),
    "task.clock_suspect": (
        N_("The clock of this computer showed {shown}; it must be after {after}."),
        N_("Nothing depends on it but the dates shown. Set the clock."),
    ),
    "task.not_received_yet": (
        N_("The record named here has not been received yet."),
        N_("It comes with a later data file; or open the record and choose another."),
    ),
    "task.remark": (
        N_("The secretariat has a remark on this record."),
        N_("Open the record and answer it, take over what is proposed, or mark it as done."),
    ),
    "task.remark_answered": (
        N_("The centre has answered this remark."),
        N_("Read the answer in the record, and mark the remark as done."),
    ),
    "task.reference_twice": (
        N_("The reference {reference} was given twice."),
        N_("Give one of the two activities another reference."),
    ),
    "task.alike_identifier": (N_("“{other}” has the same identifier: it may be recorded twice."), _SAME_OR_NOT),
    "task.alike_directory": (
        N_("“{other}” is linked to the same entry of the directory: it may be recorded twice."),
        _SAME_OR_NOT,
    ),
    "task.alike_name": (N_("“{other}” has the same name: it may be recorded twice."), _SAME_OR_NOT),
    "task.alike_title": (N_("“{other}” has the same title and date: it may be recorded twice."), _SAME_OR_NOT),
    "task.alike_name_nearly": (N_("“{other}” has nearly the same name: it may be recorded twice."), _SAME_OR_NOT),
    "task.alike_website": (N_("“{other}” has the same website: it may be recorded twice."), _SAME_OR_NOT),
    "task.alike_acronym": (N_("“{other}” has the same acronym: it may be recorded twice."), _SAME_OR_NOT),
    "task.in_directory": (
        N_("“{other}” is in the secretariat’s directory and has the same name."),
        N_("If it is this partner, link the two; if not, say so, and you will not be asked again here."),
    ),
    "task.said_both": (
        N_("One person said that this and “{other}” are the same, another that they are not."),
        N_("They are not joined until you have decided."),
    ),
    "task.separated_and_joined": (
        N_("One person separated this from “{other}” while another joined them; they are joined."),
        N_("Separate them again, or leave them joined."),
    ),
    "task.joined_and_told_apart": (
        N_("This is joined with “{other}”, though somebody said that they are not the same."),
        N_("Separate the two, or leave them joined and say that they are the same."),
    ),
    # check
    "check.database": (N_("The database contradicts itself: {reason}."), N_("Restore a backup; both files are kept.")),
    "check.change_altered": (
        N_("Change {change} is not what it was when it was signed."),
        N_("Restore a backup; both files are kept."),
    ),
    "check.chain_broken": (N_("Change {change} does not follow its predecessor."), N_("Restore a backup; both files are kept.")),
    "check.record_differs": (
        N_("Record {id} is not what the journal says it is."),
        N_("“baseldesk check --repair” makes the tables anew from the journal."),
    ),
    "check.standing_differs": (
        N_("Change {change} counts here, and should not, or does not, and should."),
        N_("“baseldesk check --repair” makes the tables anew from the journal."),
    ),
    "check.document_altered": (
        N_("Document {hash} is not what it was when it was attached."),
        N_("Attach it again, or ask for it again."),
    ),
}


class Sentence(NamedTuple):
    """What happened, and what is safe and to be done next (may be "")."""

    text: str
    hint: str


class Words(Protocol):
    """The part of a translator that sentences need."""

    def format(self, msgid: str, /, **params: object) -> str:
        """The text in the reader's language with its placeholders filled."""


@cache
def sentences() -> Mapping[str, tuple[str, str]]:
    """Every code with its two message ids."""
    found = dict(OWN)
    for name in _AREAS:
        try:
            found.update(importlib.import_module(name).SENTENCES)
        except ModuleNotFoundError:
            continue
    return found


def sentence(error: BaselDeskError, t: Words) -> Sentence:
    """The error in words; a code without words is shown itself."""
    return explain(error.code, error.params, t)


def explain(code: str, params: Mapping[str, object], t: Words) -> Sentence:
    """A code and its parameters in words: of an error, a warning or a finding."""
    text, hint = sentences().get(code, ("", ""))
    if not text:
        return Sentence(f"{code} {dict(params)}" if params else code, "")
    return Sentence(t.format(text, **params), t.format(hint, **params) if hint else "")

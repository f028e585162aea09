"""What the exchange's codes mean in words: the sentence, and what was kept and what to do next."""

from __future__ import annotations

from baseldesk.i18n import N_

_ASK_AGAIN = N_("Nothing was changed here. Ask the sender to write the file again.")
_COPY_AGAIN = N_(
    "Nothing was changed here. Copy or download the file once more; if that does not help, ask the sender for it again."
)
_NEWER = N_("Nothing was changed here. Keep the file, install the newer BaselDesk and import it again.")
_WRONG_PLACE = N_("Nothing was changed here. Give the file to the desk that it is meant for.")
_CALL = N_("Nothing was changed here. Call the sender before you trust this file.")
_RECORDS_SAFE = N_("Your records are unchanged. Free some space or choose another place, and try again.")
_RECORDS_SAFE_STICK = N_("Your records are unchanged. Try again, best with another stick.")

SENTENCES: dict[str, tuple[str, str]] = {
    # backups
    "backup.none": (
        N_("“{file}” is no backup of BaselDesk."),
        N_("Choose a file that “Back up” has written. Nothing was changed."),
    ),
    "backup.damaged": (
        N_("The backup “{file}” is damaged or was cut short."),
        N_("Nothing was changed here. Copy it once more, or take an older backup."),
    ),
    "backup.unreadable": (N_("The backup “{file}” cannot be read: {reason}."), N_("Nothing was changed here.")),
    "backup.newer": (N_("The backup “{file}” was made by a later version of BaselDesk."), _NEWER),
    "backup.sealed": (
        N_("The backup “{file}” is sealed."),
        N_("Type its passphrase, or use the printed recovery key of the centre. Nothing was changed."),
    ),
    "backup.passphrase_wrong": (
        N_("This is not the passphrase of the backup “{file}”."),
        N_("Try again; capital letters count. The printed recovery key of the centre opens it, too."),
    ),
    "backup.other_key": (
        N_("This key does not open the backup “{file}”."),
        N_("It was sealed for another centre, or before this page was printed. Nothing was changed."),
    ),
    "backup.nobody_opens": (
        N_("Nobody could open this backup: there is no passphrase for backups and no printed recovery key."),
        N_("Choose a passphrase for backups in the settings, or print a key. Nothing was written."),
    ),
    "backup.folder_not_empty": (
        N_("The folder “{folder}” is not empty."),
        N_("Choose a new folder: a backup is never brought back over other work."),
    ),
    # releases of programme and vocabulary
    "release.only_shipped": (
        N_("The work plan and the lists in use are those that came with the program; there is nothing to hand on."),
        N_("The secretariat publishes changes."),
    ),
    "release.file_unreadable": (
        N_("The file “{file}” cannot be read: {reason}."),
        N_("Copy it once more. Nothing was changed here."),
    ),
    "release.secretariat_only": (
        N_("Only the secretariat publishes the work plan and the choice lists."),
        N_("Nothing was published. Ask the secretariat for what is missing."),
    ),
    "release.unreadable": (N_("“{file}” cannot be read: {reason}."), N_("Write it as YAML. Nothing was published.")),
    "release.malformed": (
        N_("“{what}” is not of the form of a release."),
        N_("“baseldesk plan publish --help” shows the form. Nothing was published."),
    ),
    "release.list_unknown": (N_("There is no choice list “{vocabulary}” that a release may change."), N_("Known: {known}.")),
    "release.code_malformed": (N_("“{code}” cannot be a code."), N_("Use letters, digits, points and hyphens, at most 40.")),
    "release.code_unknown": (N_("There is no code “{code}” in “{vocabulary}”."), N_("Nothing was published.")),
    "release.no_label": (
        N_("The code “{code}” has no label in any language."),
        N_("Add at least en: TEXT. Nothing was published."),
    ),
    "release.unsound": (N_("The release is too large, or holds signs that it may not."), N_("Nothing was published.")),
    "release.older": (N_("{file} is older than the release that is followed here."), N_("Nothing was changed here.")),
    "release.rival": (N_("{file} has the number of the release followed here, and other content."), _CALL),
    # data files
    "bundle.not_ours": (
        N_("{file} is not a BaselDesk file."),
        N_("Nothing was changed here. Look for the file ending in .BDESK."),
    ),
    "bundle.truncated": (N_("{file} is cut short: part of it is missing."), _COPY_AGAIN),
    "bundle.trailing_bytes": (N_("{file} is longer than it should be: something was added at its end."), _COPY_AGAIN),
    "bundle.damaged": (N_("{file} is damaged."), _COPY_AGAIN),
    "bundle.signature_wrong": (N_("{file} was altered on its way, or damaged: its signature does not match."), _COPY_AGAIN),
    "bundle.malformed": (N_("{file} is signed, but its content cannot be read ({what})."), _ASK_AGAIN),
    "bundle.signer_unknown": (
        N_("{file} comes from a computer that is not registered."),
        N_("Nothing was changed here. Keep the file; once the computer is registered, import it again."),
    ),
    "bundle.signer_revoked": (N_("{file} was signed with a key that the secretariat has withdrawn."), _CALL),
    "bundle.sender_wrong": (N_("{file} names a sender that the signing computer does not speak for."), _CALL),
    "bundle.version_newer": (N_("{file} was written by a newer BaselDesk (file version {version})."), _NEWER),
    "bundle.feature_unknown": (N_("{file} needs something that this BaselDesk does not have yet ({feature})."), _NEWER),
    "bundle.foreign_deployment": (N_("{file} belongs to another network of centres than this desk."), _WRONG_PLACE),
    "bundle.not_addressed": (N_("{file} is not meant for this desk."), _WRONG_PLACE),
    "bundle.audience_foreign": (N_("{file} contains records that this desk may not receive."), _CALL),
    "bundle.other_kind": (
        N_("{file} is another kind of file: {kind}, not {wanted}."),
        N_("Nothing was changed here. Choose the right file, or the right command for this one."),
    ),
    "bundle.too_large": (N_("{file} says that it is larger than BaselDesk accepts."), _ASK_AGAIN),
    "bundle.expands_too_far": (N_("{file} holds more than it declares."), _CALL),
    "bundle.run_broken": (N_("{file} is signed, but its changes do not follow on from each other."), _ASK_AGAIN),
    "bundle.head_signature_wrong": (N_("{file} carries changes whose own signature is wrong."), _CALL),
    "bundle.part_differs": (N_("{file} is not the part that came before under the same number."), _CALL),
    "bundle.parts_missing": (
        N_("{file} is not complete: parts {missing} are missing ({have} of {parts} are here)."),
        N_("The parts that have come are kept. Ask for the missing ones; once enough are here, all is taken in."),
    ),
    "bundle.base_missing": (
        N_("{file} rests on changes that have not come yet."),
        N_("The file is kept and taken in as soon as they are here. The acknowledgement asks the sender for them."),
    ),
    "bundle.parts_do_not_fit": (N_("The parts of {file} do not give what was signed when they are joined."), _ASK_AGAIN),
    "change.malformed": (N_("A change in the file cannot be read."), _ASK_AGAIN),
    "change.leaf_malformed": (N_("Personal data in the file cannot be read."), _ASK_AGAIN),
    "change.too_large": (N_("A change in the file is larger than BaselDesk accepts."), _ASK_AGAIN),
    # sealed files
    "seal.not_for_this_computer": (
        N_("{file} is sealed, and not for this computer."),
        N_(
            "Nothing was changed here. If this computer was registered only lately, ask the sender to take the newest list in "
            "and write the file again. A printed recovery or escrow key opens it, too: baseldesk key open."
        ),
    ),
    "seal.damaged": (N_("{file} cannot be opened: what it holds was cut or altered before it was signed."), _ASK_AGAIN),
    "seal.no_recipient": (
        N_("No computer of {to} has a key yet to which a file can be sealed."),
        N_(
            "Nothing was written. Their BaselDesk must be up to date and send the secretariat a new request; the new list must "
            "then be here. A file that anybody can read is written only if you ask for it: --unencrypted."
        ),
    ),
    "recovery.no_key": (
        N_("There is no secret key in this file."),
        N_(
            "It stands on the printed page and begins with AGE-SECRET-KEY-1. Copy it whole; capitals, spaces and line ends do "
            "not matter. Nothing was changed."
        ),
    ),
    "recovery.no_roster": (
        N_("None of these files says which secretariat it belongs to."),
        N_(
            "Take also a stick that the centre wrote for itself; or register this computer first, and open the files then. "
            "Nothing was changed."
        ),
    ),
    "recovery.other_words": (
        N_("The files belong to another secretariat ({words}) than the page says ({expected})."),
        N_("Call the secretariat. If it reads out the words of the files, give them with --words. Nothing was changed."),
    ),
    # registered computers
    "roster.signature_wrong": (
        N_("The list of registered computers is not signed by the secretariat ({signed} of {needed} signatures)."),
        N_("The list held here stays as it is. Call the secretariat."),
    ),
    "roster.malformed": (N_("The list of registered computers cannot be read."), N_("The list held here stays as it is.")),
    "roster.foreign_deployment": (
        N_("The list of registered computers belongs to another network of centres."),
        N_("The list held here stays as it is."),
    ),
    "roster.older": (
        N_("The list of registered computers is older (number {number}) than the one held here (number {held})."),
        N_("The newer list stays. Nothing needs to be done."),
    ),
    "roster.rival": (
        N_("There are two different lists of registered computers with the number {number}."),
        N_("The list held here stays. Tell the secretariat: it has to issue a new one."),
    ),
    "roster.key_not_root": (N_("The key given is no root key of this network of centres."), N_("Nothing was signed.")),
    "roster.key_unreadable": (N_("{file} holds no root key."), N_("Choose the file on the stick of who holds one.")),
    "roster.more_signatures": (
        N_("More root keys have to sign: {signed} of {needed} are here."),
        N_("Name the others with --key; or write the list with --proposal, for the others to sign in their turn."),
    ),
    "roster.overtaken": (
        N_("This list (number {number}) was overtaken: number {held} is in force."),
        N_("Nothing was changed. Make the change anew."),
    ),
    "roster.threshold_wrong": (
        N_("{threshold} of {roots} root keys cannot be: at most {most} keys, and no more to sign than there are."),
        N_("Nothing was made."),
    ),
    "roster.device_unknown": (
        N_("No registered computer is called “{device}”."),
        N_("“baseldesk roster show” lists them. Name one as CENTRE/LETTER, by its six words or the beginning of its id."),
    ),
    "roster.device_several": (
        N_("Several registered computers are called “{device}”."),
        N_("Give more of the id, or the six words. Nothing was changed."),
    ),
    "roster.no_rival": (N_("There is no second list of registered computers."), N_("Nothing was changed.")),
    "roster.device_withdrawn": (N_("The key of this computer is withdrawn already."), N_("Nothing was changed.")),
    # registering
    "enrolment.old_key_wrong": (
        N_("This request for a new key is not signed by the computer's present key."),
        N_("Nothing was changed. Call the centre; if its key is lost, it asks anew with “baseldesk key lost”."),
    ),
    "enrolment.key_revoked": (
        N_("This computer's key was withdrawn and cannot be registered again."),
        N_("On that computer, “baseldesk key lost” begins anew under another key; its work can be taken over."),
    ),
    "enrolment.other_centre": (
        N_("This computer is registered for {centre}, not for the centre named."),
        N_("Nothing was changed. Compare the six words by phone: {words}"),
    ),
    "enrolment.secretariat_only": (
        N_("Only the secretariat can register a computer."),
        N_("Send the request file to the secretariat; its reply is then installed here."),
    ),
    "sync.not_enrolled": (
        N_("This computer is not registered with the secretariat yet."),
        N_("Your work is saved here. Write a request, send it to the secretariat and install the reply."),
    ),
    "sync.addressee_unknown": (
        N_("“{to}” is not an organisation that is registered."),
        N_("Use “secretariat”, “centre” or the code of a centre."),
    ),
    "sync.addressee_self": (
        N_("The secretariat does not send data files to itself."),
        N_("Name the centre that the file is for."),
    ),
    "sync.bundle_unknown": (
        N_("No such data file went out from here."),
        N_("“baseldesk sync diary” lists those that did. Nothing was changed."),
    ),
    # mail
    "mail.address_malformed": (
        N_("No mail can be sent to “{address}”."),
        N_("Write it like name@place.org; several are separated by commas. Nothing was changed."),
    ),
    "mail.language_unknown": (
        N_("“{language}” is none of the languages that mails are written in."),
        N_("Choose one of: {known}."),
    ),
    "mail.too_large": (
        N_("{file} is too large for a mail: services take at most about {most} MB."),
        N_("Your records are unchanged. Write the data file again in parts of 7 MB, or use a stick."),
    ),
    "receipt.too_large_for_paper": (
        N_("The acknowledgement for {to} is too long for paper: {bytes} bytes, and at most {most} fit."),
        N_("Send it as a file. Nothing was changed."),
    ),
    "receipt.no_code": (
        N_("There is no acknowledgement of BaselDesk to be seen in {file}."),
        N_("Nothing was changed here. Photograph the page once more: flat, in good light, all squares whole and sharp."),
    ),
    "receipt.code_incomplete": (
        N_("Of the {count} squares of the acknowledgement, these are missing or cannot be read in {file}: {missing}."),
        N_("Nothing was changed here. Photograph those once more, and give all the pictures together."),
    ),
    "code.unreadable": (
        N_("{file} cannot be read as a picture ({reason})."),
        N_("Nothing was changed here. Save the scan as JPEG, PNG or PDF."),
    ),
    "code.too_large": (
        N_("{file} is larger than a scan needs to be."),
        N_("Nothing was changed here. Scan at 200 to 300 dots per inch, and one page at a time."),
    ),
    "mail.none_prepared": (
        N_("No mail was prepared for this data file."),
        N_("Prepare it first. Nothing was changed."),
    ),
    "sync.documents_unknown": (
        N_("“{documents}” does not say which documents are to go along."),
        N_("Use “all”, “none” or a size such as 20MB."),
    ),
    "sync.part_too_small": (
        N_("Parts of {bytes} bytes are too small for this data file."),
        N_("Nothing was written. Use parts of at least {least} bytes."),
    ),
    "sync.recovery_too_many": (
        N_("This data file has {parts} parts; {recovery} recovery parts are too many for it."),
        N_("Nothing was written. Use larger parts, or at most {most} recovery parts."),
    ),
    # what waits, and what lies ready
    "inbox.full": (
        N_("{file} was not copied: too much is waiting here for parts that have not come."),
        N_("Nothing was changed. Discard what is not expected any more, and import the file again."),
    ),
    "inbox.unknown": (
        N_("No data file waits here under “{bundle}”, or more than one."),
        N_("“baseldesk sync status” lists what waits."),
    ),
    "outbox.empty": (
        N_("No data file for {to} is kept here: it was acknowledged, or none was written."),
        N_("Write a new one; it brings all that is not acknowledged."),
    ),
    "outbox.no_such_part": (
        N_("The data file kept here has no part {part}; it has {parts}."),
        N_("Nothing was written. Choose one of its parts."),
    ),
    "outbox.damaged": (
        N_("{file}, kept here to be sent again, was damaged on this computer."),
        N_("It was let go. Try again: a new data file is written. If this happens often, have the disk checked."),
    ),
    # keys
    "key.missing": (
        N_("The key of this computer is not where it should be ({path})."),
        N_("Your records can still be read and saved. Restore the key from a backup, or begin anew with “baseldesk key lost”."),
    ),
    "key.not_lost": (
        N_("The key of this computer is here."),
        N_("To change it, use “baseldesk key rotate”; to ask for registration again, “baseldesk enrol request”."),
    ),
    "key.exists": (N_("There is a key already ({path})."), N_("It was not replaced. Nothing was changed.")),
    "key.locked": (
        N_("The keys of this computer are behind a passphrase, and nobody gave it."),
        N_(
            "Everything saved is safe and stays here. To send or take in files, give the passphrase: at the terminal, with "
            "--passphrase-file, or in BASELDESK_PASSPHRASE."
        ),
    ),
    "key.passphrase_wrong": (
        N_("The passphrase is wrong."),
        N_("Nothing was changed. Try again; capital letters and the keyboard's language count."),
    ),
    "key.passphrase_short": (
        N_("The passphrase is too short: at least {fewest} characters are needed."),
        N_("Take four or five words that do not belong together. Nothing was changed."),
    ),
    "key.no_keyring": (
        N_("This computer has no keyring that keeps what it is given."),
        N_("Keep the keys behind a passphrase, or in a file that only you can read. Nothing was changed."),
    ),
    "key.keyring_refused": (
        N_("The computer's keyring did not give the key ({reason})."),
        N_("Unlock the keyring, or log in again, and retry. No new key was made; everything saved is safe."),
    ),
    "key.keyring_silent": (
        N_("The computer's keyring does not answer."),
        N_("It may be asking for its password in another window. No new key was made; everything saved is safe."),
    ),
    "key.not_kept": (
        N_("The key was not kept as it was given ({place})."),
        N_("Nothing relies on it yet. Choose another place for the keys."),
    ),
    "protection.needs_store": (
        N_("The keys of this computer lie in files, beside the records that they would open."),
        N_("First move the keys into the system’s keyring or behind a passphrase. Nothing was changed."),
    ),
    "protection.secret_missing": (
        N_("These records are encrypted, and what opens them is not where it was kept ({place})."),
        N_("Nothing is lost yet. Open them with the printed recovery key, or bring back a backup."),
    ),
    "protection.forgotten": (
        N_("Only the passphrase or the printed recovery key opens these records."),
        N_("Without them nobody can help, the secretariat neither. If one of them turns up later, the records open again."),
    ),
    "protection.no_page": (
        N_("No printed recovery key opens these records."),
        N_("It needs a page that was printed before the passphrase was lost. A backup can be brought back."),
    ),
    "key.unreadable": (N_("The key file cannot be read ({path})."), N_("Restore it from a backup. Nothing was changed.")),
    # sticks and folders
    "medium.full": (N_("There is not enough room for {file} in {folder}."), _RECORDS_SAFE),
    "medium.file_too_large": (
        N_("{file} is larger than this stick can take in one piece."),
        N_("Your records are unchanged. Leave documents out, or use a stick formatted as exFAT."),
    ),
    "medium.read_only": (
        N_("{folder} cannot be written to."),
        N_("Your records are unchanged. Take off the write protection, or choose another place."),
    ),
    "medium.gone": (
        N_("{folder} is gone, or no longer answers ({reason})."),
        N_("Your records are unchanged; the next try writes everything again. Put the stick back in, or choose another place."),
    ),
    "medium.verify_failed": (N_("{file} did not come back from {folder} as it was written."), _RECORDS_SAFE_STICK),
    "medium.name_refused": (
        N_("{folder} does not take a file called {file}."),
        N_("Your records are unchanged. Use letters, digits and hyphens, or name only the folder: the file then names itself."),
    ),
    "medium.name_clash": (
        N_("There is another file called {file} in {folder}."),
        N_("It was left as it is. Choose another name or folder."),
    ),
    "medium.no_room_here": (
        N_("There is not enough room on this computer to unpack {file}."),
        N_("Nothing was changed. Free some space and import the file again."),
    ),
    "medium.unreadable": (
        N_("{file} cannot be read ({reason})."),
        N_("Nothing was changed here. Put the stick back in, or copy the file once more."),
    ),
    "document.missing": (N_("A document that was to go along is no longer here."), N_("“baseldesk check” says which.")),
    "centre.unknown": (N_("There is no centre with the code “{centre}”."), N_("Known: {known}.")),
}

"""Sending by e-mail without a mail program of our own: what to copy into webmail, and a draft per file for mail programs.

The text is in the addressee's language. It says what the attachment is, which part of how many, how it is taken in, the words
to compare by phone, and that it is no submitted report. The draft (`.eml`, `X-Unsent: 1`) opens as a new message where the
mail program knows that mark. The same bundle gives the same draft, byte by byte: no clock, no random boundary.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from pathlib import Path
from typing import Any

from baseldesk.errors import BundleRefused, MediumError
from baseldesk.i18n import FIRST_STRONG_ISOLATE, N_, POP_ISOLATE, Translator, translator
from baseldesk.sync.correspondents import Correspondent
from baseldesk.sync.cover import ADDRESSEE, COMPARE, FILE, LABELLED, NOT_A_REPORT, SENDER, Cover, name_organisation
from baseldesk.sync.framing import PREFIX_BYTES, Header, read_header, read_prefix
from baseldesk.sync.medium import medium_error

MOST_ATTACHED = 25 << 20  # what the most generous of the common services take
_NO_ISOLATES = str.maketrans("", "", FIRST_STRONG_ISOLATE + POP_ISOLATE)

_WHOLE = N_("BaselDesk: data file {number} from {sender}")
_PART = N_("BaselDesk: data file {number} from {sender}, part {part} of {parts}")
_WHAT = N_("Attached is a data file of BaselDesk.")
_OF_MANY = N_("It is part {part} of {parts} of data file {number}. The parts may come in any order and by any way.")
_ALL_NEEDED = N_("All of them are needed.")
_SOME_NEEDED = (N_("Any {n} of them is enough."), N_("Any {n} of them are enough."))
_HOLDS = N_("The whole holds: records {records}, changes {changes}, documents {documents}.")
_HOW = N_("How to take it in:")
_STEPS = (
    N_("1. Save the attachment on your computer, under any name."),
    N_("2. Open BaselDesk, go to “Send and receive” and drop the file there."),
    N_("3. Send the acknowledgement back that BaselDesk then offers."),
)


@dataclass(frozen=True)
class Letter:
    """One mail, to be copied into webmail or written as a draft.

    Attributes:
        address: "" where none is kept: the person types it.
        file: what is to be attached; to be shown in its folder.
    """

    address: str
    subject: str
    body: str
    file: Path
    part: int
    parts: int


def compose_letters(cover: Cover, files: Sequence[Path], to: Correspondent) -> list[Letter]:
    """A letter for each file of a bundle that lies on this computer, in the addressee's language.

    Raises:
        BundleRefused: a file is not what it was when it was written.
        MediumError: a file cannot be read, or is too large for any mail.
    """
    t = translator(to.language)
    return [_compose(cover, one, to.address, t) for one in files]


def _compose(cover: Cover, file: Path, address: str, t: Translator) -> Letter:
    header, size = _read_head(file)
    if header.bundle != cover.bundle:
        raise BundleRefused("bundle.damaged", file=file.name)
    if size > MOST_ATTACHED:
        raise MediumError("mail.too_large", file=file.name, bytes=size, most=MOST_ATTACHED >> 20)
    about = {"number": cover.number, "part": header.part, "parts": header.parts, "needed": header.needed, "file": file.name}
    subject = t.format(_PART if header.parts > 1 else _WHOLE, sender=cover.sender, **about)
    body = "\n".join(_body(cover, about, t))
    return Letter(address, subject.translate(_NO_ISOLATES), body, file, header.part, header.parts)


def _body(cover: Cover, about: dict[str, Any], t: Translator) -> list[str]:
    named = ((SENDER, name_organisation(cover.sender, t)), (ADDRESSEE, name_organisation(cover.to, t)), (FILE, about["file"]))
    counts = {"records": cover.records, "changes": cover.changes, "documents": cover.documents}
    lines = [t.gettext(_WHAT), *(t.format(LABELLED, label=t.gettext(label), value=value) for label, value in named), ""]
    if about["parts"] != 1:
        lines += [f"{t.format(_OF_MANY, **about)} {_needed(about, t)}"]
    lines += [t.format(_HOLDS, **{name: t.number(many) for name, many in counts.items()}), ""]
    lines += [t.gettext(_HOW), *(t.gettext(one) for one in _STEPS), ""]
    return [*lines, t.gettext(COMPARE), f"    {cover.words}", "", t.gettext(NOT_A_REPORT), ""]


def _needed(about: dict[str, Any], t: Translator) -> str:
    if about["needed"] == about["parts"]:
        return t.gettext(_ALL_NEEDED)
    return t.format_plural(*_SOME_NEEDED, about["needed"])


def _read_head(file: Path) -> tuple[Header, int]:
    """The header of a file that this desk has just written, and its size."""
    try:
        size = file.stat().st_size
        with file.open("rb") as opened:
            prefix = read_prefix(opened.read(PREFIX_BYTES), size, file.name)
            opened.seek(prefix.roster_bytes, os.SEEK_CUR)
            return read_header(opened.read(prefix.header_bytes), file.name), size
    except OSError as reason:
        raise MediumError("medium.unreadable", file=file.name, reason=reason.strerror or "") from reason


def write_drafts(letters: Sequence[Letter], folder: Path) -> list[Path]:
    """Writes each letter as a draft beside the others, named like its file; one that is there already is replaced.

    Raises:
        MediumError: a file cannot be read or written.
    """
    return [_write(one, folder / f"{one.file.stem}.eml") for one in letters]


def _write(letter: Letter, target: Path) -> Path:
    waiting = target.with_name(f"{target.name}.tmp")
    try:
        waiting.write_bytes(draft_of(letter))
        waiting.replace(target)
    except OSError as reason:
        waiting.unlink(missing_ok=True)
        raise medium_error(reason, target) from reason
    return target


def draft_of(letter: Letter) -> bytes:
    """The letter with its attachment, as mail programs open it.

    Raises:
        OSError: the attachment cannot be read.
    """
    content = letter.file.read_bytes()
    policy = SMTP if letter.address.isascii() else SMTPUTF8
    message = EmailMessage(policy=policy.clone(max_line_length=76))
    message["X-Unsent"] = "1"
    if letter.address:
        message["To"] = letter.address
    message["Subject"] = letter.subject
    message.set_content(letter.body)
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=letter.file.name)
    message.set_boundary(f"=_{hashlib.sha256(content).hexdigest()[:32]}")
    return message.as_bytes()

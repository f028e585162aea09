"""The words of the exchange: organisations, counts, and the lines of the diary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from baseldesk.errors import BaselDeskError
from baseldesk.i18n import N_, _, current
from baseldesk.messages import sentence
from baseldesk.records.types import SECRETARIAT

if TYPE_CHECKING:
    from baseldesk.sync.diary import Exchange

_KINDS = {
    "bundle": N_("Data file"), "receipt": N_("Acknowledgement"), "roster": N_("List of registered computers"),
    "part": N_("Parts once more"), "mail": N_("E-mail"),
}  # fmt: skip
_WAITING = {
    "bundle.parts_missing": N_("Waits for more parts"), "bundle.base_missing": N_("Waits for an earlier data file"),
}  # fmt: skip
_LEFT_OPEN = re.compile(r"\{[a-z_]+\}")  # the diary keeps the reason's code, not all its parameters


def name_organisation(code: str) -> str:
    """What an organisation is called on screen."""
    return _("Secretariat") if code == SECRETARIAT else code


def name_addressee(code: str, own: str) -> str:
    """What an organisation is called as the one that gets files: the own one means its other computers."""
    return _("Our other computers") if code == own else name_organisation(code)


def count_changes(n: int) -> str:
    """«7 changes»."""
    return current().format_plural(N_("{n} change"), N_("{n} changes"), n)


def count_records(n: int) -> str:
    """«5 records»."""
    return current().format_plural(N_("{n} record"), N_("{n} records"), n)


def count_documents(n: int) -> str:
    """«2 documents»."""
    return current().format_plural(N_("{n} document"), N_("{n} documents"), n)


def name_kind(line: Exchange) -> str:
    """What went or came: data file, acknowledgement."""
    return _(_KINDS.get(line.kind, line.kind))


def is_waiting(line: Exchange) -> bool:
    """Whether a line tells of something that waits, which is no refusal."""
    return line.outcome in _WAITING


def describe_outcome(line: Exchange) -> str:
    """How it ended, in words."""
    if line.kind == "mail":
        return _("Said to be sent") if line.detail.get("state") == "sent" else _("Prepared, not sent")
    if line.outcome in _WAITING:
        return _(_WAITING[line.outcome])
    if line.outcome == "done":
        return _("Written and read back") if line.direction == "out" else _("Taken in")
    said = sentence(BaselDeskError(line.outcome, file=str(line.detail.get("file", ""))), current()).text
    return current().format(N_("Refused: {reason}"), reason=leave_open(said))


def leave_open(said: str) -> str:
    """A sentence whose parameters are not known, with «…» in their places."""
    return _LEFT_OPEN.sub("…", said)


def describe_detail(line: Exchange) -> str:
    """What it held: changes, size, name of the file."""
    held, parts = line.detail, []
    if isinstance(held.get("changes"), int):
        parts.append(count_changes(held["changes"]))
    if isinstance(held.get("bytes"), int):
        parts.append(current().size(held["bytes"]))
    names = held.get("files") or ([held["file"]] if held.get("file") else [])
    return " · ".join([*parts, *(current().fill("{name}", name=str(name)) for name in names)])

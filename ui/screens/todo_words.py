"""The words of «To do»: the heading of each kind of task, its drawing, and what can be done with it at once."""

from __future__ import annotations

from typing import NamedTuple

from baseldesk.i18n import N_


class Look(NamedTuple):
    """How a kind of task is shown, and the words on its buttons; "" where there is no such button."""

    heading: str
    icon: str
    accept: str = ""
    reject: str = ""
    asks_first: bool = False  # what accepting does cannot be taken back
    accept_icon: str = "trash-2"


_RULES, _ALIKE = "rules", "task.alike"
_LOOKS = {
    "task.erase_to_confirm": Look(N_("Erased on another computer"), "trash-2", N_("Destroy the personal data"), asks_first=True),
    "task.conflict": Look(N_("Conflicts"), "triangle-alert"),
    "task.deleted_and_edited": Look(N_("Deleted by one, edited by another"), "trash-2", N_("Delete again"), N_("Keep")),
    "task.not_allowed": Look(N_("Not allowed"), "circle-x"),
    "task.unknown_computer": Look(N_("Computers not registered yet"), "key-round"),
    "task.changes_wait": Look(
        N_("Work of a computer whose key was withdrawn"), "key-round", N_("It is ours: let it count"), N_("Leave it aside")
    ),
    "task.changes_wait_elsewhere": Look(N_("Waiting for a centre’s decision"), "key-round", reject=N_("Seen")),
    "task.roster_rival": Look(N_("Two lists of registered computers"), "key-round"),
    "task.roster_rival_here": Look(N_("Two lists of registered computers"), "key-round"),
    "task.fork_seen": Look(N_("A computer that exists twice"), "copy", reject=N_("Seen")),
    "task.clock_suspect": Look(N_("The clock of this computer"), "hourglass", reject=N_("Seen")),
    "task.remark": Look(N_("Remarks of the secretariat"), "mail", N_("Mark as done"), accept_icon="check"),
    "task.remark_answered": Look(N_("Remarks that were answered"), "mail", N_("Mark as done"), accept_icon="check"),
    "task.reference_twice": Look(N_("References given twice"), "copy"),
    _ALIKE: Look(N_("Possible duplicates"), "copy", reject=N_("Not the same")),
    "task.in_directory": Look(N_("In the secretariat’s directory"), "link", N_("Link"), N_("Not the same"), accept_icon="link"),
    "task.said_both": Look(
        N_("The same or not: two answers"), "triangle-alert", N_("They are the same"), N_("Not the same"), accept_icon="link"
    ),
    "task.separated_and_joined": Look(
        N_("Separated by one, joined by another"), "triangle-alert", N_("Separate"), N_("Leave joined"), accept_icon="undo-2"
    ),
    "task.joined_and_told_apart": Look(
        N_("Joined, and said not to be the same"), "triangle-alert", N_("Separate"), N_("They are the same"), accept_icon="undo-2"
    ),
    "task.not_received_yet": Look(N_("Not received yet"), "hourglass"),
    _RULES: Look(N_("Values to correct"), "pencil"),
}


def kind_of(code: str) -> str:
    """The group that a task stands in: its code, or one group for all that is alike, and «rules» for values that break one."""
    if code.startswith(_ALIKE):
        return _ALIKE
    return code if code in _LOOKS else _RULES


def look_of(code: str) -> Look:
    """How a task is shown."""
    return _LOOKS[kind_of(code)]


def order_of(code: str) -> int:
    """The place of a group on the page."""
    return list(_LOOKS).index(kind_of(code))

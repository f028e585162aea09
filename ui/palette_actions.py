"""What «Find anything» can do besides opening records and places: each action stands in a place of the window as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from baseldesk.i18n import N_, NATIVE_NAMES, _, current

_LANGUAGE = N_("Language: {language}")


class Action(NamedTuple):
    """Something to do, and where that begins.

    Attributes:
        word, also: message ids: what it is called, and more words that lead to it.
        place, to: the screen that does it, and what is asked of it.
    """

    icon: str
    word: str
    place: str
    to: Mapping[str, Any] = {}
    also: str = ""


ACTIONS = (
    Action("usb", N_("Put on a stick"), "exchange", {"hand_over": "stick"}, N_("Hand over")),
    Action("mail", N_("Prepare an e-mail"), "exchange", {"hand_over": "mail"}, N_("Hand over")),
    Action("inbox", N_("Take in what came"), "exchange", {"take_in": True}, N_("Send and receive")),
    Action("key-round", N_("Registered computers"), "computers", {}, N_("Register this computer with the secretariat")),
    Action("users", N_("Who is working?"), "who", {}, N_("Officers")),
    Action("calendar", N_("What is due"), "calendar"),
    Action("file-text", N_("The centre’s plans"), "submission_list", {"where": {"kind": ("business_plan",)}}),
    Action("eye", N_("See the example"), "home", {"example": True}),
)


def languages() -> Iterator[tuple[str, str, str]]:
    """(code, title, words that lead to it) of each language but the one in use: by its own name, and by the name it has here."""
    from ui.language import offered

    t = current()
    for code in offered():
        if code != t.language:
            yield code, t.format(_LANGUAGE, language=NATIVE_NAMES[code]), f"{_('Language')} {t.language_name(code)}"

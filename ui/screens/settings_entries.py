"""What can be set, in which section it stands, and the words by which it is found. Plain data: no card is made to search it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from baseldesk.i18n import N_, _
from ui.screens.settings_words import CHOSEN, is_offered, words_of
from ui.widgets.picker_sources import fold


class Section(NamedTuple):
    """A page of the settings; `word` is a message id."""

    name: str
    icon: str
    word: str


class Entry(NamedTuple):
    """One thing that can be set or read.

    Attributes:
        key: as `open(entry=…)` takes it; of a choice, the key that it is kept under.
        section: where it stands.
        word: what it is called, a message id.
        also: more message ids that lead to it.
    """

    key: str
    section: str
    word: str
    also: tuple[str, ...] = ()


SECTIONS = (
    Section("window", "sliders-horizontal", N_("The window")),
    Section("language", "languages", N_("Language and figures")),
    Section("centre", "building-2", N_("The centre")),
    Section("lists", "columns-3", N_("Lists, forms and reports")),
    Section("backup", "save", N_("Backup")),
    Section("keys", "key-round", N_("Keys and computers")),
    Section("protection", "hard-drive", N_("Protection")),
    Section("updates", "download", N_("Updates")),
    Section("people", "users", N_("People and roles")),
    Section("about", "info", N_("About")),
)
# Other words that people look for a choice by; those that the window has anyway, so that every language has them.
_LIKE = {
    "dates": (N_("Date"), N_("Dates"), N_("Calendar")),
    "numbers": (N_("Amount"), N_("Currency")),
    "first_day": (N_("Calendar"),),
    "begin": (N_("Open"),),
    "reports/paper": (N_("Print"),),
    "style_on_paper": (N_("Print"), N_("Reports")),
    "ask_who": (N_("Who is working?"), N_("Officers")),
}
_CHOICES = tuple(
    Entry(key, one.section, one.label, (*filter(None, (one.help,)), *_LIKE.get(key, ()))) for key, one in CHOSEN.items()
)
ENTRIES = (
    *_CHOICES,
    Entry("working_languages", "language", N_("Working languages"), (N_("Languages"),)),
    Entry("centre", "centre", N_("Centre"), (
        N_("Official name"), N_("Host country"), N_("City"), N_("Framework agreement"), N_("Instruments served"),
        N_("Working languages"), N_("Parties served"),
    )),
    Entry("logo", "centre", N_("Logo on all reports"), (N_("Choose a picture…"), N_("Print"))),
    Entry("columns", "lists", N_("Lists"), (N_("All lists as they came"), N_("Columns…"), N_("Group by…"))),
    Entry("backup", "backup", N_("Backup"), (
        N_("Back up…"), N_("Place for backups"), N_("Make a backup"), N_("Keep"), N_("Restore"),
    )),
    Entry("keys", "keys", N_("Keys of this computer"), (
        N_("Keep them elsewhere…"), N_("Key on paper…"), N_("Change the key…"), N_("Passphrase"),
    )),
    Entry("computers", "keys", N_("Registered computers"), (N_("Six words"),)),
    Entry("encryption", "protection", N_("Protection"), (N_("Passphrase"), N_("Key on paper…"), N_("Encrypt the records…"))),
    Entry("updates", "updates", N_("Updates"), (N_("Version"), N_("Work plan"), N_("Take in an update…"))),
    Entry("who", "people", N_("Who is working?"), (N_("Officers"), N_("Full name"))),
    Entry("roles", "people", N_("Who may do what"), (N_("Officer"), N_("Role"))),
    Entry("computer", "about", N_("This computer"), (N_("Folder"), N_("Registered computer"), N_("Centre"))),
    Entry("about", "about", N_("About BaselDesk"), (N_("Version"), N_("Licences"), N_("Copy details for support"))),
)  # fmt: skip


def settings_entries() -> tuple[Entry, ...]:
    """Everything that «Find anything» can lead to: `show_screen("settings", entry=key)`, named `_(word)`, in `_(section)`."""
    return tuple(one for one in ENTRIES if one.section in offered() and is_offered(one.key))


def section(name: str) -> Section:
    """The section of this name."""
    return next(one for one in SECTIONS if one.name == name)


def offered() -> frozenset[str]:
    """The names of the sections that this version has."""
    from ui.screens.settings_pages import has_section

    return frozenset(one.name for one in SECTIONS if has_section(one.name))


def find_entries(typed: str) -> tuple[Entry, ...]:
    """The entries in whose words everything typed stands, accents and capitals apart; all of them for ""."""
    wanted = fold(typed).split()
    return tuple(one for one in settings_entries() if _fits(one, wanted))


def _fits(entry: Entry, wanted: list[str]) -> bool:
    text = fold(" ".join(_words(entry)))
    return all(word in text for word in wanted)


def _words(entry: Entry) -> Iterator[str]:
    yield _(section(entry.section).word)
    yield from (_(one) for one in (entry.word, *entry.also))
    if entry.key in CHOSEN:
        yield from words_of(entry.key)

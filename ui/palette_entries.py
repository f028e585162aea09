"""What «Find anything» can lead to: records, places, actions, settings, new records, reports. Nothing is reachable only there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from baseldesk.i18n import N_, _, current
from baseldesk.records.titles import text_in
from baseldesk.records.types import TYPES, record_type
from ui import screens
from ui.screens import Context
from ui.widgets.picker_sources import fold

_NEW = N_("New: {kind}")
_PRINT = N_("Print: {report}")
MADE_HERE = (
    "activity",
    "partner",
    "partnership",
    "contribution",
    "result",
    "follow_up",
    "interaction",
    "opportunity",
    "feedback",
)
_IN_ACTIVITIES = ("participant", "session")
_MOST_RECENT = 8
RECENT = "recent"
_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w\w)")  # Arabic, and what is written in one word with it


class Entry(NamedTuple):
    """One line: what it says, what it is, and where it leads.

    Attributes:
        kind: record, screen, new, report, language, help, undo, page of help or guide.
        name: the record's type, the screen, the type of the new record, the kind of report, the language, the page, what to do.
        to: what is asked of the screen.
        also: more words that lead there.
    """

    title: str
    detail: str
    icon: str
    kind: str
    name: str
    record: bytes = b""
    to: Mapping[str, Any] = {}
    also: str = ""


def fitting(context: Context, typed: str, more: Iterable[Entry] = ()) -> list[Entry]:
    """What is always there, or just now (`more`), by words that begin with what is typed, in any order; none for nothing typed.

    What is called so comes before what only has to do with it.
    """
    wanted = fold(typed).split()
    if not wanted:
        return []
    entries = [*more, *_fixed(context)]
    called = [one for one in entries if _fits(one.title, wanted)]
    return [*called, *(one for one in entries if one not in called and _fits(f"{one.title} {one.also}", wanted))]


def in_order(typed: str, fixed: Iterable[Entry], records: Iterable[Entry]) -> list[Entry]:
    """What begins with what is typed before what only has words that do; a place or an action before a record."""
    return sorted((*fixed, *records), key=lambda one: not begins(one, typed))


def begins(entry: Entry, typed: str) -> bool:
    """Whether its title begins with what is typed."""
    return _plain(entry.title).startswith(_plain(typed))


def _plain(title: str) -> str:
    return _ARTICLE.sub("", " ".join(fold(title).replace("-", " ").split()))


def _fits(title: str, wanted: list[str]) -> bool:
    words = fold(title).replace("-", " ").split()
    words += [_ARTICLE.sub("", word) for word in words]
    return all(any(word.startswith((one, _ARTICLE.sub("", one))) for word in words) for one in wanted)


def _fixed(context: Context) -> Iterator[Entry]:
    yield from _places(context)
    yield from _actions(context)
    for kind in MADE_HERE:
        yield Entry(current().format(_NEW, kind=_(record_type(kind).label)), "", "plus", "new", kind)
    yield from _settings()
    from baseldesk.reports.kinds import KINDS

    for report in KINDS.values():
        yield Entry(current().format(_PRINT, report=_(report.title)), "", "printer", "report", report.name)
    yield from _help()


def _places(context: Context) -> Iterator[Entry]:
    """Each by its word; a list within a place by the place's word, too."""
    for place in screens.PLACES:
        word = place.segment or place.word
        if word and (context.desk.is_secretariat or not place.secretariat):
            root = screens.place(place.within) if place.within else place
            also = " ".join(_(one) for one in (place.word, root.word) if one)
            yield Entry(_(word), _("Place"), place.icon or root.icon or "arrow-right", "screen", place.name, also=also)


def _actions(context: Context) -> Iterator[Entry]:
    from ui.example_mark import is_example
    from ui.palette_actions import ACTIONS, languages

    for one in ACTIONS:
        if not (one.to.get("example") and is_example(context.desk)):
            yield Entry(_(one.word), "", one.icon, "screen", one.place, to=one.to, also=_(one.also) if one.also else "")
    for code, title, also in languages():
        yield Entry(title, "", "languages", "language", code, also=also)
    yield Entry(_("Help"), _("F1"), "circle-question-mark", "help", "help")


def _help() -> Iterator[Entry]:
    from ui.help import help_entries

    for title, target in help_entries():
        yield Entry(title, _("Help"), "circle-question-mark", "page", target)
    for word, what in (("Print the quick guide…", "print"), ("Save the quick guide as PDF…", "save")):
        yield Entry(_(word), _("Help"), "printer", "guide", what)


def _settings() -> Iterator[Entry]:
    from ui.screens.settings_entries import section, settings_entries

    for one in settings_entries():
        part, also = section(one.section), " ".join(_(word) for word in one.also)
        yield Entry(
            _(one.word), f"{_('Settings')} – {_(part.word)}", "settings", "screen", "settings", b"", {"entry": one.key}, also
        )


def found(context: Context, typed: str, limit: int) -> list[Entry]:
    """Records that hold the words typed, newest first; read outside the GUI thread."""
    hits = context.desk.search(typed, limit=limit)
    return [entry for hit in hits if (entry := _entry_of(context, hit.type, hit.id, hit.title)) is not None]


def _entry_of(context: Context, kind: str, record: bytes, title: str) -> Entry | None:
    """A record as a line; one of those that are entered in an activity leads there. None for what has no screen at all."""
    if _can_open(kind):
        return record_entry(kind, record, title)
    held = context.desk.record(kind, record) if kind in _IN_ACTIVITIES else None
    activity = held.values.get("activity") if held else None
    if not isinstance(activity, bytes):
        return None
    return record_entry(kind, record, title)._replace(
        icon="users", kind="screen", name="activity", to={"id": activity, "page": "people"}
    )


def record_entry(kind: str, record: bytes, title: str) -> Entry:
    """A record as a line."""
    declared = record_type(kind)
    return Entry(title or _("No title"), _(declared.label), "file-text", "record", kind, record)


def recent(context: Context) -> list[Entry]:
    """The records last opened, the last one first; those that are gone are left out."""
    entries = []
    for kind, text in _kept(context):
        held = context.desk.record(kind, bytes.fromhex(text)) if kind in TYPES and _can_open(kind) else None
        if held is not None and not held.deleted:
            title = held.values.get(record_type(kind).title, "")
            words = text_in(title, current().language)[0] if isinstance(title, dict) else str(title)
            entries.append(record_entry(kind, held.id, words))
    return entries


def remember(context: Context, kind: str, record: bytes) -> None:
    """Puts a record first among those last opened."""
    line = [kind, record.hex()]
    context.settings.put(RECENT, [line, *(one for one in _kept(context) if one != line)][:_MOST_RECENT])


def _kept(context: Context) -> list[list[str]]:
    held = context.settings.get(RECENT, [])
    return [one for one in held if _is_line(one)] if isinstance(held, list) else []


def _is_line(one: object) -> bool:
    if not (isinstance(one, list) and len(one) == 2 and all(isinstance(word, str) for word in one)):
        return False
    try:
        return len(bytes.fromhex(one[1])) > 0
    except ValueError:
        return False


def _can_open(kind: str) -> bool:
    """Whether records of this type have a screen of their own."""
    return any(place.record == kind for place in screens.PLACES)

"""The cover note: what a stick or mail holds, on one page, so that two people can confirm it over the phone.

It is made from the diary's line of the bundle, so it can be printed again as long as the diary is kept. The six words are those
of the bundle's id, which stands signed in every file of it; the receiving side shows the same ones. The note itself proves
nothing: the files do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from baseldesk.desk.desk import Desk
from baseldesk.errors import UsageError
from baseldesk.i18n import N_, Translator
from baseldesk.records.types import SECRETARIAT, TYPES
from baseldesk.sync.diary import DONE, OUT, Exchange, instant, read_lines
from baseldesk.sync.membership import read_membership
from baseldesk.sync.words import fingerprint_words

TITLE = N_("Cover note of a data file")
NOT_A_REPORT = N_("This is an exchange of working records. It is not a report that was submitted.")
COMPARE = N_("To compare by phone: both sides must read the same words.")
SENDER, ADDRESSEE, NUMBER, FILE = N_("Sender"), N_("Addressee"), N_("Data file no."), N_("File")
MADE_ON, PERIOD, FILES, ROSTER = N_("Made on"), N_("Entries of"), N_("Files"), N_("List of computers no.")
LABELLED = N_("{label}: {value}")
CHANGES, DOCUMENTS, LEFT_OUT = N_("Changes"), N_("Documents"), N_("Documents that follow later")


@dataclass(frozen=True)
class Cover:
    """What the note says.

    Attributes:
        kinds: record type → how many records the changes are about, most first.
        first_on: the day of the oldest change, as its computer believed it; None where there is none.
        needed: so many of the files rebuild the whole; the others are spares.
    """

    sender: str
    to: str
    bundle: bytes
    made_on: date
    files: tuple[str, ...]
    needed: int
    changes: int
    records: int
    documents: int
    left_out: int
    kinds: Mapping[str, int]
    first_on: date | None
    last_on: date | None
    roster: int

    @property
    def number(self) -> str:
        """The short number, as in the files' names."""
        return self.bundle[:4].hex().upper()

    @property
    def words(self) -> str:
        return fingerprint_words(self.bundle)

    @property
    def code(self) -> str:
        """What the QR code holds: plain text that any telephone shows; at most 300 letters, all of them ASCII."""
        counts = f"{self.changes} changes, {self.records} records, {self.documents} documents, {len(self.files)} files"
        return f"BaselDesk {self.sender} > {self.to}\n{self.bundle.hex()}\n{counts}\n{self.made_on.isoformat()}\n{self.words}"


def read_cover(desk: Desk, *, bundle: str = "", to: str = "") -> Cover:
    """The note of the newest bundle that went out.

    Args:
        bundle: its number or id in hex, or the beginning of it; any.
        to: the addressee's code; any.

    Raises:
        UsageError: none such ever went out from here.
    """
    place = read_membership(desk)
    with desk.read() as reader:
        which = "WHERE direction = :out AND kind = 'bundle' AND outcome = :done ORDER BY n DESC"
        lines = read_lines(reader, which, out=OUT, done=DONE)
    for line in lines:
        if line.bundle and line.bundle.hex().startswith(bundle.lower()) and line.peer == (to or line.peer):
            return _cover(desk.owner, line, line.bundle, place.roster.number if place else 0)
    raise UsageError("sync.bundle_unknown", bundle=bundle, to=to)


def _cover(sender: str, line: Exchange, bundle: bytes, roster: int) -> Cover:
    detail: dict[str, Any] = line.detail
    first, last = (None if one is None else instant(one).date() for one in detail.get("period", (None, None)))
    changes, records, documents, left_out = (int(detail.get(name, 0)) for name in ("changes", "records", "documents", "left_out"))
    kinds = dict(sorted(detail.get("kinds", {}).items(), key=lambda one: (-one[1], one[0])))
    files = tuple(detail["files"])
    needed = detail.get("needed", len(files))
    counts = (changes, records, documents, left_out)
    return Cover(sender, line.peer, bundle, line.at.date(), files, needed, *counts, kinds, first, last, roster)


def name_organisation(code: str, t: Translator) -> str:
    """The organisation's name and code, in the reader's language."""
    if code == SECRETARIAT:
        return t.gettext(N_("Secretariat"))
    name = t.label(code, "centre")
    return name if name == code else t.format(N_("{name} ({code})"), name=name, code=code)


@dataclass(frozen=True)
class Told:
    """The note in words: what the page and the plain text have in common."""

    title: str
    sender: str
    number: str
    facts: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    compare: str
    words: str
    remark: str
    code: str
    made_on: date


def tell_cover(cover: Cover, t: Translator) -> Told:
    """The note in the translator's language."""
    return Told(
        t.gettext(TITLE), name_organisation(cover.sender, t), cover.number, tuple(_facts(cover, t)), tuple(_counts(cover, t)),
        cover.files, t.gettext(COMPARE), cover.words, t.gettext(NOT_A_REPORT), cover.code, cover.made_on,
    )  # fmt: skip


def write_cover(cover: Cover, t: Translator) -> str:
    """The whole note as plain text."""
    told = tell_cover(cover, t)
    about = ((t.gettext(NUMBER), told.number), (t.gettext(SENDER), told.sender))
    pairs = [*about, *told.facts, ("", ""), *told.counts]
    lines = [t.format(LABELLED, label=label, value=value) if label else "" for label, value in pairs]
    return "\n".join([told.title, "", *lines, "", *told.files, "", told.compare, f"    {told.words}", "", told.remark, ""])


def _facts(cover: Cover, t: Translator) -> Iterator[tuple[str, str]]:
    yield t.gettext(ADDRESSEE), name_organisation(cover.to, t)
    yield t.gettext(MADE_ON), t.date(cover.made_on, "long")
    if period := _period(cover, t):
        yield t.gettext(PERIOD), period
    yield t.gettext(FILES), _files(cover, t)
    yield t.gettext(CHANGES), t.number(cover.changes)
    yield t.gettext(DOCUMENTS), t.number(cover.documents)
    if cover.left_out:
        yield t.gettext(LEFT_OUT), t.number(cover.left_out)
    yield t.gettext(ROSTER), t.number(cover.roster)


def _counts(cover: Cover, t: Translator) -> Iterator[tuple[str, str]]:
    """Label and number of each kind of record."""
    for kind, many in cover.kinds.items():
        yield t.gettext(TYPES[kind].plural) if kind in TYPES else kind, t.number(many)


def _period(cover: Cover, t: Translator) -> str:
    """From which day to which the changes were entered; "" where there are none."""
    if cover.first_on is None or cover.last_on is None:
        return ""
    if cover.first_on == cover.last_on:
        return t.date(cover.first_on, "long")
    return t.format(N_("{first} to {last}"), first=t.date(cover.first_on, "long"), last=t.date(cover.last_on, "long"))


def _files(cover: Cover, t: Translator) -> str:
    """How many files there are, and how many of them are enough."""
    said = t.format_plural(N_("{n} file"), N_("{n} files"), len(cover.files))
    if cover.needed < len(cover.files):
        said += " · " + t.format_plural(N_("any {n} is enough"), N_("any {n} are enough"), cover.needed)
    return said

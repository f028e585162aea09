"""How the reports on a period write names, amounts, counts and days: one wording for all their tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block, Cell, Column, Fact, Facts, Rows, Text
from baseldesk.reports.escape import Said, plain_text, say
from baseldesk.reports.periodic_data import Handed
from baseldesk.reports.periodic_figures import Money
from baseldesk.reports.periodic_records import Item, begun_on, ended_on, texts
from baseldesk.reports.request import Period
from baseldesk.reports.values import write_money, write_text
from baseldesk.reports.words import Span

NOT_YET_ENTERED = N_("not yet entered")
NOTHING = N_("Nothing is recorded.")
OUTSIDE = N_("outside the work plan")


def said(t: Translator, msgid: str) -> Said:
    """A word of the programme."""
    return Said(t.gettext(msgid))


def missing(t: Translator) -> Cell:
    """«not yet entered», in grey."""
    return (Span(said(t, NOT_YET_ENTERED), grey=0.35),)


def count(number: int, t: Translator) -> Said:
    """A count."""
    return Said(t.number(number))


def sum_lines(money: Money, t: Translator) -> str:
    """One amount a line, by currency; "" where there is none."""
    return Said("\n".join(write_money(held, currency, t) for currency, held in money.items()))


def head_count(people: Counter[str], t: Translator) -> Cell:
    """All of them; where nobody counted, the words for that."""
    return count(sum(people.values()), t) if people else missing(t)


def label(code: str, vocabulary: str, t: Translator, without: str = N_("not stated")) -> str:
    """What a code is called; where there is none, the words for that."""
    return plain_said(t.label(code, vocabulary)) if code else said(t, without)


def plain_said(text: str) -> Said:
    """A datum or label made plain, so that it may stand in a sentence."""
    return Said(plain_text(text))


def name_of(item: Item | None, t: Translator) -> str:
    """What a record is called, "" where it has no name or is not here; an activity without a title by its reference."""
    held = (item["name"] or item["title"] or item["reference"]) if item else None
    return write_text(texts(held), t).text if isinstance(held, Mapping) else str(held or "")


def name_lines(names: Iterable[str]) -> Said:
    """Names one below the other, each once: each line runs the way of its own script, where a joined row would mix them."""
    return Said("\n".join(dict.fromkeys(plain_text(name) for name in names if name)))


def days_of(activity: Item, t: Translator) -> str:
    """From the first to the last day, the actual ones where they are known."""
    return between(begun_on(activity), ended_on(activity), t)


def between(first: object, last: object, t: Translator) -> str:
    """Two days, one where they are the same or one is missing."""
    days = list(dict.fromkeys(Said(t.date(day)) for day in (first, last) if isinstance(day, date)))
    return Said(" – ".join(days))


def span(first: object, last: object, t: Translator) -> str:
    """As ``between``; whole years by their numbers."""
    if isinstance(first, date) and isinstance(last, date) and (period := Period(first, last)).is_whole_years:
        return period.write(t)
    return between(first, last, t)


def rows(
    columns: Sequence[tuple[str, str]], lines: Sequence[Sequence[Cell]], t: Translator, title: str = "", empty: str = NOTHING,
    *, notes: tuple[str, ...] = (), totals: Sequence[str] = (),
) -> Rows:  # fmt: skip
    """A table whose headings are msgids, each with the side at which its cells stand; a title that was said already stays.

    Columns without anything in them are left out.
    """
    held = [place for place in range(len(columns)) if _is_filled(place, lines, totals)]
    heads = tuple(Column(said(t, columns[place][0]), "end" if columns[place][1] == "end" else "start") for place in held)
    named = title if isinstance(title, Said) or not title else said(t, title)
    shown = [[line[place] for place in held] for line in lines]
    return Rows(heads, shown, said(t, empty), named, notes, tuple(totals[place] for place in held) if totals else ())


def _is_filled(place: int, lines: Sequence[Sequence[Cell]], totals: Sequence[str]) -> bool:
    """Whether a column has something in it; the first one always stands, and so does every one of an empty table."""
    return place == 0 or not lines or any(line[place] for line in lines) or bool(totals and totals[place])


def narrative(held: Mapping[str, str], t: Translator, title: str = "") -> Block:
    """A section of text in the reader's language, else in another with a note; the words for nothing where it is empty."""
    written = write_text(held, t)
    if written:
        return Text(written.text, said(t, title) if title else "", written.notes, written.language)
    return Facts((Fact(said(t, title) if title else "", missing(t)),))


def version_of(handed: Handed, t: Translator) -> Said:
    """«Activity report 2025–2026, version 2, approved on 3 March 2027»."""
    kind, period = plain_said(t.label(handed.kind, "submission_kind")), handed.period.write(t)
    known = {"kind": kind, "period": period, "version": handed.version}
    if handed.approved_on is None:
        return say(t, N_("{kind}, {period}, version {version}"), **known)
    return say(
        t, N_("{kind}, {period}, version {version}, approved on {day}"), **known, day=Said(t.date(handed.approved_on, "long"))
    )


def share(part: Decimal, whole: Decimal, t: Translator) -> str:
    """What part of the whole it is, in whole per cent; "" of nothing."""
    return Said(t.percent((100 * part / whole).quantize(Decimal(1)))) if whole else ""

"""The sheets of a workshop kit that are tables: attendance, and the list of participants for the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from baseldesk.i18n import N_, Translator
from baseldesk.reports.blocks import Block, Cell, Column, Fact, Front, Note, Rows, Titled
from baseldesk.reports.escape import Said, say, say_plural
from baseldesk.reports.handouts import ATTENDANCE, LIST, SHEET_TITLES
from baseldesk.reports.kit_gather import Event, Person, Sitting
from baseldesk.reports.kit_words import Both
from baseldesk.reports.page import MILLIMETRE
from baseldesk.reports.values import write_text
from baseldesk.reports.words import Span

STAYS = N_("Stays at the centre: personal data")
NOT_LISTED = N_("(has not agreed to be listed)")
_WHY = N_("This sheet stays at the centre. What is reported are the counts made from it.")
_NO_TITLE = N_("not yet entered")
_ROW = 10 * MILLIMETRE
_WHOLE_PAGE = 17  # lines where nobody is entered yet


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its head and what stands below it."""

    front: Front
    blocks: Sequence[Block]


def make_front(event: Event, words: Both, sheet: str, facts: tuple[Fact, ...], mark: str = "") -> Front:
    """The head of a sheet in both languages: whose, what, of which event."""
    titles = words.titles(event.titles, event.original) or [(words.first.gettext(_NO_TITLE), words.first.language)]
    centre = write_text(dict(event.centre_name), words.first)
    return Front(
        centre.text, words.words(SHEET_TITLES[sheet]), Titled(*titles[0]),
        Titled(*titles[1]) if len(titles) > 1 else None, mark=mark, facts=facts, short_centre=event.centre_code,
    )  # fmt: skip


def write_days(event: Event, t: Translator) -> str:
    """From the first to the last day, "" where they are not known."""
    days = [t.date(day, "long") for day in dict.fromkeys((event.first, event.last)) if day]
    return say(t, N_("{first} to {last}"), first=Said(days[0]), last=Said(days[1])) if len(days) > 1 else Said("".join(days))


def write_place(event: Event, t: Translator) -> str:
    """City and country."""
    country = t.country(event.country) if event.country else ""
    if event.city and country:
        return say(t, N_("{city}, {country}"), city=event.city, country=country)
    return event.city or country


def event_facts(event: Event, words: Both) -> Iterator[Fact]:
    """When and where, once in each language."""
    yield from each_fact(N_("Period"), words, lambda t: write_days(event, t))
    yield from each_fact(N_("Place"), words, lambda t: write_place(event, t))


def each_fact(label: str, words: Both, write: Callable[[Translator], str]) -> Iterator[Fact]:
    """A fact for each language, label and value in it; one where both say the same."""
    found = words.each(write)
    for text, t in found:
        named = Said(t.gettext(label)) if len(found) > 1 else words.words(label)
        yield Fact(named, text, language=t.language if len(found) > 1 else "")


def attendance_sheets(event: Event, words: Both, blank_lines: int) -> Iterator[Sheet]:
    """A sheet for each session, or each day where there are none, with everybody's name and lines for those who come besides."""
    for sitting in event.sittings:
        front = make_front(event, words, ATTENDANCE, tuple(_sitting_facts(event, sitting, words)))
        yield Sheet(front, (_attendance_rows(event, words, blank_lines), Note(words.words(_WHY))))


def _sitting_facts(event: Event, sitting: Sitting, words: Both) -> Iterator[Fact]:
    if sitting.title:
        yield Fact(words.words(N_("Session")), sitting.title)
    day = sitting.held_on
    if day:
        yield from each_fact(N_("Date"), words, lambda t: t.date(day, "full"))
    else:
        yield from event_facts(event, words)
    hours = " – ".join(one for one in (sitting.starts, sitting.ends) if one)
    if hours:
        yield Fact(words.words(N_("Time")), hours)
    if sitting.place:
        yield Fact(words.words(N_("Room or link")), sitting.place)


def _attendance_rows(event: Event, words: Both, blank_lines: int) -> Rows:
    columns = (
        Column(words.words(N_("No.")), "end", 24), Column(words.words(N_("Full name")), least=125),
        Column(words.words(N_("Organization and function")), least=125), Column(words.words(N_("Country")), least=60),
        Column(words.words(N_("Signature")), least=105),
    )  # fmt: skip
    people = event.people
    rows = [_attendance_cells(number, one, words) for number, one in enumerate(people, 1)]
    blank = blank_lines if people else max(blank_lines, _WHOLE_PAGE)
    rows += [[str(len(people) + number), "", "", "", ""] for number in range(1, blank + 1)]
    return Rows(columns, rows, Said(words.first.gettext(N_("Nobody is entered yet."))), row_height=_ROW)


def _attendance_cells(number: int, one: Person, words: Both) -> list[Cell]:
    return [str(number), one.name, below(one.organisation, one.function), _country(one, words), ""]


def _country(person: Person, words: Both) -> str:
    return words.first.country(person.country) if person.country else ""


def below(*texts: str) -> str:
    """The texts that there are, one below the other."""
    return "\n".join(text for text in texts if text)


def participants_list(event: Event, words: Both) -> Sheet:
    """Who took part, for the file: sessions attended, tests, certificates. It stays at the centre and says so."""
    t = words.first
    front = make_front(event, words, LIST, tuple(event_facts(event, words)), Said(t.gettext(STAYS)))
    columns = [
        Column(words.words(N_("No.")), "end", 24), Column(words.words(N_("Full name")), least=100),
        Column(words.words(N_("Sex")), least=42), Column(words.words(N_("Organization, function, country")), least=112),
        Column(words.words(N_("Sessions")), "end", 40), Column(words.words(N_("Test")), "end", 36),
        Column(words.words(N_("Certificate")), least=64),
    ]  # fmt: skip
    rows = [[str(number), *_list_cells(one, event, t)] for number, one in enumerate(event.people, 1)]
    kept = [place for place in range(len(columns)) if not rows or place < 4 or any(row[place] for row in rows)]
    shown = [[row[place] for place in kept] for row in rows]
    empty = Said(t.gettext(N_("Nobody is entered yet.")))
    return Sheet(front, (Rows(tuple(columns[place] for place in kept), shown, empty), *_left_out(event, t)))


def _list_cells(one: Person, event: Event, t: Translator) -> list[Cell]:
    """The cells of a person; of one who has not agreed, what names nobody."""
    country = t.country(one.country) if one.country else ""
    if not one.consent:
        return [[Span(Said(t.gettext(NOT_LISTED)), grey=0.35)], "", country, _sessions(one, event), "", ""]
    sex = t.label(one.sex, "sex") if one.sex else ""
    scores = [t.number(score) for score in (one.before, one.after) if score is not None]
    about = below(one.organisation, one.function, country)
    return [one.name, sex, about, _sessions(one, event), " → ".join(scores), one.certificate]


def _sessions(one: Person, event: Event) -> str:
    return f"{one.attended}/{len(event.sittings)}" if event.has_sessions and one.attended else ""


def _left_out(event: Event, t: Translator) -> Iterator[Block]:
    count = len(event.people) - len(event.listed)
    if count:
        one, many = N_("{n} person has not agreed to be listed."), N_("{n} persons have not agreed to be listed.")
        yield Note(say_plural(t, one, many, count))

"""What the centre did, by function, instrument, waste stream and Party: tables and charts of a report on a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from baseldesk.i18n import N_, Translator
from baseldesk.records import vocabulary
from baseldesk.reports.blocks import Block, Cell, Chart, Fact, Facts, Note, Series
from baseldesk.reports.escape import Said, plain_text, say, say_plural
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_figures import (
    CANCELLED,
    COUNTED,
    Tally,
    completed_in,
    function_of,
    objective_of,
    parties,
    people_of,
    tallies,
    total,
)  # fmt: skip
from baseldesk.reports.periodic_records import Item, Records, activities, codes
from baseldesk.reports.periodic_words import OUTSIDE, count, days_of, head_count, label, name_of, rows, said

_COLUMNS = ((N_("Activities"), "end"), (N_("Of these completed"), "end"), (N_("Participants"), "end"))
_SEXES = {"women": N_("Women"), "men": N_("Men"), "other": N_("Other"), "not_stated": N_("Not stated")}
_OVERLAP = N_(
    "An activity that serves several of these counts under each: the lines add up to more than the activities there are."
)


def show_at_a_glance(data: PeriodData, t: Translator) -> Iterator[Block]:
    """The figures of the period in a few lines."""
    records, every = data.records, total(data.records)
    yield Facts((
        Fact(said(t, N_("Activities")), count(every.activities, t)),
        Fact(said(t, N_("Of these completed in the period")), count(len(completed_in(records, data.period)), t)),
        Fact(said(t, N_("Cancelled")), count(sum(one["stage"] == CANCELLED for one in activities(records)), t)),
        Fact(said(t, N_("Parties that benefited")), count(len(parties(records)), t)),
        Fact(said(t, N_("Participants")), head_count(every.people, t)),
    ))  # fmt: skip
    if every.people:
        yield Facts((Fact(said(t, N_("Of these")), _by_sex(every.people, t)),))


def _by_sex(people: Counter[str], t: Translator) -> str:
    parts = (
        say(t, N_("{choice}: {words}"), choice=said(t, _SEXES[name]), words=count(people[name], t))
        for name in COUNTED
        if name in people
    )
    return Said("\n".join(parts))


def show_activities(data: PeriodData, t: Translator) -> Iterator[Block]:
    """By function, instrument and waste stream, and how many of each sex took part."""
    for table in (_FUNCTIONS, _INSTRUMENTS, _OBJECTIVES, _STREAMS):
        yield from _table(data.records, table, t)
    yield from _chart(data.records, _STREAMS, N_("Activities by waste stream"), t)
    yield from _chart(data.records, _OBJECTIVES, N_("Activities by objective"), t)
    yield from _chart_sexes(data.records, t)


class _Table(NamedTuple):
    """What activities are divided by: the table's title and first heading, the list of codes, and those of an activity."""

    title: str
    heading: str
    named: str
    codes_of: Callable[[Item], Sequence[str]]
    without: str = N_("not stated")


_FUNCTIONS = _Table(N_("By function"), N_("Core function"), "core_function", lambda one: [function_of(one)])
_INSTRUMENTS = _Table(N_("By instrument"), N_("Instrument"), "instrument", lambda one: codes(one, "instruments"))
_OBJECTIVES = _Table(N_("By objective"), N_("Objective"), "objective", lambda one: [objective_of(one)], OUTSIDE)
_STREAMS = _Table(N_("By waste stream"), N_("Waste stream"), "waste_stream", lambda one: codes(one, "waste_streams"))


def _table(records: Records, table: _Table, t: Translator) -> Iterator[Block]:
    found, every = tallies(records, table.codes_of), total(records)
    lines = [[label(code, table.named, t, table.without), *_cells(found[code], t)] for code in _in_order(found, table.named)]
    totals = [said(t, N_("All activities")), count(every.activities, t), count(every.completed, t), _words(every, t)]
    yield rows(((table.heading, "start"), *_COLUMNS), lines, t, table.title, totals=totals if lines else ())
    if sum(one.activities for one in found.values()) > every.activities:
        yield Note(said(t, _OVERLAP))


def _cells(tally: Tally, t: Translator) -> tuple[Cell, Cell, Cell]:
    return count(tally.activities, t), count(tally.completed, t), head_count(tally.people, t)


def _words(tally: Tally, t: Translator) -> str:
    return count(sum(tally.people.values()), t) if tally.people else said(t, N_("not yet entered"))


def _in_order(found: dict[str, Tally], named: str) -> list[str]:
    """The codes as the list has them, unknown ones after these, what has none last."""
    order = {code: place for place, code in enumerate(vocabulary.codes(named))}
    return sorted(found, key=lambda code: (not code, order.get(code, len(order)), code))


def _chart(records: Records, table: _Table, title: str, t: Translator) -> Iterator[Block]:
    """Activities by their codes, where at least two codes are used."""
    found = tallies(records, table.codes_of)
    named = [code for code in _in_order(found, table.named) if code]
    if len(named) > 1:
        series = Series(said(t, N_("Activities")), tuple(found[code].activities for code in named))
        names = tuple(label(code, table.named, t) for code in named)
        yield Chart("bars", said(t, title), names, (series,), said(t, N_("activities")))


def _chart_sexes(records: Records, t: Translator) -> Iterator[Block]:
    people = total(records).people
    named = [name for name in COUNTED if people.get(name)]
    if named:
        names = tuple(said(t, _SEXES[name]) for name in named)
        series = (Series(said(t, N_("Participants")), tuple(people[name] for name in named)),)
        yield Chart("share", said(t, N_("Participants by sex")), names, series, said(t, N_("people")))


def show_parties(data: PeriodData, t: Translator) -> Iterator[Block]:
    """Which Parties the centre serves, and what was done for each in the period."""
    found, served = parties(data.records), data.parties_served
    every = sorted({*found, *(served or ())}, key=lambda code: plain_text(t.country(code)))
    lines = [[label(code, "country", t), *_cells_of_party(found.get(code), t), _is_served(code, served, t)] for code in every]
    columns = (
        (N_("Party"), "start"),
        *_COLUMNS[:2],
        (N_("Participants counted by Party"), "end"),
        (N_("Served by the centre"), "start"),
    )
    yield rows(columns if served else columns[:-1], lines if served else [one[:-1] for one in lines], t)
    if served is None:
        yield Note(said(t, N_("Which Parties the centre serves is not yet entered; listed are those that an activity was for.")))
    elif quiet := [code for code in served if code not in found]:
        yield Note(
            say_plural(
                t,
                N_("For {n} Party served nothing was carried out in the period."),
                N_("For {n} Parties served nothing was carried out in the period."),
                len(quiet),
            )
        )


def _cells_of_party(tally: Tally | None, t: Translator) -> tuple[Cell, ...]:
    if tally is None:
        return count(0, t), count(0, t), ""
    return count(tally.activities, t), count(tally.completed, t), count(sum(tally.people.values()), t) if tally.people else ""


def _is_served(code: str, served: tuple[str, ...] | None, t: Translator) -> str:
    return said(t, N_("yes") if code in (served or ()) else N_("no"))


def list_activities(data: PeriodData, t: Translator) -> Iterator[Block]:
    """Annex: every activity of the period."""
    columns = (
        (N_("Reference"), "start"), (N_("Activity"), "start"), (N_("Dates"), "start"), (N_("Stage"), "start"),
        (N_("Participants"), "end"),
    )  # fmt: skip
    yield rows(columns, [_activity(one, data, t) for one in activities(data.records)], t)


def _activity(one: Item, data: PeriodData, t: Translator) -> list[Cell]:
    """Its title, and below it the place."""
    where = t.country(str(one["country"])) if one["country"] else ""
    place = ", ".join(plain_text(part) for part in (str(one["city"] or ""), where) if part)
    what = Said("\n".join(part for part in (plain_text(name_of(one, t)), place, _undecided(one, data, t)) if part))
    people = people_of(data.records, one) if one["stage"] != CANCELLED else Counter()
    stage = label(str(one["stage"] or ""), "activity_stage", t, N_("not yet entered"))
    return [str(one["reference"] or ""), what, days_of(one, t), stage, count(sum(people.values()), t) if people else ""]


def _undecided(one: Item, data: PeriodData, t: Translator) -> str:
    return said(t, N_("values not decided")) if one.id in data.ground.undecided else ""


def show_apart(data: PeriodData, t: Translator) -> Iterator[Block]:
    """What no report that was handed in holds yet, counted apart."""
    apart = data.ground.apart
    every = total(apart)
    yield rows(
        ((N_("Figure"), "start"), (N_("Reported"), "end"), (N_("Not yet reported"), "end")),
        [
            [said(t, N_("Activities")), count(total(data.records).activities, t), count(every.activities, t)],
            [said(t, N_("Of these completed")), count(total(data.records).completed, t), count(every.completed, t)],
            [said(t, N_("Participants")), head_count(total(data.records).people, t), head_count(every.people, t)],
        ],
        t,
    )
    text = N_("Only what was handed in counts in the other tables; what came since, or was left out, is counted here.")
    yield Note(said(t, text))

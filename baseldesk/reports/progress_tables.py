"""What was done under each key activity, by whom, with what result; nothing done is said in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from baseldesk.i18n import N_, Translator
from baseldesk.records import vocabulary
from baseldesk.reports.blocks import Block, Cell
from baseldesk.reports.escape import Said, plain_text, say, say_plural
from baseldesk.reports.periodic_data import PeriodData
from baseldesk.reports.periodic_figures import CANCELLED, amount, objective_of, partners_in, partnerships, people_of
from baseldesk.reports.periodic_records import Item, activities, texts
from baseldesk.reports.periodic_results import division_of, figures_of, reached
from baseldesk.reports.periodic_words import days_of, label, name_lines, name_of, rows, said
from baseldesk.reports.values import write_text
from baseldesk.reports.words import Span

_START = "start"
_DOERS = ("accountable", "implementing", "executing", "technical", "host")  # who did it; money and benefit are said elsewhere
_COLUMNS = ((N_("What was done"), _START), (N_("By whom"), _START), (N_("With what result"), _START))
NOTHING_DONE = N_("Nothing was done in the period, as far as is recorded.")


def show_key_activities(objective: str, data: PeriodData, t: Translator) -> Iterator[Block]:
    """One table an objective: a line for each activity and partnership under its key activity."""
    lines: list[list[Cell]] = []
    for code in _key_activities(objective, data):
        lines += _lines(label(code, "key_activity", t), _under(code, data), _partnerships(code, data), data, t)
    loose = [one for one in activities(data.records) if objective_of(one) == objective and not one["key_activity"]]
    if loose:
        lines += _lines(said(t, N_("Under the objective, without a key activity")), loose, [], data, t)
    yield rows(((N_("Key activity"), _START), *_COLUMNS), lines, t, N_("Key activities"))


def show_done(found: Sequence[Item], data: PeriodData, t: Translator) -> Iterator[Block]:
    """Activities by themselves, under no key activity."""
    yield rows(_COLUMNS, [_done(one, data, t) for one in found], t)


def count_by_key_activity(data: PeriodData) -> dict[str, int]:
    """How many activities stand under each key activity; 0 where nothing was done."""
    codes = [code for objective in vocabulary.codes("objective") for code in _key_activities(objective, data)]
    return {code: sum(one["stage"] != CANCELLED for one in _under(code, data)) for code in codes}


def _key_activities(objective: str, data: PeriodData) -> list[str]:
    """Those that can be chosen, and retired ones under which something was done."""
    offered = vocabulary.offered("key_activity")
    return [code for code in vocabulary.key_activities_of(objective) if code in offered or _under(code, data)]


def _under(code: str, data: PeriodData) -> list[Item]:
    return [one for one in activities(data.records) if one["key_activity"] == code]


def _partnerships(code: str, data: PeriodData) -> list[Item]:
    return [one for one in partnerships(data.records, data.period) if one["key_activity"] == code]


def _lines(heading: str, done: Sequence[Item], joined: Sequence[Item], data: PeriodData, t: Translator) -> Iterator[list[Cell]]:
    """The lines of one key activity; its name stands once."""
    cells = [*(_done(one, data, t) for one in done), *(_joined(one, data, t) for one in joined)]
    nothing: list[Cell] = [(Span(said(t, NOTHING_DONE), grey=0.35),), "", ""]
    for number, line in enumerate(cells or [nothing]):
        yield [heading if number == 0 else "", *line]


def _done(one: Item, data: PeriodData, t: Translator) -> list[Cell]:
    """An activity: title, stage and days; the centre and who did it with it; what came of it."""
    stage = label(str(one["stage"] or ""), "activity_stage", t, N_("not yet entered"))
    about = Said(" · ".join(part for part in (stage, days_of(one, t)) if part))
    what = Said("\n".join(part for part in (plain_text(name_of(one, t)), about) if part))
    return [what, _doers(one, data, t), _came_of(one, data, t)]


def _doers(one: Item, data: PeriodData, t: Translator) -> str:
    return name_lines([one.owner, *sorted(name_of(item, t) for item in partners_in(data.records, one, _DOERS))])


def _came_of(one: Item, data: PeriodData, t: Translator) -> str:
    """Outcomes, else outputs; results with their figures; how many took part."""
    told = write_text(texts(one["outcomes"]), t).text or write_text(texts(one["outputs"]), t).text
    results = [_result(each, data, t) for each in data.records.parts("result", "activity", one.id)]
    people = sum(people_of(data.records, one).values())
    took_part = say_plural(t, N_("{n} participant"), N_("{n} participants"), people) if people else ""
    return Said("\n".join(part for part in (plain_text(told), *results, took_part) if part))


def _result(result: Item, data: PeriodData, t: Translator) -> str:
    """«People trained: 18 of 15 (120 %)», or the statement with its judgement."""
    figures = [one for one in figures_of(data.records, result, data.period) if not division_of(one)]
    title = name_of(result, t) or write_text(texts(result["statement"]), t).text
    parts = []
    for one in figures:
        target, actual = amount(one["target"]), amount(one["actual"])
        if actual is not None and target is not None:
            parts.append(say(t, N_("{actual} of {target}"), actual=Said(t.number(actual)), target=Said(t.number(target))))
        elif actual is not None:
            parts.append(Said(t.number(actual)))
    words = ", ".join(parts) or reached(result, None, None, t)
    return say(t, N_("{choice}: {words}"), choice=title, words=Said(words)) if words and title else plain_text(title)


def _joined(one: Item, data: PeriodData, t: Translator) -> list[Cell]:
    """A partnership: title; who is in it; its goal."""
    links = data.records.parts("partnership_partner", "partnership", one.id)
    names = sorted(name_of(data.records.get("partner", each["partner"]), t) for each in links)
    what = say(t, N_("{choice}: {words}"), choice=said(t, N_("Partnership")), words=name_of(one, t))
    return [what, name_lines([one.owner, *names]), write_text(texts(one["goal"]), t).text]

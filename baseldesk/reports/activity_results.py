"""More tables of the activity report: results with target and actual, statements, follow-ups, sessions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from baseldesk.i18n import N_, Translator
from baseldesk.records.cooperation import FOLLOW_UP
from baseldesk.records.field import Field
from baseldesk.records.people import SESSION
from baseldesk.records.results import RESULT, RESULT_FIGURE
from baseldesk.reports.activity_data import ActivityData, ResultLine, Values
from baseldesk.reports.activity_tables import only, shown_text, table_of, without_empty, word
from baseldesk.reports.blocks import Cell, Column, Rows
from baseldesk.reports.escape import Said, plain_text
from baseldesk.reports.values import write

_Table = tuple[Rows, object]
_OF_WHOM = ("sex", "country", "stakeholder_kind", "waste_stream")
_FIGURES = ("starts_on", "ends_on", *_OF_WHOM, "target", "actual", "remarks")


def list_results(data: ActivityData, t: Translator) -> _Table:
    """Each figure of what is measured: of what period and of whom, what was aimed at and what was reached."""
    measured = [line for line in data.results if line.figures or not line.values.get("statement")]
    columns = [
        *(Column(word(t, label)) for label in (N_("What is measured"), N_("Period"), N_("Of whom"), N_("Unit"))),
        *(Column(word(t, label), "end") for label in (N_("Baseline"), N_("Target"), N_("Actual"))),
        Column(word(t, RESULT_FIGURE.by_name["remarks"].label)),
    ]
    rows = [_figure(line, figure, data, t) for line in measured for figure in line.figures or ({},)]
    printed = [
        {**_about(line, data, t), **only(line.values, ("indicator", "measure", "unit", "baseline")),
         "figures": [only(one, _FIGURES) for one in line.figures]}
        for line in measured
    ]  # fmt: skip
    return table_of(N_("Figures"), *without_empty(columns, rows), t), printed


def _figure(line: ResultLine, figure: Values, data: ActivityData, t: Translator) -> list[Cell]:
    unit = str(line.values.get("unit") or "")
    return [
        _name(line, data, t),
        _period(figure, t),
        _of_whom(figure, t),
        "" if unit == "1" else unit,  # IATI's word for a plain count
        write(RESULT.by_name["baseline"], line.values.get("baseline"), t).text,
        *(write(RESULT_FIGURE.by_name[name], figure.get(name), t).text for name in ("target", "actual", "remarks")),
    ]


def _name(line: ResultLine, data: ActivityData, t: Translator) -> str:
    """What is measured: in words, else as the indicator or the measure is called."""
    fields, values = RESULT.by_name, line.values
    names = (write(fields[name], values.get(name), t, data.original_language).text for name in ("title", "indicator", "measure"))
    return next((name for name in names if name), "")


def _about(line: ResultLine, data: ActivityData, t: Translator) -> Mapping[str, object]:
    title = line.values.get("title")
    return {"title": shown_text(title, data, t)} if isinstance(title, Mapping) else {}


def _period(figure: Values, t: Translator) -> str:
    days = (write(RESULT_FIGURE.by_name[name], figure.get(name), t).text for name in ("starts_on", "ends_on"))
    return Said(" – ".join(plain_text(day) for day in days if day))


def _of_whom(figure: Values, t: Translator) -> str:
    texts = (write(RESULT_FIGURE.by_name[name], figure.get(name), t).text for name in _OF_WHOM)
    return Said(" · ".join(plain_text(text) for text in texts if text))


def list_statements(data: ActivityData, t: Translator) -> _Table:
    """Results in words, where a number would be false."""
    stated = [line for line in data.results if line.values.get("statement")]
    columns = [Column(word(t, label)) for label in (N_("What is measured"), N_("Statement"), N_("Judgement"))]
    rows: list[list[Cell]] = [
        [
            _name(line, data, t),
            *(
                write(RESULT.by_name[name], line.values.get(name), t, data.original_language).text
                for name in ("statement", "judgement")
            ),
        ]
        for line in stated
    ]
    printed = [
        {**_about(line, data, t), **only(line.values, ("judgement",)), "statement": shown_text(text, data, t)}
        for line in stated
        if isinstance(text := line.values.get("statement"), Mapping)
    ]
    return table_of(N_("Statements"), *without_empty(columns, rows), t), printed


def list_follow_ups(data: ActivityData, t: Translator) -> _Table:
    """What is still to be done, and what has been done since."""
    ordered = sorted(data.follow_ups, key=lambda one: str(one.get("due_on") or "9999"))
    return _plainly(FOLLOW_UP.by_name, ("what", "who", "due_on", "done_on", "note"), ordered, "", t)


def list_sessions(data: ActivityData, t: Translator) -> _Table:
    """The parts of which it consisted, in order of time."""
    ordered = sorted(data.sessions, key=lambda one: (str(one.get("held_on") or "9999"), str(one.get("starts") or "")))
    return _plainly(SESSION.by_name, ("held_on", "starts", "ends", "title", "place"), ordered, SESSION.plural, t)


def _plainly(fields: Mapping[str, Field], names: Sequence[str], held: Sequence[Values], label: str, t: Translator) -> _Table:
    """A table of declared fields as they are."""
    declared = [fields[name] for name in names]
    columns = [Column(word(t, one.label)) for one in declared]
    rows: list[list[Cell]] = [[write(one, line.get(one.name), t).text for one in declared] for line in held]
    return table_of(label, *without_empty(columns, rows), t), [only(line, names) for line in held]


MORE_TABLES: Mapping[str, Callable[[ActivityData, Translator], _Table]] = {
    "results": list_results,
    "statements": list_statements,
    "follow_ups": list_follow_ups,
    "sessions": list_sessions,
}

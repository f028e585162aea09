"""Results recorded here become results with one indicator each; those that came with the activity stay among its other data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from baseldesk.desk.shown import Row
from baseldesk.formats.iati.out.parts import Going
from baseldesk.formats.iati.tree import NARRATIVE, Node, children, stated
from baseldesk.records.identity import id_text

_OURS = "99"  # the vocabulary «reporting organisation»: by it a result that comes back is known again
_OUTPUT, _UNIT, _PERCENT, _WORDS = "1", "1", "2", "5"
_DIMENSIONS = ("sex", "country", "stakeholder_kind", "waste_stream")


def results(going: Going) -> Iterator[Node]:
    """The results that came with the activity and are not records here, then those that are."""
    rows = going.found.parts["result"]
    ours = {id_text(row.id) for row in rows}
    for node in children(going.node, "result"):
        if not any(stated(one, "vocabulary") == _OURS and stated(one, "code") in ours for one in children(node, "reference")):
            yield node
    for row in rows:
        yield _result(row, going.found.below[row.id])


def _result(row: Row, figures: list[Row]) -> Node:
    values = row.values
    node: Node = {
        "type": _OUTPUT,
        "title": [{NARRATIVE: dict(values.get("title") or {})}],
        "reference": [{"vocabulary": _OURS, "code": id_text(row.id)}],
        "indicator": [_indicator(values, figures)],
    }
    if values.get("statement"):
        node["description"] = [{NARRATIVE: dict(values["statement"])}]
    return node


def _indicator(values: dict[str, Any], figures: list[Row]) -> Node:
    has_numbers = values.get("baseline") is not None or any(
        row.values.get(name) is not None for row in figures for name in ("target", "actual")
    )
    unit = str(values.get("unit") or "")
    measure = _WORDS if not has_numbers else _PERCENT if "%" in unit else _UNIT
    titles = {language: f"{text} ({unit})" if unit else text for language, text in (values.get("title") or {}).items()}
    node: Node = {"measure": measure, "title": [{NARRATIVE: titles}], "period": list(_periods(figures))}
    if has_numbers:
        node["ascending"] = "0" if values.get("falling") else "1"
    day = values.get("baseline_on")
    if values.get("baseline") is not None and isinstance(day, date):
        node["baseline"] = [{"year": str(day.year), "iso-date": day.isoformat(), "value": format(values["baseline"], "f")}]
    return node


def _periods(figures: list[Row]) -> Iterator[Node]:
    """The figures by period, in the order of the calendar; one without both ends has no place in IATI."""
    found: dict[tuple[str, str], Node] = {}
    for row in figures:
        days = (row.values.get("starts_on"), row.values.get("ends_on"))
        key = tuple(day.isoformat() if day else "" for day in days)
        node = found.setdefault(
            (key[0], key[1]),
            {"period-start": [{"iso-date": key[0]}], "period-end": [{"iso-date": key[1]}], "target": [], "actual": []},
        )
        for name in ("target", "actual"):
            if row.values.get(name) is not None:
                node[name].append({"value": format(row.values[name], "f"), "dimension": _dimensions(row.values)})
    yield from (found[key] for key in sorted(found))


def _dimensions(values: dict[str, Any]) -> list[Node]:
    return [{"name": name, "value": str(values[name])} for name in _DIMENSIONS if values.get(name)]

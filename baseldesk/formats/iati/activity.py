"""The activity itself: texts, dates, stage, countries, identifiers, and everything that nobody else took."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from baseldesk.formats.draft import Draft
from baseldesk.formats.iati import codes
from baseldesk.formats.iati.reading import Reading
from baseldesk.formats.iati.tree import TEXT, Node, children, first, stated, take
from baseldesk.records import vocabulary


def read_title(reading: Reading, activity: Node) -> dict[str, str]:
    """Takes the title per language."""
    return reading.take_texts(first(activity, "title"), line=True)


def read_countries(reading: Reading, activity: Node) -> dict[str, object]:
    """Takes the countries that benefit, with shares that are given and can be true; else those of the transactions."""
    nodes = children(activity, "recipient-country")
    shares: dict[str, object] = {}
    for node in nodes:
        code = stated(node, "code").upper()
        if not vocabulary.has("country", code):
            reading.warn("iati.code_unknown", element="recipient-country", value=code[:20])
        elif code not in shares:
            shares[code] = _read_share(reading, node)
    if sum(one for one in shares.values() if isinstance(one, Decimal)) > 100:
        reading.warn("iati.shares_over_100")
        return dict.fromkeys(shares, True)
    _forget_shares(nodes, shares)
    return shares or dict.fromkeys(_countries_of_transactions(activity), True)


def _read_share(reading: Reading, node: Node) -> Decimal | bool:
    raw = stated(node, "percentage")
    try:
        share = Decimal(raw) if raw else None
    except InvalidOperation:
        share = Decimal(-1)
    if share is None:
        return True
    if share.is_finite() and 0 <= share <= 100:
        return share
    reading.warn("iati.share_invalid", value=raw[:20])
    return True


def _forget_shares(nodes: list[Node], shares: dict[str, object]) -> None:
    """Takes from the elements what the field holds; a country's name, where one is given, keeps its code beside it."""
    done: set[str] = set()
    for node in nodes:
        code = stated(node, "code").upper()
        if code in shares and code not in done:
            done.add(code)
            if isinstance(shares[code], Decimal):
                del node["percentage"]
            if node.keys() == {"code"}:
                del node["code"]


def _countries_of_transactions(activity: Node) -> list[str]:
    nodes = (one for transaction in children(activity, "transaction") for one in children(transaction, "recipient-country"))
    found = (stated(one, "code").upper() for one in nodes)
    return [code for code in dict.fromkeys(found) if vocabulary.has("country", code)]


def read_activity(reading: Reading, activity: Node, title: dict[str, str], countries: dict[str, object]) -> Draft:
    """The activity's own draft; called last, for what is left becomes its other data."""
    values: dict[str, object] = {
        "title": title,
        "countries": countries,
        "external_ids": _take_identifiers(reading, activity),
        **_take_descriptions(reading, activity),
        **_take_dates(reading, activity),
        "stage": _take_stage(reading, first(activity, "activity-status")),
        "level": _take_level(reading, first(activity, "activity-scope")),
        "other_data": reading.other_data(activity),
    }
    return Draft("activity", (reading.identifier,), {name: held for name, held in values.items() if held not in (None, "", {})})


def _take_identifiers(reading: Reading, activity: Node) -> dict[str, bool]:
    """What the project is called elsewhere, each with the kind of identifier before it."""
    take(first(activity, "iati-identifier"), TEXT)
    found = {f"IATI:{reading.identifier}": True}
    for node in children(activity, "other-identifier"):
        if ref := stated(node, "ref"):
            found[f"{stated(node, 'type') or 'other'}:{ref}"] = True
            if node.keys() <= {"ref", "type"}:
                node.clear()
    return found


def _take_descriptions(reading: Reading, activity: Node) -> dict[str, object]:
    """Several descriptions for one field and language are paragraphs of one text."""
    fields: dict[str, dict[str, str]] = {}
    for node in children(activity, "description"):
        field = codes.DESCRIPTIONS.get(stated(node, "type"))
        if field is None:
            continue
        take(node, "type")
        texts = fields.setdefault(field, {})
        for language, text in reading.take_texts(node).items():
            texts[language] = f"{texts[language]}\n\n{text}" if language in texts else text
    return dict(fields)


def _take_dates(reading: Reading, activity: Node) -> dict[str, object]:
    """The four dates, each once; an end before its start is kept as it is, and said."""
    found: dict[str, date] = {}
    for node in children(activity, "activity-date"):
        field = codes.DATES.get(stated(node, "type"))
        if field is None:
            reading.warn("iati.code_unknown", element="activity-date", value=stated(node, "type")[:20])
        elif field not in found and (day := reading.take_date(node, "activity-date")):
            found[field] = day
            if node.keys() == {"type"}:
                node.clear()
    for start, end in (("starts_on", "ends_on"), ("started_on", "ended_on")):
        if start in found and end in found and found[end] < found[start]:
            reading.warn("iati.end_before_start", start=found[start], end=found[end])
    return dict(found)


def _take_stage(reading: Reading, node: Node) -> str | None:
    raw = stated(node, "code")
    stage = reading.take_code(node, "code", codes.STAGES, "activity-status")
    if stage and raw not in codes.EXACT_STATUS:
        node["code"] = raw
    return stage


def _take_level(reading: Reading, node: Node) -> str | None:
    raw = stated(node, "code")
    level = reading.take_code(node, "code", codes.LEVELS, "activity-scope")
    if level and raw not in codes.EXACT_SCOPE:
        node["code"] = raw
    return level

"""The activity itself: what its fields hold is put where the reader takes it from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from baseldesk.formats.iati import codes
from baseldesk.formats.iati.out.parts import Going, child, put_date, put_texts
from baseldesk.formats.iati.tree import NARRATIVE, TEXT, Node, children, first, stated
from baseldesk.records import vocabulary

STATUSES = {"identified": "1", "documented": "1", "implemented": "2", "completed": "4", "cancelled": "5"}
SCOPES = {"international": "1", "regional": "2", "national": "4", "local": "8"}
# What a centre does: OECD's purposes «waste management and disposal», «environmental policy and administrative management».
_WASTE, _POLICY = "14050", "41010"
_ELSEWHERE = "A9"  # other identifier: of another kind


def put_activity(going: Going) -> None:
    """Fills the activity's own elements from its fields."""
    node, values = going.node, going.values
    node["iati-identifier"] = [{TEXT: going.identifier}]
    node["reporting-org"] = [going.reporter]
    put_texts(node, "title", values.get("title"))
    _put_descriptions(going)
    _put_identifiers(going)
    for code, name in codes.DATES.items():
        _put_date(node, code, values.get(name))
    _put_code(node, "activity-status", values.get("stage"), STATUSES, codes.STAGES)
    _put_code(node, "activity-scope", values.get("level"), SCOPES, codes.LEVELS)
    _put_countries(going)
    if not going.is_imported:
        _put_what_is_ours(going)


def _put_descriptions(going: Going) -> None:
    """Summary and objectives, before the descriptions of other kinds; a title describes where nothing else does."""
    made: list[Node] = []
    for code, name in (("1", "summary"), ("2", "objectives_text")):
        texts = going.values.get(name)
        if texts:
            made.append({"type": code, NARRATIVE: dict(texts)})
    rest = children(going.node, "description")
    found = [*made, *rest]
    if not found and going.values.get("title"):
        found = [{"type": "1", NARRATIVE: dict(going.values["title"])}]
    going.node["description"] = found


def _put_identifiers(going: Going) -> None:
    """What the project is called elsewhere; one that says more of itself than that is there already."""
    marks = set(going.values.get("external_ids") or ()) - {f"IATI:{going.identifier}"}
    nodes = [one for one in children(going.node, "other-identifier") if _mark(one) in marks or not stated(one, "ref")]
    there = {_mark(one) for one in nodes}
    for mark in sorted(marks - there):
        kind, _, ref = mark.partition(":")
        is_theirs = len(kind) == 2 and kind[0] in "AB" and kind[1].isdigit()
        if going.is_imported and kind != "other":
            is_theirs = kind != "IATI"
        nodes.append({"type": kind if is_theirs else _ELSEWHERE, "ref": ref if is_theirs and ref else mark})
    going.node["other-identifier"] = nodes


def _mark(node: Node) -> str:
    return f"{stated(node, 'type') or 'other'}:{stated(node, 'ref')}"


def _put_date(node: Node, code: str, day: Any) -> None:
    nodes = children(node, "activity-date")
    found = next((one for one in nodes if stated(one, "type") == code), None)
    if day is None:
        return
    if found is None:
        found = {"type": code}
        nodes = node["activity-date"] = [*nodes, found]
    put_date({"activity-date": [found]}, "activity-date", day)


def _put_code(node: Node, name: str, ours: Any, table: dict[str, str], theirs: dict[str, str]) -> None:
    """Our code as theirs; theirs stays where it still means the same, and says more."""
    if ours and theirs.get(stated(first(node, name), "code")) != ours:
        child(node, name)["code"] = table[str(ours)]


def _put_countries(going: Going) -> None:
    """The countries, with shares where there are; none where the transactions say the same country by country."""
    held: dict[str, Any] = going.values.get("countries") or {}
    nodes = children(going.node, "recipient-country")
    if not nodes and held and set(held) == _of_transactions(going) and not any(isinstance(one, Decimal) for one in held.values()):
        return
    nodes = [one for one in nodes if (code := stated(one, "code").upper()) in held or not vocabulary.has("country", code)]
    for code, share in held.items():
        found = next((one for one in nodes if stated(one, "code").upper() == code), None)
        if found is None:
            found = {"code": code}
            nodes.append(found)
        if isinstance(share, Decimal):
            found["percentage"] = format(share, "f")
    going.node["recipient-country"] = nodes


def _of_transactions(going: Going) -> set[str]:
    nodes = (one for transaction in children(going.node, "transaction") for one in children(transaction, "recipient-country"))
    return {code for one in nodes if vocabulary.has("country", code := stated(one, "code").upper())}


def _put_what_is_ours(going: Going) -> None:
    """What an activity that was never IATI's needs besides."""
    node, values = going.node, going.values
    _tell_if_countries_are_wanted(going)
    if not children(node, "participating-org"):  # who records it carries it out
        node["participating-org"] = [{**going.reporter, "role": "4"}]
    if not children(node, "activity-status"):
        node["activity-status"] = [{"code": STATUSES["identified"]}]
    if not values.get("countries") and values.get("country"):
        node["recipient-country"] = [{"code": values["country"]}]
    if not children(node, "sector"):
        code = _WASTE if values.get("waste_streams") or values.get("y_codes") else _POLICY
        node["sector"] = [{"vocabulary": "1", "code": code}]
    node.setdefault("last-updated-datetime", going.row.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _tell_if_countries_are_wanted(going: Going) -> None:
    """IATI's rules ask for the countries, and of several for shares up to 100 %; none are made up here."""
    shares = [held if isinstance(held, Decimal) else None for held in (going.values.get("countries") or {}).values()]
    is_whole = None not in shares and sum(one for one in shares if one) == 100
    is_alone = shares == [None] or (not shares and bool(going.values.get("country")))
    if not is_whole and not is_alone:
        going.publisher.left_out["iati.countries_wanted"] += 1

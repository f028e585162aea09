"""Writes an IATI 2.03 activity file: activity by activity, under a new name, renamed when it is whole."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from baseldesk.desk.desk import Desk
from baseldesk.desk.shown import ListQuery
from baseldesk.errors import Cancelled, UsageError
from baseldesk.formats.draft import Warned
from baseldesk.formats.iati.out import documents, money, results
from baseldesk.formats.iati.out.activity import put_activity
from baseldesk.formats.iati.out.gathering import Gathered, Partners, gather
from baseldesk.formats.iati.out.growing import Growing
from baseldesk.formats.iati.out.organisations import Organisations
from baseldesk.formats.iati.out.parts import Going, Publisher
from baseldesk.formats.iati.out.structure import activity_place
from baseldesk.formats.iati.tree import Node, children
from baseldesk.formats.sentences import Words, tell
from baseldesk.journal.clock import instant
from baseldesk.records import vocabulary

REPORTING_ORG = "iati_reporting_org"  # what the desk remembers under this key
_WRONG_IN_REF = frozenset("/&|? \t\n")
TYPE = "40"  # organisation type «multilateral»: centres are set up by agreement under the Convention
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Written:
    """What an export did: how many activities were written, and what had to be said about it.

    Attributes:
        left_out: {element, or element/attribute: how often} of what the standard has no place for.
    """

    activities: int = 0
    warnings: list[Warned] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def refused(self) -> int:
        """How many activities lack what the standard asks for."""
        return sum(1 for one in self.warnings if one.code in ("iati.lacks", "iati.identifier_taken"))

    def to_plain(self, words: Words) -> list[dict[str, Any]]:
        """The warnings of `baseldesk export --json`."""
        return [{"where": one.where, "code": one.code, "text": tell(one.code, one.params, words)} for one in self.warnings]


def write_activities(
    desk: Desk,
    place: Path,
    where: Mapping[str, object] | None = None,
    *,
    reporting_org: str = "",
    all_marks: bool = False,
    people: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Written:
    """Writes activities as an IATI 2.03 file. An IATI file is a publication: only what is marked for it goes out.

    Args:
        where: which activities, as in a list.
        reporting_org: the centre's identifier in IATI; remembered. Without one the centre's code stands there, with a warning.
        all_marks: also what is not marked for publication, or not ready to share.
        people: also contacts.
        progress: called with (activities written, activities in all).

    Raises:
        UsageError: nothing would be in the file, which the standard does not allow; or the identifier cannot be one.
        OSError: the place cannot be written; what was there is untouched.
        Cancelled: a person stopped it.
    """
    written = Written()
    ref = _settle_reporting_org(desk, reporting_org, written)
    asked = dict(where or {}) if all_marks else {**(where or {}), "publish": "yes"}
    numbers = array("q", sorted(desk.order(ListQuery("activity", asked))))
    publisher = Publisher(ref, centre_names(desk, desk.owner), TYPE, all_marks, Partners(desk))
    run = _Run(desk, publisher, written, len(numbers), progress, cancelled)
    waiting = place.with_name(f"{place.name}.part")
    try:
        with waiting.open("wb") as file, etree.xmlfile(file, encoding="UTF-8") as out:
            out.write_declaration()
            _write(run, out, gather(desk, numbers, people=people))
        if not written.activities:
            raise _nothing(written)
        waiting.replace(place)
    finally:
        waiting.unlink(missing_ok=True)
    _tell_left_out(run, place.name)
    return written


def _nothing(written: Written) -> UsageError:
    """Why there is nothing to write: nothing is marked, or what is lacks what the standard asks for."""
    lacking = next((one for one in written.warnings if one.code == "iati.lacks"), None)
    return (
        UsageError("iati.none_complete", count=written.refused, **lacking.params)
        if lacking
        else UsageError("iati.nothing_to_publish")
    )


def _tell_left_out(run: _Run, where: str) -> None:
    """One warning for each reason for which something stayed behind."""
    said = run.written.warnings
    said += [Warned(where, code, {"count": count}) for code, count in sorted(run.publisher.left_out.items())]
    run.written.left_out = found = +run.growing.left_out
    if found:
        said.append(
            Warned(where, "iati.no_place", {"names": ", ".join(f"{name} ({count})" for name, count in sorted(found.items()))})
        )


@dataclass(slots=True)
class _Run:
    """One export under way."""

    desk: Desk
    publisher: Publisher
    written: Written
    total: int
    progress: Progress | None
    cancelled: Callable[[], bool] | None
    growing: Growing = field(default_factory=Growing)
    seen: set[str] = field(default_factory=set)

    def go_on(self, number: int) -> None:
        """So many activities have been read."""
        if self.cancelled and self.cancelled():
            raise Cancelled
        if self.progress:
            self.progress(number, self.total)


def _settle_reporting_org(desk: Desk, given: str, written: Written) -> str:
    """The identifier asked for, which the desk remembers; else the one remembered; else the centre's code."""
    if given:
        if _WRONG_IN_REF & set(given) or len(given) > 100:
            raise UsageError("iati.reporting_org_wrong", value=given[:100])
        if given.encode() != desk.meta(REPORTING_ORG):
            with desk.write() as writer:
                writer.set_meta(REPORTING_ORG, given.encode())
        return given
    held = desk.meta(REPORTING_ORG)
    if held:
        return held.decode()
    written.warnings.append(Warned(desk.owner, "iati.no_reporting_org", {"value": desk.owner}))
    return desk.owner


def centre_names(desk: Desk, owner: str) -> dict[str, str]:
    """A centre's official name per language: its record's, else the programme's, else its code."""
    for row in desk.rows(ListQuery("centre", {"code": owner}, columns=("name",)), limit=1):
        if row.values.get("name"):
            return dict(row.values["name"])
    spoken = vocabulary.languages_of(owner, "centre")
    return {one: vocabulary.label(owner, one, "centre") for one in spoken} or {"en": owner}


def _write(run: _Run, out: etree._IncrementalFileWriter, found: Iterator[Gathered]) -> None:
    """The root element and the activities in it, each forgotten when it is written."""
    made_at = instant(run.desk.clock()).strftime("%Y-%m-%dT%H:%M:%SZ")
    with out.element("iati-activities", {"version": "2.03", "generated-datetime": made_at}):
        for number, one in enumerate(found, 1):
            run.go_on(number)
            element = _make(run, one)
            if element is not None:
                out.write("\n", element)
                run.written.activities += 1
        out.write("\n")


def _make(run: _Run, found: Gathered) -> etree._Element | None:
    """One activity as an element; None where it must not go out or lacks what the standard asks for."""
    if found.activity.values.get("not_ready") and not run.publisher.all:
        run.publisher.left_out["iati.not_ready"] += 1
        return None
    going = Going(run.publisher, found)
    element = run.growing.grow(make_node(going), activity_place())
    if element is None:
        run.written.warnings.append(Warned(going.identifier, "iati.lacks", {"names": ", ".join(run.growing.lacking)}))
    elif going.identifier in run.seen:
        run.written.warnings.append(Warned(going.identifier, "iati.identifier_taken", {}))
        return None
    run.seen.add(going.identifier)
    return element


def make_node(going: Going) -> Node:
    """The activity as a plain dictionary, with all that belongs to it."""
    node = going.node
    organisations = Organisations(going)
    node["participating-org"] = [*organisations.participants(), *children(node, "participating-org")]
    node["budget"] = [*money.budgets(going), *children(node, "budget")]
    node["transaction"] = list(money.Money(going, organisations).transactions())
    put_activity(going)
    node["document-link"] = [*documents.document_links(going), *children(node, "document-link")]
    node["contact-info"] = list(documents.contacts(going))
    node["result"] = list(results.results(going))
    return node

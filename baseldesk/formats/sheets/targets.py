"""What a column may be taken as: the fields of a record type, and for an activity its partners and headcounts.

A target is written `field`, `field.language`, `partner.role` or `headcount.field`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from baseldesk.formats.sheets.headings import normalise
from baseldesk.i18n import LANGUAGES, translator
from baseldesk.records import vocabulary
from baseldesk.records.field import Field, Kind, RecordType
from baseldesk.records.types import record_type
from baseldesk.resources import read_table

PARTNER, HEADCOUNT = "partner", "headcount"
_COUNTED = ("women", "men", "other", "not_stated")
_NOT_TYPED = (Kind.HASH, Kind.DATA, Kind.INSTANT)


class Target(NamedTuple):
    """One place that a column can fill: which record of the row, which field, and a language or role."""

    record: str  # the row's own record, "partner" or "headcount"
    field: str
    detail: str = ""

    @property
    def name(self) -> str:
        """As it is written in a mapping."""
        head = self.field if self.record == "" else self.record
        return f"{head}.{self.detail or self.field}" if self.record or self.detail else head


def parse_target(text: str, kind: str) -> Target | None:
    """The target that a mapping names for rows of this type; None where there is none of that name."""
    head, _, detail = text.partition(".")
    declared = record_type(kind)
    if kind == "activity" and head == PARTNER and detail in vocabulary.codes("partner_role"):
        return Target(PARTNER, "name", detail)
    if kind == "activity" and head == HEADCOUNT and detail in _COUNTED:
        return Target(HEADCOUNT, detail)
    one = declared.by_name.get(head)
    if one is None or not _is_typed(one) or (detail and not (one.translatable and detail in LANGUAGES)):
        return None
    return Target("", head, detail)


def targets(kind: str) -> Iterator[Target]:
    """Everything that a column of rows of this type may be taken as, in the order of the declaration."""
    for one in record_type(kind).fields:
        if _is_typed(one):
            yield Target("", one.name)
            yield from (Target("", one.name, language) for language in LANGUAGES if one.translatable)
    if kind == "activity":
        yield from (Target(PARTNER, "name", role) for role in vocabulary.codes("partner_role"))
        yield from (Target(HEADCOUNT, name) for name in _COUNTED)


def _is_typed(one: Field) -> bool:
    """Whether a person could write the field into a cell; other records are named only where a rule says how."""
    return one.kind not in _NOT_TYPED and (one.kind is not Kind.RECORD or one.target == PARTNER)


@cache
def words_for(kind: str) -> dict[str, str]:
    """Normalised heading → target, from the labels in six languages and the usual headings of other people's tables."""
    found: dict[str, str] = {}
    for heading, target in _usual(kind):
        found.setdefault(normalise(heading), target)
    for heading, target in _labels(record_type(kind)):
        found.setdefault(normalise(heading), target)
    return {heading: target for heading, target in found.items() if heading}


@cache
def tags_for(kind: str) -> dict[str, str]:
    """HXL tag with attributes → target."""
    return {heading: target for of, heading, target in read_table("formats", "headings.tsv") if of == kind and heading[0] == "#"}


def _usual(kind: str) -> Iterator[tuple[str, str]]:
    for of, heading, target in read_table("formats", "headings.tsv"):
        if of == kind and not heading.startswith("#") and parse_target(target, kind):
            yield heading, target


def _labels(declared: RecordType) -> Iterator[tuple[str, str]]:
    for one in declared.fields:
        if _is_typed(one):
            yield one.name, one.name
            for language in LANGUAGES:
                label = translator(language).gettext(one.label)
                yield label, one.name
                if one.translatable:
                    for other in LANGUAGES:
                        yield f"{label} {other}", f"{one.name}.{other}"
                        yield f"{label} {translator(language).language_name(other)}", f"{one.name}.{other}"

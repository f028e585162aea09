"""What an activity report is made from: plain data as recorded, gathered by whoever has a desk.

All that is given here may be printed; what must not be (contacts, records that are not for outsiders) is left out by who gathers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from baseldesk.reports.page_code import Subject

Values = Mapping[str, object]
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner's part in the activity; `role` is a code of the vocabulary partner_role."""

    name: Texts
    role: str
    acronym: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """A contribution as recorded, with the donor's name and the payments made on it."""

    values: Values
    donor: Texts = field(default_factory=dict)
    payments: Sequence[Values] = ()


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A result as recorded, with its figures."""

    values: Values
    figures: Sequence[Values] = ()


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture that belongs to the activity: the bytes of its file, and what was recorded of it."""

    content: bytes
    values: Values


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Who signs: in what part («Prepared by», a msgid or words as they are), and name and function where known."""

    role: str
    name: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class ActivityData:
    """One activity with what belongs to it.

    Attributes:
        values: {field: value} of the record type activity, mapped fields as mappings.
        centre_name: per language.
        centre_code: for the running head.
        made_on: the day printed as the day of making.
        version: of the report, as it is to be printed; "" for none.
        original_language: in which the texts were first written; "" where it is not known.
        is_draft: printed as a draft, in words on each page.
        undecided: {register: rival values} where two computers gave different ones and nobody has chosen.
        undecided_lists: {table: how many registers of its records have rival values}.
        documents: without those whose pictures are printed.
        subject: the record and its state, for the code on each page.
        people: who signs; () for «Prepared by» and «Approved by».
    """

    values: Values
    centre_name: Texts
    made_on: date
    centre_code: str = ""
    version: str = ""
    original_language: str = ""
    is_draft: bool = False
    undecided: Mapping[str, Sequence[object]] = field(default_factory=dict)
    undecided_lists: Mapping[str, int] = field(default_factory=dict)
    headcounts: Sequence[Values] = ()
    partners: Sequence[PartnerLine] = ()
    budget: Sequence[Values] = ()
    contributions: Sequence[ContributionLine] = ()
    documents: Sequence[Values] = ()
    results: Sequence[ResultLine] = ()
    follow_ups: Sequence[Values] = ()
    sessions: Sequence[Values] = ()
    photographs: Sequence[Photograph] = ()
    subject: Subject | None = None
    people: Sequence[SignatureLine] = ()

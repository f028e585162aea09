"""What the reports on a period are made from: plain data, gathered by ``periodic_gather``; all that is here may be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from baseldesk.reports.activity_data import SignatureLine, Texts
from baseldesk.reports.periodic_records import Records
from baseldesk.reports.request import Period


@dataclass(frozen=True, slots=True)
class Handed:
    """A report or plan as it was handed in: one that this report prints, or that its figures rest on.

    Attributes:
        kind, stage: codes of the vocabularies submission_kind and submission_stage.
        is_frozen: whether what was approved is here, so that the figures come from it.
        call: the title of the call that it answers.
        before: the version whose place it takes; 0 for none.
    """

    owner: str
    kind: str
    title: Texts
    version: int
    stage: str
    period: Period
    approved_on: date | None = None
    is_frozen: bool = False
    is_superseded: bool = False
    call: Texts = field(default_factory=dict)
    before: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """The records that the figures come from.

    Attributes:
        records: what was reported; where nothing was, what stands.
        apart: at the secretariat, what no centre has reported yet; empty elsewhere.
        used: the reports that the figures come from.
        is_reported: whether the records come from reports that were handed in.
        undecided: ids of records that hold values between which nobody has decided; none of what was approved.
    """

    records: Records
    apart: Records = field(default_factory=Records)
    used: Sequence[Handed] = ()
    is_reported: bool = False
    undecided: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """A value that this version gives otherwise than the one before, in wire form; None: was not, is no more."""

    type: str
    record: bytes
    register: str
    then: object
    now: object


@dataclass(frozen=True, slots=True)
class PeriodData:
    """A centre, a period, and what is reported of it.

    Attributes:
        centre: its name per language.
        code: of the centre, for the running head; "" for all centres together.
        handed: what is printed, as it was handed in; None where a period only was asked for.
        narrative: {section: text per language}.
        parties_served: countries, None where the centre has not entered them.
        people: who prepared and who approved it.
        changes: against the version before; None where that is not told: in a first version, and to outsiders.
        earlier: the records of the version before, to name them by.
        ratified: ratifications and accessions of the period, as the secretariat has published them by today.
    """

    centre: Texts
    code: str
    period: Period
    made_on: date
    ground: Ground
    handed: Handed | None = None
    narrative: Mapping[str, Texts] = field(default_factory=dict)
    parties_served: tuple[str, ...] | None = None
    people: tuple[SignatureLine, ...] = ()
    changes: tuple[Change, ...] | None = None
    earlier: Records = field(default_factory=Records)
    ratified: int = 0

    @property
    def records(self) -> Records:
        """The records that the figures come from."""
        return self.ground.records

"""The figures of a report on a period as plain JSON, for the attachment of its PDF; nothing that is not printed."""

from __future__ import annotations

from baseldesk.i18n import Translator
from baseldesk.reports.periodic_data import Handed, PeriodData
from baseldesk.reports.periodic_figures import completed_in, function_of, paid, parties, payments, tallies, total
from baseldesk.reports.periodic_records import activities, codes
from baseldesk.reports.values import to_json, write_text


def data_of(data: PeriodData, kind: str, t: Translator) -> dict[str, object]:
    """What the attachment says: about the report, then its figures."""
    records, every = data.records, total(data.records)
    about = {
        "kind": kind,
        "language": t.language,
        "centre": data.code,
        "period": str(data.period),
        "made_on": data.made_on.isoformat(),
    }
    figures = {
        "activities": every.activities,
        "completed": len(completed_in(records, data.period)),
        "participants": dict(every.people),
        "parties": sorted(parties(records)),
        "by_function": _counts(data, "function"),
        "by_waste_stream": _counts(data, "waste_streams"),
        "by_instrument": _counts(data, "instruments"),
        "received": paid(payments(records, data.period, "received")),
        "spent": paid(payments(records, data.period, "spent")),
    }
    listed = [str(one["reference"]) for one in activities(records) if one["reference"]]
    told = {name: {written.language: written.text} for name, held in data.narrative.items() if (written := write_text(held, t))}
    used = [_handed(one) for one in data.ground.used]
    held = {"report": {**about, **(_handed(data.handed) if data.handed else {})}, "figures": figures, "narrative": told}
    return {name: to_json(value) for name, value in {**held, "figures_from": used, "activities": listed}.items()}


def _counts(data: PeriodData, name: str) -> dict[str, int]:
    found = tallies(data.records, lambda one: [function_of(one)] if name == "function" else codes(one, name))
    return {code: tally.activities for code, tally in sorted(found.items())}


def _handed(one: Handed) -> dict[str, object]:
    return {
        "owner": one.owner, "version": one.version, "stage": one.stage, "approved_on": one.approved_on,
        "is_frozen": one.is_frozen, "supersedes_version": one.before,
    }  # fmt: skip

"""A year of a centre, made up: 40 activities, 60 partners, 300 participants, and what belongs to them; the same every time.

Titles are put together from the programme's own labels, so that every one stands in six languages. Organisations are kinds of
offices, participants are numbers: nobody is invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from baseldesk.desk.shown import Edit
from baseldesk.i18n import LANGUAGES, translator
from baseldesk.records import vocabulary
from baseldesk.records.identity import derived_id

YEAR = 2025
ACTIVITIES, PARTNERS, PARTICIPANTS = 40, 60, 300
_KINDS = ("AK-TRAIN", "AK-TRAIN", "AK-AWARE", "AK-PILOT", "AK-INFO", "AK-METHOD", "AK-TRANSFER", "AK-EXCH")
_STREAMS = ("WS-EWASTE", "WS-ULAB", "WS-OILS", "WS-PEST", "WS-PCB", "WS-BIOMED", "WS-SHIP", "WS-PLAST")
_OFFICES = (
    ("SK-AUTH", {"en": "Environment agency", "fr": "Agence de l'environnement", "ar": "وكالة البيئة", "zh": "环境署"}),
    (
        "SK-PARTY",
        {"en": "Ministry of the environment", "fr": "Ministère de l'environnement", "es": "Ministerio de medio ambiente"},
    ),
    ("SK-CITY", {"en": "City council", "fr": "Conseil municipal", "es": "Ayuntamiento", "ru": "Городской совет"}),
    ("SK-IND", {"en": "Battery recyclers' association", "fr": "Association des recycleurs de batteries"}),
    ("SK-ENGO", {"en": "Clean coast association", "fr": "Association côte propre"}),
    ("SK-ACAD", {"en": "Technical university", "fr": "Université technique", "ru": "Технический университет"}),
)
_COUNTRIES = ("SN", "TG", "BJ", "CI", "ML", "NE", "BF", "GN", "CM", "MG")
_CITIES = {"SN": "Dakar", "TG": "Lomé", "BJ": "Cotonou", "CI": "Abidjan", "ML": "Bamako", "NE": "Niamey", "BF": "Ouagadougou",
           "GN": "Conakry", "CM": "Douala", "MG": "Antananarivo"}  # fmt: skip
_KEY_ACTIVITIES = {"AK-INFO": "KA2.01", "AK-EXCH": "KA3.01"}  # of the others the waste stream names one
_STAGES = ("completed",) * 5 + ("implemented", "documented", "identified")


def edits(owner: str, seed: int = 1) -> Iterator[Edit]:
    """All records of the year, each with an id of its own that never changes."""
    return _Year(owner, random.Random(seed)).edits()


class _Year:
    """Makes the records, from a seed."""

    def __init__(self, owner: str, rng: random.Random) -> None:
        self.owner, self.rng = owner, rng
        self.partners = [derived_id(owner, "partner", "example", str(n)) for n in range(PARTNERS)]

    def edits(self) -> Iterator[Edit]:
        """One kind of record after the other; those that others refer to come first."""
        yield from (Edit("partner", one, self._partner(n)) for n, one in enumerate(self.partners))
        for n in range(ACTIVITIES):
            yield from self._activity(n)
        yield from self._partnerships()
        for n, country in enumerate(_COUNTRIES):
            yield from (Edit("waste_figure", *one) for one in self._figures(n, country))
        yield Edit("centre_year", self._id("centre_year", 0), {
            "year": YEAR, "staff_women": 7, "staff_men": 5, "currency": "USD", "income_host": Decimal(120_000),
            "income_funds": Decimal(310_000), "income_private": Decimal(25_000), "spending": Decimal(402_500),
        })  # fmt: skip

    def _id(self, kind: str, *names: object) -> bytes:
        return derived_id(self.owner, kind, "example", *map(str, names))

    def _partner(self, n: int) -> dict[str, Any]:
        kind, names = _OFFICES[n % len(_OFFICES)]
        country = _COUNTRIES[n // len(_OFFICES) % len(_COUNTRIES)]
        called = {language: f"{name} ({translator(language).country(country)})" for language, name in names.items()}
        return {
            "name": called, "stakeholder_kind": kind, "country": country, "cooperation_since": date(2010 + n % 15, 1 + n % 12, 1),
            "status": "active" if kind in ("SK-AUTH", "SK-PARTY", "SK-CITY") else "prospect", "publish": "yes",
        }  # fmt: skip

    def _activity(self, n: int) -> Iterator[Edit]:
        identity, kind, stream = self._id("activity", n), _KINDS[n % len(_KINDS)], _STREAMS[n % len(_STREAMS)]
        country, stage = _COUNTRIES[n % len(_COUNTRIES)], _STAGES[n % len(_STAGES)]
        key_activity = _KEY_ACTIVITIES.get(kind) or next(iter(vocabulary.key_activities_for(stream)), "")
        starts = date(YEAR, 1 + n * 11 % 12, 1 + n * 7 % 25)
        ends = starts + timedelta(days=self.rng.choice((1, 2, 4)))
        title = {
            one: f"{vocabulary.label(kind, one)}: {vocabulary.label(stream, one)} ({translator(one).country(country)})"
            for one in LANGUAGES
        }
        values = {
            "reference": f"{self.owner.removeprefix('BCRC-')}-{YEAR}-X-{n + 1:03}", "title": title, "kind": kind,
            "core_function": vocabulary.core_function_of(kind) or None, "waste_streams": {stream: True}, "stage": stage,
            "key_activity": key_activity or None, "objective": vocabulary.objective_of(key_activity) or None,
            "starts_on": starts, "ends_on": ends, "mode": self.rng.choice(("in_person", "hybrid", "online")), "country": country,
            "city": _CITIES[country], "countries": dict.fromkeys({country, self.rng.choice(_COUNTRIES)}, True),
            "languages": {"fr": True, "en": True}, "in_plan": n % 4 != 0, "planned_budget": Decimal(4000 + 500 * (n % 9)),
            "planned_currency": "USD", "publish": "yes" if n % 3 else "no", "newsletter": n % 5 == 0,
            "asked_by": "Focal points (example)", "need": "Example.",
        }  # fmt: skip
        if stage in ("completed", "implemented"):
            values |= {"started_on": starts} | ({"ended_on": ends} if stage == "completed" else {})
        yield Edit("activity", identity, {name: held for name, held in values.items() if held is not None})
        yield from self._around(n, identity, stage)

    def _around(self, n: int, activity: bytes, stage: str) -> Iterator[Edit]:
        """Partners, money, people, results and follow-ups of an activity."""
        for partner, role in zip(self.rng.sample(self.partners, 3), ("funding", "host", "implementing"), strict=True):
            link = derived_id(self.owner, "activity_partner", activity, partner, role)
            yield Edit("activity_partner", link, {"activity": activity, "partner": partner, "role": role})
        gift = self._id("contribution", n)
        amount = Decimal(3000 + 250 * (n % 11))
        yield Edit("contribution", gift, {
            "activity": activity, "donor": self.rng.choice(self.partners), "purpose": "activity", "form": "cash",
            "amount": amount, "currency": "USD", "stage": "agreed", "agreed_on": date(YEAR, 1 + n % 12, 1),
            "recognition_wished": "anonymous" if n % 5 == 0 else "public",
        })  # fmt: skip
        paid = {
            "contribution": gift,
            "direction": "received",
            "paid_on": date(YEAR, 1 + n % 12, 15),
            "amount": amount,
            "currency": "USD",
        }
        yield Edit("payment", self._id("payment", n), paid)
        yield Edit("follow_up", self._id("follow_up", n), {
            "activity": activity, "what": "Send the presentations (example)", "due_on": date(YEAR + n % 2, 1 + n % 12, 20),
            **({"done_on": date(YEAR, 1 + n % 12, 18)} if n % 3 else {}),
        })  # fmt: skip
        if stage == "completed":
            yield from self._people(n, activity)
            yield from self._result(n, activity)

    def _people(self, n: int, activity: bytes) -> Iterator[Edit]:
        women, men = 8 + n % 9, 6 + n % 7
        yield Edit("headcount", self._id("headcount", n), {
            "activity": activity, "women": women, "men": men, "source": "attendance_sheet",
        })  # fmt: skip
        completed = ACTIVITIES * _STAGES.count("completed") // len(_STAGES)
        for k in range(PARTICIPANTS // completed):
            yield Edit("participant", self._id("participant", n, k), {
                "activity": activity, "name": f"Participant {n + 1}.{k + 1}", "sex": "female" if k % 5 < 3 else "male",
                "country": _COUNTRIES[(n + k) % len(_COUNTRIES)], "stakeholder_kind": "SK-AUTH",
                "enforcement": k % 4 == 0, "consent": k % 6 != 5,
            })  # fmt: skip

    def _result(self, n: int, activity: bytes) -> Iterator[Edit]:
        result = self._id("result", n)
        yield Edit("result", result, {"activity": activity, "title": {"en": "People trained", "fr": "Personnes formées"},
                                      "measure": "M-PEOPLE", "unit": "people", "baseline": Decimal(0)})  # fmt: skip
        figures = {"result": result, "starts_on": date(YEAR, 1, 1), "ends_on": date(YEAR, 12, 31)}
        yield Edit(
            "result_figure", self._id("result_figure", n), {**figures, "target": Decimal(15), "actual": Decimal(14 + n % 16)}
        )

    def _partnerships(self) -> Iterator[Edit]:
        for n, code in enumerate(("KA1.01", "KA1.02", "KA1.06")):
            title = {one: vocabulary.label(code, one) for one in LANGUAGES}
            yield Edit("partnership", self._id("partnership", n), {
                "title": title, "key_activity": code, "goal": {"en": "Example."}, "form": "mou", "stage": "active",
                "starts_on": date(YEAR - 1, 1, 1), "ends_on": date(YEAR + 1, 6, 30), "publish": "yes",
            })  # fmt: skip

    def _figures(self, n: int, country: str) -> Iterator[tuple[bytes, dict[str, Any]]]:
        for year in range(YEAR - 4, YEAR + 1):
            values = {
                "country": country, "year": year, "waste_stream": _STREAMS[n % 3], "flow": "generated", "unit": "t",
                "quantity": Decimal(900 + 130 * n + 40 * (year - YEAR + 4)), "quality": "estimated", "estimate": True,
                "source": "Example",
            }  # fmt: skip
            yield self._id("waste_figure", n, year), values

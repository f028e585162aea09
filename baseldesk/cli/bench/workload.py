"""Workload W(N): N activities of 26 fields with text in six languages, N/5 partners, 3N links; then an edit pass; from a seed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator
from functools import partial

from baseldesk.desk.shown import Edit
from baseldesk.records.identity import derived_id

OWNER = "BCRC-SEN"
_PAUSES = (30_000, 450_000)  # milliseconds between two saves of a person
_WORDS = {
    "fr": "formation déchets dangereux électroniques atelier douanes pilote inventaire huiles usées batteries plomb rapport",
    "en": "training hazardous electronic waste workshop customs pilot inventory used oils batteries lead report",
    "es": "capacitación desechos peligrosos electrónicos taller aduanas piloto inventario aceites usados baterías plomo",
    "ar": "تدريب النفايات الخطرة الإلكترونية ورشة الجمارك تجريبي جرد الزيوت المستعملة بطاريات الرصاص إقليمي الأطراف تقرير",
    "zh": "培训 危险废物 电子废物 讲习班 海关 试点 清单 废油 铅酸蓄电池 区域 缔约方 报告",
    "ru": "подготовка опасные отходы электронные семинар таможня инвентаризация масла батареи свинец отчет",
}
_COUNTRIES = ("SN", "TG", "BJ", "CI", "ML", "NE", "BF", "GN", "CM", "GA", "CG", "TD", "MG", "MA", "TN", "DZ")
_STREAMS = ("WS-EWASTE", "WS-ULAB", "WS-OILS", "WS-PEST", "WS-PCB", "WS-SHIP", "WS-BIOMED")


def edits(count: int, seed: int = 1) -> Iterator[Edit]:
    """The records of W(count), as edits of new records."""
    rng = random.Random(seed)
    partners = [derived_id(OWNER, "partner", str(n)) for n in range(max(count // 5, 3))]
    for n, partner in enumerate(partners):
        yield Edit("partner", partner, _partner(rng, n))
    for n in range(count):
        activity = derived_id(OWNER, "activity", str(n))
        yield Edit("activity", activity, _activity(rng, n))
        for partner, role in zip(rng.sample(partners, 3), ("funding", "host", "implementing"), strict=True):
            link = derived_id(OWNER, "activity_partner", activity, partner, role)
            yield Edit("activity_partner", link, {"activity": activity, "partner": partner, "role": role})


def _text(rng: random.Random, language: str, words: int) -> str:
    return " ".join(rng.choices(_WORDS[language].split(), k=words))


def _partner(rng: random.Random, n: int) -> dict[str, object]:
    return {
        "name": {"fr": _text(rng, "fr", 3), "en": _text(rng, "en", 3)},
        "acronym": f"P{n}",
        "stakeholder_kind": rng.choice(["SK-IND", "SK-ENGO", "SK-UN", "SK-CITY"]),
        "country": rng.choice(_COUNTRIES),
        "status": "prospect",
        "website": f"https://example.org/{n}",
    }


def _activity(rng: random.Random, n: int) -> dict[str, object]:
    """26 fields, about 1.4 kB as JSON; the summary has some 400 characters."""
    starts = datetime.date(2016, 1, 1) + datetime.timedelta(rng.randrange(4000))
    return {
        "reference": f"SEN-{starts.year}-A-{n:06}",
        "title": {language: _text(rng, language, 5) for language in _WORDS},
        "summary": {"fr": _text(rng, "fr", 42)},
        "outputs": {"fr": _text(rng, "fr", 12)},
        "kind": rng.choice(["AK-TRAIN", "AK-INFO", "AK-AWARE", "AK-PILOT"]),
        "core_function": "CF-TRAIN",
        "instruments": ["BC"],
        "work_plan": "WP-2004-2006",
        "objective": "OBJ1",
        "key_activity": rng.choice(["KA1.01", "KA1.02", "KA1.07"]),
        "waste_streams": [rng.choice(_STREAMS)],
        "level": "regional",
        "stage": rng.choice(["identified", "documented", "implemented", "completed"]),
        "starts_on": starts,
        "ends_on": starts + datetime.timedelta(rng.randrange(1, 9)),
        "mode": "in_person",
        "country": rng.choice(_COUNTRIES),
        "city": rng.choice(["Dakar", "Lomé", "Cotonou", "Abidjan", "Bamako"]),
        "venue": _text(rng, "fr", 2),
        "countries": rng.sample(_COUNTRIES, 4),
        "need": _text(rng, "fr", 10),
        "asked_by": _text(rng, "fr", 2),
        "languages": ["fr"],
        "in_plan": True,
        "planned_budget": str(rng.randrange(1000, 90000)),
        "planned_currency": "USD",
    }


def edit_pass(count: int, changed: int, summary_of: Callable[[bytes], str], seed: int = 2) -> Iterator[Edit]:
    """Edits of so many activities of W(count), two fields each.

    Half change stage and budget, a quarter lessons and end date, a quarter six characters inside the summary.

    Args:
        summary_of: the French summary of an activity as it stands.
    """
    rng = random.Random(seed)
    for at, number in enumerate(rng.sample(range(count), changed)):
        activity = derived_id(OWNER, "activity", str(number))
        yield Edit("activity", activity, _edited(rng, at, partial(summary_of, activity)))


def _edited(rng: random.Random, at: int, summary: Callable[[], str]) -> dict[str, object]:
    if at % 4 < 2:
        stages = ["identified", "documented", "implemented", "completed"]
        return {"stage": rng.choice(stages), "planned_budget": str(rng.randrange(1000, 90000))}
    if at % 4 == 2:
        ends = datetime.date(2016, 1, 1) + datetime.timedelta(rng.randrange(4000))
        return {"ends_on": ends, "lessons": {"fr": _text(rng, "fr", 8)}}
    text = summary()
    place = rng.randrange(len(text) - 6)
    new = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz ", k=6))
    return {"summary": {"fr": text[:place] + new + text[place + 6 :]}}


def saving_clock(start: int, seed: int = 3) -> Callable[[], int]:
    """A clock that goes on as somebody works who saves every few minutes."""
    rng, now = random.Random(seed), [start]

    def clock() -> int:
        now[0] += rng.randrange(*_PAUSES)
        return now[0]

    return clock

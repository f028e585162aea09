"""What the centre of the example writes into the records that it imported; made up, except for the titles' original."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

CENTRE = "BCRC-SEN"
IDENTIFIER = "XM-DAC-41123-PROJECT-200220"  # the imported activity that the example goes on with
REPORT_LANGUAGES = ("en", "ar", "zh")
MEDICAL_WASTE = "WS-BIOMED"
MEDICAL_WORDS = ("medical", "healthcare", "health care", "medwaste")

ACTIVITY: Mapping[str, Any] = {
    "title": {
        "fr": "Meilleures pratiques et technologies pour une gestion écologiquement rationnelle des déchets de soins, y compris "
        "ceux de la COVID-19, à Madagascar",
        "ar": "أفضل الممارسات والتقنيات للإدارة السليمة بيئياً لنفايات الرعاية الصحية، بما فيها نفايات كوفيد-19، في مدغشقر",
        "zh": "在马达加斯加推行最佳环境做法和技术，对医疗废物（包括新冠疫情废物）进行无害环境管理",
    },
    "summary": {
        "fr": "Exemple. Une formation a réuni le personnel de douze centres de soins : tri à la source, collecte, stérilisation "
        "par autoclave au lieu de l'incinération à ciel ouvert.",
        "ar": "مثال. جمع التدريب عاملين من اثني عشر مرفقاً صحياً حول الفرز عند المصدر والجمع والتعقيم بالبخار "
        "بدلاً من الحرق المكشوف.",
        "zh": "示例。培训汇集了十二家医疗机构的人员，内容包括源头分类、收集，以及以高压灭菌代替露天焚烧。",
    },
    "kind": "AK-TRAIN",
    "mode": "in_person",
    "country": "MG",
    "city": "Antananarivo",
    "waste_streams": {MEDICAL_WASTE: True},
    "languages": {"fr": True},
    "need": "Exemple : des déchets de soins étaient brûlés à ciel ouvert.",
    "asked_by": "Ministère de la santé publique (exemple)",
    "stage": "completed",
    "started_on": date(2021, 3, 23),
    "ended_on": date(2022, 3, 31),
    "publish": "yes",
}

HEADCOUNT: Mapping[str, Any] = {"women": 34, "men": 27, "not_stated": 2, "country": "MG", "source": "attendance_sheet"}

PARTNER: Mapping[str, Any] = {
    "name": {"fr": "Laboratoire national (exemple)", "en": "National laboratory (example)"},
    "country": "MG",
    "status": "prospect",
}
ROLE = "host"

DOCUMENT_NAME = "attendance.txt"
DOCUMENT = "Liste de présence (exemple)\n\nAntananarivo, 2021-03-23\nFemmes 34 · Hommes 27 · Sans indication 2\n"
DOCUMENT_VALUES: Mapping[str, Any] = {
    "title": {"fr": "Liste de présence (exemple)", "en": "Attendance sheet (example)"},
    "kind": "attendance_sheet",
    "language": "fr",
}

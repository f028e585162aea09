"""One activity with everything in it, in several languages: what most tests of the reports print."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from baseldesk.reports.activity_data import ActivityData, ContributionLine, PartnerLine, SignatureLine

TITLE = {
    "fr": "Formation des douanes à la détection des mouvements transfrontières illicites de déchets électroniques",
    "en": "Training of customs officers in detecting illegal transboundary movements of e-waste",
    "ar": "تدريب موظفي الجمارك على كشف النقل غير المشروع عبر الحدود للنفايات الإلكترونية (e-waste)",
    "zh": "海关人员电子废物非法越境转移识别培训",
    "ru": "Подготовка сотрудников таможни по выявлению незаконной трансграничной перевозки электронных отходов",
}
SUMMARY = {
    "fr": "Trois jours de formation à Dakar pour les agents des douanes et des ministères de l’environnement de six "
    "Parties. « Les exercices sur conteneurs réels ont fait la différence » : 31 agents sur 35 reconnaissent "
    "désormais les codes Y et les documents de mouvement.\n\nUn guide de poche de 24 pages a été remis à chaque "
    "poste-frontière.",
    "en": "Three days of training in Dakar for officers of the customs and environment ministries of six Parties. "
    "Exercises on real containers made the difference: 31 of 35 officers now recognise Y-codes and movement "
    "documents.\n\nA pocket guide of 24 pages was handed to each border post.",
    "ar": "تدريبٌ لمدة ثلاثة أيام في داكار لموظفي الجمارك ووزارات البيئة في ستة أطراف. وقد أحدثت التمارين على "
    "حاويات حقيقية فرقاً كبيراً: فمن أصل 35 موظفاً، بات 31 موظفاً (نحو 88.6 في المائة) يتعرّفون على رموز "
    "الفئة Y ووثائق النقل وفقاً للمادة 6.\n\nوسُلِّم دليلٌ للجيب من 24 صفحة إلى كل مركز حدودي، بالتعاون مع UNEP "
    "والمنظمة العالمية للجمارك (WCO).",
    "zh": "在达喀尔为六个缔约方的海关和环境部门官员举办了为期三天的培训。实际集装箱练习效果显著：35名官员中有31名（"
    "约占88.6%）现在能够识别Y编码和转移文件。“百闻不如一见”，一位学员这样总结。\n\n每个边境站点都收到了一本24页"
    "的袖珍指南（与UNEP和世界海关组织合作编写）。",
    "ru": "Трехдневное обучение в Дакаре для сотрудников таможенных органов и министерств окружающей среды шести "
    "Сторон. «Упражнения на настоящих контейнерах изменили все»: 31 из 35 сотрудников теперь распознает коды "
    "Y и документы о перевозке.\n\nКаждому пограничному посту передан карманный справочник объемом 24 страницы.",
}
CENTRE = {
    "en": "Basel Convention Regional Centre for Training and Technology Transfer for French-speaking countries in Africa",
    "fr": "Centre régional de la Convention de Bâle pour la formation et le transfert de technologies pour les pays "
    "francophones d’Afrique",
    "ar": "مركز اتفاقية بازل الإقليمي للتدريب ونقل التكنولوجيا للبلدان الأفريقية الناطقة بالفرنسية",
    "zh": "巴塞尔公约非洲法语国家培训和技术转让区域中心",
    "ru": "Региональный центр Базельской конвенции по подготовке кадров и передаче технологии для франкоязычных стран Африки",
}
UNEP = {"fr": "Programme des Nations Unies pour l’environnement", "en": "United Nations Environment Programme"}


def example() -> ActivityData:
    """A training, complete, with two values that nobody has decided."""
    return ActivityData(
        values={
            "reference": "SEN-26-A1", "title": TITLE, "summary": SUMMARY, "kind": "AK-TRAIN", "core_function": "CF-TRAIN",
            "instruments": {"BC": True, "RC": True}, "objective": "OBJ1", "key_activity": "KA1.01", "level": "regional",
            "components": {"OBJ1-C-AWARE": True, "OBJ1-C-STAKE": True}, "waste_streams": {"WS-EWASTE": True},
            "y_codes": {"Y31": True, "Y29": True},
            "stage": "completed", "starts_on": date(2026, 2, 3), "ends_on": date(2026, 2, 5), "started_on": date(2026, 2, 3),
            "ended_on": date(2026, 2, 6), "mode": "in_person", "country": "SN", "city": "Dakar", "venue": None,
            "countries": {"SN": Decimal("40"), "ML": Decimal("12.5"), "CI": True, "GN": True, "BF": True, "MR": True},
            "asked_by": "Direction générale des douanes", "languages": {"fr": True, "en": True},
            "need": "Containers with used equipment pass Dakar unchecked.",
            "outcomes": {"fr": "Deux conteneurs retenus dans les trois mois qui ont suivi."},
            "lessons": {"fr": "Inviter les procureurs dès le premier jour.", "en": "Invite prosecutors from the first day."},
            "links": {"https://www.basel.int/Implementation/TechnicalAssistance": True}, "in_plan": True,
            "planned_budget": Decimal("48500"), "planned_currency": "USD", "external_ids": {"GEF-4569": True},
        },
        centre_name=CENTRE, centre_code="BCRC-SEN", made_on=date(2026, 3, 9), version="2", original_language="fr", is_draft=True,
        undecided={"ended_on": (date(2026, 2, 5), date(2026, 2, 6)), "countries/ML": (Decimal("12.5"), Decimal("15"))},
        headcounts=(
            {"women": 14, "men": 21, "other": None, "not_stated": 0},
            {"women": 3, "men": None, "country": "ML"},
        ),
        partners=(
            PartnerLine(UNEP, "technical", "PNUE"),
            PartnerLine(UNEP, "funding", "PNUE"),
            PartnerLine({"fr": "Direction générale des douanes du Sénégal"}, "host", country="SN"),
        ),
        budget=(
            {"category": "Travel", "planned": Decimal("22000"), "spent": Decimal("20150.5"), "currency": "USD"},
            {"category": "Interpretation", "planned": Decimal("8000"), "spent": None, "currency": "USD"},
        ),
        contributions=(
            ContributionLine(
                {
                    "title": "Customs training 2026", "form": "cash", "stage": "agreed", "amount": Decimal("40000"),
                    "currency": "EUR",
                },
                {"en": "Government of Switzerland", "fr": "Gouvernement suisse"},
                ({"direction": "received", "paid_on": date(2026, 1, 12), "amount": Decimal("40000"), "currency": "EUR"},),
            ),
        ),
        documents=({"title": {"fr": "Guide de poche"}, "kind": "guideline", "language": "fr", "dated_on": date(2026, 2, 1)},),
        people=(SignatureLine("Prepared by", "Awa Ndiaye", "Programme officer"), SignatureLine("Approved by")),
    )  # fmt: skip

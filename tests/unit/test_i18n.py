"""Texts, dates, numbers and amounts in six languages, and switching between them."""

import datetime
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import make_catalogues
from baseldesk import catalogues, i18n
from baseldesk.i18n import LANGUAGES, N_, Translator, translator

DAY = datetime.date(2026, 3, 5)


@pytest.fixture(autouse=True)
def _leave_the_language_as_it_was() -> Iterator[None]:
    before = i18n.current().language
    yield
    i18n.use(before)


def speaking(language: str, texts: dict) -> Translator:
    """A translator with these texts for its whole catalogue."""
    catalogue = Catalog(locale=language)
    for msgid, text in texts.items():
        catalogue.add(msgid, text)
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    one = Translator(language)
    one.__dict__["_catalogue"] = GNUTranslations(file)
    return one


# ---- the language in use


def test_texts_follow_the_language_in_use_at_the_moment_of_asking():
    marked = N_("Activity")
    assert marked == "Activity"
    assert i18n.current().gettext(marked) == "Activity"
    i18n.use("fr")
    assert i18n._(marked) == "Activité"
    i18n.use("ar")
    assert i18n._(marked) == "النشاط"


def test_a_language_that_is_not_offered_is_english_and_a_locale_name_is_understood():
    assert translator("de").language == "en"
    assert translator("fr_SN.UTF-8") is translator("fr")
    assert translator("zh-Hans") is translator("zh")


def test_only_arabic_runs_from_right_to_left():
    assert [language for language in LANGUAGES if translator(language).rtl] == ["ar"]


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANGUAGE": "de:fr"}, "fr"),
        ({"LANG": "es_UY.UTF-8"}, "es"),
        ({"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"LANG": "de_CH.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_system_language_is_taken_from_the_environment(environment: dict, language: str, monkeypatch: pytest.MonkeyPatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.system_language() == language


# ---- filling values in


def test_values_are_filled_in_by_name_and_an_absent_one_is_left_standing():
    t = translator("en")
    assert t.format("{who} saved {count} of {all}", who="Awa", count=2026) == "Awa saved 2026 of {all}"


def test_braces_in_a_value_are_left_alone():
    assert translator("en").format("{title}", title="{count} {}") == "{count} {}"


def test_a_brace_that_is_written_twice_is_printed_once():
    assert translator("en").format("a JSON object {{field: value}}: {reason}", reason="}}") == "a JSON object {field: value}: }}"
    assert catalogues.placeholders("{{name}} {reason}") == {"reason"}


def test_text_values_are_isolated_where_directions_mix():
    assert translator("ar").format("{name}", name="BCRC-SEN") == "\u2068BCRC-SEN\u2069"
    assert translator("en").format("{name}", name="المركز") == "\u2068المركز\u2069"
    assert translator("en").format("{name}", name="Dakar") == "Dakar"
    assert translator("ar").format("{count}", count=7) == "7"


def test_a_line_that_begins_with_what_is_set_apart_runs_with_the_language():
    arabic = translator("ar")
    assert arabic.fill("{field}: {value}", field="المدينة", value="Dakar") == "\u200f\u2068المدينة\u2069: \u2068Dakar\u2069"
    assert arabic.fill("حقل {field}", field="Dakar") == "حقل \u2068Dakar\u2069"
    assert arabic.fill("«{file}» تالف.", file="a.xlsx") == "\u200f«\u2068a.xlsx\u2069» تالف."
    assert arabic.fill("{done}/{all}", done=3, all=4) == "3/4"
    assert translator("fr").fill("{field}: {value}", field="Ville", value="Dakar") == "Ville: Dakar"


def test_a_date_is_written_out():
    assert translator("fr").format("{day}", day=DAY) == "5 mars 2026"


def test_a_translation_with_other_placeholders_is_refused():
    t = speaking("fr", {"{count} sent": "{nombre} envoyés", "{count} received": "{count} reçus", "Sent by {who}": "Envoyé"})
    assert t.gettext("{count} received") == "{count} reçus"
    assert t.gettext("{count} sent") == "{count} sent"
    assert t.format("Sent by {who}", who="Awa") == "Sent by Awa"


def test_the_form_follows_the_number_and_may_leave_it_out():
    forms = ("لا أنشطة", "نشاط واحد", "نشاطان", "{n} أنشطة", "{n} نشاطاً", "{n} نشاط")
    t = speaking("en", {})
    assert [t.format_plural("{n} activity", "{n} activities", n) for n in (0, 1, 1234)] == [
        "0 activities",
        "1 activity",
        "1,234 activities",
    ]
    catalogue = Catalog(locale="ar")
    catalogue.mime_headers = [("Plural-Forms", make_catalogues.ARABIC_PLURALS)]
    catalogue.add(("{n} activity", "{n} activities"), forms)
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    arabic = Translator("ar")
    arabic.__dict__["_catalogue"] = GNUTranslations(file)
    written = [arabic.ngettext("{n} activity", "{n} activities", n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)]
    assert [forms.index(one) for one in written] == [0, 1, 2, 3, 3, 4, 4, 5, 5, 3]


def test_a_plural_with_a_foreign_placeholder_is_refused():
    t = speaking("fr", {("{n} of {all}", "{n} of {all}s"): ("{n} de {tout}", "{n} de {all}")})
    assert t.ngettext("{n} of {all}", "{n} of {all}s", 1) == "{n} of {all}"
    assert t.ngettext("{n} of {all}", "{n} of {all}s", 2) == "{n} de {all}"


# ---- names


def test_a_label_falls_back_to_english_and_then_to_its_code(monkeypatch: pytest.MonkeyPatch):
    t = translator("ru")
    assert t.label("WS-OILS", "waste_stream") == "Отработанные масла"
    english = {("X", "en"): i18n.labels.Label("An X", "ours", "")}
    monkeypatch.setattr(i18n.labels, "find", lambda code, language, vocabulary="": english.get((code, language)))
    assert t.label("X") == "An X"
    assert t.label("Z") == "Z"


def test_the_vocabulary_tells_codes_apart():
    assert translator("fr").label("technical", "contribution_form") == "Appui technique"
    assert translator("fr").label("other", "industry_sector") == "Autre secteur"
    assert translator("fr").label("other", "document_kind") == "Autre document"
    assert translator("zh").label("SN", "country") == "塞内加尔"
    assert translator("es").label("fr", "language") == "francés"
    assert translator("en").label("Y29", "y_code") == "Y29 Mercury; mercury compounds"
    assert translator("ar").label("Y29", "y_code").startswith("\u200fY29 الزئبق")


def test_countries_have_the_names_of_the_united_nations():
    assert translator("en").country("IR") == "Iran (Islamic Republic of)"
    assert translator("ru").country("PS") == "Государство Палестина"
    assert translator("fr").country("TR") == "Türkiye"
    assert translator("fr").country("QQ") == "QQ"


def test_currencies_have_names():
    assert translator("fr").currency("XOF") == "franc CFA (BCEAO)"
    assert translator("fr").currency("???") == "???"


# ---- dates, numbers, amounts

DATES = {
    "en": ("5 Mar 2026", "5 March 2026", "March 2026", "March"),
    "fr": ("5 mars 2026", "5 mars 2026", "mars 2026", "mars"),
    "es": ("5 mar 2026", "5 de marzo de 2026", "marzo de 2026", "marzo"),
    "ar": ("5 مارس 2026", "5 مارس 2026", "مارس 2026", "مارس"),
    "zh": ("2026年3月5日", "2026年3月5日", "2026年3月", "三月"),
    "ru": ("5 мар. 2026\u202fг.", "5 марта 2026\u202fг.", "март 2026\u202fг.", "март"),
}
NUMBERS = {
    "en": ("1,234,567.891", "12.5%", "USD\xa01,250.50"),
    "fr": ("1\u202f234\u202f567,891", "12,5\xa0%", "1\u202f250,50\xa0USD"),
    "es": ("1.234.567,891", "12,5\xa0%", "1.250,50\xa0USD"),
    "ar": ("1,234,567.891", "12.5%", "1,250.50\xa0USD"),
    "zh": ("1,234,567.891", "12.5%", "USD\xa01,250.50"),
    "ru": ("1\xa0234\xa0567,891", "12,5\xa0%", "1\xa0250,50\xa0USD"),
}

SIZES = {
    "en": ("1\xa0kB", "34\xa0kB", "7\xa0MB", "1.2\xa0MB", "64\xa0GB"),
    "fr": ("1\u202fko", "34\u202fko", "7\u202fMo", "1,2\u202fMo", "64\u202fGo"),
    "es": ("1\xa0kB", "34\xa0kB", "7\xa0MB", "1,2\xa0MB", "64\xa0GB"),
    "ar": ("1\xa0كيلوبايت", "34\xa0كيلوبايت", "7\xa0م.ب", "1.2\xa0م.ب", "64\xa0غ.ب"),
    "zh": ("1\xa0kB", "34\xa0kB", "7\xa0MB", "1.2\xa0MB", "64\xa0GB"),
    "ru": ("1\xa0кБ", "34\xa0кБ", "7\xa0МБ", "1,2\xa0МБ", "64\xa0ГБ"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_written_as_the_language_has_them(language: str):
    t = translator(language)
    assert (t.date(DAY), t.date(DAY, "long"), t.month(DAY), t.month_name(3)) == DATES[language]


def test_french_has_a_first_of_the_month_and_no_other_language() -> None:
    t, first = translator("fr"), DAY.replace(day=1)
    assert [t.date(first, style) for style in ("medium", "full")] == ["1er mars 2026", "dimanche 1er mars 2026"]
    assert [t.date(first, "short"), t.date(DAY.replace(day=21))] == ["01/03/2026", "21 mars 2026"]
    assert "1 marzo" in translator("es").date(first, "long").replace(" de ", " ")


def test_the_months_of_a_language_do_not_depend_on_which_was_asked_before():
    """In a process of its own, since it is the first one asked that Babel keeps."""
    code = (
        "from baseldesk.i18n import translator as t; print(*(t(one).month_name(3, 'short') for one in ('zh', 'fr', 'es', 'ru')))"
    )
    told = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True, encoding="utf-8").stdout
    assert told.split() == ["3月", "mars", "mar", "март"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_amounts_are_written_as_the_language_has_them(language: str):
    t = translator(language)
    assert (t.number(Decimal("1234567.891")), t.percent(Decimal("12.5")), t.money(Decimal("1250.5"), "USD")) == NUMBERS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_size_has_the_unit_of_the_language_and_stays_on_one_line(language: str):
    t = translator(language)
    assert (t.size(1), t.size(33_001), t.size(7_000_000), t.size(1_234_567), t.size(64_000_000_000)) == SIZES[language]


def test_an_instant_is_written_with_its_time():
    instant = datetime.datetime(2026, 3, 5, 14, 7, tzinfo=datetime.UTC)
    assert translator("fr").date(instant, "short") == "05/03/2026 14:07"
    assert "14:07" in translator("ru").date(instant)


def test_an_amount_has_the_decimals_of_its_currency_and_loses_none():
    t = translator("en")
    assert t.money(Decimal(1500), "JPY") == "JPY\xa01,500"
    assert t.money(Decimal("0.125"), "USD") == "USD\xa00.125"
    assert t.money(Decimal("-1E+3"), "USD") == "USD\xa0-1,000.00"


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_numbers_are_the_same_with_and_without_babel(language: str):
    from baseldesk import cldr

    for number in (0, 7, 999):
        assert translator(language).number(number) == cldr.write_number(number, language)


def test_a_list_becomes_a_phrase():
    assert translator("en").join(["Senegal", "Mali", "Togo"]) == "Senegal, Mali and Togo"
    assert translator("fr").join(["Sénégal", "Mali"]) == "Sénégal et Mali"
    assert translator("zh").join(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert translator("ar").join(["أ", "ب"]) == "أ وب"
    assert translator("ru").join([]) == ""


def test_english_texts_and_labels_need_no_babel():
    script = (
        "import sys; from baseldesk.i18n import translator; t = translator('en'); "
        "t.gettext('Activity'); t.number(7); t.label('WS-OILS'); print('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# ---- the catalogues


def test_a_text_catalogue_that_is_newer_than_its_compiled_form_is_read_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    monkeypatch.setattr(catalogues, "translations", lambda: tmp_path)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (folder / "baseldesk.po").write_text(head + 'msgid "Sent"\nmsgstr "Envoyé"\n', encoding="utf-8")
    assert catalogues.read_catalogue("fr").gettext("Sent") == "Envoyé"
    assert catalogues.read_catalogue("es").gettext("Sent") == "Sent"

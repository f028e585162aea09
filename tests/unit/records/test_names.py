"""Names that two people type for one thing come out alike, in any script; names of two things do not."""

import pytest

from baseldesk.records.names import read_acronym, read_name
from baseldesk.records.websites import read_website

ALIKE = [
    ("World Health Organisation", "world health  ORGANIZATION"),
    ("Ministère de l'Environnement", "MINISTERE DE L’ENVIRONNEMENT"),
    ("Women's Action for Human Dignity–Sierra Leone", "Womens Action for Human Dignity - Sierra Leone"),
    ("United Nations Environment Programme", "UN Environment Program"),
    ("Programme des Nations Unies pour l'environnement", "Programme de l'ONU pour l’environnement"),
    ("University of Nairobi", "Nairobi University"),
    ("Danish Refugee Council", "Danish Refugee Council (DRC)"),
    ("World Food Programme", "World Food Programme WFP"),
    ("U.S. Embassy", "US Embassy"),
    ("Trócaire", "Trocaire"),
    ("WYG International B.V.", "WYG International"),
    ("WaterAid", "Water Aid"),
    ("وزارة البيئة", "وزارة البيئه"),
    ("الهيئة العامة للأرصاد", "الهيئة العامة للارصاد"),
    ("مُنَظَّمَة الصحة", "منظمة الصحة"),
    ("Министерство экологии и лесного хозяйства", "министерство экологии, лесного хозяйства"),
    ("Ёлка", "Елка"),
    ("联合国环境规划署", "联合国环境规划署（ＵＮＥＰ）"),
    ("Ｂａｓｅｌ", "Basel"),
]
DIFFERENT = [
    ("CARE International", "Y Care International"),
    ("Ministry of Health", "Ministry of Wealth"),
    ("Red Cross Kenya", "Red Cross"),
    ("Save the Children (Kenya)", "Save the Children"),
    ("Component 1", "Component 2"),
    ("联合国环境规划署", "联合国开发计划署"),
    ("وزارة البيئة", "وزارة الصحة"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_one_thing_typed_by_two_people_is_alike(one, other):
    a, b = read_name(one), read_name(other)
    assert a.key == b.key or a.run == b.run


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_things_are_not(one, other):
    a, b = read_name(one), read_name(other)
    assert a.key != b.key
    assert a.run != b.run


@pytest.mark.parametrize(
    ("text", "acronym"),
    [
        ("Danish Refugee Council (DRC)", "drc"),
        ("WFP World Food Programme", "wfp"),
        ("UNEP", "unep"),
        ("Save the Children (Kenya)", ""),
        ("Women Aid", ""),
        ("Ministry of Foreign Affairs - United Arab Emirates (UAE)", ""),
        ("环境署 (UNEP)", "unep"),
    ],
)
def test_an_acronym_is_told_from_the_name(text, acronym):
    assert read_name(text).acronym == acronym


def test_an_acronym_compares_without_its_dots():
    assert read_acronym("U.N.E.P.") == read_acronym("UNEP") == "unep"
    assert read_acronym("a name, and a long one") == ""


def test_any_text_has_a_name_that_compares_with_itself():
    for text in ("", " ", "!?", "\0", "\u202e", "a" * 10_000, "(((", "().", "🙂", "l'", "the"):
        assert read_name(text) == read_name(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://www.unep.org/", "unep.org"),
        ("UNEP.org", "unep.org"),
        ("http://unep.org/fr/", "unep.org"),
        ("https://unep.org/index.html", "unep.org"),
        ("https://unep.org/africa", "unep.org/africa"),
        ("https://www.facebook.com/hadosomalia/", "facebook.com/hadosomalia"),
        ("https://facebook.com", ""),
        ("none", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_websites_compare_by_their_host_and_shared_sites_by_the_page(typed, read):
    assert read_website(typed) == read

"""The choice lists: complete in six languages, in step with the programme, honest about their wording."""

import subprocess
import sys

import pytest
import yaml

import make_reference
from baseldesk import labels
from baseldesk.i18n import LANGUAGES, translator
from baseldesk.records import vocabulary
from baseldesk.records.types import TYPES
from baseldesk.resources import read_table, resource

NAMED_BY_CLDR = {"currency", "language"}


@pytest.fixture(scope="module")
def programme() -> dict:
    return yaml.safe_load(resource("programme", "programme.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [name for name in vocabulary.names() if name not in {*NAMED_BY_CLDR, "country"}])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_label_of_its_own_in_every_language(name: str, language: str):
    assert [code for code in vocabulary.codes(name) if labels.find(code, language, name) is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name_in_every_language(language: str):
    assert [code for code in vocabulary.codes("country") if translator(language).country(code) == code] == []


def test_every_label_belongs_to_a_code_that_is_offered():
    offered = {
        code
        for name in vocabulary.names()
        for code in (*vocabulary.codes(name), *(f"{name}.{c}" for c in vocabulary.codes(name)))
    }
    assert set(labels.all_codes()) - offered == {"UN-GC"}  # the Global Compact: a question of its own, in no list


def test_labels_are_trimmed_marked_and_given_once():
    seen = set()
    for table in labels.TABLES:
        for row in read_table(*table):
            code, language, text, wording, source = row
            assert text == text.strip(), row
            assert language in LANGUAGES, row
            assert (wording in {"official", "usual"}) == bool(source), row
            assert wording in {"official", "usual", "ours"}, row
            assert (code, language) not in seen, row
            seen.add((code, language))


def test_a_wording_keeps_its_mark():
    assert vocabulary.wording("KA1.01", "fr") == "official"
    assert vocabulary.wording("WS-EWASTE", "ar") == "usual"
    assert vocabulary.wording("KA1.01", "es") == "ours"
    assert vocabulary.wording("completed", "fr", "activity_stage") == "ours"
    assert vocabulary.wording("no such code", "fr") is None


def test_every_vocabulary_that_a_field_names_exists():
    named = {field.vocabulary for one in TYPES.values() for field in one.fields if field.vocabulary}
    assert named <= set(vocabulary.names())


def test_the_index_is_in_step_with_the_programme(programme: dict):
    made = ["\t".join(row).split("\t") for row in make_reference.vocabulary_rows(programme)]
    assert list(read_table("programme", "vocabularies.tsv")) == made
    assert vocabulary.release() == programme["release"]


def test_the_english_of_the_programme_file_is_that_of_the_labels(programme: dict):
    def differing(part: object, objective: str = "") -> list[str]:
        if isinstance(part, list):
            return [code for one in part for code in differing(one, objective)]
        if not isinstance(part, dict):
            return []
        code = part.get("code", "")
        own = code if code in labels.all_codes() else f"{objective}-{code}"
        wrong = [own] if "en" in part and vocabulary.label(own, "en") != part["en"] else []
        return wrong + [code for value in part.values() for code in differing(value, part.get("code", objective))]

    assert differing(programme) == []


def test_codes_come_in_the_order_of_the_decision():
    assert vocabulary.codes("objective") == ("OBJ1", "OBJ2", "OBJ3")
    assert vocabulary.codes("activity_stage") == ("identified", "documented", "implemented", "completed", "cancelled")
    assert vocabulary.codes("waste_stream")[0] == "WS-EWASTE"
    assert vocabulary.codes("waste_stream")[-1] == "WS-OTHER"
    assert [vocabulary.is_priority(code) for code in vocabulary.codes("waste_stream")] == [True] * 8 + [False] * 7
    assert vocabulary.codes("y_code")[:2] == ("Y1", "Y2")
    assert vocabulary.codes("y_code")[-2:] == ("Y48", "Y49"), "plastic and electronic wastes, added to Annex II later"
    assert len(vocabulary.codes("centre")) == 15


def test_a_component_is_known_by_its_objective():
    assert vocabulary.components_of("OBJ3") == ("OBJ3-C-STAKE", "OBJ3-C-COMM")
    assert vocabulary.objective_of("OBJ3-C-STAKE") == "OBJ3"
    assert vocabulary.objective_of("KA2.01") == "OBJ2"
    assert vocabulary.objective_of("WS-OILS") == ""


def test_key_activities_are_suggested_from_the_stream():
    assert vocabulary.streams_of("KA1.10") == ("WS-PCB", "WS-DIOX")
    assert vocabulary.key_activities_for("WS-EWASTE") == ("KA1.01", "KA1.03")
    assert vocabulary.key_activities_for("TH-URBAN") == ("KA1.08",)
    assert vocabulary.key_activities_for("WS-TYRE") == ()


def test_an_unknown_code_is_not_in_the_list_and_an_unknown_list_is_a_slip():
    assert vocabulary.has("country", "SN")
    assert not vocabulary.has("country", "ZZ")
    assert not vocabulary.has("activity_stage", "under way")
    with pytest.raises(KeyError):
        vocabulary.codes("colour")


def test_links_point_at_codes_that_exist():
    same = ("objective", "theme", "indicator", "core_function", "y_code", "waste_stream", "language", "instrument")
    targets = {"host": "country", **{to: name for name in same for to in (name, f"{name}s")}}
    for name in vocabulary.names():
        for code in vocabulary.codes(name):
            for to, target in targets.items():
                assert [one for one in vocabulary.links(name, code, to) if not vocabulary.has(target, one)] == [], (
                    name,
                    code,
                    to,
                )


def test_the_lists_need_neither_yaml_nor_babel():
    script = (
        "import sys; from baseldesk.records import vocabulary as v; "
        "v.codes('country'); v.label('OBJ1', 'ar'); v.label('SN', 'fr', 'country'); "
        "print([m for m in ('yaml', 'babel', 'sqlalchemy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

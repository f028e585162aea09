"""The catalogues: in step with the program, with the placeholders of the originals, and one language not in another's."""

import shutil
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

import make_catalogues
from baseldesk.resources import translations

TRANSLATED = tuple(make_catalogues.LOCALES)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program with one text of each kind, and the glossary."""
    (tmp_path / "baseldesk").mkdir()
    (tmp_path / "ui").mkdir()
    (tmp_path / "translations").mkdir()
    shutil.copy(translations() / "glossary.tsv", tmp_path / "translations")
    lines = (
        'A = N_("Activity")',
        't.format("Saved by {who}", who=w)',
        'say(t, "Printed on {day}", day=d)',
        't.format_plural("{n} file", "{n} files", n)',
        'say_plural(t, N_("{n} value"), N_("{n} values"), n)',
        'one, many = N_("{n} page"), N_("{n} pages")',
        'def count(n):\n    one = N_("{n} change")\n    many = N_("{n} changes")\n    return t.format_plural(one, many, n)',
        't.pgettext("menu", "Open")',
        'B = "not for people".format("neither")',
        "ONE, x = 1, 2",
        'DAY = N_("{n} day")',
        't.ngettext(DAY, N_("{n} days"), n)',
    )
    (tmp_path / "ui" / "window.py").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(make_catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(make_catalogues, "TRANSLATIONS", tmp_path / "translations")
    return tmp_path


def test_every_kind_of_text_is_collected(project: Path):
    found = {make_catalogues.key_of(message) for message in make_catalogues.extract() if message.id}
    assert found == {
        "Activity",
        "Saved by {who}",
        "Printed on {day}",
        "{n} file|||{n} files",
        "{n} page|||{n} pages",
        "{n} value|||{n} values",
        "{n} change|||{n} changes",
        "{n} day|||{n} days",
        "menu^^^Open",
    }


def test_the_words_of_the_glossary_are_put_in_each_in_its_own_language(project: Path):
    make_catalogues.update_all()
    found = [make_catalogues.read(language).get("Activity").string for language in TRANSLATED]
    assert found == ["Activité", "Actividad", "نشاط", "活动", "Мероприятие"]


def test_a_table_comes_back_filled_in(project: Path, capsys: pytest.CaptureFixture[str]):
    make_catalogues.update_all()
    capsys.readouterr()
    make_catalogues.print_missing()
    heading, *rows = capsys.readouterr().out.splitlines()
    assert heading == "msgid\tfr\tes\tar\tzh\tru"
    assert [row.split("\t")[0] for row in rows] == [
        "Printed on {day}",
        "Saved by {who}",
        "{n} change|||{n} changes",
        "{n} day|||{n} days",
        "{n} file|||{n} files",
        "{n} page|||{n} pages",
        "{n} value|||{n} values",
    ]
    table = project / "filled.tsv"
    table.write_text(
        "msgid\tfr\nPrinted on {day}\tImprimé le\\n{day}\n{n} file|||{n} files\t{n} fichier|||{n} fichiers\n", encoding="utf-8"
    )
    make_catalogues.fill(table)
    french = make_catalogues.read("fr")
    assert french.get("Printed on {day}").string == "Imprimé le\n{day}"
    assert french.get("{n} file").string == ("{n} fichier", "{n} fichiers")


def test_a_translation_of_what_was_another_text_before_is_missing_until_it_is_given_again(project: Path):
    make_catalogues.update_all()
    french = make_catalogues.read("fr")
    french.get("Activity").flags.add(make_catalogues.FUZZY)
    make_catalogues.write(french, make_catalogues.path_of("fr"))
    assert "Activity" in map(make_catalogues.key_of, make_catalogues.untranslated(make_catalogues.read("fr")))
    table = project / "filled.tsv"
    table.write_text("msgid\tfr\nActivity\tActivité\n", encoding="utf-8")
    make_catalogues.fill(table)
    assert "Activity" not in map(make_catalogues.key_of, make_catalogues.untranslated(make_catalogues.read("fr")))


def test_making_the_catalogues_again_changes_nothing(project: Path):
    make_catalogues.update_all()
    first = make_catalogues.path_of("ar").read_bytes()
    make_catalogues.update_all()
    assert make_catalogues.path_of("ar").read_bytes() == first


def test_the_check_fails_where_the_program_has_a_new_text(project: Path):
    make_catalogues.update_all()
    assert make_catalogues.check() == 0
    (project / "ui" / "list.py").write_text('_("Something new")', encoding="utf-8")
    assert make_catalogues.check() == 1


def test_the_check_fails_where_a_placeholder_was_translated(project: Path):
    make_catalogues.update_all()
    table = project / "filled.tsv"
    table.write_text("msgid\tfr\nSaved by {who}\tEnregistré par {qui}\n", encoding="utf-8")
    make_catalogues.fill(table)
    assert make_catalogues.check() == 1


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_program_passes_over_no_translation(language: str):
    assert [message.id for message in make_catalogues.read(language) if make_catalogues.FUZZY in message.flags] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_has_other_placeholders(language: str):
    catalogue = make_catalogues.read(language)
    assert [message.id for message in catalogue if make_catalogues.has_other_placeholders(message)] == []


def test_the_check_for_placeholders_sees_a_wrong_one():
    catalogue = Catalog(locale="fr")
    catalogue.add("{count} sent", "{nombre} envoyés")
    catalogue.add(("{n} day", "{n} days"), ("un jour", "{n} jours"))
    wrong = [message.id for message in catalogue if make_catalogues.has_other_placeholders(message)]
    assert wrong == ["{count} sent"]


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="cannot run here: gettext's own tools are not installed")
@pytest.mark.parametrize("language", TRANSLATED)
def test_gettexts_own_check_passes(language: str, tmp_path: Path):
    written = translations() / language / "LC_MESSAGES" / "baseldesk.po"
    command = ["msgfmt", "--check", "--check-accelerators=&", "-o", str(tmp_path / "out.mo"), str(written)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_arabic_has_its_six_forms_and_no_others():
    assert "nplurals=6" in (translations() / "ar" / "LC_MESSAGES" / "baseldesk.po").read_text(encoding="utf-8")
    assert make_catalogues.read("ar").num_plurals == 6

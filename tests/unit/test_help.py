"""The pages of help: each is there, its links lead somewhere, its words are those of the window, in every language."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from baseldesk.help import CONTENTS, GUIDE, PAGES, read_page, split_target
from baseldesk.help_search import cut, search
from baseldesk.help_text import CHOICE, Block, Run, parse, write_run, write_runs
from baseldesk.i18n import LANGUAGES, translator

ROOT = Path(__file__).resolve().parents[2]
ALL = (*PAGES, GUIDE)
MOST_WORDS = 265  # of a page in English: it is read beside the work


@cache
def marked_texts() -> frozenset[str]:
    """Every text that is marked in the program for the catalogues; read only where the template does not know a word."""
    sys.path.insert(0, str(ROOT / "installer"))
    from find_texts import find_texts

    sources = (path for package in ("baseldesk", "ui") for path in (ROOT / package).rglob("*.py"))
    return frozenset(text.msgid for path in sources for text in find_texts(path))


@cache
def catalogued() -> frozenset[str]:
    """The texts of the template."""
    with (ROOT / "translations" / "baseldesk.pot").open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id]
    return frozenset(one if isinstance(one, str) else one[0] for one in ids)


def runs_of(name: str, language: str) -> list[Run]:
    """All runs of a page."""
    return [run for block in read_page(name, language).blocks for run in block.runs]


def words_of(name: str, language: str) -> list[str]:
    """The words of the window on a page, in no order."""
    return sorted(run.text for run in runs_of(name, language) if run.look == "word")


def headings_of(name: str, language: str) -> list[tuple[int, str]]:
    """Level and name of each heading."""
    return [(block.level, block.anchor) for block in read_page(name, language).blocks if block.kind == "heading"]


def test_the_files_are_the_pages_of_the_contents():
    files = {path.stem for path in (ROOT / "resources" / "help" / "en").glob("*.md")}
    assert files == set(ALL)
    assert len(PAGES) == len(set(PAGES)) == sum(len(names) for _, names in CONTENTS)


@pytest.mark.parametrize("name", ALL)
def test_a_page_begins_with_its_title_and_is_short(name):
    page = read_page(name, "en")
    assert page.blocks[0].kind == "heading"
    assert page.blocks[0].level == 1
    assert page.title
    text = " ".join(write_runs(block.runs, translator("en")) for block in page.blocks)
    assert name == GUIDE or len(text.split()) <= MOST_WORDS


@pytest.mark.parametrize("name", ALL)
def test_its_words_are_those_of_the_window(name):
    words = set(words_of(name, "en"))
    choices = {one for one in words if CHOICE.match(one)}
    unknown = words - choices - catalogued()
    assert [one for one in choices if write_run(Run(one, "word"), translator("en")) == one.partition(".")[2]] == []
    assert unknown - (marked_texts() if unknown else frozenset()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(language):
    for name in PAGES:
        for run in runs_of(name, language):
            if run.look == "link":
                target, anchor = split_target(run.target)
                assert target in PAGES, (name, run.target)
                assert anchor in ("", *read_page(target, language).anchors), (name, run.target)


@pytest.mark.parametrize("name", ALL)
def test_every_language_says_the_same_in_the_same_places(name):
    for language in LANGUAGES:
        assert headings_of(name, language) == headings_of(name, "en"), language
        assert words_of(name, language) == words_of(name, "en"), language


def test_all_pages_are_there_in_every_language():
    assert [(name, language) for language in LANGUAGES for name in ALL if read_page(name, language).language != language] == []


def test_a_page_that_is_not_there_is_told_in_english(monkeypatch, tmp_path):
    from baseldesk import help as pages

    (tmp_path / "help" / "en").mkdir(parents=True)
    (tmp_path / "help" / "en" / "only.md").write_text("# Here\n\nOne.", encoding="utf-8")
    monkeypatch.setattr(pages, "resource", tmp_path.joinpath)
    assert read_page.__wrapped__("only", "ar").language == "en"
    with pytest.raises(FileNotFoundError):
        read_page.__wrapped__("nowhere", "ar")


def test_the_text_is_read_as_it_is_written():
    blocks = parse("# [[Save]] it {#here}\n\nPress {{Ctrl+S}} or\n**not**.\n\n1. One\n2. Two\n- [](home.md#x)\n\n![a way](way)")
    assert [(block.kind, block.number, block.anchor) for block in blocks] == [
        ("heading", 0, "here"), ("paragraph", 0, ""), ("step", 1, ""), ("step", 2, ""), ("bullet", 0, ""), ("drawing", 0, "way"),
    ]  # fmt: skip
    assert blocks[0] == Block("heading", (Run("Save", "word"), Run(" it")), 1, "here")
    assert blocks[1].runs == (Run("Press "), Run("Ctrl+S", "key"), Run(" or "), Run("not", "strong"), Run("."))
    assert blocks[4].runs == (Run("", "link", "home.md#x"),)


def test_back_and_forward_change_sides_where_one_reads_from_the_right():
    keys = parse("{{Alt+←}} {{Alt+→}} {{Ctrl+S}}")[0].runs
    assert write_runs(keys, translator("fr")) == "Alt+← Alt+→ Ctrl+S"
    assert write_runs(keys, translator("ar")) == "Alt+→ Alt+← Ctrl+S"


def test_words_of_the_window_come_from_the_catalogue():
    assert write_runs(parse("[[Send and receive]]")[0].runs, translator("fr")) == "Envoyer et recevoir"
    assert write_runs(parse("Press [[Back up…]].")[0].runs, translator("en")) == "Press Back up."


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("acknowledgement stick", "exchange"),
        ("CONFLIT", "conflict"),
        ("zzzz", None),
        ("zzzzz keyboard", "keyboard"),
        ("éxport", "export"),
        ("keyboard", "keyboard"),
    ],
)
def test_a_search_finds_every_word_whatever_its_accents(typed, page):
    found = search(typed, "en")
    assert (found[0].section.page if found else None) == page


def test_a_page_whose_title_says_it_comes_first_with_an_excerpt():
    found = search("conflict versions", "en") or search("two versions", "en")
    assert found[0].section.page == "conflict"
    lost = search("stick or mail was lost", "en")
    assert lost[0].section.page == "exchange"
    assert "stick or mail was lost" in lost[0].excerpt


@pytest.mark.parametrize(("typed", "language"), [("clé perdue", "fr"), ("потерянный компьютер", "ru"), ("丢失", "zh")])
def test_other_endings_of_a_word_are_found_too(typed, language):
    assert "computers" in {found.section.page for found in search(typed, language)}


def test_chinese_is_cut_into_pairs_and_nothing_typed_finds_nothing():
    assert cut("数据文件 USB") == ["数据", "据文", "文件", "usb"]
    assert search("  ", "en") == []

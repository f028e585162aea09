"""The Word file: what python-docx reads back is what the report says, and Word finds nothing to repair."""

from __future__ import annotations

import dataclasses
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from baseldesk.errors import Cancelled
from baseldesk.i18n import LANGUAGES, translator
from baseldesk.reports.activity import compose
from baseldesk.reports.blocks import Column, Rows, Titled
from baseldesk.reports.escape import say
from baseldesk.reports.word import write_docx
from tests.unit.reports.every_block import every_block
from tests.unit.reports.example import TITLE, example


def written(tmp_path: Path, language: str) -> WordDocument:
    path = tmp_path / f"{language}.docx"
    write_docx(compose(example(), translator(language)), translator(language), path)
    return docx.Document(str(path))


def words(document: WordDocument) -> str:
    return "".join(one.text or "" for one in document.element.body.iter(qn("w:t")))


def test_title_headings_and_values_are_what_the_report_says(tmp_path: Path) -> None:
    document = written(tmp_path, "fr")
    styles = [(one.style.name, one.text) for one in document.paragraphs if one.style and one.style.name.startswith("Heading")]
    assert ("Heading 1", TITLE["fr"]) in styles
    assert ("Heading 2", "Raison d'être") in styles
    assert "48\u202f500,00\u00a0USD" in words(document)
    assert document.core_properties.title == TITLE["fr"]
    assert document.core_properties.created is not None
    assert document.core_properties.created.year == 2026


def test_each_page_says_that_the_pdf_is_the_record_and_counts_itself(tmp_path: Path) -> None:
    section = written(tmp_path, "en").sections[0]
    head = "\n".join(one.text for one in section.header.paragraphs)
    assert head.startswith("Working copy: the PDF is the record · Draft: not approved\nBCRC-SEN · Training of customs officers")
    foot = section.footer._element
    assert [one.get(qn("w:instr")) for one in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert "".join(one.text or "" for one in foot.iter(qn("w:t"))).endswith("Page 1 of 1")


def test_tables_repeat_their_heading_row_and_mirror_in_arabic(tmp_path: Path) -> None:
    arabic, english = (written(tmp_path, language) for language in ("ar", "en"))
    headings = [table.rows[0]._tr for table in arabic.tables if table._tbl.tblPr.find(qn("w:tblBorders")) is not None]
    assert len(headings) >= 5
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in headings)
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in arabic.tables)
    assert not [table for table in english.tables if table._tbl.tblPr.find(qn("w:bidiVisual")) is not None]


def test_arabic_runs_from_right_to_left_and_latin_words_in_it_do_not(tmp_path: Path) -> None:
    document = written(tmp_path, "ar")
    title = next(one for one in document.paragraphs if one.style and one.style.name == "Heading 1")
    assert title._p.pPr is not None
    assert title._p.pPr.find(qn("w:bidi")) is not None
    turned = {run.text: run._r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for run in title.runs}
    assert turned["e-waste"] is False
    assert turned["تدريب موظفي الجمارك على كشف النقل غير المشروع عبر الحدود للنفايات الإلكترونية ("] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_run_says_its_language(tmp_path: Path, language: str) -> None:
    runs = list(written(tmp_path, language).element.body.iter(qn("w:r")))
    assert len(runs) > 100
    assert not [run for run in runs if run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is None]


def test_texts_in_another_language_carry_it(tmp_path: Path) -> None:
    document = written(tmp_path, "en")
    original = next(one for one in document.paragraphs if one.text == TITLE["fr"])
    found = original.runs[0]._r.find(f"{qn('w:rPr')}/{qn('w:lang')}")
    assert found is not None
    assert found.get(qn("w:val")) == "fr-FR"


def test_no_text_breaks_the_file(tmp_path: Path) -> None:
    path = tmp_path / "naughty.docx"
    write_docx(every_block(), translator("ar"), path)
    with zipfile.ZipFile(path) as held:
        for name in held.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(held.read(name))
    document = docx.Document(str(path))
    text = words(document)
    assert "<b>bold</b>" in text
    assert "‹U+202E›" in text
    assert "‹U+0000›" in text
    assert len(document.sections) == 2  # a chapter has a head of its own
    assert len(document.inline_shapes) == 6
    assert "taken at home" not in str(zipfile.ZipFile(path).read("word/media/image3.jpg"))


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.docx" for name in "ab"]
    for path in paths:
        write_docx(every_block("x"), translator("zh"), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with zipfile.ZipFile(paths[0]) as held:
        assert {one.date_time for one in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_table_of_a_thousand_rows_keeps_them_all(tmp_path: Path) -> None:
    path = tmp_path / "long.docx"
    rows = Rows((Column("A"), Column("B", "end")), [[str(n), "7"] for n in range(1000)], "none")
    write_docx(dataclasses.replace(every_block("x"), blocks=(rows,)), translator("en"), path)
    assert len(docx.Document(str(path)).tables[1]._tbl.tr_lst) == 1001


def test_what_is_stopped_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_docx(every_block("x"), translator("en"), tmp_path / "a.docx", cancelled=lambda: True)
    assert not list(tmp_path.iterdir())


def test_the_marks_that_keep_directions_apart_are_never_shown(tmp_path: Path) -> None:
    path, t = tmp_path / "a.docx", translator("ar")
    title = Titled(say(t, "{first} to {last}", first="Dakar", last="Bamako"))
    document = every_block("x")
    write_docx(dataclasses.replace(document, front=dataclasses.replace(document.front, title=title)), t, path)
    with zipfile.ZipFile(path) as held:
        parts = "".join(held.read(name).decode() for name in held.namelist() if name.endswith(".xml"))
    assert "Dakar" in parts
    assert not [mark for mark in ("U+2068", "\u2068", "U+2069", "\u2069") if mark in parts]

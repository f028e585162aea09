"""What is printed can be copied and searched, with two readers that share no code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.reports.example import SUMMARY, TITLE
from tests.unit.reports.reading import needs_poppler, print_lines, read_with_pdfium, read_with_poppler, tidy

# Enough Arabic on the page that a reader sees an Arabic page.
PAGE = "هذا نص عربي طويل بما يكفي ليكون الاتجاه الغالب في هذه الصفحة واضحاً لكل قارئ"
ARABIC = [
    "السلام عليكم، لا إله",
    "الآلات والأجهزة الإلكترونية",
    "قبل (بعد) نص",
    "قبل (UNEP) نص",
    "«نص» [قوس] {x} ثم",
    "بَابُ العِلْمِ مُؤَسَّسَةٌ",
    "فرقاً كبيراً: فمن 35 موظفاً، بات",
    "عام 2026، نسبة 12.5% ثم",
    "من 3 إلى 5 مارس/آذار 2026",
    "المادة 6 (أ) و(ب)، الفقرة 2:",
    "قبل: بعد - ثم / كل. نص",
    "مكوّن سليم بيئياً",
    "نص 1,000.00 نص",
    "50 % من النساء - 20",
]
# pdfium puts the words of a Latin phrase inside Arabic into the wrong order; poppler does not.
LATIN_PHRASES = ["قبل United Nations بعد", "بلغ المجموع USD 1,000.00؛ انظر (الجدول 3).", "رقم SEN-26-A1."]
OTHERS = [
    "Affine office fi ffl: e-waste (UNEP), 12.5% — “quoted” Łódź",
    "combining e\u0301 and o\u0308, x\u030c",
    "Отчет о деятельности «Центр» № 5",
    "2026年，在“北京”举行了培训（UNEP）。共35人……其中——女20人。",
    "Programme pour l’environnement « à 12 % »",
    "a character that no font has: ก",
]


@needs_poppler
@pytest.mark.parametrize("text", [*ARABIC, *LATIN_PHRASES])
def test_arabic_with_poppler(text: str, tmp_path: Path) -> None:
    print_lines(tmp_path / "x.pdf", [text, PAGE], "ar")
    assert tidy(read_with_poppler(tmp_path / "x.pdf")) == tidy(f"{text} {PAGE}")


@pytest.mark.parametrize("text", ARABIC)
def test_arabic_with_pdfium(text: str, tmp_path: Path) -> None:
    print_lines(tmp_path / "x.pdf", [text, PAGE], "ar")
    assert tidy(read_with_pdfium(tmp_path / "x.pdf")) == tidy(f"{text} {PAGE}")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_other_scripts(language: str, tmp_path: Path) -> None:
    for text in OTHERS:
        print_lines(tmp_path / "x.pdf", [text], language)
        assert tidy(read_with_pdfium(tmp_path / "x.pdf")) == tidy(text)


@needs_poppler
def test_other_scripts_with_poppler(tmp_path: Path) -> None:
    for text in OTHERS:
        print_lines(tmp_path / "x.pdf", [text], "en")
        assert tidy(read_with_poppler(tmp_path / "x.pdf")) == tidy(text)


@pytest.mark.parametrize("language", ["ar", "zh", "en"])
def test_a_text_over_several_lines(language: str, tmp_path: Path) -> None:
    wanted = tidy(SUMMARY[language])
    print_lines(tmp_path / "x.pdf", [SUMMARY[language]], language, width=300)
    found = tidy(read_with_pdfium(tmp_path / "x.pdf"))
    if language == "zh":  # lines end between characters, where there is no space
        found, wanted = found.replace(" ", ""), wanted.replace(" ", "")
    assert found == wanted


def test_arabic_is_found_by_a_readers_search(tmp_path: Path) -> None:
    import pypdfium2

    print_lines(tmp_path / "x.pdf", [TITLE["ar"], SUMMARY["ar"]], "ar")
    with pypdfium2.PdfDocument(tmp_path / "x.pdf") as document:
        page = document[0]
        text = page.get_textpage()
        for word in ("الجمارك", "للنفايات الإلكترونية", "النقل", "بالتعاون"):
            search = text.search(word)
            assert search.get_next(), word
            search.close()
        text.close()
        page.close()


def test_the_readers_check_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("baseldesk.reports.paragraph.guide_readers", lambda runs: [piece for piece, _ in runs])
    print_lines(tmp_path / "x.pdf", ["قبل (بعد) نص", PAGE], "ar")
    assert tidy(read_with_pdfium(tmp_path / "x.pdf")) != tidy(f"قبل (بعد) نص {PAGE}")

"""The finished file: whole, tagged, the same each time, and harmless whatever the data."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from baseldesk.errors import Cancelled
from baseldesk.i18n import LANGUAGES, translator
from baseldesk.reports.activity import print_activity
from baseldesk.reports.blocks import Block, Column, Fact, Facts, Front, Heading, Note, Rows, Signature, Signatures, Text, Titled
from baseldesk.reports.document import Document, Printed, render
from tests.unit.reports.example import example
from tests.unit.reports.reading import read_pages, read_with_pdfium, tidy

NAUGHTY = [
    "<b>bold</b>", "<img src='file:///etc/passwd'/>", "<para><font color=red>", "&amp; & &lt;", "]]>", "%(x)s {y} {} {{",
    "\\n\\(\\)", "(unbalanced) ) (", "\x00\x01\x1b[31m", "\u202eevil\u202c", "\u2066\u2067\u2068", "a\ud800b", "\ufffe\uffff",
    "Z" + "\u0351\u036b\u0343\u036a\u0302" * 30, "👩‍👩‍👧🏽", "ﷺ", "\U000e0041\U0010ffff", "/ActualText <FEFF>", "W" * 5000,
    "\t\v\f\r\n\u2028\u2029", " " * 500, "مرحبا" * 200, "漢" * 900,
]  # fmt: skip


def document(blocks: tuple[Block, ...], title: str = "Title") -> Document:
    front = Front("Centre", "Report", Titled(title), facts=(Fact("Reference", "R1"),))
    return Document(front, blocks, "R1", date(2026, 1, 2), {"a": 1})


def everything(text: str) -> tuple[Block, ...]:
    """A block of each kind with the text in every place."""
    return (
        Heading(text), Facts((Fact(text, text, (text,), "ar"), Fact(text, ""))), Text(text, text, (text,), "zh"), Note(text),
        Rows((Column(text), Column(text, "end")), [(text, text), ("", "")], text, text, (text,)), Rows((Column(text),), (), text),
        Signatures((Signature(text, text, text),) * 3),
    )  # fmt: skip


def print_here(folder: Path, blocks: tuple[Block, ...], language: str = "en", title: str = "Title") -> Printed:
    return render(document(blocks, title), translator(language), folder / f"{language}.pdf")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_activity_report_in_six_languages(language: str, tmp_path: Path) -> None:
    printed = print_activity(example(), translator(language), tmp_path / "x.pdf")
    assert printed.pages in (2, 3, 4)
    assert printed.missing == frozenset()
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.MarkInfo.Marked is True


def fonts_of(path: Path) -> list[tuple[str, str, bool, bool]]:
    """Name and kind of each font, whether it is embedded, and whether it tells its text."""
    with pikepdf.open(path) as pdf:
        fonts = [font for page in pdf.pages for font in page.resources.get("/Font", {}).values()]
        return [
            (str(font.BaseFont), str(font.Subtype), "/FontFile2" in font.DescendantFonts[0].FontDescriptor, "/ToUnicode" in font)
            for font in fonts
        ]


def test_only_embedded_subsets_of_our_faces(tmp_path: Path) -> None:
    print_activity(example(), translator("ar"), tmp_path / "x.pdf")
    fonts = fonts_of(tmp_path / "x.pdf")
    assert fonts
    assert all(kind == "/Type0" and embedded and told for _, kind, embedded, told in fonts)
    assert all(name[7] == "+" and name[8:].split("-")[0] in ("NotoSans", "NotoSansSC", "Vazirmatn") for name, *_ in fonts)
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        for page in pdf.pages:
            operators = [str(one.operator) for one in pikepdf.parse_content_stream(page)]
            assert min(operators.index(one) for one in ("BDC", "BMC") if one in operators) < operators.index("BT")
        assert "Helvetica" not in "".join(str(one.get("/BaseFont")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary))


def test_letters_are_drawn_with_their_marks(tmp_path: Path) -> None:
    print_here(tmp_path, (Text("بيئياً مؤسَّسة", language="ar"),), "ar")
    composed = 0
    with pikepdf.open(tmp_path / "ar.pdf") as pdf:
        for font in pdf.pages[0].resources.Font.values():
            held = font.DescendantFonts[0]
            places = held.CIDToGIDMap.read_bytes()
            numbers = [int.from_bytes(places[start : start + 2]) for start in range(0, len(places), 2)]
            program = TTFont(BytesIO(held.FontDescriptor.FontFile2.read_bytes()))
            assert max(numbers) < program["maxp"].numGlyphs
            glyphs = [program["glyf"][program.getGlyphName(number)] for number in set(numbers)]
            composed += sum(len(glyph.components) >= 2 for glyph in glyphs if glyph.isComposite())
    assert composed >= 2


def test_reportlabs_own_register_of_fonts_is_left_alone(tmp_path: Path) -> None:
    before = set(pdfmetrics.getRegisteredFontNames())
    print_here(tmp_path, everything("سلام 中文"), "ar")
    assert set(pdfmetrics.getRegisteredFontNames()) == before


def test_the_same_input_gives_the_same_bytes_also_from_several_threads(tmp_path: Path) -> None:
    def make(number: int) -> bytes:
        print_activity(example(), translator(LANGUAGES[number % 3 + 2]), tmp_path / f"{number}.pdf")
        return (tmp_path / f"{number}.pdf").read_bytes()

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(make, range(9)))
    assert [made[number] == made[number % 3] for number in range(9)] == [True] * 9
    assert len(set(made)) == 3


def test_structure_in_reading_order(tmp_path: Path) -> None:
    blocks = (Heading("Part"), Facts((Fact("Label", "Value"),)), Rows((Column("A"), Column("B")), [("1", "2")], "none"))
    print_here(tmp_path, blocks)
    with pikepdf.open(tmp_path / "en.pdf") as pdf:
        root = pdf.Root.StructTreeRoot.K
        roles = [str(part.S) for part in root.K]
        assert roles == ["/P", "/P", "/H1", "/L", "/H2", "/L", "/Table"]
        table = root.K[-1]
        assert [[str(cell.S) for cell in row.K] for row in table.K] == [["/TH", "/TH"], ["/TD", "/TD"]]
        assert str(table.K[0].K[0].A.Scope) == "/Column"
        for number, page in enumerate(pdf.pages):
            assert page.obj.StructParents == number
            owners = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * number + 1]
            assert all(int(owner.K) == mark for mark, owner in enumerate(owners) if isinstance(owner.K, int))


def test_every_mark_on_a_page_belongs_to_the_structure(tmp_path: Path) -> None:
    print_activity(example(), translator("zh"), tmp_path / "x.pdf")
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        for number, page in enumerate(pdf.pages):
            operands = [one.operands for one in pikepdf.parse_content_stream(page) if str(one.operator) == "BDC"]
            marks = [int(held[1].MCID) for held in operands if "/MCID" in held[1]]
            assert marks == list(range(len(marks)))
            assert len(pdf.Root.StructTreeRoot.ParentTree.Nums[2 * number + 1]) == len(marks)


def test_right_to_left_parts_say_their_words_in_order(tmp_path: Path) -> None:
    print_here(tmp_path, (Heading("لمحة (موجزة)"),), "ar")
    with pikepdf.open(tmp_path / "ar.pdf") as pdf:
        headings = [part for part in pdf.Root.StructTreeRoot.K.K if str(part.S) == "/H2"]
        assert [str(part.ActualText) for part in headings] == ["لمحة (موجزة)"]


def test_bookmarks_lead_to_the_headings(tmp_path: Path) -> None:
    blocks = tuple(block for number in range(40) for block in (Heading(f"Part {number}"), Text("words " * 200)))
    print_here(tmp_path, blocks, title="The <title>")
    with pikepdf.open(tmp_path / "en.pdf") as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "The <title>"
        assert [item.title for item in top.children] == [f"Part {number}" for number in range(40)]
        places = [item.destination[0].objgen for item in top.children]
    texts = read_pages(tmp_path / "en.pdf")
    with pikepdf.open(tmp_path / "en.pdf") as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
    assert all(f"Part {number}" in texts[pages.index(place)] for number, place in enumerate(places))


def test_the_printed_data_are_attached(tmp_path: Path) -> None:
    print_here(tmp_path, ())
    with pikepdf.open(tmp_path / "en.pdf") as pdf:
        held = pdf.attachments["report.json"]
        assert json.loads(held.get_file().read_bytes()) == {"a": 1}
        assert str(pdf.Root.AF[0].AFRelationship) == "/Data"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_naughty_strings_in_every_place(language: str, tmp_path: Path) -> None:
    blocks = tuple(block for text in NAUGHTY for block in everything(text))
    printed = print_here(tmp_path, blocks, language, "<b>&\ud800\x00 title</b>")
    text = tidy(read_with_pdfium(tmp_path / f"{language}.pdf"))
    assert printed.pages > 5
    for shown in ("<b>bold</b>", "<img src='file:///etc/passwd'/>", "&amp; & &lt;", "%(x)s {y} {} {{"):
        assert text.count(shown) >= 5
    assert "evil" in text
    assert "‹U+202E›" in text or "202E" in text
    with pikepdf.open(tmp_path / f"{language}.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []
        assert not any("/Annots" in page or "/XObject" in page.resources for page in pdf.pages)


@given(text=st.text(st.characters(codec=None), max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_printed(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    for language in ("en", "ar", "zh"):
        assert print_here(folder, everything(text), language, text).pages >= 1


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    for lines in range(20, 45):
        filler = Text("\n".join(f"line {number}" for number in range(lines)))
        print_here(tmp_path, (filler, Heading("Lonely heading"), Text("two lines of text " * 12)))
        first = read_with_pdfium(tmp_path / "en.pdf").split("Page 1 of")[0]
        assert ("Lonely heading" in first) <= ("two lines of text" in first), lines


def test_nobody_signs_a_page_with_nothing_on_it(tmp_path: Path) -> None:
    for lines in range(30, 45):
        facts = Facts(tuple(Fact(f"Label {number}", "value") for number in range(lines)))
        printed = print_here(tmp_path, (facts, Signatures((Signature("Approved by"),))))
        *_, last = read_pages(tmp_path / "en.pdf")
        assert printed.pages == 2, lines
        assert f"Label {lines - 1}" in last, lines


def test_a_short_table_goes_with_the_signatures(tmp_path: Path) -> None:
    rows = Rows((Column("A"),), [["one"], ["two"]], "none", "Label of it")
    for lines in range(30, 45):
        facts = Facts(tuple(Fact(f"Label {number}", "value") for number in range(lines)))
        printed = print_here(tmp_path, (facts, rows, Signatures((Signature("Approved by"),))))
        *_, last = read_pages(tmp_path / "en.pdf")
        assert printed.pages == 1 or "Label of it" in last or f"Label {lines - 1}" in last, lines


def test_progress_goes_up_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    rows = [(str(number), "x") for number in range(500)]
    blocks = (Rows((Column("A"), Column("B")), rows, "none"), Text("word " * 3000))
    render(document(blocks), translator("en"), tmp_path / "x.pdf", progress=lambda done, total: told.append((done, total)))
    assert len(told) > 10
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1] > 500


def test_a_cancelled_report_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"old")
    rows = [(str(number), "x") for number in range(500)]
    asked = iter([False, False, False, False, True])
    with pytest.raises(Cancelled):
        render(
            document((Rows((Column("A"), Column("B")), rows, "none"),)), translator("en"), tmp_path / "x.pdf",
            cancelled=lambda: next(asked),
        )  # fmt: skip
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(OSError, match=r"x\.pdf"):
        print_activity(example(), translator("en"), tmp_path / "x.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


def test_the_old_file_stays_whole_until_the_new_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "en.pdf").write_bytes(b"old")
    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="No space left"):
        print_here(tmp_path, ())
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("en.pdf", b"old")]


def test_letter_paper(tmp_path: Path) -> None:
    print_activity(example(), translator("en"), tmp_path / "x.pdf", paper="Letter")
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox] == [0, 0, 612, 792]

"""Several reports in one file, pictures, pages that lie: each chapter has its head, and later pages its running words."""

from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from baseldesk.i18n import translator
from baseldesk.reports.blocks import Chapter, Column, Front, Note, PageBreak, Picture, Rows, Signature, Signatures, Titled
from baseldesk.reports.document import Document, render

MADE = date(2026, 1, 1)


def _front(title):
    return Front("Regional centre", "Report", Titled(title))


def _texts(path):
    with pypdfium2.PdfDocument(str(path)) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def _picture(mode="RGB"):
    out = BytesIO()
    Image.new(mode, (40, 20), "red").save(out, "PNG")
    return out.getvalue()


def test_a_chapter_begins_a_page_and_its_words_stand_on_the_next(tmp_path):
    blocks = (Chapter(_front("First"), "R-1"), PageBreak(), Note("more"), Chapter(_front("Second"), "R-2"), Note("end"))
    printed = render(Document(_front("All"), blocks, "", MADE), translator("en"), tmp_path / "out.pdf")
    texts = _texts(printed.path)
    assert printed.pages == 4
    assert "All" in texts[0]
    assert "R-1" not in texts[0]
    assert texts[1].count("First") == 1
    assert "R-1" in texts[1]
    assert "First" in texts[2]
    assert "R-1" in texts[2]
    assert "Second" in texts[3]
    assert "R-2" in texts[3]
    assert "First" not in texts[3]


def test_a_picture_is_a_figure_with_words_and_what_is_none_leaves_its_caption(tmp_path):
    blocks = (Picture(_picture("RGBA"), "A red field", "Red"), Picture(b"no picture", "Only words"))
    front = Front("Regional centre", "Report", Titled("T"), logo=_picture())
    first, second = (render(Document(front, blocks, "", MADE), translator("ar"), tmp_path / name) for name in ("1.pdf", "2.pdf"))
    assert first.path.read_bytes() == second.path.read_bytes()
    with pikepdf.open(first.path) as pdf:
        figures = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert [str(one.Alt) for one in figures if "Red" in str(one.Alt)] == ["Red"]
        assert len(figures) == 2
    assert "Only words" in _texts(first.path)[0]


def test_sheets_lie_where_the_report_is_wide(tmp_path):
    printed = render(Document(_front("W"), (Note("x"),), "", MADE, landscape=True), translator("en"), tmp_path / "out.pdf")
    with pikepdf.open(printed.path) as pdf:
        box = pdf.pages[0].MediaBox
        assert float(box[2]) > float(box[3])


def test_the_last_row_of_a_table_holds_the_totals(tmp_path):
    rows = Rows((Column("What"), Column("Number", "end")), [["a", "1"]], "none", totals=("Total", "1234"))
    printed = render(Document(_front("W"), (rows,), "", MADE), translator("en"), tmp_path / "out.pdf")
    assert "1234" in _texts(printed.path)[0]


@pytest.mark.parametrize("rows", range(36, 46))
def test_nobody_signs_an_empty_page(tmp_path, rows):
    """However a long table ends on its page, some of its rows stand above the signatures."""
    table = Rows((Column("What"), Column("Number", "end")), [[f"Row {number}", str(number)] for number in range(rows)], "none")
    document = Document(_front("W"), (table, Signatures((Signature("Director"),))), "", MADE)
    texts = _texts(render(document, translator("en"), tmp_path / "out.pdf").path)
    signed = next(text for text in texts if "Director" in text)
    assert f"Row {rows - 1}" in signed
    assert sum(text.count("Row ") for text in texts) == rows

"""The Word file round its text: styles, sheets, what stands at the head and foot of each page, and bytes that stay the same."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from baseldesk.catalogues import PLACEHOLDER
from baseldesk.i18n import N_
from baseldesk.reports.escape import Said, for_paper
from baseldesk.reports.word_tables import Width, bare_table
from baseldesk.reports.word_text import LOCALES, Wording, element, plain
from baseldesk.reports.words import Span

WORKING_COPY = N_("Working copy: the PDF is the record")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_MARGIN, _FURNITURE = Mm(20), Mm(10)
_UNWANTED = ("/thumbnail", "/extended-properties", "/customXml", "/stylesWithEffects")
# Fonts that every office suite has or replaces well; the bundled ones are not on the computers of those who edit.
_STYLES = """<w:styles {namespaces}>
  <w:docDefaults>
    <w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="SimSun" w:cs="Arial"/>
      <w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="{latin}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
    <w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="60" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
  </w:docDefaults>
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
  <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
    <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
      <w:bottom w:w="0" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
  {paragraphs}
</w:styles>"""
_PARAGRAPH = """<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>
    <w:next w:val="{next}"/><w:qFormat/><w:pPr>{keep}<w:spacing w:before="{before}" w:after="{after}"/>{outline}</w:pPr>
    <w:rPr>{bold}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: sizes in half points, spaces in twentieths of a point, `level` of a heading or -1."""

    id: str
    name: str
    size: int
    before: int
    after: int
    bold: bool = False
    colour: str = "000000"
    level: int = -1

    def write(self) -> str:
        heading = self.level >= 0
        return _PARAGRAPH.format(
            id=self.id, name=self.name, size=self.size, before=self.before, after=self.after, colour=self.colour,
            next="Normal" if heading else self.id, keep="<w:keepNext/><w:keepLines/>" if heading else "",
            outline=f'<w:outlineLvl w:val="{self.level}"/>' if heading else "", bold="<w:b/><w:bCs/>" if self.bold else "",
        )  # fmt: skip


_OWN = (
    _Style("Heading1", "heading 1", 32, 60, 80, True, level=0),
    _Style("Heading2", "heading 2", 24, 320, 100, True, level=1),
    _Style("Heading3", "heading 3", 20, 160, 40, True, level=2),
    _Style("Caption", "caption", 16, 20, 120, colour="404040"),
    _Style("Header", "header", 16, 0, 0, colour="404040"),
    _Style("Footer", "footer", 16, 0, 0, colour="404040"),
)


@dataclass(frozen=True, slots=True)
class Heads:
    """The words at the head and foot of each page of a chapter."""

    centre: str
    title: str
    reference: str
    mark: str = ""


class WordFile:
    """A Word document that is being written, one block after the other.

    Args:
        size: width and height of its sheets, in points.
    """

    def __init__(self, wording: Wording, size: tuple[float, float]) -> None:
        self._wording = wording
        self.docx = docx.Document()
        self._clear()
        self._set_styles()
        section = self.docx.sections[0]
        section.page_width, section.page_height = (Pt(one) for one in size)
        section.orientation = WD_ORIENT.LANDSCAPE if size[0] > size[1] else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
        section.header_distance = section.footer_distance = _FURNITURE
        self.text_width = Pt(size[0]) - 2 * _MARGIN
        self._turn(section)

    def add(self, *made: Any) -> None:
        """Puts paragraphs or tables at the end."""
        for one in made:
            self.docx.element.body.find(qn("w:sectPr")).addprevious(one)

    def begin_chapter(self, heads: Heads, *, first: bool = False) -> None:
        """Says what stands at the head and foot from here on; all chapters but the first begin a page."""
        section = self.docx.sections[0] if first else self.docx.add_section(WD_SECTION.NEW_PAGE)
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        self._fill(section.header, list(self._header(heads)))
        self._fill(section.footer, list(self._footer(heads)))

    def describe(self, title: str, author: str, subject: str, made_on: date) -> None:
        """What an archive wants to know of the file."""
        about, day = self.docx.core_properties, datetime(made_on.year, made_on.month, made_on.day)  # noqa: DTZ001  (python-docx wants it bare)
        about.title, about.author, about.subject = (plain(one)[:255] for one in (title, author, subject))
        about.language = LOCALES.get(self._wording.t.language, self._wording.t.language)
        about.created = about.modified = day
        about.last_modified_by, about.revision = "BaselDesk", 1
        about.comments = self._wording.t.gettext(WORKING_COPY)

    def content(self) -> bytes:
        """The file; the same document gives the same bytes."""
        written = BytesIO()
        self.docx.save(written)
        return _without_clock(written.getvalue())

    def _clear(self) -> None:
        """Takes what the template brings along and no reader needs: a picture of its first page, another program's name."""
        for holder in (self.docx.part.package, self.docx.part):
            for key in [key for key, one in holder.rels.items() if one.reltype.endswith(_UNWANTED)]:
                del holder.rels[key]

    def _set_styles(self) -> None:
        latin = LOCALES.get(self._wording.t.language, "en-GB")
        latin = "en-GB" if latin in ("ar-SA", "zh-CN") else latin
        paragraphs = "\n  ".join(one.write() for one in _OWN)
        written = _STYLES.format(namespaces=nsdecls("w"), latin=latin, paragraphs=paragraphs)
        held = self.docx.styles.element
        for one in list(held):
            held.remove(one)
        held.extend(parse_xml(written))

    def _turn(self, section: Any) -> None:
        """Sheets of a language from right to left."""
        held = section._sectPr  # python-docx has no other door to it
        for grid in held.findall(qn("w:docGrid")):
            held.remove(grid)
        if self._wording.t.rtl:
            held.append(element("bidi"))

    def _fill(self, place: Any, made: list[Any]) -> None:
        held = place._element
        for one in list(held):
            held.remove(one)
        held.extend(made)

    def _header(self, heads: Heads) -> Iterator[Any]:
        copy = Said(" · ".join(for_paper(one) for one in (self._wording.t.gettext(WORKING_COPY), heads.mark) if one))
        own = self._wording.t.language
        yield from self._wording.paragraphs([Span(copy, bold=True)], "Header", own)
        yield from self._wording.paragraphs(
            _one_line(Said(f"{for_paper(heads.centre)} · {for_paper(heads.title)}")), "Header", own
        )

    def _footer(self, heads: Heads) -> Iterator[Any]:
        number = self._wording.paragraphs("", "Footer", end=True)[0]
        number.extend(self._page_of_pages())
        left = self._wording.paragraphs(_one_line(heads.reference), "Footer", self._wording.t.language)
        yield bare_table([[left, [number]]], [Width(3), Width(1)], self.text_width, self._wording.t.rtl)
        yield from self._wording.paragraphs("", "Footer")

    def _page_of_pages(self) -> Iterator[Any]:
        """«Page x of y», counted by whoever opens the file."""
        counted = {"page": "PAGE", "pages": "NUMPAGES"}
        parts = PLACEHOLDER.split(self._wording.t.gettext(N_("Page {page} of {pages}")))
        for number, part in enumerate(parts):
            if number % 2 and part in counted:
                yield element("fldSimple", *self._wording.runs([Span("1")]), instr=counted[part])
            elif part:
                yield from self._wording.runs([Span(Said(part))])


def _one_line(text: str, most: int = 160) -> Said:
    """The text without line ends, its end left out where it is very long."""
    line = " ".join(for_paper(text).split())
    return Said(line if len(line) <= most else f"{line[: most - 1].rstrip()}…")


def _without_clock(content: bytes) -> bytes:
    """The same package with a fixed date at each part."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as held, zipfile.ZipFile(out, "w") as fresh:
        for name in held.namelist():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            fresh.writestr(info, held.read(name), compresslevel=6)
    return out.getvalue()

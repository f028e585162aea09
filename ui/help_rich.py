"""Help as rich text: blocks of a page, the contents and what a search found, in the colours of the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from baseldesk.help import CONTENTS, Page, read_page, split_target
from baseldesk.help_search import Found
from baseldesk.help_text import Block, Run, write_run
from baseldesk.i18n import LANGUAGES, N_, RIGHT_TO_LEFT, Translator, isolate, translator
from ui import theme

NOT_YET = N_("This page is not there in your language yet. It follows in English.")
_NOTHING = N_("No page of the help has these words. Try one word, or a shorter one.")
_LIST_TAGS = {"bullet": "ul", "step": "ol"}


def write_page(page: Page, t: Translator) -> str:
    """A page; its words of the window are the catalogue's."""
    own = translator(page.language)
    parts = [_note(t.gettext(NOT_YET), t)] if page.language != t.language else []
    parts += _write_blocks(page.blocks, own)
    return _whole(parts)


def write_contents(t: Translator) -> str:
    """All pages in their order, each a link."""
    parts = [_heading(1, escape(t.gettext(N_("Contents"))), t)]
    for title, names in CONTENTS:
        parts.append(_heading(2, escape(t.gettext(title)), t))
        lines = "".join(_item(_link(f"{name}.md", read_page(name, t.language).title), t) for name in names)
        parts.append(_list("ul", lines, t))
    return _whole(parts)


def write_found(found: Sequence[Found], t: Translator) -> str:
    """What a search found: where, and a line that shows it."""
    if not found:
        return _whole([_paragraph(escape(t.gettext(_NOTHING)), t)])
    return _whole([_write_found(one, t) for one in found])


def _write_found(one: Found, t: Translator) -> str:
    section = one.section
    where = f"{section.title} · {section.heading}" if section.heading else section.title
    link = _link(f"{section.page}.md#{at(section.place)}" if section.place else f"{section.page}.md", where)
    excerpt = f'<br><span style="color:{_ink("muted")}">{escape(one.excerpt)}</span>'
    return _paragraph(f"<b>{link}</b>{excerpt}", t)


def at(place: int) -> str:
    """The name under which a heading can be gone to by its number; those with a name of their own have that, too."""
    return f"heading-{place}"


def _write_blocks(blocks: Sequence[Block], t: Translator) -> Iterator[str]:
    """The blocks in order; lines of a list stand together in one."""
    place, lines, kind = 0, "", ""
    for block in blocks:
        if lines and block.kind != kind:
            yield _list(_LIST_TAGS[kind], lines, t)
            lines = ""
        kind = block.kind
        if kind in _LIST_TAGS:
            lines += _item(_write_runs(block.runs, t), t)
        elif kind == "heading":
            names = f'<a name="{at(place)}"></a>' + (f'<a name="{block.anchor}"></a>' if block.anchor else "")
            yield _heading(block.level, names + _write_runs(block.runs, t), t)
            place += 1
        else:
            yield _paragraph(_write_runs(block.runs, t), t)
    if lines:
        yield _list(_LIST_TAGS[kind], lines, t)


def _write_runs(runs: Sequence[Run], t: Translator) -> str:
    return "".join(_write_run(run, t) for run in runs)


def _write_run(run: Run, t: Translator) -> str:
    if run.look == "link":
        return _link(run.target, run.text or read_page(split_target(run.target)[0], t.language).title)
    text = escape(write_run(run, t))
    if run.look == "key":
        ground = theme.blend(theme.color("line"), theme.color("raised"), 0.22).name()
        return f'<span style="background-color:{ground}">&nbsp;{isolate(text)}&nbsp;</span>'
    return f"<b>{text}</b>" if run.look in ("strong", "word") else text


def _link(target: str, words: str) -> str:
    return f'<a href="{escape(target)}" style="color:{_ink("accent")}">{escape(words)}</a>'


def _heading(level: int, inner: str, t: Translator) -> str:
    size, above = {1: (140, 0), 2: (115, theme.GROUP)}.get(level, (100, theme.NEAR))
    style = f"font-size:{size}%; margin-top:{above}px; margin-bottom:{theme.HAIR}px"
    return f'<h{level} dir="{_way(t)}" style="{style}"><span style="font-size:{_points(size)}pt">{inner}</span></h{level}>'


def _points(percent: int) -> str:
    """A share of the person's text size; the text document knows no sizes in per cent."""
    from PySide6.QtWidgets import QApplication

    return f"{QApplication.font().pointSizeF() * percent / 100:.1f}"


def _paragraph(inner: str, t: Translator) -> str:
    return f'<p dir="{_way(t)}" style="margin-top:0px; margin-bottom:{theme.NEAR}px">{inner}</p>'


def _note(text: str, t: Translator) -> str:
    return _paragraph(f'<i><span style="color:{_ink("muted")}">{escape(text)}</span></i>', t)


def _list(tag: str, lines: str, t: Translator) -> str:
    return f'<{tag} dir="{_way(t)}" style="margin-top:0px; margin-bottom:{theme.NEAR}px; -qt-list-indent:1">{lines}</{tag}>'


def _item(inner: str, t: Translator) -> str:
    return f'<li dir="{_way(t)}" style="margin-bottom:{theme.HAIR}px">{inner}</li>'


def _whole(parts: Sequence[str]) -> str:
    return f'<html><body style="color:{_ink("text")}">{"".join(parts)}</body></html>'


def _ink(role: str) -> str:
    return theme.color(role).name()


def _way(t: Translator) -> str:
    assert t.language in LANGUAGES
    return "rtl" if t.language in RIGHT_TO_LEFT else "ltr"

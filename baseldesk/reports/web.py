"""The same report as one web page that needs nothing beside itself: no script, nothing loaded, readable aloud and in print."""

from __future__ import annotations

from pathlib import Path

from baseldesk.errors import Cancelled
from baseldesk.i18n import N_, Translator
from baseldesk.reports.document import Document, Printed
from baseldesk.reports.escape import Said
from baseldesk.reports.flow import Progress, Stop
from baseldesk.reports.web_blocks import WebBlocks
from baseldesk.reports.web_looks import LOOKS
from baseldesk.reports.web_text import one_line, style_sheet, tag
from baseldesk.reports.word import write_whole

# Nothing may be fetched, sent or run, whatever a datum holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def write_html(
    document: Document, t: Translator, path: Path, *, progress: Progress | None = None, cancelled: Stop | None = None
) -> Printed:
    """Writes the report as a web page, whole or not at all; the same document gives the same bytes.

    Args:
        document: what is written.
        t: the translator of the report's language, whatever the window's is.
        path: replaced if it exists.
        progress: told when it is done.
        cancelled: asked before it begins and before the file is written.

    Returns:
        Where it is and how large; a web page has no pages.

    Raises:
        Cancelled: the person has stopped it; no file is left.
        OSError: the file cannot be written.
    """
    content = write_page(document, t, cancelled).encode("utf-8", "replace")
    if cancelled and cancelled():
        raise Cancelled
    write_whole(path, content)
    if progress:
        progress(1, 1)
    return Printed(path, 0, len(content))


def write_page(document: Document, t: Translator, cancelled: Stop | None = None) -> str:
    """The page as text."""
    writer = WebBlocks(t)
    front = document.front
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="author", content=front.centre),
        tag("meta", name="dcterms.created", content=document.made_on.isoformat()),
        tag("meta", name="generator", content="BaselDesk"),
        tag("title", Said(f"{one_line(front.title.text)} · {one_line(front.centre)}")),
        style_sheet(LOOKS),
    )
    parts = list(writer.parts(document.blocks, cancelled))
    body = tag(
        "body",
        tag("a", t.gettext(N_("Skip to the report")), href="#report", class_="skip"),
        tag("header", writer.front(front)),
        writer.contents(),
        tag("main", *parts, id="report"),
        writer.foot(document),
    )
    direction = "rtl" if t.rtl else "ltr"
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=t.language, dir=direction)}\n"

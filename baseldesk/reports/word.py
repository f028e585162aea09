"""The same report as a Word file, for directors and translators who edit: the working copy of what the PDF records."""

from __future__ import annotations

import os
from pathlib import Path

from baseldesk.errors import Cancelled
from baseldesk.i18n import Translator
from baseldesk.reports.document import Document, Printed
from baseldesk.reports.flow import Progress, Stop
from baseldesk.reports.page import Paper, size_of
from baseldesk.reports.word_blocks import WordBlocks, join_facts
from baseldesk.reports.word_file import WordFile
from baseldesk.reports.word_text import Wording


def write_docx(
    document: Document, t: Translator, path: Path, *,
    paper: Paper = "A4", progress: Progress | None = None, cancelled: Stop | None = None,
) -> Printed:  # fmt: skip
    """Writes the report as a Word file, whole or not at all; the same document gives the same bytes.

    Args:
        document: what is written.
        t: the translator of the report's language, whatever the window's is.
        path: replaced if it exists.
        paper: the size of the sheets.
        progress: told how many blocks of how many are written.
        cancelled: asked before each block.

    Returns:
        Where it is and how large; its pages are 0, since only whoever opens it knows them.

    Raises:
        Cancelled: the person has stopped it; no file is left.
        OSError: the file cannot be written.
    """
    wording = Wording(t)
    file = WordFile(wording, size_of(paper, document.landscape))
    writer = WordBlocks(file, wording)
    writer.begin(document.front, document.reference, first=True)
    blocks = list(join_facts(document.blocks))
    for done, block in enumerate(blocks):
        if cancelled and cancelled():
            raise Cancelled
        file.add(*writer.write(block))
        if progress:
            progress(done + 1, len(blocks))
    front = document.front
    file.describe(front.title.text, front.centre, front.kind, document.made_on)
    content = file.content()
    write_whole(path, content)
    return Printed(path, 0, len(content))


def write_whole(path: Path, content: bytes) -> None:
    """The file is there complete, or as it was."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise

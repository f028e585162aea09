"""How help is written: a small part of Markdown, with the words of the window looked up when they are shown.

Headings (``## Word {#place}``), paragraphs of one line each, lists (``- `` and ``1. ``), ``**bold**``, ``{{Ctrl+S}}`` for a key,
``[words](page.md#place)`` for a link (without words: the title of that page), ``![words](name)`` for a drawing on paper. A word
of the window stands as ``[[Save]]``, with its English text, a choice of a list as ``[[activity_stage.completed]]``; what is shown
is the catalogue's, so help cannot drift from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from baseldesk.i18n import Translator

Look = Literal["plain", "strong", "word", "key", "link"]
Kind = Literal["heading", "paragraph", "bullet", "step", "drawing"]

_INLINE = re.compile(
    r"\[\[(?P<word>.+?)\]\]|\{\{(?P<key>.+?)\}\}|\*\*(?P<strong>.+?)\*\*|\[(?P<link>[^\]]*)\]\((?P<target>[^)\s]+)\)"
)
_HEADING = re.compile(r"(?P<marks>#{1,3}) +(?P<text>.+?)(?: +\{#(?P<anchor>[a-z0-9-]+)\})?$")
_DRAWING = re.compile(r"!\[(?P<text>.*)\]\((?P<name>[a-z-]+)\)$")
_STEP = re.compile(r"\d+[.)] +")
_OTHER_WAY = str.maketrans("←→", "→←")  # with these arrows one goes back and forward, in the direction of reading
CHOICE = re.compile(r"(?P<list>[a-z_]+)\.(?P<code>[a-z_]+)$")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look.

    Attributes:
        text: of a word of the window, its English original.
        target: of a link, the page and the place in it: «exchange.md#take-in».
    """

    text: str
    look: Look = "plain"
    target: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a line of a list, or a drawing.

    Attributes:
        level: of a heading, 1 to 3.
        anchor: of a heading, the name by which links and the window find it; of a drawing, which one.
        number: of a step, counted from 1.
    """

    kind: Kind
    runs: tuple[Run, ...]
    level: int = 0
    anchor: str = ""
    number: int = 0


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a text; blank lines part paragraphs, and a line that follows one directly goes on with it."""
    blocks: list[Block] = []
    for lines in re.split(r"\n\s*\n", text.strip()):
        blocks += _parse_lines(lines.splitlines())
    return tuple(_number(blocks))


def _parse_lines(lines: list[str]) -> Iterator[Block]:
    """The blocks of lines without a blank one between them."""
    waiting: tuple[Kind, list[str]] | None = None
    for line in lines:
        begun = _begin(line)
        if begun is None and waiting is not None:
            waiting[1].append(line.strip())
            continue
        if waiting is not None:
            yield Block(waiting[0], parse_runs(" ".join(waiting[1])))
        waiting = None
        if isinstance(begun, Block):
            yield begun
        else:
            waiting = begun or ("paragraph", [line.strip()])
    if waiting is not None:
        yield Block(waiting[0], parse_runs(" ".join(waiting[1])))


def _begin(line: str) -> Block | tuple[Kind, list[str]] | None:
    """What a line begins: a block that ends with it, a line of a list, or nothing of its own."""
    if heading := _HEADING.match(line):
        return Block("heading", parse_runs(heading["text"]), len(heading["marks"]), heading["anchor"] or "")
    if drawing := _DRAWING.match(line.strip()):
        return Block("drawing", parse_runs(drawing["text"]), anchor=drawing["name"])
    if line.startswith("- "):
        return "bullet", [line[2:].strip()]
    if step := _STEP.match(line):
        return "step", [line[step.end() :].strip()]
    return None


def _number(blocks: list[Block]) -> Iterator[Block]:
    """The blocks with their steps counted, anew after anything else."""
    count = 0
    for block in blocks:
        count = count + 1 if block.kind == "step" else 0
        yield Block("step", block.runs, number=count) if count else block


def parse_runs(text: str) -> tuple[Run, ...]:
    """The runs of a line."""
    runs, done = [], 0
    for found in _INLINE.finditer(text):
        runs += [Run(text[done : found.start()])] * (found.start() > done)
        runs.append(_make_run(found))
        done = found.end()
    return (*runs, Run(text[done:])) if done < len(text) else tuple(runs)


def _make_run(found: re.Match[str]) -> Run:
    if found["target"]:
        return Run(found["link"], "link", found["target"])
    look: Look = "word" if found["word"] else "key" if found["key"] else "strong"
    return Run(found[look], look)


def write_run(run: Run, t: Translator) -> str:
    """What a run says in the translator's language; a word of the window without its accelerator and its «…»."""
    if run.look == "key" and t.rtl:
        return run.text.translate(_OTHER_WAY)
    if run.look != "word":
        return run.text
    choice = CHOICE.match(run.text)
    return t.label(choice["code"], choice["list"]) if choice else t.gettext(run.text).replace("&", "").rstrip("…")


def write_runs(runs: tuple[Run, ...], t: Translator) -> str:
    """What several runs say, as plain text."""
    return "".join(write_run(run, t) for run in runs)

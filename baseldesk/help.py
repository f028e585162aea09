"""The pages of help: which there are, in which order, and what each says in a language. Read when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from baseldesk.help_text import Block, parse, write_runs
from baseldesk.i18n import N_, translator
from baseldesk.resources import resource

INDEX = "index"
GUIDE = "quick-guide"  # on paper only
# The contents, as they are shown: what stands together, and the pages in it.
CONTENTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Begin"), (INDEX, "first-run", "home", "todo", "conflict")),
    (N_("Records"), ("activities", "activity", "partners", "cooperation", "people", "funding", "results", "plan")),
    (N_("Send and receive"), ("exchange", "computers")),
    (N_("Paper and files"), ("reports", "submissions", "import", "export")),
    (N_("Settings and safety"), ("settings", "backup", "trouble", "keyboard")),
)
PAGES = tuple(name for _, names in CONTENTS for name in names)


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        language: that it is written in: English where it is not there in the one asked for.
    """

    name: str
    blocks: tuple[Block, ...]
    language: str

    @property
    def title(self) -> str:
        """What the page is called, in its language."""
        return write_runs(self.blocks[0].runs, translator(self.language))

    @property
    def anchors(self) -> tuple[str, ...]:
        """The places in it that can be gone to."""
        return tuple(block.anchor for block in self.blocks if block.kind == "heading" and block.anchor)


@cache
def read_page(name: str, language: str) -> Page:
    """The page in this language, else in English.

    Raises:
        FileNotFoundError: there is no page of this name.
    """
    for one in (language, "en"):
        path = resource("help", one, f"{name}.md")
        if path.exists():
            return Page(name, parse(path.read_text(encoding="utf-8")), one)
    raise FileNotFoundError(name)


def split_target(target: str) -> tuple[str, str]:
    """A link's page and the place in it: «exchange.md#take-in» and «exchange#take-in» are the same."""
    name, _, anchor = target.partition("#")
    return name.removesuffix(".md"), anchor

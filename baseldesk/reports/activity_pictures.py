"""The photographs of an activity report, with who took them."""

from __future__ import annotations

from baseldesk.i18n import N_, Translator
from baseldesk.records.centre import DOCUMENT
from baseldesk.reports.activity_data import ActivityData, Photograph
from baseldesk.reports.blocks import Picture
from baseldesk.reports.escape import Said, for_paper, say
from baseldesk.reports.values import write

_WIDTH = 110.0  # millimetres
_NAMES = ("caption", "title", "file_name")


def show_photographs(data: ActivityData, t: Translator) -> tuple[list[Picture], list[dict[str, str]]]:
    """The pictures, and what is printed of them."""
    told = [(one, _caption(one, data, t), str(one.values.get("credit") or "")) for one in data.photographs]
    pictures = [Picture(one.content, _line(caption, credit, t), for_paper(caption), _WIDTH) for one, caption, credit in told]
    return pictures, [{"caption": caption, "credit": credit} for _, caption, credit in told]


def _caption(one: Photograph, data: ActivityData, t: Translator) -> str:
    """What is said of it; else what the file is called."""
    names = (write(DOCUMENT.by_name[name], one.values.get(name), t, data.original_language).text for name in _NAMES)
    return next((name for name in names if name), "")


def _line(caption: str, credit: str, t: Translator) -> str:
    parts = [for_paper(caption), say(t, N_("Photograph: {name}"), name=credit) if credit else ""]
    return Said(" · ".join(part for part in parts if part))

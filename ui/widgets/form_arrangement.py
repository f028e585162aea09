"""How a form is arranged: pages, groups, order and widths; what nobody arranged comes last, under «More»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from baseldesk.i18n import N_
from baseldesk.records.field import RecordType

FULL, HALF, THIRD, QUARTER = 12, 6, 4, 3  # of a line of twelve
_MORE = N_("More")


@dataclass(frozen=True, slots=True)
class Item:
    """A field, or a place (`slot`) for a widget that the screen adds, with its width in twelfths of a line."""

    name: str
    width: int = HALF
    is_slot: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together; `title` is a message id, or "". What few need (`is_rest`) can be hidden in the settings."""

    items: tuple[Item, ...]
    title: str = ""
    is_rest: bool = False

    @property
    def is_more(self) -> bool:
        """Whether it can be hidden where nothing is entered."""
        return self.is_rest or self.title == _MORE


@dataclass(frozen=True, slots=True)
class Page:
    """One tab of a form; `title` is a message id."""

    name: str
    title: str
    groups: tuple[Group, ...] = ()


def complete(record_type: RecordType, pages: Sequence[Page], elsewhere: frozenset[str] = frozenset()) -> tuple[Page, ...]:
    """The pages with every field of the type that stands on them; what they leave out comes in a last group «More».

    Args:
        record_type: the declaration.
        pages: what was arranged by hand; may be empty.
        elsewhere: fields whose editor stands outside the pages, such as a stage in the header.
    """
    pages = [kept for page in pages if (kept := _without(page, elsewhere)).groups]
    placed = {item.name for page in pages for group in page.groups for item in group.items} | elsewhere
    rest = tuple(Item(field.name) for field in record_type.fields if field.name not in placed)
    if not pages:
        return (Page("fields", record_type.label, (Group(rest),)),)
    if not rest:
        return tuple(pages)
    return (*pages, Page("more", _MORE, (Group(rest, _MORE),)))


def _without(page: Page, elsewhere: frozenset[str]) -> Page:
    """The page without these fields: a line does not show the record that it stands in, nor a form the stage over it."""
    kept = ((group, tuple(one for one in group.items if one.name not in elsewhere)) for group in page.groups)
    return replace(page, groups=tuple(replace(group, items=items) for group, items in kept if items))

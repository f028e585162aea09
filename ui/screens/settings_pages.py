"""Which cards stand in which section; each page is made when first shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from PySide6.QtWidgets import QWidget

from baseldesk.i18n import N_
from ui.screens import Context
from ui.screens.settings_page import Part, SectionPage, parts_of
from ui.screens.settings_rows import ChoiceCard
from ui.widgets.card import Card

_YOURS = N_("Each choice is for you alone and works at once.")
_CHOICE_CARDS = {
    "window": (
        ("look", "contrast", N_("How it looks"), _YOURS),
        ("day", "house", N_("How it behaves"), ""),
    ),
    "lists": (
        ("forms", "clipboard-list", N_("Forms"), ""),
        ("reports", "printer", N_("Reports"), ""),
    ),
}
# Sections of one card each that other modules make; one whose module is missing is left out.
_CARDS = {
    "backup": "ui.screens.settings_backup:BackupCard",
    "protection": "ui.screens.settings_encryption:EncryptionCard",
    "updates": "ui.screens.settings_updates:UpdatesCard",
}
_KEY_OF = {"protection": "encryption"}  # where the entry is called otherwise than its section


def has_section(name: str) -> bool:
    """Whether this version has the section."""
    return name not in _CARDS or find_spec(_CARDS[name].partition(":")[0]) is not None


def make_page(name: str, context: Context) -> SectionPage:
    """The page of this section."""
    if name in _CARDS:
        module, _, made = _CARDS[name].partition(":")
        card = getattr(import_module(module), made)(context)
        return SectionPage([card], [Part(_KEY_OF.get(name, name), card, card)])
    return _PAGES[name](context)


def _make_window(context: Context) -> SectionPage:
    cards = _choice_cards("window", context)
    return SectionPage(cards, [part for card in cards for part in parts_of(card)])


def _choice_cards(name: str, context: Context) -> list[ChoiceCard]:
    return [ChoiceCard(*one, context.settings) for one in _CHOICE_CARDS[name]]


def _make_language(context: Context) -> SectionPage:
    from ui.screens.settings_figures import FiguresCard, LanguagesCard

    languages, figures = LanguagesCard(context), FiguresCard(context)
    return SectionPage([languages, figures], [*parts_of(languages), languages.working_part(), *parts_of(figures)])


def _make_lists(context: Context) -> SectionPage:
    from ui.screens.settings_lists import ListsCard

    lists, cards = ListsCard(), _choice_cards("lists", context)
    return SectionPage([lists, *cards], [lists.part(), *(part for card in cards for part in parts_of(card))])


def _make_centre(context: Context) -> SectionPage:
    from ui.screens.settings_centre import ProfileCard

    card = ProfileCard(context)
    return SectionPage([card], [Part("centre", card, card), Part("logo", card, card.logo)])


def _make_keys(context: Context) -> SectionPage:
    from ui.screens.settings_keys import ComputersCard, OwnKeysCard

    keys, computers = OwnKeysCard(context), ComputersCard(context)
    return SectionPage([keys, computers], [_whole("keys", keys), _whole("computers", computers)])


def _make_people(context: Context) -> SectionPage:
    from ui.screens.officer_roles import RolesCard

    roles = RolesCard(context)
    return SectionPage([roles], [_whole("who", roles), _whole("roles", roles)])


def _make_about(context: Context) -> SectionPage:
    from ui.screens.settings_about import AboutCard, ComputerCard

    about, computer = AboutCard(context), ComputerCard(context)
    return SectionPage([about, computer], [_whole("about", about), _whole("computer", computer)])


def _whole(key: str, card: Card) -> Part:
    place: QWidget = card
    return Part(key, card, place)


_PAGES: dict[str, Callable[[Context], SectionPage]] = {
    "window": _make_window,
    "language": _make_language,
    "lists": _make_lists,
    "centre": _make_centre,
    "keys": _make_keys,
    "people": _make_people,
    "about": _make_about,
}
